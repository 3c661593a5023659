"""What was said of the files that count when they were read: rows left out, totals that differ."""

from __future__ import annotations

import duckdb

from hitechtex.catalog import Catalog
from hitechtex.query.listed import create_listed
from hitechtex.store.snapshot import Snapshot

COLUMNS = {
    **dict.fromkeys(("batch", "dataset", "partner", "file", "remark"), "varchar"),
    "received_on": "date",
    "batch_place": "bigint",
    "place": "bigint",
}


def create_remarks(
    connection: duckdb.DuckDBPyConnection, snapshot: Snapshot, catalog: Catalog
) -> None:
    """Create `file_remarks`: one row per sentence on a live file.

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
    create_listed(connection, "file_remarks", COLUMNS, rows)
