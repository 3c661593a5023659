"""The child's part of understanding: one open file becomes an Understanding, or a Refusal."""

from __future__ import annotations

import os
from itertools import islice

from hitechtex.ingest.attendance.resaved import refuse_resaved
from hitechtex.ingest.books import Row, text_of
from hitechtex.ingest.claims import match
from hitechtex.ingest.deciding import FOR_ALL, Column, decide
from hitechtex.ingest.filling import ask_about_blanks, fill_absent
from hitechtex.ingest.found import Found, fingerprint, left_out_of, mapping_of, sheets_of
from hitechtex.ingest.header_names import compose
from hitechtex.ingest.header_search import Header
from hitechtex.ingest.look_job import LookJob
from hitechtex.ingest.matching import Matches
from hitechtex.ingest.proposing import Proposal, propose
from hitechtex.ingest.ranges import read_beside
from hitechtex.ingest.sources import HEAD_ROWS, Source, open_source
from hitechtex.ingest.table_pass import SHOWN, Table, TablePass
from hitechtex.ingest.troubles import Refusal
from hitechtex.ingest.understanding import Understanding

PARTS = {"start_date": "first", "end_date": "last"}
"""Which day of a range a field is."""


def look(job: LookJob, file: int) -> Understanding:
    """Return what one open file is understood to be; raise Refusal where it is no table."""
    with os.fdopen(file, "rb") as stream:
        source = open_source(stream, job.lexicon, job.answers, job.limits)
        heads = {
            sheet: list(islice(source.rows(sheet), HEAD_ROWS))
            for sheet, is_visible in source.sheets.items()
            if is_visible
        }
        if source.book:
            refuse_resaved(heads, job.exports, job.lexicon)
        proposal = propose(job, heads)
        if proposal.dataset and proposal.header:
            found = _gone_over(job, source, heads, proposal, proposal.header)
            return _understood(found, heads[proposal.sheet])
        return _undecided(job, source, heads, proposal)


def _undecided(
    job: LookJob, source: Source, heads: dict[str, list[Row]], proposal: Proposal
) -> Understanding:
    """Return the file as a table of text, with the question what it is."""
    rows = heads.get(proposal.sheet, [])
    texts = [tuple(text_of(cell)[:SHOWN] for cell in row) for _, row in rows]
    return Understanding(
        file=job.name,
        kind=source.kind,
        partner=job.partner,
        dataset=proposal.dataset,
        datasets=proposal.datasets,
        sheets=sheets_of(source, proposal.sheet),
        sheet=proposal.sheet,
        decisions=tuple(source.decisions),
        questions=(*source.questions, *proposal.questions),
        preview=tuple(row for row in texts if any(cell.strip() for cell in row)),
        answers=job.answers,
    )


def _gone_over(
    job: LookJob,
    source: Source,
    heads: dict[str, list[Row]],
    proposal: Proposal,
    header: Header,
) -> Found:
    """Go over the whole table, match its columns and decide how each is read."""
    contract = job.contracts[proposal.dataset]
    table = _table(job, source, heads[proposal.sheet], header, proposal.sheet)
    if not table.rows:
        raise Refusal("no_rows")
    hides = any(each.type == "person" for each in contract.fields)
    matches = Matches(table, contract, job.lexicon, job.answers, hides)
    match(header, matches)
    found = Found(job, source, proposal, header, table, matches)
    found.decisions += [*source.decisions, *proposal.decisions]
    found.questions += [*source.questions, *proposal.questions, *matches.questions]
    for name, place in matches.places.items():
        column = _column(found, name, place)
        found.fields[name] = decide(column)
        ask_about_blanks(column, place, found)
        found.decisions += column.decisions
        found.questions += column.questions
    if matches.has_ranges_beside:
        read_beside(found)
    found.filled += fill_absent(contract, job.lexicon, matches.places)
    return found


def _understood(found: Found, head: list[Row]) -> Understanding:
    job, table, proposal = found.job, found.table, found.proposal
    return Understanding(
        file=job.name,
        kind=found.source.kind,
        partner=job.partner,
        dataset=proposal.dataset,
        datasets=proposal.datasets,
        sheets=sheets_of(found.source, proposal.sheet, table.rows),
        sheet=proposal.sheet,
        header_rows=found.header.rows,
        columns=tuple(found.matches.columns),
        decisions=tuple(found.decisions),
        questions=tuple(found.questions),
        left_out=left_out_of(found, head),
        filled=tuple(found.filled),
        rows=table.rows,
        preview=() if found.matches.hides else tuple(table.preview),
        mapping=mapping_of(found),
        fingerprint=fingerprint(proposal.dataset, table.names),
        answers=job.answers,
    )


def _table(job: LookJob, source: Source, head: list[Row], header: Header, sheet: str) -> Table:
    """Go over the rows below the header; the names cover every column that holds anything."""
    texts = [list(row) for row in header.texts]
    below = (row for row in source.rows(sheet) if row[0] > header.rows[-1])
    names = compose(texts, _width(source, head, header))
    merges = tuple(each for each in source.merges(sheet) if each.rows[0] > header.rows[-1])
    is_text = source.book is None
    return TablePass(names, texts, job.lexicon, strict=is_text).run(below, merges)


def _width(source: Source, head: list[Row], header: Header) -> int:
    """Return how many columns a table has: as many as most rows of a text, or the widest row."""
    below = [row for number, row in head if number > header.rows[-1]]
    if source.book is None:
        lengths = [len(row) for row in below if any(cell.strip() for cell in row)]
        width = max(len(row) for row in header.texts)
        return max(width, max(set(lengths), key=lengths.count, default=width))
    said = [i for row in below for i, cell in enumerate(row, 1) if text_of(cell).strip()]
    named = [i for row in header.texts for i, cell in enumerate(row, 1) if cell.strip()]
    return max((*said, *named))


def _column(found: Found, name: str, place: int) -> Column:
    source, answers = found.source, found.job.answers
    is_shared = list(found.matches.places.values()).count(place) > 1
    # One answer without the name of a field is meant for every field.
    for_all = {f"{kind}.{name}": answers[kind] for kind in FOR_ALL if kind in answers}
    return Column(
        name=found.table.names[place],
        promised=found.matches.contract.field(name),
        cells=found.table.columns[place],
        lexicon=found.job.lexicon,
        answers=for_all | answers,
        epoch=source.epoch if source.kind == "xlsx" else "",
        part=PARTS.get(name, "") if is_shared else "",
    )
