"""Errors of the cells of an .xls workbook, which its reader gives as blanks.

An .xls file is a small file system (MS-CFB) with one stream of records (MS-XLS). Only the records
of sheets, errors and results of formulas are looked at; what cannot be followed is a refusal.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import BinaryIO

from hitechtex.ingest.sheet_part import MOST_OVERLOOKED
from hitechtex.ingest.troubles import Refusal

ERRORS = {0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?",
          0x24: "#NUM!", 0x2A: "#N/A"}  # fmt: skip
FORMULA, BOOLERR, END, SHEET, BEGIN = 0x06, 0x205, 0x0A, 0x85, 0x809
LAST_SECTOR = 0xFFFFFFFA
SMALL = 64
NAMES = ("Workbook", "Book")
Overlooked = dict[int, list[tuple[int, str]]]


def xls_errors(stream: BinaryIO) -> list[Overlooked]:
    """Return for each sheet, in their order, by row the columns (from 0) of errors."""
    stream.seek(0)
    try:
        records = _Files(stream.read()).workbook()
        return [_sheet(records, at) for at in _sheets(records)]
    except (struct.error, LookupError, ValueError):
        raise Refusal("broken_workbook") from None


class _Files:
    """The streams of a compound file."""

    def __init__(self, content: bytes) -> None:
        self._content = content
        self._size = 1 << struct.unpack_from("<H", content, 30)[0]
        self._sectors = len(content) // self._size
        first, _, self._cutoff, small = struct.unpack_from("<4I", content, 48)
        self._table = self._read_table()
        directory = self._chain(first)
        self._entries = [directory[at : at + 128] for at in range(0, len(directory), 128)]
        self._small = _words(self._chain(small))

    def workbook(self) -> bytes:
        """Return the stream of records; raise LookupError where there is none."""
        by_name = {_name(each): each for each in self._entries}
        entry = next(by_name[name] for name in NAMES if name in by_name)
        first, size = struct.unpack_from("<2I", entry, 116)
        if size >= self._cutoff:
            return self._chain(first)[:size]
        inside = self._chain(struct.unpack_from("<I", self._entries[0], 116)[0])
        sectors = _follow(first, self._small, len(self._small))
        return b"".join(inside[at * SMALL : (at + 1) * SMALL] for at in sectors)[:size]

    def _read_table(self) -> list[int]:
        """Return which sector follows which."""
        parts = list(struct.unpack_from("<109I", self._content, 76))
        (more,) = struct.unpack_from("<I", self._content, 68)
        seen = set()
        while more < LAST_SECTOR and more not in seen:
            seen.add(more)
            *listed, more = _words(self._sector(more))
            parts += listed
        used = [part for part in parts if part < LAST_SECTOR]
        if len(used) > self._sectors:
            raise ValueError(len(used))
        return [word for part in used for word in _words(self._sector(part))]

    def _chain(self, first: int) -> bytes:
        return b"".join(self._sector(each) for each in _follow(first, self._table, self._sectors))

    def _sector(self, number: int) -> bytes:
        at = (number + 1) * self._size
        return self._content[at : at + self._size]


def _follow(first: int, table: list[int], most: int) -> Iterator[int]:
    """Give a chain of sectors; raise ValueError for one that runs in a ring."""
    steps = 0
    while first < LAST_SECTOR:
        steps += 1
        if steps > most:
            raise ValueError(first)
        yield first
        first = table[first]


def _words(content: bytes) -> list[int]:
    return list(struct.unpack_from(f"<{len(content) // 4}I", content))


def _name(entry: bytes) -> str:
    (size,) = struct.unpack_from("<H", entry, 64)
    return entry[: max(0, size - 2)].decode("utf-16-le", errors="replace")


def _records(content: bytes, at: int = 0) -> Iterator[tuple[int, bytes]]:
    """Give the records of one part, a part within it passed over, up to its end."""
    depth = 0
    while at + 4 <= len(content):
        kind, size = struct.unpack_from("<2H", content, at)
        depth += (kind == BEGIN) - (kind == END)
        if depth <= 1:
            yield kind, content[at + 4 : at + 4 + size]
        if depth <= 0:
            return
        at += 4 + size


def _sheets(content: bytes) -> list[int]:
    """Return where each sheet begins."""
    return [struct.unpack_from("<I", body)[0] for kind, body in _records(content) if kind == SHEET]


def _sheet(content: bytes, at: int) -> Overlooked:
    found: Overlooked = {}
    for kind, body in _records(content, at):
        error = None
        if kind == BOOLERR and body[7]:
            error = body[6]
        elif kind == FORMULA and body[6] == 2 and body[12:14] == b"\xff\xff":
            error = body[8]
        if error is not None:
            row, column = struct.unpack_from("<2H", body)
            found.setdefault(row + 1, []).append((column, ERRORS.get(error, "#VALUE!")))
    if len(found) > MOST_OVERLOOKED:
        raise Refusal("too_many_errors", limit=MOST_OVERLOOKED)
    return found
