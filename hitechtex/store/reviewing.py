"""Batches are returned, approved and reopened; periods are approved and reopened.

Each is one event in the ledger, checked against the version right before it like every other:
of an approval and an undo at the same moment one is refused. `by` is a function, not a person.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from hitechtex.catalog.contracts import ORIGIN, read_contracts
from hitechtex.catalog.texts import say
from hitechtex.ingest.batch import Batch, Fault, SetAside
from hitechtex.store import review
from hitechtex.store.holding import approved, changes_of, refuse_approved, said_of
from hitechtex.store.keeping import Store, accepted_event, commit, current, live_batch
from hitechtex.store.ledger import Event
from hitechtex.store.locking import Change, Row, key_of
from hitechtex.store.snapshot import ApprovedPeriod, BatchRecord, Snapshot
from hitechtex.store.trouble import refusal, said_plainly

RULE = "period_approved"


def approve(store: Store, batch: str, *, by: str = "", comment: str = "") -> Snapshot:
    """Approve a batch: from now on it cannot be undone, replaced or returned.

    Raises StoreError where it does not count, is approved already, or is sample data.
    """
    return _review(store, review.APPROVED, batch, by=by, comment=comment)


def send_back(store: Store, batch: str, *, comment: str, by: str = "") -> Snapshot:
    """Return a batch to its partner with a comment; its rows count until it is replaced or undone.

    Raises StoreError where there is no comment, and as `approve` does.
    """
    if not comment.strip():
        raise refusal("no_comment", store.path, batch=batch)
    return _review(store, review.RETURNED, batch, by=by, comment=comment.strip())


def reopen(store: Store, batch: str, *, by: str = "", comment: str = "") -> Snapshot:
    """Make an approved batch a submitted one again; raise StoreError where it is not approved."""

    def allowed(before: Snapshot) -> None:
        record = live_batch(store, before, batch)
        if record.review != review.APPROVED:
            raise refusal("not_approved", store.path, batch=batch, state=record.review)

    return _commit(store, review.REOPENED, allowed, batch=batch, by=by, comment=comment)


def approve_period(
    store: Store, *, dataset: str, partner: str, until: date, by: str = "", comment: str = ""
) -> Snapshot:
    """Approve what a partner filed in a dataset under any day until one, that day included.

    Raises StoreError where rows of the dataset are filed under no day, the day is still to come,
    as much is approved already, or there is only sample data; UnknownName for the dataset.
    """

    def allowed(before: Snapshot) -> None:
        if before.is_sample:
            raise refusal("sample", store.path)
        held = _held(before, dataset, partner)
        if held is not None and held.until >= until:
            raise refusal("period_approved", store.path, **said_of(held))

    _has_days(store, dataset)
    if until >= datetime.now(UTC).date():
        raise refusal("period_to_come", store.path, until=until)
    more = {"dataset": dataset, "partner": partner, "until": until}
    return _commit(store, review.PERIOD_APPROVED, allowed, by=by, comment=comment, **more)


def reopen_period(
    store: Store,
    *,
    dataset: str,
    partner: str,
    since: date | None = None,
    by: str = "",
    comment: str = "",
) -> Snapshot:
    """Reopen what is approved of a partner in a dataset, from the day `since` on, else all of it.

    Raises StoreError where nothing of it is approved.
    """
    until = since - timedelta(days=1) if since else None

    def allowed(before: Snapshot) -> None:
        held = _held(before, dataset, partner)
        if held is None or (until is not None and until >= held.until):
            since_day = since or "?"
            places = {"dataset": dataset, "partner": partner, "since": since_day}
            raise refusal("period_open" if since is None else "period_open_since", store.path,
                          **places)  # fmt: skip

    more: dict[str, Any] = {"dataset": dataset, "partner": partner, "until": until}
    return _commit(store, review.PERIOD_REOPENED, allowed, by=by, comment=comment, **more)


def keep_approved(store: Store, batch: Batch, *, replaces: str = "") -> Batch:
    """Return the batch with those rows set aside that would change an approved period.

    Each has a fault `period_approved` at its sheet and row. What setting rows aside does not mend
    (a replaced batch takes its rows with it) is refused by `append`. Reads, changes nothing.
    """
    with said_plainly(store.path):
        before = current(store)
        event = dataclasses.replace(accepted_event(batch), replaces=replaces)
        found = changes_of(store.path, store.identity, before, event, {batch.id: batch.rows})
    arriving = [
        (change, row) for change in found for row in change.after if row["batch"] == batch.id
    ]
    return _without(batch, arriving) if arriving else batch


def _without(batch: Batch, changed: list[tuple[Change, Row]]) -> Batch:
    contract = read_contracts()[batch.dataset]
    keys = {
        key_of(pa.Table.from_pylist([row], schema=batch.rows.schema), contract)[0].as_py()
        for _, row in changed
    }
    leave = pc.is_in(key_of(batch.rows, contract), value_set=pa.array(sorted(keys), pa.string()))
    aside = batch.rows.filter(leave)
    people = [field.name for field in contract.fields if field.type == "person"]
    texts = {
        name: pc.cast(aside[name], pa.string())
        for name in aside.column_names
        if name not in (*ORIGIN, *people)
    }
    origin = {name: aside[name] for name in ("source_sheet", "source_row")}
    rows = pa.table({**texts, **origin})
    together = pa.concat_tables([batch.set_aside.rows, rows], promote_options="permissive")
    faults = (*batch.faults, *(_fault(change, row, contract.day) for change, row in changed))
    return dataclasses.replace(
        batch,
        rows=batch.rows.filter(pc.invert(leave)),
        set_aside=SetAside(together, tuple(sorted(faults, key=lambda each: each.row))),
    )


def _fault(change: Change, row: Row, days: tuple[str, ...]) -> Fault:
    """Return the fault of a row: the first value that differs, else the day it is filed under."""
    was = change.before[0] if change.before else {}
    differs = (name for name in row if name not in ORIGIN and row[name] != was.get(name))
    day = next((name for name in days if row.get(name)), "")
    column = next(differs, day) if was else day
    name = "changes" if was else "adds"
    told = "" if row.get(column) is None else str(row[column])
    approved_value = "" if was.get(column) is None else str(was[column])
    places = said_of(change.period) | {"value": told, "approved": approved_value}
    return Fault(
        sheet=row.get("source_sheet") or "",
        row=int(row["source_row"]),
        column=column,
        value=told,
        rule=RULE,
        hint=say(f"store.period_fault.{name}", **places),
    )


def _review(store: Store, kind: str, batch: str, *, by: str, comment: str) -> Snapshot:
    def allowed(before: Snapshot) -> None:
        record = live_batch(store, before, batch)
        _is_real(store, record)
        if kind == review.APPROVED and record.review == review.APPROVED:
            raise approved(store.path, record)
        refuse_approved(store.path, record)

    return _commit(store, kind, allowed, batch=batch, by=by, comment=comment)


def _commit(
    store: Store, kind: str, allowed: Callable[[Snapshot], None], **places: Any
) -> Snapshot:
    with said_plainly(store.path):
        return commit(store, Event(event=kind, at=datetime.now(UTC), **{"batch": "", **places}),
                      allowed)  # fmt: skip


def _is_real(store: Store, record: BatchRecord) -> None:
    if record.is_sample:
        raise refusal("sample", store.path)


def _held(before: Snapshot, dataset: str, partner: str) -> ApprovedPeriod | None:
    whose = (dataset, partner)
    return next((p for p in before.periods if (p.dataset, p.partner) == whose), None)


def _has_days(store: Store, dataset: str) -> None:
    contracts = read_contracts()
    if dataset not in contracts or not contracts[dataset].day:
        raise refusal("no_days", store.path, dataset=dataset)
