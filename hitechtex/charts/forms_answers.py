"""Answers on a scale of five as diverging bars: low to the left, high to the right, three aside."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import plotly.graph_objects as go

from hitechtex.charts.forms import at_left, hidden_axis, pixel_axis
from hitechtex.charts.forms_flow import faded
from hitechtex.charts.theme import (
    DIVERGING,
    HOVER,
    MUTED,
    SMALL,
    annotation,
    make_figure,
    mark,
)

LOW, MIDDLE, HIGH = (str(colour) for _, colour in DIVERGING)
PITCH, HEAD, GROUP = 52, 30, 26  # pixels
LEAST, GAP = 0.2, 0.05  # of the width: room for a heading, and between the columns
PALE = 0.55


@dataclass(frozen=True)
class Answers:
    """One row: shares of the answers 1 to 5 (none where only a mean is known), and its texts."""

    label: str
    shares: tuple[float, ...]
    said: str
    key: str
    words: tuple[str, ...]
    heading: str = ""


def likert(rows: Sequence[Answers], *, heads: tuple[str, str, str]) -> go.Figure:
    """Return the rows on one scale: 2 and 1 to the left of the middle, 4 and 5 to its right, 3
    in a column of its own. `heads` are those of low, high and middle answers."""
    places, depth = _places(rows)
    spans = _spans(rows)
    columns = {
        "xaxis": hidden_axis([spans[0][2], 0], domain=list(spans[0][:2])),
        "xaxis2": hidden_axis([0, spans[1][2]], domain=list(spans[1][:2]), anchor="y"),
        "xaxis3": hidden_axis([0, spans[2][2]], domain=list(spans[2][:2]), anchor="y"),
    }
    parts = ((2, "x", faded(LOW, PALE)), (1, "x", LOW), (4, "x2", faded(HIGH, PALE)),
             (5, "x2", HIGH), (3, "x3", MIDDLE))  # fmt: skip
    return make_figure(
        [_bars(rows, places, *part) for part in parts],
        height=round(depth) + 8,
        margin={"l": 2, "r": 8, "t": 4, "b": 4},
        barmode="stack",
        yaxis=pixel_axis(depth),
        annotations=[*_heads(heads, spans), *_texts(rows, places)],
        **columns,
    )


def _places(rows: Sequence[Answers]) -> tuple[list[float], float]:
    """Return the top of each row in pixels, under its heading, and the whole depth."""
    depth = float(HEAD)
    places = []
    for row in rows:
        depth += GROUP if row.heading else 0
        places.append(depth)
        depth += PITCH
    return places, depth


def _spans(rows: Sequence[Answers]) -> list[tuple[float, float, float]]:
    """Return start, end and largest share of the columns low, high, middle: one scale for all."""
    drawn = [row.shares for row in rows if row.shares]
    most = [
        max([LEAST, *(sum(shares[place] for place in which) for shares in drawn)])
        for which in ((0, 1), (3, 4), (2,))
    ]
    scale = (1 - GAP) / sum(most)
    low, high = most[0] * scale, (most[0] + most[1]) * scale
    return [(0, low, most[0]), (low, high, most[1]), (high + GAP, 1, most[2])]


def _bars(
    rows: Sequence[Answers], places: Sequence[float], score: int, axis: str, colour: str
) -> dict[str, Any]:
    drawn = [(row, place) for row, place in zip(rows, places, strict=True) if row.shares]
    return {
        "type": "bar",
        "orientation": "h",
        "xaxis": axis,
        "x": [round(row.shares[score - 1], 4) or None for row, _ in drawn],
        "y": [place + 34 for _, place in drawn],
        "width": 16,
        "marker": {"color": colour},
        "customdata": [mark(f"{row.key}:{score}", row.words[score - 1]) for row, _ in drawn],
        "hovertemplate": HOVER,
    }


def _heads(
    heads: tuple[str, str, str], spans: Sequence[tuple[float, float, float]]
) -> list[dict[str, Any]]:
    font = {"size": SMALL, "color": MUTED}
    (_, middle, _), _, (aside, _, _) = spans
    places = ((middle, "right", -5), (middle, "left", 5), (aside, "left", 0))
    return [
        annotation(head, x=x, xref="paper", xanchor=anchor, xshift=shift, y=11, font=font)
        for head, (x, anchor, shift) in zip(heads, places, strict=True)
    ]


def _texts(rows: Sequence[Answers], places: Sequence[float]) -> list[dict[str, Any]]:
    texts = []
    for row, place in zip(rows, places, strict=True):
        if row.heading:
            font = {"size": SMALL + 1, "color": MUTED}
            texts.append(annotation(f"<b>{row.heading}</b>", font=font, **at_left(place - 10)))
        texts.append(annotation(f"<b>{row.label}</b>  {row.said}", **at_left(place + 14)))
    return texts
