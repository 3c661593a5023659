"""What the store would hold if batches were accepted, while nothing of it is touched."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from hitechtex.ingest.batch import Batch
from hitechtex.store import ledger
from hitechtex.store.keeping import Store, current
from hitechtex.store.ledger import ACCEPTED, Event
from hitechtex.store.parquet import in_parts, write_files
from hitechtex.store.snapshot import Snapshot
from hitechtex.store.trouble import said_plainly


@contextmanager
def preview(
    store: Store, batches: Sequence[Batch], *, replaces: str = ""
) -> Iterator[tuple[Snapshot, Snapshot]]:
    """Give the snapshot as it is, and as accepting `batches` in their order would make it.

    The rows lie in a folder of their own as long as the block lasts; an engine that was opened
    over them stands afterwards too. `replaces` is the batch that the first one would replace.
    Raises StoreError where the store cannot be read or there is no room for the rows.
    """
    before = current(store)
    with tempfile.TemporaryDirectory(prefix="hitechtex-") as folder:
        with said_plainly(Path(folder)):
            events = ledger.read_events(store.path, store.identity, before.version)
            for place, batch in enumerate(batches):
                event = _as_if_accepted(batch, Path(folder), before.version + place + 1)
                events.append(event if place else replace(event, replaces=replaces))
        records = ledger.records(events)
        live = {each.batch for each in records if each.state == "live"}
        yield (
            before,
            replace(
                before,
                id=f"preview-{batches[-1].id}" if batches else before.id,
                batches=records,
                files=_files(store, events, live),
            ),
        )


def _as_if_accepted(batch: Batch, folder: Path, order: int) -> Event:
    files = write_files(folder, batch.id, in_parts(batch.rows)) if batch.accepted else []
    return Event(
        event=ACCEPTED,
        batch=batch.id,
        at=batch.at,
        dataset=batch.dataset,
        partner=batch.partner,
        file=batch.file,
        sha256=batch.sha256,
        rows_read=batch.rows_read,
        accepted=batch.accepted,
        is_sample=batch.is_sample,
        order=order,
        files=tuple(str(folder / file.name) for file in files),
    )


def _files(store: Store, events: Sequence[Event], live: set[str]) -> dict[str, tuple[str, ...]]:
    files: dict[str, tuple[str, ...]] = {}
    for event in events:
        if event.event == ACCEPTED and event.batch in live and event.files:
            # The preview's own names are whole paths, and those stand for themselves.
            paths = (str(store.path / event.dataset / name) for name in event.files)
            files[event.dataset] = (*files.get(event.dataset, ()), *paths)
    return files
