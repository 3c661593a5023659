"""Several processes write at once: nothing is lost, nobody gets an error, nobody sees half."""

from __future__ import annotations

import time
from datetime import date
from multiprocessing.connection import Connection
from pathlib import Path

from hitechtex.errors import HitechtexError
from hitechtex.store import append, approve, approve_period, current, open_store, undo
from tests.store.batches import a_batch, a_filed_batch, live_rows
from tests.store.crashing import start

PROCESSES = 4
BATCHES = 8


def accept_some(folder: Path, told: Connection, who: str) -> None:
    """Accept batches of five rows each; every third brings a column of its own."""
    store = open_store(folder)
    for number in range(BATCHES):
        batch = a_batch({f"{who}-{number}-{row}": row for row in range(5)}, dataset="exchanges")
        if number % 3 == 0:
            rows = batch.rows.append_column(f"extra_{who}_{number}", batch.rows["working_days"])
            batch = type(batch)(**{**vars(batch), "rows": rows})
        told.send((batch.id, append(store, batch).version))


def try_once(folder: Path, told: Connection, batch: str) -> None:
    """Take one batch back; say whether it was this process that did."""
    try:
        undo(open_store(folder), batch)
    except HitechtexError as refused:
        told.send(str(refused))
    else:
        told.send("done")


def send_file(folder: Path, told: Connection, file: str) -> None:
    """Accept the same file as others do; say whether it was this process that did."""
    try:
        append(open_store(folder), a_batch({"EX-1": 3}, file=file))
    except HitechtexError as refused:
        told.send(str(refused))
    else:
        told.send("done")


def approve_once(folder: Path, told: Connection, batch: str) -> None:
    """Approve one batch; say whether it was this process that did."""
    try:
        approve(open_store(folder), batch)
    except HitechtexError as refused:
        told.send(str(refused))
    else:
        told.send("approved")


def approve_march(folder: Path, told: Connection, _: str) -> None:
    """Approve the north's exchanges until the end of March."""
    try:
        until = date(2023, 3, 31)
        approve_period(open_store(folder), dataset="exchanges", partner="north", until=until)
    except HitechtexError as refused:
        told.send(str(refused))
    else:
        told.send("approved")


def send_march(folder: Path, told: Connection, key: str) -> None:
    """Bring a row of the north filed in March."""
    try:
        append(open_store(folder), a_filed_batch({key: ("north", date(2023, 3, 6), 3)}))
    except HitechtexError as refused:
        told.send(str(refused))
    else:
        told.send("done")


def test_four_processes_lose_nothing_and_see_no_half(tmp_path: Path) -> None:
    """The store does not exist yet: all four may be the one that makes it."""
    folder = tmp_path / "store"
    running = [start(accept_some, folder, who) for who in "abcd"]
    store = open_store(folder)
    while any(process.is_alive() for process, _ in running):
        seen = current(store)
        assert len(live_rows(seen)) == 5 * len(seen.live)
        time.sleep(0.05)
    said = dict(hears.recv() for process, hears in running for _ in range(BATCHES))
    assert all(process.exitcode == 0 for process, _ in running)
    after = current(store)
    assert len(live_rows(after)) == PROCESSES * BATCHES * 5
    # The order is total, and each process was told the place of its own batch.
    assert [record.order for record in after.batches] == list(range(1, PROCESSES * BATCHES + 1))
    assert {record.batch: record.order for record in after.batches} == said


def test_of_several_that_contradict_each_other_one_is_done(tmp_path: Path) -> None:
    folder = tmp_path / "store"
    batch = a_batch({"EX-1": 3})
    append(open_store(folder), batch)
    for target, given in ((try_once, batch.id), (send_file, "march.csv")):
        running = [start(target, folder, given) for _ in range(PROCESSES)]
        said = [hears.recv() for _, hears in running]
        for process, _ in running:
            process.join()
        assert said.count("done") == 1, said
        assert sum("already" in each for each in said) == PROCESSES - 1, said


def said_by(folder: Path, *calls: tuple[object, str]) -> list[str]:
    """Start all at once; return what each said, in their order."""
    running = [start(target, folder, given) for target, given in calls]  # type: ignore[arg-type]
    said = [hears.recv() for _, hears in running]
    for process, _ in running:
        process.join()
    return said


def test_of_an_approval_and_an_undo_at_once_one_is_refused(tmp_path: Path) -> None:
    for number in range(4):
        folder, batch = tmp_path / f"{number}", a_batch({"EX-1": 3})
        append(open_store(folder), batch)
        calls = [(approve_once, batch.id), (try_once, batch.id)]
        said = said_by(folder, *(calls if number % 2 else reversed(calls)))
        assert sum(each in ("approved", "done") for each in said) == 1, said
        (record,) = current(open_store(folder)).batches
        assert (record.state, record.review) in [("undone", "submitted"), ("live", "approved")]
        assert ("approved" in said) == (record.review == "approved")


def test_a_row_is_in_an_approved_period_before_it_is_approved_or_not_at_all(
    tmp_path: Path,
) -> None:
    folder = tmp_path / "store"
    append(open_store(folder), a_filed_batch({"A": ("north", date(2023, 3, 6), 3)}))
    calls = [(send_march, "B"), (send_march, "C"), (approve_march, ""), (send_march, "D")]
    said = dict(zip("BCPD", said_by(folder, *calls), strict=True))
    after = current(open_store(folder))
    (period,) = after.periods
    assert said.pop("P") == "approved"
    assert set(live_rows(after)) == {"A", *(key for key, word in said.items() if word == "done")}
    # Every file that came after the approval was refused: the ledger has none behind it.
    refused = [word for word in said.values() if word != "done"]
    assert after.version == 2 + len(said) - len(refused)
    assert all("approved period" in word for word in refused)
    assert period.until == date(2023, 3, 31)
