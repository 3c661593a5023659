"""Rows set aside: mended in a grid, or taken along as a sheet and sent back."""

from __future__ import annotations

from functools import partial
from typing import Any

import streamlit as st

from hitechtex.catalog.texts import say
from hitechtex.ingest import Batch
from hitechtex.ingest.correction_sheet import correction_sheet
from hitechtex.ingest.corrections import waiting_rows
from hitechtex.ui import markup
from hitechtex.ui.cases import Case

MOST_IN_GRID = 200


def mend(case: Case, batch: Batch, *, by_hand: bool) -> None:
    """Offer the rows that wait, to be mended here (`by_hand`) or elsewhere; nothing is stored."""
    names, rows = waiting_rows(batch)
    if not rows:
        return
    st.html(markup.section(say("bring.head.mend")))
    st.write(say("bring.mend", n=len(rows)))
    if len(names) < batch.set_aside.rows.num_columns - 2:
        st.write(say("bring.people_hidden"))
    if by_hand:
        _grid(case, names, rows)
    st.download_button(
        say("bring.corrections"),
        data=partial(correction_sheet, batch),
        file_name=f"corrections-{batch.id}.xlsx",
        mime="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        key="bring-corrections",
        icon=":material/download:",
        on_click="ignore",
    )


def _grid(case: Case, names: tuple[str, ...], rows: list[Any]) -> None:
    number_head, hint_head = say("corrections.column.row"), say("corrections.column.hint")
    shown = rows[:MOST_IN_GRID]
    if len(rows) > len(shown):
        st.write(say("bring.mend_first", n=len(shown)))
    table = [{number_head: n, hint_head: hint, **texts} for n, hint, texts in shown]
    edited = st.data_editor(
        table,
        key=f"bring-grid-{hash(case.asked)}",
        hide_index=True,
        num_rows="fixed",
        disabled=(number_head, hint_head),
        column_config={name: st.column_config.TextColumn(name) for name in names},
    )
    changed = {
        (number, name): str(row[name] or "")
        for (number, _, texts), row in zip(shown, edited, strict=True)
        for name in names
        if str(row[name] or "") != texts[name]
    }
    st.button(
        say("bring.check_mended", n=len({number for number, _ in changed})),
        key="bring-mend",
        icon=":material/rule:",
        disabled=not changed,
        on_click=partial(case.edits.update, changed),
    )
