"""What the sample writes, ingestion takes: every row, without a fault or a repair."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from hitechtex.catalog import Catalog
from hitechtex.ingest import ingest
from tests.sample.files import read

SHIPPED = Path(__file__).resolve().parents[2] / "data" / "sample"
KEY = b"a key for the tests of the sample"
Write = Callable[..., Path]


def test_all_eight_shipped_files_are_accepted_whole(catalog: Catalog) -> None:
    for path in sorted(SHIPPED.glob("*.csv")):
        batch = ingest(path, dataset=path.stem, catalog=catalog, key=KEY)
        assert batch.faults == (), path.stem
        assert batch.repairs == (), path.stem
        assert batch.accepted == batch.rows_read > 0
        assert batch.is_sample, path.stem


def test_the_files_of_another_partnership_are_accepted_whole(
    write: Write, partnership: Callable[..., Catalog]
) -> None:
    nordic = partnership(partners=3, months=36)
    for path in sorted(write(catalog=nordic, rows=200).glob("*.csv")):
        batch = ingest(path, dataset=path.stem, catalog=nordic, key=KEY)
        assert batch.faults == (), path.stem
        assert batch.accepted == batch.rows_read > 0


def test_people_are_hashed_at_the_door(catalog: Catalog) -> None:
    """The file's invented addresses do not reach the rows; a person stays one person."""
    path = SHIPPED / "attendance.csv"
    batch = ingest(path, dataset="attendance", catalog=catalog, key=KEY)
    written = {line.split(",")[1] for line in path.read_text(encoding="utf-8").splitlines()[1:]}
    keys = set(batch.rows["participant_key"].to_pylist())
    assert len(keys) == len(written)
    assert not any("SAMPLE" in key or "@" in key for key in keys)


def test_every_key_carries_the_marker(write: Write, catalog: Catalog) -> None:
    out = write(rows=300, seed=6)
    for path in sorted(out.glob("*.csv")):
        marker = catalog.contract(path.stem).sample_marker
        assert read(out, path.stem)[marker].str.startswith("SAMPLE-").all(), path.stem
