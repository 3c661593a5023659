"""What is approved holds: an event that would change it is refused, in words."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pyarrow as pa

from hitechtex.errors import StoreError
from hitechtex.store import ledger, locking
from hitechtex.store.ledger import ACCEPTED, Event
from hitechtex.store.locking import Change
from hitechtex.store.review import APPROVED
from hitechtex.store.snapshot import ApprovedPeriod, BatchRecord, Snapshot
from hitechtex.store.trouble import refusal


def changes_of(
    store: Path, identity: str, before: Snapshot, event: Event, arriving: Mapping[str, pa.Table]
) -> list[Change]:
    """Return what an event would change in approved periods; `arriving` are rows by new batch."""
    if not before.periods:
        return []
    known = ledger.read_events(store, identity, before.version)
    dataset = next(
        (each.dataset for each in (*known, event) if _accepts(each, event.batch)), event.dataset
    )
    after = ledger.records((*known, event))
    counting = [
        each.batch
        for each in after
        if each.dataset == dataset and each.state == "live" and not each.is_sample
    ]
    files = locking.Files(before.batch_files, arriving)
    return locking.changes(before, counting, dataset, files)


def refuse_changes(
    store: Path, identity: str, before: Snapshot, event: Event, arriving: Mapping[str, pa.Table]
) -> None:
    """Raise StoreError where an event would add, change or withdraw a row of an approved period."""
    found = changes_of(store, identity, before, event, arriving)
    if found:
        name = "period_kept" if event.event == ACCEPTED else "period_holds"
        raise refusal(name, store, n=len(found), batch=event.batch, **said_of(found[0].period))


def refuse_approved(store: Path, record: BatchRecord) -> None:
    """Raise StoreError where a batch is approved: it is reopened before anything else."""
    if record.review == APPROVED:
        raise approved(store, record)


def approved(store: Path, record: BatchRecord) -> StoreError:
    """Return the refusal that names an approved batch, since when and by whom."""
    return refusal(
        "approved",
        store,
        batch=record.batch,
        file=record.file,
        day=f"{record.reviewed_at:%Y-%m-%d}",
        by=record.reviewed_by or "?",
    )


def said_of(period: ApprovedPeriod) -> dict[str, Any]:
    """Return the places of a sentence about an approved period."""
    return {
        "dataset": period.dataset,
        "partner": period.partner,
        "until": period.until,
        "day": f"{period.at:%Y-%m-%d}",
        "by": period.by or "?",
    }


def _accepts(event: Event, batch: str) -> bool:
    return event.event == ACCEPTED and event.batch == batch
