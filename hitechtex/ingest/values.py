"""Text becomes a value, or is told what is wrong with it; nothing is guessed.

Small pure functions, one per type; `columns` runs them over the distinct texts of a column.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from functools import cache, partial
from typing import Any

import pyarrow as pa
from pydantic import Field as Setting

from hitechtex.catalog.contracts import Field
from hitechtex.catalog.declared import Declared
from hitechtex.catalog.project import match_key
from hitechtex.ingest.mapping import Marks
from hitechtex.ingest.patterns import MONTHS, compile_pattern
from hitechtex.ingest.people import HASH, has_address
from hitechtex.ingest.troubles import Nearest, Trouble

PRECISION = 18
FIRST_YEAR, LAST_YEAR = 1900, 2199
TRUTH = {"yes": True, "true": True, "no": False, "false": False}
BROKEN_CELLS = frozenset(
    ("#N/A", "#REF!", "#DIV/0!", "#VALUE!", "#NAME?", "#NUM!", "#NULL!", "#SPILL!", "#CALC!")
)
FORMULA_WITHOUT_VALUE = "#FORMULA"
DOUBT = re.compile("[?¿~≠]")
"""Marks by which a person says “perhaps”, “about” or “not”; names are compared without marks."""
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")
REGION = re.compile(r"[A-Z]{2}[A-Z0-9]{0,3}")
ISO = re.compile(r"(\d{4})-(\d\d)-(\d\d)")
INTEGER = re.compile(r"[+-]?\d+")
NUMBER = re.compile(r"[+-]?(\d+)(?:\.(\d+))?")

Value = Any
Cast = Callable[[str], "Value | Trouble"]


class Vocabulary(Declared):
    """What a field of a list may say: its codes, and the forms that point to them.

    `accepted` are texts taken as they are, `by_name` comparable forms (see match_key) taken for
    the code they stand for, `alike` forms that are only good for a suggestion; `months` are the
    names of months.
    """

    accepted: tuple[str, ...] = ()
    by_name: dict[str, str] = Setting(default_factory=dict)
    alike: dict[str, str] = Setting(default_factory=dict)
    months: dict[str, int] = Setting(default_factory=dict)


def arrow_type(field: Field) -> pa.DataType:
    """Return the type in which a field is kept; money is exact."""
    kept: dict[str, pa.DataType] = {
        "integer": pa.int64(),
        "decimal": pa.decimal128(PRECISION, field.decimals),
        "date": pa.date32(),
        "boolean": pa.bool_(),
    }
    return kept.get(field.type, pa.string())


def caster(field: Field, how: Marks, words: Vocabulary, *, has_people: bool) -> Cast:
    """Return the function that turns a text of this field into a value or a Trouble."""
    nearest = Nearest(words.alike)
    casters: dict[str, Cast] = {
        "text": partial(cast_text, has_people=has_people),
        "person": cast_person,
        "integer": partial(cast_integer, field=field, how=how),
        "decimal": partial(cast_decimal, field=field, how=how),
        "date": partial(cast_pattern, patterns=_patterns(how)) if how.date else cast_date,
        "boolean": cast_boolean,
        "region": partial(cast_region, words=words, nearest=nearest),
        "partners": partial(cast_list, one=_listed("partner", words, nearest)),
    }
    return casters.get(field.type) or _listed(field.type, words, nearest)


def cast_text(text: str, *, has_people: bool) -> str | Trouble:
    """Return any text as it is; where people are hashed, an e-mail address may not hide in it."""
    if CONTROL.search(text):
        return Trouble("control_character")
    if has_people and has_address(text):
        return Trouble("address_in_text")
    return text


def cast_person(text: str) -> str | Trouble:
    """Return the hash of a person; anything else should never have come this far."""
    return text if HASH.fullmatch(text) else Trouble("person")


def cast_date(text: str) -> date | Trouble:
    """Return the day of an ISO date (`2022-03-01`)."""
    parts = ISO.fullmatch(text)
    if not parts:
        return Trouble("not_a_date")
    return _day(int(parts[1]), int(parts[2]), int(parts[3]))


def cast_pattern(text: str, patterns: tuple[re.Pattern[str], ...]) -> date | Trouble:
    """Return the day that the first fitting pattern reads; a month alone is its first day."""
    for pattern in patterns:
        if parts := pattern.fullmatch(text):
            found = parts.groupdict()
            year = int(found["Y"]) if found.get("Y") else 2000 + int(found["y"])
            month = int(found["m"]) if found.get("m") else MONTHS.index(found["b"].lower()[:3]) + 1
            return _day(year, month, int(found.get("d") or 1))
    return Trouble("not_a_date")


def _patterns(how: Marks) -> tuple[re.Pattern[str], ...]:
    return tuple(compile_pattern(pattern) for pattern in how.date)


def _day(year: int, month: int, day: int) -> date | Trouble:
    try:
        found = date(year, month, day)
    except ValueError:
        return Trouble("no_such_day")
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return Trouble("date_out_of_limits", limit=f"{FIRST_YEAR} … {LAST_YEAR}")
    return found


def cast_integer(text: str, field: Field, how: Marks) -> int | Trouble:
    """Return a whole number within the limits of the field."""
    number = _number(text, how)
    if isinstance(number, Trouble):
        return number
    if number != number.to_integral_value():
        return Trouble("not_whole")
    return within(number, field) or int(number)


def cast_decimal(text: str, field: Field, how: Marks) -> Decimal | Trouble:
    """Return an exact number within the limits of the field and with no more than its decimals."""
    number = _number(text, how)
    if isinstance(number, Trouble):
        return number
    exact = round(number, field.decimals)
    if exact != number:
        return Trouble("too_many_decimals", limit=str(field.decimals))
    return within(number, field) or exact


def _number(text: str, how: Marks) -> Decimal | Trouble:
    for part in how.remove:
        text = text.replace(part, "").strip()
    if how.group or how.decimal != ".":
        grouped = _ungrouped(text, how)
        if grouped is None:
            return Trouble("not_a_number")
        text = grouped
    if text.lower().lstrip("+-") in {"nan", "inf", "infinity"}:
        return Trouble("not_finite")
    parts = NUMBER.fullmatch(text) if text.isascii() else None
    if not parts:
        return Trouble("not_a_number")
    if len(parts[1]) + len(parts[2] or "") > 2 * PRECISION:
        return Trouble("too_long", limit=str(PRECISION))
    return Decimal(text) * how.factor


def _ungrouped(text: str, how: Marks) -> str | None:
    """Return a number without the marks of its country; None where they are misplaced."""
    whole, mark, fraction = text.partition(how.decimal)
    if how.group:
        first, *others = whole.lstrip("+-").split(how.group)
        if others and (not 1 <= len(first) <= 3 or any(len(three) != 3 for three in others)):
            return None
        whole = whole.replace(how.group, "")
    if how.decimal != "." and "." in whole + fraction:
        return None
    return f"{whole}.{fraction}" if mark else whole


def within(number: Decimal, field: Field) -> Trouble | None:
    """Return what is wrong with the size of a number; None where it is within the limits."""
    low, high = _limits(field.minimum, field.maximum)
    if low is not None and number < low:
        return Trouble("too_small", limit=f"{field.minimum:.15g}")
    if high is not None and number > high:
        return Trouble("too_large", limit=f"{field.maximum:.15g}")
    if number.adjusted() >= PRECISION - field.decimals:
        return Trouble("too_long", limit=str(PRECISION - field.decimals))
    return None


@cache
def _limits(low: float | None, high: float | None) -> tuple[Decimal | None, Decimal | None]:
    return (
        None if low is None else Decimal(repr(low)),
        None if high is None else Decimal(repr(high)),
    )


def cast_boolean(text: str) -> bool | Trouble:
    """Return yes or no (also true, false; letter case is free)."""
    truth = TRUTH.get(text.lower())
    return Trouble("not_yes_or_no") if truth is None else truth


def cast_region(text: str, words: Vocabulary, nearest: Nearest) -> str | Trouble:
    """Return a region code: one of the project's, or any of that form (a host far away)."""
    if text in words.accepted or REGION.fullmatch(text):
        return text
    return Trouble("unknown_region", near=nearest(text))


def cast_list(text: str, one: Cast) -> str | Trouble:
    """Return codes joined by `; `, each checked by itself."""
    found = [one(part.strip()) for part in text.split(";") if part.strip()]
    for value in found:
        if isinstance(value, Trouble):
            return value
    return "; ".join(dict.fromkeys(str(value) for value in found)) or Trouble("unknown_partner")


def _listed(kind: str, words: Vocabulary, nearest: Nearest) -> Cast:
    accepted = frozenset(words.accepted)
    limit = ", ".join(words.accepted) if len(words.accepted) <= 12 else ""

    def cast(text: str) -> str | Trouble:
        if text in accepted:
            return text
        is_sure = words.by_name and not DOUBT.search(text)
        if is_sure and (named := words.by_name.get(match_key(text))):
            return named
        return Trouble(f"unknown_{kind}", near=nearest(text), limit=limit)

    return cast
