"""The marks of the roadmap: bars, diamonds and stars at their days, lines between them.

Each function takes rows with the middle of their bars, in pixels from the top, and returns a trace.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from hitechtex.charts.forms import Fill, marker
from hitechtex.charts.theme import ACTUAL, AXIS, GROUND, HOVER, TEXT

DAY = 86_400_000  # milliseconds
THICKNESS = {Fill.PLAN: 16, Fill.ACTUAL: 9, Fill.FORECAST: 9}  # pixels


@dataclass(frozen=True)
class Span:
    """Days from the first to the last, both included."""

    first: date
    last: date


@dataclass(frozen=True)
class Task:
    """One row: its label, what is written at the right, and its three spans; None draws nothing.

    `after` are the ids of rows it waits for; `is_point` gives each end a diamond; `key` is what a
    click selects, `words` what is said of it.
    """

    id: str
    label: str
    said: str
    words: str
    key: str = ""
    planned: Span | None = None
    actual: Span | None = None
    forecast: Span | None = None
    is_point: bool = False
    after: tuple[str, ...] = ()


@dataclass(frozen=True)
class Published:
    """One event of the public record: a mark of its own, never a bar."""

    label: str
    day: date
    words: str
    key: str


def _span(task: Task, fill: Fill) -> Span | None:
    return {Fill.PLAN: task.planned, Fill.ACTUAL: task.actual, Fill.FORECAST: task.forecast}[fill]


def bars(tasks: Sequence[tuple[Task, int]], fill: Fill) -> dict[str, Any]:
    """Return one bar per row that has such a span; the first one drawn carries the row's key."""
    drawn = [(task, span, y) for task, y in tasks if (span := _span(task, fill))]
    filling = marker([ACTUAL], [fill])
    return {
        "type": "bar",
        "orientation": "h",
        "base": [span.first.isoformat() for _, span, _ in drawn],
        "x": [DAY * ((span.last - span.first).days + 1) for _, span, _ in drawn],
        "y": [y for _, _, y in drawn],
        "width": THICKNESS[fill],
        "marker": {
            "color": filling["color"][0],
            "line": {"color": ACTUAL, "width": filling["line"]["width"][0]},
            "pattern": filling["pattern"] | {"shape": filling["pattern"]["shape"][0]},
        },
        "customdata": [
            _mark(task.key if _carries(task, fill) else "", task.words) for task, _, _ in drawn
        ],
        "hovertemplate": HOVER,
    }


def _mark(key: str, words: str) -> list[str | None]:
    """Return what a click selects and what is said; a mark without a key is no stop for keys."""
    return [key or None, words]


def _carries(task: Task, fill: Fill) -> bool:
    order = (Fill.PLAN, Fill.ACTUAL, Fill.FORECAST)
    return fill is next(each for each in order if _span(task, each))


def diamonds(tasks: Sequence[tuple[Task, int]], fill: Fill) -> dict[str, Any]:
    """Return the ends of milestones: planned and expected hollow, done solid."""
    ends = [
        (span.last, y)
        for task, y in tasks
        # What is only done so far has no end yet.
        if task.is_point
        and (span := _span(task, fill))
        and not (fill is Fill.ACTUAL and task.forecast)
    ]
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [day.isoformat() for day, _ in ends],
        "y": [y for _, y in ends],
        "hoverinfo": "skip",
        "cliponaxis": False,
        "marker": {
            "symbol": "diamond-dot" if fill is Fill.FORECAST else "diamond",
            "size": 15,
            "color": ACTUAL if fill is Fill.ACTUAL else GROUND,
            "line": {"width": 1.5, "color": ACTUAL},
        },
    }


def stars(events: Sequence[tuple[Published, int]]) -> dict[str, Any]:
    """Return the events of the public record."""
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [event.day.isoformat() for event, _ in events],
        "y": [y for _, y in events],
        "customdata": [_mark(event.key, event.words) for event, _ in events],
        "hovertemplate": HOVER,
        "cliponaxis": False,
        "marker": {"symbol": "star", "size": 14, "color": TEXT, "line": {"width": 0}},
    }


def connectors(tasks: Sequence[tuple[Task, int]]) -> dict[str, Any]:
    """Return a thin line from the end of what is waited for to the beginning of what waits."""
    ends = {task.id: (_last(task), y) for task, y in tasks}
    x: list[str | None] = []
    y: list[int | None] = []
    for task, row in tasks:
        for name in task.after:
            day, start = ends.get(name, (None, 0))[0], _first(task)
            if day is None or start is None or name == task.id:
                continue
            x += [day.isoformat(), day.isoformat(), start.isoformat(), None]
            y += [ends[name][1], row, row, None]
    line = {"color": AXIS, "width": 1}
    return {"type": "scatter", "mode": "lines", "x": x, "y": y, "line": line, "hoverinfo": "skip"}


def _first(task: Task) -> date | None:
    span = task.actual or task.forecast or task.planned
    return span.first if span else None


def _last(task: Task) -> date | None:
    span = task.forecast or task.actual or task.planned
    return span.last if span else None
