"""An indicator over its months, with gaps where nothing can be said; and partners on one scale."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import plotly.graph_objects as go

from hitechtex.charts.forms import (
    Bar,
    at_left,
    bar_trace,
    hidden_axis,
    longest,
    pixel_axis,
    tick,
)
from hitechtex.charts.forms_time import LABEL_GAP, Curve, months_axis, plan_line, spread
from hitechtex.charts.theme import ACTUAL, AXIS, MUTED, TEXT, annotation, make_figure

STANDING_HEIGHT = 360
PITCH = 66  # pixels for one partner: name, bar, words


@dataclass(frozen=True)
class Course:
    """An indicator's months and plan, and what is written beside them.

    `curve.actual` is None where nothing can be said. `adds` tells a number that grows month by
    month (drawn in steps) from one that is measured anew (drawn from point to point).
    """

    curve: Curve
    adds: bool
    is_share: bool
    now: str
    today: str
    target: str = ""


@dataclass(frozen=True)
class Against:
    """One partner: its value, its own plan by now and in the end; None draws nothing."""

    label: str
    value: float | None
    expected: float | None
    target: float | None
    said: str
    colour: str
    key: str
    words: str


def course(given: Course, *, start: date) -> go.Figure:
    """Return the months solid, with gaps, the plan outlined, the target as a line."""
    curve = given.curve
    values = [value for value in (*curve.actual, *curve.plan) if value is not None]
    top, bottom = max(values, default=1) * 1.08 or 1, min(0, *values, 0)
    margin = {"l": 46, "r": 88, "t": 26, "b": 44}
    per_unit = (STANDING_HEIGHT - margin["t"] - margin["b"]) / (top - bottom)
    plan = [plan_line(curve)] if curve.target is not None else []
    return make_figure(
        [*plan, _months(given)],
        height=STANDING_HEIGHT,
        margin=margin,
        xaxis=months_axis(curve.days, start, every=6),
        yaxis={
            "range": [bottom, top], "nticks": 6, "showgrid": True, "zeroline": True,
            "tickformat": ",.0%" if given.is_share else ",",
        },
        shapes=_lines(curve),
        annotations=[*_beside(given, per_unit), *_today(given)],
    )  # fmt: skip


def _months(given: Course) -> dict[str, Any]:
    """Return every month up to the last known one; None is a gap in the line."""
    known = [place for place, value in enumerate(given.curve.actual) if value is not None]
    end = known[-1] + 1 if known else 0
    shape = "hv" if given.adds else "linear"
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "x": [day.isoformat() for day in given.curve.days[:end]],
        "y": [None if v is None else round(v, 4) for v in given.curve.actual[:end]],
        "connectgaps": False,
        "line": {"shape": shape, "width": 3, "color": ACTUAL},
        "marker": {"size": 5, "color": ACTUAL},
        "hoverinfo": "skip",
    }


def _lines(curve: Curve) -> list[dict[str, Any]]:
    shapes = []
    if curve.today is not None:
        day = curve.today.isoformat()
        line = {"color": AXIS, "width": 1.5, "dash": "2px,3px"}
        upright = {"x0": day, "x1": day, "y0": 0, "y1": 1, "yref": "paper"}
        shapes.append({"type": "line", **upright, "line": line})
    if curve.target is not None:
        level = {"y0": curve.target, "y1": curve.target, "x0": 0, "x1": 1, "xref": "paper"}
        shapes.append({"type": "line", **level, "line": {"color": MUTED, "width": 2}})
    return shapes


def _beside(given: Course, per_unit: float) -> list[dict[str, Any]]:
    ends = [(given.curve.target, given.target, MUTED), (given.curve.achieved, given.now, TEXT)]
    drawn = [(value, text, colour) for value, text, colour in ends if value is not None and text]
    moved = spread([value * per_unit for value, _, _ in drawn], LABEL_GAP)
    return [
        annotation(
            text, x=1, xref="paper", xanchor="left", xshift=6, y=value, yanchor="middle",
            yshift=round(place - value * per_unit, 1), font={"color": colour},
        )
        for (value, text, colour), place in zip(drawn, moved, strict=True)
    ]  # fmt: skip


def _today(given: Course) -> list[dict[str, Any]]:
    if given.curve.today is None:
        return []
    place = {"x": given.curve.today.isoformat(), "y": 1, "yref": "paper", "yanchor": "bottom"}
    return [annotation(given.today, font={"color": MUTED}, **place)]


def partner_bars(rows: Sequence[Against]) -> go.Figure:
    """Return partners on one scale: a bar, a thin mark for by-now, a thick one for the target."""
    centres = [place * PITCH + 32 for place in range(len(rows))]
    values = [value for row in rows for value in (row.value, row.expected, row.target)]
    least = min((value for value in values if value is not None), default=0)
    drawn = [Bar(r.label, r.value, "", r.key, r.words, r.colour) for r in rows]
    depth = len(rows) * PITCH
    return make_figure(
        [
            bar_trace(drawn, centres, 14),
            tick([r.expected for r in rows], centres, length=20, width=2, colour=TEXT),
            tick([r.target for r in rows], centres, length=24, width=5, colour=TEXT),
        ],
        height=depth + 8,
        margin={"l": 2, "r": 10, "t": 4, "b": 4},
        xaxis=hidden_axis([min(least, 0), longest(values)], zeroline=least < 0),
        yaxis=pixel_axis(depth),
        annotations=[
            text
            for r, centre in zip(rows, centres, strict=True)
            for text in (
                annotation(f"<b>{r.label}</b>", **at_left(centre - 20)),
                annotation(r.said, **at_left(centre + 21), font={"size": 13}),
            )
        ],
    )
