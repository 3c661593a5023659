"""Why do visitors travel, what do they do, what comes of it: ranked by the exchanges of each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from hitechtex.catalog import Catalog
from hitechtex.catalog.texts import say
from hitechtex.charts import forms, numbers
from hitechtex.charts.forms import Bar
from hitechtex.charts.notes import note, nothing, scope
from hitechtex.charts.panel import Panel
from hitechtex.charts.tables import table_from
from hitechtex.charts.theme import ACTUAL, OTHERS
from hitechtex.query.result import Result

BLANK = (None, "none")  # codes of an answer that is no outcome
FOLD = 48  # letters of a label in one line


@dataclass(frozen=True)
class Part:
    """One code of a list, and how many exchanges have it; None is "not given"."""

    code: str | None
    label: str
    exchanges: int


def purposes(result: Result, catalog: Catalog) -> Panel:
    """Return achieved exchanges by purpose, most first."""
    return _ranked("purposes", "purpose", "purposes", result, catalog)


def activities(result: Result, catalog: Catalog) -> Panel:
    """Return achieved exchanges by activity, most first."""
    return _ranked("activities", "activity", "activities", result, catalog)


def outcomes(result: Result, catalog: Catalog) -> Panel:
    """Return achieved exchanges by what has come of them, most first."""
    parts = _parts(result, "outcome", "outcomes", catalog)
    some = sum(part.exchanges for part in parts if part.code not in BLANK)
    known = sum(part.exchanges for part in parts if part.code is not None)
    title = say(
        "charts.outcomes.title", n=known, some=numbers.count(some), all=numbers.count(known)
    )
    panel = _ranked("outcomes", "outcome", "outcomes", result, catalog, title=title)
    return panel if panel.empty or not known else replace(panel, takeaway=_led_to(parts))


def _led_to(parts: Sequence[Part]) -> str:
    """Return what the exchanges led to most often, and how many do not say."""
    whole = sum(part.exchanges for part in parts)
    led = [part for part in parts if part.code not in BLANK and part.exchanges]
    unanswered = sum(part.exchanges for part in parts if part.code is None)
    most = numbers.of_total(led[0].exchanges, whole) if led else ""
    sentences = [
        say("charts.outcomes.most", label=led[0].label, most=most) if led else "",
        _unanswered(unanswered) if unanswered else "",
    ]
    return " ".join(sentence for sentence in sentences if sentence) or say("charts.outcomes.none")


def _ranked(
    name: str, column: str, codes: str, result: Result, catalog: Catalog, *, title: str = ""
) -> Panel:
    parts = _parts(result, column, codes, catalog)
    whole = sum(part.exchanges for part in parts)
    if not whole:
        return nothing(name, [result], catalog, what="achieved")
    first = parts[0]
    most = numbers.of_total(first.exchanges, whole)
    unanswered = sum(part.exchanges for part in parts if part.code is None)
    if unanswered == whole:
        title = say(f"charts.{name}.untold", n=whole, count=numbers.count(whole))
    figure = forms.bars([_bar(part, whole) for part in parts])
    return Panel(
        id=name,
        title=title or say(f"charts.{name}.title", label=first.label, most=most),
        subtitle=say("charts.ranked.subtitle", scope=scope(result, catalog)),
        takeaway=_takeaway(parts, whole, unanswered)
        if unanswered < whole
        else say("charts.ranked.untold"),
        note=note([result], catalog),
        results=(result,),
        figure=figure,
        table=table_from(
            [(part.code, part.exchanges) for part in parts],
            catalog,
            caption=result.question,
            columns=(column, "exchanges"),
        ),
        height=int(figure.layout.height),
    )


def _parts(result: Result, column: str, codes: str, catalog: Catalog) -> list[Part]:
    """Return every code of the list, most exchanges first, "not given" last where it occurs."""
    found = {row[column]: row["exchanges"] for row in result.records() if row["partner"] is None}
    listed = [*catalog.codes[codes], *(c for c in found if c and c not in catalog.codes[codes])]
    parts = [Part(code, catalog.codes.label(codes, code), found.get(code, 0)) for code in listed]
    parts.sort(key=lambda part: -part.exchanges)
    if found.get(None):
        parts.append(Part(None, numbers.missing(), found[None]))
    return parts


def _bar(part: Part, whole: int) -> Bar:
    said = numbers.of_total(part.exchanges, whole)
    label = numbers.folded(part.label, FOLD)
    words = say("charts.words", label=part.label, count=said)
    colour = ACTUAL if part.code else OTHERS
    return Bar(label, part.exchanges, said, part.code or "not_given", words, colour)


def _takeaway(parts: Sequence[Part], whole: int, unanswered: int) -> str:
    """Return what comes after what the title says, what never occurs, and who does not say."""
    second = next((part for part in parts[1:] if part.code and part.exchanges), None)
    never = [part.label for part in parts if not part.exchanges]
    sentences = [
        say("charts.ranked.only") if second is None else _next(second, whole),
        say("charts.ranked.never", names=numbers.listed(never)) if never else "",
        _unanswered(unanswered) if unanswered else "",
    ]
    return " ".join(sentence for sentence in sentences if sentence)


def _next(part: Part, whole: int) -> str:
    most = numbers.of_total(part.exchanges, whole)
    return say("charts.ranked.next", label=part.label, most=most)


def _unanswered(exchanges: int) -> str:
    return say("charts.ranked.unanswered", n=exchanges, count=numbers.count(exchanges))
