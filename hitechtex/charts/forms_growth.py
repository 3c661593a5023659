"""Months of work and what they add up to: bars above, steps below, one calendar for both."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import plotly.graph_objects as go

from hitechtex.charts.forms import longest
from hitechtex.charts.forms_time import months_axis
from hitechtex.charts.theme import ACTUAL, HOVER, MUTED, SMALL, TEXT, annotation, make_figure, mark

HEIGHT = 360
MONTH_WIDTH = 22 * 86_400_000  # milliseconds
UPPER, LOWER = (0.57, 0.94), (0.0, 0.38)


@dataclass(frozen=True)
class Month:
    """One month: its amount (None: not known), what it has added up to by its end, the words."""

    first_day: date
    amount: float | None
    to_date: float | None
    words: str
    words_to_date: str


def growth(months: Sequence[Month], *, heads: tuple[str, str], last: str, end: date) -> go.Figure:
    """Return amounts as bars and, below, what is reached as steps; `last` stands at their end."""
    days = [month.first_day for month in months]
    axis = months_axis([*days, end], days[0], every=max(1, -(-len(days) // 6)))
    known = [month for month in months if month.to_date is not None]
    return make_figure(
        [_bars(months), *([_steps(known), _end(known)] if known else [])],
        height=HEIGHT,
        margin={"l": 40, "r": 46, "t": 4, "b": 44},
        xaxis=axis | {"anchor": "y2"},
        yaxis={"domain": list(UPPER), "range": [0, longest(m.amount for m in months) * 1.1],
               "nticks": 4, "anchor": "x"},
        yaxis2={"domain": list(LOWER), "range": [0, longest(m.to_date for m in months) * 1.1],
                "nticks": 4, "anchor": "x"},
        annotations=[*_heads(heads), *_last(known, last)],
    )  # fmt: skip


def _bars(months: Sequence[Month]) -> dict[str, Any]:
    return {
        "type": "bar",
        "x": [month.first_day.replace(day=15).isoformat() for month in months],
        "y": [month.amount for month in months],
        "width": MONTH_WIDTH,
        "marker": {"color": ACTUAL},
        "customdata": [mark(f"{month.first_day:%Y-%m}", month.words) for month in months],
        "hovertemplate": HOVER,
    }


def _steps(months: Sequence[Month]) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "lines",
        "yaxis": "y2",
        "x": [month.first_day.replace(day=28).isoformat() for month in months],
        "y": [month.to_date for month in months],
        "line": {"shape": "hv", "width": 3.5, "color": ACTUAL},
        "hoverinfo": "skip",
    }


def _end(months: Sequence[Month]) -> dict[str, Any]:
    """Return a mark for every month on the steps, so that each can be reached and said."""
    return {
        "type": "scatter",
        "mode": "markers",
        "yaxis": "y2",
        "x": [month.first_day.replace(day=28).isoformat() for month in months],
        "y": [month.to_date for month in months],
        "marker": {"size": 7, "color": ACTUAL},
        "customdata": [
            mark(f"{month.first_day:%Y-%m}:to_date", month.words_to_date) for month in months
        ],
        "hovertemplate": HOVER,
        "cliponaxis": False,
    }


def _heads(heads: tuple[str, str]) -> list[dict[str, Any]]:
    font = {"size": SMALL + 1, "color": MUTED}
    place = {"x": 0, "xref": "paper", "xanchor": "left", "yref": "paper", "yanchor": "bottom"}
    return [
        annotation(f"<b>{head}</b>", y=span[1], yshift=2, font=font, **place)
        for head, span in zip(heads, (UPPER, LOWER), strict=True)
    ]


def _last(months: Sequence[Month], text: str) -> list[dict[str, Any]]:
    if not months:
        return []
    place = {"x": months[-1].first_day.replace(day=28).isoformat(), "xanchor": "left", "xshift": 8}
    return [annotation(f"<b>{text}</b>", y=months[-1].to_date, yref="y2", font={"color": TEXT},
                       **place)]  # fmt: skip
