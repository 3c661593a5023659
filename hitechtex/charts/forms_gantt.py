"""The roadmap: what is planned outlined, done solid, expected hatched, on one scale of days.

Rows count pixels from the top, as in every figure of rows; what belongs to a row stands above its
bars, so that any width will do.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import plotly.graph_objects as go

from hitechtex.charts import numbers
from hitechtex.charts.forms import Fill, at_left, pixel_axis
from hitechtex.charts.forms_gantt_marks import (
    Published,
    Span,
    Task,
    bars,
    connectors,
    diamonds,
    stars,
)
from hitechtex.charts.theme import AXIS, GRID, MUTED, SMALL, TEXT, annotation, make_figure

ROW, HEAD, FOOT = 38, 34, 10  # pixels: a row, a heading, what is left free below a group
WORDS, BARS = 10, 26  # pixels from the top of a row to the middle of its words and of its bars
MARGIN = {"l": 2, "r": 8, "t": 48, "b": 40}
MONTHS_BETWEEN_TICKS = 3


@dataclass(frozen=True)
class Group:
    """Rows under one heading; events of the public record stand in a group of their own."""

    title: str
    tasks: tuple[Task, ...] = ()
    events: tuple[Published, ...] = ()

    @property
    def depth(self) -> int:
        """Height in pixels."""
        return HEAD + ROW * (len(self.tasks) + len(self.events)) + FOOT


def gantt(groups: Sequence[Group], *, frame: Span, today: date | None) -> go.Figure:
    """Return the roadmap of these groups; the axis holds `frame` and every day that is drawn."""
    depth = sum(group.depth for group in groups)
    tasks, events = _placed(groups)
    axis = _axis(frame, [*_days(tasks, events), *([today] if today else [])])
    traces = [
        connectors(tasks),
        *(bars(tasks, fill) for fill in (Fill.PLAN, Fill.ACTUAL, Fill.FORECAST)),
        *(diamonds(tasks, fill) for fill in (Fill.PLAN, Fill.FORECAST, Fill.ACTUAL)),
        stars(events),
    ]
    return make_figure(
        [trace for trace in traces if trace["x"]],
        height=depth + MARGIN["t"] + MARGIN["b"],
        margin=MARGIN,
        barmode="overlay",
        xaxis=_calendar(axis),
        yaxis=pixel_axis(depth),
        shapes=[*_row_lines(groups), *_today(today)],
        annotations=[*_texts(groups), *_today_label(today), *_ticks_below(axis)],
    )


def _rows(groups: Sequence[Group]) -> Iterator[tuple[Task | Published, int]]:
    """Yield every row with its top, in pixels."""
    top = 0
    for group in groups:
        rows: tuple[Task | Published, ...] = (*group.tasks, *group.events)
        for place, row in enumerate(rows):
            yield row, top + HEAD + ROW * place
        top += group.depth


def _placed(
    groups: Sequence[Group],
) -> tuple[list[tuple[Task, int]], list[tuple[Published, int]]]:
    """Return tasks and events with the middle of their bars, in pixels from the top."""
    rows = [(row, top + BARS) for row, top in _rows(groups)]
    return (
        [(row, y) for row, y in rows if isinstance(row, Task)],
        [(row, y) for row, y in rows if isinstance(row, Published)],
    )


def _days(
    tasks: Sequence[tuple[Task, int]], events: Sequence[tuple[Published, int]]
) -> Iterator[date]:
    for task, _ in tasks:
        for span in (task.planned, task.actual, task.forecast):
            if span:
                yield from (span.first, span.last)
    yield from (event.day for event, _ in events)


def _axis(frame: Span, days: Sequence[date]) -> Span:
    """Return the months, whole, that hold the frame and every day."""
    last = max(frame.last, *days) if days else frame.last
    first = min(frame.first, *days) if days else frame.first
    return Span(first.replace(day=1), (last.replace(day=28) + timedelta(days=4)).replace(day=1))


def _ticks(axis: Span) -> list[date]:
    months = (axis.last.year - axis.first.year) * 12 + axis.last.month - axis.first.month
    between = max(MONTHS_BETWEEN_TICKS, -(-months // 9))
    first = axis.first.year * 12 + axis.first.month - 1
    return [date(n // 12, n % 12 + 1, 1) for n in range(first, first + months, between)]


def _calendar(axis: Span) -> dict[str, Any]:
    ticks = _ticks(axis)
    return {
        "type": "date",
        "range": [axis.first.isoformat(), axis.last.isoformat()],
        "tickvals": [day.isoformat() for day in ticks],
        "ticktext": [_month(day) for day in ticks],
        "tickangle": 0,
        "ticklabelposition": "outside right",
        "ticks": "",
        "side": "top",
    }


def _month(day: date) -> str:
    return numbers.month(day).replace(" ", "<br>", 1)


def _ticks_below(axis: Span) -> list[dict[str, Any]]:
    """Return the months once more below a figure that may be taller than the screen."""
    place = {"y": 0, "yref": "paper", "yanchor": "top", "xanchor": "left", "align": "left"}
    font = {"size": SMALL, "color": TEXT}
    return [annotation(_month(d), x=d.isoformat(), font=font, **place) for d in _ticks(axis)]


def _texts(groups: Sequence[Group]) -> Iterator[dict[str, Any]]:
    top = 0
    for group in groups:
        font = {"size": SMALL + 1, "color": MUTED}
        yield annotation(f"<b>{group.title}</b>", **at_left(top + 20), font=font)
        top += group.depth
    right = {"x": 1, "xref": "paper", "xanchor": "right", "yanchor": "middle"}
    for row, row_top in _rows(groups):
        font = {"size": SMALL + 1}
        yield annotation(row.label, **at_left(row_top + WORDS), font=font)
        if isinstance(row, Task) and row.said:
            yield annotation(row.said, y=row_top + WORDS, font=font, **right)


def _row_lines(groups: Sequence[Group]) -> Iterator[dict[str, Any]]:
    """Yield a thin line below each row, so that the eye keeps to it from the label to the bar."""
    ends = {"type": "line", "xref": "paper", "x0": 0, "x1": 1, "layer": "below"}
    for _, top in _rows(groups):
        line = {"color": GRID, "width": 1}
        yield {**ends, "y0": top + ROW - 1, "y1": top + ROW - 1, "line": line}


def _today(today: date | None) -> list[dict[str, Any]]:
    if today is None:
        return []
    ends = {"x0": today.isoformat(), "x1": today.isoformat(), "y0": 0, "y1": 1, "yref": "paper"}
    return [{"type": "line", **ends, "line": {"color": AXIS, "width": 2, "dash": "2px,3px"}}]


def _today_label(today: date | None) -> list[dict[str, Any]]:
    if today is None:
        return []
    place = {"x": today.isoformat(), "xanchor": "center", "y": 1, "yref": "paper"}
    font = {"size": SMALL, "color": TEXT}
    return [annotation(numbers.day(today), yanchor="bottom", yshift=32, font=font, **place)]
