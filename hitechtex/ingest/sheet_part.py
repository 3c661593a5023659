"""Where the cells of a sheet lie, and which of them readers pass over in silence.

Readers give errors (`#N/A`) and formulas without a result as blanks, and lay out a sheet up to its
farthest cell before anybody can look at it; so the sheet's own XML is looked through first.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache

from hitechtex.ingest.troubles import Refusal
from hitechtex.ingest.values import FORMULA_WITHOUT_VALUE

LONGEST_CELL = 1 << 22
CONTENTS = (b"<v>", b"<v ", b"<is>")
MOST_OVERLOOKED = 500_000
FILLED = re.compile(rb'<(?:\w+:)?c\s[^>]*?\br\s*=\s*["\']([A-Z]{1,3})(\d{1,7})["\'][^>]*(?<!/)>')
WRITTEN = re.compile(rb'<c r="([A-Z]{1,3})(\d{1,7})"')
ERROR = re.compile(
    rb'<(?:\w+:)?c\s([^>]*\bt\s*=\s*["\']e["\'][^>]*)(?<!/)>(?:(?!</?(?:\w+:)?c\b).)*?'
    rb"<(?:\w+:)?v>([^<]*)</",
    re.DOTALL,
)
UNFINISHED = re.compile(
    rb"<(?:\w+:)?c\b([^>]*)(?<!/)>\s*<(?:\w+:)?f\b(?:[^>]*/>|[^>]*>[^<]*</(?:\w+:)?f>)\s*"
    rb"(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v>\s*</(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
)
PLACE = re.compile(rb'\br\s*=\s*["\']([A-Z]{1,3})(\d{1,7})["\']')
TEXT_RESULT = re.compile(rb'\bt\s*=\s*["\']str["\']')


@dataclass
class Part:
    """A sheet's farthest cell, how many are filled, and by row the overlooked cells.

    Cells need not say where they stand, so they are counted too. An overlooked cell is its column,
    from 0, and its text.
    """

    last_row: int = 0
    last_column: int = 0
    filled: int = 0
    overlooked: dict[int, list[tuple[int, str]]] = field(default_factory=dict)

    @property
    def cells(self) -> int:
        """Cells that a reader lays out."""
        return self.last_row * self.last_column

    @property
    def farthest(self) -> str:
        """Name of the corner opposite to A1."""
        name, rest = "", self.last_column
        while rest:
            rest, letter = divmod(rest - 1, 26)
            name = chr(65 + letter) + name
        return f"{name}{self.last_row}"


def scan(blocks: Iterable[bytes], *, exact: bool = False) -> Part:
    """Return what lies where in the XML of a sheet; only if `exact`, empty cells do not count."""
    part = Part()
    rest = b""
    for block in blocks:
        text = rest + block
        cut = _last_cell(text)
        _look(part, text[:cut], exact=exact)
        rest = text[cut:]
        if len(rest) > LONGEST_CELL:
            raise Refusal("broken_workbook")
    _look(part, rest, exact=exact)
    return part


def _last_cell(text: bytes) -> int:
    """Return where the last cell begins; it may not be complete yet."""
    plain, prefixed = text.rfind(b"<c "), text.rfind(b":c ")
    if prefixed > plain:
        return text.rfind(b"<", 0, prefixed)
    return plain if plain >= 0 else max(0, text.rfind(b"<"))


def _look(part: Part, text: bytes, *, exact: bool) -> None:
    # Most programs write every cell alike, and then a plain pattern finds it, filled or not.
    is_alike = text.count(b'<c r="') == text.count(b"<c ") + text.count(b":c ")
    part.filled += sum(map(text.count, CONTENTS)) + text.count(b":v>") // 2
    places = (WRITTEN if is_alike and not exact else FILLED).findall(text)
    if places:
        part.last_row = max(part.last_row, *map(int, {row for _, row in places}))
        part.last_column = max(part.last_column, *map(column_number, {c for c, _ in places}))
    if any(mark in text for mark in (b'"e"', b"'e'")):
        for attributes, error in ERROR.findall(text):
            _overlooked(part, attributes, error.decode(errors="replace"))
    if any(mark in text for mark in (b"<f>", b"<f ", b"<f/", b":f>", b":f ", b":f/")):
        for attributes in UNFINISHED.findall(text):
            if not TEXT_RESULT.search(attributes):
                _overlooked(part, attributes, FORMULA_WITHOUT_VALUE)


def _overlooked(part: Part, attributes: bytes, text: str) -> None:
    if place := PLACE.search(attributes):
        at = part.overlooked.setdefault(int(place[2]), [])
        at.append((column_number(place[1]) - 1, text))
    if len(part.overlooked) > MOST_OVERLOOKED:
        raise Refusal("too_many_errors", limit=MOST_OVERLOOKED)


@cache
def column_number(letters: bytes) -> int:
    """Return the number of a column by its letters; `A` is 1."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
