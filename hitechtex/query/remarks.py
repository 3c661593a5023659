"""What was said of the files that count when they were read: rows left out, totals that differ."""

from __future__ import annotations

import duckdb
import pyarrow as pa

from hitechtex.catalog import Catalog
from hitechtex.store.snapshot import Snapshot

SCHEMA = pa.schema(
    [
        *((name, pa.string()) for name in ("batch", "dataset", "partner", "file", "remark")),
        ("received_on", pa.date32()),
        ("batch_place", pa.int64()),
        ("place", pa.int64()),
    ]
)


def create_remarks(
    connection: duckdb.DuckDBPyConnection, snapshot: Snapshot, catalog: Catalog
) -> None:
    """Create `file_remarks`: one row per sentence on a live file, in the order they were said.

    Of datasets that know people nothing is loaded: a sentence may quote what stands in a cell.
    """
    people = {
        contract.dataset
        for contract in catalog.contracts.values()
        if any(field.type == "person" for field in contract.fields)
    }
    rows = [
        {
            "batch": batch.batch, "dataset": batch.dataset, "partner": batch.partner or None,
            "file": batch.file, "remark": remark, "received_on": batch.at.date(),
            "batch_place": batch.order, "place": place,
        }
        for batch in snapshot.live
        if batch.dataset not in people
        for place, remark in enumerate(batch.left_out)
    ]  # fmt: skip
    connection.register("known_remarks", pa.Table.from_pylist(rows, schema=SCHEMA))
    connection.execute(
        "create table file_remarks as select * from known_remarks order by batch_place desc, place"
    )
    connection.unregister("known_remarks")
