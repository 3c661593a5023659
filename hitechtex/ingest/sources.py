"""A file of any kind as sheets of rows that can be looked at: text or workbook, by its bytes."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, BinaryIO

from hitechtex.ingest.books import Book, Merge, Row, is_book
from hitechtex.ingest.csv_file import SEPARATORS, line_of
from hitechtex.ingest.encodings import BOMS, choose
from hitechtex.ingest.files import FOREIGN
from hitechtex.ingest.lexicon import Lexicon, header_key
from hitechtex.ingest.limits import MIB, Limits
from hitechtex.ingest.marks import MARK_NAMES, MARKS
from hitechtex.ingest.troubles import Refusal
from hitechtex.ingest.understanding import Choice, Decision, Evidence, Question
from hitechtex.ingest.utf8_stream import Utf8Stream, stray_quotes

HEAD_ROWS = 60
NO_STRAY = re.compile(r"(?!)")
SAYS_ITS_MARK = re.compile(r"\s*\"?sep=([,;|\t])\"?\s*", re.IGNORECASE)


@dataclass
class Source:
    """A file whose sheets can be read as often as needed; text has one sheet without a name.

    `decisions` and `questions` are those about the file as a whole: encoding, separator.
    """

    kind: str
    sheets: dict[str, bool]
    encoding: str = "utf-8"
    delimiter: str = ","
    epoch: str = "1900"
    decisions: list[Decision] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    book: Book | None = None
    text: Any = None

    def rows(self, sheet: str) -> Iterator[Row]:
        """Give the rows of a sheet with their numbers in the file."""
        return self.book.rows(sheet) if self.book else self.text()

    def merges(self, sheet: str) -> tuple[Merge, ...]:
        """Return the cells of a sheet that span several rows."""
        return self.book.merges(sheet) if self.book else ()


def open_source(
    stream: BinaryIO, lexicon: Lexicon, answers: dict[str, str], limits: Limits
) -> Source:
    """Return a file as a source of rows; raise Refusal where it is neither text nor a workbook."""
    stream.seek(0)
    start = stream.read(8)
    stream.seek(0)
    if not start:
        raise Refusal("empty")
    if is_book(start):
        book = Book(stream, limits)
        return Source(book.kind, book.sheets, epoch=book.epoch, book=book)
    for signature, rule in FOREIGN.items():
        if start.startswith(signature):
            raise Refusal(rule)
    return _text_source(stream, lexicon, answers, limits)


def _text_source(
    stream: BinaryIO, lexicon: Lexicon, answers: dict[str, str], limits: Limits
) -> Source:
    _refuse_long_line(stream, limits)
    chosen = choose(stream, lexicon, answers.get("encoding", ""))
    source = Source("text", {"": True}, encoding=chosen.name, decisions=[chosen.decision])
    if chosen.question:
        source.questions.append(chosen.question)
    source.delimiter = _delimiter(stream, source, lexicon, answers, limits)
    source.text = lambda: _text_rows(stream, source, limits)
    return source


def _refuse_long_line(stream: BinaryIO, limits: Limits) -> None:
    stream.seek(0)
    start = stream.read(limits.line_bytes + 1)
    if len(start) > limits.line_bytes and not any(mark in start for mark in (b"\n", b"\r")):
        raise Refusal("line_too_long", limit=limits.line_bytes)
    if start.strip(b"".join(BOMS) + b"\r\n\t \x00") == b"":
        raise Refusal("empty")


def _lines(
    stream: BinaryIO, encoding: str, limits: Limits, stray: re.Pattern[str] = NO_STRAY
) -> Iterator[str]:
    stream.seek(0)
    text = io.BufferedReader(Utf8Stream(stream, encoding, stray), MIB)
    try:
        while line := line_of(text, limits):
            yield line
    finally:
        # The file below stays open: it is read several times.
        text.detach()


def _text_rows(stream: BinaryIO, source: Source, limits: Limits) -> Iterator[Row]:
    lines = _lines(stream, source.encoding, limits, stray_quotes(source.delimiter))
    reader = csv.reader(lines, delimiter=source.delimiter, strict=True)
    before = 0
    try:
        for cells in reader:
            if len(cells) > limits.columns:
                raise Refusal("too_many_columns", limit=limits.columns)
            yield before + 1, cells
            before = reader.line_num
    except csv.Error as problem:
        rule = "bare_returns" if "new-line" in str(problem) else "quotes"
        raise Refusal(rule, line=before + 1) from None


def _delimiter(
    stream: BinaryIO, source: Source, lexicon: Lexicon, answers: dict[str, str], limits: Limits
) -> str:
    """Return the separator under which most cells of a row are known headers."""
    lines = [line for line, _ in zip(_lines(stream, source.encoding, limits), range(HEAD_ROWS),
                                     strict=False)]  # fmt: skip
    if given := MARKS.get(answers.get("delimiter", "")):
        _note(source, given, "answer", {})
        return given
    if said := SAYS_ITS_MARK.fullmatch(lines[0] if lines else ""):
        _note(source, said[1], "said", {})
        return said[1]
    known = {key for headers in lexicon.headers.values() for key in headers}
    fits = [(_fit(lines, mark, known, lexicon), mark) for mark in SEPARATORS]
    ranked = sorted(fits, key=lambda each: each[0], reverse=True)
    (best, mark), (second, other) = ranked[:2]
    if best == second and best > (0, 0.0, 1):
        _ask(source, mark, other)
    hits, _, width = best
    _note(source, mark, "known" if hits else "even", {"n": str(hits or width)})
    return mark


Fit = tuple[int, float, int]
"""Known headers in one row; share of the rows that have the usual number of cells; that number."""


def _fit(lines: list[str], mark: str, known: set[str], lexicon: Lexicon) -> Fit:
    try:
        rows = list(csv.reader(lines, delimiter=mark))
    except csv.Error:
        # Cells that are no cells under this separator; the real reading says what is wrong.
        return 0, 0.0, 1
    hits = max(
        (
            len({key for cell in row if (key := header_key(cell, lexicon.stop)) in known})
            for row in rows
        ),
        default=0,
    )
    widths = Counter(len(row) for row in rows if row)
    width, times = max(widths.items(), key=lambda each: (each[1], each[0]), default=(1, 0))
    # One column is what any text gives with a separator that it does not have.
    even = times / len(rows) if width > 1 else 0.0
    return hits, round(even, 2), width


def _note(source: Source, mark: str, rule: str, places: dict[str, str]) -> None:
    name = MARK_NAMES[mark]
    evidence = Evidence(rule=f"delimiter_{rule}", places={"mark": name, **places})
    choices = tuple(MARK_NAMES[each] for each in SEPARATORS)
    source.decisions.append(
        Decision(id="delimiter", column="", value=name, evidence=evidence, choices=choices)
    )


def _ask(source: Source, *marks: str) -> None:
    names = tuple(MARK_NAMES[mark] for mark in marks)
    evidence = Evidence(rule="delimiter_open", places={"one": names[0], "other": names[1]})
    choices = tuple(Choice(value=name) for name in names)
    source.questions.append(Question(id="delimiter", column="", evidence=evidence, choices=choices))
