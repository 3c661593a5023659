"""Figures over months: burn-up, small multiples of it, and the strip of stays and missions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import plotly.graph_objects as go

from hitechtex.charts import numbers
from hitechtex.charts.theme import (
    ACTUAL,
    AXIS,
    CLEAR,
    MUTED,
    TEXT,
    annotation,
    make_figure,
)

BURN_UP_HEIGHT = 380
LABEL_GAP = 19  # pixels between the middles of two lines of text


@dataclass(frozen=True)
class Curve:
    """What was achieved and planned by a day; cumulative counts, one per month."""

    days: tuple[date, ...]
    actual: tuple[float | None, ...]
    plan: tuple[float | None, ...]

    @property
    def achieved(self) -> float | None:
        """The last count that is known."""
        return next((value for value in reversed(self.actual) if value is not None), None)

    @property
    def today(self) -> date | None:
        """The day of the last count that is known."""
        known = [
            day for day, value in zip(self.days, self.actual, strict=True) if value is not None
        ]
        return known[-1] if known else None

    @property
    def planned_now(self) -> float | None:
        """The plan on that day."""
        return self.plan[self.days.index(self.today)] if self.today else None

    @property
    def target(self) -> float | None:
        """The plan's end."""
        return self.plan[-1] if self.plan else None


@dataclass(frozen=True)
class BurnUpLabels:
    """The texts written beside the lines, empty where there is no such line."""

    achieved: str
    today: str
    planned: str = ""
    target: str = ""
    likely: str = ""
    possible: str = ""


def burn_up(
    curve: Curve,
    labels: BurnUpLabels,
    *,
    start: date,
    likely: float | None,
    possible: float | None,
    height: int = BURN_UP_HEIGHT,
) -> go.Figure:
    """Return actual steps, the plan outlined, the pipeline hatched to the end, the target line."""
    margin = {"l": 36, "r": 100, "t": 26, "b": 44}
    values = [*curve.actual, *curve.plan, likely, possible]
    top = max((value for value in values if value is not None), default=1) * 1.06 or 1
    per_unit = (height - margin["t"] - margin["b"]) / top
    ends = [
        (curve.target, labels.target, MUTED),
        (possible, labels.possible, ACTUAL),
        (likely, labels.likely, ACTUAL),
        (curve.achieved, labels.achieved, TEXT),
    ]
    return make_figure(
        [*_fan(curve, likely, possible), plan_line(curve), actual_steps(curve, ACTUAL)],
        height=height,
        margin=margin,
        xaxis=months_axis(curve.days, start),
        yaxis={"range": [0, top], "nticks": 6, "showgrid": True},
        shapes=_today_and_target(curve),
        annotations=[*_beside(ends, per_unit, curve.days[-1]), *_now(curve, labels)],
    )


def actual_steps(curve: Curve, colour: str, **axes: str) -> dict[str, Any]:
    """Return what was achieved: solid steps, only as far as it is known."""
    known = [(d, v) for d, v in zip(curve.days, curve.actual, strict=True) if v is not None]
    return {
        "type": "scatter",
        "mode": "lines",
        "x": [day.isoformat() for day, _ in known],
        "y": [value for _, value in known],
        "line": {"shape": "hv", "width": 3.5, "color": colour},
        "hoverinfo": "skip",
        **axes,
    }


def plan_line(curve: Curve, **axes: str) -> dict[str, Any]:
    """Return the plan: a thin line with hollow marks, never solid."""
    known = [(d, v) for d, v in zip(curve.days, curve.plan, strict=True) if v is not None]
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "x": [day.isoformat() for day, _ in known],
        "y": [round(value, 2) for _, value in known],
        "line": {"width": 1, "color": MUTED},
        "marker": {"symbol": "circle-open", "size": 6, "color": MUTED, "maxdisplayed": 12},
        "hoverinfo": "skip",
        **axes,
    }


def months_axis(days: Sequence[date], start: date, *, every: int = 0) -> dict[str, Any]:
    """Return an axis of days with the months written in the reader's language."""
    step = every or max(1, -(-len(days) // 6))
    shown = list(days[step - 1 :: step])
    return {
        "range": [start.isoformat(), days[-1].isoformat()],
        "tickvals": [day.isoformat() for day in shown],
        "ticktext": [numbers.month(day).replace(" ", "<br>", 1) for day in shown],
        "tickangle": 0,
        "showgrid": False,
        "showline": True,
        "ticks": "outside",
    }


def spread(places: Sequence[float], gap: float) -> list[float]:
    """Return places pushed apart so that none is nearer than `gap` to the next; order is kept.

    Crowded ones move away from their common middle, as little as will do.
    """
    order = sorted(range(len(places)), key=lambda index: places[index])
    groups: list[list[int]] = [[index] for index in order]

    def middle(group: list[int]) -> float:
        return sum(places[index] for index in group) / len(group)

    def merged() -> bool:
        for left in range(len(groups) - 1):
            a, b = groups[left], groups[left + 1]
            if middle(b) - middle(a) < gap * (len(a) + len(b)) / 2:
                groups[left : left + 2] = [a + b]
                return True
        return False

    while merged():
        pass
    moved = {
        index: middle(group) + (place - (len(group) - 1) / 2) * gap
        for group in groups
        for place, index in enumerate(group)
    }
    return [moved[index] for index in range(len(places))]


def _fan(curve: Curve, likely: float | None, possible: float | None) -> list[dict[str, Any]]:
    """Return the hatched pipeline: from nothing more to all of it, and the likely line."""
    if likely is None or possible is None or curve.today is None:
        return []
    today, end, now = curve.today.isoformat(), curve.days[-1].isoformat(), curve.achieved
    quiet = {"type": "scatter", "mode": "lines", "hoverinfo": "skip"}
    pattern = {"shape": "/", "size": 7, "solidity": 0.16, "fgcolor": ACTUAL, "bgcolor": CLEAR}
    area = {
        "x": [today, end, end, today],
        "y": [now, possible, now, now],
        "fill": "toself",
        "fillcolor": CLEAR,
        "fillpattern": pattern,
        "line": {"width": 1, "color": ACTUAL},
    }
    line = {"x": [today, end], "y": [now, round(likely, 2)]}
    return [
        quiet | area,
        quiet | line | {"line": {"width": 2.5, "dash": "6px,4px", "color": ACTUAL}},
    ]


def _today_and_target(curve: Curve) -> list[dict[str, Any]]:
    shapes = []
    if curve.today:
        day = curve.today.isoformat()
        line = {"color": AXIS, "width": 1.5, "dash": "2px,3px"}
        shapes.append(
            {"type": "line", "x0": day, "x1": day, "y0": 0, "y1": 1, "yref": "paper", "line": line}
        )
    if curve.target is not None:
        line = {"color": MUTED, "width": 2}
        level = {"y0": curve.target, "y1": curve.target}
        shapes.append({"type": "line", "xref": "paper", "x0": 0, "x1": 1, **level, "line": line})
    return shapes


def _beside(
    ends: Sequence[tuple[float | None, str, str]], per_unit: float, end: date
) -> list[dict[str, Any]]:
    """Return the texts at the ends of the lines, pushed apart where lines end close together."""
    given = [(value, text, colour) for value, text, colour in ends if value is not None and text]
    moved = spread([value * per_unit for value, _, _ in given], LABEL_GAP)
    return [
        annotation(
            text, x=end.isoformat(), xanchor="left", xshift=6, y=value, yanchor="middle",
            yshift=round(place - value * per_unit, 1), font={"color": colour},
        )
        for (value, text, colour), place in zip(given, moved, strict=True)
    ]  # fmt: skip


def _now(curve: Curve, labels: BurnUpLabels) -> list[dict[str, Any]]:
    if curve.today is None:
        return []
    day = curve.today.isoformat()
    texts = [
        annotation(labels.today, x=day, y=1, yref="paper", yanchor="bottom", font={"color": MUTED})
    ]
    if curve.planned_now is not None and labels.planned:
        texts.append(
            annotation(
                labels.planned, x=day, xanchor="right", xshift=-6, y=curve.planned_now,
                yanchor="bottom", yshift=2, font={"color": MUTED},
            )
        )  # fmt: skip
    return texts
