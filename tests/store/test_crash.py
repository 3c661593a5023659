"""Kill -9 at any moment leaves the old state or the new one; nothing acknowledged is lost."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from hitechtex.store import append, approve, current, open_store, reopen, send_back
from tests.store.batches import a_batch, live_rows
from tests.store.crashing import (
    Heard,
    accept_for_ever,
    accept_ledger_first,
    die_at,
    faults_of,
    ingest_for_ever,
    listen,
    review_until_death,
    seen_in_table,
    seen_through_ledger,
    start,
)

MOMENTS = 100


def seconds_of_three(folder: Path) -> float:
    """Return how long a new process takes for three batches, on this machine, today."""
    process, hears = start(accept_for_ever, folder)
    began = time.monotonic()
    done = 0
    while done < 3:
        done += hears.recv()[0] == "done"
    process.kill()
    process.join()
    return time.monotonic() - began


def kill_at_random(
    folder: Path, times: int, target: Callable[..., None], heard: Heard, *, within: float
) -> None:
    """Start `target`, wait until it works, kill it at a random moment; again and again."""
    for _ in range(times):
        process, hears = start(target, folder)
        assert hears.poll(30), "the process never began"
        time.sleep(random.uniform(0, within))
        process.kill()
        listen(hears, heard)
        process.join()


def test_killed_at_random_moments(tmp_path: Path) -> None:
    """One store lives through all of them: what one kill leaves, the next process meets."""
    folder, heard = tmp_path / "store", Heard()
    within = seconds_of_three(tmp_path / "trial")
    stray = False
    for _ in range(MOMENTS // 10):
        kill_at_random(folder, 10, accept_for_ever, heard, within=within)
        now = current(open_store(folder))
        assert faults_of(folder, now, seen_through_ledger(now), heard) == []
        stray = stray or faults_of(folder, now, seen_in_table(folder), heard) != []
    assert len(heard.acknowledged) > MOMENTS / 20, "hardly anything was accepted between kills"
    # The same check, the commit point taken away: rows that no ledger names would be counted.
    assert stray, "no kill fell between the rows and the ledger: the moments prove nothing"


@pytest.mark.parametrize("moments", [8, pytest.param(MOMENTS, marks=pytest.mark.slow)])
def test_killed_while_ingesting(tmp_path: Path, moments: int) -> None:
    """The same, with a real file read by its own process on the way; most kills fall in there."""
    folder, heard, file = tmp_path / "store", Heard(), tmp_path / "march.csv"
    header = "exchange_id,partner,visiting_organisation,status\n"
    rows = (f"EX-{row},citeve,Fábrica,{'payd' if row % 5 == 0 else 'paid'}\n" for row in range(50))
    file.write_text(header + "".join(rows), encoding="utf-8")
    for _ in range(moments):
        process, hears = start(ingest_for_ever, folder, file)
        assert hears.poll(60), "the process never began"
        time.sleep(random.uniform(0, 1))
        process.kill()
        listen(hears, heard)
        process.join()
    now = current(open_store(folder))
    assert faults_of(folder, now, seen_through_ledger(now), heard) == []
    assert set(heard.tried.values()) == {(40, 10)}


def test_the_check_fails_where_the_ledger_comes_first(tmp_path: Path) -> None:
    heard, within = Heard(), seconds_of_three(tmp_path / "trial")
    for _ in range(10):
        kill_at_random(tmp_path / "store", 5, accept_ledger_first, heard, within=within)
        now = current(open_store(tmp_path / "store"))
        if faults_of(tmp_path / "store", now, seen_in_table(tmp_path / "store"), heard):
            return
    pytest.fail("the ledger went ahead of its rows, and nobody noticed")


@pytest.mark.parametrize("step", range(1, 41))
def test_killed_at_every_step(tmp_path: Path, step: int) -> None:
    """The first batch makes the tables (about 20 steps), the second finds them (about 15)."""
    folder, heard = tmp_path / "store", Heard()
    process, hears = start(die_at, folder, step)
    listen(hears, heard)
    process.join()
    assert process.exitcode == -9
    store = open_store(folder)
    now = current(store)
    assert faults_of(folder, now, seen_through_ledger(now), heard) == []
    assert len(heard.tried) - len(heard.acknowledged) <= 1
    # What was left behind is in nobody's way.
    after = append(store, a_batch({"EX-LAST": 3}))
    assert live_rows(after).keys() - live_rows(now).keys() == {"EX-LAST"}


@pytest.mark.parametrize("step", range(1, 13))
def test_killed_while_reviewing(tmp_path: Path, step: int) -> None:
    """One event is one commit: the review before or the one after, and the rows as they were."""
    folder, heard = tmp_path / "store", Heard()
    store, batch = open_store(folder), a_batch({"EX-1": 3})
    append(store, batch)
    process, hears = start(review_until_death, folder, step, batch.id)
    listen(hears, heard)
    process.join()
    assert process.exitcode == -9
    now = current(open_store(folder))
    cycle = ["submitted", "returned", "approved"]
    at = cycle.index(now.batches[0].review)
    last_done = cycle[(now.version - 1) % 3]
    assert cycle[at] == last_done
    assert live_rows(now) == {"EX-1": 3}
    # What was acknowledged is there: at most the one under way is more.
    assert len(heard.acknowledged) <= now.version - 1 <= len(heard.tried)
    following = {"submitted": "returned", "returned": "approved", "approved": "submitted"}
    act = following[last_done]
    if act == "returned":
        after = send_back(store, batch.id, comment="Mend.")
    else:
        after = (approve if act == "approved" else reopen)(store, batch.id)
    assert after.batches[0].review == act
