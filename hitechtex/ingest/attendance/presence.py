"""How long somebody was there: joins added up, and no minute counted twice."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple


class Join(NamedTuple):
    """A time in the meeting: from `start` to `end` where known, and the seconds that are stated.

    `is_span`: from the first join to the last leave, with pauses between, so that only the stated
    seconds tell how long, and the span is the most that it can be.
    """

    start: datetime | None
    end: datetime | None
    stated: int | None
    is_span: bool = False


def covered(spans: Iterable[tuple[datetime, datetime]]) -> int:
    """Return the seconds that are covered by at least one of the spans."""
    total, until = 0, None
    for start, end in sorted(spans):
        begin = start if until is None or start > until else until
        if end > begin:
            total += int((end - begin).total_seconds())
        until = end if until is None or end > until else until
    return total


def seconds_of(joins: Iterable[Join], *, most: int | None = None) -> int | None:
    """Return the seconds somebody was there, or None where a join does not tell.

    Joins with both times are united; of spans the stated seconds are added up, but never more than
    the union of everything. Where times are missing the stated seconds are added up, several of
    them to no more than `most`, the length of the meeting.
    """
    every = list(joins)
    exact = [(j.start, j.end) for j in every if j.start and j.end and not j.is_span]
    stated = [j.stated for j in every if j.is_span or not (j.start and j.end)]
    if any(seconds is None for seconds in stated):
        return None
    total = covered(exact) + sum(seconds or 0 for seconds in stated)
    known = [(j.start, j.end) for j in every if j.start and j.end]
    if len(known) == len(every):
        return min(total, covered(known))
    return min(total, most) if most is not None and len(every) > 1 else total


def minutes_of(seconds: int) -> int:
    """Return whole minutes, half a minute rounded up."""
    return (seconds + 30) // 60
