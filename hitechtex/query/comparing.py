"""The accepted rows of chosen batches, whether they count or not, side by side for a query.

They are read from the store for one question and forgotten: `batch_rows` has one row per accepted
row, its cells as text in the order of `batch_fields`. Rows of a dataset that knows people are
never read: what changed between two lists, or how long they are, can tell of one person.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from hitechtex.catalog import Catalog
from hitechtex.catalog.contracts import Contract
from hitechtex.catalog.texts import say
from hitechtex.errors import QueryError
from hitechtex.store.snapshot import Snapshot

BATCH_ROWS = "batch_rows"
PARAMETERS = ("batch", "earlier", "later")
MOST_ROWS = 300_000
MISSING = "\x00"

ROWS = pa.schema(
    [
        *((name, pa.string()) for name in ("batch", "row_key", "row_name", "source_sheet")),
        ("source_row", pa.int64()),
        ("filed_on", pa.date32()),
        ("cells", pa.list_(pa.string())),
    ]
)
FIELDS = pa.schema([("place", pa.int64()), ("field", pa.string())])
SQL = {
    pa.string(): "varchar",
    pa.int64(): "bigint",
    pa.date32(): "date",
    pa.list_(pa.string()): "varchar[]",
}
Tables = dict[str, pa.Table]


def tables_of(snapshot: Snapshot, catalog: Catalog, batches: Iterable[str]) -> Tables:
    """Return `batch_rows` and `batch_fields` for batches of one dataset; unknown ones have none.

    None either have those of a dataset that knows people.

    Raises QueryError where they hold more rows than can be laid side by side.
    """
    chosen = set(batches)
    records = [each for each in snapshot.batches if each.batch in chosen]
    if sum(each.accepted for each in records) > MOST_ROWS:
        raise QueryError(
            say("query.too_long.says", n=MOST_ROWS),
            where=", ".join(each.file for each in records),
            do=say("query.too_long.do"),
        )
    contract = catalog.contracts.get(records[0].dataset) if records else None
    if contract is None or knows_people(contract):
        return {BATCH_ROWS: ROWS.empty_table(), "batch_fields": FIELDS.empty_table()}
    parts = [
        _rows(pq.read_table(path, partitioning=None), contract)
        for each in records
        for path in snapshot.batch_files.get(each.batch, ())
    ]
    names = contract.field_names
    places = pa.array(range(1, len(names) + 1), pa.int64())
    fields = pa.table([places, pa.array(names, pa.string())], schema=FIELDS)
    return {BATCH_ROWS: pa.concat_tables([ROWS.empty_table(), *parts]), "batch_fields": fields}


def knows_people(contract: Contract) -> bool:
    """Return whether rows of a dataset are about a person each."""
    return any(field.type == "person" for field in contract.fields)


def _rows(rows: pa.Table, contract: Contract) -> pa.Table:
    days = [rows[name] for name in contract.day if name in rows.column_names]
    columns = [
        _text(rows, "batch"),
        _joined([_text(rows, name) for name in contract.key], "\x1f"),
        _joined([_text(rows, name) for name in contract.key], " / "),
        _text(rows, "source_sheet"),
        rows["source_row"],
        pc.coalesce(*days) if days else pa.nulls(rows.num_rows, pa.date32()),
        _cells([_text(rows, name) for name in contract.field_names], rows.num_rows),
    ]
    return pa.table(columns, schema=ROWS)


def _text(rows: pa.Table, name: str) -> pa.Array:
    """Return a column as text, all missing where an older contract did not have it."""
    if name not in rows.column_names:
        return pa.nulls(rows.num_rows, pa.string())
    return pc.cast(rows[name], pa.string()).combine_chunks()


def _joined(columns: Iterable[pa.Array], between: str) -> pa.Array:
    known: Iterator[pa.Array] = (pc.fill_null(each, MISSING) for each in columns)
    joined = pc.binary_join_element_wise(*known, pa.scalar(between))
    return pc.replace_substring(joined, MISSING, "–") if between == " / " else joined


def _cells(columns: list[pa.Array], rows: int) -> pa.Array:
    """Return one list per row with its cells, from columns of text."""
    flat = pa.concat_arrays(columns)
    order = [place * rows + row for row in range(rows) for place in range(len(columns))]
    offsets = range(0, len(columns) * rows + 1, len(columns))
    cells = flat.take(pa.array(order, pa.int64()))
    return pa.ListArray.from_arrays(pa.array(offsets, pa.int32()), cells)
