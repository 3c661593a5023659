"""How a partner's columns become the fields of a contract: declared in a file, applied to text."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field as Setting
from pydantic import StringConstraints, field_validator, model_validator

from hitechtex.catalog.contracts import Contract
from hitechtex.catalog.declared import Declared, declare, read_toml
from hitechtex.errors import DeclarationError

Mark = Annotated[str, StringConstraints(strip_whitespace=False, max_length=1)]
JoiningMark = Annotated[str, StringConstraints(strip_whitespace=False, max_length=3)]
Columns = tuple[str, ...]
BESIDE = " | "
"""What stands between a day and the cell beside it (see Marks.beside)."""
DIRECTIVES = re.compile(r"%([dmYybB])")


class Source(Declared):
    """Where a value is read: the first of `column` that is not missing, through a look-up.

    `values` is the look-up table; a text that is not in it is a fault, unless `otherwise` gives
    the value for all others or `keep` lets them pass as they are. `constant` needs no column.

    With `joined_by` the columns are parts of one value and stand in it together; a value with a
    part missing is missing, unless it is read `with_blanks`. With `split` a cell holds several
    answers: those in the table that mean something must agree. A person `within_session` is known
    by a number that another session gives to somebody else.
    """

    column: Columns = ()
    constant: str = ""
    values: dict[str, str] = Setting(default_factory=dict)
    otherwise: str = ""
    keep: bool = False
    joined_by: JoiningMark = ""
    with_blanks: bool = False
    split: Mark = ""
    within_session: bool = False

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
        if self.joined_by and len(self.column) < 2:
            raise ValueError("joined_by needs several columns")
        if self.split and not self.values:
            raise ValueError("split needs the values that the answers stand for")
        return self


class Marks(Declared):
    """How numbers and dates are written.

    `date` are patterns of %d %m %Y %y %b %B (English months, three letters or whole; %y is 20yy;
    without %d the first of the month is meant). `remove` are texts cut out of a number ("€");
    `factor` is what it is multiplied by ("0.01" for cents).

    `free` is for values as people write them: numbers with any space, apostrophe or the other
    mark between thousands and one of `units` before or behind; days in the `order` dmy, mdy or
    ymd, months also by name, the first or last `part` of a range, and where `epoch` says from
    when they count (1900, 1904) also the serial numbers of spreadsheets. With an order `beside`
    a day stands behind the first day or the range, in that order, of the column beside it.
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
    beside: Literal["", "dmy", "mdy", "ymd"] = ""

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
                raise ValueError(f"the pattern {pattern!r} may use %d %m %Y %y %b %B, each once")
            if len({"m", "b", "B"} & set(named)) != 1 or len({"Y", "y"} & set(named)) != 1:
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

    With `ignore_others` columns that no field reads need not be listed; the receipt names them.
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
    ignore_others: bool = False
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


def read_mapping(path: Path, contract: Contract, *, given: frozenset[str] = frozenset()) -> Mapping:
    """Return the mapping declared in `path`; raise DeclarationError naming file and key.

    `given` are fields that whoever sends the file says beside it.
    """
    tables = read_toml(path)
    mapping = declare(Mapping, tables, where=str(path))
    check_mapping(mapping, contract, where=str(path), given=given)
    return mapping


def check_mapping(
    mapping: Mapping, contract: Contract, *, where: str, given: frozenset[str] = frozenset()
) -> None:
    """Raise UnknownName or DeclarationError where the mapping does not fit the contract."""
    if mapping.dataset and mapping.dataset != contract.dataset:
        raise DeclarationError(
            f"the mapping is for “{mapping.dataset}”, not for “{contract.dataset}”", where=where
        )
    for name in mapping.fields:
        contract.field(name)
    for promised in contract.fields:
        # The partner may also be said by whoever sends the file.
        if promised.required and promised.name not in {*mapping.fields, contract.partner, *given}:
            raise DeclarationError(
                f"the mapping does not say where “{promised.name}” comes from",
                where=where,
                do="Name the session with --session." if promised.name == "session_id" else "",
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
