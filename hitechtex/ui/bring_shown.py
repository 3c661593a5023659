"""What was understood of a file, what would be taken from it, and what that would change."""

from __future__ import annotations

import streamlit as st

from hitechtex.catalog import Catalog
from hitechtex.catalog.texts import say
from hitechtex.charts import brought as tables
from hitechtex.charts.numbers import count
from hitechtex.charts.panel import TableTwin
from hitechtex.ingest import Understanding
from hitechtex.metrics.bringing import Brought
from hitechtex.ui import markup


def understood(found: Understanding) -> None:
    """Show the columns, decisions, rows left out and values filled, each with its reason."""
    st.html(markup.section(say("bring.head.understood")))
    said = [_summary(found)]
    said += [say("bring.sheet_hidden" if not each.is_visible else "bring.sheet_unread",
                sheet=each.name) for each in found.sheets if not each.is_read]  # fmt: skip
    said += [each.says for each in found.left_out] + [each.says for each in found.filled]
    sentences(said)
    if found.columns:
        show(tables.column_table(found))
    if found.decisions:
        with st.expander(say("bring.head.decisions", n=len(found.decisions))):
            show(tables.decision_table(found))


def read(brought: Brought, catalog: Catalog) -> None:
    """Show what would be accepted, what waits and why, and what was repaired."""
    batch = brought.batch
    assert batch is not None
    st.html(markup.section(say("bring.head.read")))
    waiting = batch.set_aside.rows.num_rows
    repaired = sum(each.times for each in batch.repairs)
    numbers = {"read": batch.rows_read, "accepted": batch.accepted, "waiting": waiting,
               "repaired": repaired}  # fmt: skip
    for place, (name, number) in zip(st.columns(4), numbers.items(), strict=True):
        place.metric(say(f"bring.count.{name}"), count(number))
    made = brought.made.understood if brought.made else ()
    sentences([*batch.understood, *made, *batch.left_out])
    if batch.accepted:
        show(tables.accepted_table(batch, catalog), head=True)
    if batch.faults:
        show(tables.fault_table(batch.faults), head=True)
        if len(batch.faults) > tables.MOST_FAULTS:
            st.write(say("bring.more_faults", n=len(batch.faults) - tables.MOST_FAULTS))
    if batch.repairs:
        show(tables.repair_table(batch.repairs), head=True)


def effect(brought: Brought, catalog: Catalog) -> None:
    """Show which indicators would change, and by how much; nothing is changed by looking."""
    st.html(markup.section(say("bring.head.effect")))
    if brought.sample_steps_aside:
        st.info(say("bring.sample_steps_aside"), icon=":material/info:")
    if brought.effects:
        show(tables.effect_table(brought.effects, catalog))
    else:
        st.write(say("bring.no_effect"))


def show(twin: TableTwin, *, head: bool = False) -> None:
    """Show a table as text, with its caption above it where `head`."""
    st.html(markup.headed(twin.caption, markup.table(twin)) if head else markup.table(twin))


def sentences(said: list[str]) -> None:
    """Show whole sentences as a list; nothing where there are none."""
    if said:
        st.html(markup.listed(said))


def _summary(found: Understanding) -> str:
    dataset = say(f"bring.dataset.{found.dataset}") if found.dataset else say("bring.unknown")
    name = "bring.summary_sheet" if found.sheet else "bring.summary"
    return say(name, n=found.rows, dataset=dataset, sheet=found.sheet, file=found.file)
