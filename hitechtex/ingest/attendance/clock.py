"""Days, times and durations as exports write them; the order of day and month is never guessed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, NamedTuple

from hitechtex.catalog.exports import ExportLanguage, Order
from hitechtex.catalog.project import match_key
from hitechtex.ingest.troubles import Refusal

FIRST_YEAR, LAST_YEAR = 2000, 2199
STAMP = re.compile(
    r"(\d{1,4})([./-]) ?(\d{1,2})\2 ?(\d{1,4})\.?,? +"
    r"(?:(?P<before>[^\d:]{1,8}?) ?)?(\d{1,2})[:.](\d{2})(?:[:.](\d{2}))?"
    r"(?: ?(?P<after>[^\d:]{1,8}))?",
    re.ASCII,
)
CLOCK = re.compile(r"(\d{1,3}):([0-5]\d):([0-5]\d)", re.ASCII)
PIECE = re.compile(r"(\d+)\s*([^\d\s]+)", re.ASCII)


class Stamp(NamedTuple):
    """A day and time as it is written: the first two numbers may be day and month or the reverse.

    `year_first` where the year stands first, which leaves nothing open.
    """

    first: int
    second: int
    year: int
    hour: int
    minute: int
    second_of_minute: int
    year_first: bool

    def at(self, order: Order) -> datetime | None:
        """Return the moment under an order of day and month; None where there is no such day."""
        month_first = self.year_first or order == "month_first"
        month, day = (self.first, self.second) if month_first else (self.second, self.first)
        try:
            return datetime(self.year, month, day, self.hour, self.minute, self.second_of_minute)
        except ValueError:
            return None

    @property
    def written(self) -> str:
        """The day as it is written, without its time."""
        return f"{self.first}/{self.second}/{self.year}"


def read_stamp(text: str, words: ExportLanguage) -> Stamp | None:
    """Return a day with its time, on a clock of 24 hours; None where the text is none."""
    parts = STAMP.fullmatch(_plain(text))
    if not parts:
        return None
    one, _, two, three, before, hour, minute, second, after = parts.groups()
    time = _hour(int(hour), before or after, words)
    if time is None or (before and after):
        return None
    year_first = len(one) == 4
    year, first, last = (one, two, three) if year_first else (three, one, two)
    stamp = Stamp(
        int(first),
        int(last),
        int(year) + (2000 if len(year) == 2 else 0),
        time,
        int(minute),
        int(second or 0),
        year_first,
    )
    possible = stamp.at("month_first") or stamp.at("day_first")
    return stamp if possible and FIRST_YEAR <= stamp.year <= LAST_YEAR else None


def _hour(hour: int, mark: str | None, words: ExportLanguage) -> int | None:
    """Return the hour of a clock of 24 hours; noon is 12 p.m., midnight 12 a.m."""
    if not mark:
        return hour
    said = _letters(mark)
    if not 1 <= hour <= 12:
        return None
    if said in map(_letters, words.pm):
        return hour % 12 + 12
    return hour % 12 if said in map(_letters, words.am) else None


def read_duration(text: str, words: ExportLanguage, unit: Literal["", "minutes"]) -> int | None:
    """Return the seconds of `1h 2m 10s`, `1 h 1 min 55 s`, `1:02:10` or a number in `unit`."""
    plain = _plain(text)
    if unit == "minutes" and plain.isascii() and plain.isdigit():
        return int(plain) * 60 if len(plain) < 7 else None
    if clock := CLOCK.fullmatch(plain):
        return int(clock[1]) * 3600 + int(clock[2]) * 60 + int(clock[3])
    if PIECE.sub("", plain).strip() or not plain:
        return None
    found: dict[int, int] = {}
    for number, name in PIECE.findall(plain):
        worth = _worth(name, words)
        if not worth or worth in found or worth > min(found, default=3600) or len(number) > 6:
            return None
        found[worth] = int(number)
    return sum(worth * number for worth, number in found.items())


def _worth(name: str, words: ExportLanguage) -> int:
    said = name.casefold().strip(",;")
    for worth, names in ((3600, words.hours), (60, words.minutes), (1, words.seconds)):
        if said in names:
            return worth
    return 0


@dataclass(frozen=True)
class Dates:
    """The orders of day and month that a file allows, and why.

    `reason` is `asked`, `evidence`, `language`, `year_first` or `open`; `example` a day as written.
    """

    orders: tuple[Order, ...]
    reason: str
    example: str = ""


def order_of(stamps: Iterable[Stamp], words: ExportLanguage, asked: Order) -> Dates:
    """Return the order of day and month: what the days show, else what was said, else both.

    Raises Refusal where some days can only be day first and others only month first, or where the
    days show another order than the one that was said.
    """
    open_stamps = [stamp for stamp in stamps if not stamp.year_first]
    if not open_stamps:
        return Dates(("month_first",), "year_first")
    day = next((stamp for stamp in open_stamps if not stamp.at("month_first")), None)
    month = next((stamp for stamp in open_stamps if not stamp.at("day_first")), None)
    if day and month:
        raise Refusal("dates_contradict", one=day.written, other=month.written)
    shown: Order = "day_first" if day else "month_first" if month else ""
    example = (day or month or open_stamps[0]).written
    if shown:
        if asked and asked != shown:
            raise Refusal("dates_not_as_said", example=example)
        return Dates((shown,), "evidence", example)
    if said := asked or words.dates:
        return Dates((said,), "asked" if asked else "language", example)
    return Dates(("day_first", "month_first"), "open", example)


def _plain(text: str) -> str:
    """Return a text with ordinary spaces, digits and letters; marks of direction left out."""
    plain = unicodedata.normalize("NFKC", text)
    return " ".join("".join(c for c in plain if unicodedata.category(c) != "Cf").split())


def _letters(mark: str) -> str:
    return match_key(mark).replace("_", "")
