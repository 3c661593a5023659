"""Which export a file is, by the row that names its columns; the layouts are data."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from hitechtex.catalog.exports import Column, Export, ExportLanguage, ExportLayout
from hitechtex.catalog.project import match_key
from hitechtex.ingest.attendance.grid import Row

MOST_NAMES = 200
"""No export has a row of more names; a row of a hundred thousand is not compared with any."""


@dataclass(frozen=True)
class Recognised:
    """An export, its layout and language, and the evidence: the row that names its columns.

    `places` are the columns that are read, `named` their names as they stand in the file,
    `strange` names of columns that nobody declared.
    """

    export: Export
    layout: ExportLayout
    language: ExportLanguage
    header: Row
    places: dict[Column, int]
    named: tuple[str, ...]
    strange: tuple[str, ...]


def recognise(rows: Sequence[Row], exports: Sequence[Export]) -> Recognised | None:
    """Return which export the first rows of a file are, or None.

    A row counts as the header of a layout where it names all the columns that the layout needs in
    one language. Of several languages that fit, the one that knows most of the row's names is
    taken; of several rows the first.
    """
    for row in rows:
        if len(row.cells) > MOST_NAMES:
            continue
        found = [
            each
            for export in exports
            for layout in export.layouts
            for language in export.languages
            if (each := match(row, export, layout, language))
        ]
        if found:
            return min(found, key=lambda each: len(each.strange))
    return None


def match(
    row: Row,
    export: Export,
    layout: ExportLayout,
    language: ExportLanguage,
    *,
    needs: tuple[Column, ...] = (),
) -> Recognised | None:
    """Return a row as the header of a layout (of the columns `needs`, else all), or None.

    A name that stands there twice makes it no header: nobody could say which column is meant.
    """
    keys = [match_key(cell) for cell in row.cells]
    places: dict[Column, int] = {}
    strange = [name for name in row.cells if name]
    for column, names in language.columns.items():
        known = keys_of(names)
        at = [place for place, key in enumerate(keys) if key in known]
        if at and column != "unread":
            if len(at) > 1:
                return None
            places[column] = at[0]
        strange = [name for name in strange if match_key(name) not in known]
    if not set(needs or layout.needs) <= set(places):
        return None
    named = tuple(row.cells[place] for place in sorted(places.values()))
    return Recognised(export, layout, language, row, places, named, tuple(strange))


@cache
def keys_of(words: tuple[str, ...]) -> frozenset[str]:
    """Return the comparable forms of some declared words (see match_key)."""
    return frozenset(map(match_key, words))
