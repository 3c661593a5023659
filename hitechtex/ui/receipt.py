"""The receipt of a batch on the screen, and as a file."""

from __future__ import annotations

import streamlit as st

from hitechtex.catalog import Catalog
from hitechtex.catalog.texts import say
from hitechtex.charts import receipts
from hitechtex.metrics.receipts import Receipt, receipt_of
from hitechtex.store import Store, version
from hitechtex.ui import markup


def show(store: Store, batch: str, catalog: Catalog) -> None:
    """Show what became of a batch, from the store itself, and offer it as a file."""
    receipt = _receipt(store, batch, version(store), catalog)
    st.html(markup.section(say("receipt.title", file=receipt.record.file)))
    st.html(markup.listed(receipts.receipt_sentences(receipt)))
    for twin in receipts.receipt_tables(receipt, catalog):
        st.html(markup.headed(twin.caption, markup.table(twin)))
    st.html(markup.facts(receipts.receipt_facts(receipt, catalog)))
    with st.container(horizontal=True):
        offer(store, batch, catalog)
        st.download_button(
            say("receipt.download_csv"), key=f"receipt-csv-{batch}", mime="text/csv",
            data=lambda: receipts.receipt_csv(receipt, catalog).encode("utf-8-sig"),
            file_name=f"receipt-{batch}.csv", on_click="ignore",
        )  # fmt: skip


def offer(store: Store, batch: str, catalog: Catalog) -> None:
    """Offer the receipt of a batch as a file; it is made when somebody asks for it."""

    def written() -> bytes:
        receipt = _receipt(store, batch, version(store), catalog)
        return receipts.receipt_html(receipt, catalog).encode()

    st.download_button(
        say("receipt.download"),
        key=f"receipt-{batch}",
        mime="text/html",
        data=written,
        file_name=f"receipt-{batch}.html",
        icon=":material/download:",
        on_click="ignore",
    )


@st.cache_resource(show_spinner=False, max_entries=50)
def _receipt(_store: Store, batch: str, ledger_version: int, _catalog: Catalog) -> Receipt:
    """Return a receipt; made once per version of the ledger, because its state may change."""
    del ledger_version  # part of the key
    return receipt_of(_store, batch, _catalog)
