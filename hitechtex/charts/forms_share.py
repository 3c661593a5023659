"""Whole things and their parts: bars of one length, each part in its own colour."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import plotly.graph_objects as go

from hitechtex.charts.forms import LETTER, at_left, hidden_axis, pixel_axis
from hitechtex.charts.theme import GROUND, HOVER, annotation, make_figure, mark

PITCH = 58  # pixels, height of a row: two lines of text and the bar
NARROWEST = 310  # pixels, length of a bar on a telephone: what has no room there is not written


@dataclass(frozen=True)
class Part:
    """One part of a whole: its share of it, what is written in it, and what a click selects."""

    share: float
    said: str
    key: str
    words: str
    colour: str


@dataclass(frozen=True)
class Whole:
    """One row: its label, what is said beside it, and its parts in their order."""

    label: str
    said: str
    parts: tuple[Part, ...]


def shares(rows: Sequence[Whole]) -> go.Figure:
    """Return one bar per whole, from zero to all of it."""
    centres = [place * PITCH + 40 for place in range(len(rows))]
    most = max((len(row.parts) for row in rows), default=0)
    texts = [
        annotation(f"<b>{row.label}</b>  {row.said}", **at_left(centre - 22))
        for row, centre in zip(rows, centres, strict=True)
    ]
    depth = len(rows) * PITCH
    return make_figure(
        [_trace(rows, centres, place) for place in range(most)],
        height=depth + 8,
        margin={"l": 2, "r": 4, "t": 4, "b": 4},
        barmode="stack",
        xaxis=hidden_axis([0, 1]),
        yaxis=pixel_axis(depth),
        annotations=texts,
    )


def _trace(rows: Sequence[Whole], centres: Sequence[float], place: int) -> dict[str, Any]:
    """Return the parts at this place of all rows that have so many."""
    drawn = [
        (row.parts[place], y)
        for row, y in zip(rows, centres, strict=True)
        if place < len(row.parts)
    ]
    return {
        "type": "bar",
        "orientation": "h",
        "x": [round(part.share, 4) for part, _ in drawn],
        "y": [y for _, y in drawn],
        "width": 22,
        "marker": {
            "color": [part.colour for part, _ in drawn],
            "line": {"color": GROUND, "width": 1.5},
        },
        "text": [_written(part) for part, _ in drawn],
        "textposition": "inside",
        "insidetextanchor": "middle",
        "textangle": 0,
        "constraintext": "none",
        "textfont": {"color": "#FFFFFF"},
        "customdata": [mark(part.key, part.words) for part, _ in drawn],
        "hovertemplate": HOVER,
    }


def _written(part: Part) -> str:
    return part.said if part.share * NARROWEST > LETTER * (len(part.said) + 1) else ""
