"""All that is known of a file when it was gone over, and what an Understanding takes from it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field

from hitechtex.catalog.project import match_key
from hitechtex.ingest.books import Row, text_of
from hitechtex.ingest.header_search import Header
from hitechtex.ingest.look_job import LookJob
from hitechtex.ingest.mapping import FieldMapping, Mapping
from hitechtex.ingest.matching import Matches
from hitechtex.ingest.proposing import Proposal
from hitechtex.ingest.sources import Source
from hitechtex.ingest.table_pass import SHOWN, Table
from hitechtex.ingest.understanding import Decision, Filled, LeftOut, Question, SheetSeen


@dataclass
class Found:
    """A table in a file, matched with a contract, and how its columns are to be read."""

    job: LookJob
    source: Source
    proposal: Proposal
    header: Header
    table: Table
    matches: Matches
    decisions: list[Decision] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    fields: dict[str, FieldMapping] = field(default_factory=dict)
    filled: list[Filled] = field(default_factory=list)
    fill_down: list[str] = field(default_factory=list)
    fill_merged: list[str] = field(default_factory=list)


def mapping_of(found: Found) -> Mapping:
    """Return how the file is read, as the mapping that the road goes by."""
    table, header, columns = found.table, found.header, found.matches.columns
    read = set(found.matches.places.values())
    said = {text for place in read for text in table.columns[place].texts}
    # In the order of the contract, whatever the order of the columns.
    names = [n for n in found.matches.contract.field_names if n in found.fields]
    return Mapping(
        dataset=found.proposal.dataset,
        delimiter=found.source.delimiter,
        encoding=found.source.encoding,
        sheet=found.proposal.sheet,
        header_row=header.rows[0],
        header_rows=len(header.rows),
        composed=True,
        width=len(table.names),
        fill_merged=tuple(found.fill_merged),
        fill_down=tuple(found.fill_down),
        missing=tuple(word for word in found.job.lexicon.missing if word in said),
        ignore=tuple(each.name for place, each in enumerate(columns) if place not in read),
        fields={name: found.fields[name] for name in names},
    )


def left_out_of(found: Found, head: list[Row]) -> tuple[LeftOut, ...]:
    """Return the rows that are no rows of the table; by number only where people may be named."""
    every = [*_titles(head, found.header), *found.table.left_out]
    if found.matches.hides:
        every = [each.model_copy(update={"text": "", "cells": {}}) for each in every]
    return tuple(every)


def _titles(head: list[Row], header: Header) -> list[LeftOut]:
    above = [
        (number, " ".join(filter(None, (text_of(cell).strip() for cell in row))))
        for number, row in head
        if number < header.rows[0]
    ]
    said = [(number, text) for number, text in above if text]
    if not said:
        return []
    rows = tuple(number for number, _ in said)
    return [LeftOut(kind="title", rows=rows, text=said[0][1][:SHOWN])]


def sheets_of(source: Source, chosen: str, rows: int = 0) -> tuple[SheetSeen, ...]:
    """Return the sheets of a workbook, hidden ones by name only; none for text."""
    if source.book is None:
        return ()
    return tuple(
        SheetSeen(
            name=name,
            is_visible=is_visible,
            is_read=name == chosen,
            rows=rows if name == chosen else 0,
        )
        for name, is_visible in source.sheets.items()
    )


def fingerprint(dataset: str, names: tuple[str, ...]) -> str:
    """Return the same text for every file of a dataset with the same names in the same order."""
    layout = "\n".join((dataset, *map(match_key, names)))
    return hashlib.sha256(layout.encode()).hexdigest()[:16]
