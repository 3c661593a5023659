"""A snapshot from tables in memory: what the store gives, without a store."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
from pyarrow import parquet as pq

from hitechtex.catalog.contracts import Contract
from hitechtex.store.snapshot import BatchRecord, Snapshot

TYPES = {
    "integer": pa.int64(),
    "date": pa.date32(),
    "boolean": pa.bool_(),
}
ORIGIN = {
    "batch": pa.string(),
    "source_file": pa.string(),
    "source_sheet": pa.string(),
    "source_row": pa.int64(),
}


def schema_of(contract: Contract) -> pa.Schema:
    """The columns of a dataset as the store keeps them."""
    return pa.schema(
        [
            (
                field.name,
                pa.decimal128(18, field.decimals)
                if field.type == "decimal"
                else TYPES.get(field.type, pa.string()),
            )
            for field in contract.fields
        ]
        + list(ORIGIN.items())
    )


def with_origin(
    table: pa.Table, contract: Contract, *, batch: str, file: str, rows: list[int]
) -> pa.Table:
    """Give a table every column of the contract and the way back to the file."""
    columns = []
    origin = {
        "batch": pa.array([batch] * len(rows), pa.string()),
        "source_file": pa.array([file] * len(rows), pa.string()),
        "source_sheet": pa.array([""] * len(rows), pa.string()),
        "source_row": pa.array(rows, pa.int64()),
    }
    schema = schema_of(contract)
    for field in schema:
        if field.name in origin:
            columns.append(origin[field.name])
        elif field.name in table.column_names:
            columns.append(table[field.name].cast(field.type))
        else:
            columns.append(pa.nulls(len(rows), field.type))
    return pa.table(columns, schema=schema)


def from_records(records: list[dict[str, object]], contract: Contract, *, batch: str) -> pa.Table:
    """Return rows given as mappings as a table of the contract."""
    schema = schema_of(contract)
    columns = []
    for field in schema:
        values = [record.get(field.name) for record in records]
        if pa.types.is_decimal(field.type):
            values = [None if value is None else Decimal(str(value)) for value in values]
        columns.append(pa.array(values, field.type) if field.name not in ORIGIN else None)
    rows = list(range(2, len(records) + 2))
    kept = {f.name: c for f, c in zip(schema, columns, strict=True) if c is not None}
    return with_origin(pa.table(kept), contract, batch=batch, file=f"{batch}.csv", rows=rows)


def snapshot_of(
    folder: Path,
    batches: list[tuple[str, str, pa.Table]],
    *,
    undone: tuple[str, ...] = (),
    samples: tuple[str, ...] = (),
) -> Snapshot:
    """Write (dataset, batch, rows) as Parquet and return the snapshot that names them."""
    folder.mkdir(parents=True, exist_ok=True)
    files: dict[str, tuple[str, ...]] = {}
    records = []
    for order, (dataset, batch, rows) in enumerate(batches, start=1):
        path = folder / f"{dataset}-{batch}.parquet"
        pq.write_table(rows, path)
        files[dataset] = (*files.get(dataset, ()), str(path))
        records.append(
            BatchRecord(
                batch=batch,
                dataset=dataset,
                partner="",
                file=f"{batch}.csv",
                sha256=batch,
                rows_read=rows.num_rows,
                accepted=rows.num_rows,
                set_aside=0,
                repaired=0,
                state="undone" if batch in undone else "live",
                at=datetime(2023, 10, 1, tzinfo=UTC),
                by="",
                is_sample=batch in samples,
                order=order,
            )
        )
    return Snapshot("test", 1, tuple(records), files)


def empty_snapshot() -> Snapshot:
    """A store in which nothing has been accepted yet."""
    return Snapshot("empty", 0, (), {})
