"""Processes that accept batches until they are killed, and what may be seen afterwards.

They come from a fork server that has imported everything, so that one starts in milliseconds.
"""

from __future__ import annotations

import multiprocessing
import os
import random
import signal
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
from deltalake import DeltaTable

from hitechtex.catalog import read_catalog
from hitechtex.catalog.project import DATA
from hitechtex.ingest import Fault, ingest
from hitechtex.ingest.people import read_key
from hitechtex.store import Snapshot, append, approve, keeping, open_store, reopen, send_back
from hitechtex.store import set_aside as read_set_aside
from hitechtex.store.rows import write_accepted
from tests.store.batches import a_batch


@dataclass
class Heard:
    """What a process said before it ended: rows of the batches it tried; those acknowledged."""

    tried: dict[str, tuple[int, int]] = field(default_factory=dict)
    acknowledged: set[str] = field(default_factory=set)


def accept_for_ever(folder: Path, told: Connection) -> None:
    """Accept one small batch after the other; say so before and after each."""
    store = open_store(folder)
    while True:
        rows = {f"EX-{random.getrandbits(64):x}": 3 for _ in range(random.randint(1, 40))}
        number = random.randint(0, 3)
        aside = [{"a": "x", "source_sheet": "", "source_row": row} for row in range(number)]
        found = tuple(Fault("", row, "a", "x", "rule", "Hint.") for row in range(number))
        batch = a_batch(rows, set_aside=aside, faults=found)
        told.send(("tried", batch.id, len(rows), number))
        append(store, batch)
        told.send(("done", batch.id))


def review_until_death(folder: Path, told: Connection, step: int, batch: str) -> None:
    """Return, approve and reopen one batch again and again; die at the `step`-th sync or link."""
    _dying(step)
    store = open_store(folder)
    while True:
        for act in ("returned", "approved", "submitted"):
            told.send(("tried", act, 0, 0))
            if act == "returned":
                send_back(store, batch, comment="Mend.")
            else:
                (approve if act == "approved" else reopen)(store, batch)
            told.send(("done", act))


def ingest_for_ever(folder: Path, told: Connection, file: Path) -> None:
    """Open, ingest the file, accept it, again and again: the whole road of one file."""
    catalog = read_catalog(DATA / "project.toml")
    while True:
        store = open_store(folder)
        batch = ingest(file, dataset="exchanges", catalog=catalog, key=read_key(folder))
        told.send(("tried", batch.id, batch.accepted, batch.set_aside.rows.num_rows))
        append(store, batch, again=True)
        told.send(("done", batch.id))


def accept_ledger_first(folder: Path, told: Connection) -> None:
    """The road without its commit point: the ledger first, the rows after."""
    store = open_store(folder)
    while True:
        batch = a_batch({f"EX-{random.getrandbits(64):x}": 3})
        told.send(("tried", batch.id, 1, 0))
        event = keeping.accepted_event(batch)
        keeping.commit(store, event, lambda _: None)
        write_accepted(store.path, batch)
        told.send(("done", batch.id))


def die_at(folder: Path, told: Connection, step: int) -> None:
    """Accept batches, and be killed at the `step`-th time anything is synced or linked."""
    _dying(step)
    accept_for_ever(folder, told)


def _dying(step: int) -> None:
    """Let this process be killed at the `step`-th time anything is synced or linked."""
    left = step

    def deadly(call: Callable[..., None]) -> Callable[..., None]:
        def counted(*given: Any) -> None:
            nonlocal left
            left -= 1
            if left == 0:
                os.kill(os.getpid(), signal.SIGKILL)
            call(*given)

        return counted

    os.fsync, os.link = deadly(os.fsync), deadly(os.link)


def start(target: Callable[..., None], *given: object) -> tuple[BaseProcess, Connection]:
    """Start a process; return it with the end it can be heard at."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.store.crashing"])
    hears, tells = context.Pipe(duplex=False)
    process = context.Process(target=target, args=(given[0], tells, *given[1:]), daemon=True)
    process.start()
    tells.close()
    return process, hears


def listen(hears: Connection, heard: Heard) -> None:
    """Take down all that was said until the process ended."""
    while True:
        try:
            word, batch, *rows = hears.recv()
        except EOFError:
            return
        if word == "tried":
            heard.tried[batch] = (rows[0], rows[1])
        else:
            heard.acknowledged.add(batch)


def seen_through_ledger(snapshot: Snapshot) -> Counter[str]:
    """Rows per batch, as every reader gets them."""
    files = snapshot.files.get("exchanges", ())
    return Counter(row for file in files for row in pq.read_table(file)["batch"].to_pylist())


def seen_in_table(folder: Path) -> Counter[str]:
    """Rows per batch in the table of the dataset, the ledger left out."""
    table = folder / "exchanges"
    if not (table / "_delta_log" / f"{0:020}.json").exists():
        return Counter()
    return Counter(DeltaTable(table).to_pyarrow_table()["batch"].to_pylist())


def faults_of(folder: Path, snapshot: Snapshot, rows: Counter[str], heard: Heard) -> list[str]:
    """Return what is neither the state before a batch nor the one after it."""
    listed = {record.batch: record for record in snapshot.batches}
    store = open_store(folder)
    wrong = [f"{batch}: acknowledged and lost" for batch in heard.acknowledged - listed.keys()]
    wrong += [f"{batch}: nobody sent it" for batch in listed.keys() - heard.tried.keys()]
    wrong += [f"{batch}: rows without a batch" for batch in rows.keys() - listed.keys()]
    for batch, record in listed.items():
        kept = read_set_aside(store, batch).rows.num_rows if record.set_aside else 0
        if (rows[batch], kept) != heard.tried.get(batch):
            wrong.append(f"{batch}: {rows[batch]} rows and {kept} of {heard.tried.get(batch)}")
    return wrong
