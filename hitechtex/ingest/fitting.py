"""What the values of a column could mean: the share of them that a field can take."""

from __future__ import annotations

import re
from collections.abc import Iterator

from hitechtex.catalog.contracts import Field
from hitechtex.catalog.project import match_key
from hitechtex.ingest.free_dates import Days, Readings, readings, serial
from hitechtex.ingest.free_numbers import bare, value
from hitechtex.ingest.lexicon import Lexicon, list_name
from hitechtex.ingest.table_pass import ColumnCells

SPEAKING = 0.8
"""Share of the values from which days and numbers speak for a field although no name does."""
LOOKED_AT = 500
BETWEEN = re.compile(r"[;,/+&\n]")
"""What partners write between the names of several partners."""


def fits(cells: ColumnCells, promised: Field, lexicon: Lexicon) -> float:
    """Return the share of a column's distinct values that a field can mean, 1 where none stands."""
    missing = set(lexicon.missing)
    texts = [text for text in list(cells.texts)[:LOOKED_AT] if text not in missing]
    typed = len(cells.days) + len(cells.numbers)
    if not texts and not typed:
        return 1.0
    good = sum(_can_mean(text, promised, lexicon) for text in texts)
    if promised.type == "date":
        good += len(cells.days)
    if promised.type in {"integer", "decimal", "text", "person"}:
        good += len(cells.numbers)
    return good / (len(texts) + typed)


def speaks(cells: ColumnCells, promised: Field, lexicon: Lexicon) -> bool:
    """Return whether values alone speak for a field: several codes of its list, days, numbers."""
    if list_name(promised) or promised.type == "boolean":
        is_list = promised.type in {"code", "boolean"}
        return len(cells.texts) > is_list and fits(cells, promised, lexicon) == 1.0
    if promised.type in {"date", "integer", "decimal"}:
        return bool(cells.times) and fits(cells, promised, lexicon) > SPEAKING
    return False


def has_ranges(cells: ColumnCells, lexicon: Lexicon) -> bool:
    """Return whether a cell names several days."""
    return any(True for _ in _ranges(cells, lexicon))


def first_range(cells: ColumnCells, lexicon: Lexicon, order: str) -> tuple[str, Days]:
    """Return the first cell that names several days, read in an order if it can be."""
    text, found = next(_ranges(cells, lexicon))
    return text, found.get(order) or next(iter(found.values()))


def _ranges(cells: ColumnCells, lexicon: Lexicon) -> Iterator[tuple[str, Readings]]:
    for text in list(cells.texts)[:LOOKED_AT]:
        found = readings(text, lexicon.months)
        if any(days.first != days.last for days in found.values()):
            yield text, found


def _can_mean(text: str, promised: Field, lexicon: Lexicon) -> bool:
    if promised.type in {"text", "person"}:
        return True
    if promised.type == "partners":
        pieces = [match_key(each) for each in BETWEEN.split(text)]
        return all(piece in lexicon.lists["partner"] for piece in pieces if piece)
    if promised.type == "date":
        return bool(readings(text, lexicon.months)) or serial(text, "1900") is not None
    if promised.type in {"integer", "decimal"}:
        units = tuple(unit for each in lexicon.units.values() for unit in each)
        plain = bare(text, units).text
        return any(value(plain, mark) is not None for mark in ",.")
    if promised.type == "boolean":
        return (match_key(text) or text) in lexicon.truth
    return match_key(text) in lexicon.lists[list_name(promised)]
