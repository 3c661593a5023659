"""A disk or a folder that refuses: one plain sentence, and nothing changed."""

from __future__ import annotations

import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from deltalake import DeltaTable

from hitechtex.errors import StoreError
from hitechtex.store import append, current, open_store, undo, version
from tests.store.batches import a_batch, live_rows

ROOT = Path(__file__).resolve().parents[2]
NOBODY = 65534


@contextmanager
def as_nobody() -> Iterator[None]:
    """Give up root while the block lasts: its writes ignore permissions."""
    was_root = os.geteuid() == 0
    if was_root:
        os.seteuid(NOBODY)
    try:
        yield
    finally:
        if was_root:
            os.seteuid(0)


@pytest.fixture
def reachable() -> Iterator[Path]:
    """A folder that others may enter, unlike pytest's own."""
    folder = Path(tempfile.mkdtemp(prefix="store-"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


def everything_below(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_read_only_store_can_be_read_and_says_so_when_written(reachable: Path) -> None:
    folder = reachable / "store"
    batch = a_batch({"EX-1": 3})
    append(open_store(folder), batch)
    for path in (folder, *folder.rglob("*")):
        path.chmod(path.stat().st_mode & ~0o222)
    before = everything_below(folder)
    with as_nobody():
        store = open_store(folder)
        assert live_rows(current(store)) == {"EX-1": 3}
        with pytest.raises(StoreError, match=r"This account may not .*--store"):
            append(store, a_batch({"EX-2": 3}))
        with pytest.raises(StoreError, match="This account may not"):
            undo(store, batch.id)
    assert everything_below(folder) == before


def test_a_store_cannot_be_made_in_a_read_only_folder(reachable: Path) -> None:
    with as_nobody(), pytest.raises(StoreError, match="This account may not"):
        open_store(reachable / "store")
    assert list(reachable.iterdir()) == []


def test_a_locked_store_says_so(reachable: Path) -> None:
    folder = reachable / "store"
    append(open_store(folder), a_batch({"EX-1": 3}))
    (folder / "batches" / "_delta_log").chmod(0)
    with as_nobody(), pytest.raises(StoreError, match="This account may not"):
        open_store(folder, create=False)


def test_a_file_that_may_not_grow_changes_nothing(tmp_path: Path) -> None:
    """The system refuses every write past some size: in the rows, in a log, in the ledger."""
    store = open_store(tmp_path / "store")
    append(store, a_batch({"EX-1": 3}))
    sizes = sorted({len(each) for each in everything_below(store.path).values()})
    allowed = resource.getrlimit(resource.RLIMIT_FSIZE)
    for number, size in enumerate(sizes, 2):
        before, batch = current(store), a_batch({f"EX-{number}": 3})
        resource.setrlimit(resource.RLIMIT_FSIZE, (size - 100, allowed[1]))
        try:
            with pytest.raises(StoreError, match="disk is full, so nothing was stored"):
                append(store, batch)
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, allowed)
        assert current(store) == before
        assert len(live_rows(append(store, batch))) == number
    # Rows, the commit that names them, the ledger's row: the first commits are never written again.
    assert len(sizes) >= 3
    # The second try took over what the first had committed: other engines count no row twice.
    assert DeltaTable(store.path / "exchanges").to_pyarrow_table().num_rows == len(sizes) + 1


def test_a_full_disk_gets_its_space_back(tmp_path: Path) -> None:
    store = open_store(tmp_path / "store")
    append(store, a_batch({"EX-1": 3}))
    before = everything_below(store.path)
    allowed = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100, allowed[1]))
    try:
        with pytest.raises(StoreError, match="disk is full"):
            append(store, a_batch({"EX-2": 3}))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, allowed)
    assert everything_below(store.path) == before


FULL_DISK = """
import json, pathlib, sys
from hitechtex.errors import StoreError
from hitechtex.store import append, current, open_store
from tests.store.batches import a_batch, live_rows
disk = pathlib.Path(sys.argv[1])
store = open_store(disk / "store")
said = []
for left in range(0, 200, 4):
    ballast = disk / "ballast"
    with ballast.open("wb", 0) as file:
        try:
            while file.write(bytes(4096)): pass
        except OSError: pass
        file.truncate(max(0, file.tell() - left * 1024))
    before = current(store)
    batch = a_batch({f"EX-{left}-{row}": row for row in range(300)})
    try:
        after = append(store, batch)
        assert len(after.live) == len(before.live) + 1
    except StoreError as refused:
        said.append(str(refused))
        assert current(store) == before
        ballast.unlink()
        after = append(store, batch)
    assert len(live_rows(after)) == 300 * len(after.live)
print(json.dumps([len(said), len(after.live), sorted(set(said))]))
"""


def on_a_disk(folder: Path, script: str) -> str:
    """Run `script` where `folder` is a real disk of two megabytes; return what it printed."""
    own = ["unshare", "--map-root-user", "--mount"]
    if subprocess.run([*own, "true"], capture_output=True, check=False).returncode:
        pytest.skip("this machine lets no test mount a disk of its own")
    mount = 'mount -t tmpfs -o size=2m none "$1" && exec "$2" -c "$0" "$1"'
    command = [*own, "sh", "-c", mount, script, str(folder), sys.executable]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_a_full_disk_changes_nothing(tmp_path: Path) -> None:
    """Ever less of the disk is left: the refusal falls on every write in turn."""
    refused, accepted, said = json.loads(on_a_disk(tmp_path, FULL_DISK))
    assert accepted == 50 and refused >= 3
    assert all("The disk is full, so nothing was stored" in each for each in said), said


READ_ONLY_DISK = """
import pathlib, subprocess, sys
from hitechtex.errors import StoreError
from hitechtex.store import append, current, open_store
from tests.store.batches import a_batch, live_rows
store = open_store(pathlib.Path(sys.argv[1]) / "store")
append(store, a_batch({"EX-1": 3}))
subprocess.run(["mount", "-o", "remount,ro", sys.argv[1]], check=True)
assert live_rows(current(open_store(store.path))) == {"EX-1": 3}
try:
    append(store, a_batch({"EX-2": 3}))
except StoreError as refused:
    print(refused)
"""


def test_a_disk_that_can_only_be_read(tmp_path: Path) -> None:
    assert "disk that can only be read, so nothing was changed" in on_a_disk(
        tmp_path, READ_ONLY_DISK
    )


def test_a_store_of_a_newer_version_is_refused(tmp_path: Path) -> None:
    store = open_store(tmp_path / "store")
    log = store.path / "batches" / "_delta_log" / f"{0:020}.json"
    log.write_text(log.read_text().replace('"hitechtex.format": "2"', '"hitechtex.format": "3"'))
    with pytest.raises(StoreError, match=r"newer version .*\(layout 3; this one knows 2\)"):
        open_store(tmp_path / "store")


def test_a_table_of_somebody_else_is_refused(tmp_path: Path) -> None:
    store = open_store(tmp_path / "store")
    log = store.path / "batches" / "_delta_log" / f"{0:020}.json"
    log.write_text(log.read_text().replace("hitechtex.format", "other.format"))
    with pytest.raises(StoreError, match="not a store of this program"):
        open_store(tmp_path / "store")


def test_a_newer_kind_of_table_is_refused(tmp_path: Path) -> None:
    store = open_store(tmp_path / "store")
    log = store.path / "batches" / "_delta_log" / f"{0:020}.json"
    log.write_text(log.read_text().replace('"minReaderVersion": 1', '"minReaderVersion": 99'))
    with pytest.raises(StoreError, match="cannot be read"):
        open_store(tmp_path / "store")


def test_a_damaged_ledger_is_told(tmp_path: Path) -> None:
    store = open_store(tmp_path / "store")
    append(store, a_batch({"EX-1": 3}))
    (store.path / "batches" / "_delta_log" / f"{1:020}.json").write_text('{"add": {')
    with pytest.raises(StoreError, match=r"cannot be read.*Restore its folder from a copy"):
        open_store(tmp_path / "store")


def test_a_store_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"There is no store here. Ingest a file to begin one"):
        open_store(tmp_path / "store", create=False)
    assert list(tmp_path.iterdir()) == []


def test_a_file_in_the_place_of_the_store(tmp_path: Path) -> None:
    (tmp_path / "store").write_text("a file")
    with pytest.raises(StoreError, match="A file stands where"):
        open_store(tmp_path / "store")


def test_a_store_that_went_away(tmp_path: Path) -> None:
    store = open_store(tmp_path / "store")
    shutil.rmtree(store.path)
    for use in (version, current, lambda store: append(store, a_batch({"EX-1": 3}))):
        with pytest.raises(StoreError, match="no longer there"):
            use(store)
    assert not store.path.exists()


def test_a_path_that_would_be_read_as_another(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="“%” in its path"):
        open_store(tmp_path / "100%25")


def test_others_who_never_stop_writing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The version after the last is always taken: by a commit that is not yet in the listing."""
    store = open_store(tmp_path / "store")
    monkeypatch.setattr("hitechtex.store.delta.PATIENCE_SECONDS", 0.2)
    monkeypatch.setattr("hitechtex.store.ledger.delta.add", lambda *_: False)
    with pytest.raises(StoreError, match=r"kept writing to the store.*send the file again"):
        append(store, a_batch({}))
    assert list((store.path / "batches").glob("*.parquet")) == []
