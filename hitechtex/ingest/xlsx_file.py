"""A workbook (.xlsx) as text cells: looked at as an archive first, then read by calamine.

Numbers come as the shortest text of at most 15 digits, which is what the program shows and
keeps; days as ISO dates. Where cells are numbers shown with leading zeros (format `00000`),
openpyxl reads them, because only it tells the format.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime, time
from decimal import Decimal
from functools import lru_cache
from itertools import islice
from typing import Any, BinaryIO

import numpy as np
import pyarrow as pa
import python_calamine

from hitechtex.ingest.archive import DAMAGE, Archive
from hitechtex.ingest.limits import Limits
from hitechtex.ingest.mapping import Mapping
from hitechtex.ingest.sheet_part import Part
from hitechtex.ingest.table import TextRows, TextTable
from hitechtex.ingest.troubles import Refusal

ROWS_AT_ONCE = 20_000
DIGITS = 15
Row = list[Any]


def read(stream: BinaryIO, dataset: str, mapping: Mapping, limits: Limits) -> TextTable:
    """Return the table of a workbook; raise Refusal where it is damaged, hostile or ambiguous."""
    archive = Archive(stream, limits)
    sheet = _choose(archive, dataset, mapping)
    part = archive.sheet(sheet)
    rows = _openpyxl_rows(stream, sheet) if archive.pads_numbers else _calamine_rows(stream, sheet)
    full = corrected(rows, part)
    above = list(islice(full, mapping.header_row))
    header = tuple(cell.strip() for cell in above[-1]) if len(above) == mapping.header_row else ()
    while header and not header[-1]:
        header = header[:-1]
    if not any(header):
        raise Refusal("no_header", row=mapping.header_row, sheet=sheet)
    return TextTable(sheet, header, _chunks(full, len(header), mapping.header_row))


def _choose(archive: Archive, dataset: str, mapping: Mapping) -> str:
    """Return the sheet to read: the one named, the dataset's, or the only visible one with data."""
    names = archive.visible
    listed = ", ".join(f"“{name}”" for name in names)
    if mapping.sheet:
        if mapping.sheet not in archive.sheets:
            raise Refusal("sheet_missing", wanted=mapping.sheet, sheets=listed)
        return mapping.sheet
    filled = [name for name in names if archive.sheet(name).last_row]
    if len(filled) > 1:
        filled = [name for name in filled if archive.filled(name).last_row]
    if dataset in filled:
        return dataset
    if len(filled) > 1:
        raise Refusal("sheet_choice", sheets=", ".join(f"“{n}”" for n in filled), dataset=dataset)
    if not filled:
        raise Refusal("no_sheet")
    return filled[0]


def _calamine_rows(stream: BinaryIO, sheet: str) -> Iterator[Row]:
    """Give the rows from the first one of the sheet, columns from the first one."""
    stream.seek(0)
    try:
        book = python_calamine.load_workbook(stream)
        found = book.get_sheet_by_name(sheet)
    except python_calamine.PasswordError:
        raise Refusal("workbook_password") from None
    except (python_calamine.CalamineError, OSError):
        raise Refusal("broken_workbook") from None
    before = [""] * (found.start[1] if found.start else 0)
    for row in found.iter_rows():
        yield before + [cell if type(cell) is str else cell_text(cell) for cell in row]


def _openpyxl_rows(stream: BinaryIO, sheet: str) -> Iterator[Row]:
    for row in openpyxl_cells(stream, sheet):
        yield [padded(cell) for cell in row]


def openpyxl_cells(stream: BinaryIO, sheet: str) -> Iterator[tuple[Any, ...]]:
    """Give the rows of cells that know how they are shown."""
    # Rarely needed, and slower to import than everything else here together.
    import openpyxl  # noqa: PLC0415

    stream.seek(0)
    try:
        book = openpyxl.load_workbook(stream, read_only=True, data_only=True)
        page = book[sheet]
        # The sheet's own word on its size may be wrong; its rows are not.
        page.reset_dimensions()
        yield from page.iter_rows()
    except (*DAMAGE, TypeError, AttributeError):
        raise Refusal("broken_workbook") from None


def padded(cell: Any) -> str:
    """Return a cell of openpyxl as text, with the leading zeros with which it is shown."""
    text = cell_text(cell.value)
    shown = getattr(cell, "number_format", "") or ""
    if set(shown) == {"0"} and text.isdigit():
        return text.zfill(len(shown))
    return text


@lru_cache(maxsize=100_000, typed=True)
def cell_text(cell: Any) -> str:
    """Return a cell as text: numbers in at most 15 digits, days as ISO dates, nothing as blank."""
    if isinstance(cell, str):
        return cell
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, int | float):
        return _number(cell)
    if isinstance(cell, datetime):
        return str(cell.date()) if cell.time() == time() else cell.isoformat(" ")
    return cell.isoformat() if isinstance(cell, date | time) else str(cell)


def _number(cell: float) -> str:
    if isinstance(cell, int):
        return str(cell)
    if cell.is_integer() and abs(cell) < 10**DIGITS:
        return str(int(cell))
    return f"{Decimal(f'{cell:.{DIGITS}g}'):f}"


def corrected(rows: Iterable[Row], part: Part) -> Iterator[Row]:
    """Give the rows with what the readers pass over in silence: errors and unfinished formulas."""
    for number, row in enumerate(rows, start=1):
        for place, text in part.overlooked.get(number, ()):
            row.extend([""] * (place + 1 - len(row)))
            row[place] = text
        yield row


def _chunks(rows: Iterator[Row], width: int, before: int) -> Iterator[TextRows]:
    number = before + 1
    while taken := list(islice(rows, ROWS_AT_ONCE)):
        widest = max(width, *map(len, taken))
        full = [row if len(row) == widest else row + [""] * (widest - len(row)) for row in taken]
        columns = [pa.array(column, pa.string()) for column in zip(*full, strict=True)]
        numbers = np.arange(number, number + len(taken), dtype=np.int64)
        _refuse_unnamed(columns[width:], width, numbers)
        yield TextRows(numbers, tuple(columns[:width]))
        number += len(taken)


def _refuse_unnamed(beyond: list[pa.Array], width: int, numbers: Any) -> None:
    for place, column in enumerate(beyond, start=width + 1):
        for number, text in zip(numbers, column.to_pylist(), strict=True):
            if text.strip():
                raise Refusal("unnamed_column", place=place, row=number)
