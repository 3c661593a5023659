"""What a query gives: a table that knows its question, units, sources and limits."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any

from hitechtex.catalog.units import Unit

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Filters:
    """What the reader has narrowed the question to; None is everything.

    `first_day` and `last_day` are inclusive. `regions` keeps an exchange when its visitor or its
    host lies there. `organisation_types` are those of the visitor; `states` are `achieved`,
    `awaiting_validation`, `open`, `closed`. `visiting_regions` and `host_regions` keep one
    corridor. Tuples are sorted, so that equal filters are equal.
    """

    first_day: date | None = None
    last_day: date | None = None
    partners: tuple[str, ...] | None = None
    regions: tuple[str, ...] | None = None
    organisation_types: tuple[str, ...] | None = None
    modes: tuple[str, ...] | None = None
    states: tuple[str, ...] | None = None
    visiting_regions: tuple[str, ...] | None = None
    host_regions: tuple[str, ...] | None = None

    @property
    def is_open(self) -> bool:
        """Whether nothing is narrowed."""
        return self == Filters()


@dataclass(frozen=True)
class Column:
    """A column as its query declares it."""

    name: str
    type: str
    unit: Unit
    meaning: str


@dataclass(frozen=True)
class Source:
    """Where the rows came from: live batches of one dataset, and how many files are approved."""

    dataset: str
    files: int
    batches: tuple[str, ...]
    partners: tuple[str, ...]
    is_sample: bool
    approved_files: int = 0


@dataclass(frozen=True)
class Result:
    """The answer to one question.

    `n` is the number of records the answer rests on; `data_date` the latest day the data speaks
    of; `as_of` the day it is judged on; `left_out` are whole sentences on what is not in it (rows
    without a date, masked cells). `final` is true where all of it is approved, and can only change
    when somebody reopens it.
    """

    query: str
    question: str
    grain: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Any, ...], ...]
    filters: dict[str, Any]
    sources: tuple[Source, ...]
    data_date: date | None
    n: int
    snapshot: str
    left_out: tuple[str, ...] = field(default=())
    as_of: date | None = None
    final: bool = False

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Column names in order."""
        return tuple(column.name for column in self.columns)

    def __getitem__(self, name: str) -> list[Any]:
        """Return the values of one column, top to bottom; a missing value is None."""
        place = self.names.index(name)
        return [row[place] for row in self.rows]

    def column(self, name: str) -> Column:
        """Return the declaration of one column."""
        return self.columns[self.names.index(name)]

    def records(self) -> list[dict[str, Any]]:
        """Return the rows as mappings."""
        names = self.names
        return [dict(zip(names, row, strict=True)) for row in self.rows]

    def frame(self) -> pd.DataFrame:
        """Return the rows as a table for analysis; types are pandas' own."""
        import pandas as pd  # noqa: PLC0415  (no page needs it, and it takes a quarter of a second)

        return pd.DataFrame.from_records(list(self.rows), columns=list(self.names))

    @property
    def is_empty(self) -> bool:
        """Whether no record is behind the answer."""
        return self.n == 0

    @property
    def is_sample(self) -> bool:
        """Whether any source is sample data."""
        return any(source.is_sample for source in self.sources)
