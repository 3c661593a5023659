"""How long each person of an export stayed, once the order of day and month is said."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from hitechtex.catalog.exports import Order
from hitechtex.ingest.attendance.people import Entry, Person, Time
from hitechtex.ingest.attendance.presence import Join, seconds_of


class Stay(NamedTuple):
    """One person's time. `line` is the first row, or the one with the trouble; `stated` the
    seconds that a total beside the joins says; `seconds` None where the rows do not tell."""

    line: int
    identity: str
    is_organiser: bool
    seconds: int | None = None
    stated: int | None = None
    joins: int = 0
    trouble: str = ""
    at: str = ""
    limit: str = ""


def stays_of(people: Sequence[Person], order: Order, most: int | None) -> list[Stay]:
    """Return the stay of every person; `most` are the seconds that the meeting lasted."""
    return [_stay(person, order, most) for person in people]


def _stay(person: Person, order: Order, most: int | None) -> Stay:
    bad = next((entry for entry in person.entries if entry.trouble), None)
    first = bad or person.entries[0]
    start = Stay(first.line, person.identity, person.is_organiser)
    if bad:
        return start._replace(trouble=bad.trouble, at=bad.at, limit=bad.limit)
    if person.trouble:
        return start._replace(trouble=person.trouble)
    spans = [entry for entry in person.entries if entry.is_span]
    exact = [entry for entry in person.entries if not entry.is_span]
    if exact and exact[0].kind is not Time.JOIN:
        return start._replace(seconds=_between(exact, order), joins=_arrivals(exact))
    joins = [_join(entry, order) for entry in exact or spans]
    backwards = [j for j in joins if j.start and j.end and j.end < j.start]
    if backwards:
        return start._replace(trouble="leave_before_join")
    total = sum(entry.stated or 0 for entry in spans) if exact and spans else None
    return start._replace(seconds=seconds_of(joins, most=most), stated=total, joins=len(joins))


def _join(entry: Entry, order: Order) -> Join:
    start = entry.start.at(order) if entry.start else None
    end = entry.end.at(order) if entry.end else None
    return Join(start, end, entry.stated, entry.is_span)


def _arrivals(entries: Sequence[Entry]) -> int:
    return sum(entry.kind is not Time.LEFT for entry in entries)


def _between(entries: Sequence[Entry], order: Order) -> int | None:
    """Return the seconds between arrivals and departures; None where one has no counterpart.

    Whoever is there twice (two devices) is there until the last of them leaves.
    """
    events: set[tuple[datetime, int]] = set()
    for entry in entries:
        at = entry.start.at(order) if entry.start else None
        if at is None or entry.kind is Time.ARRIVED_BEFORE:
            return None
        events.add((at, -1 if entry.kind is Time.LEFT else 1))
    present, since, total = 0, datetime.min, 0
    # Of one moment the arrivals first: who comes back the very second was never away.
    for at, step in sorted(events, key=lambda event: (event[0], -event[1])):
        since = at if not present else since
        present += step
        if present < 0:
            return None
        if not present:
            total += int((at - since).total_seconds())
    return None if present else total
