"""In which encoding a text file is written, decided on evidence that can be shown.

A mark at the beginning (BOM) decides; then strict UTF-8, which text in another encoding fails;
then the encodings of the partner's languages, held against the letters these languages have and
the words that are known. What more than one of them could be is asked.
"""

from __future__ import annotations

import codecs
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from hitechtex.catalog.project import match_key
from hitechtex.ingest.lexicon import Lexicon
from hitechtex.ingest.limits import MIB
from hitechtex.ingest.troubles import Refusal
from hitechtex.ingest.understanding import Choice, Decision, Evidence, Example, Question

ID = "encoding"
BLOCK = 1 * MIB
MOST_WORDS = 5000
SHOWN = 3
BOMS = {
    codecs.BOM_UTF32_LE: "utf-32",
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
WORD = re.compile(rb"[0-9A-Za-z\x80-\xff]*[\x80-\xff][0-9A-Za-z\x80-\xff]*")
PLAIN = set(" -–—'’‘“”„«»…·•€£°ºª%‰§©®™¡¿†×½¼¾²³±´`¨\xa0\xad")
"""What is no letter and stands in text of every country."""


@dataclass(frozen=True)
class Chosen:
    """An encoding with its evidence, or with the question that is open about it."""

    name: str
    decision: Decision
    question: Question | None = None


@dataclass(frozen=True)
class _Reading:
    """What the odd words of a file look like in one encoding."""

    encoding: str
    words: tuple[tuple[str, int], ...]
    strange: int
    foreign: int
    known: int

    @property
    def doubt(self) -> tuple[int, int]:
        return self.strange, self.foreign


def choose(stream: BinaryIO, lexicon: Lexicon, answer: str = "") -> Chosen:
    """Return the encoding of a text file; raise Refusal where it is no text in any of them."""
    if answer:
        return _answered(stream, answer)
    stream.seek(0)
    start = stream.read(4096)
    for mark, name in BOMS.items():
        if start.startswith(mark):
            return _decided(name, "bom", encoding=name.upper())
    if b"\x00" in start:
        return _two_bytes(stream, start)
    words, is_utf8 = _odd_words(stream)
    if not words:
        return _decided("utf-8", "ascii")
    if is_utf8:
        shown = ", ".join(word.decode("utf-8", "replace") for word in list(words)[:SHOWN])
        return _decided("utf-8", "utf8", words=shown)
    return _by_language(words, lexicon)


def _answered(stream: BinaryIO, answer: str) -> Chosen:
    try:
        decoder = codecs.getincrementaldecoder(answer)()
        for block in _blocks(stream):
            decoder.decode(block)
        decoder.decode(b"", final=True)
    except LookupError:
        raise Refusal("no_such_encoding", encoding=answer) from None
    except ValueError:
        raise Refusal("encoding", line="?", encoding=answer) from None
    return _decided(answer, "answer")


def _decided(name: str, rule: str, **places: str) -> Chosen:
    return Chosen(name, Decision(id=ID, column="", value=name, evidence=_because(rule, places)))


def _because(rule: str, places: dict[str, str]) -> Evidence:
    return Evidence(rule=f"encoding_{rule}", places=places)


def _two_bytes(stream: BinaryIO, start: bytes) -> Chosen:
    """Return UTF-16 without a mark: every other byte of text in Latin letters is zero."""
    even, odd = start[::2].count(0), start[1::2].count(0)
    if odd > len(start) * 0.3 and even < len(start) * 0.05:
        name = "utf-16-le"
    elif even > len(start) * 0.3 and odd < len(start) * 0.05:
        name = "utf-16-be"
    else:
        raise Refusal("binary")
    _answered(stream, name)
    return _decided(name, "zeros", encoding=name.upper())


def _blocks(stream: BinaryIO) -> Iterator[bytes]:
    stream.seek(0)
    while block := stream.read(BLOCK):
        yield block


def _odd_words(stream: BinaryIO) -> tuple[Counter[bytes], bool]:
    """Return the words with letters beyond ASCII, and whether the whole file is UTF-8."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    words: Counter[bytes] = Counter()
    is_utf8 = True
    for block in _blocks(stream):
        if is_utf8:
            try:
                decoder.decode(block)
            except UnicodeDecodeError:
                is_utf8 = False
        if len(words) < MOST_WORDS:
            words.update(WORD.findall(block))
    if is_utf8:
        try:
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            is_utf8 = False
    return words, is_utf8


def _by_language(words: Counter[bytes], lexicon: Lexicon) -> Chosen:
    known = _known_words(lexicon)
    found = [
        reading
        for encoding in dict.fromkeys((*lexicon.own_encodings, *lexicon.encodings))
        if (reading := _read(words, encoding, lexicon, known))
    ]
    if not found:
        raise Refusal("no_encoding")
    own = found[0]
    # Encodings that read this file alike leave nothing to decide.
    others = [each for each in found[1:] if each.words != own.words]
    if _is_proven(own, others):
        return _proven(own, others, lexicon)
    ranked = sorted(found, key=lambda each: (each.doubt, -each.known))
    places = {"encoding": own.encoding, "words": _shown(own, others)}
    return Chosen(
        own.encoding,
        Decision(id=ID, column="", value=own.encoding, evidence=_because("open", places)),
        Question(
            id=ID,
            column="",
            evidence=_because("open", places),
            choices=tuple(_choice(each) for each in _distinct(ranked)),
        ),
    )


def _is_proven(own: _Reading, others: list[_Reading]) -> bool:
    """Return whether a reading has only letters of the partner, and no other knows more words."""
    if own.strange:
        return False
    knows_most = all(each.known <= own.known for each in others)
    if not own.foreign:
        return knows_most
    return knows_most and all(each.doubt > own.doubt for each in others)


def _proven(own: _Reading, others: list[_Reading], lexicon: Lexicon) -> Chosen:
    if not others:
        return _decided(own.encoding, "alike", encoding=own.encoding)
    # The encoding that a program abroad would most likely have taken it for.
    worse = min(others, key=lambda each: lexicon.encodings.index(each.encoding))
    good, bad = _difference(own, worse)
    places = {"encoding": own.encoding, "word": good, "other": worse.encoding, "wrong": bad}
    choices = tuple(dict.fromkeys((own.encoding, *(each.encoding for each in others))))
    decision = Decision(
        id=ID,
        column="",
        value=own.encoding,
        evidence=_because("letters", places),
        choices=choices,
    )
    return Chosen(own.encoding, decision)


def _difference(own: _Reading, other: _Reading) -> tuple[str, str]:
    pairs = zip(own.words, other.words, strict=True)
    return next((a, b) for (a, _), (b, _) in pairs if a != b)


def _shown(own: _Reading, others: list[_Reading]) -> str:
    if not others:
        return ", ".join(word for word, _ in own.words[:SHOWN])
    return " / ".join(_difference(own, others[0]))


def _distinct(readings: list[_Reading]) -> list[_Reading]:
    seen: dict[tuple[tuple[str, int], ...], _Reading] = {}
    for reading in readings:
        seen.setdefault(reading.words, reading)
    return list(seen.values())


def _choice(reading: _Reading) -> Choice:
    words = (word for word, _ in reading.words[:SHOWN])
    return Choice(value=reading.encoding, examples=tuple(Example(row=0, text=w) for w in words))


def _read(
    words: Counter[bytes], encoding: str, lexicon: Lexicon, known: frozenset[str]
) -> _Reading | None:
    try:
        texts = tuple((word.decode(encoding), times) for word, times in words.items())
    except UnicodeDecodeError:
        return None
    strange = foreign = 0
    for text, times in texts:
        odd = {c for c in text if not c.isascii()} - PLAIN - set(lexicon.own_letters)
        foreign += times * len(odd)
        strange += times * len(odd - set(lexicon.letters))
    hits = sum(match_key(text) in known for text, _ in texts)
    return _Reading(encoding, texts, strange, foreign, hits)


def _known_words(lexicon: Lexicon) -> frozenset[str]:
    said = [key for keys in lexicon.headers.values() for key in keys]
    said += [key for keys in lexicon.lists.values() for key in keys]
    said += lexicon.months
    return frozenset(word for key in said for word in re.split(r"[ _]", key) if len(word) > 2)
