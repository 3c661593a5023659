"""Every KPI, declared once in `data/indicators.toml`."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from pathlib import Path
from typing import Literal

from pydantic import Field, model_validator

from hitechtex.catalog.declared import Declared, declare, read_toml
from hitechtex.catalog.project import DATA, Code
from hitechtex.catalog.units import Unit, unit_of
from hitechtex.errors import UnknownName


class Indicator(Declared):
    """One KPI: where its value stands, how it is judged, and what it does not say.

    The value is the column `value` of the query, or `numerator` over `denominator`, on the row
    of the partner asked for (partner null is the partnership). `n` names the column with the
    number of records the value rests on. `low` and `high` give a range where there is one.
    `aim` is a target that holds at all times and needs no plan (a pace of 1).
    `parts` names the column of a breakdown when the query has several rows per partner; `seen_in`
    other queries that tell of it, in more parts.
    """

    id: Code
    number: int = Field(ge=1)
    line: Code
    label: str
    says: str
    query: str
    seen_in: tuple[str, ...] = ()
    value: str = ""
    numerator: str = ""
    denominator: str = ""
    low: str = ""
    high: str = ""
    parts: str = ""
    n: str
    adds_over: tuple[Literal["partner", "month", "part"], ...] = ()
    better: Literal["higher", "lower", "neither"]
    target: Literal["cumulative", "incremental", "none"] = "none"
    aim: float | None = None
    minimum_n: int = Field(1, ge=0)
    caveat: str = ""

    @model_validator(mode="after")
    def _value_or_ratio(self) -> Indicator:
        if bool(self.value) == bool(self.numerator):
            raise ValueError("give value, or numerator and denominator")
        if bool(self.numerator) != bool(self.denominator):
            raise ValueError("numerator and denominator come together")
        if bool(self.low) != bool(self.high):
            raise ValueError("low and high come together")
        return self

    @cached_property
    def unit(self) -> Unit:
        """The unit of the value: a ratio is a share, anything else is the column's ending."""
        return unit_of("_share" if self.numerator else self.value)


class Indicators(Declared):
    """The whole list, in the order in which it is read."""

    indicators: tuple[Indicator, ...]

    @property
    def accumulating(self) -> tuple[Indicator, ...]:
        """Those that add up over time towards a target; shares and means do not."""
        return tuple(
            each
            for each in self.indicators
            if each.target == "cumulative" and "month" in each.adds_over and each.better != "lower"
        )

    @property
    def planned(self) -> tuple[str, ...]:
        """The ids of those that can have a plan, and with it a target."""
        return tuple(each.id for each in self.indicators if each.target != "none")

    @property
    def shared_out(self) -> tuple[str, ...]:
        """The ids of those that are more the better or on plan, and the sum of their partners'."""
        return tuple(
            each.id
            for each in self.indicators
            if "partner" in each.adds_over and each.better != "lower" and not each.parts
        )

    def told_by(self, queries: Iterable[str]) -> tuple[Indicator, ...]:
        """Return those of which one of the queries tells, in the order of the list."""
        asked = frozenset(queries)
        return tuple(
            each for each in self.indicators if asked.intersection((each.query, *each.seen_in))
        )

    def __getitem__(self, name: str) -> Indicator:
        for indicator in self.indicators:
            if indicator.id == name:
                return indicator
        raise UnknownName("indicator", name, (each.id for each in self.indicators))


def read_indicators(path: Path = DATA / "indicators.toml") -> Indicators:
    """Return every indicator declared in `path`; raise DeclarationError naming file and key."""
    return declare(Indicators, read_toml(path), where=str(path))
