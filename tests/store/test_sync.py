"""A batch is acknowledged only after everything it rests on is on the disk, in the right order."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from hitechtex.store import append, open_store, synced, undo
from tests.store.batches import a_batch

Step = tuple[str, Path]


@pytest.fixture
def steps(monkeypatch: pytest.MonkeyPatch) -> list[Step]:
    """Every sync and link, as they happen: (sync, what) and (link, new name)."""
    taken: list[Step] = []
    sync, link = synced.sync, os.link

    def noting_sync(path: Path) -> None:
        sync(path)
        taken.append(("sync", path))

    def noting_link(old: Path, new: Path) -> None:
        assert ("sync", old) in taken, f"{old.name} was linked before it was synced"
        link(old, new)
        taken.append(("link", new))

    for module in ("synced", "parquet"):
        monkeypatch.setattr(f"hitechtex.store.{module}.sync", noting_sync)
    monkeypatch.setattr(os, "link", noting_link)
    return taken


def what_a_power_cut_takes(steps: list[Step], files: list[Path]) -> list[str]:
    """Return what the ledger's last commit, or the acknowledgement after it, goes ahead of.

    `files` are those that the commit rests on; each needs its bytes and its name on the disk.
    """
    done = [place for place, (kind, path) in enumerate(steps) if kind == "link"]
    commit = done[-1]
    wrong = []
    for file in files:
        linked = ("link", file) in steps[:commit]
        bytes_at = steps.index(("link", file)) if linked else _last(steps, ("sync", file), commit)
        if bytes_at < 0:
            wrong.append(f"the bytes of {file.name}")
        if _last(steps, ("sync", file.parent), commit) <= bytes_at:
            wrong.append(f"the name of {file.name}")
    if ("sync", steps[commit][1].parent) not in steps[commit:]:
        wrong.append("the commit")
    return wrong


def _last(steps: list[Step], step: Step, before: int) -> int:
    return max((place for place, each in enumerate(steps[:before]) if each == step), default=-1)


def rests_on(folder: Path) -> list[Path]:
    """Every file of the store but the ledger's last commit, its folders' names included."""
    last = max((folder / "batches" / "_delta_log").iterdir())
    return sorted(path for path in folder.rglob("*") if path != last)


def test_everything_is_synced_before_the_ledger_and_the_ledger_before_the_answer(
    tmp_path: Path, steps: list[Step]
) -> None:
    store = open_store(tmp_path / "store")
    aside = [{"a": "1", "source_sheet": "", "source_row": 2}]
    append(store, a_batch({"EX-1": 3}, set_aside=aside))
    files = [path for path in rests_on(store.path) if path.is_file()]
    # 1 + 1 rows and rows set aside, 1 event; 2 commits of each of two tables, 1 of the ledger.
    assert len(files) == 8
    assert what_a_power_cut_takes(steps, files) == []
    folders = [path for path in (store.path, *store.path.rglob("*")) if path.is_dir()]
    assert all(("sync", folder.parent) in steps for folder in folders)


def test_an_undo_is_synced_before_the_answer(tmp_path: Path, steps: list[Step]) -> None:
    store = open_store(tmp_path / "store")
    batch = a_batch({"EX-1": 3})
    append(store, batch)
    steps.clear()
    undo(store, batch.id)
    (event,) = {path for kind, path in steps if path.suffix == ".parquet"}
    assert what_a_power_cut_takes(steps, [event]) == []
    assert [kind for kind, _ in steps] == ["sync", "sync", "sync", "link", "sync"]


def test_the_check_fails_without_any_one_of_the_syncs(tmp_path: Path, steps: list[Step]) -> None:
    store = open_store(tmp_path / "store")
    append(store, a_batch({"EX-1": 3}))
    steps.clear()
    before = {path for path in store.path.rglob("*") if path.is_file()}
    append(store, a_batch({"EX-2": 3}))
    files = [path for path in rests_on(store.path) if path.is_file() and path not in before]
    assert what_a_power_cut_takes(steps, files) == []
    # A link rests on the sync of the name it had before: the recording itself checks that one.
    needed = [step for step in steps if step[0] == "sync" and step[1].suffix != ".tmp"]
    assert len(needed) == 6
    for step in set(needed):
        without = [each for each in steps if each != step]
        assert what_a_power_cut_takes(without, files) != [], step
