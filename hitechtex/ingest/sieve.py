"""Rows that are no rows of the table are left out, and blanks filled that repeat what is above."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from hitechtex.ingest.table import TextRows


class Sieve:
    """Passes the chunks of one table; `skip` are rows to leave out, `fill_down` columns."""

    def __init__(
        self, header: tuple[str, ...], skip: tuple[int, ...], fill_down: tuple[str, ...]
    ) -> None:
        self._skip = np.array(skip, np.int64)
        self._places = [place for place, name in enumerate(header) if name in fill_down]
        self._above = dict.fromkeys(self._places, "")

    def __call__(self, rows: TextRows) -> TextRows:
        """Return a chunk without the rows to skip, its blanks filled down."""
        if len(self._skip):
            rows = self._kept(rows)
        if self._places:
            rows = self._filled(rows)
        return rows

    def _kept(self, rows: TextRows) -> TextRows:
        kept = ~np.isin(rows.numbers, self._skip)
        mask = pa.array(kept)
        return TextRows(
            numbers=rows.numbers[kept],
            columns=tuple(column.filter(mask) for column in rows.columns),
            ragged=tuple(each for each in rows.ragged if each.row not in self._skip),
        )

    def _filled(self, rows: TextRows) -> TextRows:
        said = pa.array(np.zeros(len(rows.numbers), bool))
        for column in rows.columns:
            said = pc.or_(said, pc.not_equal(pc.utf8_trim_whitespace(column), ""))
        columns = list(rows.columns)
        for place in self._places:
            columns[place] = self._down(place, columns[place], said)
        return TextRows(numbers=rows.numbers, columns=tuple(columns), ragged=rows.ragged)

    def _down(self, place: int, column: pa.Array, said: pa.Array) -> pa.Array:
        blank = pc.equal(pc.utf8_trim_whitespace(column), "")
        known = pc.if_else(blank, pa.scalar(None, pa.string()), column)
        below = pc.fill_null(pc.fill_null_forward(known), self._above[place])
        if len(below):
            self._above[place] = below[-1].as_py()
        # A row that says nothing at all stays blank.
        return pc.if_else(pc.and_(blank, said), below, column)
