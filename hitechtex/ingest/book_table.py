"""A sheet of any workbook as text cells, read as it was understood to be (see understanding)."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import BinaryIO

import numpy as np
import pyarrow as pa

from hitechtex.ingest.books import Book, Cell, Merge, Row, text_of
from hitechtex.ingest.header_names import compose
from hitechtex.ingest.limits import Limits
from hitechtex.ingest.mapping import Mapping
from hitechtex.ingest.table import TextRows, TextTable
from hitechtex.ingest.troubles import Refusal

ROWS_AT_ONCE = 20_000


def read(stream: BinaryIO, mapping: Mapping, limits: Limits) -> TextTable:
    """Return the table of a sheet; raise Refusal where it is not as the mapping says."""
    book = Book(stream, limits)
    if not book.sheets.get(mapping.sheet, False):
        shown = ", ".join(f"“{name}”" for name, is_visible in book.sheets.items() if is_visible)
        raise Refusal("sheet_missing", wanted=mapping.sheet, sheets=shown)
    rows = book.rows(mapping.sheet)
    above = list(islice(rows, mapping.header_row + mapping.header_rows - 1))
    header = [[text_of(cell) for cell in row] for _, row in above[mapping.header_row - 1 :]]
    if not any(cell.strip() for row in header for cell in row):
        raise Refusal("no_header", row=mapping.header_row, sheet=mapping.sheet)
    names = compose(_trimmed(header), mapping.width)
    merged = {place for place, name in enumerate(names) if name in mapping.fill_merged}
    if merged:
        rows = _filled(rows, book.merges(mapping.sheet), merged, above[-1][0])
    return TextTable(mapping.sheet, names, _chunks(rows, names, _decimals(names, mapping)))


def _trimmed(header: list[list[str]]) -> list[list[str]]:
    """Return header rows without the blank cells at their ends."""
    kept = []
    for row in header:
        used = max((place for place, cell in enumerate(row, 1) if cell.strip()), default=0)
        kept.append(row[:used])
    return kept


def _decimals(names: tuple[str, ...], mapping: Mapping) -> list[str]:
    """Return for each column the mark with which its true numbers become text."""
    marks = {name: how.decimal for how in mapping.fields.values() for name in how.columns}
    return [marks.get(name, ".") for name in names]


def _filled(
    rows: Iterator[Row], merges: tuple[Merge, ...], places: set[int], header: int
) -> Iterator[Row]:
    """Give the rows with the value of a merged cell in every row that it spans."""
    tops: dict[int, list[tuple[int, int]]] = {}
    for merge in merges:
        if merge.columns[0] in places and merge.rows[0] > header:
            tops.setdefault(merge.rows[0], []).append((merge.columns[0], merge.rows[1]))
    holding: dict[int, tuple[int, Cell]] = {}
    for number, row in rows:
        cells = list(row)
        for place, (last, cell) in holding.items():
            if number <= last:
                cells.extend([""] * (place + 1 - len(cells)))
                cells[place] = cell
        for place, last in tops.get(number, ()):
            holding[place] = (last, cells[place] if place < len(cells) else "")
        yield number, cells


def _chunks(rows: Iterator[Row], names: tuple[str, ...], decimals: list[str]) -> Iterator[TextRows]:
    width = len(names)
    while taken := list(islice(rows, ROWS_AT_ONCE)):
        full = [_texts(number, row, decimals, width) for number, row in taken]
        columns = [pa.array(column, pa.string()) for column in zip(*full, strict=True)]
        numbers = np.array([number for number, _ in taken], np.int64)
        yield TextRows(numbers, tuple(columns))


def _texts(number: int, row: list[Cell], decimals: list[str], width: int) -> list[str]:
    for place, cell in enumerate(row[width:], start=width + 1):
        if text_of(cell).strip():
            raise Refusal("unnamed_column", place=place, row=number)
    texts = [text_of(cell, mark) for cell, mark in zip(row, decimals, strict=False)]
    return texts + [""] * (width - len(texts))
