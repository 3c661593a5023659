"""Bytes become text cells that know their row: nothing is interpreted here.

A file is what its first bytes say, not what its name says.
"""

from __future__ import annotations

from typing import BinaryIO

from hitechtex.ingest import book_table, csv_file, xlsx_file
from hitechtex.ingest.books import is_book
from hitechtex.ingest.limits import Limits
from hitechtex.ingest.mapping import Mapping
from hitechtex.ingest.table import TextTable
from hitechtex.ingest.troubles import Refusal

WORKBOOK = b"PK\x03\x04"
FOREIGN = {
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1": "old_workbook",
    b"%PDF": "binary",
    b"\x89PNG": "binary",
    b"\xff\xd8\xff": "binary",
    b"GIF8": "binary",
    b"\x1f\x8b": "binary",
    b"PAR1": "binary",
    b"\x7fELF": "binary",
}


def read(stream: BinaryIO, name: str, dataset: str, mapping: Mapping, limits: Limits) -> TextTable:
    """Return the table of a file; raise Refusal where it is no table."""
    start = stream.read(8)
    stream.seek(0)
    named_workbook = name.lower().endswith((".xlsx", ".xlsm"))
    if not start:
        raise Refusal("empty")
    if mapping.composed and is_book(start):
        return book_table.read(stream, mapping, limits)
    for signature, rule in FOREIGN.items():
        if start.startswith(signature):
            raise Refusal(rule)
    if start.startswith(WORKBOOK):
        if not named_workbook:
            raise Refusal("workbook_misnamed")
        return xlsx_file.read(stream, dataset, mapping, limits)
    if named_workbook and not mapping.composed:
        raise Refusal("no_workbook")
    return csv_file.read(stream, mapping, limits)
