"""The ledger: one row per event, one event per commit; what counts follows from it alone.

The table `batches`. Its version is the number of events so far, and an event's `order` is the
version that its commit made: the order is total, never changes, and is the same for every
process. A commit is tried for exactly the version after the one it was checked against, so of
two that contradict each other (the same batch undone twice, the same file accepted twice) the
later one is checked again and refused. For another engine, the rows that count are those whose
`batch` has an event `accepted`, none `undone`, and no other such batch that names it in `replaces`.
What the events `returned`, `approved`, `reopened` and those of periods mean stands in `review`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from hitechtex.errors import UnknownName
from hitechtex.store import delta, review
from hitechtex.store.parquet import remove, write_files
from hitechtex.store.snapshot import BatchRecord, Snapshot

BATCHES = "batches"
SET_ASIDE = "set_aside"
ACCEPTED = "accepted"
UNDONE = "undone"

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

_TEXTS = ("event", "batch", "dataset", "partner", "file", "sha256", "by", "mapping", "replaces",
          "comment")  # fmt: skip
_COUNTS = ("order", "rows_read", "accepted", "set_aside", "repaired")
_LISTS = ("left_out", "files", "set_aside_files")

EVENTS = pa.schema(
    [
        *((name, pa.string()) for name in _TEXTS),
        *((name, pa.int64()) for name in _COUNTS),
        *((name, pa.list_(pa.string())) for name in _LISTS),
        ("at", pa.timestamp("us", "UTC")),
        ("until", pa.date32()),
        ("is_sample", pa.bool_()),
        ("repairs", pa.string()),
    ]
)


@dataclass(frozen=True)
class Event:
    """One row of the ledger. `files` are names in the dataset's folder; `repairs` is JSON.

    `until` is the last day of an approved period; of a reopened one the last that stays approved.
    """

    event: str
    batch: str
    at: datetime
    by: str = ""
    dataset: str = ""
    partner: str = ""
    file: str = ""
    sha256: str = ""
    mapping: str = ""
    replaces: str = ""
    comment: str = ""
    until: date | None = None
    order: int = 0
    rows_read: int = 0
    accepted: int = 0
    set_aside: int = 0
    repaired: int = 0
    is_sample: bool = False
    repairs: str = "[]"
    left_out: tuple[str, ...] = field(default=())
    files: tuple[str, ...] = field(default=())
    set_aside_files: tuple[str, ...] = field(default=())


def record(store: Path, event: Event) -> bool:
    """Commit one event as version `event.order`; False where that version exists already."""
    folder = store / BATCHES
    row = pa.Table.from_pylist([asdict(event)], schema=EVENTS)
    files = write_files(folder, "event", [row])
    # A store made before there were reviews is told of them by the first one.
    also = delta.widened(folder, EVENTS) if event.event in review.KINDS else []
    if delta.add(folder, event.order, files, *also):
        return True
    remove(folder, files)
    return False


def read_events(store: Path, identity: str, version: int) -> list[Event]:
    """Return every event up to a version of the ledger, in their order."""
    return [_read_event(store, identity, order) for order in range(1, version + 1)]


@lru_cache(maxsize=64)
def read_snapshot(store: Path, identity: str, version: int) -> Snapshot:
    """Return one version of the store; `identity` keeps apart stores that follow on one path."""
    events = read_events(store, identity, version)
    batches = records(events)
    live = {each.batch for each in batches if each.state == "live"}
    batch_files = {
        event.batch: tuple(str(store / event.dataset / name) for name in event.files)
        for event in events
        if event.event == ACCEPTED
    }
    counting = [event for event in events if event.event == ACCEPTED and event.batch in live]
    files: dict[str, tuple[str, ...]] = {}
    for event in counting:
        if event.files:
            files[event.dataset] = (*files.get(event.dataset, ()), *batch_files[event.batch])
    return Snapshot(
        id=f"{version}-{identity[:8]}",
        version=version,
        batches=batches,
        files=files,
        set_aside_files=tuple(
            str(store / SET_ASIDE / name) for event in counting for name in event.set_aside_files
        ),
        batch_files=batch_files,
        periods=review.periods(events),
    )


def records(events: Sequence[Event]) -> tuple[BatchRecord, ...]:
    """Return the batches in the order in which they were accepted, each with its state.

    Sample data steps aside as soon as a file of the partnership itself counts, and comes back when
    the last such file is taken back: invented and real rows are never added up.
    """
    undone = {event.batch: event for event in events if event.event == UNDONE}
    accepted = [event for event in events if event.event == ACCEPTED]
    replaced = {event.replaces for event in accepted if event.batch not in undone}
    reviews = review.reviews(events)
    batches = tuple(
        replace(_record(event, undone.get(event.batch), replaced), **reviews.get(event.batch, {}))
        for event in accepted
    )
    if all(each.is_sample for each in batches if each.state == "live"):
        return batches
    return tuple(map(_stepped_aside, batches))


def _stepped_aside(batch: BatchRecord) -> BatchRecord:
    is_aside = batch.is_sample and batch.state == "live"
    return replace(batch, state="stepped_aside") if is_aside else batch


def find_event(store: Path, identity: str, version: int, batch: str) -> Event:
    """Return the event that accepted `batch`; raise UnknownName with the nearest batch."""
    events = read_events(store, identity, version)
    accepted = {event.batch: event for event in events if event.event == ACCEPTED}
    if batch not in accepted:
        raise UnknownName("batch", batch, accepted)
    return accepted[batch]


def _record(event: Event, undone: Event | None, replaced: set[str]) -> BatchRecord:
    state = "undone" if undone else "replaced" if event.batch in replaced else "live"
    return BatchRecord(
        batch=event.batch,
        dataset=event.dataset,
        partner=event.partner,
        file=event.file,
        sha256=event.sha256,
        rows_read=event.rows_read,
        accepted=event.accepted,
        set_aside=event.set_aside,
        repaired=event.repaired,
        state=state,
        at=event.at,
        by=event.by,
        is_sample=event.is_sample,
        order=event.order,
        mapping=event.mapping,
        replaces=event.replaces,
        undone_at=undone.at if undone else None,
        undone_by=undone.by if undone else "",
        left_out=event.left_out,
    )


@lru_cache(maxsize=65_536)
def _read_event(store: Path, identity: str, order: int) -> Event:  # noqa: ARG001  (part of the key)
    """Read one event; of one ledger it never changes."""
    (name,) = delta.added(store / BATCHES, order)
    table = pq.ParquetFile(store / BATCHES / name).read(use_threads=False)
    # As a number, because for one time pyarrow loads the whole of pandas.
    at = table["at"].cast(pa.int64())[0].as_py()
    row = table.drop_columns("at").to_pylist()[0] | {"at": EPOCH + timedelta(microseconds=at)}
    known = {name: row[name] for name in EVENTS.names if row.get(name) is not None}
    return Event(**{**known, **{name: tuple(known.get(name, ())) for name in _LISTS}})
