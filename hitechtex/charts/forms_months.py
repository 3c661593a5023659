"""Months across and a row each: shaded by a share, silence hatched, the whole at the end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import plotly.graph_objects as go

from hitechtex.charts.theme import (
    AXIS,
    CLEAR,
    HOVER,
    NORMAL,
    SEQUENTIAL,
    TEXT,
    annotation,
    make_figure,
    mark,
)

ROW = 38  # pixels, height of a row
PALEST = 0.5  # this share and less is drawn palest, so that the upper half can be told apart


@dataclass(frozen=True)
class Month:
    """One month of a row: its share (None: silent), what a click selects, what is said of it."""

    share: float | None
    key: str
    words: str


@dataclass(frozen=True)
class Row:
    """One row: its name, its months, and the whole of them as text."""

    name: str
    months: tuple[Month, ...]
    whole: str


def months(rows: Sequence[Row], days: Sequence[date]) -> go.Figure:
    """Return the rows shaded month by month; months without a share are hatched."""
    across = len(days)
    longest = max((len(line) for row in rows for line in row.name.split("<br>")), default=0)
    return make_figure(
        [_shaded(rows), _hatched(rows)],
        height=len(rows) * ROW + 40,
        annotations=[_whole(row, place) for place, row in enumerate(rows)],
        margin={"l": min(8 + 8 * longest, 110), "r": 44, "t": 30, "b": 4},
        xaxis={
            "range": [-0.5, across - 0.5],
            "side": "top",
            "showgrid": False,
            "ticks": "",
            "tickangle": 0,
            **_years(days),
        },
        yaxis={
            "range": [len(rows) - 0.5, -0.5],
            "tickvals": list(range(len(rows))),
            "ticktext": [row.name for row in rows],
            "showgrid": False,
            "ticks": "",
        },
    )


def _years(days: Sequence[date]) -> dict[str, Any]:
    """Return a label at the first month of each year that is shown."""
    first = {day.year: place for place, day in reversed(list(enumerate(days)))}
    return {"tickvals": list(first.values()), "ticktext": [str(year) for year in first]}


def _shaded(rows: Sequence[Row]) -> dict[str, Any]:
    return {
        "type": "heatmap",
        "z": [[month.share for month in row.months] for row in rows],
        "customdata": [[mark(month.key, month.words) for month in row.months] for row in rows],
        "hovertemplate": HOVER,
        "hoverongaps": True,
        "zmin": PALEST,
        "zmax": 1,
        "colorscale": SEQUENTIAL,
        "showscale": False,
        "xgap": 2,
        "ygap": 3,
    }


def _hatched(rows: Sequence[Row]) -> dict[str, Any]:
    x: list[float | None] = []
    y: list[float | None] = []
    for down, row in enumerate(rows):
        for across, month in enumerate(row.months):
            if month.share is None:
                left, right, top, foot = across - 0.42, across + 0.42, down - 0.4, down + 0.4
                x += [left, right, right, left, left, None]
                y += [top, top, foot, foot, top, None]
    return {
        "type": "scatter",
        "mode": "lines",
        "x": x,
        "y": y,
        "fill": "toself",
        "fillcolor": CLEAR,
        "fillpattern": {"shape": "/", "size": 6, "solidity": 0.12, "fgcolor": AXIS},
        "line": {"width": 0, "color": CLEAR},
        "hoverinfo": "skip",
    }


def _whole(row: Row, place: int) -> dict[str, Any]:
    at = {"x": 1, "xref": "paper", "xanchor": "left", "xshift": 4, "y": place, "yanchor": "middle"}
    return annotation(f"<b>{row.whole}</b>", **at, font={"size": NORMAL, "color": TEXT})
