"""The same bytes for the same seed, at any size and however they are written."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from hitechtex.catalog import Catalog
from hitechtex.errors import HitechtexError
from hitechtex.sample import write_sample

ROOT = Path(__file__).resolve().parents[2]
SHIPPED = ROOT / "data" / "sample"
DATASETS = {
    "exchanges",
    "sessions",
    "attendance",
    "actions",
    "services",
    "milestones",
    "targets",
    "labels",
}
Write = Callable[..., Path]

# Drift in a library or in the generator shows here. A change that is meant renews the shipped
# files and these lines, and says in the changelog what moved.
SHA256_SHIPPED = "25b10aee3ae09ff6454e1ad221621c9fb6669258747276a074edc7c76e072234"
SHA256_20_000_EXCHANGES = "c789818e834654121adfc6b3f9c1b636b1ae2dc2373733476608b0b5bf35dd74"


def contents(folder: Path) -> dict[str, bytes]:
    return {path.stem: path.read_bytes() for path in sorted(folder.glob("*.csv"))}


def test_eight_files_and_nothing_else(write: Write) -> None:
    out = write(rows=60)
    assert {path.name for path in out.iterdir()} == {f"{name}.csv" for name in DATASETS}


def test_every_field_of_a_contract_is_written(write: Write, catalog: Catalog) -> None:
    out = write(rows=60)
    for dataset in DATASETS:
        header = (out / f"{dataset}.csv").read_text(encoding="utf-8").splitlines()[0]
        assert header == ",".join(catalog.contract(dataset).field_names), dataset


def test_the_shipped_sample_is_made_by_the_command_in_its_readme(write: Write) -> None:
    assert contents(write(rows=90, seed=1)) == contents(SHIPPED)
    assert "--rows 90 --seed 1" in (SHIPPED / "README.md").read_text(encoding="utf-8")


def test_the_bytes_have_not_drifted(write: Write) -> None:
    everything = b"".join(content for _, content in sorted(contents(SHIPPED).items()))
    assert hashlib.sha256(everything).hexdigest() == SHA256_SHIPPED
    large = (write(rows=20_000, seed=3) / "exchanges.csv").read_bytes()
    assert hashlib.sha256(large).hexdigest() == SHA256_20_000_EXCHANGES


def test_another_process_writes_the_same_bytes(tmp_path: Path, write: Write) -> None:
    """Hash seeds, caches and import order differ between processes; the sample does not."""
    program = (
        "import sys; from pathlib import Path\n"
        "from hitechtex.catalog import read_catalog\n"
        "from hitechtex.sample import write_sample\n"
        "write_sample(Path(sys.argv[1]), rows=120, seed=8, catalog=read_catalog())\n"
    )
    command = [sys.executable, "-c", program, str(tmp_path / "other")]
    subprocess.run(command, cwd=ROOT, check=True)
    assert contents(tmp_path / "other") == contents(write(rows=120, seed=8))


def test_another_seed_differs_in_every_file(write: Write) -> None:
    one, other = contents(write("one", seed=1)), contents(write("other", seed=2))
    assert {name for name in one if one[name] == other[name]} == set()


@pytest.mark.parametrize("blocks_at_once", [1, 2, 50])
def test_how_much_is_written_at_once_changes_nothing(write: Write, blocks_at_once: int) -> None:
    """40 000 rows are three blocks, the last one not full."""
    usual = contents(write("usual", rows=40_000))
    assert contents(write("other", rows=40_000, blocks_at_once=blocks_at_once)) == usual


def test_two_sizes_share_their_full_blocks(write: Write) -> None:
    """Rows 1 to 16 384 are drawn from streams of their own, whatever follows them."""
    first, second = (
        (write(str(rows), rows=rows) / "exchanges.csv").read_bytes().splitlines()[: 16_384 + 1]
        for rows in (40_000, 50_000)
    )
    assert first == second


@pytest.mark.parametrize("rows", [1, 2, 7, 59, 16_383, 16_384, 16_385])
def test_every_size_gives_exactly_its_rows(write: Write, rows: int) -> None:
    lines = (write(rows=rows) / "exchanges.csv").read_bytes().splitlines()
    assert len(lines) == rows + 1
    assert len({line.split(b",")[0] for line in lines}) == rows + 1


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ({"rows": 0}, "rows is 0. Expected: a whole number from 1 to"),
        ({"rows": 10**9}, "rows is 1000000000. Expected: a whole number from 1 to 100000000"),
        ({"seed": -1}, "seed is -1. Expected: a whole number from 0 to"),
    ],
)
def test_numbers_out_of_range_are_refused(
    write: Write, options: dict[str, int], expected: str
) -> None:
    with pytest.raises(HitechtexError) as refusal:
        write(**options)
    assert expected in str(refusal.value)


def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path, catalog: Catalog) -> None:
    """The name is taken by a file: the sentence names it, and nothing is left behind."""
    taken = tmp_path / "taken"
    taken.write_text("mine", encoding="utf-8")
    with pytest.raises(HitechtexError, match="cannot be written") as refusal:
        write_sample(taken, rows=60, catalog=catalog)
    assert str(taken) in str(refusal.value)
    assert taken.read_text(encoding="utf-8") == "mine"


def test_a_write_that_fails_midway_leaves_the_file_before_it(
    write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Blocks stop with an error after the first: the old file stands, no half file beside it."""
    from hitechtex.sample import write as writing  # noqa: PLC0415

    out = write(rows=60)
    before = contents(out)
    assert set(before) == DATASETS

    def broken(setting: object):  # type: ignore[no-untyped-def]
        yield from exchange_blocks(setting)
        raise OSError(28, "No space left on device")

    exchange_blocks = writing.DATASETS["exchanges"]
    monkeypatch.setitem(writing.DATASETS, "exchanges", broken)
    with pytest.raises(HitechtexError, match="No space left on device"):
        write(rows=70)
    assert contents(out) == before
    assert not list(out.glob("*.part"))
