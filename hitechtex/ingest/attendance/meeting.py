"""What an export says of the meeting itself, and the session that can be made of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from hitechtex.catalog.exports import Line, Order
from hitechtex.catalog.project import match_key
from hitechtex.ingest.attendance.asking import Meeting
from hitechtex.ingest.attendance.clock import Stamp, read_duration, read_stamp
from hitechtex.ingest.attendance.grid import Row
from hitechtex.ingest.attendance.people import Person, address
from hitechtex.ingest.attendance.recognition import Recognised, keys_of
from hitechtex.ingest.people import has_address, pseudonym
from hitechtex.ingest.troubles import Refusal

SHORTEST_NAME = 3


@dataclass(frozen=True)
class Summary:
    """The meeting's own lines; blank or None where they say nothing. `people` is its own count."""

    title: str = ""
    start: Stamp | None = None
    end: Stamp | None = None
    seconds: int | None = None
    people: int | None = None
    host: str = ""

    @property
    def stamps(self) -> tuple[Stamp, ...]:
        """The days and times among them."""
        return tuple(stamp for stamp in (self.start, self.end) if stamp)


def read_summary(rows: Sequence[Row], found: Recognised) -> Summary:
    """Return what stands above the header."""
    above = [row for row in rows if row.line < found.header.line]
    lines = _pairs(above, found) if found.export.summary == "pairs" else _below(above, found)
    words = found.language
    people = lines.get("people", "")
    return Summary(
        title=" ".join(lines.get("title", "").split()),
        start=read_stamp(lines.get("start", ""), words),
        end=read_stamp(lines.get("end", ""), words),
        seconds=read_duration(lines.get("minutes", ""), words, "minutes"),
        people=int(people) if people.isascii() and people.isdigit() and len(people) < 7 else None,
        host=address(lines.get("host_email", "")),
    )


def _pairs(rows: Iterable[Row], found: Recognised) -> dict[Line, str]:
    lines: dict[Line, str] = {}
    for row in rows:
        if line := _line_named(row.cell(0), found):
            lines.setdefault(line, row.cell(1))
    return lines


def _below(rows: Sequence[Row], found: Recognised) -> dict[Line, str]:
    for names, values in pairwise(rows):
        lines = {
            line: values.cell(place)
            for place, cell in enumerate(names.cells)
            if (line := _line_named(cell, found))
        }
        if {"title", "start"} <= set(lines):
            return lines
    return {}


def _line_named(name: str, found: Recognised) -> Line | None:
    key = match_key(name)
    for line, names in found.language.summary.items():
        if key and key in keys_of(names):
            return line
    return None


def names_somebody(text: str, people: Iterable[Person], *, words: int = 1) -> bool:
    """Return whether a text holds an address, or the whole name of somebody of `words` or more."""
    if has_address(text):
        return True
    inside = f"_{match_key(text)}_"
    names = {match_key(entry.name) for person in people for entry in person.entries}
    return any(
        f"_{name}_" in inside
        for name in names
        if len(name) >= SHORTEST_NAME and name.count("_") >= words - 1
    )


def meeting_of(summary: Summary, order: Order, people: Sequence[Person], key: bytes) -> Meeting:
    """Return the session of a meeting; raise Refusal where title or start is not known.

    The same title and start are the same session. A title that names somebody is left out.
    """
    start = summary.start.at(order) if summary.start else None
    if not summary.title or start is None:
        raise Refusal("session_unknown")
    end = summary.end.at(order) if summary.end else None
    if end is not None and end < start:
        raise Refusal("session_backwards")
    # The title may hold a name, so that its mark is made with the key.
    mark = pseudonym(f"{summary.title} {start.isoformat()}", key)[2:10]
    return Meeting(
        session_id=f"{start:%Y%m%d}-{mark}",
        title="" if names_somebody(summary.title, people) else summary.title,
        start_date=start.date(),
        end_date=end.date() if end else None,
        hours=_hours(start, end, summary.seconds),
    )


def _hours(start: datetime, end: datetime | None, seconds: int | None) -> str:
    length = int((end - start).total_seconds()) if end else seconds
    return "" if length is None else f"{length / 3600:.2f}"
