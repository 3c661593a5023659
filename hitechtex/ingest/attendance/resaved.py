"""Attendance exports that somebody opened in a spreadsheet program and saved as a workbook."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from hitechtex.catalog.exports import Export
from hitechtex.ingest.attendance import grid
from hitechtex.ingest.attendance.recognition import MOST_NAMES, recognise
from hitechtex.ingest.books import Row, text_of
from hitechtex.ingest.lexicon import Lexicon, header_key
from hitechtex.ingest.troubles import Refusal

DATASET, SESSION = "attendance", "session_id"


def refuse_resaved(
    heads: Mapping[str, Sequence[Row]], exports: Sequence[Export], lexicon: Lexicon
) -> None:
    """Raise Refusal where a sheet of a workbook begins as an export does.

    The program that saved it has made days of texts by its own order of day and month, so the
    times are no evidence any more. A list that names the session is somebody's own, and no export.
    """
    for sheet, rows in heads.items():
        texts = [
            grid.Row(number, tuple(text_of(cell).strip() for cell in cells))
            for number, cells in rows
            if len(cells) <= MOST_NAMES
        ]
        found = recognise(texts, exports)
        if found and not _names_session(found.header.cells, lexicon):
            raise Refusal("export_resaved", sheet=sheet, product=found.export.product)


def _names_session(names: Sequence[str], lexicon: Lexicon) -> bool:
    known = lexicon.headers.get(DATASET, {})
    return any(SESSION in known.get(header_key(name, lexicon.stop), ()) for name in names)
