"""The few pieces of HTML of a page; every value that goes in is escaped here."""

from __future__ import annotations

import base64
import math
from collections.abc import Iterable
from datetime import date
from functools import cache
from html import escape

from babel.dates import format_date

from hitechtex.catalog import Catalog
from hitechtex.catalog.indicators import Indicator
from hitechtex.catalog.texts import LANGUAGE, say
from hitechtex.catalog.units import COUNT
from hitechtex.charts.addresses import TO_INDICATOR
from hitechtex.charts.numbers import shown
from hitechtex.charts.panel import Panel, TableTwin
from hitechtex.charts.theme import STATUS_COLOURS
from hitechtex.metrics import Status, Word

LONG_CELL = 40  # letters from which a cell is a sentence
SHORT_CELL = 14  # letters up to which a cell keeps to one line, where the screen is wide
LEAST_ACROSS = 4  # tiles that have room in a row, so that one alone is no banner


def head(catalog: Catalog, *, title: str, question: str, as_of: date | None, sample: bool) -> str:
    """Return the head of a page: project, date of the data, sample or not, title and question."""
    badge = f"<span class='htx-badge'>{_(say('app.sample'))}</span>" if sample else ""
    says = f"<p>{_(say('app.sample_says'))}</p>" if sample else ""
    return (
        f"<header class='htx-head'><p>{_(catalog.project.name)}</p>"
        f"<p>{_(as_of_words(catalog, as_of))}</p>{badge}{says}"
        f"<h1>{_(title)}</h1><p class='htx-question'>{_(question)}</p></header>"
    )


def as_of_words(catalog: Catalog, day: date | None) -> str:
    """Return “Data as of 30 Sep 2023 (month 20 of 24)”."""
    if day is None:
        return say("app.no_date")
    words = format_date(day, "d MMM y", locale=LANGUAGE)
    month = catalog.project.month_of(day)
    if not 1 <= month <= catalog.project.months:
        return say("app.as_of_outside", day=words)
    return say("app.as_of", day=words, month=month, months=catalog.project.months)


def strip(statuses: tuple[Status, ...], catalog: Catalog) -> str:
    """Return the indicators on top of a page, one tile each, for the selection as a whole."""
    tiles = [_tile(status, catalog) for status in statuses if status.partner is None]
    across = max(len(tiles), LEAST_ACROSS)
    half = across if across < 5 else (across + 1) // 2
    return (
        f"<div class='htx-strip-room'><ul class='htx-strip' aria-label='{_(say('page.strip'))}'"
        f" style='--htx-all:{across};--htx-half:{half}'>{''.join(tiles)}</ul></div>"
    )


def _tile(status: Status, catalog: Catalog) -> str:
    indicator = catalog.indicators[status.indicator]
    value = say("tile.no_value") if status.value is None else shown(status.value, status.unit)
    lines = (
        _range(status),
        _target(status),
        status.note if status.word is Word.NO_DATA else "",
        say("tile.n", n=status.n, count=shown(status.n, COUNT)),
    )
    small = "".join(f"<small>{_(line)}</small>" for line in lines if line)
    return (
        f"<li class='htx-tile' style='--htx-status:{STATUS_COLOURS[status.word]}'>"
        f"<b title='{_(indicator.says)}'>"
        f"<a href='{TO_INDICATOR}{_(indicator.id)}'>{_(indicator.label)}</a></b>"
        f"<span class='htx-value'>{_(value)}</span>"
        f"<span class='htx-word'><i aria-hidden='true'>{_(say(f'status.symbol.{status.word}'))}</i>"
        f"{_(say(f'status.word.{status.word}'))}</span>{small}</li>"
    )


def _target(status: Status) -> str:
    if status.target is None or status.expected is None or status.word is Word.NO_DATA:
        return ""
    expected, target = (shown(each, status.unit) for each in (status.expected, status.target))
    return say("tile.target", expected=expected, target=target)


def _range(status: Status) -> str:
    if status.low is None or status.high is None:
        return ""
    low, high = (shown(each, status.unit) for each in (status.low, status.high))
    return say("tile.range", low=low, high=high)


def panel_head(panel: Panel, leads_to: Iterable[Indicator] = ()) -> str:
    """Return title, unit and scope, the takeaway sentence, and the ways to indicators' pages."""
    sub = f"<p class='htx-sub'>{_(panel.subtitle)}</p>" if panel.subtitle else ""
    says = panel.empty or panel.takeaway
    ways = " · ".join(
        f"<a href='{TO_INDICATOR}{_(each.id)}' target='_self' title='{_(each.says)}'>"
        f"{_(each.label)}</a>"
        for each in leads_to
    )
    way = f"<p class='htx-sub'>{_(say('panel.leads_to'))} {ways}</p>" if ways else ""
    return f"<div class='htx-panel'><h2>{_(panel.title)}</h2>{sub}<p>{_(says)}</p>{way}</div>"


def table(twin: TableTwin) -> str:
    """Return a small table as text; numbers stand to the right, sentences get room to be read."""
    kinds = [_kind(twin, place) for place in range(len(twin.columns))]
    head_cells = "".join(
        f"<th scope='col'{kind}>{_(name)}</th>"
        for name, kind in zip(twin.columns, kinds, strict=True)
    )
    links = twin.links or ("",) * len(twin.rows)
    rows = "".join(
        f"<tr>{_cells(row, kinds, link, twin.linked)}</tr>"
        for row, link in zip(twin.rows, links, strict=True)
    )
    return (
        f"<div class='htx-table' tabindex='0' role='region' aria-label='{_(twin.caption)}'><table>"
        f"<caption>{_(twin.caption)}</caption><thead><tr>{head_cells}</tr></thead>"
        f"<tbody>{rows}</tbody></table></div>"
    )


def section(title: str) -> str:
    """Return the heading of a part of a page, below the page's own."""
    return f"<div class='htx-panel'><h2>{_(title)}</h2></div>"


def headed(title: str, block: str) -> str:
    """Return a block of our own under a small heading."""
    return f"<div class='htx-panel'><h3>{_(title)}</h3></div>{block}"


def listed(sentences: Iterable[str]) -> str:
    """Return sentences as a list."""
    return f"<ul class='htx-said'>{''.join(f'<li>{_(each)}</li>' for each in sentences)}</ul>"


def note(text: str) -> str:
    """Return a sentence in small letters, below what it is about."""
    return f"<p class='htx-note'>{_(text)}</p>"


def facts(pairs: Iterable[tuple[str, str]]) -> str:
    """Return names with what they stand for."""
    each = "".join(f"<div><dt>{_(name)}</dt><dd>{_(text)}</dd></div>" for name, text in pairs)
    return f"<dl class='htx-facts'>{each}</dl>"


def _kind(twin: TableTwin, place: int) -> str:
    """Return the class of a column: numbers, sentences, single words, or nothing of the kind."""
    if all(isinstance(row[place], int | float) or row[place] is None for row in twin.exact):
        return " class='htx-number'"
    longest = max((len(row[place]) for row in twin.rows), default=0)
    if longest > LONG_CELL:
        return " class='htx-long'"
    return " class='htx-short'" if longest <= SHORT_CELL else ""


def _cells(row: tuple[str, ...], kinds: list[str], link: str, linked: int) -> str:
    said = [_with_its_symbol(_(cell)) for cell in row]
    if link:
        said[linked] = f"<a href='{_(link)}' target='_self'>{said[linked]}</a>"
    return "".join(f"<td{kind}>{cell}</td>" for cell, kind in zip(said, kinds, strict=True))


def _with_its_symbol(cell: str) -> str:
    """Return a cell with the symbol of a status never on a line of its own."""
    symbol, _space, said = cell.partition(" ")
    return f"{symbol}&nbsp;{said}" if said and symbol in _symbols() else cell


@cache
def _symbols() -> frozenset[str]:
    return frozenset(say(f"status.symbol.{word}") for word in Word)


def code(text: str, *, name: str) -> str:
    """Return a text as it was written, in a box that a keyboard can scroll."""
    return (
        f"<pre class='htx-code' tabindex='0' role='region' aria-label='{_(name)}'>{_(text)}</pre>"
    )


def foot(catalog: Catalog) -> str:
    """Return emblem, funding statement, grant number and disclaimer, on every page."""
    texts = catalog.project.texts
    number = catalog.project.grant_number or say("foot.grant_not_set")
    lines = (texts.funding_statement, say("foot.grant", number=number), texts.disclaimer,
             say("foot.sources"))  # fmt: skip
    paragraphs = "".join(f"<p>{_(line)}</p>" for line in lines)
    return f"<footer class='htx-foot'>{emblem()}<div>{paragraphs}</div></footer>"


@cache
def emblem() -> str:
    """Return the flag of the European Union as its construction sheet draws it.

    Azure #003399, 3:2; twelve gold #FFCC00 stars on a circle of a third of the height, each in a
    circle of an eighteenth, one point upright (Official Journal C 271, 8.9.2012, annex).
    """
    stars = "".join(
        f"<polygon points='{_star(405 + 180 * math.sin(hour), 270 - 180 * math.cos(hour))}'/>"
        for hour in (step * math.pi / 6 for step in range(12))
    )
    drawing = (
        "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 810 540'>"
        f"<rect width='810' height='540' fill='#003399'/><g fill='#FFCC00'>{stars}</g></svg>"
    )
    source = base64.b64encode(drawing.encode()).decode()
    return f"<img alt='{_(say('foot.emblem'))}' src='data:image/svg+xml;base64,{source}'>"


def _star(x: float, y: float) -> str:
    outer, inner = 30.0, 30.0 * math.sin(math.pi / 10) / math.sin(7 * math.pi / 10)
    corners = ((step * math.pi / 5, inner if step % 2 else outer) for step in range(10))
    return " ".join(
        f"{x + radius * math.sin(angle):.1f},{y - radius * math.cos(angle):.1f}"
        for angle, radius in corners
    )


def _(text: object) -> str:
    return escape(str(text), quote=True)
