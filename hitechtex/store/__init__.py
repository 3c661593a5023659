"""Rows are kept: batches, snapshots, undo, on Delta Lake tables.

    <store>/batches/      the ledger: one row per event (accepted, undone), one event per commit
    <store>/<dataset>/    the rows of every batch ever accepted; they count while their batch does
    <store>/layouts/      how partners' layouts were read the last time: a memory, no ledger
    <store>/set_aside/    the rows that were not accepted, and every fault

The only commit point is the ledger's. Rows are written, synced and committed to their table
first; the event that names their files follows, and only then is the batch acknowledged. A crash
in between leaves rows that no event names, and nobody sees them.
"""

from __future__ import annotations

from hitechtex.store.keeping import (
    Store,
    append,
    current,
    faults,
    find_snapshot,
    open_store,
    set_aside,
    snapshot,
    undo,
    version,
)
from hitechtex.store.layouts import Layout, recall, remember
from hitechtex.store.preview import preview
from hitechtex.store.snapshot import BatchRecord, Snapshot
from hitechtex.store.told import Told, told

__all__ = [
    "BatchRecord",
    "Layout",
    "Snapshot",
    "Store",
    "Told",
    "append",
    "current",
    "faults",
    "find_snapshot",
    "open_store",
    "preview",
    "recall",
    "remember",
    "set_aside",
    "snapshot",
    "told",
    "undo",
    "version",
]
