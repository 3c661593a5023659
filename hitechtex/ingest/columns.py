"""A column of text becomes a column of values: each distinct text is looked at once.

The answers are mapped back to the rows, so that a million rows of six codes cost six questions.
"""

from __future__ import annotations

from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from hitechtex.catalog.contracts import Field
from hitechtex.ingest.free_values import any_caster
from hitechtex.ingest.mapping import Marks
from hitechtex.ingest.troubles import Trouble
from hitechtex.ingest.values import (
    BROKEN_CELLS,
    FORMULA_WITHOUT_VALUE,
    Value,
    Vocabulary,
    arrow_type,
)

REMEMBERED = 200_000
ODD_TEXT = r"[\x00-\x08\x0b\x0c\x0e-\x1f@]|^#"


@dataclass(frozen=True, eq=False)
class CastColumn:
    """One field of a chunk: typed values (null = missing or wrong), and what is wrong where."""

    values: pa.Array
    wrong: dict[int, tuple[str, Trouble]]


class Reader:
    """Casts one field chunk by chunk and remembers what it has seen, within bounds."""

    def __init__(self, field: Field, how: Marks, words: Vocabulary, *, has_people: bool) -> None:
        self.field = field
        self.type = arrow_type(field)
        self._cast = any_caster(field, how, words, has_people=has_people)
        self._seen: dict[str, Value | Trouble] = {}
        self.takes_names = bool(words.by_name) and field.type != "partners"
        self.takes_months = field.type == "date" and any("%d" not in each for each in how.date)

    def read(self, texts: pa.Array) -> CastColumn:
        """Return the typed values of `texts`; missing stays missing."""
        if self.field.type == "text" and not _is_odd(texts):
            return CastColumn(values=texts, wrong={})
        coded = texts.dictionary_encode()
        words = coded.dictionary.to_pylist()
        found = self._answers(words)
        wrong = {place for place, value in enumerate(found) if isinstance(value, Trouble)}
        kept = (
            [None if isinstance(value, Trouble) else value for value in found] if wrong else found
        )
        return CastColumn(
            values=pa.array(kept, self.type).take(coded.indices),
            wrong=_rows_of(coded.indices, wrong, words, found) if wrong else {},
        )

    def _answers(self, words: list[str]) -> list[Value | Trouble]:
        if len(self._seen) + len(words) > REMEMBERED:
            self._seen.clear()
        seen = self._seen
        for word in words:
            if word not in seen:
                seen[word] = self._answer(word)
        return [seen[word] for word in words]

    def _answer(self, text: str) -> Value | Trouble:
        if text in BROKEN_CELLS:
            return Trouble("broken_cell")
        if text == FORMULA_WITHOUT_VALUE:
            return Trouble("formula_without_value")
        return self._cast(text)


def _is_odd(texts: pa.Array) -> bool:
    """Return whether any text needs to be looked at; nearly always none does."""
    return bool(pc.any(pc.match_substring_regex(texts, ODD_TEXT)).as_py())


def _rows_of(
    indices: pa.Array, wrong: set[int], words: list[str], found: list[Value | Trouble]
) -> dict[int, tuple[str, Trouble]]:
    hit = pc.is_in(indices, value_set=pa.array(sorted(wrong), indices.type))
    rows = pc.indices_nonzero(pc.fill_null(hit, False)).to_pylist()
    places = indices.take(pa.array(rows, pa.int64())).to_pylist()
    return {row: (words[place], found[place]) for row, place in zip(rows, places, strict=True)}
