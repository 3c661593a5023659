"""Who visits whom: the matrix of origins and destinations, and the flow diagram beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import plotly.graph_objects as go

from hitechtex.charts.theme import (
    AXIS,
    CLEAR,
    HOVER,
    MUTED,
    NORMAL,
    SEQUENTIAL,
    SHADED,
    SMALL,
    TEXT,
    annotation,
    make_figure,
    mark,
)

CELL = 40  # pixels, height of a cell


@dataclass(frozen=True)
class Cell:
    """One ordered pair: its number (None: not known), what is written in it, what is said of it."""

    value: float | None
    text: str
    key: str
    words: str
    is_eligible: bool = True


@dataclass(frozen=True)
class Matrix:
    """Origins down, destinations across, totals at the margins; `cells` by (row, column)."""

    origins: tuple[str, ...]
    destinations: tuple[str, ...]
    cells: Mapping[tuple[int, int], Cell]
    origin_totals: tuple[str, ...]
    destination_totals: tuple[str, ...]
    whole: str
    total_label: str
    corner: str


@dataclass(frozen=True)
class Node:
    """One end of the flow diagram."""

    label: str
    colour: str


@dataclass(frozen=True)
class Link:
    """One flow between two nodes (places in the list of nodes)."""

    origin: int
    destination: int
    value: float
    key: str
    words: str


def matrix(grid: Matrix) -> go.Figure:
    """Return the matrix as cells shaded by number; pairs that cannot be are hatched."""
    across, down = len(grid.destinations), len(grid.origins)
    left = 8 + 7 * max(len(line) for name in grid.origins for line in name.split("<br>"))
    return make_figure(
        [_heat(grid), _hatched(grid), _totals(grid)],
        height=(down + 1) * CELL + 74,
        margin={"l": min(left, 110), "r": 2, "t": 60, "b": 4},
        xaxis=_names(
            [*grid.destinations, grid.total_label],
            [-0.5, across + 0.6],
            side="top",
            autotickangles=[0, -90],
            automargin=True,
        ),
        yaxis=_names([*grid.origins, grid.total_label], [down + 0.6, -0.5]),
        annotations=[
            annotation(
                grid.corner, x=0, xref="paper", xanchor="right", xshift=-4, y=1, yref="paper",
                yanchor="bottom", yshift=6, align="right", font={"size": SMALL, "color": MUTED},
            )
        ],
    )  # fmt: skip


def _heat(grid: Matrix) -> dict[str, Any]:
    rows, columns = range(len(grid.origins)), range(len(grid.destinations))
    cells = [[grid.cells[row, column] for column in columns] for row in rows]
    most = max((cell.value or 0 for line in cells for cell in line), default=0)
    return {
        "type": "heatmap",
        "x": list(columns),
        "y": list(rows),
        "z": [[cell.value for cell in line] for line in cells],
        "text": [[cell.text for cell in line] for line in cells],
        "customdata": [[mark(cell.key, cell.words) for cell in line] for line in cells],
        "texttemplate": "%{text}",
        "textfont": {"size": NORMAL + 1, "color": TEXT},
        "hovertemplate": HOVER,
        "hoverongaps": True,
        "zmin": 0,
        "zmax": round((most or 1) / SHADED, 4),
        "colorscale": SEQUENTIAL,
        "showscale": False,
        "xgap": 2,
        "ygap": 2,
    }


def _hatched(grid: Matrix) -> dict[str, Any]:
    """Return the hatching of the pairs that the rules leave out."""
    x: list[float | None] = []
    y: list[float | None] = []
    for (row, column), cell in grid.cells.items():
        if not cell.is_eligible:
            x += [column - 0.47, column + 0.47, column + 0.47, column - 0.47, column - 0.47, None]
            y += [row - 0.45, row - 0.45, row + 0.45, row + 0.45, row - 0.45, None]
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


def _totals(grid: Matrix) -> dict[str, Any]:
    """Return the numbers at the margins; they are not shaded, being of another size."""
    across, down = len(grid.destinations), len(grid.origins)
    texts = [*grid.origin_totals, *grid.destination_totals, grid.whole]
    return {
        "type": "scatter",
        "mode": "text",
        "x": [across + 0.05] * down + list(range(across)) + [across + 0.05],
        "y": [*range(down), *([down + 0.05] * (across + 1))],
        "text": [f"<b>{text}</b>" for text in texts],
        "textfont": {"size": NORMAL, "color": TEXT},
        "hoverinfo": "skip",
    }


def _names(names: Sequence[str], span: Sequence[float], **more: Any) -> dict[str, Any]:
    return {
        "range": list(span),
        "tickvals": list(range(len(names))),
        "ticktext": list(names),
        "showgrid": False,
        "ticks": "",
        **more,
    }


def sankey(nodes: Sequence[Node], links: Sequence[Link], *, height: int = 380) -> go.Figure:
    """Return flows from origins (left) to destinations (right), in the origin's colour."""
    used = {place for link in links for place in (link.origin, link.destination)}
    order = [place for place in range(len(nodes)) if place in used]
    at = {place: index for index, place in enumerate(order)}
    shown = [nodes[place] for place in order]
    trace = {
        "type": "sankey",
        "arrangement": "fixed",
        "node": {
            "label": [node.label for node in shown],
            **_centres(links, order, pad=18 / (height - 24)),
            "color": [node.colour for node in shown],
            "hovertemplate": "%{label}<extra></extra>",
            "pad": 18,
            "thickness": 12,
            "line": {"width": 0},
        },
        "link": {
            "source": [at[link.origin] for link in links],
            "target": [at[link.destination] for link in links],
            "value": [link.value for link in links],
            "color": [faded(nodes[link.origin].colour) for link in links],
            "customdata": [mark(link.key, link.words) for link in links],
            "hovertemplate": HOVER,
        },
        "textfont": {"size": NORMAL, "color": TEXT, "shadow": "none"},
    }
    return make_figure([trace], height=height, margin={"l": 4, "r": 4, "t": 14, "b": 10})


def faded(colour: str, share: float = 0.42) -> str:
    """Return a fixed colour as thin as a flow is drawn."""
    red, green, blue = (int(colour[place : place + 2], 16) for place in (1, 3, 5))
    return f"rgba({red},{green},{blue},{share})"


def _centres(links: Sequence[Link], order: Sequence[int], *, pad: float) -> dict[str, list[float]]:
    """Return where the nodes stand, in their own order: shares of width and height."""
    x: dict[int, float] = {}
    y: dict[int, float] = {}
    whole = sum(link.value for link in links)
    sides = [
        [place for place in order if any(getattr(link, end) == place for link in links)]
        for end in ("origin", "destination")
    ]
    scale = (1 - pad * (max(map(len, sides)) - 1)) / whole
    for end, side, across in zip(("origin", "destination"), sides, (0.001, 0.999), strict=True):
        sizes = [sum(link.value for link in links if getattr(link, end) == p) for p in side]
        gap = (1 - scale * whole) / (len(side) - 1) if len(side) > 1 else 0
        depth = 0.0
        for place, size in zip(side, sizes, strict=True):
            x[place], y[place] = across, round(depth + size * scale / 2, 4)
            depth += size * scale + gap
    return {"x": [x[place] for place in order], "y": [y[place] for place in order]}
