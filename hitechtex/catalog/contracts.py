"""What each dataset promises: its fields, their types and limits, its key."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import Literal

from pydantic import Field as Setting
from pydantic import model_validator

from hitechtex.catalog.declared import Declared, declare, read_toml
from hitechtex.catalog.project import DATA
from hitechtex.catalog.synonyms import SYNONYMS
from hitechtex.errors import UnknownName

FieldType = Literal[
    "text", "code", "integer", "decimal", "date", "boolean",
    "country", "region", "partner", "partners", "line", "indicator", "person",
]  # fmt: skip

ORIGIN = ("batch", "source_file", "source_sheet", "source_row")
"""What every accepted row also carries: the way back to the partner's file."""


class Field(Declared):
    """One column of a dataset.

    A number that `adds` may be summed over rows; marks, shares and months may not.
    """

    name: str
    type: FieldType
    says: str
    required: bool = False
    codes: str = ""
    minimum: float | None = None
    maximum: float | None = None
    decimals: int = Setting(0, ge=0, le=9)
    adds: bool = True
    default: Literal["", "project"] = ""
    example: str = ""

    @model_validator(mode="after")
    def _codes_belong_to_codes(self) -> Field:
        if (self.type == "code") != bool(self.codes):
            raise ValueError("a field of type code, and no other, names its list of codes")
        return self

    @model_validator(mode="after")
    def _only_numbers_are_marks(self) -> Field:
        if not self.adds and self.type not in {"integer", "decimal"}:
            raise ValueError("only of a number it is said that it does not add up")
        return self


class Contract(Declared):
    """A dataset: one file below `data/contracts/`."""

    dataset: str
    says: str
    key: tuple[str, ...]
    partner: str
    day: tuple[str, ...] = ()
    data_date: tuple[str, ...] = ()
    sample_marker: str
    order: tuple[tuple[str, str], ...] = ()
    fields: tuple[Field, ...]

    @model_validator(mode="after")
    def _names_are_fields(self) -> Contract:
        named = {*self.key, self.partner, *self.day, *self.data_date, self.sample_marker}
        named.update(name for pair in self.order for name in pair)
        for name in sorted(named - set(self.field_names)):
            raise ValueError(f"{name} is not one of the fields")
        return self

    @cached_property
    def field_names(self) -> tuple[str, ...]:
        """Fields in the order of the file."""
        return tuple(field.name for field in self.fields)

    def field(self, name: str) -> Field:
        """Return the field of this name; raise UnknownName with the nearest one."""
        for field in self.fields:
            if field.name == name:
                return field
        raise UnknownName("field", name, self.field_names)


def read_contracts(folder: Path = DATA / "contracts") -> dict[str, Contract]:
    """Return every contract by the name of its dataset."""
    contracts = (
        declare(Contract, read_toml(path), where=str(path))
        for path in sorted(folder.glob("*.toml"))
        if path.name != SYNONYMS.name
    )
    return {contract.dataset: contract for contract in contracts}
