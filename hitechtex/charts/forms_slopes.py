"""From before to after: one line per group, named at its end; and spans of time per row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import plotly.graph_objects as go

from hitechtex.charts.forms import Fill, at_left, marker, pixel_axis
from hitechtex.charts.forms_time import spread
from hitechtex.charts.theme import (
    AXIS,
    HOVER,
    MUTED,
    SMALL,
    TEXT,
    annotation,
    make_figure,
    mark,
)

SLOPES = 320  # pixels, height of the lines
LINE = 18  # pixels between two names
WHITE = "#FFFFFF"  # on the colour of a partner, which reads on white
ROW = 40  # pixels, height of a row of spans


@dataclass(frozen=True)
class Slope:
    """One group: its scores before and after, and the texts at either end."""

    label: str
    before: float
    after: float
    said: str
    colour: str
    key: str
    words: str


@dataclass(frozen=True)
class Span:
    """One stretch of time: from so many days after the start of the axis, for so many days."""

    row: int
    first: float
    days: float
    text: str
    colour: str
    fill: Fill
    key: str
    words: str


def slopes(rows: Sequence[Slope], *, heads: tuple[str, str], right: int) -> go.Figure:
    """Return a line per group between two upright scales; names at the right, pushed apart."""
    values = [value for row in rows for value in (row.before, row.after)]
    low, high = min(values) - 4, max(values) + 4
    per_point = SLOPES / (high - low)
    starts, ends = ([getattr(row, end) for row in rows] for end in ("before", "after"))
    return make_figure(
        [trace for row in rows for trace in _slope(row, heads)],
        height=SLOPES + 40,
        margin={"l": 44, "r": right, "t": 34, "b": 6},
        xaxis={"range": [-0.08, 1.08], "visible": False, "type": "category", "autorange": False},
        yaxis={"range": [low, high], "visible": False},
        shapes=[_upright(place) for place in (0, 1)],
        annotations=[
            *_slope_heads(heads),
            *_names(starts, [f"{value:.0f}" for value in starts], per_point, "right", 0),
            *_names(ends, [row.said for row in rows], per_point, "left", 1),
        ],
    )


def _slope(row: Slope, heads: tuple[str, str]) -> list[dict[str, Any]]:
    line = {"x": list(heads), "y": [round(row.before, 4), round(row.after, 4)], "type": "scatter"}
    dots = {
        "mode": "markers",
        "marker": {"size": 10, "color": row.colour},
        "customdata": [[None, row.words], mark(row.key, row.words)],
        "hovertemplate": HOVER,
        "cliponaxis": False,
    }
    drawn = {"mode": "lines", "line": {"width": 3, "color": row.colour}, "hoverinfo": "skip"}
    return [line | drawn, line | dots]


def _upright(place: int) -> dict[str, Any]:
    line = {"color": AXIS, "width": 1}
    return {"type": "line", "x0": place, "x1": place, "y0": 0, "y1": 1, "yref": "paper",
            "line": line, "layer": "below"}  # fmt: skip


def _slope_heads(heads: tuple[str, str]) -> list[dict[str, Any]]:
    font = {"size": SMALL + 1, "color": MUTED}
    place = {"y": 1, "yref": "paper", "yanchor": "bottom", "yshift": 6}
    return [annotation(f"<b>{head}</b>", x=x, font=font, **place) for x, head in enumerate(heads)]


def _names(
    values: Sequence[float], texts: Sequence[str], per_point: float, anchor: str, x: int
) -> list[dict[str, Any]]:
    moved = spread([value * per_point for value in values], LINE)
    shift = 12 if anchor == "left" else -12
    return [
        annotation(text, x=x, xanchor=anchor, xshift=shift, y=value, yanchor="middle",
                   yshift=round(place - value * per_point, 1), font={"size": 13})
        for value, text, place in zip(values, texts, moved, strict=True)
    ]  # fmt: skip


def spans(
    names: Sequence[str],
    stretches: Sequence[Span],
    *,
    blank: Sequence[tuple[int, str]],
    length: float,
    ticks: Sequence[tuple[float, str]],
    today: float | None,
    left: int,
) -> go.Figure:
    """Return rows of stretches over `length` days; `blank` rows say that they have none."""
    depth = len(names) * ROW
    place = {"x0": today, "x1": today, "y0": 0, "y1": 1, "yref": "paper"}
    line = {"color": TEXT, "width": 1.5, "dash": "2px,3px"}
    return make_figure(
        [_stretches(stretches)] if stretches else [],
        height=depth + 46,
        margin={"l": left, "r": 10, "t": 6, "b": 40},
        barmode="overlay",
        xaxis={"range": [0, length], "tickvals": [at for at, _ in ticks], "tickangle": 0,
               "ticktext": [text for _, text in ticks], "showgrid": True},
        yaxis=pixel_axis(depth),
        shapes=[{"type": "line", **place, "line": line}] if today is not None else [],
        annotations=[
            *(annotation(name, **at_left((row + 0.5) * ROW, before=left))
              for row, name in enumerate(names)),
            *(annotation(text, x=0, xanchor="left", xshift=6, y=(row + 0.5) * ROW,
                         font={"color": MUTED}) for row, text in blank),
        ],
    )  # fmt: skip


def _stretches(stretches: Sequence[Span]) -> dict[str, Any]:
    return {
        "type": "bar",
        "orientation": "h",
        "base": [span.first for span in stretches],
        "x": [span.days for span in stretches],
        "y": [(span.row + 0.5) * ROW for span in stretches],
        "width": 22,
        "marker": marker([span.colour for span in stretches], [span.fill for span in stretches]),
        "text": [span.text for span in stretches],
        "textposition": "inside",
        "insidetextanchor": "start",
        "textangle": 0,
        "insidetextfont": {
            "color": [TEXT if span.fill is Fill.PLAN else WHITE for span in stretches]
        },
        "constraintext": "none",
        "customdata": [mark(span.key, span.words) for span in stretches],
        "hovertemplate": HOVER,
    }
