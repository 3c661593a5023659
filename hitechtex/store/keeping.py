"""The store: what is accepted, what is taken back, and what it holds at any version."""

from __future__ import annotations

import dataclasses
import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from difflib import get_close_matches
from pathlib import Path

from hitechtex.catalog.texts import say
from hitechtex.errors import StoreError, UnknownName
from hitechtex.ingest.batch import Batch, Fault, SetAside
from hitechtex.store import delta, ledger
from hitechtex.store.holding import refuse_approved, refuse_changes
from hitechtex.store.ledger import ACCEPTED, BATCHES, SET_ASIDE, UNDONE, Event
from hitechtex.store.rows import read_set_aside, write_accepted, write_set_aside
from hitechtex.store.snapshot import BatchRecord, Snapshot
from hitechtex.store.trouble import refusal, said_plainly


@dataclass(frozen=True)
class Store:
    """A folder that holds a ledger; `identity` tells it from any other, ever."""

    path: Path
    identity: str


def open_store(path: Path, *, create: bool = True) -> Store:
    """Open the store in `path`, made if need be; raise StoreError where it cannot be used."""
    path = path.expanduser().resolve()
    if "%" in str(path):
        raise refusal("percent", path)  # delta-rs reads %25 in a path as %
    with said_plainly(path):
        if delta.version(path / BATCHES) < 0:
            if not create:
                raise refusal("missing", path)
            delta.create(path / BATCHES, ledger.EVENTS)
        about = delta.opened(path / BATCHES).metadata()
        _readable(path, about.configuration)
        return Store(path, str(about.id))


def version(store: Store) -> int:
    """Return the version of the ledger: the number of events so far; one listing of a folder."""
    found = delta.version(store.path / BATCHES)
    if found < 0:
        raise refusal("gone", store.path, reason="")
    return found


def current(store: Store) -> Snapshot:
    """Return what the store holds now; read from memory while nothing has happened."""
    with said_plainly(store.path):
        return ledger.read_snapshot(store.path, store.identity, version(store))


def snapshot(store: Store, at: int) -> Snapshot:
    """Return what the store held at an earlier version of its ledger."""
    with said_plainly(store.path):
        latest = version(store)
        if not 0 <= at <= latest:
            raise refusal("no_such_version", store.path, version=at, latest=latest)
        return ledger.read_snapshot(store.path, store.identity, at)


def find_snapshot(store: Store, name: str) -> Snapshot:
    """Return the snapshot with this id, or with this version of the ledger in digits."""
    number = re.match(r"\d+", name)
    if number and int(number[0]) <= version(store):
        found = snapshot(store, int(number[0]))
        if name in (found.id, number[0]):
            return found
    raise UnknownName("snapshot", name, [current(store).id])


def append(store: Store, batch: Batch, *, replaces: str = "", again: bool = False) -> Snapshot:
    """Accept a batch; return the first snapshot that holds it, once it is on the disk.

    `replaces` names a live batch that stops counting in the same moment. Raises StoreError where
    the same file already counts, unless `again`; where it would change what is approved (see
    `reviewing.keep_approved`); and where the disk refuses: then nothing changed.
    """
    _named_safely(store, batch)
    arrives = dataclasses.replace(accepted_event(batch), replaces=replaces)

    def accept(before: Snapshot) -> None:
        _not_held(store, before, batch, replaces=replaces, again=again)
        refuse_changes(store.path, store.identity, before, arrives, {batch.id: batch.rows})

    with said_plainly(store.path):
        accept(current(store))
        event = dataclasses.replace(
            arrives,
            files=write_accepted(store.path, batch),
            set_aside_files=write_set_aside(store.path, batch),
        )
        return commit(store, event, accept)


def undo(store: Store, batch: str, *, by: str = "") -> Snapshot:
    """Take a live batch back whole; the batch it replaced, if any, counts again.

    Raises StoreError where it is approved, or holds rows of an approved period.
    """
    event = Event(event=UNDONE, batch=batch, at=datetime.now(UTC), by=by)

    def take_back(before: Snapshot) -> None:
        refuse_approved(store.path, live_batch(store, before, batch))
        refuse_changes(store.path, store.identity, before, event, {})

    with said_plainly(store.path):
        return commit(store, event, take_back)


def set_aside(store: Store, batch: str) -> SetAside:
    """Return the rows of a batch that were not accepted, as text, and every fault."""
    with said_plainly(store.path):
        event = ledger.find_event(store.path, store.identity, version(store), batch)
        return read_set_aside(store.path, event.set_aside_files)


def faults(store: Store, batch: str) -> tuple[Fault, ...]:
    """Return every fault of a batch, in the order of the file."""
    return set_aside(store, batch).faults


def commit(store: Store, event: Event, allowed: Callable[[Snapshot], None]) -> Snapshot:
    """Commit the event right after a version it is allowed in: this is the commit point."""
    for _ in delta.attempts(store.path):
        before = current(store)
        allowed(before)
        if ledger.record(store.path, dataclasses.replace(event, order=before.version + 1)):
            break
    return snapshot(store, before.version + 1)


def accepted_event(batch: Batch) -> Event:
    """Return the event that accepts a batch, without the files it does not have yet."""
    return Event(
        event=ACCEPTED,
        batch=batch.id,
        at=batch.at.astimezone(UTC),
        by=batch.by,
        dataset=batch.dataset,
        partner=batch.partner,
        file=batch.file,
        sha256=batch.sha256,
        mapping=batch.mapping,
        rows_read=batch.rows_read,
        accepted=batch.accepted,
        set_aside=batch.set_aside.rows.num_rows,
        repaired=sum(repair.times for repair in batch.repairs),
        is_sample=batch.is_sample,
        repairs=json.dumps([vars(repair) for repair in batch.repairs], ensure_ascii=False),
        left_out=batch.left_out,
    )


def _readable(path: Path, configuration: dict[str, str]) -> None:
    """Raise StoreError where the layout is not one that this version knows."""
    written = configuration.get("hitechtex.format", "")
    if not written.isdigit():
        raise refusal("foreign", path)
    if int(written) > delta.FORMAT:
        raise refusal("newer", path, written=written, known=delta.FORMAT)


def _named_safely(store: Store, batch: Batch) -> None:
    """A batch and its dataset become names of files and folders."""
    for name in (batch.id, batch.dataset):
        if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9_-]*", name) or name in (BATCHES, SET_ASIDE):
            raise refusal("unsafe_name", store.path, given=name)


def _not_held(store: Store, before: Snapshot, batch: Batch, *, replaces: str, again: bool) -> None:
    """Raise StoreError where the batch is known, its file counts, or what it replaces does not."""
    if any(record.batch == batch.id for record in before.batches):
        raise refusal("known_batch", store.path, batch=batch.id)
    if replaces:
        record = live_batch(store, before, replaces)
        if record.dataset != batch.dataset:
            raise refusal("other_dataset", store.path, batch=replaces, dataset=batch.dataset)
        refuse_approved(store.path, record)
    for record in before.kept:
        if not again and record.batch != replaces and _same_file(record, batch):
            raise _held(record, batch)


def _same_file(record: BatchRecord, batch: Batch) -> bool:
    return (record.sha256, record.dataset, record.partner) == (
        batch.sha256,
        batch.dataset,
        batch.partner,
    )


def _held(record: BatchRecord, batch: Batch) -> StoreError:
    return StoreError(
        say("store.same_file.says", batch=record.batch, day=record.at.date(), file=record.file),
        where=batch.file,
        do=say("store.same_file.do"),
    )


def live_batch(store: Store, before: Snapshot, batch: str) -> BatchRecord:
    """Return the live batch of this name; raise UnknownName or StoreError where there is none."""
    found = {record.batch: record for record in before.batches}
    if not found:
        raise refusal("empty", store.path, batch=batch)
    if batch not in found:
        # A year holds hundreds: the nearest, or else the latest few.
        raise UnknownName("batch", batch, get_close_matches(batch, found, 1) or [*found][-5:])
    record = found[batch]
    if record.state == "undone":
        raise refusal("undone", store.path, batch=batch, at=f"{record.undone_at:%Y-%m-%d}")
    if record.state == "replaced":
        by = next(r.batch for r in reversed(before.batches) if r.replaces == batch)
        raise refusal("replaced", store.path, batch=batch, by=by)
    return record
