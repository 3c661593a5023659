"""Totals that a partner's own sheet gives, held against the rows that were taken from it.

A total is told where it differs and changes nothing: the sheet may be wrong, or a row may wait.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

import pyarrow as pa
import pyarrow.compute as pc

from hitechtex.catalog.contracts import Contract
from hitechtex.catalog.texts import say
from hitechtex.ingest.batch import Batch
from hitechtex.ingest.free_numbers import value
from hitechtex.ingest.understanding import LeftOut, Understanding

NOT_OF_A_NUMBER = re.compile(r"[^\d.,' +\-−]")
CENT = Decimal("0.005")


@dataclass(frozen=True)
class _Added:
    """A column of the sheet whose values can be added up: its name, values and rows."""

    name: str
    decimal: str
    values: pa.ChunkedArray
    rows: pa.ChunkedArray

    def sum_between(self, after: int, before: int) -> Decimal:
        """Return the sum over the rows of the sheet between two of them."""
        within = pc.and_(pc.greater(self.rows, after), pc.less(self.rows, before))
        found = pc.sum(pc.filter(self.values, within)).as_py()
        return Decimal(str(found or 0))


def differing_totals(found: Understanding, batch: Batch, contract: Contract) -> tuple[str, ...]:
    """Return a whole sentence on each total of the sheet that its accepted rows do not add up to.

    A total may be of all rows above it, or of those since the total before; either is right.
    """
    totals = [each for each in found.left_out if each.kind == "total" and each.cells]
    if not totals:
        return ()
    columns = list(_columns(found, batch, contract))
    waiting = batch.set_aside.rows.num_rows
    said, before = [], 0
    for total in sorted(totals, key=lambda each: each.rows[0]):
        said += [_sentence(total, *each, waiting) for each in _differing(total, columns, before)]
        before = total.rows[0]
    return tuple(said)


def _columns(found: Understanding, batch: Batch, contract: Contract) -> Iterator[_Added]:
    fields = found.mapping.fields if found.mapping else {}
    for name, how in fields.items():
        promised = contract.field(name)
        is_number = promised.type in {"integer", "decimal"}
        if is_number and promised.adds and len(how.columns) == 1:
            rows = batch.rows.column("source_row")
            yield _Added(how.columns[0], how.decimal, batch.rows.column(name), rows)


def _differing(
    total: LeftOut, columns: list[_Added], before: int
) -> Iterator[tuple[_Added, Decimal]]:
    row = total.rows[0]
    for column in columns:
        text = NOT_OF_A_NUMBER.sub("", total.cells.get(column.name, "")).strip()
        # A true number of the workbook has a dot, whatever the texts of its column have.
        given = [n for mark in (column.decimal, ".") if (n := value(text, mark)) is not None]
        sums = (column.sum_between(0, row), column.sum_between(before, row))
        if given and not any(abs(g - s) < CENT for g in given for s in sums):
            yield column, sums[0] if before == 0 else min(sums, key=lambda s: abs(s - given[0]))


def _sentence(total: LeftOut, column: _Added, added: Decimal, waiting: int) -> str:
    differs = say(
        "understand.total.differs",
        row=str(total.rows[0]),
        column=column.name,
        given=total.cells[column.name],
        added=f"{added.normalize():f}",
    )
    return f"{differs} {say('understand.total.waiting', n=waiting)}" if waiting else differs
