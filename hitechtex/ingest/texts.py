"""Text cells made comparable: trimmed, blanks made missing, people made hashes.

After this step nothing knows who somebody is.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from hitechtex.ingest.applying import blank
from hitechtex.ingest.changes import Changes
from hitechtex.ingest.job import Job
from hitechtex.ingest.people import ADDRESS, pseudonym
from hitechtex.ingest.table import Ragged, TextRows
from hitechtex.ingest.troubles import Refusal

WITHHELD = "(withheld)"
SHOWN = 200


@dataclass(frozen=True, eq=False)
class Cells:
    """The rows of a chunk that are not blank; missing cells are null, `ragged` rows stand apart."""

    numbers: Any
    columns: dict[str, pa.Array]
    ragged: tuple[Ragged, ...]

    def column(self, name: str) -> pa.Array:
        """Return a column of the file; all missing where the file does not have it."""
        if name in self.columns:
            return self.columns[name]
        return pa.nulls(len(self.numbers), pa.string())


class Tidy:
    """Makes text cells of one table comparable.

    `kept` are the columns that rows set aside show, at their `places` in the header.
    """

    def __init__(self, job: Job, header: tuple[str, ...], changes: Changes) -> None:
        self._job = job
        self._header = header
        self._changes = changes
        self._key = bytes.fromhex(job.key)
        persons = {field.name for field in job.contract.fields if field.type == "person"}
        self._people = {
            name
            for field, how in job.mapping.fields.items()
            if field in persons
            for name in how.columns
        }
        self._within = {
            name
            for how in job.mapping.fields.values()
            for source in how.sources
            if source.within_session
            for name in source.column
        }
        if self._within and not job.session:
            raise Refusal("session_needed")
        self.has_people = bool(persons)
        self.blank_rows = 0
        self.width = len(header)
        hidden = self._unread(header) if self.has_people else set()
        self.places = tuple(
            place for place, name in enumerate(header) if name and name not in hidden
        )
        self.kept = tuple(header[place] for place in self.places)

    def _unread(self, header: tuple[str, ...]) -> set[str]:
        mapping = self._job.mapping
        return set(header) - set(mapping.columns) if mapping.ignore_others else set(mapping.ignore)

    def __call__(self, rows: TextRows) -> Cells:
        """Return the rows that say anything."""
        trimmed = [pc.utf8_trim_whitespace(column) for column in rows.columns]
        said = _says_something(trimmed, len(rows.numbers))
        self.blank_rows += len(rows.numbers) - (pc.sum(said).as_py() or 0)
        numbers = rows.numbers[said.to_numpy(zero_copy_only=False)]
        columns = {
            name: self._column(
                name, place, raw=raw.filter(said), text=text.filter(said), numbers=numbers
            )
            for place, (name, raw, text) in enumerate(
                zip(self._header, rows.columns, trimmed, strict=True)
            )
        }
        return Cells(numbers, columns, tuple(self._veiled(row) for row in rows.ragged))

    def _column(
        self, name: str, place: int, *, raw: pa.Array, text: pa.Array, numbers: Any
    ) -> pa.Array:
        known = blank(text, ("", *self._job.mapping.missing))
        if not name and known.null_count < len(known):
            first = int(numbers[pc.is_valid(known).to_pylist().index(True)])
            raise Refusal("unnamed_column", place=place + 1, row=first)
        if name in self._people:
            return self._hashed(known, self._job.session if name in self._within else "")
        if not raw.equals(text):
            changed = pc.and_(pc.not_equal(raw, text), pc.is_valid(known))
            self._changes.note((name, "trimmed"), changed, numbers)
        return known

    def _hashed(self, known: pa.Array, session: str) -> pa.Array:
        coded = known.dictionary_encode()
        people = coded.dictionary.to_pylist()
        # A number of one session's list is hashed with the session: elsewhere it is somebody else.
        told = [f"{session} / {person}" for person in people] if session else people
        hashes = [pseudonym(person, self._key) for person in told]
        return pa.array(hashes, pa.string()).take(coded.indices)

    def _veiled(self, row: Ragged) -> Ragged:
        # Its cells have shifted, so that nobody can say which of them is the person.
        return Ragged(row.row, (WITHHELD,) * len(row.cells)) if self.has_people else row

    def shown(self, value: str) -> str:
        """Return a cell as it may be shown in a fault: short, and without an address."""
        return (ADDRESS.sub(WITHHELD, value) if self.has_people else value)[:SHOWN]

    def shown_column(self, column: pa.Array) -> pa.Array:
        """Return a column as it may be kept in rows set aside: without an address."""
        if not self.has_people:
            return column
        return pc.replace_substring_regex(column, ADDRESS.pattern, WITHHELD)


def _says_something(columns: list[pa.Array], rows: int) -> pa.Array:
    said = pa.array([False] * rows, pa.bool_())
    for column in columns:
        said = pc.or_(said, pc.not_equal(column, ""))
        if pc.all(said).as_py():
            break
    return said
