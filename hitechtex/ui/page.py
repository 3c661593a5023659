"""A page, drawn: head, filters, strip, panels, foot; and its errors in words."""

from __future__ import annotations

import inspect
import json
import logging
import secrets
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from html import escape
from pathlib import Path
from typing import Literal

import streamlit as st

from hitechtex.catalog import Catalog, read_catalog
from hitechtex.catalog.texts import say
from hitechtex.charts.panel import Panel
from hitechtex.errors import DeclarationError, HitechtexError
from hitechtex.metrics import Questions, Status
from hitechtex.query import Engine
from hitechtex.query.result import Filters
from hitechtex.ui import filters as filtering
from hitechtex.ui import links, markup, rows, state
from hitechtex.ui.chart import ChartLabels, chart
from hitechtex.ui.described import Below, Choice, Described, Panels
from hitechtex.ui.picking import pick_all

STYLE = Path(__file__).with_name("page.css")


@dataclass(frozen=True, eq=False)
class DrawnPanel:
    """A panel as it goes to the browser; made once per selection."""

    panel: Panel
    head: str
    figure_json: str
    table_json: str


@dataclass(frozen=True, eq=False)
class DrawnPage:
    """Everything of a page that depends on the selection alone."""

    strip: str
    panels: tuple[DrawnPanel, ...]


def page(
    doc: str | None,
    *,
    name: str,
    panels: Panels,
    indicators: tuple[str, ...] = (),
    choices: tuple[Choice, ...] = (),
    sections: Iterable[str] = (),
    filtered: bool = True,
    below: Below | None = None,
) -> None:
    """Draw the page `name`.

    `doc` is the page's docstring: its first sentence is the question it answers, the rest what it
    does not say. `indicators` are the ids of the strip on top, at most seven. `choices` are picked
    on the page and reach `panels` as `query.choices`; `sections` are parts of the page of which
    one is shown at a time, `query.choices["section"]`. A page that is not `filtered` shows no
    filters and everything. `below` draws what can be done in a section, under its panels.
    """
    parts = {section: say(f"section.{name}.{section}") for section in sections}
    choices = (Choice("section", parts), *choices) if parts else choices
    links.follow()
    st.html(STYLE)
    described = Described(
        inspect.cleandoc(doc or ""), name, panels, indicators, choices, filtered, below or {}
    )
    try:
        _draw(described)
    except HitechtexError as problem:
        st.error(f"{say('error.head')} {problem}", icon=":material/error:")
    except Exception:
        reference = secrets.token_hex(4)
        logging.getLogger("hitechtex").exception("page %s, reference %s", name, reference)
        st.error(say("error.unexpected", reference=reference), icon=":material/error:")
    _foot()


def _foot() -> None:
    """What the grant obliges to show stands under every page, also under one that failed."""
    with suppress(DeclarationError):  # a broken project file has been reported above
        st.html(markup.foot(read_catalog()))


def _draw(page: Described) -> None:
    engine = state.engine()
    catalog = engine.catalog
    selection = filtering.choose_filters(catalog) if page.filtered else Filters()
    _head(page, engine, selection)
    filtering.chips(selection, catalog)
    if not engine.sources:
        st.info(say("empty.store"), icon=":material/inbox:")
    picked = pick_all(page.choices, Questions(engine, selection))
    drawn = _drawn(
        page.panels, page.name, page.indicators, engine, engine.snapshot.id, selection, picked
    )
    _show(drawn, catalog, selection)
    query = Questions(engine, selection, dict(picked))
    rows.show(query, tuple(d.panel for d in drawn.panels))
    if below := page.below.get(query.choices.get("section", "")):
        below(query)
    if page.limits:
        st.html(f"<p class='htx-note'>{escape(say('page.limits'))}: {escape(page.limits)}</p>")


def _head(page: Described, engine: Engine, selection: Filters) -> None:
    st.html(
        markup.head(
            engine.catalog,
            title=say(f"nav.{page.name}"),
            question=page.question,
            as_of=engine.as_of(selection),
            sample=engine.is_sample,
        )
    )


@st.cache_resource(show_spinner=False, max_entries=300)
def _drawn(
    _panels: Panels,
    name: str,
    indicators: tuple[str, ...],
    _engine: Engine,
    snapshot: str,
    selection: Filters,
    choices: tuple[tuple[str, str], ...],
) -> DrawnPage:
    """Return the page for one selection; nothing in it depends on who is looking."""
    del snapshot  # a part of the key
    query = Questions(_engine, selection, dict(choices))
    statuses = query.judge(*indicators) if indicators else ()
    drawn = tuple(_drawn_panel(panel, name, query.catalog) for panel in _panels(query))
    return DrawnPage(_strip(statuses, query.catalog), drawn)


def _strip(statuses: tuple[Status, ...], catalog: Catalog) -> str:
    return markup.strip(statuses, catalog) if statuses else ""


def _drawn_panel(panel: Panel, page: str, catalog: Catalog) -> DrawnPanel:
    ways = () if page == links.INDICATOR else links.ways_from(panel, catalog)
    twin = panel.table
    table = {
        "caption": twin.caption,
        "columns": twin.columns,
        "rows": twin.rows,
        "raw": twin.exact,
        "file": f"{panel.id}.csv",
    } if twin else None  # fmt: skip
    return DrawnPanel(
        panel=panel,
        head=markup.panel_head(panel, ways),
        figure_json=panel.figure_json,
        table_json=json.dumps(table, default=str) if table else "",
    )


def _show(drawn: DrawnPage, catalog: Catalog, selection: Filters) -> None:
    if drawn.strip:
        st.html(links.with_addresses(drawn.strip))
    grid = st.grid(2, min_column_width=380, gap="medium")
    for each in drawn.panels:
        span: Literal["all", 1] = "all" if each.panel.span == 2 else 1
        with grid.cell(column_span=span), st.container(border=True, key=f"panel-{each.panel.id}"):
            st.html(links.with_addresses(each.head))
            _show_body(each, catalog, selection)


def _show_body(drawn: DrawnPanel, catalog: Catalog, selection: Filters) -> None:
    panel = drawn.panel
    if panel.empty:
        words = filtering.described(selection, catalog)
        if words:
            st.html(f"<p class='htx-note'>{escape(say('empty.selection', filters=words))}</p>")
        return
    if drawn.figure_json:
        chart(
            drawn.figure_json,
            key=f"chart-{panel.id}",
            name=f"{panel.title}. {panel.takeaway}",
            labels=_labels(),
            table_json=drawn.table_json or None,
            note=panel.note,
            height=panel.height,
            ratio=panel.ratio,
            selected=_selected(panel, selection),
            on_choose=_choose(panel),
            on_rows=partial(rows.ask, panel.id) if panel.rows_query else None,
        )
    elif panel.table is not None:
        rows.show_table(panel)


def _choose(panel: Panel) -> Callable[[str | None], None] | None:
    if panel.selects == links.INDICATOR:
        return links.ask
    return partial(filtering.toggle, panel.selects) if panel.selects else None


def _selected(panel: Panel, selection: Filters) -> str | None:
    if panel.selects == filtering.PAIR:
        if selection.visiting_regions and selection.host_regions:
            return filtering.ARROW.join((selection.visiting_regions[0], selection.host_regions[0]))
        return None
    chosen = getattr(selection, panel.selects, None) if panel.selects else None
    return chosen[0] if chosen and len(chosen) == 1 else None


def _labels() -> ChartLabels:
    return ChartLabels(
        table=say("chart.table"),
        rows=say("chart.rows"),
        csv=say("chart.csv"),
        cannot_draw=say("chart.cannot_draw"),
        keys=say("chart.keys"),
        chosen=say("chart.chosen"),
        cleared=say("chart.cleared"),
    )
