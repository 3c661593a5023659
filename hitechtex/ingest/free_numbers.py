"""A number as people write it, read with a comma or with a dot for decimals; nothing is chosen."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from hitechtex.ingest.marks import SPACES

MOST_DIGITS = 36
SIGN = re.compile(r"^([+\-−]?)\s*")
GROUPED = re.compile(r"[1-9]\d{0,2}(?:([.,' ])\d{3})(?:\1\d{3})*")
DOUBTFUL = re.compile(r"[+-]?[1-9]\d{0,2}[.,]\d{3}")
"""A text such as 1.234, which is one number in one country and another in the next."""


class Amount(NamedTuple):
    """The bare number of a cell, and the unit that stood beside it."""

    text: str
    unit: str = ""

    @property
    def is_percent(self) -> bool:
        """Whether the number is said to be a percentage."""
        return self.unit == "%"


@lru_cache(maxsize=100_000)
def bare(text: str, units: tuple[str, ...]) -> Amount:
    """Return a number without its unit, which may stand before or behind it, once."""
    plain = re.sub(SPACES, " ", text).replace("’", "'").strip()
    folded = plain.casefold()
    if plain.isascii() and plain.isdigit():
        return Amount(plain)
    for unit in units:
        mark = unit.casefold()
        if folded.endswith(mark) and _is_apart(plain[: -len(mark)][-1:], unit):
            return Amount(plain[: -len(mark)].strip(), unit)
        if folded.startswith(mark) and _is_apart(plain[len(mark) :][:1], unit):
            return Amount(plain[len(mark) :].strip(), unit)
        sign = SIGN.match(plain)
        if sign and sign[1] and folded[sign.end() :].startswith(mark):
            rest = plain[sign.end() + len(mark) :]
            return Amount(sign[1] + rest.strip(), unit)
    return Amount(plain)


def _is_apart(beside: str, unit: str) -> bool:
    """Return whether a unit ends where it seems to: “3 dias”, not the end of another word."""
    return bool(beside) and not (beside.isalpha() and unit[:1].isalpha())


def value(text: str, decimal: str) -> Decimal | None:
    """Return the number that a bare text is, with `decimal` for decimals; None where it is none."""
    sign = SIGN.match(text)
    start, minus = (sign.end(), sign[1] in ("-", "−")) if sign else (0, False)
    whole, mark, fraction = text[start:].partition(decimal)
    if mark and not (fraction.isascii() and fraction.isdigit()):
        return None
    if not (whole.isascii() and whole.isdigit()):
        grouped = GROUPED.fullmatch(whole)
        if not grouped or grouped[1] == decimal:
            return None
        whole = whole.replace(grouped[1], "")
    if len(whole) + len(fraction) > MOST_DIGITS:
        return None
    return Decimal(f"{'-' if minus else ''}{whole}{'.' if mark else ''}{fraction}")


def contradicts(texts: Iterable[str], decimal: str, *, whole: bool) -> str:
    """Return a text that is a number only if `decimal` is not the mark of decimals, or blank."""
    other = "," if decimal == "." else "."
    for text in texts:
        if not _fits(text, decimal, whole=whole) and _fits(text, other, whole=whole):
            return text
    return ""


def _fits(text: str, decimal: str, *, whole: bool) -> bool:
    number = value(text, decimal)
    return number is not None and not (whole and number != number.to_integral_value())


def doubtful(texts: Iterable[str]) -> str:
    """Return a text that is a number with either mark, and not the same one; or blank."""
    for text in texts:
        comma, dot = value(text, ","), value(text, ".")
        if comma is not None and dot is not None and comma != dot:
            return text
    return ""
