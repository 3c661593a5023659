"""Small multiples: the same little burn-up for each partner, on one scale."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import plotly.graph_objects as go

from hitechtex.charts.forms_time import Curve, actual_steps, plan_line
from hitechtex.charts.theme import AXIS, HOVER, MUTED, annotation, make_figure, mark

ACROSS = 2  # columns: what a telephone still shows
FOOT = 26  # pixels for the years
CELL = 150  # pixels, height of one of them with its title
GAP = 14  # of these, below it
TITLE = 42  # of these, for the two lines above it


@dataclass(frozen=True)
class Small:
    """One partner: name, what is said beside it, its curve, and what a click selects."""

    name: str
    said: str
    curve: Curve
    colour: str
    key: str
    words: str


def small_multiples(smalls: Sequence[Small], *, start: date) -> go.Figure:
    """Return one little burn-up per partner: actual solid, plan outlined, target as a line.

    Columns share an axis of months and rows one of counts, written at the foot and at the left.
    """
    down = -(-len(smalls) // ACROSS)
    depth = down * CELL
    values = [v for small in smalls for v in (*small.curve.actual, *small.curve.plan) if v]
    top = max(values, default=1) * 1.12
    end = max((day for small in smalls for day in small.curve.days), default=start)
    placed = [(small, _axes(place, depth)) for place, small in enumerate(smalls)]
    layout: dict[str, Any] = {}
    for _, axes in placed:
        layout[f"xaxis{axes.x_name[1:]}"] = _days(start, end, axes, down)
        layout[f"yaxis{axes.y_name[1:]}"] = _counts(top, axes)
    return make_figure(
        [trace for small, axes in placed for trace in _lines(small, axes)],
        height=depth + FOOT - GAP + 2,
        margin={"l": 26, "r": 8, "t": 2, "b": FOOT - GAP},
        shapes=[shape for small, axes in placed for shape in _target(small, axes)],
        annotations=[text for small, axes in placed for text in _titles(small, axes)],
        **layout,
    )


@dataclass(frozen=True)
class _Axes:
    x_name: str
    y_name: str
    x: tuple[float, float]
    y: tuple[float, float]

    @property
    def names(self) -> dict[str, str]:
        return {"xaxis": self.x_name, "yaxis": self.y_name}


def _axes(place: int, depth: float) -> _Axes:
    row, column = divmod(place, ACROSS)
    x_name, y_name = (f"{axis}{at + 1 if at else ''}" for axis, at in (("x", column), ("y", row)))
    span = ((0, 0.46), (0.54, 1))[column]
    bottom, top = 1 - ((row + 1) * CELL - GAP) / depth, 1 - (row * CELL + TITLE) / depth
    return _Axes(x_name, y_name, span, (round(max(bottom, 0), 4), round(top, 4)))


def _days(start: date, end: date, axes: _Axes, down: int) -> dict[str, Any]:
    years = range(start.year + 1, end.year + 1)
    return {
        "domain": list(axes.x),
        "anchor": f"y{down if down > 1 else ''}",
        "range": [start.isoformat(), end.isoformat()],
        "tickvals": [f"{year}-01-01" for year in years],
        "ticktext": [str(year) for year in years],
        "tickangle": 0,
        "showgrid": True,
        "ticks": "",
    }


def _counts(top: float, axes: _Axes) -> dict[str, Any]:
    return {
        "domain": list(axes.y),
        "anchor": "x",
        "range": [0, top],
        "nticks": 4,
        "zeroline": True,
    }


def _titles(small: Small, axes: _Axes) -> list[dict[str, Any]]:
    at = {"xref": "paper", "yref": "paper", "yanchor": "bottom", "xanchor": "left", "x": axes.x[0]}
    name = annotation(f"<b>{small.name}</b>", y=axes.y[1], yshift=20, **at)
    said = annotation(small.said, y=axes.y[1], yshift=3, font={"color": MUTED, "size": 13}, **at)
    return [name, said]


def _target(small: Small, axes: _Axes) -> list[dict[str, Any]]:
    target = small.curve.target
    if small.curve.today is None:
        return [_blank(axes)]
    if target is None:
        return []
    line = {"color": MUTED, "width": 1.5}
    return [
        {
            "type": "line", "xref": f"{axes.x_name} domain", "yref": axes.y_name,
            "x0": 0, "x1": 1, "y0": target, "y1": target, "line": line,
        }
    ]  # fmt: skip


def _blank(axes: _Axes) -> dict[str, Any]:
    """Return the frame that stands where there are no numbers: absence is drawn, too."""
    line = {"color": AXIS, "width": 1, "dash": "3px,3px"}
    (left, right), (low, high) = axes.x, axes.y
    place = {"x0": left, "x1": right, "y0": low, "y1": high, "xref": "paper", "yref": "paper"}
    return {"type": "rect", **place, "line": line}


def _lines(small: Small, axes: _Axes) -> list[dict[str, Any]]:
    curve = small.curve
    if curve.today is None:
        return []
    now = {
        "type": "scatter",
        "mode": "markers",
        "x": [curve.today.isoformat()],
        "y": [curve.achieved],
        "marker": {"size": 9, "color": small.colour, "line": {"width": 1, "color": AXIS}},
        "customdata": [mark(small.key, small.words)],
        "hovertemplate": HOVER,
        "cliponaxis": False,
        **axes.names,
    }
    plan = [plan_line(curve, **axes.names)] if curve.target is not None else []
    return [*plan, actual_steps(curve, small.colour, **axes.names), now]
