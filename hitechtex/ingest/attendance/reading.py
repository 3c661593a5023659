"""An attendance export becomes a table of the dataset's own columns, one row per person.

After this the table goes the way of every other: people are hashed, values are cast and checked.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import numpy as np
import pyarrow as pa

from hitechtex.catalog.exports import Order
from hitechtex.ingest.attendance import grid, notes
from hitechtex.ingest.attendance.asking import ExportAnswer, ExportQuestion, Meeting
from hitechtex.ingest.attendance.clock import Dates, order_of
from hitechtex.ingest.attendance.meeting import Summary, meeting_of, names_somebody, read_summary
from hitechtex.ingest.attendance.people import Person, people_of
from hitechtex.ingest.attendance.presence import minutes_of
from hitechtex.ingest.attendance.recognition import Recognised, recognise
from hitechtex.ingest.attendance.rows import Entries, read_entries, stamps_of
from hitechtex.ingest.attendance.staying import Stay, stays_of
from hitechtex.ingest.table import TextRows, TextTable
from hitechtex.ingest.troubles import Finding, Refusal, Trouble

ROWS_AT_ONCE = 20_000
COLUMNS = ("session_id", "participant_key", "attended", "minutes_attended")


@dataclass(frozen=True)
class Understood:
    """An export and all that its rows say."""

    found: Recognised
    summary: Summary
    entries: Entries
    people: tuple[Person, ...]
    dates: Dates


def read_export(
    stream: BinaryIO, name: str, question: ExportQuestion, fields: Sequence[str], key: bytes
) -> TextTable | None:
    """Return the table of an export with the columns `fields`, or None where the file is none.

    Raises Refusal where it is one and cannot be taken: its text or quotes are damaged, the order of
    day and month is open and matters, the session is not known, or its name names a participant.
    """
    for separator, first_rows in grid.head(stream):
        if found := recognise(first_rows, question.exports):
            understood = _understand(grid.read(stream, separator), found, question)
            return _table(understood, name, question, fields, key)
    stream.seek(0)
    return None


def _understand(rows: list[grid.Row], found: Recognised, question: ExportQuestion) -> Understood:
    entries = read_entries(rows, found)
    summary = read_summary(rows, found)
    every = (*entries.rows, *entries.detail)
    return Understood(
        found=found,
        summary=summary,
        entries=entries,
        people=tuple(people_of(every, summary.host)),
        dates=order_of((*stamps_of(entries), *summary.stamps), found.language, question.dates),
    )


def _table(
    export: Understood, name: str, question: ExportQuestion, fields: Sequence[str], key: bytes
) -> TextTable:
    if names_somebody(Path(name).stem, export.people, words=2):
        raise Refusal("name_in_file_name")
    stays, meeting = _settled(export, question, key)
    session = question.session or (meeting.session_id if meeting else "")
    learners = [stay for stay in stays if not stay.is_organiser]
    found = export.found
    return TextTable(
        sheet="",
        header=tuple(fields),
        chunks=_chunks(learners, session, fields),
        export=ExportAnswer(
            product=found.export.product,
            layout=found.layout.id,
            language=found.language.code,
            notes=notes.notes_of(
                found, export.entries, export.summary, export.dates, stays=stays, meeting=meeting
            ),
            meeting=meeting,
        ),
    )


def _settled(
    export: Understood, question: ExportQuestion, key: bytes
) -> tuple[list[Stay], Meeting | None]:
    """Return what every order of day and month agrees on; raise Refusal where they do not."""

    def under(order: Order) -> tuple[list[Stay], Meeting | None]:
        stays = stays_of(export.people, order, export.summary.seconds)
        named = question.session
        return stays, None if named else meeting_of(export.summary, order, export.people, key)

    first, *others = [under(order) for order in export.dates.orders]
    if any(other != first for other in others):
        raise Refusal("date_order_open", example=export.dates.example)
    return first


def _chunks(stays: list[Stay], session: str, fields: Sequence[str]) -> Iterator[TextRows]:
    # By line, as the rows of every other file come.
    ordered = sorted(stays, key=lambda stay: stay.line)
    for start in range(0, len(ordered), ROWS_AT_ONCE):
        some = ordered[start : start + ROWS_AT_ONCE]
        values = dict(
            zip(COLUMNS, zip(*(_cells(stay, session) for stay in some), strict=True), strict=True)
        )
        blank = ("",) * len(some)
        yield TextRows(
            numbers=np.array([stay.line for stay in some], np.int64),
            columns=tuple(pa.array(values.get(name, blank), pa.string()) for name in fields),
            findings=tuple(_finding(stay) for stay in some if stay.trouble),
        )


def _cells(stay: Stay, session: str) -> tuple[str, str, str, str]:
    minutes = "" if stay.seconds is None else str(minutes_of(stay.seconds))
    return session, stay.identity, "yes", minutes


def _finding(stay: Stay) -> Finding:
    # Never the cell itself: in a row that has shifted it may be a name.
    if stay.trouble == "row_length":
        return Finding(stay.line, "", stay.at, Trouble("row_length", limit=stay.limit))
    return Finding(stay.line, stay.at, "", Trouble(stay.trouble))
