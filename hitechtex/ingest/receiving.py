"""What the reading process wrote becomes a Batch; its rows stay on the disk and are mapped."""

from __future__ import annotations

import mmap
import secrets
from datetime import UTC, datetime
from typing import IO, Any

import pyarrow as pa
import pyarrow.compute as pc

from hitechtex.ingest.batch import Batch, Fault, SetAside
from hitechtex.ingest.job import Answer, Job
from hitechtex.ingest.process import Outputs
from hitechtex.ingest.sentences import fault_of, left_out_of, repair_of, understood_of
from hitechtex.ingest.troubles import Finding, Trouble

SHARED_ROWS = 65_536


def receive(
    job: Job, answer: Answer, written: Outputs, *, sha256: str, partner: str, by: str, mapping: str
) -> Batch:
    """Return the batch of one job that was read."""
    at = datetime.now(UTC)
    batch = f"{at:%Y%m%dT%H%M%S%fZ}-{secrets.token_hex(6)}"
    accepted = _mapped(written.accepted)
    origin = {"batch": batch, "source_file": job.name, "source_sheet": answer.sheet}
    rows = _with_origin(accepted, origin)
    return Batch(
        id=batch,
        dataset=job.contract.dataset,
        partner=partner or _only(rows.column(job.contract.partner)),
        file=job.name,
        sha256=sha256,
        rows=rows,
        set_aside=SetAside(
            rows=_with_origin(_mapped(written.set_aside), {"source_sheet": answer.sheet}),
            faults=_faults(written.faults, answer.sheet),
        ),
        repairs=tuple(repair_of(change) for change in answer.changes),
        rows_read=answer.rows_read,
        at=at,
        by=by,
        is_sample=bool(accepted.num_rows) and answer.sample_rows == accepted.num_rows,
        mapping=mapping,
        left_out=left_out_of(answer),
        understood=understood_of(answer),
        meeting=answer.export.meeting if answer.export else None,
    )


def _mapped(file: IO[bytes]) -> pa.Table:
    """Return what lies in an open file; the table keeps the file's memory alive."""
    memory = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    return pa.ipc.open_file(pa.BufferReader(pa.py_buffer(memory))).read_all()


def _with_origin(rows: pa.Table, origin: dict[str, str]) -> pa.Table:
    """Return `rows` with columns of one text each before `source_row`, at no cost in memory."""
    place = rows.schema.get_field_index("source_row")
    for name, text in origin.items():
        rows = rows.add_column(place, name, _same(text, rows.num_rows))
        place += 1
    return rows


def _same(text: str, rows: int) -> pa.ChunkedArray:
    shared = pa.repeat(pa.scalar(text, pa.string()), min(rows, SHARED_ROWS))
    full, rest = divmod(rows, SHARED_ROWS)
    chunks = [shared] * full + ([shared.slice(0, rest)] if rest else [])
    return pa.chunked_array(chunks, pa.string())


def _only(partners: pa.ChunkedArray) -> str:
    """Return the one partner that all rows name, or an empty text."""
    bounds: Any = pc.min_max(partners).as_py()
    least = bounds["min"]
    same = least is not None and least == bounds["max"] and not partners.null_count
    return str(least) if same else ""


def _faults(file: IO[bytes], sheet: str) -> tuple[Fault, ...]:
    found = _mapped(file)
    return tuple(
        fault_of(Finding(row, column, value, Trouble(*trouble)), sheet)
        for row, column, value, *trouble in zip(
            *(column.to_pylist() for column in found.columns), strict=True
        )
    )
