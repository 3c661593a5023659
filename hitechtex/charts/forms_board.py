"""The board: cards in lanes by how far they have come, readable at any width.

Lanes stand below each other and a card is as wide as its panel; two boards side by side make
columns on a wide screen and one list on a telephone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from textwrap import wrap
from typing import Any

import plotly.graph_objects as go

from hitechtex.charts.forms import LINE, Fill, at_left, hidden_axis, pixel_axis
from hitechtex.charts.theme import (
    AXIS,
    CLEAR,
    HOVER,
    MUTED,
    SMALL,
    SURFACE,
    annotation,
    make_figure,
    mark,
)

HEAD, PAD, GAP, EDGE = 28, 8, 6, 6  # pixels: head of a lane, inside and between cards, left edge
ACROSS = 38  # letters of a title in a line, on the narrowest screen
MOST_LINES = 3


@dataclass(frozen=True)
class Card:
    """One thing on the board; `beside` are the small lines below its title.

    `fill` is solid for what is or was done, outlined for what is to come, crossed for what was
    given up. `colour` is the left edge: whose it is.
    """

    title: str
    beside: tuple[str, ...]
    key: str
    words: str
    colour: str
    fill: Fill = Fill.ACTUAL

    @property
    def lines(self) -> tuple[str, ...]:
        """The title in lines, as text that Plotly does not read as markup."""
        folded = wrap(self.title, ACROSS, max_lines=MOST_LINES, placeholder=" …")
        return tuple(escape(line, quote=False) for line in folded) or ("",)

    @property
    def height(self) -> int:
        """Pixels from its upper to its lower edge."""
        return 2 * PAD + LINE * (len(self.lines) + len(self.beside))


@dataclass(frozen=True)
class Lane:
    """Cards that have come equally far; `more` says what is not shown, or that there are none."""

    heading: str
    cards: tuple[Card, ...]
    more: str = ""


def board(lanes: Sequence[Lane]) -> go.Figure:
    """Return the lanes below each other, each with its heading."""
    placed: list[tuple[Card, float]] = []
    texts: list[dict[str, Any]] = []
    depth = 0.0
    for lane in lanes:
        texts.append(_small(f"<b>{lane.heading}</b>", depth + HEAD / 2, indent=0))
        depth += HEAD
        for card in lane.cards:
            placed.append((card, depth))
            depth += card.height + GAP
        if lane.more:
            texts.append(_small(lane.more, depth + LINE / 2))
            depth += LINE + GAP
        depth += GAP
    texts += [text for card, top in placed for text in _texts(card, top)]
    return make_figure(
        [_cards(placed)] if placed else [],
        height=round(depth) + 8,
        margin={"l": 2, "r": 2, "t": 4, "b": 4},
        xaxis=hidden_axis([0, 1]),
        yaxis=pixel_axis(depth),
        shapes=[_edge(card, top) for card, top in placed],
        annotations=texts,
    )


def _cards(placed: Sequence[tuple[Card, float]]) -> dict[str, Any]:
    fills = [card.fill for card, _ in placed]
    return {
        "type": "bar",
        "orientation": "h",
        "x": [1] * len(placed),
        "y": [round(top + card.height / 2, 1) for card, top in placed],
        "width": [card.height for card, _ in placed],
        "marker": {
            "color": [SURFACE if fill is Fill.ACTUAL else CLEAR for fill in fills],
            "line": {"color": AXIS, "width": [0 if fill is Fill.ACTUAL else 1 for fill in fills]},
        },
        "customdata": [mark(card.key, card.words) for card, _ in placed],
        "hovertemplate": HOVER,
    }


def _edge(card: Card, top: float) -> dict[str, Any]:
    """Return the left edge of a card in its colour: hollow where it is to come."""
    is_solid = card.fill is Fill.ACTUAL
    return {
        "type": "rect",
        "xref": "paper",
        "xsizemode": "pixel",
        "xanchor": 0,
        "x0": 0,
        "x1": EDGE,
        "y0": top,
        "y1": top + card.height,
        "fillcolor": card.colour if is_solid else CLEAR,
        "line": {"color": card.colour, "width": 1.5},
    }


def _texts(card: Card, top: float) -> list[dict[str, Any]]:
    written = [f"<b>{line}</b>" for line in card.lines]
    if card.fill is Fill.VOID:
        written = [f"<s>{line}</s>" for line in card.lines]
    place = top + PAD + LINE / 2
    titles = [
        annotation(line, **_from_left(place + LINE * at, indent=EDGE + 8))
        for at, line in enumerate(written)
    ]
    below = place + LINE * len(written)
    return titles + [_small(line, below + LINE * at) for at, line in enumerate(card.beside)]


def _small(text: str, y: float, *, indent: int = EDGE + 8) -> dict[str, Any]:
    font = {"size": SMALL + 1, "color": MUTED}
    return annotation(text, font=font, **_from_left(y, indent=indent))


def _from_left(y: float, *, indent: int) -> dict[str, Any]:
    return at_left(round(y, 1), before=-indent)
