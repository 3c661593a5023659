"""Errors of the cells of an .ods sheet, which its reader gives as blanks, or even as noughts.

LibreOffice marks such a cell in a name space of its own; older programs write the number 0 and
show `#DIV/0!` or `Err:502`. Only a file that has such a mark at all is gone through cell by cell.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from xml.parsers import expat

from hitechtex.ingest.sheet_part import MOST_OVERLOOKED
from hitechtex.ingest.troubles import Refusal
from hitechtex.ingest.values import BROKEN_CELLS, FORMULA_WITHOUT_VALUE

MARKS = re.compile(rb'value-type\s*=\s*["\']error|>\s*(?:#[A-Z]|Err:)|formula\s*=[^<>]*/>')
SHOWN = re.compile(r"#[^\W\d]|Err:\d")
OTHER_ERROR = "#VALUE!"
LONGEST_MARK = 1 << 12
Overlooked = dict[int, list[tuple[int, str]]]


def ods_errors(unpacked: Callable[[], Iterable[bytes]]) -> dict[str, Overlooked]:
    """Return by sheet and row the columns (from 0) of broken cells, and their errors.

    `unpacked` gives the content from its beginning, each time it is called.
    """
    return _Cells().read(unpacked()) if _is_marked(unpacked()) else {}


def _is_marked(blocks: Iterable[bytes]) -> bool:
    tail = b""
    for block in blocks:
        if MARKS.search(tail + block):
            return True
        tail = block[-LONGEST_MARK:]
    return False


class _Cells:
    """Follows the rows and cells of each table, those that are written once for many included."""

    def __init__(self) -> None:
        self.found: dict[str, Overlooked] = {}
        self._sheet = ""
        self._row, self._rows, self._column, self._columns = 0, 0, 0, 0
        self._cell: dict[str, str] | None = None
        self._text: list[str] = []
        self._told = 0

    def read(self, blocks: Iterable[bytes]) -> dict[str, Overlooked]:
        """Return what `ods_errors` returns; raise Refusal where the content is no XML."""
        parser = expat.ParserCreate(namespace_separator="}")
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._say
        try:
            for block in blocks:
                parser.Parse(block, False)
            parser.Parse(b"", True)
        except (expat.ExpatError, ValueError):
            raise Refusal("broken_workbook") from None
        return self.found

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        name = _plain(tag)
        if name == "table":
            self._sheet = next((v for k, v in attributes.items() if _plain(k) == "name"), "")
            self._row = self._rows = 0
        elif name == "table-row":
            self._row += self._rows
            self._rows = _times(attributes, "number-rows-repeated")
            self._column = 0
        elif name in {"table-cell", "covered-table-cell"}:
            self._columns = _times(attributes, "number-columns-repeated")
            self._cell, self._text = attributes, []

    def _say(self, text: str) -> None:
        if self._cell is not None:
            self._text.append(text)

    def _end(self, tag: str) -> None:
        if _plain(tag) not in {"table-cell", "covered-table-cell"} or self._cell is None:
            return
        if error := _error(self._cell, "".join(self._text).strip()):
            self._told += self._rows * self._columns
            if self._told > MOST_OVERLOOKED:
                raise Refusal("too_many_errors", limit=MOST_OVERLOOKED)
            rows = self.found.setdefault(self._sheet, {})
            for row in range(self._row + 1, self._row + self._rows + 1):
                columns = range(self._column, self._column + self._columns)
                rows.setdefault(row, []).extend((column, error) for column in columns)
        self._column += self._columns
        self._cell = None


def _error(cell: dict[str, str], shown: str) -> str:
    """Return the error of a cell; nothing for a sound one."""
    kinds = {value for name, value in cell.items() if _plain(name) == "value-type"}
    is_formula = any(_plain(name) == "formula" for name in cell)
    if "error" in kinds or (is_formula and SHOWN.match(shown)):
        return shown if shown in BROKEN_CELLS else OTHER_ERROR
    return FORMULA_WITHOUT_VALUE if is_formula and not kinds and not shown else ""


def _plain(name: str) -> str:
    return name.rpartition("}")[2]


def _times(attributes: dict[str, str], name: str) -> int:
    given = next((value for key, value in attributes.items() if _plain(key) == name), "1")
    return int(given)
