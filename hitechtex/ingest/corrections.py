"""The rows set aside as a sheet to mend and send back: each with why it waits and what to do."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Mapping

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font
from openpyxl.worksheet.worksheet import Worksheet

from hitechtex.catalog.texts import say
from hitechtex.ingest.batch import Batch
from hitechtex.ingest.mending import ORIGIN, mendable

ADDED = ("row", "hint")
"""Columns of our own before those of the file."""


def added_columns() -> tuple[str, ...]:
    """Return the heads of our own columns, by which a sheet is known when it comes back."""
    return tuple(say(f"corrections.column.{name}") for name in ADDED)


def is_correction_sheet(names: Iterable[str]) -> bool:
    """Return whether columns of these names are those of a correction sheet."""
    return set(added_columns()) <= set(names)


def waiting_rows(batch: Batch) -> tuple[tuple[str, ...], list[tuple[int, str, Mapping[str, str]]]]:
    """Return the columns that may be shown, and each row: its number, what to do, its texts."""
    names = mendable(batch)
    hints: dict[int, list[str]] = {}
    for fault in batch.faults:
        hints.setdefault(fault.row, []).append(fault.hint)
    return names, [
        (
            int(row["source_row"]),
            " ".join(hints.get(int(row["source_row"]), ())),
            {name: row[name] or "" for name in names},
        )
        for row in batch.set_aside.rows.to_pylist()
    ]


def correction_sheet(batch: Batch) -> bytes:
    """Return an .xlsx file of the rows set aside; every cell is text, also one that begins with =.

    Cells that name people are blank: whoever has the file fills them in again.
    """
    _, rows = waiting_rows(batch)
    names = [name for name in batch.set_aside.rows.column_names if name not in ORIGIN]
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = say("corrections.sheet")
    _write(sheet, 1, (*added_columns(), *names), is_head=True)
    for place, (number, hint, texts) in enumerate(rows, 2):
        _write(sheet, place, (str(number), hint, *(texts.get(name, "") for name in names)))
    sheet.freeze_panes = "C2"
    sheet.column_dimensions["B"].width = 60
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def _write(sheet: Worksheet, row: int, texts: tuple[str, ...], *, is_head: bool = False) -> None:
    for column, text in enumerate(texts, 1):
        cell = sheet.cell(row, column)
        # Told so, a text that begins with = stays a text; the quotation mark keeps it one in Excel.
        cell.value = re.sub(ILLEGAL_CHARACTERS_RE, " ", text)
        cell.data_type = "s"
        cell.number_format = "@"
        cell.quotePrefix = not is_head
        cell.font = Font(bold=is_head)
        cell.alignment = Alignment(wrap_text=column == len(ADDED), vertical="top")
