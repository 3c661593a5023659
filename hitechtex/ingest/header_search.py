"""Where the header of a table stands, and what its names may mean; values are not looked at."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from rapidfuzz import fuzz, process

from hitechtex.catalog.project import match_key
from hitechtex.ingest.header_names import compose, parts
from hitechtex.ingest.lexicon import Lexicon, header_key

SURE, POSSIBLE, APART = 90, 75, 6
"""Likeness (0 to 100) from which a name is taken, or asked about; distance to the next field."""
FIRST_ROWS, LONGEST_NAME = 12, 80
HINT = re.compile(r"\s*[(\[]([^()\[\]]*)[)\]]\s*$")
DATE_HINT = re.compile(r"[dmyagjrtY\s./-]{2,12}")
Keys = Mapping[str, tuple[str, ...]]
Line = tuple[int, list[str]]
How = Literal["canonical", "synonym", "fuzzy", "values", "answer", "none"]


@dataclass(frozen=True)
class Likeness:
    """What a name may mean: fields with scores, the best one first; `how` it was found."""

    fields: tuple[tuple[str, int], ...] = ()
    how: How = "none"

    @property
    def is_sure(self) -> bool:
        """Whether one field is meant and no other comes near."""
        if not self.fields:
            return False
        (_, best), *rest = self.fields
        return best >= SURE and all(best - score >= APART for _, score in rest)


@dataclass(frozen=True)
class Header:
    """The header of a table: its rows in the file, one name per column, and what they may mean."""

    rows: tuple[int, ...]
    texts: tuple[tuple[str, ...], ...]
    names: tuple[str, ...]
    likely: tuple[Likeness, ...]

    @property
    def fields(self) -> set[str]:
        """Fields that some column surely means."""
        return {each.fields[0][0] for each in self.likely if each.is_sure}


def search(lines: Sequence[Line], lexicon: Lexicon, dataset: str, *, at: int = 0) -> Header | None:
    """Return the header among the first lines, or at row `at`; None where no row is like one."""
    said = [line for line in lines if any(cell.strip() for cell in line[1])]
    starts = [place for place, (number, _) in enumerate(said) if at in (0, number)]
    rows = [said[place : place + height] for place in starts for height in (1, 2)]
    rows = [each for each in rows if each[-1][0] - each[0][0] == len(each) - 1]
    # Names that are known word for word find the header; only without them, similar ones do.
    for is_exact, tried in ((True, rows), (False, rows[: 2 * FIRST_ROWS])):
        scored = [(_known(each, lexicon, dataset, is_exact=is_exact), each) for each in tried]
        # Of headers alike, the one of a single row, and the first one, is meant: unless the row
        # below completes its names, which a row of values does not.
        best = max(
            scored,
            key=lambda pair: (pair[0], _says_names(pair[1], lexicon, dataset), -len(pair[1])),
            default=(0, []),
        )
        if best[0] >= 2 or (at and best[1]):
            return _header(best[1], lexicon, dataset)
    return None


def _known(rows: Sequence[Line], lexicon: Lexicon, dataset: str, *, is_exact: bool) -> int:
    """Return how many fields the names in some rows surely mean."""
    if not is_exact:
        return len(_header(rows, lexicon, dataset).fields)
    texts = [cells for _, cells in rows]
    names = compose(texts)
    below = parts(texts, len(names)) if len(rows) == 2 else names
    found: set[tuple[str, ...]] = set()
    for name, lower in zip(names, below, strict=True):
        meant = _exact(name, lexicon, dataset) or _exact(lower, lexicon, dataset)
        found |= {meant} if len(meant) == 1 else set()
    return len(found)


def _says_names(rows: Sequence[Line], lexicon: Lexicon, dataset: str) -> bool:
    """Return whether the names of two rows are known together: “host” above “country”."""
    if len(rows) < 2:
        return False
    texts = [cells for _, cells in rows]
    names = compose(texts)
    below = parts(texts, len(names))
    said = [(name, lower) for name, lower in zip(names, below, strict=True) if lower]
    known = [name for name, lower in said if name != lower and _exact(name, lexicon, dataset)]
    return bool(said) and 2 * len(known) >= len(said)


def likeness(name: str, lexicon: Lexicon, dataset: str) -> Likeness:
    """Return what a name may mean in a dataset: exactly, or by being written nearly alike."""
    if fields := _exact(name, lexicon, dataset):
        how: How = "canonical" if fields == (name,) else "synonym"
        return Likeness(tuple((field, 100) for field in fields), how)
    return _fuzzy(header_key(name, lexicon.stop), lexicon.headers[dataset])


def _exact(name: str, lexicon: Lexicon, dataset: str) -> tuple[str, ...]:
    """Return the fields that a name is known for, word for word."""
    for wording in _wordings(name, lexicon):
        if fields := lexicon.headers[dataset].get(header_key(wording, lexicon.stop)):
            return fields
    return ()


def _header(rows: Sequence[Line], lexicon: Lexicon, dataset: str) -> Header:
    texts = [cells for _, cells in rows]
    names = compose(texts)
    below = parts(texts, len(names)) if len(rows) == 2 else names
    likely = tuple(
        _likelier(likeness(name, lexicon, dataset), lower, lexicon, dataset)
        for name, lower in zip(names, below, strict=True)
    )
    numbers = tuple(number for number, _ in rows)
    return Header(numbers, tuple(tuple(row) for row in texts), names, likely)


def _likelier(found: Likeness, lower: str, lexicon: Lexicon, dataset: str) -> Likeness:
    """Return what a column means by its whole name, else by the lower of its two names alone."""
    if found.is_sure or not lower:
        return found
    alone = likeness(lower, lexicon, dataset)
    return alone if alone.is_sure and alone.how != "fuzzy" else found


def _wordings(name: str, lexicon: Lexicon) -> list[str]:
    """Return a name as it stands, and without a unit or a form of dates in brackets behind it."""
    wordings = [re.sub(r" \(\d+\)$", "", name)]
    if hint := HINT.search(name):
        said = hint[1].strip()
        if (match_key(said) or said) in lexicon.unit_keys or DATE_HINT.fullmatch(said):
            wordings.append(name[: hint.start()])
    return wordings


def _fuzzy(key: str, keys: Keys) -> Likeness:
    if not 4 <= len(key) <= LONGEST_NAME:
        return Likeness()
    near: dict[str, int] = {}
    alike = process.extract(key, list(keys), scorer=fuzz.ratio, limit=12, score_cutoff=POSSIBLE)
    # Words run together or left out are never taken, only asked about.
    alike += [
        (wording, min(score, SURE - 1), place)
        for wording, score, place in process.extract(
            key, list(keys), scorer=fuzz.token_set_ratio, limit=12, score_cutoff=POSSIBLE
        )
    ]
    for wording, score, _ in alike:
        for field in keys[wording]:
            # One more word, or another number, is another thing and no slip of the pen.
            is_slip = len(wording.split()) == len(key.split()) and _digits(wording) == _digits(key)
            likely = round(score) if is_slip else min(round(score), SURE - 1)
            near[field] = max(near.get(field, 0), likely)
    ranked = sorted(near.items(), key=lambda each: -each[1])
    return Likeness(tuple(ranked[:4]), "fuzzy" if ranked else "none")


def _digits(text: str) -> str:
    return "".join(c for c in text if c.isdigit())
