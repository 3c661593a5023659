"""Plans over quarters: outlined lines, the version in force strong, earlier ones lighter."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import plotly.graph_objects as go

from hitechtex.charts.forms import longest
from hitechtex.charts.forms_time import LABEL_GAP, months_axis, spread
from hitechtex.charts.theme import SMALL, annotation, make_figure

PLANS_HEIGHT = 340
LIGHTER = 0.35  # opacity of what is no longer in force


@dataclass(frozen=True)
class PlanLine:
    """One version of one plan: its values at the ends of quarters, and the text at its end."""

    days: tuple[date, ...]
    values: tuple[float, ...]
    said: str
    colour: str
    is_in_force: bool


def plan_lines(lines: Sequence[PlanLine], *, start: date, is_share: bool) -> go.Figure:
    """Return plans on one scale from zero, with hollow marks: planned is never solid."""
    days = sorted({day for line in lines for day in line.days})
    top = longest(value for line in lines for value in line.values) * 1.1
    margin = {"l": 46, "r": 124, "t": 10, "b": 44}
    per_unit = (PLANS_HEIGHT - margin["t"] - margin["b"]) / top
    return make_figure(
        [_line(line) for line in sorted(lines, key=lambda line: line.is_in_force)],
        height=PLANS_HEIGHT,
        margin=margin,
        xaxis=months_axis(days, start, every=max(1, len(days) // 4)),
        yaxis={
            "range": [0, top], "nticks": 6, "showgrid": True,
            "tickformat": ",.0%" if is_share else ",",
        },
        annotations=_ends(lines, per_unit),
    )  # fmt: skip


def _line(line: PlanLine) -> dict[str, Any]:
    strong = line.is_in_force
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "x": [day.isoformat() for day in line.days],
        "y": [round(value, 4) for value in line.values],
        "line": {"width": 2 if strong else 1.5, "color": line.colour},
        "marker": {
            "symbol": "circle-open",
            "size": 8 if strong else 6,
            "color": line.colour,
            "line": {"width": 1.5, "color": line.colour},
        },
        "cliponaxis": False,
        "opacity": 1 if strong else LIGHTER,
        "hoverinfo": "skip",
    }


def _ends(lines: Sequence[PlanLine], per_unit: float) -> list[dict[str, Any]]:
    drawn = [line for line in lines if line.said]
    moved = spread([line.values[-1] * per_unit for line in drawn], LABEL_GAP)
    return [
        annotation(
            line.said, x=1, xref="paper", xanchor="left", xshift=8, y=line.values[-1],
            yanchor="middle", yshift=round(place - line.values[-1] * per_unit, 1),
            font={"size": SMALL},
        )
        for line, place in zip(drawn, moved, strict=True)
    ]  # fmt: skip
