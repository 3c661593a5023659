"""A date as people write it, in each of the orders in which it can be read; nothing is chosen.

Days are first (dmy), months are first (mdy) or years are (ymd); the orders in which a text can be
read at all are the evidence from which a column's order is decided.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, timedelta
from typing import NamedTuple

from hitechtex.catalog.project import match_key

ORDERS = ("dmy", "mdy", "ymd")
FIRST_SERIAL, LAST_SERIAL = 20_000, 80_000
SERIAL_ZERO = {"1900": date(1899, 12, 30), "1904": date(1904, 1, 1)}
TIME = re.compile(r"[T ,]+\d{1,2}:\d\d(:\d\d(\.\d+)?)?( ?[APap]\.?[Mm]\.?)?Z?$")
ISO = re.compile(r"(\d{4})([-/.])\s?(\d{1,2})\2\s?(\d{1,2})\.?")
NUMERIC = re.compile(r"(\d{1,2})\s?([-/.\s])\s?(\d{1,2})\s?\2\s?(\d{4}|\d{2})\.?")
NAMED = re.compile(r"(\d{1,2})[.º°ª]?(?:[\s\-/.]|\bd[ei]\b|\bd['’])*([^\W\d_]{2,12})\.?"
                   r"(?:[\s\-/.,]|\bd[ei]l?\b)*(\d{4}|\d{2})\.?")  # fmt: skip
NAMED_FIRST = re.compile(r"([^\W\d_]{2,12})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})")
CUT = re.compile(r"\s*[–—-]\s*|\s+(?:a|al|até|až|to|do)\s+")
"""What stands between the two days of a range."""


class Days(NamedTuple):
    """The first and the last day that a cell names; one day is both."""

    first: date
    last: date


Readings = dict[str, Days]
"""What a text says in each order in which it can be read."""


def readings(text: str, months: Mapping[str, int]) -> Readings:
    """Return every reading of a cell: a day, or a range of days; a time of day is passed over."""
    plain = TIME.sub("", " ".join(text.split()))
    single = _day(plain, months)
    if single:
        return {order: Days(day, day) for order, day in single.items()}
    return _range(plain, months)


def serial(text: str, epoch: str) -> date | None:
    """Return the day of a spreadsheet's serial number, if it is one of the last decades'."""
    whole = text.removesuffix(".0")
    if not whole.isascii() or not whole.isdigit() or len(whole) > 5:
        return None
    number = int(whole)
    if not FIRST_SERIAL <= number <= LAST_SERIAL:
        return None
    return SERIAL_ZERO[epoch] + timedelta(days=number)


def _day(text: str, months: Mapping[str, int]) -> dict[str, date]:
    """Return the day in every order that gives one; a year of two digits is 20yy."""
    if parts := ISO.fullmatch(text):
        return _valid({"iso": (parts[1], parts[3], parts[4])})
    if parts := NUMERIC.fullmatch(text):
        one, two, year = parts[1], parts[3], parts[4]
        orders = {"dmy": (year, two, one), "mdy": (year, one, two)}
        if len(year) == len(one) == 2:
            orders["ymd"] = (one, two, year)
        return _valid(orders)
    if parts := NAMED.fullmatch(text):
        number = months.get(match_key(parts[2]))
        return _valid({"named": (parts[3], str(number or 0), parts[1])})
    if parts := NAMED_FIRST.fullmatch(text):
        number = months.get(match_key(parts[1]))
        return _valid({"named": (parts[3], str(number or 0), parts[2])})
    return {}


def _valid(orders: dict[str, tuple[str, str, str]]) -> dict[str, date]:
    found = {}
    for order, (year, month, day) in orders.items():
        try:
            found[order] = date(_year(year), int(month), int(day))
        except ValueError:
            continue
    # ISO dates and named months are read alike whatever the order of the rest.
    for alone in ("iso", "named"):
        if alone in found:
            return dict.fromkeys(ORDERS, found[alone])
    return found


def _year(text: str) -> int:
    return 2000 + int(text) if len(text) == 2 else int(text)


def _range(text: str, months: Mapping[str, int]) -> Readings:
    """Return the readings of `28/02-02/03/2023`, `1-3 mar 2023`, `28.2.2023 - 2.3.2023`."""
    found: Readings = {}
    for cut in CUT.finditer(text):
        head, tail = text[: cut.start()].strip(), text[cut.end() :].strip()
        for order, last in _day(tail, months).items():
            first = _first_of_range(head, order, last, months)
            if first is None or first > last:
                continue
            if order in found and found[order] != Days(first, last):
                return {}
            found[order] = Days(first, last)
    return found


def _first_of_range(head: str, order: str, last: date, months: Mapping[str, int]) -> date | None:
    """Return the first day of a range whose first part may leave out what the last one says."""
    if whole := _day(head, months).get(order):
        return whole
    bare = head.rstrip("./ ")
    if re.fullmatch(r"\d{1,2}", bare):
        return _or_none(last.year, last.month, int(bare)) if order != "ymd" else None
    for year in (last.year, last.year - 1):
        for mark in ("/", ".", "-", " "):
            first = _day(f"{bare}{mark}{year}", months).get(order)
            # Without a year the range still runs forwards: over New Year it began the year before.
            if first is not None and first <= last:
                return first
    return None


def _or_none(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
