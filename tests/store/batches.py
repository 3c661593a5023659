"""Batches made by hand, and what a store holds, read without the query engine."""

from __future__ import annotations

import dataclasses
import hashlib
import uuid
from collections.abc import Iterable
from datetime import UTC, date, datetime

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


def a_filed_batch(
    rows: dict[str, tuple[str, date | None, int]], *, file: str = "", by: str = "north"
) -> Batch:
    """A batch of exchanges: key → partner, day of the start, working days."""
    batch = a_batch({key: days for key, (_, _, days) in rows.items()}, file=file, partner=by)
    starts = pa.array([day for _, day, _ in rows.values()], pa.date32())
    place = EXCHANGES.get_field_index("start_date")
    table = batch.rows.set_column(place, "start_date", starts)
    partners = pa.array([partner for partner, _, _ in rows.values()], pa.string())
    return dataclasses.replace(batch, rows=table.append_column("partner", partners))


def live_rows(snapshot: Snapshot, dataset: str = "exchanges") -> dict[str, int]:
    """Return the rows that count, key → working days; of one key the later batch's row."""
    order = {record.batch: record.order for record in snapshot.live}
    rows = [
        row for file in snapshot.files.get(dataset, ()) for row in pq.read_table(file).to_pylist()
    ]
    rows.sort(key=lambda row: order[row["batch"]])
    return {row["exchange_id"]: row["working_days"] for row in rows}
