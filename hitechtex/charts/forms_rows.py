"""Rows that say more than one number: bullets, money, two columns of bars."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import plotly.graph_objects as go

from hitechtex.charts.forms import (
    Bar,
    Fill,
    at_left,
    bar_trace,
    hidden_axis,
    longest,
    pixel_axis,
    tick,
)
from hitechtex.charts.theme import GRID, MUTED, SMALL, TEXT, annotation, make_figure


@dataclass(frozen=True)
class Bullet:
    """One indicator: actual, expected and target as shares of the target; None draws nothing."""

    label: str
    actual: float | None
    expected: float | None
    has_target: bool
    said: str
    colour: str
    key: str
    words: str


@dataclass(frozen=True)
class Money:
    """One partner: what is committed, what of it is paid, and the ceiling."""

    label: str
    committed: float | None
    paid: float | None
    ceiling: float | None
    said: str
    colour: str
    key: str
    words: str


@dataclass(frozen=True)
class TwoBars:
    """One row of two columns of bars."""

    label: str
    left: Bar
    right: Bar


def bullets(rows: Sequence[Bullet]) -> go.Figure:
    """Return a bullet list: a bar on a track that ends at the target, and a mark for by-now."""
    pitch = [66 if row.has_target else 46 for row in rows]
    tops = [sum(pitch[:place]) for place in range(len(rows))]
    depth = sum(pitch)
    tracked = [(row, top + 32) for row, top in zip(rows, tops, strict=True) if row.has_target]
    texts = [
        annotation(f"<b>{row.label}</b>", **at_left(top + 12))
        for row, top in zip(rows, tops, strict=True)
    ] + [
        annotation(row.said, **at_left(top + (53 if row.has_target else 31)), font={"size": 13})
        for row, top in zip(rows, tops, strict=True)
    ]
    lengths = [value for row, _ in tracked for value in (row.actual, 1.0)]
    return make_figure(
        _bullet_traces(tracked),
        height=round(depth) + 8,
        margin={"l": 2, "r": 10, "t": 4, "b": 4},
        barmode="overlay",
        xaxis=hidden_axis([0, longest(lengths)]),
        yaxis=pixel_axis(depth),
        annotations=texts,
    )


def _bullet_traces(rows: Sequence[tuple[Bullet, float]]) -> list[dict[str, Any]]:
    places = [place for _, place in rows]
    track = {"type": "bar", "orientation": "h", "hoverinfo": "skip", "y": places}
    actual = [Bar(row.label, row.actual, "", row.key, row.words, row.colour) for row, _ in rows]
    return [
        track | {"x": [1] * len(rows), "width": 18, "marker": {"color": GRID}},
        bar_trace(actual, places, 10),
        tick([row.expected for row, _ in rows], places, length=18, width=2, colour=TEXT),
        tick([1 for _ in rows], places, length=24, width=5, colour=TEXT),
    ]


def money(rows: Sequence[Money]) -> go.Figure:
    """Return committed sums outlined, what is paid of them solid, the ceiling as a mark."""
    pitch = 66
    centres = [place * pitch + 32 for place in range(len(rows))]
    committed = [Bar(r.label, r.committed, "", "", "", r.colour, Fill.PLAN) for r in rows]
    paid = [Bar(r.label, r.paid, "", r.key, r.words, r.colour) for r in rows]
    lengths = [value for r in rows for value in (r.committed, r.paid, r.ceiling)]
    return make_figure(
        [
            bar_trace(committed, centres, 18),
            bar_trace(paid, centres, 10),
            tick([r.ceiling for r in rows], centres, length=22, width=3, colour=TEXT),
        ],
        height=len(rows) * pitch + 8,
        margin={"l": 2, "r": 10, "t": 4, "b": 4},
        barmode="overlay",
        xaxis=hidden_axis([0, longest(lengths)]),
        yaxis=pixel_axis(len(rows) * pitch),
        annotations=[
            text
            for r, centre in zip(rows, centres, strict=True)
            for text in (
                annotation(f"<b>{r.label}</b>", **at_left(centre - 20)),
                annotation(r.said, **at_left(centre + 21), font={"size": 13}),
            )
        ],
    )


def two_columns(rows: Sequence[TwoBars], *, heads: tuple[str, str]) -> go.Figure:
    """Return two columns of bars on one scale, the label of each row above both."""
    pitch, top = 46, 26
    centres = [top + place * pitch + 30 for place in range(len(rows))]
    end = longest(bar.value for row in rows for bar in (row.left, row.right)) * 1.25
    texts = [annotation(row.label, **at_left(y - 18)) for row, y in zip(rows, centres, strict=True)]
    for head, x in zip(heads, (0, 0.53), strict=True):
        font = {"color": MUTED, "size": SMALL + 1}
        texts.append(annotation(f"<b>{head}</b>", **at_left(10) | {"x": x}, font=font))
    depth = top + len(rows) * pitch
    return make_figure(
        [
            bar_trace([row.left for row in rows], centres, 14),
            bar_trace([row.right for row in rows], centres, 14, xaxis="x2"),
        ],
        height=depth + 8,
        margin={"l": 2, "r": 8, "t": 4, "b": 4},
        xaxis=hidden_axis([0, end], domain=[0, 0.47]),
        xaxis2=hidden_axis([0, end], domain=[0.53, 1], anchor="y"),
        yaxis=pixel_axis(depth),
        annotations=texts,
    )
