"""What was read goes into open files in Arrow's format: good rows, rows set aside, findings."""

from __future__ import annotations

import os
from types import TracebackType
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from hitechtex.catalog.contracts import Contract
from hitechtex.ingest.job import FAULTS
from hitechtex.ingest.limits import Limits
from hitechtex.ingest.table import Ragged
from hitechtex.ingest.texts import Cells, Tidy
from hitechtex.ingest.troubles import Finding, Refusal, Trouble
from hitechtex.ingest.values import arrow_type

ROW = pa.field("source_row", pa.int64())


class Output:
    """Three open files, written chunk by chunk. `accepted` counts the good rows."""

    def __init__(
        self, descriptors: list[int], contract: Contract, tidy: Tidy, limits: Limits
    ) -> None:
        self.accepted = 0
        self._tidy = tidy
        self._limits = limits
        self._findings = 0
        typed = [(field.name, arrow_type(field)) for field in contract.fields]
        texts = [(name, pa.string()) for name in tidy.kept]
        good, aside, faults = descriptors
        self._good = _Written(good, pa.schema(typed).append(ROW))
        self._aside = _Written(aside, pa.schema(texts).append(ROW))
        self._faults = _Written(faults, FAULTS)

    def __enter__(self) -> Output:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        problem: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for written in (self._good, self._aside, self._faults):
            written.close()

    def write(self, cells: Cells, values: dict[str, pa.Array], findings: list[Finding]) -> pa.Array:
        """Write a chunk; return which of its rows are good."""
        findings = _with_ragged(findings, cells.ragged, self._tidy.width)
        self._count(findings)
        bad = np.isin(cells.numbers, np.array([each.row for each in findings], np.int64))
        good = pa.array(~bad)
        self.accepted += int((~bad).sum())
        numbers = pa.array(cells.numbers, pa.int64())
        self._good.write([column.filter(good) for column in (*values.values(), numbers)])
        if findings:
            self._set_aside(cells, pa.array(bad))
            self._faults.write(_columns(findings))
        return good

    def _count(self, findings: list[Finding]) -> None:
        self._findings += len(findings)
        if self._findings > self._limits.faults:
            last = findings[-1]
            raise Refusal(
                "too_many_faults",
                limit=self._limits.faults,
                broken=last.trouble.rule,
                column=last.column,
                row=last.row,
            )

    def _set_aside(self, cells: Cells, bad: pa.Array) -> None:
        kept = self._tidy.kept
        ragged = np.array([row.row for row in cells.ragged], np.int64)
        numbers = np.concatenate((cells.numbers[bad.to_numpy(zero_copy_only=False)], ragged))
        order = pa.array(np.argsort(numbers, kind="stable"))
        columns = [
            pa.concat_arrays(
                [
                    pc.fill_null(self._tidy.shown_column(cells.column(name).filter(bad)), ""),
                    pa.array([_cell(row, place) for row in cells.ragged], pa.string()),
                ]
            ).take(order)
            for place, name in zip(self._tidy.places, kept, strict=True)
        ]
        self._aside.write([*columns, pa.array(numbers, pa.int64()).take(order)])


class _Written:
    """One open file of record batches of one schema."""

    def __init__(self, descriptor: int, schema: pa.Schema) -> None:
        self._schema = schema
        self._file = os.fdopen(descriptor, "wb", buffering=1 << 20)
        self._writer = pa.ipc.new_file(self._file, schema)

    def write(self, columns: list[Any]) -> None:
        batch = pa.record_batch(columns, schema=self._schema)
        if batch.num_rows:
            self._writer.write_batch(batch)

    def close(self) -> None:
        self._writer.close()
        self._file.close()


def _cell(row: Ragged, place: int) -> str:
    return row.cells[place] if place < len(row.cells) else ""


def _with_ragged(findings: list[Finding], ragged: tuple[Ragged, ...], width: int) -> list[Finding]:
    if not ragged:
        return findings
    lengths = [
        Finding(row.row, "", str(len(row.cells)), Trouble("row_length", limit=str(width)))
        for row in ragged
    ]
    return sorted([*findings, *lengths], key=lambda each: each.row)


def _columns(findings: list[Finding]) -> list[list[Any]]:
    rows = [(f.row, f.column, f.value, *f.trouble) for f in findings]
    return [list(column) for column in zip(*rows, strict=True)]
