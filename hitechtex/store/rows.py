"""The rows of a batch, accepted and set aside, written before the ledger names them."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from hitechtex.ingest.batch import Batch, Fault, SetAside
from hitechtex.store import delta
from hitechtex.store.ledger import SET_ASIDE
from hitechtex.store.parquet import in_parts, write_files

ROWS_PER_FILE = 100_000
ROWS_AT_ONCE = 10_000

_ORIGIN = ("source_sheet", "source_row")
_Faults = dict[tuple[str, int], list[dict[str, Any]]]

KEPT = pa.schema(
    [
        ("batch", pa.string()),
        ("dataset", pa.string()),
        ("source_sheet", pa.string()),
        ("source_row", pa.int64()),
        ("row", pa.string()),
        ("faults", pa.string()),
    ]
)
"""`row` is the row of the file as JSON, null for a fault of the file as a whole."""


def write_accepted(store: Path, batch: Batch) -> tuple[str, ...]:
    """Add the accepted rows to the table of the dataset; return the names of the files."""
    return _grow(store / batch.dataset, batch.id, batch.rows.schema, in_parts(batch.rows))


def write_set_aside(store: Path, batch: Batch) -> tuple[str, ...]:
    """Add the rows set aside, and every fault, to their table; return the names of the files."""
    return _grow(store / SET_ASIDE, batch.id, KEPT, _kept(batch))


def read_set_aside(store: Path, names: Iterable[str]) -> SetAside:
    """Return what was set aside, from the files of one batch, in the order of the file."""
    tables = [pq.ParquetFile(store / SET_ASIDE / name).read() for name in names]
    kept = pa.concat_tables([KEPT.empty_table(), *tables]).to_pylist()
    faults = [fault for row in kept for fault in json.loads(row["faults"])]
    faults.sort(key=lambda fault: int(fault["place"]))
    return SetAside(
        rows=_as_table([row for row in kept if row["row"] is not None]),
        faults=tuple(Fault(*(fault[name] for name in Fault.__match_args__)) for fault in faults),
    )


def _grow(
    folder: Path, batch: str, schema: pa.Schema, parts: Iterable[pa.Table]
) -> tuple[str, ...]:
    """Write the parts and commit them; take over what an earlier try of the batch committed."""
    earlier = _names_of(folder, batch)
    if earlier:
        return earlier
    files = write_files(folder, batch, parts)
    if files:
        delta.grow(folder, files, schema)
    return tuple(file.name for file in files)


def _names_of(folder: Path, batch: str) -> tuple[str, ...]:
    """Return the files of the batch that the table names, in the order of its rows."""
    # Our own commits are read, not a table opened: this is asked before every batch.
    names = (name for at in range(1, delta.version(folder) + 1) for name in delta.added(folder, at))
    return tuple(sorted(name for name in names if name.startswith(f"{batch}.")))


def _kept(batch: Batch) -> Iterator[pa.Table]:
    """Yield the rows set aside in parts of the size of one file, then the faults of no row."""
    faults: _Faults = defaultdict(list)
    for place, fault in enumerate(batch.faults):
        faults[fault.sheet, fault.row].append({"place": place, **vars(fault)})
    rows = batch.set_aside.rows
    for start in range(0, rows.num_rows, ROWS_PER_FILE):
        chunks = rows.slice(start, ROWS_PER_FILE).to_batches(max_chunksize=ROWS_AT_ONCE)
        yield pa.concat_tables(_as_json(batch, chunk.to_pylist(), faults) for chunk in chunks)
    if faults:
        places = [dict(zip(_ORIGIN, place, strict=True)) for place in faults]
        yield _as_json(batch, places, faults).set_column(4, "row", pa.nulls(len(places), "string"))


def _as_json(batch: Batch, rows: list[dict[str, Any]], faults: _Faults) -> pa.Table:
    """Return rows of `KEPT`; each takes its faults out of `faults`, so that none is kept twice."""
    kept = []
    for row in rows:
        sheet, number = row.get("source_sheet") or "", int(row["source_row"])
        its_own = faults.pop((sheet, number), [])
        text = {name: value for name, value in row.items() if name not in _ORIGIN}
        kept.append((batch.id, batch.dataset, sheet, number, _json(text), _json(its_own)))
    columns = zip(*kept, strict=True) if kept else [[] for _ in KEPT]
    return pa.table([pa.array(c, t) for c, t in zip(columns, KEPT.types, strict=True)], schema=KEPT)


def _as_table(kept: list[dict[str, Any]]) -> pa.Table:
    """Return rows of `KEPT` with the columns of the partner's file again, as text."""
    rows = [{**json.loads(row["row"]), **{name: row[name] for name in _ORIGIN}} for row in kept]
    names = dict.fromkeys(name for row in rows for name in row if name not in _ORIGIN)
    texts = {name: pa.array((row.get(name) for row in rows), pa.string()) for name in names}
    origin = {
        name: pa.array((row[name] for row in rows), KEPT.field(name).type) for name in _ORIGIN
    }
    return pa.table({**texts, **origin})


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
