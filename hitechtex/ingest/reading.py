"""The steps of ingestion in their order: read, match, map, cast, check, write."""

from __future__ import annotations

import os
from typing import Any, BinaryIO

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from hitechtex.catalog.contracts import Field
from hitechtex.ingest import checks, files, headers
from hitechtex.ingest.applying import FieldText, apply
from hitechtex.ingest.attendance.reading import read_export
from hitechtex.ingest.changes import Changes
from hitechtex.ingest.columns import CastColumn, Reader
from hitechtex.ingest.headers import Matching
from hitechtex.ingest.job import Answer, Job
from hitechtex.ingest.mapping import Marks
from hitechtex.ingest.sieve import Sieve
from hitechtex.ingest.table import TextRows, TextTable
from hitechtex.ingest.texts import Cells, Tidy
from hitechtex.ingest.troubles import Finding, Refusal, Trouble
from hitechtex.ingest.values import Vocabulary
from hitechtex.ingest.writing import Output

SAMPLE = "SAMPLE-"


def read_job(job: Job, file: int, outputs: list[int]) -> Answer:
    """Read one open file into three others (see writing.Output), or raise Refusal."""
    with os.fdopen(file, "rb") as stream:
        stream.seek(0)
        table = _export(stream, job) or files.read(
            stream, job.name, job.contract.dataset, job.mapping, job.limits
        )
        matching = headers.match(
            table.header,
            job.mapping,
            job.contract,
            declared=job.is_mapped,
            filled=frozenset(job.fill),
        )
        return _Reading(job, table, matching).run(outputs)


def _export(stream: BinaryIO, job: Job) -> TextTable | None:
    if job.export is None:
        return None
    fields, key = job.contract.field_names, bytes.fromhex(job.key)
    table = read_export(stream, job.name, job.export, fields, key)
    if table is None and job.export.is_strict:
        raise Refusal("no_export")
    return table


class _Reading:
    """One table on its way through the steps, chunk by chunk."""

    def __init__(self, job: Job, table: TextTable, matching: Matching) -> None:
        self._job = job
        self._table = table
        self._matching = matching
        self._changes = Changes()
        self._tidy = Tidy(job, table.header, self._changes)
        self._sieve = Sieve(table.header, job.skip, job.mapping.fill_down)
        self._keys = checks.Keys()
        self._readers = {field.name: self._reader(field) for field in job.contract.fields}
        self._rows_read = 0
        self._sample_rows = 0

    def _reader(self, field: Field) -> Reader:
        how: Marks = self._job.mapping.fields.get(field.name) or Marks()
        words = self._job.words.get(field.name, Vocabulary())
        return Reader(field, how, words, has_people=self._tidy.has_people)

    def run(self, outputs: list[int]) -> Answer:
        """Write every chunk and return the counts."""
        job = self._job
        with Output(outputs, job.contract, self._tidy, job.limits) as output:
            for chunk in self._table.chunks:
                self._take(self._sieve(chunk), output)
        if not self._rows_read:
            raise Refusal("no_rows")
        if 0 < self._sample_rows < output.accepted:
            raise Refusal("sample_mixed", sample=self._sample_rows, accepted=output.accepted)
        return Answer(
            outcome="read",
            sheet=self._table.sheet,
            rows_read=self._rows_read,
            blank_rows=self._tidy.blank_rows,
            sample_rows=self._sample_rows,
            absent=tuple(name for name in self._matching.absent if name not in self._job.fill),
            unread=self._matching.unread,
            unmapped=tuple(n for n in self._readers if n not in {*job.mapping.fields, *job.fill}),
            changes=self._changes.all(),
            export=self._table.export,
        )

    def _take(self, chunk: TextRows, output: Output) -> None:
        cells = self._tidy(chunk)
        self._rows_read += len(cells.numbers) + len(cells.ragged)
        if self._rows_read > self._job.limits.rows:
            raise Refusal("too_many_rows", limit=self._job.limits.rows)
        texts = {name: self._text(name, cells) for name in self._readers}
        cast = {name: reader.read(texts[name].texts) for name, reader in self._readers.items()}
        self._note_changes(texts, cast, cells.numbers)
        findings = _with_own(self._findings(texts, cast, cells), chunk.findings)
        values = {name: column.values for name, column in cast.items()}
        good = output.write(cells, values, findings)
        marker = values[self._job.contract.sample_marker].filter(good)
        self._sample_rows += pc.sum(pc.starts_with(marker, SAMPLE)).as_py() or 0

    def _text(self, name: str, cells: Cells) -> FieldText:
        """Return the text of a field, with what the job fills into its blanks."""
        rows = len(cells.numbers)
        how = self._job.mapping.fields.get(name)
        nothing = FieldText(pa.nulls(rows, pa.string()))
        found = apply(how, cells.column, rows=rows) if how else nothing
        if how and how.values and self._job.mapping.composed:
            self._note_wordings(name, cells.column(how.column[0]), found.texts, cells.numbers)
        fill = self._job.fill.get(name)
        if not fill or not found.texts.null_count:
            return found
        blank = pc.is_null(found.texts)
        self._changes.note((self._column(name), "filled"), blank, cells.numbers, after=fill)
        return FieldText(pc.fill_null(found.texts, fill), found.unlisted)

    def _note_wordings(self, name: str, before: Any, after: Any, rows: Any) -> None:
        """Note wordings taken for codes, as they were understood."""
        renamed = pc.fill_null(pc.not_equal(before, after), False)
        kind = (self._column(name), "name_to_code")
        self._changes.compare(kind, renamed, rows, before=before, after=after)

    def _note_changes(
        self, texts: dict[str, FieldText], cast: dict[str, CastColumn], rows: Any
    ) -> None:
        """Note names taken for codes, and months taken for their first day."""
        for name, reader in self._readers.items():
            seen = {"before": texts[name].texts, "after": cast[name].values}
            if reader.takes_names:
                renamed = pc.fill_null(pc.not_equal(seen["before"], seen["after"]), False)
                self._changes.compare((self._column(name), "name_to_code"), renamed, rows, **seen)
            if reader.takes_months:
                dated = pc.is_valid(seen["after"])
                self._changes.compare((self._column(name), "first_of_month"), dated, rows, **seen)

    def _column(self, name: str) -> str:
        """Return what the partner's file calls a field."""
        how = self._job.mapping.fields.get(name)
        return " / ".join(how.columns) if how and how.columns else name

    def _findings(
        self, texts: dict[str, FieldText], cast: dict[str, CastColumn], cells: Cells
    ) -> list[Finding]:
        """Return everything that is wrong in a chunk, in the order of the file."""
        wrong = {name: dict(column.wrong) for name, column in cast.items()}
        for name, text in texts.items():
            if text.unlisted is not None:
                for row in pc.indices_nonzero(text.unlisted).to_pylist():
                    wrong[name][row] = (text.texts[row].as_py(), Trouble("not_in_table"))
        values = {name: column.values for name, column in cast.items()}
        found = [
            (row, name, value, trouble)
            for name, rows in wrong.items()
            for row, (value, trouble) in rows.items()
        ]
        found += checks.missing(self._job.contract, values, {n: set(r) for n, r in wrong.items()})
        found += checks.backwards(self._job.contract, values)
        found += self._repetitions(values, wrong, cells.numbers)
        order = {name: place for place, name in enumerate(self._readers)}
        found.sort(key=lambda each: (each[0], order[each[1]]))
        return [
            Finding(int(cells.numbers[row]), self._column(name), self._tidy.shown(value), trouble)
            for row, name, value, trouble in found
        ]

    def _repetitions(
        self, values: dict[str, pa.Array], wrong: dict[str, dict[int, Any]], numbers: Any
    ) -> checks.Found:
        """Return the rows whose key stood in the file before."""
        contract = self._job.contract
        keys = list(zip(*(values[name].to_pylist() for name in contract.key), strict=True))
        unusable = {row for name in contract.key for row in wrong[name]}
        needed = [name for name in contract.key if contract.field(name).required]
        for name in needed:
            unusable.update(pc.indices_nonzero(pc.is_null(values[name])).to_pylist())
        usable = np.array([row for row in range(len(keys)) if row not in unusable], np.int64)
        again = self._keys.seen([keys[row] for row in usable], numbers[usable])
        return [
            (
                int(usable[place]),
                contract.key[0],
                " · ".join("" if part is None else str(part) for part in keys[usable[place]]),
                Trouble("key_twice", near=" + ".join(contract.key), limit=str(first)),
            )
            for place, first in again.items()
        ]


def _with_own(findings: list[Finding], own: tuple[Finding, ...]) -> list[Finding]:
    """Return findings in the order of the file; of a row with its own, those alone."""
    if not own:
        return findings
    rows = {each.row for each in own}
    others = [each for each in findings if each.row not in rows]
    return sorted([*others, *own], key=lambda each: each.row)
