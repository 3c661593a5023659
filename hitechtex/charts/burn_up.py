"""Will we get there? What was achieved over the months, the plan, and where the pipeline leads."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from hitechtex.catalog import Catalog
from hitechtex.catalog.texts import say
from hitechtex.charts import forms_time, numbers
from hitechtex.charts.notes import note, nothing, scope
from hitechtex.charts.panel import Panel, TableTwin
from hitechtex.charts.tables import table_from
from hitechtex.metrics.status import Status
from hitechtex.query.result import Result

FORECAST = "exchanges_range"
COLUMNS: tuple[str, ...] = (
    "month",
    "achieved_exchanges",
    "achieved_to_date_exchanges",
    "planned_exchanges",
)
RANGE_COLUMNS = ("likely_exchanges", "possible_exchanges")


def exchange_burn_up(burn_up: Result, statuses: Sequence[Status], catalog: Catalog) -> Panel:
    """Return achieved exchanges against the plan, and how far the pipeline may carry them.

    The forecast is read from the partnership's status of the indicator `exchanges_range`.
    """
    curve = curve_of(burn_up, None)
    if burn_up.is_empty or curve.achieved is None:
        return nothing("exchange_burn_up", [burn_up], catalog)
    status = next(
        (each for each in statuses if each.indicator == FORECAST and each.partner is None), None
    )
    likely, possible = (status.value, status.high) if status else (None, None)
    if likely is None or possible is None:
        likely = possible = None
    labels = _labels(curve, likely, possible)
    return Panel(
        id="exchange_burn_up",
        title=burn_up_title(curve),
        subtitle=say("charts.burn_up.subtitle", scope=scope(burn_up, catalog)),
        takeaway=_odds(curve, likely, possible, status),
        note=note([burn_up], catalog),
        results=(burn_up,),
        figure=forms_time.burn_up(
            curve, labels, start=catalog.project.start, likely=likely, possible=possible
        ),
        table=_table(burn_up, catalog, likely, possible),
        height=forms_time.BURN_UP_HEIGHT,
    )


def curve_of(burn_up: Result, partner: str | None) -> forms_time.Curve:
    """Return one partner's curve (None: the partnership's); days are the ends of the months.

    The month that is not over ends on the day the data speaks of.
    """
    rows = [row for row in burn_up.records() if row["partner"] == partner]
    actual = tuple(row["achieved_to_date_exchanges"] for row in rows)
    days = [_last_day(row["month"]) for row in rows]
    as_of = burn_up.as_of or burn_up.data_date
    known = [place for place, value in enumerate(actual) if value is not None]
    if known and as_of and rows[known[-1]]["month"] <= as_of <= days[known[-1]]:
        days[known[-1]] = as_of
    return forms_time.Curve(tuple(days), actual, tuple(row["planned_exchanges"] for row in rows))


def burn_up_title(curve: forms_time.Curve) -> str:
    """Return what was achieved, against the plan to date or its end as far as there is one."""
    achieved = numbers.count(curve.achieved)
    if curve.target is None:
        return say("charts.burn_up.title_no_target", n=curve.achieved, achieved=achieved)
    places: dict[str, Any] = {"achieved": achieved, "target": numbers.count(curve.target)}
    if curve.achieved is not None and curve.achieved >= curve.target:
        return say("charts.burn_up.title_reached", n=curve.target, **places)
    planned = numbers.count(curve.planned_now)
    return say("charts.burn_up.title", n=curve.target, planned=planned, **places)


def _odds(
    curve: forms_time.Curve, likely: float | None, possible: float | None, status: Status | None
) -> str:
    """Return the forecast in words, or why there is none."""
    if likely is None or possible is None:
        decided = status.n if status else 0
        return say("charts.burn_up.no_forecast", n=decided, decided=numbers.count(decided))
    places: dict[str, Any] = {
        "achieved": numbers.count(curve.achieved),
        "likely": numbers.count(likely),
        "possible": numbers.count(possible),
    }
    if curve.target is None:
        return say("charts.burn_up.forecast", **places)
    places["target"] = numbers.count(curve.target)
    if possible < curve.target:
        missing = numbers.count(curve.target - round(possible))
        return say("charts.burn_up.forecast_short", missing=missing, **places)
    enough = "enough" if likely >= curve.target else "not_yet"
    return say(f"charts.burn_up.forecast_{enough}", **places)


def _labels(
    curve: forms_time.Curve, likely: float | None, possible: float | None
) -> forms_time.BurnUpLabels:
    def label(name: str, value: float | None) -> str:
        return "" if value is None else say(f"charts.burn_up.{name}", value=numbers.count(value))

    return forms_time.BurnUpLabels(
        achieved=label("achieved", curve.achieved),
        today=numbers.day(curve.today),
        planned=label("planned", curve.planned_now),
        target=label("target", curve.target),
        likely=label("likely", likely),
        possible=label("possible", possible),
    )


def month_rows(burn_up: Result, partner: str | None) -> list[tuple[Any, ...]]:
    """Return one partner's months; what lies ahead has no count, where the query has none yet."""
    rows = [row for row in burn_up.records() if row["partner"] == partner]
    for row in rows:
        if row["achieved_to_date_exchanges"] is None:
            row["achieved_exchanges"] = None
    return [tuple(row[name] for name in COLUMNS) for row in rows]


def _table(
    burn_up: Result, catalog: Catalog, likely: float | None, possible: float | None
) -> TableTwin:
    """Return one row per month; the forecast stands in the last one."""
    rows, columns = month_rows(burn_up, None), COLUMNS
    if likely is not None:
        ends = [*[(None, None)] * (len(rows) - 1), (likely, possible)]
        rows = [(*row, *end) for row, end in zip(rows, ends, strict=True)]
        columns = (*COLUMNS, *RANGE_COLUMNS)
    caption = say("charts.burn_up.caption")
    return table_from(rows, catalog, caption=caption, columns=columns, blank="–")


def _last_day(month: date) -> date:
    following = (month.replace(day=28) + timedelta(days=4)).replace(day=1)
    return following - timedelta(days=1)
