"""From the store's answers to histories: the same small arrays for ten exchanges or ten million.

Exchanges have a way: register, travel, report, are paid. Any other indicator that accumulates is
read from its own query, asked at the end of every month so far.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import numpy as np

from hitechtex.catalog.forecasting import Way
from hitechtex.catalog.indicators import Indicator
from hitechtex.catalog.project import Project
from hitechtex.catalog.units import COUNT
from hitechtex.metrics.forecast_history import History, Numbers, nothing
from hitechtex.metrics.forecast_steps import read_steps
from hitechtex.query import Engine
from hitechtex.query.result import Filters

NAMES = ("reached", "arrivals", "pipeline", "conversion", "delays")
COUNTED = {"report": "achieved", "signature": "committed", "payment": "paid"}
"""What a case is once it has passed the last step of its way."""

Row = dict[str, Any]


@dataclass(frozen=True)
class Clock:
    """The day a forecast is made on: its project month, and the share of it that has passed."""

    day: date
    month: int
    elapsed: float


def clock_on(day: date, project: Project, *, data_date: date | None) -> Clock:
    """Return the clock of `day`; before the data date it stands at the end of a whole month."""
    if data_date is not None and day < data_date:
        following = day + timedelta(days=1)
        day = following.replace(day=1) - timedelta(days=1)
    length = monthrange(day.year, day.month)[1]
    return Clock(day, project.month_of(day), day.day / length)


def read_histories(
    engine: Engine, indicator: Indicator, clock: Clock, partners: tuple[str, ...] | None
) -> Iterator[History]:
    """Yield the history of the partnership (or of the partners chosen), then each partner's."""
    way = engine.catalog.forecast.way(indicator.id)
    if way is None:
        yield from _from_months(engine, indicator, clock, partners)
    else:
        yield from _from_cases(engine, indicator, way, clock, partners)


def _from_cases(
    engine: Engine,
    indicator: Indicator,
    way: Way,
    clock: Clock,
    partners: tuple[str, ...] | None,
) -> Iterator[History]:
    tables = {
        name: _by_partner(
            engine.ask(f"forecast_{name}", Filters(partners=partners), as_of=clock.day).records()
        )
        for name in NAMES
    }
    project = engine.catalog.project
    counted = COUNTED[way.steps[-1]]
    for partner, (reached,) in tables["reached"].items():
        own = {name: table.get(partner, []) for name, table in tables.items()}
        cases, committed = reached[f"{counted}_exchanges"], reached["committed_exchanges"]
        mean = (reached["committed_eur"] or 0.0) / committed if way.amount and committed else 1.0
        yield History(
            indicator=indicator.id,
            partner=partner,
            as_of=clock.day,
            start=project.start,
            month=clock.month,
            months=project.months,
            elapsed=clock.elapsed,
            reached=float((reached[f"{counted}_eur"] or 0.0) if way.amount else cases),
            arrivals=_by_month(own["arrivals"], clock.month),
            decided=cases + reached["lost_exchanges"],
            steps=read_steps(way, own, mean if way.amount else None),
            worth=mean,
            worth_spread=(reached["spread_eur"] or 0.0) if way.amount else 0.0,
            worth_cases=float(committed),
            is_whole=indicator.unit == COUNT,
            together=reached["companions"] or 1.0,
        )


def _from_months(
    engine: Engine, indicator: Indicator, clock: Clock, partners: tuple[str, ...] | None
) -> Iterator[History]:
    """Yield histories without a way: what each month has added, as the indicator's query says."""
    project = engine.catalog.project
    running: dict[str | None, list[tuple[float, float]]] = {}
    for month in range(1, clock.month + 1):
        last = min(project.first_day_of(month + 1) - timedelta(days=1), clock.day)
        answer = engine.ask(indicator.query, Filters(partners=partners, last_day=last))
        for partner, rows in _by_partner(answer.records()).items():
            kept = running.setdefault(partner, [(0.0, 0.0)] * clock.month)
            kept[month - 1] = (_total(rows, indicator.n), _total(rows, indicator.value))
    for partner, totals in running.items():
        yield _added(indicator, partner, np.array(totals), clock, project)


def _added(
    indicator: Indicator, partner: str | None, totals: Numbers, clock: Clock, project: Project
) -> History:
    """Return the history of `totals`: cases and value by the end of each month."""
    cases, values = np.maximum(np.diff(totals, axis=0, prepend=0), 0).T
    worth = float(values.sum() / cases.sum()) if cases.sum() else 1.0
    apart = np.divide(values, cases, out=np.full_like(values, worth), where=cases > 0) - worth
    months = max(int((cases > 0).sum()) - 1, 1)
    return History(
        indicator=indicator.id,
        partner=partner,
        as_of=clock.day,
        start=project.start,
        month=clock.month,
        months=project.months,
        elapsed=clock.elapsed,
        reached=float(totals[-1, 1]),
        arrivals=cases,
        decided=int(totals[-1, 0]),
        worth=worth,
        worth_spread=float(np.sqrt((cases * apart**2).sum() / months)),
        worth_cases=float(cases.sum()),
        is_whole=indicator.unit == COUNT,
    )


def _by_partner(rows: list[Row]) -> dict[str | None, list[Row]]:
    sorted_out: dict[str | None, list[Row]] = {}
    for row in rows:
        sorted_out.setdefault(row["partner"], []).append(row)
    return sorted_out


def _by_month(rows: list[Row], month: int) -> Numbers:
    counts = nothing(max(month, 0))
    for row in rows:
        counts[row["project_month"] - 1] = row["exchanges"]
    return counts


def _total(rows: list[Row], column: str) -> float:
    return float(sum(row[column] for row in rows if row[column] is not None))
