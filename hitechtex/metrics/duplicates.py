"""The same organisation under two names: proposed as pairs, never merged without a yes.

Names are compared without accents, case, punctuation and legal forms, as written and with their
words sorted. Only names that share their beginning or their end are compared at all, so that ten
thousand take seconds.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from threading import Lock
from typing import Literal
from weakref import WeakKeyDictionary

import numpy as np
from rapidfuzz.distance import Indel
from rapidfuzz.process import cdist

from hitechtex.catalog.organisations import Organisations, read_organisations
from hitechtex.catalog.project import match_key
from hitechtex.query import Engine
from hitechtex.query.result import Result

Evidence = Literal["accents", "legal_form", "order", "typing"]
BEGINNING, END = 3, 4
"""Letters that two names must share at one of their ends to be compared."""
AT_ONCE = 2000
"""Names of a block compared at once, which bounds the memory to some ten megabytes."""

_KNOWN: WeakKeyDictionary[Engine, tuple[Proposal, ...]] = WeakKeyDictionary()
_LOCK = Lock()


@dataclass(frozen=True)
class Name:
    """One name as it is written, and what is left of it for comparing."""

    written: str
    organisation: str
    country: str | None
    partners: str
    exchanges: int
    words: tuple[str, ...]

    @property
    def digits(self) -> str:
        """Its numbers: “Plant 2” and “Plant 3” are two plants."""
        return "".join(letter for word in self.words for letter in word if letter.isdigit())


@dataclass(frozen=True)
class Proposal:
    """Two names that may be one organisation; `score` is their likeness, 0-100."""

    left: Name
    right: Name
    score: float
    evidence: Evidence


def propose(engine: Engine) -> tuple[Proposal, ...]:
    """Return pairs of visitors' names that nobody has decided on, the most alike first.

    Names that somebody has said are one count as one; of a very long list the newest are compared.
    No filter narrows them, so they are kept for as long as the engine is.
    """
    with _LOCK:
        if engine not in _KNOWN:
            _KNOWN[engine] = _proposed(engine)
        return _KNOWN[engine]


def _proposed(engine: Engine) -> tuple[Proposal, ...]:
    rules = read_organisations()
    known = engine.ask("visitor_names", limit=rules.most_names)
    answered = {
        frozenset((row["left_name"], row["right_name"]))
        for row in engine.ask("organisation_answers").records()
    }
    pairs = compared(_names(known, rules), rules)
    open_pairs = [p for p in pairs if frozenset((p.left.written, p.right.written)) not in answered]
    return tuple(sorted(open_pairs, key=lambda p: (-p.score, p.left.written, p.right.written)))


def compared(names: Sequence[Name], rules: Organisations) -> Iterator[Proposal]:
    """Yield every pair of names that is alike enough, each pair once."""
    seen: set[tuple[int, int]] = set()
    for texts in (_joined(names), _joined(names, in_order=True)):
        for block in _blocks(texts):
            for one, other in _alike(block, texts, rules.proposed_from):
                pair = (min(one, other), max(one, other))
                if pair not in seen and _may_be_one(names[one], names[other]):
                    seen.add(pair)
                    yield _proposal(names[pair[0]], names[pair[1]])


def _names(known: Result, rules: Organisations) -> list[Name]:
    return [
        Name(
            written=row["visiting_organisation"],
            organisation=row["organisation"],
            country=row["visiting_country"],
            partners=row["partner_ids"],
            exchanges=row["exchanges"],
            words=rules.words(row["visiting_organisation"]),
        )
        for row in known.records()
    ]


def _joined(names: Iterable[Name], *, in_order: bool = False) -> list[str]:
    return [" ".join(sorted(name.words) if in_order else name.words) for name in names]


def _blocks(texts: Sequence[str]) -> Iterator[list[int]]:
    """Yield places of names that begin alike, then of names that end alike."""
    for shared in (slice(BEGINNING), slice(-END, None)):
        blocks: dict[str, list[int]] = defaultdict(list)
        for place, text in enumerate(texts):
            blocks[text.replace(" ", "")[shared]].append(place)
        yield from (block for block in blocks.values() if len(block) > 1)


def _alike(block: Sequence[int], texts: Sequence[str], cutoff: float) -> Iterator[tuple[int, int]]:
    """Yield the pairs of a block that are at least so alike."""
    named = [texts[place] for place in block]
    for start in range(0, len(named), AT_ONCE):
        part = named[start : start + AT_ONCE]
        scores = cdist(
            part, named[start:], scorer=Indel.normalized_similarity, score_cutoff=cutoff / 100
        )
        for row, column in np.argwhere(scores > 0):
            if column > row:
                yield block[start + int(row)], block[start + int(column)]


def _may_be_one(one: Name, other: Name) -> bool:
    """Not where they are one already, in different countries, or numbered differently."""
    elsewhere = None not in (one.country, other.country) and one.country != other.country
    return one.organisation != other.organisation and not elsewhere and one.digits == other.digits


def _proposal(one: Name, other: Name) -> Proposal:
    left, right = sorted((one, other), key=lambda name: name.written)
    likeness = max(
        Indel.normalized_similarity(*_joined((left, right), in_order=sort))
        for sort in (False, True)
    )
    return Proposal(left, right, round(100 * likeness, 1), _evidence(left, right))


def _evidence(left: Name, right: Name) -> Evidence:
    if match_key(left.written) == match_key(right.written):
        return "accents"
    if left.words == right.words:
        return "legal_form"
    return "order" if sorted(left.words) == sorted(right.words) else "typing"
