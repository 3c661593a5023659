"""An indicator over time: as it stood at the end of each project month, and what was planned."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import date

from hitechtex.metrics.indicators import EVERYTHING, judge_all, plan_holder
from hitechtex.metrics.status import Status
from hitechtex.query import Engine
from hitechtex.query.result import Filters

AT_ONCE = 2
"""Months asked at the same time: each is planned on one processor."""


@dataclass(frozen=True)
class Standing:
    """How one indicator stood on one day: the partnership's status, then each partner's.

    It counts the records up to `day` in the state they are in today, and compares them with the
    version of the plan that was in force on that day.
    """

    day: date
    statuses: tuple[Status, ...]

    @property
    def whole(self) -> Status:
        """The status of the selection as a whole."""
        return self.statuses[0]


def series(engine: Engine, name: str, *, filters: Filters = EVERYTHING) -> tuple[Standing, ...]:
    """Return how the indicator `name` stood at the end of each month and on the reporting day.

    One per project month that is over (and not before the first day of the filters), and one for
    the reporting day, which is the indicator as it stands. Raises UnknownName.
    """

    def standing(asked: tuple[date, Filters]) -> Standing:
        day, narrowed = asked
        return Standing(day, judge_all(engine, filters=narrowed, names=(name,)))

    with ThreadPoolExecutor(AT_ONCE) as asking:
        return tuple(asking.map(standing, _days(engine, filters)))


def planned(
    engine: Engine, name: str, *, filters: Filters = EVERYTHING
) -> tuple[tuple[date, float], ...]:
    """Return what is planned for the end of each project month by the plan in force.

    Empty where the selection has none. An aim holds at the end of every month.
    """
    indicator, project = engine.catalog.indicators[name], engine.catalog.project
    ends = [_end(engine, month) for month in range(1, project.months + 1)]
    if indicator.aim is not None:
        return tuple((end, indicator.aim) for end in ends)
    holder = plan_holder(indicator, None, filters)
    return tuple(
        (ends[row["project_month"] - 1], row["expected"])
        for row in engine.ask("target_curve", filters).records()
        if holder is not None and (row["indicator"], row["partner"]) == holder
    )


def _days(engine: Engine, filters: Filters) -> Iterator[tuple[date, Filters]]:
    """Yield each day to judge on, with the filters that ask for it."""
    today = engine.as_of(filters)
    if today is None:
        return
    for month in range(1, engine.catalog.project.months + 1):
        end = _end(engine, month)
        if end < today and (filters.first_day is None or end >= filters.first_day):
            yield end, replace(filters, last_day=end)
    yield today, filters


def _end(engine: Engine, month: int) -> date:
    """Return the last day of a project month."""
    following = engine.catalog.project.first_day_of(month + 1)
    return date.fromordinal(following.toordinal() - 1)
