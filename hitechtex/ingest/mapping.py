"""How a partner's columns become the fields of a contract: declared in a file, applied to text."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Literal

import pyarrow as pa
import pyarrow.compute as pc
from pydantic import Field as Setting
from pydantic import StringConstraints, field_validator, model_validator

from hitechtex.catalog.contracts import Contract
from hitechtex.catalog.declared import Declared, declare, read_toml
from hitechtex.errors import DeclarationError

Mark = Annotated[str, StringConstraints(strip_whitespace=False, max_length=1)]
Columns = tuple[str, ...]
DIRECTIVES = re.compile(r"%([dmYyb])")


class Source(Declared):
    """Where a value is read: the first of `column` that is not missing, through a look-up.

    `values` is the look-up table; a text that is not in it is a fault, unless `otherwise` gives
    the value for all others or `keep` lets them pass as they are. `constant` needs no column.
    """

    column: Columns = ()
    constant: str = ""
    values: dict[str, str] = Setting(default_factory=dict)
    otherwise: str = ""
    keep: bool = False

    @field_validator("column", mode="before")
    @classmethod
    def _one_or_many(cls, column: object) -> object:
        return (column,) if isinstance(column, str) else column

    @model_validator(mode="after")
    def _says_where(self) -> Source:
        if bool(self.column) == bool(self.constant):
            raise ValueError("give a column, or a constant")
        if self.otherwise and self.keep:
            raise ValueError("give otherwise, or keep")
        return self


class Marks(Declared):
    """How numbers and dates are written.

    `date` are patterns of %d %m %Y %y %b (English months; %y is 20yy; without %d the first of
    the month is meant). `remove` are texts cut out of a number ("€"); `factor` is what it is
    multiplied by ("0.01" for cents).

    `free` is for values as people write them: numbers with any space, apostrophe or the other
    mark between thousands and one of `units` before or behind; days in the `order` dmy, mdy or
    ymd, months also by name, the first or last `part` of a range, and where `epoch` says from
    when they count (1900, 1904) also the serial numbers of spreadsheets.
    """

    date: tuple[str, ...] = ()
    decimal: Mark = "."
    group: Mark = ""
    remove: tuple[str, ...] = ()
    factor: Decimal = Decimal(1)
    free: bool = False
    units: tuple[str, ...] = ()
    order: Literal["", "dmy", "mdy", "ymd"] = ""
    part: Literal["", "first", "last"] = ""
    epoch: Literal["", "1900", "1904"] = ""

    @field_validator("date", mode="before")
    @classmethod
    def _one_or_many_patterns(cls, date: object) -> object:
        return (date,) if isinstance(date, str) else date

    @field_validator("date")
    @classmethod
    def _known_directives(cls, date: tuple[str, ...]) -> tuple[str, ...]:
        for pattern in date:
            named = DIRECTIVES.findall(pattern)
            if "%" in DIRECTIVES.sub("", pattern) or len(set(named)) < len(named):
                raise ValueError(f"the pattern {pattern!r} may use %d %m %Y %y %b, each once")
            if len({"m", "b"} & set(named)) != 1 or len({"Y", "y"} & set(named)) != 1:
                raise ValueError(f"the pattern {pattern!r} must name one month and one year")
        return date


class FieldMapping(Source, Marks):
    """How one field is read; `alternatives` are asked in turn where its source has no value."""

    alternatives: tuple[Source, ...] = ()

    @property
    def sources(self) -> tuple[Source, ...]:
        """Where the value is looked for, in turn."""
        return (self, *self.alternatives)

    @property
    def columns(self) -> tuple[str, ...]:
        """Every column of the file that this field reads."""
        return tuple(name for source in self.sources for name in source.column)


class Mapping(Declared):
    """A partner's layout; the canonical layout is the mapping in which names are equal.

    With `composed` the names of columns are made as header_names does it: of `header_rows` rows,
    told apart where they are equal, by letter where there is none, over `width` columns at least.
    `fill_merged` are columns whose merged cells count for each row they span, `fill_down` those in
    which a blank repeats the value above.
    """

    dataset: str = ""
    delimiter: Mark = ","
    encoding: str = "utf-8"
    sheet: str = ""
    header_row: int = Setting(default=1, ge=1, le=1000)
    header_rows: int = Setting(default=1, ge=1, le=2)
    composed: bool = False
    width: int = Setting(default=0, ge=0)
    fill_merged: tuple[str, ...] = ()
    fill_down: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    fields: dict[str, FieldMapping]

    @field_validator("encoding")
    @classmethod
    def _known_encoding(cls, encoding: str) -> str:
        try:
            "".encode(encoding)
        except LookupError:
            raise ValueError(f"{encoding!r} is not an encoding of text") from None
        return encoding

    @property
    def columns(self) -> tuple[str, ...]:
        """Every column of the file that is read, in the order of the fields, each once."""
        every = (name for field in self.fields.values() for name in field.columns)
        return tuple(dict.fromkeys(every))


def canonical(contract: Contract) -> Mapping:
    """Return the mapping of a file that has the contract's own headers."""
    return Mapping(fields={name: FieldMapping(column=(name,)) for name in contract.field_names})


def read_mapping(path: Path, contract: Contract) -> Mapping:
    """Return the mapping declared in `path`; raise DeclarationError naming file and key."""
    tables = read_toml(path)
    mapping = declare(Mapping, tables, where=str(path))
    check_mapping(mapping, contract, where=str(path))
    return mapping


def check_mapping(mapping: Mapping, contract: Contract, *, where: str) -> None:
    """Raise UnknownName or DeclarationError where the mapping does not fit the contract."""
    if mapping.dataset and mapping.dataset != contract.dataset:
        raise DeclarationError(
            f"the mapping is for “{mapping.dataset}”, not for “{contract.dataset}”", where=where
        )
    for name in mapping.fields:
        contract.field(name)
    for promised in contract.fields:
        # The partner may also be said by whoever sends the file.
        if promised.required and promised.name not in {*mapping.fields, contract.partner}:
            raise DeclarationError(
                f"the mapping does not say where “{promised.name}” comes from", where=where
            )
    people = {
        column
        for name, field in mapping.fields.items()
        if contract.field(name).type == "person"
        for column in field.columns
    }
    for name, field in mapping.fields.items():
        shared = people & set(field.columns)
        if shared and contract.field(name).type != "person":
            raise DeclarationError(
                f"the column “{shared.pop()}” names people, so “{name}” cannot read it",
                where=where,
                do="Take another column for this field.",
            )


Column = Callable[[str], pa.Array]
"""The trimmed text of a column of the file, by name; missing is null."""


class FieldText:
    """The text of one field, row by row; `unlisted` marks texts that no look-up knows."""

    def __init__(self, texts: pa.Array, unlisted: pa.Array | None = None) -> None:
        self.texts = texts
        self.unlisted = unlisted


def apply(field: FieldMapping, column: Column, *, rows: int) -> FieldText:
    """Return the text of a field: the first of its sources that has one, looked up."""
    texts: pa.Array = pa.nulls(rows, pa.string())
    unlisted: pa.Array | None = None
    for source in field.sources:
        open_rows = pc.is_null(texts)
        found, misses = _read(source, column, rows)
        texts = pc.coalesce(texts, found)
        if misses is not None:
            misses = pc.and_(misses, open_rows)
            unlisted = misses if unlisted is None else pc.or_(unlisted, misses)
    return FieldText(texts, unlisted)


def _read(source: Source, column: Column, rows: int) -> tuple[pa.Array, pa.Array | None]:
    if source.constant:
        return pa.repeat(pa.scalar(source.constant, pa.string()), rows), None
    found = pc.coalesce(*(column(name) for name in source.column))
    if not source.values and not source.otherwise:
        return found, None
    return _look_up(source, found)


def blank(texts: pa.Array, missing: tuple[str, ...]) -> pa.Array:
    """Return `texts` with null for every text that stands for a missing value."""
    if not missing:
        return texts
    stands_for_nothing = pc.is_in(texts, value_set=pa.array(missing, pa.string()))
    return pc.if_else(stands_for_nothing, pa.scalar(None, pa.string()), texts)


def _look_up(source: Source, found: pa.Array) -> tuple[pa.Array, pa.Array | None]:
    coded = found.dictionary_encode()
    words = coded.dictionary.to_pylist()
    # An empty text in the table says that the word stands for nothing that the field knows.
    meant = [source.values.get(word, source.otherwise or word) or None for word in words]
    texts = pa.array(meant, pa.string()).take(coded.indices)
    if source.otherwise or source.keep:
        return texts, None
    misses = pa.array([word not in source.values for word in words], pa.bool_())
    return texts, pc.fill_null(misses.take(coded.indices), False)
