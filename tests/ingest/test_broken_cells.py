"""Errors of the spreadsheet program are told with their cell, in workbooks of every kind."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from hitechtex.catalog import Catalog
from hitechtex.ingest import Batch, ingest, understand
from hitechtex.ingest.books import Book
from hitechtex.ingest.limits import Limits
from hitechtex.ingest.troubles import Refusal
from hitechtex.ingest.xls_errors import xls_errors
from tests.ingest.own_files import ods_of

HEAD = ["Exchange id", "Partner", "Visitor", "Status", "Working days", "Lump sum"]
SOUND = ["E-1", "ntt", "Visitor 1", "paid", 3, 780.0]
BROKEN = ["E-2", "ntt", "Visitor 2", "paid", 4, "BROKEN"]
CALC = "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"
MODERN = (
    '<table:table-cell table:formula="of:=1/0" office:value-type="string" '
    f'office:string-value="" xmlns:c="{CALC}" c:value-type="error"><text:p>#DIV/0!</text:p>'
    "</table:table-cell>"
)
NOUGHT = (
    '<table:table-cell table:formula="of:=1/0" office:value-type="float" office:value="0">'
    "<text:p>{shown}</text:p></table:table-cell>"
)
UNFINISHED = '<table:table-cell table:formula="of:=[.A1]"/>'


def ods_with(cell: str, before: str = "") -> bytes:
    """Return a workbook whose last cell is `cell`, with rows `before` all others."""
    plain = ods_of({"List": [HEAD, SOUND, BROKEN]})
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(plain)) as old, zipfile.ZipFile(packed, "w") as new:
        for name in old.namelist():
            text = old.read(name).decode()
            if name == "content.xml":
                marked = '<table:table-cell office:value-type="string"><text:p>BROKEN</text:p>'
                assert marked in text
                text = text.replace(f"{marked}</table:table-cell>", cell)
                text = text.replace("<table:table-row>", f"{before}<table:table-row>", 1)
            new.writestr(name, text)
    return packed.getvalue()


def xls_of(grid: list[list[Any]], *, as_formula: bool = False) -> bytes:
    """Return a grid as a workbook of the old kind; “BROKEN” is the error #N/A."""
    begin = struct.pack("<2H", 0x0600, 0x0010) + bytes(12)
    cells = [_cell(row, column, cell, as_formula=as_formula)
             for row, line in enumerate(grid) for column, cell in enumerate(line)]  # fmt: skip
    size = struct.pack("<IIHHH", 0, len(grid), 0, len(grid[0]), 0)
    sheet = b"".join([_record(0x809, begin), _record(0x200, size), *cells, _record(0x0A, b"")])
    start = struct.pack("<2H", 0x0600, 0x0005) + bytes(12)
    name = struct.pack("<IHBB", 0, 0, 4, 0) + b"List"
    opening = len(_record(0x809, start)) + len(_record(0x85, name)) + 4
    name = struct.pack("<I", opening) + name[4:]
    stream = _record(0x809, start) + _record(0x85, name) + _record(0x0A, b"") + sheet
    return _compound(stream.ljust(4096, b"\0"))


def _cell(row: int, column: int, cell: Any, *, as_formula: bool) -> bytes:
    at = struct.pack("<3H", row, column, 0)
    if cell == "BROKEN" and as_formula:
        result = bytes((2, 0, 0x2A, 0, 0, 0, 0xFF, 0xFF))
        return _record(0x06, at + result + bytes(6) + struct.pack("<HBB", 2, 0x1C, 0x2A))
    if cell == "BROKEN":
        return _record(0x205, at + bytes((0x2A, 1)))
    if isinstance(cell, str):
        return _record(0x204, at + struct.pack("<HB", len(cell), 0) + cell.encode("latin-1"))
    return _record(0x203, at + struct.pack("<d", cell))


def _record(kind: int, body: bytes) -> bytes:
    return struct.pack("<2H", kind, len(body)) + body


def _compound(stream: bytes) -> bytes:
    """Return a compound file with one stream: its table in sector 0, its directory in 1."""
    free, end = 0xFFFFFFFF, 0xFFFFFFFE
    sectors = len(stream) // 512
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack(
        "<5H", 0x3E, 3, 0xFFFE, 9, 6
    )  # fmt: skip
    head += bytes(6) + struct.pack("<9I", 0, 1, 1, 0, 4096, end, 0, end, 0)
    head += struct.pack("<109I", 0, *[free] * 108)
    table = [0xFFFFFFFD, end, *range(3, 2 + sectors), end]
    table += [free] * (128 - len(table))
    root = _entry("Root Entry", 5, child=1, first=end, size=0)
    book = _entry("Workbook", 2, child=free, first=2, size=len(stream))
    return head + struct.pack("<128I", *table) + (root + book).ljust(512, b"\0") + stream


def _entry(name: str, kind: int, *, child: int, first: int, size: int) -> bytes:
    text = (name + "\0").encode("utf-16-le")
    head = text.ljust(64, b"\0") + struct.pack("<HBB", len(text), kind, 1)
    return head + struct.pack("<3I", 0xFFFFFFFF, 0xFFFFFFFF, child) + bytes(36) + struct.pack(
        "<3I", first, size, 0
    )  # fmt: skip


@pytest.fixture
def take(catalog: Catalog, tmp_path: Path) -> Callable[..., Batch]:
    """Read a file as it is understood."""

    def taken(content: bytes, name: str) -> Batch:
        path = tmp_path / name
        path.write_bytes(content)
        found = understand(path, catalog=catalog, dataset="exchanges", partner="ntt")
        assert not found.questions, found.questions
        return ingest(
            path, key=b"k" * 32, dataset="exchanges", catalog=catalog, understanding=found
        )

    return taken


@pytest.mark.parametrize(
    ("content", "name", "row", "rule", "value"),
    [
        (ods_with(MODERN), "a.ods", 3, "broken_cell", "#DIV/0!"),
        (ods_with(NOUGHT.format(shown="#N/A")), "a.ods", 3, "broken_cell", "#N/A"),
        (ods_with(NOUGHT.format(shown="Err:502")), "a.ods", 3, "broken_cell", "#VALUE!"),
        (ods_with(UNFINISHED), "a.ods", 3, "formula_without_value", "#FORMULA"),
        (xls_of([HEAD, SOUND, BROKEN]), "a.xls", 3, "broken_cell", "#N/A"),
        (xls_of([HEAD, SOUND, BROKEN], as_formula=True), "a.xls", 3, "broken_cell", "#N/A"),
    ],
    ids=["ods", "ods-0", "ods-err", "ods-formula", "xls", "xls-formula"],
)
def test_an_error_of_the_program_is_neither_blank_nor_nought(
    take: Callable[..., Batch], content: bytes, name: str, row: int, rule: str, value: str
) -> None:
    batch = take(content, name)
    assert batch.rows.column("exchange_id").to_pylist() == ["E-1"]
    assert batch.rows.column("lump_sum_eur").to_pylist() == [780]
    fault = next(each for each in batch.faults if each.column == "Lump sum")
    assert (fault.row, fault.value) == (row, value)
    assert fault.rule == rule


def test_an_error_is_found_below_rows_and_beside_cells_that_are_written_once() -> None:
    before = (
        '<table:table-row table:number-rows-repeated="3"><table:table-cell '
        'table:number-columns-repeated="4"/></table:table-row>'
    )
    cell = f'<table:table-cell table:number-columns-repeated="2"/>{MODERN}'
    book = Book(io.BytesIO(ods_with(cell, before)), Limits())
    rows = dict(book.rows("List"))
    assert rows[5][0] == "E-1"
    assert rows[6][0] == "E-2"
    assert rows[6][7] == "#DIV/0!"


def test_a_workbook_whose_parts_run_in_a_ring_is_refused() -> None:
    sound = xls_of([HEAD, SOUND])
    ring = bytearray(sound)
    struct.pack_into("<I", ring, 512 + 4 * 9, 2)
    assert xls_errors(io.BytesIO(sound)) == [{}]
    with pytest.raises(Refusal) as refused:
        xls_errors(io.BytesIO(bytes(ring)))
    assert refused.value.rule == "broken_workbook"
