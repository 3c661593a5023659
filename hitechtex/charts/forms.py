"""Bars: figures of rows, the label of each row above it, so that any width will do.

The vertical axis counts pixels from the top, which places text and marks to the pixel at every
width of screen; the horizontal one carries the numbers and starts at zero.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import plotly.graph_objects as go

from hitechtex.charts.theme import (
    ACTUAL,
    CLEAR,
    CROSSED,
    HATCH,
    HOVER,
    MUTED,
    NORMAL,
    SMALL,
    TEXT,
    annotation,
    make_figure,
    mark,
)

LINE = 17  # pixels, height of a line of a label
LETTER = 8  # pixels, width of a digit or letter: what is kept free at the end of the longest bar


class Fill(StrEnum):
    """What a bar's filling says, after IBCS; the same on every page."""

    ACTUAL = "actual"  # solid
    PLAN = "plan"  # outlined
    FORECAST = "forecast"  # hatched
    VOID = "void"  # crossed: cancelled, rejected


@dataclass(frozen=True)
class Bar:
    """One row: its label, its length and what is written at its end.

    `key` is what a click selects, `words` what is said of it; `beside` is a second text in the
    line of the label; a `value` of None draws no bar.
    """

    label: str
    value: float | None
    said: str
    key: str = ""
    words: str = ""
    colour: str = ACTUAL
    fill: Fill = Fill.ACTUAL
    heading: str = ""


def bars(rows: Sequence[Bar], *, beside: bool = False, left: int = 0) -> go.Figure:
    """Return horizontal bars from zero, one per row, the number at the end of each.

    Labels stand above the bars, or with `beside` in a column of `left` pixels before them. A
    `heading` opens a group of rows with a line of its own.
    """
    pitch, thick = (26, 16) if beside else (46, 14)
    places, headings, depth = _places(rows, pitch)
    above = [0 if beside else LINE * _lines(row.label) for row in rows]
    centres = [
        place + (pitch / 2 if beside else up + 13) for place, up in zip(places, above, strict=True)
    ]
    texts = [
        annotation(row.label, **at_left(centre - up / 2 - (0 if beside else 10), before=left))
        for row, centre, up in zip(rows, centres, above, strict=True)
    ]
    texts += [_heading(text, place, left) for text, place in headings]
    texts += [
        annotation(row.said, x=0, xanchor="left", xshift=4, y=centre, font={"color": MUTED})
        for row, centre in zip(rows, centres, strict=True)
        if row.value is None
    ]
    end = 12 + LETTER * max((len(row.said) for row in rows), default=0)
    return make_figure(
        [bar_trace(rows, centres, thick)],
        height=round(depth) + 8,
        margin={"l": left, "r": end, "t": 4, "b": 4},
        xaxis=hidden_axis(_span([row.value for row in rows])),
        yaxis=pixel_axis(depth),
        annotations=texts,
    )


def bar_trace(
    rows: Sequence[Bar], centres: Sequence[float], thick: float, **axes: str
) -> dict[str, Any]:
    """Return the bars of these rows, each centred so many pixels from the top."""
    drawn = [
        (row, place) for row, place in zip(rows, centres, strict=True) if row.value is not None
    ]
    colours = [row.colour for row, _ in drawn]
    fills = [row.fill for row, _ in drawn]
    trace = {
        "type": "bar",
        "orientation": "h",
        "x": [round(float(row.value or 0), 4) for row, _ in drawn],
        "y": [round(place, 1) for _, place in drawn],
        "width": thick,
        "marker": marker(colours, fills),
        "text": [row.said for row, _ in drawn],
        "textposition": "outside",
        "textfont": {"size": NORMAL, "color": TEXT},
        "cliponaxis": False,
        "constraintext": "none",
        **axes,
    }
    if any(row.key for row, _ in drawn):
        trace["customdata"] = [mark(row.key, row.words) for row, _ in drawn]
        trace["hovertemplate"] = HOVER
    elif any(row.words for row, _ in drawn):
        trace["hovertext"] = [row.words for row, _ in drawn]
        trace["hovertemplate"] = "%{hovertext}<extra></extra>"
    else:
        trace["hoverinfo"] = "skip"
    return trace


def marker(colours: Sequence[str], fills: Sequence[Fill]) -> dict[str, Any]:
    """Return how bars are filled: solid, outlined, hatched or crossed, in their colour."""
    shapes = {Fill.FORECAST: "/", Fill.VOID: "x"}
    return {
        "color": [CLEAR if f is Fill.PLAN else c for c, f in zip(colours, fills, strict=True)],
        "line": {
            "color": list(colours),
            "width": [0 if fill is Fill.ACTUAL else 1.5 for fill in fills],
        },
        "pattern": {**(HATCH | CROSSED), "shape": [shapes.get(fill, "") for fill in fills]},
    }


def tick(
    values: Sequence[float | None],
    places: Sequence[float],
    *,
    length: int,
    width: float,
    colour: str,
    **axes: str,
) -> dict[str, Any]:
    """Return short upright lines at these values; None draws none."""
    given = [(v, p) for v, p in zip(values, places, strict=True) if v is not None]
    return {
        "type": "scatter",
        "mode": "markers",
        "hoverinfo": "skip",
        "x": [round(float(value), 4) for value, _ in given],
        "y": [place for _, place in given],
        "cliponaxis": False,
        "marker": {
            "symbol": "line-ns",
            "size": length,
            "color": colour,
            "line": {"width": width, "color": colour},
        },
        **axes,
    }


def longest(values: Any) -> float:
    """Return the end of an axis that holds these values; one where there are none."""
    return max((float(value) for value in values if value is not None), default=0) or 1


def _span(values: Sequence[float | None]) -> list[float]:
    """Return an axis from zero, with room for the numbers at the ends of bars below zero."""
    most, least = longest(values), min((v for v in values if v is not None), default=0)
    return [0, most] if least >= 0 else [least - (most - least) * 0.15, max(most, 0)]


def hidden_axis(span: Sequence[float], **more: Any) -> dict[str, Any]:
    """Return an axis of numbers that are written at the marks themselves."""
    return {"range": list(span), "visible": False, "fixedrange": True, **more}


def pixel_axis(depth: float, **more: Any) -> dict[str, Any]:
    """Return the axis that counts pixels from the top."""
    return {"range": [depth, 0], "visible": False, "fixedrange": True, **more}


def _places(
    rows: Sequence[Bar], pitch: float
) -> tuple[list[float], list[tuple[str, float]], float]:
    """Return the top of each row, each heading with its top, and the whole depth, in pixels."""
    depth = 0.0
    places: list[float] = []
    headings: list[tuple[str, float]] = []
    for row in rows:
        if row.heading:
            depth += 10 if headings else 0
            headings.append((row.heading, depth))
            depth += 24
        places.append(depth)
        depth += pitch + LINE * (_lines(row.label) - 1)
    return places, headings, depth


def _lines(label: str) -> int:
    return label.count("<br>") + 1


def at_left(y: float, *, before: int = 0) -> dict[str, Any]:
    """Return the place of a text at the left edge, so many pixels from the top."""
    place = {"x": 0, "xref": "paper", "xanchor": "left", "y": y, "yanchor": "middle"}
    return place | {"align": "left", "xshift": -before}


def _heading(text: str, top: float, left: int) -> dict[str, Any]:
    font = {"size": SMALL + 1, "color": MUTED}
    return annotation(f"<b>{text}</b>", font=font, **at_left(top + 12, before=left))
