"""Text as people write it becomes a value, once it is decided how a column is to be read."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import partial

from hitechtex.catalog.contracts import Field
from hitechtex.ingest.free_dates import readings, serial
from hitechtex.ingest.free_numbers import bare, value
from hitechtex.ingest.mapping import BESIDE, Marks
from hitechtex.ingest.troubles import Trouble
from hitechtex.ingest.values import FIRST_YEAR, LAST_YEAR, Cast, Vocabulary, caster, within

NUMBERS = {"integer", "decimal"}
CLOCK = re.compile(r"\d\s?(:|[hH]\s?\d)")
"""01:30 or 1h30, which nobody but their owner can tell from half past one or from minutes."""


def any_caster(field: Field, how: Marks, words: Vocabulary, *, has_people: bool) -> Cast:
    """Return the function that turns a text of this field into a value or a Trouble."""
    if how.free and field.type in NUMBERS:
        return partial(cast_free_number, field=field, how=how)
    if how.free and field.type == "date":
        cast = cast_day_beside if how.beside else cast_free_date
        return partial(cast, how=how, months=words.months)
    return caster(field, how, words, has_people=has_people)


def cast_free_number(text: str, field: Field, how: Marks) -> int | Decimal | Trouble:
    """Return a number written with units and marks of thousands, within the limits of the field."""
    amount = bare(text, how.units)
    number = value(amount.text, how.decimal)
    if number is None:
        if CLOCK.search(amount.text):
            return Trouble("written_as_clock", limit=how.decimal)
        return Trouble("not_a_number_here", limit=how.decimal)
    if not amount.is_percent:
        number *= how.factor
    if field.type == "integer":
        if number != number.to_integral_value():
            return Trouble("not_whole")
        return within(number, field) or int(number)
    exact = round(number, field.decimals)
    if exact != number:
        return Trouble("too_many_decimals", limit=str(field.decimals))
    return within(number, field) or exact


def cast_free_date(text: str, how: Marks, months: Mapping[str, int]) -> date | Trouble:
    """Return the day that a text names, or the first or last day of its range."""
    days = readings(text, months).get(how.order or "dmy")
    if days is None:
        day = serial(text, how.epoch) if how.epoch else None
        return day or Trouble("not_a_date_here")
    if days.first != days.last and not how.part:
        return Trouble("several_days")
    day = days.last if how.part == "last" else days.first
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        return Trouble("date_out_of_limits", limit=f"{FIRST_YEAR} … {LAST_YEAR}")
    return day


def cast_day_beside(text: str, how: Marks, months: Mapping[str, int]) -> date | Trouble | None:
    """Return the last day that a cell or the range beside it names; None where neither does."""
    first, _, own = text.partition(BESIDE)
    days = readings(first, months).get(how.beside)
    last = days.last if days and days.first != days.last else None
    if not own:
        return last
    day = cast_free_date(own, how, months)
    if last is None or isinstance(day, Trouble) or day == last:
        return day
    return Trouble("days_differ", near=last.isoformat(), limit=day.isoformat())
