"""One pass over a table: what stands in each column, and which rows are no rows of the table."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import pairwise

from hitechtex.catalog.project import match_key
from hitechtex.ingest.books import Cell, Merge, Row, is_day, is_number, text_of
from hitechtex.ingest.free_numbers import bare, value
from hitechtex.ingest.lexicon import Lexicon
from hitechtex.ingest.troubles import Refusal
from hitechtex.ingest.understanding import Example, LeftOut

MOST_TEXTS = 200_000
SHOWN = 120
MOST_WORDS, SEEN = 3, 12
ROWS_AT_ONCE = 5000
MOST_COVERED = 2_000_000
DIGIT = re.compile(r"\d")


@dataclass
class ColumnCells:
    """The distinct cells of a column, each with the row where it stood first.

    `repeats` counts values that stand right below the same value, `blanks` rows without one,
    `merged` rows that a cell merged over several rows covers.
    """

    texts: dict[str, int] = field(default_factory=dict)
    numbers: dict[float, int] = field(default_factory=dict)
    days: dict[date, int] = field(default_factory=dict)
    times: int = 0
    blanks: int = 0
    repeats: int = 0
    merged: int = 0
    starts_blank: bool = False
    last: str = ""

    def add(self, cells: Sequence[Cell], texts: Sequence[str], rows: Sequence[int]) -> None:
        """Take some cells, each with its text and its row; a blank one counts as such."""
        self.starts_blank |= not self.times and not self.blanks and not texts[0]
        blanks = texts.count("")
        self.blanks += blanks
        self.times += len(texts) - blanks
        if blanks or self.blanks:
            self.repeats += sum(a == b != "" for a, b in pairwise((self.last, *texts)))
        self.last = texts[-1]
        kinds = set(map(type, cells))
        if kinds == {str}:
            self._add_texts(texts, rows)
            return
        for cell, text, row in zip(cells, texts, rows, strict=True):
            if is_day(cell):
                self.days.setdefault(cell.date() if isinstance(cell, datetime) else cell, row)
            elif is_number(cell):
                self.numbers.setdefault(cell, row)
            elif text and len(self.texts) < MOST_TEXTS:
                self.texts.setdefault(text, row)

    def _add_texts(self, texts: Sequence[str], rows: Sequence[int]) -> None:
        first = dict(zip(reversed(texts), reversed(rows), strict=True))
        first.pop("", None)
        for text in sorted(first.keys() - self.texts.keys(), key=first.__getitem__):
            if len(self.texts) < MOST_TEXTS:
                self.texts[text] = first[text]

    @property
    def every(self) -> dict[str, int]:
        """Every distinct value as text."""
        days = {day.isoformat(): row for day, row in self.days.items()}
        return self.texts | days | {text_of(n): row for n, row in self.numbers.items()}

    def examples(self, most: int = 3) -> tuple[Example, ...]:
        """Return the first few values."""
        first = sorted(self.every.items(), key=lambda each: each[1])[:most]
        return tuple(Example(row=row, text=text[:SHOWN]) for text, row in first)


@dataclass
class Table:
    """What a pass over the rows below the header found; `rows` are those that belong to it."""

    names: tuple[str, ...]
    columns: list[ColumnCells]
    rows: int = 0
    left_out: list[LeftOut] = field(default_factory=list)
    preview: list[tuple[str, ...]] = field(default_factory=list)


class TablePass:
    """Goes over the rows of one sheet once. `header` are the header rows as text."""

    def __init__(
        self, names: tuple[str, ...], header: list[list[str]], lexicon: Lexicon, *, strict: bool
    ) -> None:
        self._table = Table(names, [ColumnCells() for _ in names])
        self._header = [{_plain(cell) for cell in row if cell.strip()} for row in header]
        self._totals = frozenset(lexicon.totals)
        self._units = tuple(unit for units in lexicon.units.values() for unit in units)
        self._again: list[int] = []
        self._waiting: list[tuple[int, list[Cell], list[str]]] = []
        self._kept: list[tuple[int, list[Cell], list[str]]] = []
        # In text every row must have as many cells as the header; in a sheet blanks are free.
        self._strict = strict

    def run(self, rows: Iterable[Row], merges: tuple[Merge, ...]) -> Table:
        """Return what was found in `rows`, which begin below the header."""
        covered = _covered(merges)
        above: dict[int, Cell] = {}
        for number, row in rows:
            cells = list(row)
            for place in covered.get(number, ()):
                cells.extend([""] * (place + 1 - len(cells)))
                if place < len(self._table.columns):
                    self._table.columns[place].merged += 1
                cells[place] = above.get(place, "")
            if merges:
                above |= dict(enumerate(cells))
            self._take(number, cells)
        self._finish()
        return self._table

    def _take(self, number: int, cells: list[Cell]) -> None:
        texts = [(cell if type(cell) is str else text_of(cell)).strip() for cell in cells]
        said = [(place, text) for place, text in enumerate(texts) if text]
        if not said:
            return
        if self._is_header(said):
            self._again.append(number)
        elif self._is_total(said, cells):
            self._leave_total(number, said)
        elif len(said) == 1 and len(self._table.names) > 2:
            self._waiting.append((number, cells, texts))
        else:
            for waiting in self._waiting:
                self._keep(*waiting)
            self._waiting.clear()
            self._keep(number, cells, texts)

    def _keep(self, number: int, cells: list[Cell], texts: list[str]) -> None:
        width = len(self._table.columns)
        self._table.rows += 1
        if len(self._table.preview) < 5:
            self._table.preview.append(tuple(text[:SHOWN] for text in texts[:width]))
        if len(cells) != width:
            if self._strict:
                # It is set aside when the file is read: nobody knows which cell is which.
                return
            cells, texts = [*cells, *[""] * width][:width], [*texts, *[""] * width][:width]
        self._kept.append((number, cells, texts))
        if len(self._kept) >= ROWS_AT_ONCE:
            self._count()

    def _count(self) -> None:
        """Count the cells of the rows kept so far, column by column."""
        if not self._kept:
            return
        rows = [number for number, _, _ in self._kept]
        cells = zip(*(cells for _, cells, _ in self._kept), strict=True)
        texts = zip(*(texts for _, _, texts in self._kept), strict=True)
        for column, said, shown in zip(self._table.columns, cells, texts, strict=True):
            column.add(said, shown, rows)
        self._kept.clear()

    def _is_header(self, said: list[tuple[int, str]]) -> bool:
        for names in self._header:
            # Nearly every row is none, and its first two cells say so.
            if any(_plain(text) in names for _, text in said[:2]):
                known = sum(_plain(text) in names for _, text in said)
                if len(said) > 1 and known >= 0.8 * len(said):
                    return True
        return False

    def _is_total(self, said: list[tuple[int, str]], cells: list[Cell]) -> bool:
        """Return whether a row says “total” and, beside it, nothing but numbers."""
        # A row that says more than a label beside its numbers is none; nearly every row is none.
        if len([text for _, text in said[:SEEN] if not DIGIT.search(text)]) > MOST_WORDS:
            return False
        labels = [place for place, text in said if self._says_total(text)]
        others = [(place, text) for place, text in said if place not in labels]
        return bool(labels) and all(self._is_amount(cells[place], text) for place, text in others)

    def _says_total(self, text: str) -> bool:
        key = match_key(text)
        return key in self._totals or any(key.startswith(f"{word}_") for word in self._totals)

    def _is_amount(self, cell: Cell, text: str) -> bool:
        plain = bare(text, self._units).text
        return is_number(cell) or any(value(plain, mark) is not None for mark in ",.")

    def _leave_total(self, number: int, said: list[tuple[int, str]]) -> None:
        names = self._table.names
        cells = {names[place]: text for place, text in said if place < len(names)}
        text = " ".join(text for _, text in said)[:SHOWN]
        left = LeftOut(kind="total", rows=(number,), text=text, cells=cells)
        self._table.left_out.append(left)

    def _finish(self) -> None:
        self._count()
        if self._again:
            rows = tuple(self._again)
            self._table.left_out.append(LeftOut(kind="header_again", rows=rows))
        # A lone cell below the last row of the table is a remark, not a row.
        for number, _, texts in self._waiting:
            text = next(filter(None, texts))[:SHOWN]
            self._table.left_out.append(LeftOut(kind="note", rows=(number,), text=text))


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()


def _covered(merges: tuple[Merge, ...]) -> dict[int, list[int]]:
    """Return the columns of each row that are covered by a cell merged over several rows."""
    if sum(merge.rows[1] - merge.rows[0] for merge in merges) > MOST_COVERED:
        raise Refusal("too_many_merged", limit=MOST_COVERED)
    covered: dict[int, list[int]] = {}
    for merge in merges:
        for row in range(merge.rows[0] + 1, merge.rows[1] + 1):
            covered.setdefault(row, []).extend(range(merge.columns[0], merge.columns[0] + 1))
    return covered
