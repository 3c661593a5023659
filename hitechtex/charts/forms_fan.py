"""The figure of a forecast: two bands, the middle course, what is reached and the target."""

from __future__ import annotations

from datetime import date
from typing import Any

import plotly.graph_objects as go

from hitechtex.catalog.texts import say
from hitechtex.catalog.units import Unit
from hitechtex.charts import numbers
from hitechtex.charts.theme import ACTUAL, AXIS, CLEAR, TEXT, annotation, make_figure
from hitechtex.metrics import Forecast

FAN_HEIGHT = 360


def fan(said: Forecast, unit: Unit) -> go.Figure:
    """Return the bands from the reporting day to the last month, all hatched."""
    days = [said.as_of.isoformat(), *(_end_of(band.month).isoformat() for band in said.path)]
    start = [said.reached]

    def course(name: str) -> list[float]:
        return [*start, *(round(getattr(band, name), 2) for band in said.path)]

    bands = [
        _band(days, course("low80"), course("high80"), solidity=0.12),
        _band(days, course("low50"), course("high50"), solidity=0.3),
    ]
    middle = {"type": "scatter", "mode": "lines", "x": days, "y": course("median"),
              "hoverinfo": "skip",
              "line": {"width": 2.5, "dash": "dash", "color": ACTUAL}}  # fmt: skip
    now = {"type": "scatter", "mode": "markers", "x": days[:1], "y": start, "hoverinfo": "skip",
           "marker": {"size": 11, "color": ACTUAL}}  # fmt: skip
    top = max(*course("high80"), said.target or 0) * 1.08 or 1
    return make_figure(
        [*bands, middle, now],
        height=FAN_HEIGHT,
        margin={"l": 56, "r": 110, "t": 16, "b": 44},
        xaxis=_months(said, days[1:]),
        yaxis={"range": [0, top], "nticks": 6, "showgrid": True},
        shapes=_target_line(said),
        annotations=_labels(said, unit, days, top),
    )  # fmt: skip


def _months(said: Forecast, ends: list[str]) -> dict[str, Any]:
    names = [numbers.month(band.month).replace(" ", "<br>") for band in said.path]
    quiet = {"tickangle": 0, "showgrid": False, "showline": True}
    return {"tickvals": ends, "ticktext": names, **quiet}


def _band(
    days: list[str], low: list[float], high: list[float], *, solidity: float
) -> dict[str, Any]:
    pattern = {"shape": "/", "size": 7, "solidity": solidity, "fgcolor": ACTUAL, "bgcolor": CLEAR}
    return {
        "type": "scatter",
        "mode": "lines",
        "x": [*days, *reversed(days)],
        "y": [*low, *reversed(high)],
        "fill": "toself",
        "fillcolor": CLEAR,
        "fillpattern": pattern,
        "line": {"width": 1, "color": ACTUAL},
        "hoverinfo": "skip",
    }


def _target_line(said: Forecast) -> list[dict[str, Any]]:
    if said.target is None:
        return []
    line = {"color": AXIS, "width": 2}
    return [{"type": "line", "xref": "paper", "x0": 0, "x1": 1, "y0": said.target,
             "y1": said.target, "line": line}]  # fmt: skip


def _labels(said: Forecast, unit: Unit, days: list[str], top: float) -> list[dict[str, Any]]:
    ends = {"high": said.high80, "median": said.median, "low": said.low80, "target": said.target}
    gap = top * 0.06
    placed: list[dict[str, Any]] = []
    lowest = float("inf")
    for name, value in sorted(ends.items(), key=lambda end: -(end[1] or 0)):
        if value is None:
            continue
        lowest = min(value, lowest - gap)
        words = say(f"charts.forecast_fan.{name}", value=numbers.shown(value, unit))
        placed.append(annotation(words, x=1.01, xref="paper", y=lowest, xanchor="left",
                                 font={"color": TEXT, "size": 12}))  # fmt: skip
    reached = say("charts.forecast_fan.reached", value=numbers.shown(said.reached, unit))
    now = annotation(reached, x=days[0], y=said.reached, xanchor="left", yanchor="top", yshift=-8)
    return [*placed, now]


def _end_of(month: date) -> date:
    following = date(month.year + month.month // 12, month.month % 12 + 1, 1)
    return date.fromordinal(following.toordinal() - 1)
