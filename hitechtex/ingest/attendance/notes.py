"""What is to be said of an export: why it was taken for one, what was decided, what it leaves out.

No note holds a cell of the people's rows.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from hitechtex.ingest.attendance.asking import Meeting, Note
from hitechtex.ingest.attendance.clock import Dates
from hitechtex.ingest.attendance.meeting import Summary
from hitechtex.ingest.attendance.recognition import Recognised
from hitechtex.ingest.attendance.rows import Entries
from hitechtex.ingest.attendance.staying import Stay

SAME_SECONDS = 60


def notes_of(
    found: Recognised,
    entries: Entries,
    summary: Summary,
    dates: Dates,
    *,
    stays: Sequence[Stay],
    meeting: Meeting | None,
) -> tuple[Note, ...]:
    """Return the notes of one export in the order in which they are read."""
    return (
        _recognised(found),
        Note(says=f"dates_{dates.reason}", places={"example": dates.example}),
        *_sums(entries, summary, stays),
        *([Note(says="title_withheld")] if meeting and not meeting.title else []),
        *_left_out(found, entries, stays),
    )


def _recognised(found: Recognised) -> Note:
    return Note(
        says="recognised",
        places={
            "product": found.export.product,
            "layout": found.layout.says,
            "words": found.language.code,
            "row": str(found.header.line),
            "columns": ", ".join(f"“{name}”" for name in found.named),
        },
    )


def _sums(entries: Entries, summary: Summary, stays: Sequence[Stay]) -> Iterator[Note]:
    joins = sum(stay.joins for stay in stays)
    if joins > len(stays):
        yield Note(says="joins_added", n=len(stays), places={"joins": str(joins)})
    unknown = sum(stay.seconds is None and not stay.trouble for stay in stays)
    if unknown:
        yield Note(says="minutes_unknown", n=unknown)
    other = [
        stay
        for stay in stays
        if stay.stated is not None
        and stay.seconds is not None
        and abs(stay.stated - stay.seconds) > SAME_SECONDS
    ]
    if other:
        yield Note(says="totals_differ", n=len(other))
    if summary.people is not None and summary.people not in {len(stays), len(entries.rows)}:
        yield Note(says="count_differs", n=summary.people, places={"found": str(len(stays))})


def _left_out(found: Recognised, entries: Entries, stays: Sequence[Stay]) -> Iterator[Note]:
    organisers = sum(stay.is_organiser for stay in stays)
    if organisers:
        yield Note(says="organisers", n=organisers, is_left_out=True)
    if entries.waiting:
        yield Note(says="waiting_room", n=entries.waiting, is_left_out=True)
    if found.strange:
        names = ", ".join(f"“{name[:60]}”" for name in found.strange[:12])
        yield Note(says="strange_columns", places={"columns": names}, is_left_out=True)
    yield Note(says="presence_only", is_left_out=True)
