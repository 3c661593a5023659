"""A CSV file as text cells: decoded strictly, split by Arrow, numbered by the lines of the file."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterator
from itertools import islice
from typing import Any, BinaryIO

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as arrow_csv

from hitechtex.ingest.header_names import compose
from hitechtex.ingest.limits import Limits
from hitechtex.ingest.mapping import Mapping
from hitechtex.ingest.table import Ragged, TextRows, TextTable
from hitechtex.ingest.troubles import Refusal
from hitechtex.ingest.utf8_stream import BLOCK, Utf8Stream, stray_quotes

SEPARATORS = (",", ";", "\t", "|")
MARKS = {codecs.BOM_UTF16_LE: "UTF-16", codecs.BOM_UTF16_BE: "UTF-16"}


def read(stream: BinaryIO, mapping: Mapping, limits: Limits) -> TextTable:
    """Return the table of a CSV file; raise Refusal where the header or the text is not one."""
    start = stream.read(2)
    stream.seek(0)
    encoding = "utf-8-sig" if mapping.encoding.lower() in {"utf-8", "utf8"} else mapping.encoding
    if start in MARKS and encoding == "utf-8-sig":
        raise Refusal("encoding_other", encoding=MARKS[start])
    text = io.BufferedReader(Utf8Stream(stream, encoding, stray_quotes(mapping.delimiter)), BLOCK)
    header, lines = _header(text, mapping, limits)
    if len(header) > limits.columns:
        raise Refusal("too_many_columns", limit=limits.columns)
    return TextTable(sheet="", header=header, chunks=_chunks(text, header, lines, mapping, limits))


def _header(
    text: io.BufferedReader[Any], mapping: Mapping, limits: Limits
) -> tuple[tuple[str, ...], int]:
    """Return the names of the columns and the number of lines up to them."""
    for _ in range(mapping.header_row - 1):
        line_of(text, limits)
    reader = csv.reader(
        iter(lambda: line_of(text, limits), ""), delimiter=mapping.delimiter, strict=True
    )
    try:
        rows = list(islice(reader, mapping.header_rows))
    except csv.Error:
        raise Refusal("quotes", line=mapping.header_row) from None
    if not rows:
        raise Refusal("empty")
    header = _names(rows, mapping)
    if not any(header):
        raise Refusal("no_header", row=mapping.header_row)
    _refuse_other_delimiter(header, mapping)
    return header, mapping.header_row - 1 + reader.line_num


def _names(rows: list[list[str]], mapping: Mapping) -> tuple[str, ...]:
    if mapping.composed:
        return compose(rows, mapping.width)
    return tuple(name.strip() for name in rows[0])


def line_of(text: io.BufferedReader[Any], limits: Limits) -> str:
    """Return the next line; raise Refusal where it is longer than a line may be."""
    line = text.readline(limits.line_bytes + 1)
    if len(line) > limits.line_bytes:
        raise Refusal("line_too_long", limit=limits.line_bytes)
    return line.decode()


def _refuse_other_delimiter(header: tuple[str, ...], mapping: Mapping) -> None:
    """Raise Refusal naming the delimiter that would give more of the expected columns."""
    line = mapping.delimiter.join(header)
    known = set(mapping.columns)

    def fitting(mark: str) -> tuple[int, int]:
        names = [name.strip().strip('"') for name in line.split(mark)]
        return len(known.intersection(names)), len(names)

    best = max(SEPARATORS, key=fitting)
    if best != mapping.delimiter and fitting(best) > (len(known & set(header)), len(header)):
        raise Refusal("delimiter", found=best, expected=mapping.delimiter)


class _Records:
    """Numbers records by the line they start on; Arrow reports rows of another length by number."""

    def __init__(self, before: int, delimiter: str) -> None:
        self.spans_lines = False
        self._before = before
        self._delimiter = delimiter
        self._next = 1
        self._odd: list[tuple[int, str]] = []

    def odd(self, row: Any) -> str:
        """Keep a row of another length; called by Arrow while it reads."""
        self._odd.append((row.number, row.text))
        return "skip"

    def rows(self, columns: tuple[pa.Array, ...]) -> TextRows:
        """Return a chunk with its rows numbered, and the odd rows that stand before its end."""
        count = len(columns[0])
        odd = np.array([number for number, _ in self._odd], np.int64)
        records = np.setdiff1d(np.arange(self._next, self._next + count + len(odd)), odd)[:count]
        end = int(records[-1]) if count else int(odd.max(initial=self._next))
        passed = {number: text for number, text in self._odd if number <= end}
        self._odd = [row for row in self._odd if row[0] > end]
        lines = self._lines(np.arange(self._next, end + 1), records, columns, passed)
        first, self._next = self._next, end + 1
        return TextRows(
            numbers=lines[records - first],
            columns=columns,
            ragged=tuple(
                Ragged(int(lines[number - first]), self._cells(text))
                for number, text in passed.items()
            ),
        )

    def _lines(self, every: Any, records: Any, columns: tuple[pa.Array, ...], passed: Any) -> Any:
        """Return the first line of every record of a chunk; some records go over several lines."""
        extra = np.zeros(len(every) + 1, np.int64)
        for column in columns:
            broken = pc.match_substring_regex(column, r"[\r\n]")
            for place in pc.indices_nonzero(broken).to_pylist():
                extra[records[place] - every[0] + 1] += _breaks(column[place].as_py())
        for number, text in passed.items():
            extra[number - every[0] + 1] += _breaks(text)
        self.spans_lines |= bool(extra.any())
        lines = every + self._before + np.cumsum(extra)[:-1]
        self._before += int(extra.sum())
        return lines

    def _cells(self, text: str) -> tuple[str, ...]:
        return tuple(next(csv.reader(io.StringIO(text), delimiter=self._delimiter), []))


def _breaks(text: str) -> int:
    return text.count("\n") + text.count("\r") - text.count("\r\n")


def _chunks(
    text: io.BufferedReader[Any],
    header: tuple[str, ...],
    lines: int,
    mapping: Mapping,
    limits: Limits,
) -> Iterator[TextRows]:
    records = _Records(lines, mapping.delimiter)
    names = [str(place) for place in range(len(header))]
    try:
        for block in _blocks(text, names, mapping.delimiter, limits, records):
            yield records.rows(tuple(block.columns))
    except pa.ArrowInvalid as problem:
        if "Empty CSV" in str(problem):
            return
        raise Refusal("line_too_long", limit=limits.line_bytes) from None
    yield records.rows(tuple(pa.array([], pa.string()) for _ in names))
    if records.spans_lines:
        _refuse_open_quotes(text, mapping)


def _blocks(
    text: io.BufferedReader[Any],
    names: list[str],
    delimiter: str,
    limits: Limits,
    records: _Records,
) -> Iterator[pa.RecordBatch]:
    blocks: Iterator[pa.RecordBatch] = arrow_csv.open_csv(
        text,
        read_options=arrow_csv.ReadOptions(
            use_threads=False, block_size=limits.line_bytes, column_names=names
        ),
        parse_options=arrow_csv.ParseOptions(
            delimiter=delimiter,
            newlines_in_values=True,
            ignore_empty_lines=False,
            invalid_row_handler=records.odd,
        ),
        convert_options=arrow_csv.ConvertOptions(
            column_types={name: pa.string() for name in names},
            strings_can_be_null=False,
            check_utf8=False,
        ),
    )
    return blocks


def _refuse_open_quotes(text: io.BufferedReader[Any], mapping: Mapping) -> None:
    """Read the file again, strictly: Arrow lets a quotation mark stay open over many rows."""
    again = text.raw.again()
    reader = csv.reader((line.decode() for line in again), delimiter=mapping.delimiter, strict=True)
    try:
        for _ in reader:
            pass
    except csv.Error:
        raise Refusal("quotes", line=reader.line_num) from None
