"""One look for every figure, on light and on dark ground.

A colour that follows the theme is written as a token ("theme:text"): the chart component puts the
page's own colour in its place, `plain` does it for exports. Status and region colours are fixed
and measured on both grounds. Boundaries are tokens too, so that a figure stays small until it is
written out.
"""

from __future__ import annotations

import json
import re
from functools import lru_cache
from pathlib import Path
from typing import Any

import plotly.graph_objects as go

from hitechtex.charts.geometry import load_boundaries
from hitechtex.metrics.status import Word

TEXT = "theme:text"
MUTED = "theme:muted"
GRID = "theme:grid"
AXIS = "theme:axis"
SURFACE = "theme:surface"
GROUND = "theme:background"
ACTUAL = "theme:primary"
CLEAR = "rgba(0,0,0,0)"

LIGHT = {
    "text": "#1B2530",
    "background": "#FFFFFF",
    "surface": "#F2F5F8",
    "primary": "#0B5C8A",
}
DARK = {
    "text": "#E8ECF1",
    "background": "#0E1117",
    "surface": "#1A202A",
    "primary": "#4FA8DC",
}
MIXED = {"muted": 0.72, "grid": 0.14, "axis": 0.4}
"""Share of the text's colour laid over the background, as the chart component mixes them."""

STATUS_COLOURS = {
    Word.REACHED: "#0072B2",
    Word.ON_TRACK: "#009E73",
    Word.WATCH: "#B58900",
    Word.OFF_TRACK: "#C44601",
    Word.NOT_DUE: "#6B7280",
    Word.NO_TARGET: "#6B7280",
    Word.NO_DATA: "#6B7280",
}
OTHERS = "#7F8894"  # whoever is not one of the regions; reads on both grounds
SEQUENTIAL = [[0, SURFACE], [1, ACTUAL]]
SHADED = 0.58  # the strongest shade under a number, so that the text stays readable on it
DIVERGING = [[0, "#C44601"], [0.5, "#9AA3AD"], [1, "#0072B2"]]  # orange, grey, blue
HATCH = {"shape": "/", "size": 6, "solidity": 0.25, "fillmode": "replace"}
CROSSED = {"shape": "x", "size": 6, "solidity": 0.3, "fillmode": "replace"}

SMALL, NORMAL, LARGE = 12, 14, 17

_SCALE = {
    "gridcolor": GRID,
    "linecolor": AXIS,
    "tickcolor": AXIS,
    "zeroline": False,
    "zerolinecolor": AXIS,
    "tickfont": {"color": TEXT, "size": SMALL},
    "fixedrange": True,
    "automargin": False,
}
TEMPLATE: dict[str, Any] = {
    "layout": {
        "font": {"color": TEXT, "size": NORMAL},
        "paper_bgcolor": CLEAR,
        "plot_bgcolor": CLEAR,
        "xaxis": _SCALE,
        "yaxis": _SCALE,
        "margin": {"l": 8, "r": 8, "t": 8, "b": 8},
        "showlegend": False,
        "hoverlabel": {"align": "left", "font": {"size": NORMAL}},
        "hovermode": "closest",
        "dragmode": False,
        "bargap": 0.3,
        "barcornerradius": 1,
    }
}


def make_figure(traces: list[dict[str, Any]], *, height: int, **layout: Any) -> go.Figure:
    """Return a figure of these traces with the house's template.

    It is not validated here, because Plotly's own check takes tokens for wrong colours and ten
    times as long; the tests validate every figure after `plain`. (It checks numbered axes all the
    same: their colours come from the template.)
    """
    whole = {"template": TEMPLATE, "height": height, **layout}
    return go.Figure({"data": traces, "layout": whole}, _validate=False)


def annotation(text: str, **place: Any) -> dict[str, Any]:
    """Return a piece of text at a place, without an arrow."""
    return {"text": text, "showarrow": False, **place}


def mark(key: str, words: str) -> list[str]:
    """Return what a click selects and what is said of it: the `customdata` of one mark."""
    return [key, words]


HOVER = "%{customdata[1]}<extra></extra>"
"""The words of the mark, and nothing else."""


def boundaries(path: Path) -> str:
    """Return the token that stands for a file of boundaries until the figure is written out."""
    return f"boundaries:{path}"


def written(figure: go.Figure) -> str:
    """Return the figure as Plotly's JSON, boundaries in place, theme tokens still to be filled."""
    return re.sub(
        r'"geojson":"boundaries:([^"]+)"',
        lambda found: '"geojson":' + _boundaries_text(json.loads(f'"{found[1]}"')),
        str(figure.to_json()),
    )


@lru_cache(maxsize=8)
def _boundaries_text(path: str) -> str:
    return json.dumps(load_boundaries(Path(path)), separators=(",", ":"))


def palette(*, dark: bool) -> dict[str, str]:
    """Return the colour of every token, as the page has it in this theme."""
    base = DARK if dark else LIGHT
    mixed = {name: _mix(base["text"], base["background"], share) for name, share in MIXED.items()}
    return base | mixed


def plain(figure: go.Figure, dark: bool = False) -> go.Figure:
    """Return the figure with every token filled in: for exports and for `st.plotly_chart`."""
    colours = palette(dark=dark)
    filled = re.sub(r'"theme:(\w+)"', lambda found: f'"{colours[found[1]]}"', written(figure))
    return go.Figure(json.loads(filled), _validate=False)


def _mix(front: str, back: str, share: float) -> str:
    pairs = zip(_channels(front), _channels(back), strict=True)
    return "#" + "".join(f"{round(a * share + b * (1 - share)):02X}" for a, b in pairs)


def _channels(colour: str) -> tuple[int, int, int]:
    red, green, blue = (int(colour[place : place + 2], 16) for place in (1, 3, 5))
    return red, green, blue
