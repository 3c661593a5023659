"""The strip of events: stays by month as bars, missions above them as circles of their size."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import plotly.graph_objects as go

from hitechtex.charts import numbers
from hitechtex.charts.forms import Fill, marker
from hitechtex.charts.theme import (
    ACTUAL,
    AXIS,
    GROUND,
    HOVER,
    MUTED,
    SMALL,
    TEXT,
    annotation,
    make_figure,
    mark,
)

STAYS, LANE = 190, 34  # pixels: height of the bars, and of a lane of missions
MARGIN = {"l": 34, "r": 12, "t": 24, "b": 44}
MONTH_WIDTH = 22 * 86_400_000  # milliseconds
FEW = 5  # a stack under this height has a line at each whole number
LEAST, MOST = 18, 32  # pixels across the smallest and the largest mission


@dataclass(frozen=True)
class Stays:
    """One month: how many stays (or actions) are done, planned and cancelled, or still run."""

    month: date
    done: float
    planned: float
    cancelled: float
    words: str
    running: float = 0


@dataclass(frozen=True)
class Mission:
    """Several exchanges that travel together."""

    key: str
    day: date
    exchanges: int
    words: str


def strip(
    months: Sequence[Stays], missions: Sequence[Mission], *, today: date | None, label: str
) -> go.Figure:
    """Return done solid, running hatched, planned hollow, cancelled crossed; missions above."""
    first, last = months[0].month, (months[-1].month + timedelta(days=32)).replace(day=1)
    lanes = _lanes(missions, (last - first).days)
    above = LANE * (max(lanes) + 1) + 18 if lanes else 0
    inner = STAYS + above
    share = round(STAYS / inner, 4)
    return make_figure(
        [*_bars(months), *([_circles(missions, lanes)] if missions else [])],
        height=inner + MARGIN["t"] + MARGIN["b"],
        margin=MARGIN,
        barmode="stack",
        xaxis=_calendar(months, first, last),
        yaxis={"domain": [0, share], "rangemode": "tozero"} | _counts(months),
        yaxis2={"domain": [share, 1], "range": [0, above or 1], "visible": False},
        shapes=_today(today, first, last),
        annotations=[
            *_today_label(today, first, last),
            *([_missions_label(label)] if missions else []),
        ],
    )


def _bars(months: Sequence[Stays]) -> list[dict[str, Any]]:
    days = [stays.month.replace(day=15).isoformat() for stays in months]
    fills = {"done": Fill.ACTUAL, "planned": Fill.PLAN, "cancelled": Fill.VOID}
    if any(stays.running for stays in months):
        fills = {"done": Fill.ACTUAL, "running": Fill.FORECAST} | fills
    return [
        {
            "type": "bar",
            "x": days,
            # No bar at all for none: an outline without height would look like a number.
            "y": [getattr(stays, state) or None for stays in months],
            "width": MONTH_WIDTH,
            "marker": _filling(fill),
            "customdata": [mark(f"{s.month:%Y-%m}:{state}", s.words) for s in months],
            "hovertemplate": HOVER,
        }
        for state, fill in fills.items()
    ]


def _counts(months: Sequence[Stays]) -> dict[str, int]:
    """Return how the axis of counts is divided: never into halves."""
    highest = max(s.done + s.running + s.planned + s.cancelled for s in months)
    return {"dtick": 1} if highest < FEW else {"nticks": 5}


def _filling(fill: Fill) -> dict[str, Any]:
    """Return the filling of a whole trace, which is one value and not a list of them."""
    made = marker([MUTED if fill is Fill.VOID else ACTUAL], [fill])
    return {
        "color": made["color"][0],
        "line": {"color": made["line"]["color"][0], "width": made["line"]["width"][0]},
        "pattern": made["pattern"] | {"shape": made["pattern"]["shape"][0]},
    }


def _circles(missions: Sequence[Mission], lanes: Sequence[int]) -> dict[str, Any]:
    most = max(mission.exchanges for mission in missions)
    return {
        "type": "scatter",
        "mode": "markers+text",
        "yaxis": "y2",
        "x": [mission.day.isoformat() for mission in missions],
        "y": [lane * LANE + LANE / 2 + 2 for lane in lanes],
        "text": [numbers.count(mission.exchanges) for mission in missions],
        "textfont": {"size": SMALL, "color": TEXT},
        "marker": {
            "size": [_across(mission.exchanges, most) for mission in missions],
            "color": GROUND,
            "line": {"width": 2, "color": ACTUAL},
        },
        "customdata": [mark(mission.key, mission.words) for mission in missions],
        "hovertemplate": HOVER,
        "cliponaxis": False,
    }


def _across(exchanges: int, most: int) -> float:
    """Return the diameter of a mission's circle: its area grows with the exchanges."""
    return round(max(LEAST, MOST * math.sqrt(exchanges / most)), 1)


def _lanes(missions: Sequence[Mission], days: int) -> list[int]:
    """Return the lane of each mission: the lowest where it touches none before it.

    Room is kept for a screen 300 pixels wide.
    """
    room = timedelta(days=days * MOST / 260)
    ends: list[date] = []
    lanes = [0] * len(missions)
    for place in sorted(range(len(missions)), key=lambda index: missions[index].day):
        day = missions[place].day
        lane = next((at for at, end in enumerate(ends) if end <= day), len(ends))
        ends[lane : lane + 1] = [day + room]
        lanes[place] = lane
    return lanes


def _calendar(months: Sequence[Stays], first: date, last: date) -> dict[str, Any]:
    step = max(1, -(-len(months) // 6))
    shown = [stays.month for stays in months[::step]]
    return {
        "range": [first.isoformat(), last.isoformat()],
        "tickvals": [month.replace(day=15).isoformat() for month in shown],
        "ticktext": [numbers.month(month).replace(" ", "<br>", 1) for month in shown],
        "tickangle": 0,
        "showgrid": False,
        "showline": True,
        "anchor": "y",
    }


def _today(today: date | None, first: date, last: date) -> list[dict[str, Any]]:
    if today is None or not first <= today <= last:
        return []
    line = {"color": AXIS, "width": 1.5, "dash": "2px,3px"}
    day = today.isoformat()
    ends = {"x0": day, "x1": day, "y0": 0, "y1": 1, "yref": "paper"}
    return [{"type": "line", **ends, "line": line, "layer": "below"}]


def _today_label(today: date | None, first: date, last: date) -> list[dict[str, Any]]:
    if today is None or not first <= today <= last:
        return []
    place = {"x": today.isoformat(), "xanchor": "center", "y": 1, "yref": "paper"}
    font = {"size": SMALL, "color": MUTED}
    return [annotation(numbers.day(today), yanchor="bottom", font=font, **place)]


def _missions_label(label: str) -> dict[str, Any]:
    place = {"x": 0, "xref": "paper", "xanchor": "left", "y": 1, "yref": "paper", "yanchor": "top"}
    return annotation(label, font={"size": SMALL, "color": MUTED}, **place)
