"""Numbers, days and names as a reader sees them; exports keep the exact ones.

Everything is written by the rules of the reader's language. A missing value is said, never shown
as zero, and a share of fewer than twenty is given as counts ("3 of 7").
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from functools import lru_cache
from textwrap import wrap

from babel import Locale
from babel.dates import format_date, format_skeleton
from babel.lists import format_list
from babel.numbers import format_currency, format_decimal, format_percent
from babel.units import format_unit

from hitechtex.catalog.texts import LANGUAGE, say
from hitechtex.catalog.units import Unit

LEAST_FOR_PERCENT = 20
KEPT = 20_000  # written numbers kept: Babel needs some 50 µs for one, and a page has a thousand
Number = int | float | Decimal


def missing() -> str:
    """Return the words for a value that is not there."""
    return say("missing")


@lru_cache(maxsize=KEPT)
def count(value: Number | None, *, language: str = LANGUAGE) -> str:
    """Return a whole number with the language's marks ("1,234")."""
    return missing() if value is None else str(format_decimal(round(value), locale=language))


@lru_cache(maxsize=KEPT)
def euros(value: Number | None, *, language: str = LANGUAGE, currency: str = "EUR") -> str:
    """Return an amount in whole units of money ("€1,234")."""
    if value is None:
        return missing()
    return str(
        format_currency(
            round(value), currency, format="¤#,##0", locale=language, currency_digits=False
        )
    )


@lru_cache(maxsize=KEPT)
def percent(share: Number | None, *, language: str = LANGUAGE) -> str:
    """Return a share (0 to 1) in percent."""
    return missing() if share is None else str(format_percent(float(share), locale=language))


@lru_cache(maxsize=KEPT)
def days(value: Number | None, *, language: str = LANGUAGE) -> str:
    """Return a length in days ("1 day", "12.5 days")."""
    if value is None:
        return missing()
    return str(format_unit(_short(value), "duration-day", locale=language))


def of_total(part: Number | None, total: Number | None, *, language: str = LANGUAGE) -> str:
    """Return "3 of 7" under twenty, else the count and its percentage ("12 (24%)")."""
    if part is None or not total:
        return count(part, language=language)
    if part == 0 and total >= LEAST_FOR_PERCENT:
        return count(part, language=language)
    if total < LEAST_FOR_PERCENT:
        return say("charts.part_of", part=count(part), total=count(total))
    share = percent(float(part) / float(total), language=language)
    return say("charts.part_share", part=count(part), share=share)


def shown(value: Number | None, unit: Unit, *, language: str = LANGUAGE) -> str:
    """Return a number as its unit is written."""
    if value is None:
        return missing()
    match unit.name:
        case "eur":
            return euros(value, language=language)
        case "share":
            return percent(value, language=language)
        case "days":
            return days(value, language=language)
        case "count":
            return decimal(value, 0 if float(value).is_integer() else 1, language=language)
    number = decimal(value, unit.decimals, language=language)
    return f"{number} {unit.symbol}".strip()


@lru_cache(maxsize=KEPT)
def decimal(value: Number, decimals: int, *, language: str = LANGUAGE) -> str:
    """Return a number with this many decimals at most."""
    return str(format_decimal(round(float(value), decimals), locale=language))


@lru_cache(maxsize=KEPT)
def day(value: date | None, *, language: str = LANGUAGE) -> str:
    """Return a day ("14 Mar 2023")."""
    return missing() if value is None else str(format_date(value, "d MMM y", locale=language))


@lru_cache(maxsize=KEPT)
def month(value: date | None, *, language: str = LANGUAGE) -> str:
    """Return the month a day lies in ("Mar 2023")."""
    return missing() if value is None else str(format_skeleton("yMMM", value, locale=language))


@lru_cache(maxsize=KEPT)
def country(code: str | None, *, language: str = LANGUAGE) -> str:
    """Return the name of a country (ISO 3166-1 alpha-2); an unknown code stands for itself."""
    if code is None:
        return missing()
    return str(Locale(language).territories.get(code, code))


def listed(names: Iterable[str], *, language: str = LANGUAGE) -> str:
    """Return names as a sentence lists them ("a, b, and c")."""
    return str(format_list(list(names), locale=language))


def folded(text: str, width: int) -> str:
    """Return a label broken over lines of about this many letters."""
    return "<br>".join(wrap(text, width, break_long_words=False)) or text


def total(values: Sequence[Number | None]) -> float | None:
    """Return the sum of what is there; None where nothing is."""
    given = [
        value if isinstance(value, int) else float(value) for value in values if value is not None
    ]
    return sum(given) if given else None


def _short(value: Number) -> Number:
    rounded = round(float(value), 1)
    return int(rounded) if rounded.is_integer() else rounded
