"""All that the store knows of how one batch came in, for its receipt."""

from __future__ import annotations

import json
from dataclasses import dataclass

from hitechtex.ingest.batch import Fault, Repair
from hitechtex.store import ledger
from hitechtex.store.keeping import Store, current, faults, snapshot, version
from hitechtex.store.snapshot import BatchRecord, Snapshot
from hitechtex.store.trouble import said_plainly


@dataclass(frozen=True)
class Told:
    """One batch: as it stands now, how it was read, and the store just before and with it."""

    record: BatchRecord
    repairs: tuple[Repair, ...]
    left_out: tuple[str, ...]
    faults: tuple[Fault, ...]
    before: Snapshot
    after: Snapshot


def told(store: Store, batch: str) -> Told:
    """Return what is known of a batch; raise UnknownName with the nearest one."""
    with said_plainly(store.path):
        event = ledger.find_event(store.path, store.identity, version(store), batch)
    return Told(
        record=next(each for each in current(store).batches if each.batch == batch),
        repairs=tuple(Repair(**each) for each in json.loads(event.repairs)),
        left_out=event.left_out,
        faults=faults(store, batch),
        before=snapshot(store, event.order - 1),
        after=snapshot(store, event.order),
    )
