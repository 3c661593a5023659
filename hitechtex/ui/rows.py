"""The rows behind a number: on screen up to a limit, as a file whole."""

from __future__ import annotations

from functools import partial
from html import escape

import streamlit as st

from hitechtex.catalog.texts import say
from hitechtex.charts.panel import Panel, TableTwin
from hitechtex.charts.tables import table_of
from hitechtex.metrics import Questions
from hitechtex.query.export import as_csv, csv_text
from hitechtex.ui import links, markup

ASKED = "rows-of"
MOST_ON_SCREEN = 500
LONGEST_TEXT_TABLE = 14
EVERY_ROW = 2**62


def ask(panel: str) -> None:
    """Take a click on “Rows” of a panel."""
    st.session_state[ASKED] = panel


def show(query: Questions, panels: tuple[Panel, ...]) -> None:
    """Open the rows behind the panel that was asked for, if any."""
    asked = st.session_state.pop(ASKED, None)
    for panel in panels:
        if panel.id == asked and panel.rows_query:
            title = say("rows.title", panel=panel.title)
            st.dialog(title, width="large")(_dialog)(query, panel)


def _dialog(query: Questions, panel: Panel) -> None:
    newest = query(panel.rows_query, limit=MOST_ON_SCREEN, **panel.rows_given)
    if not newest.rows:
        st.write(say("rows.none"))
        return
    total = newest.n if panel.rows_total is None else panel.rows_total
    sentence = "rows.limited" if total > len(newest.rows) else "rows.shown"
    st.write(say(sentence, n=len(newest.rows), total=total))
    twin = table_of(newest, query.catalog)
    st.dataframe(_rows(twin), hide_index=True, height=480)
    st.download_button(
        say("rows.download"),
        data=partial(_whole, query, panel),
        file_name=f"rows-{panel.id}.csv",
        mime="text/csv",
        key=f"download-{panel.id}",
        icon=":material/download:",
        on_click="ignore",
    )


def show_table(panel: Panel) -> None:
    """Show a panel that is a table: a short one as text, a long one to scroll and sort."""
    twin = panel.table
    if twin is None:
        return
    if twin.links or len(twin.rows) <= LONGEST_TEXT_TABLE:
        st.html(links.with_addresses(markup.table(twin)))
    else:
        st.dataframe(_rows(twin), hide_index=True, height=420)
    if panel.code:
        st.html(markup.code(panel.code, name=panel.title))
    st.html(f"<p class='htx-note'>{escape(panel.note)}</p>")
    with st.container(horizontal=True, horizontal_alignment="right", gap="small"):
        _table_tools(panel, twin)


def _table_tools(panel: Panel, twin: TableTwin) -> None:
    if panel.rows_query:
        st.button(
            say("chart.rows"),
            key=f"rows-{panel.id}",
            type="tertiary",
            on_click=ask,
            args=(panel.id,),
        )
    st.download_button(
        say("chart.csv"),
        data=lambda: csv_text(twin.columns, twin.exact).encode("utf-8-sig"),
        file_name=f"{panel.id}.csv",
        mime="text/csv",
        key=f"csv-{panel.id}",
        type="tertiary",
        on_click="ignore",
    )


def _rows(twin: TableTwin) -> list[dict[str, str]]:
    return [dict(zip(twin.columns, row, strict=True)) for row in twin.rows]


def _whole(query: Questions, panel: Panel) -> bytes:
    every = query(panel.rows_query, limit=EVERY_ROW, **panel.rows_given)
    return as_csv(every).encode("utf-8-sig")
