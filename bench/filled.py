"""A store of any size: the sample as it was written, without the parsing of partners' files."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pyarrow as pa
from pyarrow import csv

from hitechtex.catalog import Catalog
from hitechtex.catalog.contracts import Contract
from hitechtex.ingest.batch import Batch, SetAside
from hitechtex.query import Engine, open_engine
from hitechtex.store import append, current, open_store

ARROW = {"integer": pa.int64(), "date": pa.date32(), "boolean": pa.bool_()}


def stored_and_opened(folder: Path, catalog: Catalog) -> Engine:
    """Put every dataset of the sample in `folder` into a store and open its snapshot."""
    store = open_store(folder / "store")
    for path in sorted(folder.glob("*.csv")):
        append(store, _batch(path, catalog.contract(path.stem)))
    return open_engine(current(store), catalog)


def _batch(path: Path, contract: Contract) -> Batch:
    rows = _rows(path, contract)
    return Batch(
        id=f"bench-{contract.dataset}",
        dataset=contract.dataset,
        partner="",
        file=path.name,
        sha256=contract.dataset,
        rows=rows,
        set_aside=SetAside(rows.slice(0, 0), ()),
        repairs=(),
        rows_read=rows.num_rows,
        at=datetime.now(UTC),
        is_sample=True,
    )


def _rows(path: Path, contract: Contract) -> pa.Table:
    """Cast the file as it stands, block by block, into a file that stays on the disk."""
    types = {
        field.name: pa.decimal128(18, field.decimals)
        if field.type == "decimal"
        else ARROW.get(field.type, pa.string())
        for field in contract.fields
    }
    convert = csv.ConvertOptions(
        column_types=types,
        strings_can_be_null=True,
        null_values=[""],
        true_values=["yes"],
        false_values=["no"],
        include_columns=list(types),
        include_missing_columns=True,
    )
    kept, number = path.with_suffix(".arrow"), 2
    sink = None
    for read in csv.open_csv(path, convert_options=convert):
        block = _with_origin(read, contract, path.name, number)
        number += block.num_rows
        sink = sink or pa.ipc.new_file(kept, block.schema)
        sink.write_batch(block)
    if sink is not None:
        sink.close()
    return pa.ipc.open_file(pa.memory_map(str(kept))).read_all()


def _with_origin(
    block: pa.RecordBatch, contract: Contract, file: str, number: int
) -> pa.RecordBatch:
    rows = block.num_rows
    origin = {
        "batch": pa.repeat(pa.scalar(f"bench-{contract.dataset}"), rows),
        "source_file": pa.repeat(pa.scalar(file), rows),
        "source_sheet": pa.repeat(pa.scalar(""), rows),
        "source_row": pa.array(range(number, number + rows), pa.int64()),
    }
    columns = {name: block.column(name) for name in block.schema.names} | origin
    return pa.record_batch(columns)
