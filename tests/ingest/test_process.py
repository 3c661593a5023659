"""The reading process: its limits really end it, and its end is a sentence, not a crash."""

from __future__ import annotations

import io
import subprocess
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from unittest.mock import patch

import openpyxl
import pytest

from hitechtex.catalog import Catalog
from hitechtex.errors import FileRefused
from hitechtex.ingest import Batch, ingest, process
from hitechtex.ingest.limits import MIB, Limits
from tests.ingest.partner_files import EXCHANGE, KEY, csv_of, ingest_here, xlsx_of

Ingest = Callable[..., Batch]


@pytest.fixture
def take(catalog: Catalog, tmp_path: Path) -> Ingest:
    """Ingest some content through a real reading process."""

    def ingested(content: bytes, *, name: str = "partner.csv", **options: object) -> Batch:
        path = tmp_path / name
        path.write_bytes(content)
        return ingest(path, dataset="exchanges", catalog=catalog, key=KEY, **options)  # type: ignore[arg-type]

    return ingested


def many(rows: int) -> bytes:
    lines = [f"EX-{row},citeve,Organisation {row},paid" for row in range(rows)]
    return "\n".join([",".join(EXCHANGE), *lines]).encode()


def test_a_batch_knows_where_it_comes_from(take: Ingest) -> None:
    before = datetime.now(UTC)
    content = csv_of([EXCHANGE, {**EXCHANGE, "exchange_id": "EX-2", "status": "x"}])
    batch = take(content, by="Ana", name="março.csv")
    again = take(content, name="março.csv")
    assert (batch.dataset, batch.partner, batch.file, batch.by) == (
        "exchanges",
        "citeve",
        "março.csv",
        "Ana",
    )
    assert (batch.rows_read, batch.accepted, batch.set_aside.rows.num_rows) == (2, 1, 1)
    assert batch.sha256 == again.sha256
    assert batch.id < again.id
    assert before <= batch.at <= datetime.now(UTC)
    assert batch.rows.schema.names[-4:] == ["batch", "source_file", "source_sheet", "source_row"]
    assert batch.rows.select(batch.rows.schema.names[-4:]).to_pylist() == [
        {"batch": batch.id, "source_file": "março.csv", "source_sheet": "", "source_row": 2}
    ]


def test_rows_outlive_the_files_they_were_read_from(take: Ingest, tmp_path: Path) -> None:
    batch = take(many(70_000))
    (tmp_path / "partner.csv").unlink()
    assert batch.rows["exchange_id"][69_999].as_py() == "EX-69999"
    # More rows than the columns of one text share a piece of.
    assert batch.rows["source_file"].unique().to_pylist() == ["partner.csv"]
    assert batch.rows["batch"].null_count == 0
    assert batch.rows["source_row"].to_pylist() == list(range(2, 70_002))


def test_both_ways_of_running_say_the_same(take: Ingest, catalog: Catalog, tmp_path: Path) -> None:
    content = csv_of([EXCHANGE, {**EXCHANGE, "status": "x"}, {**EXCHANGE, "exchange_id": ""}])
    batch = take(content)
    here = ingest_here(tmp_path / "partner.csv", catalog)
    assert batch.faults == here.faults
    assert batch.rows.drop_columns(["batch"]).equals(here.rows.drop_columns(["batch"]))


def test_no_time_left(take: Ingest) -> None:
    with pytest.raises(FileRefused, match=r"took longer than 0\.05 seconds"):
        take(many(10), limits=Limits(wall_seconds=0.05))


def test_no_processor_time_left(take: Ingest) -> None:
    with pytest.raises(FileRefused, match="used up its time"):
        take(many(400_000), limits=Limits(cpu_seconds=1))


def test_no_memory_left(take: Ingest) -> None:
    with pytest.raises(FileRefused, match="more memory than it may use"):
        take(many(200_000), limits=Limits(memory_bytes=330 * MIB))


def test_no_room_left(take: Ingest) -> None:
    with pytest.raises(FileRefused, match=r"could not be kept \(File too large\)"):
        take(many(100_000), limits=Limits(output_bytes=1 * MIB))


def test_too_large_too_long_too_wide(take: Ingest) -> None:
    with pytest.raises(FileRefused, match="larger than 10 bytes"):
        take(many(10), limits=Limits(file_bytes=10))
    with pytest.raises(FileRefused, match="longer than 4194304 bytes"):
        take(b"x" * (30 * MIB))
    with pytest.raises(FileRefused, match="longer than 4194304 bytes"):
        take(many(10) + b"\nEX-x,citeve," + b"x" * (30 * MIB) + b",paid")
    with pytest.raises(FileRefused, match="more than 3 columns"):
        take(many(10), limits=Limits(columns=3))
    with pytest.raises(FileRefused, match="more than 9 rows"):
        take(many(10), limits=Limits(rows=9))


def test_the_far_cell_that_ends_the_reader(take: Ingest) -> None:
    # With the look at the sheet's own XML switched off, the reader itself gives up or aborts;
    # that, too, has to end as a sentence.
    book = openpyxl.load_workbook(io.BytesIO(xlsx_of([EXCHANGE])))
    book.active["XFD1048576"] = 1
    packed = io.BytesIO()
    book.save(packed)
    unlimited = Limits(cells=1 << 60, columns=1 << 30)
    with pytest.raises(FileRefused, match="more memory than it may use"):
        take(packed.getvalue(), name="far.xlsx", limits=unlimited)
    with pytest.raises(FileRefused, match="as far away as XFD1048576"):
        take(packed.getvalue(), name="far.xlsx")


def test_cancelling_ends_the_process(take: Ingest) -> None:
    cancel = threading.Event()
    threading.Timer(0.2, cancel.set).start()
    with pytest.raises(FileRefused, match="cancelled"):
        take(many(400_000), cancel=cancel)


def test_the_process_ends_with_whoever_started_it(take: Ingest) -> None:
    def leave(started: subprocess.Popen[bytes], *_: object) -> None:
        # Its standard input closes, as it does when the app dies.
        assert started.stdin is not None
        started.stdin.close()
        started.wait(60)

    with (
        patch.object(process, "_wait", leave),
        pytest.raises(FileRefused, match="exit status 3"),
    ):
        take(many(400_000))


def test_a_file_that_changes_while_it_is_read(take: Ingest, tmp_path: Path) -> None:
    run = process.run

    def change(job: object, file: object, written: process.Outputs, **options: object) -> object:
        answer = run(job, file, written, **options)  # type: ignore[arg-type]
        time.sleep(0.01)
        (tmp_path / "partner.csv").write_bytes(many(3))
        return answer

    with (
        patch.object(process, "run", change),
        pytest.raises(FileRefused, match="changed while it was read"),
    ):
        take(many(10))


def test_nothing_of_the_app_reaches_the_process(
    take: Ingest, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HITECHTEX_SALT", "secret")
    monkeypatch.setenv("PYTHONSTARTUP", "anything")
    assert "secret" not in str(process._environment())
    assert set(process._environment()) <= {
        "PATH",
        "PYTHONPATH",
        "ARROW_DEFAULT_MEMORY_POOL",
        "OMP_NUM_THREADS",
        "OPENBLAS_NUM_THREADS",
        "MALLOC_ARENA_MAX",
    }
    assert take(many(1)).accepted == 1
