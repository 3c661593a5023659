"""Files made to hurt whoever reads them: small to send, or long in a way that nobody writes.

Each is refused in words by the reading process; `UPLOADED` are those that a page takes in (20 MB).
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from random import Random

import openpyxl

from hitechtex.ingest.limits import MIB
from tests.ingest.own_files import ods_of

ODS = b"application/vnd.oasis.opendocument.spreadsheet"
UNPACKED_MIB = 900
NEARLY_MIB = 250
LINE_MIB = 500
COLUMNS = 100_000
CELL_BYTES = 44
ENTITIES = b"<!DOCTYPE a [<!ENTITY b 'b'><!ENTITY c '&b;&b;&b;&b;&b;&b;&b;&b;'>]>"


def packed(parts: Mapping[str, bytes]) -> bytes:
    """Return an archive of these parts."""
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as written:
        for name, content in parts.items():
            written.writestr(name, content)
    return archive.getvalue()


def book_of(cells: Mapping[str, object]) -> bytes:
    """Return a workbook with these cells by their places."""
    book = openpyxl.Workbook()
    assert book.active is not None
    for place, value in cells.items():
        book.active[place] = value
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def parts_of(archive: bytes) -> dict[str, bytes]:
    """Return the parts of an archive by their names."""
    with zipfile.ZipFile(io.BytesIO(archive)) as read:
        return {name: read.read(name) for name in read.namelist()}


def changed_book(part: str, change: bytes, into: bytes) -> bytes:
    """Return a small workbook with one thing changed in one of its parts."""
    parts = parts_of(book_of({"A1": "status", "B1": "title"}))
    parts[part] = parts[part].replace(change, into, 1)
    return packed(parts)


def own_ods(change: bytes, into: bytes) -> bytes:
    """Return a small OpenDocument sheet with one thing changed in its content."""
    content = parts_of(ods_of({"A": [["status"]]}))["content.xml"]
    return packed({"mimetype": ODS, "META-INF/manifest.xml": b"<a/>",
                   "content.xml": content.replace(change, into, 1)})  # fmt: skip


def zip_xlsx() -> bytes:
    """Return a workbook of some kilobytes whose sheet is far larger than any may be."""
    return _grown(b"<row/>" * 200_000, times=UNPACKED_MIB)


def zip_ods() -> bytes:
    """Return an OpenDocument file that is nothing but blanks, some kilobytes of them packed."""
    return packed({"mimetype": ODS, "content.xml": b" " * (UNPACKED_MIB * MIB)})


def tight_xlsx() -> bytes:
    """Return a workbook that unpacks to less than any may, of one row over and over."""
    cells = b"".join(b'<c t="inlineStr"><is><t>x%d</t></is></c>' % n for n in range(40))
    row = b"<row>%s</row>" % cells
    return _grown(row * (MIB // len(row)), times=NEARLY_MIB)


def nearly_zip_xlsx() -> bytes:
    """Return a workbook that no size refuses: it is gone over and found to hold no table."""
    chance = Random(1)
    texts = (chance.randbytes(1).hex().encode() for _ in range(MIB // CELL_BYTES))
    cells = [b'<c t="inlineStr"><is><t>%s</t></is></c>' % text for text in texts]
    rows = (cells[place : place + 40] for place in range(0, len(cells), 40))
    row = b"".join(b"<row>%s</row>" % b"".join(row) for row in rows)
    return _grown(row, times=NEARLY_MIB)


def _grown(rows: bytes, *, times: int) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as bomb:
        for name, content in parts_of(book_of({"A1": "status", "B1": "title"})).items():
            with bomb.open(name, "w", force_zip64=True) as part:
                before, end, after = content.partition(b"</sheetData>")
                part.write(before)
                for _ in range(times if end else 0):
                    part.write(rows)
                part.write(end + after)
    return written.getvalue()


def entities_xlsx() -> bytes:
    """Return a workbook that declares entities of its own."""
    return changed_book("xl/workbook.xml", b"<workbook", ENTITIES + b"<workbook")


def entities_ods() -> bytes:
    """Return an OpenDocument sheet that declares entities of its own."""
    return own_ods(b"?>", b"?>\n" + ENTITIES)


def far_xlsx() -> bytes:
    """Return a workbook with one cell in the last corner that a sheet has."""
    return book_of({"A1": "status", "XFD1048576": 1})


def far_ods() -> bytes:
    """Return an OpenDocument sheet whose one cell is repeated sixteen milliard times."""
    content = parts_of(ods_of({"A": [["status"]]}))["content.xml"]
    row, cell = b"<table:table-row", b'<table:table-cell office:value-type="string"'
    content = content.replace(row, row + b' table:number-rows-repeated="1000000"', 1)
    repeated = cell.replace(b"cell ", b'cell table:number-columns-repeated="16000" ', 1)
    content = content.replace(cell, repeated, 1)
    return packed({"mimetype": ODS, "META-INF/manifest.xml": b"<a/>", "content.xml": content})


def long_line() -> bytes:
    """Return a file of one line, as long as an upload may be."""
    return b"exchange_id;" + b"x" * 19_000_000


def many_columns() -> bytes:
    """Return a file of two rows with a hundred thousand columns."""
    return (b";".join(b"c%d" % number for number in range(COLUMNS)) + b"\n") * 2


def wide_xlsx() -> bytes:
    """Return a workbook with two cells, two thousand columns apart."""
    return book_of({"A1": "status", "BZZ1": 1})


UPLOADED: Mapping[str, Callable[[], bytes]] = {
    "zip.xlsx": zip_xlsx,
    "zip.ods": zip_ods,
    "tight.xlsx": tight_xlsx,
    "nearly.xlsx": nearly_zip_xlsx,
    "entities.xlsx": entities_xlsx,
    "entities.ods": entities_ods,
    "far.xlsx": far_xlsx,
    "far.ods": far_ods,
    "line.csv": long_line,
    "columns.csv": many_columns,
    "wide.xlsx": wide_xlsx,
}


def blocks_of_one_line() -> Iterator[bytes]:
    """Yield a line of half a gigabyte, which no page takes in."""
    for _ in range(LINE_MIB):
        yield b"x" * MIB


def write_one_line(path: Path) -> None:
    """Write that line as a file."""
    with path.open("wb") as file:
        file.writelines(blocks_of_one_line())
