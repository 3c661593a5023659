"""What is expected of the data, what is asked about, and what a partner is asked to do next."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from pydantic import Field, model_validator

from hitechtex.catalog.declared import Declared, declare, read_toml
from hitechtex.catalog.project import DATA, Code

RULES = DATA / "rules"


class Expected(Declared):
    """Fields that an exchange is expected to fill from a status on."""

    status: Code
    fields: tuple[Code, ...] = Field(min_length=1)


class Completeness(Declared):
    """Every expectation, in the order of the statuses."""

    expected: tuple[Expected, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _a_field_is_expected_once(self) -> Completeness:
        named = [name for each in self.expected for name in each.fields]
        for name in named:
            if named.count(name) > 1:
                raise ValueError(f"{name} is expected twice")
        return self


class Outliers(Declared):
    """When a value is asked about: multiples of the group's spread, and of a ceiling."""

    spread: float = Field(gt=0)
    least_exchanges: int = Field(ge=3)
    ceiling_below: float = Field(gt=0, lt=1)
    ceiling_above: float = Field(gt=1)


class Oddities(Declared):
    """When rows are late or unlike the others; days by dataset."""

    late_after_days: dict[Code, Annotated[int, Field(ge=1)]]
    outliers: Outliers


class Action(Declared):
    """One kind of issue, its rank among the others, and where its rows are shown."""

    issue: Code
    rank: int = Field(ge=1)
    page: Code
    section: Code


class Actions(Declared):
    """Every kind of issue that asks for something to be done."""

    actions: tuple[Action, ...]

    @model_validator(mode="after")
    def _ranks_differ(self) -> Actions:
        if len({each.rank for each in self.actions}) < len(self.actions):
            raise ValueError("two kinds of issue have the same rank")
        return self


@dataclass(frozen=True)
class Health:
    """All three, as they are declared below `data/rules/`."""

    completeness: Completeness
    oddities: Oddities
    actions: tuple[Action, ...]

    def action(self, issue: str) -> Action:
        """Return where the rows of an issue are shown; every issue asked of has one."""
        return next(each for each in self.actions if each.issue == issue)


def read_health(folder: Path = RULES) -> Health:
    """Return what is declared in `folder`; raise DeclarationError naming file and key."""
    completeness, oddities, actions = (
        folder / f"{name}.toml" for name in ("completeness", "health", "next_actions")
    )
    return Health(
        declare(Completeness, read_toml(completeness), where=str(completeness)),
        declare(Oddities, read_toml(oddities), where=str(oddities)),
        declare(Actions, read_toml(actions), where=str(actions)).actions,
    )
