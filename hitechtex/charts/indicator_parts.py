"""One indicator taken apart: by partner, by part, the question asked, and the records behind."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from hitechtex.catalog import Catalog
from hitechtex.catalog.indicators import Indicator
from hitechtex.catalog.texts import say
from hitechtex.charts import forms, numbers
from hitechtex.charts.forms_standing import Against, partner_bars
from hitechtex.charts.indicator_page import whole_of
from hitechtex.charts.labels import cell, partner_colour, partner_name, status_words
from hitechtex.charts.notes import note, scope
from hitechtex.charts.panel import Panel, TableTwin
from hitechtex.charts.statuses import against, plan_of, value_of
from hitechtex.charts.tables import table_of
from hitechtex.metrics import DoesNotAdd, Status, add_up
from hitechtex.query import Query
from hitechtex.query.result import Result

PARTNERS = ("partner", "status", "value", "expected", "target", "n")
PARAMETERS = ("name", "value", "meaning")


def indicator_partners(
    statuses: Sequence[Status], result: Result, catalog: Catalog, *, rows_query: str = ""
) -> Panel:
    """Return each partner against its own target, and whether the parts make the whole."""
    indicator = catalog.indicators[whole_of(statuses).indicator]
    by_partner = {status.partner: status for status in statuses}
    asked = result.filters.get("partners") or catalog.project.partner_ids
    known = [by_partner[name] for name in asked if name in by_partner]
    silent = [partner_name(catalog, name) for name in asked if name not in by_partner]
    if not known:
        return _nothing("indicator_partners", indicator, result)
    figure = partner_bars([_bar(status, catalog) for status in known])
    return Panel(
        id="indicator_partners",
        title=_partners_title(known, indicator, catalog),
        subtitle=say("charts.indicator_partners.subtitle", scope=scope(result, catalog)),
        takeaway=" ".join([_adding(indicator, statuses), *_silent(silent)]),
        note=note([result], catalog),
        results=(result,),
        figure=figure,
        table=_partners_table(known, catalog),
        height=int(figure.layout.height),
        selects="partners",
        rows_query=rows_query,
    )


def indicator_parts(
    indicator: Indicator, result: Result, catalog: Catalog, *, rows_query: str = ""
) -> Panel:
    """Return the parts of an indicator that has some, for the selection as a whole."""
    rows = [row for row in result.records() if row["partner"] is None]
    values = [row[indicator.value] for row in rows]
    whole = numbers.total(values)
    if not whole:
        return _nothing("indicator_parts", indicator, result)
    unit = indicator.unit
    labels = [cell(catalog, indicator.parts, unit, row[indicator.parts]) for row in rows]
    bars = [
        forms.Bar(label, value, numbers.shown(value, unit) if value is not None else "–")
        for label, value in zip(labels, values, strict=True)
    ]
    most = max(bars, key=lambda bar: bar.value or 0)
    figure = forms.bars(bars)
    return Panel(
        id="indicator_parts",
        title=say("charts.indicator_parts.title", label=most.label,
                  part=numbers.of_total(most.value, whole)),
        subtitle=say("charts.indicator_parts.subtitle", label=indicator.label,
                     scope=scope(result, catalog)),
        takeaway=say("charts.indicator_parts.takeaway", n=len(bars),
                     parts=numbers.count(len(bars)), whole=numbers.shown(whole, unit)),
        note=note([result], catalog),
        results=(result,),
        figure=figure,
        table=table_of(result, catalog, columns=(indicator.parts, indicator.value),
                       rows=[(row[indicator.parts], row[indicator.value]) for row in rows]),
        height=int(figure.layout.height),
        rows_query=rows_query,
    )  # fmt: skip


def indicator_query(asked: Query, result: Result, catalog: Catalog) -> Panel:
    """Return the question as it was asked: SQL, parameters with their values, grain, method."""
    exact = tuple((f"${each.name}", _given(result.filters.get(each.name)), each.meaning)
                  for each in asked.parameters)  # fmt: skip
    none = say("charts.indicator_query.without")
    rows = exact or (("–", none, none),)
    columns = tuple(say(f"charts.indicator_query.column_{name}") for name in PARAMETERS)
    return Panel(
        id="indicator_query",
        title=asked.question,
        subtitle=say("charts.indicator_query.subtitle", name=asked.name, grain=asked.grain),
        takeaway=asked.method or say("charts.indicator_query.takeaway"),
        note=note([result], catalog),
        results=(result,),
        table=TableTwin(say("charts.indicator_query.caption"), columns, rows, rows),
        code=asked.sql,
        rows_query="",
    )


def indicator_rows(
    indicator: Indicator, listed: Result | None, result: Result, catalog: Catalog
) -> Panel:
    """Return the newest records in scope, each with file and row; `listed` is None for people."""
    if listed is None or not listed.rows:
        name = "no_list" if listed is None else "none"
        words = say(f"charts.indicator_rows.{name}")
        title = say("charts.indicator_rows.question", label=indicator.label)
        return Panel("indicator_rows", title, words, note([result], catalog), (result,),
                     empty=words, span=2, rows_query="")  # fmt: skip
    shown, total = numbers.count(len(listed.rows)), numbers.count(listed.n)
    return Panel(
        id="indicator_rows",
        title=say("charts.indicator_rows.title", n=listed.n, total=total, label=indicator.label),
        subtitle=say("charts.indicator_rows.subtitle", scope=scope(listed, catalog)),
        takeaway=say("charts.indicator_rows.takeaway", n=len(listed.rows), count=shown),
        note=note([listed], catalog),
        results=(listed,),
        table=table_of(listed, catalog),
        span=2,
        rows_query=listed.query,
    )


def _nothing(name: str, indicator: Indicator, result: Result) -> Panel:
    words = say(f"charts.{name}.none")
    title = say(f"charts.{name}.question", label=indicator.label)
    return Panel(name, title, words, "", (result,), empty=words, height=0, rows_query="")


def _bar(status: Status, catalog: Catalog) -> Against:
    name = partner_name(catalog, status.partner)
    said = f"{status_words(status.word)}  {against(status)}"
    return Against(
        label=name,
        value=status.value,
        expected=status.expected,
        target=status.target,
        said=said,
        colour=partner_colour(catalog, status.partner),
        key=str(status.partner),
        words=say("charts.words", label=name, count=said),
    )


def _partners_title(known: Sequence[Status], indicator: Indicator, catalog: Catalog) -> str:
    given = [status for status in known if status.value is not None]
    if not given:
        return say("charts.indicator_partners.title_none", label=indicator.label)
    first, last = (pick(given, key=lambda status: status.value or 0) for pick in (max, min))
    return say(
        "charts.indicator_partners.title",
        label=indicator.label,
        most=partner_name(catalog, first.partner),
        highest=value_of(first),
        least=partner_name(catalog, last.partner),
        lowest=value_of(last),
    )


def _adding(indicator: Indicator, statuses: Sequence[Status]) -> str:
    """Return whether the partners make the whole, or why they do not add up."""
    try:
        together = add_up(indicator, statuses)
    except DoesNotAdd as refusal:
        return str(refusal)
    whole = whole_of(statuses)
    if together is None or whole.value is None:
        return say("charts.indicator_partners.nothing_to_add")
    places: dict[str, Any] = {
        "together": numbers.shown(together, whole.unit),
        "whole": value_of(whole),
    }
    makes = abs(together - whole.value) < 0.005
    return say(f"charts.indicator_partners.{'whole' if makes else 'not_whole'}", **places)


def _silent(names: Sequence[str]) -> list[str]:
    if not names:
        return []
    return [say("charts.multiples.silent", n=len(names), names=numbers.listed(names))]


def _partners_table(known: Sequence[Status], catalog: Catalog) -> TableTwin:
    exact = tuple((s.partner, s.word.value, s.value, s.expected, s.target, s.n) for s in known)
    rows = tuple(
        (partner_name(catalog, s.partner), status_words(s.word), value_of(s),
         plan_of(s.expected, s), plan_of(s.target, s), numbers.count(s.n))
        for s in known
    )  # fmt: skip
    columns = tuple(say(f"charts.indicator_partners.column_{name}") for name in PARTNERS)
    return TableTwin(say("charts.indicator_partners.caption"), columns, rows, exact)


def _given(value: Any) -> str:
    """Return the value of a parameter as it was bound; null is everything."""
    if value is None:
        return "null"
    return ", ".join(map(str, value)) if isinstance(value, tuple | list) else str(value)
