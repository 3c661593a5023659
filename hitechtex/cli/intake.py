"""What comes in and what is taken back: `ingest`, `batches`, `undo`."""

from __future__ import annotations

import argparse
import os
import secrets
from dataclasses import replace
from pathlib import Path
from typing import Any

from hitechtex.catalog import read_catalog
from hitechtex.catalog.texts import say
from hitechtex.cli.printing import print_faulty, print_json, print_table, printable
from hitechtex.cli.understood import (
    open_questions,
    print_questions,
    print_understood,
    read_file,
    told,
)
from hitechtex.errors import FileRefused, StoreError
from hitechtex.ingest import Batch, Fault, RowsRefused, Understanding, rows_refused
from hitechtex.ingest.meetings import session_of
from hitechtex.ingest.people import VARIABLE, read_key
from hitechtex.store import BatchRecord, append, current, faults, keep_approved, open_store, undo

MOST_FAULTS = 100
MOST_LEFT_OUT = 5
TOLD = ("batch", "dataset", "partner", "file", "sha256", "accepted", "set_aside", "state", "at",
        "review")  # fmt: skip


def ingest_file(options: argparse.Namespace) -> int:
    """Read, check and store a file; print the receipt; 1 where anything was set aside."""
    try:
        batch, made = _read(options)
    except FileRefused as refused:
        return _refused(options, refused)
    if not options.check:
        store = open_store(options.store)
        append(store, batch, replaces=options.replaces, again=options.again)
        if made is not None:
            append(store, made, again=True)
    if options.json:
        about = _understood(options) | _export(batch, made)
        print_json(_receipt(batch, is_stored=not options.check) | about)
    else:
        if options.understood:
            print_understood(options.understood)
        for sentence in (*batch.understood, *(made.understood if made else ())):
            print(printable(sentence))
        _print_receipt(_untold(batch, options.understood), is_stored=not options.check)
    _print_faults(batch.faults, batch.file)
    return 1 if batch.faults else 0


def list_batches(options: argparse.Namespace) -> int:
    """Print every batch, the latest last; or the faults of one."""
    store = open_store(options.store, create=False)
    if options.batch:
        return _print_batch_faults(options, faults(store, options.batch))
    batches = current(store).batches
    if options.json:
        print_json([told_of(record) for record in batches])
    elif batches:
        names = ("batch", "dataset", "partner", "file", "accepted", "set_aside", "state", "review",
                 "at")  # fmt: skip
        print_table(names, map(_row, batches))
    else:
        print(say("cli.batches.none"))
    return 0


def undo_batch(options: argparse.Namespace) -> int:
    """Take one batch back whole."""
    after = undo(open_store(options.store, create=False), options.batch, by=options.by)
    record = next(each for each in after.batches if each.batch == options.batch)
    if options.json:
        print_json(told_of(record))
    else:
        print(say("cli.undo.done", n=record.accepted, batch=record.batch, file=record.file))
    return 0


def _read(options: argparse.Namespace) -> tuple[Batch, Batch | None]:
    """Read the file, and make the session that an attendance export tells of.

    Where nothing may change, people are hashed with a key that is thrown away.
    """
    catalog = read_catalog()
    catalog.contract(options.dataset)
    if not options.check:
        # The store is made, or refuses, before a long file is read.
        open_store(options.store)
    key = _key(options.store, is_check=options.check)
    batch = _kept(options, read_file(options, catalog, key), options.replaces)
    made = session_of(batch, catalog=catalog, key=key, by=options.by)
    return batch, _whole(options, made) if made else None


def _refused(options: argparse.Namespace, refused: FileRefused) -> int:
    """Say why a file was refused, or what it waits for; nothing was changed."""
    found = _faults_of(refused)
    _print_faults(found if isinstance(refused, RowsRefused) else (), options.file.name)
    options.understood = open_questions(refused) or options.understood
    if options.understood and not options.json:
        print_understood(options.understood)
        print_questions(options.understood)
    if not options.json:
        raise refused
    print_faulty(str(refused))
    print_json(_refusal(options, found) | _understood(options) | {"error": str(refused)})
    return 1


def _understood(options: argparse.Namespace) -> dict[str, object]:
    return {"understood": told(options.understood)} if options.understood else {}


def _whole(options: argparse.Namespace, made: Batch) -> Batch:
    """Return the session of an export; without it the people of the export belong nowhere."""
    kept = _kept(options, made)
    if kept is not made:
        raise rows_refused(kept)
    return kept


def _kept(options: argparse.Namespace, batch: Batch, replaces: str = "") -> Batch:
    """Set aside what would change an approved period; where all or nothing is taken, refuse it."""
    try:
        store = open_store(options.store, create=False)
    except StoreError:
        if options.check:  # nothing is kept yet, so nothing is approved
            return batch
        raise
    kept = keep_approved(store, batch, replaces=replaces)
    if options.all_or_nothing and kept.faults:
        raise rows_refused(kept)
    return kept


def _key(store: Path, *, is_check: bool) -> bytes:
    if is_check and not os.environ.get(VARIABLE) and not (store / "key").exists():
        return secrets.token_bytes(32)
    return read_key(store)


def _receipt(batch: Batch, *, is_stored: bool) -> dict[str, object]:
    return {
        "batch": batch.id if is_stored else None,
        "dataset": batch.dataset,
        "partner": batch.partner or None,
        "read": batch.rows_read,
        "accepted": batch.accepted,
        "set_aside": batch.set_aside.rows.num_rows,
        "repaired": sum(repair.times for repair in batch.repairs),
        "faults": [vars(fault) for fault in batch.faults],
        "left_out": list(batch.left_out),
    }


def _export(batch: Batch, made: Batch | None) -> dict[str, object]:
    """What the receipt of an attendance export says besides; nothing for any other file."""
    if not batch.understood:
        return {}
    return {
        "export": [*batch.understood, *(made.understood if made else ())],
        "session_batch": made.id if made else None,
    }


def _refusal(options: argparse.Namespace, found: tuple[Fault, ...]) -> dict[str, object]:
    """The receipt of a file that was refused: nothing was accepted, and why."""
    return {
        "batch": None,
        "dataset": options.dataset,
        "partner": options.partner or None,
        "read": None,
        "accepted": 0,
        "set_aside": 0,
        "repaired": 0,
        "faults": [vars(fault) for fault in found],
    }


def _faults_of(refused: FileRefused) -> tuple[Fault, ...]:
    """Return the faults of its rows, or the refusal itself as a fault of the whole file."""
    if isinstance(refused, RowsRefused):
        return refused.faults
    return (Fault(sheet="", row=0, column="", value="", rule="file", hint=str(refused)),)


def _untold(batch: Batch, found: Understanding | None) -> Batch:
    """Return the batch without what was said above, where its understanding was printed."""
    above = {each.says for each in found.left_out} if found else set()
    return replace(batch, left_out=tuple(each for each in batch.left_out if each not in above))


def _print_receipt(batch: Batch, *, is_stored: bool) -> None:
    repaired = sum(repair.times for repair in batch.repairs)
    outcome = "cli.ingest.stored" if is_stored else "cli.ingest.checked"
    print(say(outcome, file=printable(batch.file), dataset=batch.dataset, batch=batch.id))
    counts = (batch.rows_read, batch.accepted, batch.set_aside.rows.num_rows, repaired)
    print_table(("read", "accepted", "set_aside", "repaired"), [counts])
    for repair in batch.repairs:
        reason = say(f"ingest.repair.{repair.rule}", after=repair.after)
        print(say("cli.ingest.repair", n=repair.times, reason=reason, **_shown(vars(repair))))
    for sentence in batch.left_out[:MOST_LEFT_OUT]:
        print(printable(sentence))
    if len(batch.left_out) > MOST_LEFT_OUT:
        print(say("cli.ingest.more_left_out", n=len(batch.left_out) - MOST_LEFT_OUT))


def _print_faults(found: tuple[Fault, ...], file: str) -> None:
    for fault in found[:MOST_FAULTS]:
        name = "cli.fault.file" if not fault.row else "cli.fault.row"
        sheet = say("cli.fault.sheet", sheet=fault.sheet) if fault.sheet else ""
        print_faulty(say(name, file=file, place=sheet, **{**vars(fault), "sheet": ""}))
    if len(found) > MOST_FAULTS:
        print_faulty(say("cli.fault.more", n=len(found) - MOST_FAULTS))


def _print_batch_faults(options: argparse.Namespace, found: tuple[Fault, ...]) -> int:
    if options.json:
        print_json({"batch": options.batch, "faults": [vars(fault) for fault in found]})
    elif found:
        names = ("sheet", "row", "column", "value", "rule", "hint")
        print_table(names, ([vars(fault)[name] for name in names] for fault in found))
    else:
        print(say("cli.batches.no_faults", batch=options.batch))
    return 0


def told_of(record: BatchRecord) -> dict[str, object]:
    """Return a batch with the keys that scripts rely on."""
    told = {name: getattr(record, name) for name in TOLD}
    return told | {"partner": record.partner or None}


def _row(record: BatchRecord) -> tuple[object, ...]:
    sent = (record.batch, record.dataset, record.partner or None, record.file)
    counts = (record.accepted, record.set_aside)
    return (*sent, *counts, record.state, record.review, f"{record.at:%Y-%m-%d %H:%M}")


def _shown(places: dict[str, Any]) -> dict[str, Any]:
    return {name: printable(str(value)) for name, value in places.items()}
