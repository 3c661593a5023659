"""The rows of an export as entries: who, from when to when, how long; what is wrong stays named."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from hitechtex.catalog.exports import Column
from hitechtex.catalog.project import match_key
from hitechtex.ingest.attendance.clock import Stamp, read_duration, read_stamp
from hitechtex.ingest.attendance.grid import Row
from hitechtex.ingest.attendance.people import Entry, Time, address
from hitechtex.ingest.attendance.recognition import Recognised, keys_of, match


@dataclass(frozen=True)
class Entries:
    """What the rows below the header say; `waiting` rows are of the waiting room and count not."""

    rows: tuple[Entry, ...]
    detail: tuple[Entry, ...] = ()
    waiting: int = 0


def read_entries(rows: Sequence[Row], found: Recognised) -> Entries:
    """Return the entries of an export and, where it has one, of its block with every join."""
    below = [row for row in rows if row.line > found.header.line]
    people, detail = _blocks(below, found)
    here = [row for row in people if not _is_waiting(row, found)]
    return Entries(
        rows=tuple(_entry(row, found, found.layout.grain) for row in here),
        detail=tuple(_entry(row, detail[0], "joins") for row in detail[1]) if detail else (),
        waiting=len(people) - len(here),
    )


def _blocks(
    rows: Sequence[Row], found: Recognised
) -> tuple[list[Row], tuple[Recognised, list[Row]] | None]:
    """Return the people's rows, and the header and rows of the block with every join.

    The second block begins with the title above its header; a row is only taken for a title where
    a header follows, so that nobody is lost who is called like one.
    """
    needs = found.layout.detail
    for place, row in enumerate(rows):
        header = needs and match(row, found.export, found.layout, found.language, needs=needs)
        if header:
            end = place - 1 if place and sum(map(bool, rows[place - 1].cells)) == 1 else place
            return list(rows[:end]), (header, list(rows[place + 1 :]))
    return list(rows), None


def _is_waiting(row: Row, found: Recognised) -> bool:
    said = match_key(row.cell(found.places.get("waiting_room")))
    return bool(said) and said in keys_of(found.language.yes)


def _entry(row: Row, found: Recognised, grain: str) -> Entry:
    """Return one row as an entry of its grain."""

    def cell(column: Column) -> str:
        return row.cell(found.places.get(column))

    entry = Entry(
        line=row.line,
        name=cell("name"),
        address=address(cell("email")),
        other_address=address(cell("upn")),
        is_organiser=match_key(cell("role")) in keys_of(found.language.organiser),
        is_span=grain == "spans",
    )
    width = len(found.header.cells)
    if any(row.cells[width:]):
        return replace(
            entry,
            trouble="row_length",
            at=str(len(row.cells)),
            limit=str(width),
            name="",
            address="",
        )
    if not (entry.name or entry.address or entry.other_address):
        return replace(entry, trouble="missing", at=_name_of("name", found))
    return _timed(entry, row, found, grain)


def _timed(entry: Entry, row: Row, found: Recognised, grain: str) -> Entry:
    if grain == "actions":
        return _action(entry, row, found)
    first: Column = "first_join" if "first_join" in found.places else "join"
    last: Column = "last_leave" if "last_leave" in found.places else "leave"
    length: Column = "total_duration" if grain == "people" else "duration"
    start, at_start = _stamp(row, first, found)
    end, at_end = _stamp(row, last, found)
    text = row.cell(found.places.get(length))
    stated = read_duration(text, found.language, found.export.duration_unit) if text else None
    timed = replace(entry, start=start, end=end, stated=stated)
    if text and stated is None:
        return replace(timed, trouble="not_a_duration", at=_name_of(length, found))
    if at_start or at_end:
        return replace(timed, trouble="not_a_time", at=at_start or at_end)
    if stated is None and (grain != "joins" or not (start and end)):
        return replace(timed, trouble="missing", at=_name_of(length, found))
    return timed


def _action(entry: Entry, row: Row, found: Recognised) -> Entry:
    start, wrong = _stamp(row, "time", found)
    words = found.language
    said = match_key(row.cell(found.places["action"]))
    kinds = ((Time.ARRIVED, words.joined), (Time.ARRIVED_BEFORE, words.joined_before))
    for kind, names in (*kinds, (Time.LEFT, words.left)):
        if said and said in keys_of(names):
            if start is None:
                return replace(entry, trouble="not_a_time", at=wrong or _name_of("time", found))
            return replace(entry, start=start, kind=kind)
    return replace(entry, trouble="unknown_action", at=_name_of("action", found))


def _stamp(row: Row, column: Column, found: Recognised) -> tuple[Stamp | None, str]:
    """Return the day and time of a cell, or the name of its column where it holds none."""
    text = row.cell(found.places.get(column))
    if not text:
        return None, ""
    stamp = read_stamp(text, found.language)
    return stamp, "" if stamp else _name_of(column, found)


def _name_of(column: Column, found: Recognised) -> str:
    return found.header.cell(found.places.get(column))


def stamps_of(entries: Entries) -> Iterator[Stamp]:
    """Give every day and time that the entries hold."""
    for entry in (*entries.rows, *entries.detail):
        yield from (stamp for stamp in (entry.start, entry.end) if stamp)
