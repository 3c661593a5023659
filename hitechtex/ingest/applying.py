"""A mapping applied to the text of a file: where each field's text comes from, row by row."""

from __future__ import annotations

from collections.abc import Callable

import pyarrow as pa
import pyarrow.compute as pc

from hitechtex.ingest.mapping import FieldMapping, Source

Column = Callable[[str], pa.Array]
"""The trimmed text of a column of the file, by name; missing is null."""


class FieldText:
    """The text of one field, row by row; `unlisted` marks texts that no look-up knows."""

    def __init__(self, texts: pa.Array, unlisted: pa.Array | None = None) -> None:
        self.texts = texts
        self.unlisted = unlisted


def apply(field: FieldMapping, column: Column, *, rows: int) -> FieldText:
    """Return the text of a field: the first of its sources that has one, looked up."""
    texts: pa.Array = pa.nulls(rows, pa.string())
    unlisted: pa.Array | None = None
    for source in field.sources:
        open_rows = pc.is_null(texts)
        found, misses = _read(source, column, rows)
        texts = pc.coalesce(texts, found)
        if misses is not None:
            misses = pc.and_(misses, open_rows)
            unlisted = misses if unlisted is None else pc.or_(unlisted, misses)
    return FieldText(texts, unlisted)


def _read(source: Source, column: Column, rows: int) -> tuple[pa.Array, pa.Array | None]:
    if source.constant:
        return pa.repeat(pa.scalar(source.constant, pa.string()), rows), None
    found = _found(source, column)
    if not source.values and not source.otherwise:
        return found, None
    return _look_up(source, found)


def _found(source: Source, column: Column) -> pa.Array:
    """Return the text of the first column that has one, or of all together."""
    texts = [column(name) for name in source.column]
    if not source.joined_by:
        return pc.coalesce(*texts)
    blanks = "replace" if source.with_blanks else "emit_null"
    return pc.binary_join_element_wise(*texts, source.joined_by, null_handling=blanks)


def blank(texts: pa.Array, missing: tuple[str, ...]) -> pa.Array:
    """Return `texts` with null for every text that stands for a missing value."""
    if not missing:
        return texts
    stands_for_nothing = pc.is_in(texts, value_set=pa.array(missing, pa.string()))
    return pc.if_else(stands_for_nothing, pa.scalar(None, pa.string()), texts)


def _look_up(source: Source, found: pa.Array) -> tuple[pa.Array, pa.Array | None]:
    coded = found.dictionary_encode()
    words = coded.dictionary.to_pylist()
    # An empty text in the table says that the word stands for nothing that the field knows.
    known = [_meanings(source, word) for word in words]
    meant = [
        next(iter(meanings)) if len(meanings) == 1 else source.otherwise or word
        for word, meanings in zip(words, known, strict=True)
    ]
    texts = pa.array([text or None for text in meant], pa.string()).take(coded.indices)
    several = any(len(meanings) > 1 for meanings in known)
    if (source.otherwise or source.keep) and not several:
        return texts, None
    lax = bool(source.otherwise or source.keep)
    misses = pa.array([len(m) > 1 or (not m and not lax) for m in known], pa.bool_())
    return texts, pc.fill_null(misses.take(coded.indices), False)


def _meanings(source: Source, word: str) -> set[str]:
    """Return what the table says of a text, else of each answer in it; empty where nothing."""
    if word in source.values or not source.split:
        return {source.values[word]} if word in source.values else set()
    answers = (part.strip() for part in word.split(source.split))
    meanings = {source.values[answer] for answer in answers if answer in source.values}
    # An answer that stands for nothing does not contradict one that stands for something.
    return meanings - {""} or meanings
