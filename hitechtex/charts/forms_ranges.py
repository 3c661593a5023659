"""Ranges of days: a line from the shortest to the longest, a dot at the median."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import plotly.graph_objects as go

from hitechtex.charts.forms import at_left, hidden_axis, longest, pixel_axis
from hitechtex.charts.theme import (
    HOVER,
    MUTED,
    SMALL,
    TEXT,
    annotation,
    make_figure,
    mark,
)

PITCH = 30
HEADING = 34


@dataclass(frozen=True)
class Range:
    """One partner's shortest, median and longest time, in days; None where there is none."""

    label: str
    shortest: float | None
    median: float | None
    longest: float | None
    said: str
    colour: str
    key: str
    words: str


@dataclass(frozen=True)
class Block:
    """Ranges under one heading, with a limit in days where a rule sets one."""

    heading: str
    rows: Sequence[Range]
    limit: float | None = None
    limit_label: str = ""


def ranges(blocks: Sequence[Block], *, left: int, right: int) -> go.Figure:
    """Return the blocks one below the other on one scale of days from zero."""
    tops = _tops(blocks)
    depth = tops[-1] + _depth(blocks[-1])
    values = [v for block in blocks for row in block.rows for v in (row.longest, block.limit)]
    placed = [
        (row, top + HEADING + (place + 0.5) * PITCH)
        for block, top in zip(blocks, tops, strict=True)
        for place, row in enumerate(block.rows)
    ]
    return make_figure(
        [_lines(placed), _medians(placed)],
        height=depth + 8,
        margin={"l": left, "r": right, "t": 4, "b": 4},
        xaxis=hidden_axis([0, longest(values) * 1.03]),
        yaxis=pixel_axis(depth),
        shapes=[_limit(block, top) for block, top in zip(blocks, tops, strict=True) if block.limit],
        annotations=[
            *_headings(blocks, tops, left),
            *(text for row, y in placed for text in _beside(row, y, left)),
        ],
    )


def _depth(block: Block) -> int:
    return HEADING + len(block.rows) * PITCH


def _tops(blocks: Sequence[Block]) -> list[int]:
    return [sum(_depth(block) + 12 for block in blocks[:place]) for place in range(len(blocks))]


def _lines(placed: Sequence[tuple[Range, float]]) -> dict[str, Any]:
    x: list[float | None] = []
    y: list[float | None] = []
    for row, place in placed:
        if row.shortest is not None and row.longest is not None:
            x += [row.shortest, row.longest, None]
            y += [place, place, None]
    line = {"width": 4, "color": MUTED}
    return {"type": "scatter", "mode": "lines", "x": x, "y": y, "line": line, "hoverinfo": "skip"}


def _medians(placed: Sequence[tuple[Range, float]]) -> dict[str, Any]:
    given = [(row, place) for row, place in placed if row.median is not None]
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [round(float(row.median or 0), 2) for row, _ in given],
        "y": [place for _, place in given],
        "marker": {
            "size": 15,
            "color": [row.colour for row, _ in given],
            "line": {"width": 1.5, "color": TEXT},
        },
        "customdata": [
            mark(row.key, row.words) if row.key else [None, row.words] for row, _ in given
        ],
        "hovertemplate": HOVER,
        "cliponaxis": False,
    }


def _limit(block: Block, top: float) -> dict[str, Any]:
    line = {"color": TEXT, "width": 1.5, "dash": "4px,3px"}
    ends = {"y0": top + HEADING - 4, "y1": top + _depth(block)}
    return {"type": "line", "x0": block.limit, "x1": block.limit, **ends, "line": line}


def _headings(blocks: Sequence[Block], tops: Sequence[float], left: int) -> list[dict[str, Any]]:
    texts = []
    for block, top in zip(blocks, tops, strict=True):
        texts.append(annotation(f"<b>{block.heading}</b>", **at_left(top + 10, before=left)))
        if block.limit is not None:
            at = {"x": block.limit, "xanchor": "left", "y": top + HEADING - 5, "xshift": 4}
            font = {"size": SMALL, "color": MUTED}
            texts.append(annotation(block.limit_label, yanchor="middle", font=font, **at))
    return texts


def _beside(row: Range, y: float, left: int) -> list[dict[str, Any]]:
    """Return the row's name at the left and its numbers in a column at the right."""
    font = {"size": 13, "color": MUTED if row.median is None else TEXT}
    end = {"x": 1, "xref": "paper", "xanchor": "left", "xshift": 14, "y": y, "yanchor": "middle"}
    name = annotation(row.label, **at_left(y, before=left))
    return [name, annotation(row.said, font=font, **end)]
