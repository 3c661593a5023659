"""Rows as synced Parquet files, in bounded memory, however many there are."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from hitechtex.store.delta import DataFile
from hitechtex.store.synced import make_folder, sync

ROWS_PER_FILE = 1_000_000
ROWS_PER_GROUP = 122_880
"""Rows that one thread reads at a time; DuckDB's own size."""


def write_files(folder: Path, stem: str, parts: Iterable[pa.Table]) -> list[DataFile]:
    """Write one synced file per part, named in their order; on failure none is left behind."""
    written: list[DataFile] = []
    try:
        for number, part in enumerate(parts):
            make_folder(folder)
            name = f"{stem}.{number:05}.{uuid.uuid4().hex}.parquet"
            written.append(DataFile(name, 0, part.num_rows))
            written[-1] = DataFile(name, _write(folder / name, part), part.num_rows)
        if written:
            sync(folder)
    except BaseException:
        # A full disk needs its space back; no commit names these files yet.
        remove(folder, written)
        raise
    return written


def remove(folder: Path, files: Iterable[DataFile]) -> None:
    """Remove files that no commit names."""
    for file in files:
        (folder / file.name).unlink(missing_ok=True)


def in_parts(rows: pa.Table) -> Iterator[pa.Table]:
    """Yield the rows in parts of the size of one file; no row is copied."""
    for start in range(0, rows.num_rows, ROWS_PER_FILE):
        yield rows.slice(start, ROWS_PER_FILE)


def _write(path: Path, rows: pa.Table) -> int:
    """Write and sync one file; return its size in bytes."""
    with path.open("xb") as file:
        writer = pq.ParquetWriter(file, rows.schema, compression="zstd", store_schema=False)
        with writer:
            for start in range(0, rows.num_rows, ROWS_PER_GROUP):
                writer.write_table(rows.slice(start, ROWS_PER_GROUP), ROWS_PER_GROUP)
        size = file.tell()
    sync(path)
    return size
