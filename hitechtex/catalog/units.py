"""The unit of a number is the ending of its column's name, never typed again."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Unit:
    """How a number of this unit is written.

    `symbol` is the code that goes into exports; `decimals` are those shown, not those kept.
    """

    name: str
    symbol: str
    decimals: int


COUNT = Unit("count", "", 0)
TEXT = Unit("text", "", 0)
UNITS = {
    "_eur": Unit("eur", "EUR", 0),
    "_days": Unit("days", "days", 1),
    "_share": Unit("share", "%", 0),
    "_points": Unit("points", "points", 1),
    "_hours": Unit("hours", "h", 0),
    "_km": Unit("km", "km", 0),
    "_score": Unit("score", "of 5", 1),
    "_ratio": Unit("ratio", "×", 2),
}


def unit_of(column: str, *, is_number: bool = True) -> Unit:
    """Return the unit that the name of a column ends in; a plain plural is a count."""
    if not is_number:
        return TEXT
    for ending, unit in UNITS.items():
        if column.endswith(ending):
            return unit
    return COUNT
