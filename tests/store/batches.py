"""Batches made by hand, and what a store holds, read without the query engine."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Iterable
from datetime import UTC, datetime

import pyarrow as pa
import pyarrow.parquet as pq

from hitechtex.ingest.batch import Batch, Fault, Repair, SetAside
from hitechtex.store import Snapshot

EXCHANGES = pa.schema(
    [
        ("exchange_id", pa.string()),
        ("working_days", pa.int64()),
        ("lump_sum_eur", pa.decimal128(12, 2)),
        ("start_date", pa.date32()),
        ("batch", pa.string()),
        ("source_file", pa.string()),
        ("source_sheet", pa.string()),
        ("source_row", pa.int64()),
    ]
)
NOTHING = pa.schema([("source_sheet", pa.string()), ("source_row", pa.int64())]).empty_table()


def a_batch(
    rows: dict[str, int],
    *,
    file: str = "",
    partner: str = "north",
    dataset: str = "exchanges",
    set_aside: Iterable[dict[str, object]] = (),
    faults: tuple[Fault, ...] = (),
    repairs: tuple[Repair, ...] = (),
) -> Batch:
    """A batch with one row per key of `rows`, whose value is its working days."""
    name = uuid.uuid4().hex
    file = file or f"{name}.csv"
    table = pa.Table.from_pylist(
        [
            {"exchange_id": key, "working_days": days, "batch": name, "source_row": place}
            for place, (key, days) in enumerate(rows.items(), 2)
        ],
        schema=EXCHANGES,
    )
    aside = pa.Table.from_pylist(list(set_aside)) if set_aside else NOTHING
    return Batch(
        id=name,
        dataset=dataset,
        partner=partner,
        file=file,
        sha256=hashlib.sha256(file.encode()).hexdigest(),
        rows=table,
        set_aside=SetAside(aside, faults),
        repairs=repairs,
        rows_read=table.num_rows + aside.num_rows,
        at=datetime(2023, 3, 15, 9, 30, tzinfo=UTC),
    )


def live_rows(snapshot: Snapshot, dataset: str = "exchanges") -> dict[str, int]:
    """Return the rows that count, key → working days; of one key the later batch's row."""
    order = {record.batch: record.order for record in snapshot.live}
    rows = [
        row for file in snapshot.files.get(dataset, ()) for row in pq.read_table(file).to_pylist()
    ]
    rows.sort(key=lambda row: order[row["batch"]])
    return {row["exchange_id"]: row["working_days"] for row in rows}
