"""A partner's file on its way in: understood, read, and held against the store, which stays as is.

Only `accept` changes the store. What was answered is part of what is asked, so that the same file
with the same answers is always read in the same way.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Event
from typing import Any, Literal

from hitechtex.catalog import Catalog
from hitechtex.errors import FileRefused, StoreError
from hitechtex.ingest import Batch, Limits, QuestionsOpen, Understanding, ingest, understand
from hitechtex.ingest.corrections import added_columns, is_correction_sheet
from hitechtex.ingest.limits import GIB, MIB
from hitechtex.ingest.meetings import session_of
from hitechtex.ingest.mending import mend
from hitechtex.ingest.understanding import LEAVE
from hitechtex.metrics.effects import Effect, effects
from hitechtex.query import open_engine
from hitechtex.store import Snapshot, Store, append, keep_approved, preview, remember

LIMITS = Limits(
    file_bytes=20 * MIB, memory_bytes=2 * GIB, unpacked_bytes=256 * MIB, cpu_seconds=120,
    wall_seconds=300,
)  # fmt: skip
"""What one file on the page may cost: a larger one goes through the command line."""
EXPORTED = "attendance"
ASKS_FOR_SESSION = frozenset(("session_unknown", "session_needed"))
ASKS_FOR_DATES = frozenset(("date_order_open",))
GIVEN_UP = frozenset(("cancelled", "too_much_memory", "killed", "too_slow"))
"""Refusals after which the file is not read again as something else."""
Dates = Literal["", "day_first", "month_first"]


@dataclass(frozen=True)
class Asked:
    """How a file is to be read: by whom it was sent, what it holds, what was answered.

    `dataset` is blank where it is to be found out; `answers` are pairs of `understand`;
    `session` and `dates` are for attendance exports; `replaces` is a live batch. `edits` mend rows
    set aside: row of the file, column, text.
    """

    partner: str = ""
    dataset: str = ""
    answers: tuple[tuple[str, str], ...] = ()
    session: str = ""
    dates: Dates = ""
    replaces: str = ""
    edits: tuple[tuple[int, str, str], ...] = ()

    @property
    def edits_by_row(self) -> dict[int, dict[str, str]]:
        """The mended texts by row and column."""
        rows: dict[int, dict[str, str]] = {}
        for row, column, text in self.edits:
            rows.setdefault(row, {})[column] = text
        return rows


@dataclass(frozen=True, eq=False)
class Brought:
    """What came of a file; nothing of it is stored yet.

    `batch` is None where the file was refused (`refused`) or a question is open. `made` is the
    session that an attendance export tells of. `effects` are against the store as it was then.
    """

    asked: Asked
    understanding: Understanding | None = None
    batch: Batch | None = None
    made: Batch | None = None
    effects: tuple[Effect, ...] = ()
    refused: FileRefused | None = None
    sample_steps_aside: bool = False

    @property
    def batches(self) -> tuple[Batch, ...]:
        """What would be accepted, in this order."""
        return tuple(each for each in (self.batch, self.made) if each is not None)


def bring(
    path: Path,
    asked: Asked,
    *,
    store: Store,
    catalog: Catalog,
    key: bytes,
    cancel: Event | None = None,
) -> Brought:
    """Return what a file is, holds and would change; the store stays as it is.

    A refusal of the file is an answer and is not raised. Raises UnknownName for a partner,
    dataset or answer that does not exist, StoreError where the store cannot be read.
    """
    given: dict[str, Any] = {"catalog": catalog, "limits": LIMITS, "cancel": cancel}
    try:
        brought = _read(path, asked, {**given, "key": key}, given)
        if brought.batch is None:
            return brought
        batch = _mended(brought.batch, brought, {**given, "key": key})
        # What would change an approved period waits, with its reason.
        batch = keep_approved(store, batch, replaces=asked.replaces)
        made = session_of(batch, catalog=catalog, key=key)
        return weigh(replace(brought, batch=batch, made=made), store=store, catalog=catalog)
    except FileRefused as refused:
        return Brought(asked, refused=refused)


def weigh(brought: Brought, *, store: Store, catalog: Catalog) -> Brought:
    """Return `brought` with what accepting it would change in the indicators."""
    with preview(store, brought.batches, replaces=brought.asked.replaces) as (before, after):
        return replace(
            brought,
            effects=compare(before, after, catalog, partner=brought.asked.partner),
            sample_steps_aside=steps_aside(before, after),
        )


def steps_aside(before: Snapshot, after: Snapshot) -> bool:
    """Return whether sample data counts before and no longer after."""
    return before.is_sample and not after.is_sample


def compare(
    before: Snapshot, after: Snapshot, catalog: Catalog, *, partner: str = ""
) -> tuple[Effect, ...]:
    """Return the indicators that differ between two snapshots."""
    was = open_engine(before, catalog)
    try:
        now = open_engine(after, catalog)
        try:
            return effects(was, now, partner=partner)
        finally:
            now.close()
    finally:
        was.close()


def accept(store: Store, brought: Brought, *, by: str = "") -> str:
    """Accept what was brought; return the batch. Raises StoreError, and then nothing changed.

    `by` is a function, not the name of a person.
    """
    batch = brought.batch
    assert batch is not None
    append(store, replace(batch, by=by), replaces=brought.asked.replaces)
    if brought.made is not None:
        append(store, replace(brought.made, by=by), again=True)
    if brought.understanding is not None:
        # The rows are kept by now; that the layout is known the next time is a convenience.
        with suppress(StoreError):
            remember(store, brought.understanding, batch=batch.id, day=batch.at.date())
    return batch.id


def _read(path: Path, asked: Asked, reading: dict[str, Any], looking: dict[str, Any]) -> Brought:
    if asked.dataset in ("", EXPORTED) and (batch := _export(path, asked, reading)):
        return Brought(asked, batch=batch)
    understanding = _understand(path, asked, looking)
    if understanding.is_open or understanding.mapping is None:
        return Brought(asked, understanding)
    try:
        batch = ingest(
            path,
            dataset=understanding.dataset,
            partner=asked.partner,
            understanding=understanding,
            session=asked.session,
            **reading,
        )
    except QuestionsOpen as still:
        return Brought(asked, still.understanding)
    except FileRefused as refused:
        return Brought(asked, understanding, refused=refused)
    return Brought(asked, understanding, batch=batch)


def _mended(batch: Batch, brought: Brought, reading: dict[str, Any]) -> Batch:
    """Return the batch with the rows that were mended by hand."""
    if not brought.asked.edits or brought.understanding is None:
        return batch
    return mend(batch, brought.asked.edits_by_row, brought.understanding, **reading)


def _understand(path: Path, asked: Asked, looking: dict[str, Any]) -> Understanding:
    """Return what a file is; of a correction sheet our own columns are not read."""
    given = {"dataset": asked.dataset or None, "partner": asked.partner, **looking}
    answers = dict(asked.answers)
    found = understand(path, answers=answers, **given)
    if not is_correction_sheet(each.name for each in found.columns):
        return found
    ours = {f"column.{name}": LEAVE for name in added_columns()}
    return understand(path, answers={**ours, **answers}, **given)


def _export(path: Path, asked: Asked, reading: dict[str, Any]) -> Batch | None:
    """Return the rows of an attendance export; None where the file is none."""
    if asked.answers:
        return None
    try:
        return ingest(
            path,
            dataset=EXPORTED,
            partner=asked.partner,
            session=asked.session,
            dates=asked.dates,
            only_export=True,
            **reading,
        )
    except FileRefused as refused:
        if refused.rule in ASKS_FOR_SESSION | ASKS_FOR_DATES | GIVEN_UP or asked.dates:
            raise
        return None
