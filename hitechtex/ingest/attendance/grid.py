"""The bytes of an export as rows of cells, numbered by the lines of the file."""

from __future__ import annotations

import codecs
import csv
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from hitechtex.ingest.troubles import Refusal

HEAD_BYTES = 64 * 1024
MOST_BYTES = 64 * 1024 * 1024
HEAD_LINES = 60
SEPARATORS = ("\t", ",", ";")
MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


@dataclass(frozen=True)
class Row:
    """One line of the file and its cells, without spaces around them."""

    line: int
    cells: tuple[str, ...]

    def cell(self, place: int | None) -> str:
        """Return a cell; an empty text where the row is too short or the column is not there."""
        return self.cells[place] if place is not None and place < len(self.cells) else ""


def head(stream: BinaryIO) -> Iterator[tuple[str, list[Row]]]:
    """Give each separator with the first rows as it divides them; nothing where it is no text."""
    stream.seek(0)
    start = stream.read(HEAD_BYTES)
    text = start.decode(encoding_of(start), errors="ignore")
    if "\x00" in text:
        return
    lines = _lines(text)[:HEAD_LINES]
    for separator in SEPARATORS:
        yield separator, [_row(line, cells) for line, cells in enumerate(_split(lines, separator))]


def read(stream: BinaryIO, separator: str) -> list[Row]:
    """Return every row that says anything; raise Refusal where the text or its quotes are wrong."""
    stream.seek(0)
    content = stream.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise Refusal("too_large", limit=MOST_BYTES)
    encoding = encoding_of(content)
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as problem:
        line = content[: problem.start].count(b"\n") + 1
        raise Refusal("encoding", line=line, encoding=encoding) from None
    if "\x00" in text:
        raise Refusal("binary")
    rows = list(_rows(text, separator))
    return [row for row in rows if any(row.cells)]


def encoding_of(start: bytes) -> str:
    """Return the encoding that the first bytes say, else UTF-8."""
    return next((name for mark, name in MARKS if start.startswith(mark)), "utf-8")


def _rows(text: str, separator: str) -> Iterator[Row]:
    # Between tabs a quotation mark is a letter of a name unless both its ends stand at cells' ends.
    for line, content in enumerate(_lines(text), start=1):
        try:
            cells = next(csv.reader([content], delimiter=separator, strict=True), [])
        except csv.Error:
            if separator != "\t":
                raise Refusal("quotes", line=line) from None
            cells = content.split(separator)
        yield _row(line - 1, cells)


def _lines(text: str) -> list[str]:
    # Line ends as csv knows them: a name may hold the odd characters that splitlines breaks at.
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def _split(lines: list[str], separator: str) -> list[list[str]]:
    return [next(csv.reader([line], delimiter=separator), []) for line in lines]


def _row(place: int, cells: list[str]) -> Row:
    return Row(place + 1, tuple(cell.strip() for cell in cells))
