"""Workbooks of every kind (.xlsx, .xls, .ods) as rows of typed cells; hidden sheets are named only.

What a workbook unpacks to is known before anything unpacks it, as for canonical files (archive).
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import partial
from typing import Any, BinaryIO

import python_calamine

from hitechtex.ingest.archive import Archive, Package
from hitechtex.ingest.limits import Limits
from hitechtex.ingest.ods_errors import ods_errors
from hitechtex.ingest.sheet_part import Part
from hitechtex.ingest.troubles import Refusal
from hitechtex.ingest.xls_errors import xls_errors
from hitechtex.ingest.xlsx_file import cell_text, corrected, openpyxl_cells, padded

OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ZIP = b"PK\x03\x04"
Cell = Any
"""str, int, float, bool, date, datetime, time or None; an error is its text (#N/A)."""
Row = tuple[int, list[Cell]]
"""A row's number in the sheet, and its cells from column A on."""


@dataclass(frozen=True)
class Merge:
    """Cells merged over several rows: their first and last row (from 1) and column (from 0)."""

    rows: tuple[int, int]
    columns: tuple[int, int]


class Book:
    """One workbook. `kind` is xlsx, xls or ods; `epoch` from when its serial numbers count."""

    def __init__(self, stream: BinaryIO, limits: Limits) -> None:
        self._stream = stream
        self._limits = limits
        self.archive: Archive | None = None
        self._broken: dict[str, dict[int, list[tuple[int, str]]]] = {}
        self.kind = _kind(stream)
        self.epoch = "1900"
        if self.kind == "xlsx":
            self.archive = Archive(stream, limits)
            self.epoch = "1904" if self.archive.counts_from_1904 else "1900"
        elif self.kind == "ods":
            package = Package(stream, limits, declarations_in=("content.xml",))
            self._broken = ods_errors(partial(package.blocks, "content.xml"))
        self._book = _load(stream, self.kind)
        if self.kind == "xls":
            # In the order of the workbook, as the reader names them.
            names = [each.name for each in self._book.sheets_metadata]
            self._broken = dict(zip(names, xls_errors(stream), strict=False))
        # A sheet is unpacked once, however often its rows are gone over.
        self._parsed: dict[str, python_calamine.CalamineSheet] = {}
        visible = python_calamine.SheetVisibleEnum.Visible
        work = python_calamine.SheetTypeEnum.WorkSheet
        self.sheets = {
            each.name: each.visible == visible
            for each in self._book.sheets_metadata
            if each.typ == work
        }
        if self.archive:
            # Its own word on what is hidden; both must agree that a sheet may be read.
            shown = set(self.archive.visible)
            self.sheets = {n: v and n in shown for n, v in self.sheets.items()}

    def rows(self, sheet: str) -> Iterator[Row]:
        """Give the rows of a sheet from its first one; raise Refusal where it is too large."""
        broken = Part(overlooked=self._broken.get(sheet, {}))
        part = self.archive.sheet(sheet) if self.archive else broken
        if self.archive and (self.archive.pads_numbers or self.archive.shows_percents):
            plain: Iterator[list[Cell]] = (
                [_shown(cell) for cell in row] for row in openpyxl_cells(self._stream, sheet)
            )
        else:
            plain = self._calamine_rows(sheet)
        yield from enumerate(corrected(plain, part), start=1)

    def merges(self, sheet: str) -> tuple[Merge, ...]:
        """Return the merged cells of a sheet that span several rows; none for .ods."""
        found = self._sheet(sheet).merged_cell_ranges or []
        return tuple(
            Merge((top + 1, bottom + 1), (left, right))
            for (top, left), (bottom, right) in found
            if bottom > top
        )

    def _sheet(self, name: str) -> python_calamine.CalamineSheet:
        if name not in self._parsed:
            self._parsed[name] = self._parse(name)
        return self._parsed[name]

    def _parse(self, name: str) -> python_calamine.CalamineSheet:
        try:
            return self._book.get_sheet_by_name(name)
        except (python_calamine.CalamineError, OSError):
            raise Refusal("broken_workbook") from None

    def _calamine_rows(self, name: str) -> Iterator[list[Cell]]:
        found = self._sheet(name)
        height, width = found.total_height, found.total_width
        if height * max(width, 1) > self._limits.cells or width > self._limits.columns:
            cell = f"{height} × {width}"
            raise Refusal("sheet_too_large", cell=cell, cells=height * width, sheet=name)
        before = [""] * (found.start[1] if found.start else 0)
        for row in found.iter_rows():
            yield before + row if before else row


def is_book(start: bytes) -> bool:
    """Return whether a file that starts so is a workbook, or some other packed file."""
    return start.startswith((OLD, ZIP))


def text_of(cell: Cell, decimal: str = ".") -> str:
    """Return a cell as text: days as ISO dates, numbers with `decimal` as their column has it."""
    text = cell_text(cell)
    if decimal != "." and isinstance(cell, float):
        return text.replace(".", decimal)
    return text


def is_day(cell: Cell) -> bool:
    """Return whether a cell is a true date, which needs no order of day and month."""
    return isinstance(cell, date | datetime)


def is_number(cell: Cell) -> bool:
    """Return whether a cell is a true number, whose marks are the program's affair."""
    return isinstance(cell, int | float) and not isinstance(cell, bool)


def _kind(stream: BinaryIO) -> str:
    stream.seek(0)
    start = stream.read(len(OLD))
    stream.seek(0)
    if start == OLD:
        return "xls"
    try:
        names = zipfile.ZipFile(stream).namelist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        raise Refusal("broken_workbook") from None
    if any(name.endswith("workbook.bin") for name in names):
        raise Refusal("binary_workbook")
    if "content.xml" in names:
        return "ods"
    if not any(name.startswith("xl/") for name in names):
        raise Refusal("other_archive")
    return "xlsx"


def _load(stream: BinaryIO, kind: str) -> python_calamine.CalamineWorkbook:
    stream.seek(0)
    try:
        return python_calamine.load_workbook(stream)
    except python_calamine.PasswordError:
        raise Refusal("workbook_password") from None
    except (python_calamine.CalamineError, OSError, ValueError):
        # A locked workbook of the old kind is told apart from a damaged one by nobody.
        raise Refusal("locked_workbook" if kind == "xls" else "broken_workbook") from None


def _shown(cell: Any) -> Cell:
    """Return a cell of openpyxl: as it is, but 0.87 shown as a percentage as the text 87%."""
    number, shown = cell.value, getattr(cell, "number_format", "") or ""
    if is_number(number) and "%" in re.sub(r'"[^"]*"|\\.', "", shown):
        exact = Decimal(cell_text(number)) * 100
        return f"{exact.normalize():f}%"
    return padded(cell) if set(shown) == {"0"} else number
