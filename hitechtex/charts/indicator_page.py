"""One indicator: what it means, how it stands, and how it came there."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from hitechtex.catalog import Catalog
from hitechtex.catalog.indicators import Indicator
from hitechtex.catalog.texts import say
from hitechtex.catalog.units import Unit
from hitechtex.charts import numbers
from hitechtex.charts.forms_standing import Course, course
from hitechtex.charts.forms_time import Curve
from hitechtex.charts.labels import status_words
from hitechtex.charts.notes import note, scope
from hitechtex.charts.panel import Panel, TableTwin
from hitechtex.charts.statuses import against, plan_of, rule_words, value_of
from hitechtex.metrics import Standing, Status
from hitechtex.query.result import Result

COURSE = ("month_end", "value", "status", "n", "expected_then", "planned_now")


def indicator_choices(catalog: Catalog) -> dict[str, str]:
    """Return every indicator with its label, in the order of the list."""
    return {each.id: each.label for each in catalog.indicators.indicators}


def indicator_now(
    statuses: Sequence[Status], result: Result, catalog: Catalog, *, rows_query: str = ""
) -> Panel:
    """Return how the selection as a whole stands, and by which rule; `result` is what it is of."""
    status = whole_of(statuses)
    indicator = catalog.indicators[status.indicator]
    shown = {
        "value": value_of(status),
        "status": status_words(status.word),
        "expected": plan_of(status.expected, status),
        "target": plan_of(status.target, status),
        "n": numbers.count(status.n),
        "reporting_day": numbers.day(status.as_of),
    }
    exact = (status.value, status.word.value, status.expected, status.target, status.n,
             status.as_of)  # fmt: skip
    return Panel(
        id="indicator_now",
        title=say("charts.standing.title", label=indicator.label, said=_said(status)),
        subtitle=scope(result, catalog),
        takeaway=" ".join(part for part in (status.note, rule_words(indicator, catalog)) if part),
        note=note([result], catalog),
        results=(result,),
        table=facts("now", shown, exact),
        rows_query=rows_query,
    )


def indicator_definition(indicator: Indicator, result: Result, catalog: Catalog) -> Panel:
    """Return what the indicator means, as the catalogue declares it."""
    line = next((each.title for each in catalog.project.lines if each.id == indicator.line), "")
    over = [say(f"charts.indicator_definition.over_{each}") for each in indicator.adds_over]
    none = say("charts.none")
    shown = {
        "says": indicator.says,
        "line": line or none,
        "number": str(indicator.number),
        "unit": say(f"charts.unit.{indicator.unit.name}"),
        "made_of": _made_of(indicator, result),
        "better": say(f"charts.better.{indicator.better}"),
        "minimum_n": numbers.count(indicator.minimum_n),
        "adds_over": numbers.listed(over) if over else none,
        "plan": say(f"charts.plan_kind.{'aim' if indicator.aim else indicator.target}"),
        "caveat": indicator.caveat or none,
        "id": indicator.id,
    }
    return Panel(
        id="indicator_definition",
        title=say("charts.indicator_definition.title", label=indicator.label),
        subtitle=say("charts.indicator_definition.subtitle"),
        takeaway=indicator.says,
        note=note([result], catalog),
        results=(result,),
        table=facts("definition", shown, tuple(shown.values())),
        rows_query="",
    )


def indicator_series(
    standings: Sequence[Standing],
    planned: Sequence[tuple[date, float]],
    result: Result,
    catalog: Catalog,
    *,
    rows_query: str = "",
) -> Panel:
    """Return how the indicator stood at the end of each month, against the plan in force now."""
    if not standings:
        words = say("charts.indicator_series.none")
        title = say("charts.indicator_series.question")
        return Panel("indicator_series", title, words, "", (result,), empty=words, span=2)
    status = standings[-1].whole
    indicator, unit = catalog.indicators[status.indicator], status.unit
    curve = _curve(standings, planned)
    said = Course(
        curve=curve,
        adds="month" in indicator.adds_over,
        is_share=unit.name == "share",
        now=say("charts.indicator_series.now", value=numbers.shown(curve.achieved, unit))
        if curve.achieved is not None
        else "",
        today=numbers.day(curve.today),
        target=say("charts.indicator_series.target", value=numbers.shown(curve.target, unit))
        if curve.target is not None
        else "",
    )
    figure = course(said, start=catalog.project.start)
    return Panel(
        id="indicator_series",
        title=_series_title(standings, indicator),
        subtitle=say("charts.indicator_series.subtitle", scope=scope(result, catalog)),
        takeaway=_gaps(standings),
        note=note([result], catalog),
        results=(result,),
        figure=figure,
        table=_series_table(standings, planned),
        height=int(figure.layout.height),
        span=2,
        rows_query=rows_query,
    )


def whole_of(statuses: Sequence[Status]) -> Status:
    """Return the status of the selection as a whole."""
    return next(status for status in statuses if status.partner is None)


def _said(status: Status) -> str:
    said = against(status)
    word = status_words(status.word)
    return say("charts.standing.said", word=word, against=said) if said else word


def _made_of(indicator: Indicator, result: Result) -> str:
    if indicator.numerator:
        above, below = (result.column(name).meaning
                        for name in (indicator.numerator, indicator.denominator))  # fmt: skip
        return say("charts.indicator_definition.ratio", above=above, below=below)
    return result.column(indicator.value).meaning


def facts(name: str, shown: dict[str, str], exact: tuple[object, ...]) -> TableTwin:
    """Return a table of two columns: what it is, and what it says."""
    heads = [say(f"charts.indicator_{name}.{each}") for each in shown]
    return TableTwin(
        caption=say(f"charts.indicator_{name}.caption"),
        columns=(say("charts.fact.name"), say("charts.fact.value")),
        rows=tuple(zip(heads, shown.values(), strict=True)),
        exact=tuple(zip(heads, exact, strict=True)),
    )


def _curve(standings: Sequence[Standing], planned: Sequence[tuple[date, float]]) -> Curve:
    """Return the months known and those ahead; the last known one ends on the reporting day."""
    actual = {each.day: each.whole.value for each in standings}
    plan, today = dict(planned), standings[-1].day
    # The plan for the month that is not over stands at its end.
    days = sorted({*actual, *plan})
    return Curve(
        tuple(days),
        tuple(actual.get(day) if day <= today else None for day in days),
        tuple(plan.get(day) for day in days),
    )


def _series_title(standings: Sequence[Standing], indicator: Indicator) -> str:
    known = [each for each in standings if each.whole.value is not None]
    if not known:
        return say("charts.indicator_series.title_none", label=indicator.label)
    first, last = known[0], known[-1]
    return say(
        "charts.indicator_series.title",
        label=indicator.label,
        first=numbers.shown(first.whole.value, first.whole.unit),
        since=numbers.day(first.day),
        last=numbers.shown(last.whole.value, last.whole.unit),
        until=numbers.day(last.day),
    )


def _gaps(standings: Sequence[Standing]) -> str:
    gaps = sum(1 for each in standings if each.whole.value is None)
    if not gaps:
        return say("charts.indicator_series.no_gap")
    return say("charts.indicator_series.gaps", n=gaps, count=numbers.count(gaps))


def _series_table(
    standings: Sequence[Standing], planned: Sequence[tuple[date, float]]
) -> TableTwin:
    plan, unit = dict(planned), standings[-1].whole.unit
    known = {each.day: each.whole for each in standings}
    days = sorted({*known, *plan})
    exact = tuple((day, *_exact(known.get(day)), plan.get(day)) for day in days)
    shown = tuple(
        (numbers.day(day), *_shown(known.get(day)), _dash(plan.get(day), unit)) for day in days
    )
    columns = tuple(say(f"charts.indicator_series.column_{name}") for name in COURSE)
    return TableTwin(say("charts.indicator_series.caption"), columns, shown, exact)


def _dash(value: float | None, unit: Unit) -> str:
    return "–" if value is None else numbers.shown(value, unit)


def _exact(status: Status | None) -> tuple[object, ...]:
    if status is None:
        return (None,) * 4
    return status.value, status.word.value, status.n, status.expected


def _shown(status: Status | None) -> tuple[str, ...]:
    """Return one month as it is shown; dashes for one that is not asked about, or lies ahead."""
    if status is None:
        return ("–",) * 4
    count, then = numbers.count(status.n), _dash(status.expected, status.unit)
    return value_of(status), status_words(status.word), count, then
