"""The rows set aside as a spreadsheet to mend and send back."""

from __future__ import annotations

import io
import re

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font
from openpyxl.worksheet.worksheet import Worksheet

from hitechtex.catalog.texts import say
from hitechtex.ingest.batch import Batch
from hitechtex.ingest.corrections import ADDED, added_columns, waiting_rows
from hitechtex.ingest.mending import ORIGIN


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
