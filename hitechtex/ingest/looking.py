"""The child's part of understanding: one open file becomes an Understanding, or a Refusal."""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass, field
from itertools import islice
from typing import Literal

from hitechtex.catalog.contracts import Contract
from hitechtex.catalog.project import match_key
from hitechtex.ingest.books import Row, text_of
from hitechtex.ingest.deciding import Column, decide
from hitechtex.ingest.filling import ask_about_blanks, fill_absent
from hitechtex.ingest.header_names import compose
from hitechtex.ingest.header_search import Header
from hitechtex.ingest.look_job import LookJob
from hitechtex.ingest.mapping import FieldMapping, Mapping
from hitechtex.ingest.matching import Matches, match
from hitechtex.ingest.proposing import Proposal, propose
from hitechtex.ingest.sources import HEAD_ROWS, Source, open_source
from hitechtex.ingest.table_pass import SHOWN, Table, TablePass
from hitechtex.ingest.troubles import Refusal
from hitechtex.ingest.understanding import (
    Decision,
    Filled,
    LeftOut,
    Question,
    SheetSeen,
    Understanding,
)

PARTS: dict[str, Literal["first", "last"]] = {"start_date": "first", "end_date": "last"}
"""Which day of a range a field is."""


@dataclass
class _Findings:
    """What is known when a table was gone over and its columns were matched."""

    decisions: list[Decision]
    questions: list[Question]
    fields: dict[str, FieldMapping] = field(default_factory=dict)
    filled: list[Filled] = field(default_factory=list)
    fill_down: list[str] = field(default_factory=list)
    fill_merged: list[str] = field(default_factory=list)


def look(job: LookJob, file: int) -> Understanding:
    """Return what one open file is understood to be; raise Refusal where it is no table."""
    with os.fdopen(file, "rb") as stream:
        source = open_source(stream, job.lexicon, job.answers, job.limits)
        heads = {
            sheet: list(islice(source.rows(sheet), HEAD_ROWS))
            for sheet, is_visible in source.sheets.items()
            if is_visible
        }
        proposal = propose(job, heads)
        if proposal.dataset and proposal.header:
            return _understand(job, source, heads, proposal)
        return _undecided(job, source, heads, proposal)


def _undecided(
    job: LookJob, source: Source, heads: dict[str, list[Row]], proposal: Proposal
) -> Understanding:
    """Return the file as a table of text, with the question what it is."""
    rows = heads.get(proposal.sheet, [])
    texts = [tuple(text_of(cell)[:SHOWN] for cell in row) for _, row in rows]
    texts = [row for row in texts if any(cell.strip() for cell in row)]
    if not texts:
        raise Refusal("no_sheet" if source.book else "empty")
    return Understanding(
        file=job.name,
        kind=source.kind,
        partner=job.partner,
        dataset=proposal.dataset,
        datasets=proposal.datasets,
        sheets=_sheets(source, heads, proposal.sheet),
        sheet=proposal.sheet,
        decisions=tuple(source.decisions),
        questions=(*source.questions, *proposal.questions),
        preview=tuple(texts[:8]),
        answers=job.answers,
    )


def _understand(
    job: LookJob, source: Source, heads: dict[str, list[Row]], proposal: Proposal
) -> Understanding:
    header, contract = proposal.header, job.contracts[proposal.dataset]
    assert header is not None
    table = _table(job, source, heads[proposal.sheet], header, proposal.sheet)
    hides = any(each.type == "person" for each in contract.fields)
    matches = match(header, table, contract, job.lexicon, job.answers, hides=hides)
    found = _Findings(list(source.decisions), [*source.questions, *proposal.questions])
    found.decisions += proposal.decisions
    found.questions += matches.questions
    _decide_columns(job, source, table, contract, matches, found)
    filled = fill_absent(contract, job.lexicon, matches.places)
    found.filled = [*found.filled, *filled]
    if not table.rows:
        raise Refusal("no_rows")
    return Understanding(
        file=job.name,
        kind=source.kind,
        partner=job.partner,
        dataset=contract.dataset,
        datasets=proposal.datasets,
        sheets=_sheets(source, heads, proposal.sheet, table.rows),
        sheet=proposal.sheet,
        header_rows=header.rows,
        columns=tuple(matches.columns),
        decisions=tuple(found.decisions),
        questions=tuple(found.questions),
        left_out=(*_titles(heads[proposal.sheet], header), *table.left_out),
        filled=tuple(found.filled),
        rows=table.rows,
        preview=tuple(table.preview),
        mapping=_mapping(source, proposal, table, matches, found, job),
        fill_down=tuple(found.fill_down),
        fingerprint=_fingerprint(contract, table.names),
        answers=job.answers,
    )


def _table(job: LookJob, source: Source, head: list[Row], header: Header, sheet: str) -> Table:
    """Go over the rows below the header; the names cover every column that holds anything."""
    texts = [list(row) for row in header.texts]
    below = (row for row in source.rows(sheet) if row[0] > header.rows[-1])
    width = _width(source, head, header)
    names = compose(texts, width)
    merges = tuple(each for each in source.merges(sheet) if each.rows[0] > header.rows[-1])
    strict = source.book is None
    return TablePass(names, texts, job.lexicon, strict=strict).run(below, merges)


def _width(source: Source, head: list[Row], header: Header) -> int:
    """Return how many columns a table has: as many as most rows of a text, or the widest row."""
    below = [row for number, row in head if number > header.rows[-1]]
    width = max(len(row) for row in header.texts)
    if source.book is None:
        lengths = [len(row) for row in below if any(cell.strip() for cell in row)]
        usual = max(set(lengths), key=lengths.count, default=width)
        return max(width, usual)
    said = (i for row in below for i, cell in enumerate(row, 1) if text_of(cell).strip())
    named = [i for row in header.texts for i, cell in enumerate(row, 1) if cell.strip()]
    return max((*said, *named))


def _decide_columns(
    job: LookJob,
    source: Source,
    table: Table,
    contract: Contract,
    matches: Matches,
    found: _Findings,
) -> None:
    shared = list(matches.places.values())
    for promised in contract.fields:
        place = matches.places.get(promised.name)
        if place is None:
            continue
        both = shared.count(place) > 1
        column = Column(
            name=table.names[place],
            promised=promised,
            cells=table.columns[place],
            lexicon=job.lexicon,
            answers=_answers(job, promised.name),
            epoch=source.epoch if source.kind == "xlsx" else "",
            part=PARTS.get(promised.name, "") if both else "",
        )
        found.fields[promised.name] = decide(column)
        ask_about_blanks(column, contract, place, table, source.kind, found)
        found.decisions += column.decisions
        found.questions += column.questions


def _answers(job: LookJob, name: str) -> dict[str, str]:
    """Return the answers for a field; one without a field's name is meant for every field."""
    for_all = {f"{kind}.{name}": job.answers[kind] for kind in
               ("date_order", "decimal", "percent", "serial", "blank", "fill_down", "typed_dates")
               if kind in job.answers}  # fmt: skip
    return for_all | job.answers


def _mapping(
    source: Source,
    proposal: Proposal,
    table: Table,
    matches: Matches,
    found: _Findings,
    job: LookJob,
) -> Mapping:
    header = proposal.header
    assert header is not None
    missing = {text for place in matches.places.values() for text in table.columns[place].texts}
    return Mapping(
        dataset=proposal.dataset,
        delimiter=source.delimiter,
        encoding=source.encoding,
        sheet=proposal.sheet,
        header_row=header.rows[0],
        header_rows=len(header.rows),
        composed=True,
        width=len(table.names),
        fill_merged=tuple(found.fill_merged),
        fill_down=tuple(found.fill_down),
        missing=tuple(word for word in job.lexicon.missing if word in missing),
        ignore=tuple(column.name for column in matches.columns if not column.fields),
        fields=found.fields,
    )


def _titles(head: list[Row], header: Header) -> list[LeftOut]:
    """Return the rows above the header that say something."""
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


def _sheets(
    source: Source, heads: dict[str, list[Row]], chosen: str, rows: int = 0
) -> tuple[SheetSeen, ...]:
    if source.book is None:
        return ()
    return tuple(
        SheetSeen(
            name=name,
            is_visible=is_visible,
            is_read=name == chosen,
            rows=rows if name == chosen else len(heads.get(name, ())),
        )
        for name, is_visible in source.sheets.items()
    )


def _fingerprint(contract: Contract, names: tuple[str, ...]) -> str:
    """Return the same text for every file of a dataset with the same names in the same order."""
    layout = "\n".join((contract.dataset, *map(match_key, names)))
    return hashlib.sha256(layout.encode()).hexdigest()[:16]
