"""Rows are kept: batches, snapshots, undo, on Delta Lake tables.

    <store>/batches/      the ledger: one row per event (accepted, undone, approved …), in a commit
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
from hitechtex.store.reviewing import (
    approve,
    approve_period,
    keep_approved,
    reopen,
    reopen_period,
    send_back,
)
from hitechtex.store.snapshot import ApprovedPeriod, BatchRecord, Snapshot
from hitechtex.store.told import Told, told

__all__ = [
    "ApprovedPeriod",
    "BatchRecord",
    "Layout",
    "Snapshot",
    "Store",
    "Told",
    "append",
    "approve",
    "approve_period",
    "current",
    "faults",
    "find_snapshot",
    "keep_approved",
    "open_store",
    "preview",
    "recall",
    "remember",
    "reopen",
    "reopen_period",
    "send_back",
    "set_aside",
    "snapshot",
    "told",
    "undo",
    "version",
]
