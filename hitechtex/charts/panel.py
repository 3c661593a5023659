"""What charts give: a result drawn, with its title, takeaway, note and table twin."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import plotly.graph_objects as go

from hitechtex.query.result import Result

WITHIN = "|"
"""Stands in a key between what a click selects and what tells the mark from others like it."""


@dataclass(frozen=True)
class TableTwin:
    """The same numbers as text: `rows` as shown, `exact` as exported.

    `links` are addresses within the dashboard, one per row: where its cell in the column `linked`
    leads, by default the last one. A row with "" leads nowhere.
    """

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    exact: tuple[tuple[object, ...], ...]
    links: tuple[str, ...] = ()
    linked: int = -1


@dataclass(frozen=True, eq=False)
class Panel:
    """One block of a page or a report.

    `title` is a finding or a question with numbers; `takeaway` one sentence that a screen reader
    gets too; `note` gives source, data date, n, and what is left out. `selects` names the filter
    that a click sets (`regions`, `partners`, …), or is `indicator` where it leads to the page of
    the one that a mark stands for; `rows_query` is the query behind "rows".
    `figure` is None where there is nothing to draw: the table stands in its place, or `empty` says
    that there is nothing at all. `span` is 2 for a panel as wide as the page. `height` is in
    pixels; where `ratio` is given, no more than that share of the width (a map on a telephone).
    `code` is SQL that is shown as written, under the table. `rows_given` are parameters of the
    query behind "rows", `rows_total` how many rows it has, where that is not its n.
    """

    id: str
    title: str
    takeaway: str
    note: str
    results: tuple[Result, ...]
    figure: go.Figure | None = None
    table: TableTwin | None = None
    subtitle: str = ""
    empty: str = ""
    height: int = 320
    ratio: float = 0.0
    span: int = 1
    selects: str = ""
    rows_query: str = "exchange_list"
    chips: tuple[str, ...] = field(default=())
    code: str = ""
    rows_given: Mapping[str, Any] = field(default_factory=dict)
    rows_total: int | None = None

    @cached_property
    def figure_json(self) -> str:
        """The figure for the screen, which fills in the theme and the boundaries; made once."""
        return str(self.figure.to_json()) if self.figure is not None else ""
