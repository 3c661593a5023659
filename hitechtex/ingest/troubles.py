"""What can be wrong, as names and places; the sentences are made by whoever speaks to the reader.

The reading process knows no language and no texts: it names the rule, and hands over what the
sentence needs (the nearest known name, the limit).
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from hitechtex.catalog.project import match_key


class Trouble(NamedTuple):
    """Why a value cannot be taken: the rule it breaks, the nearest known name, the limit."""

    rule: str
    near: str = ""
    limit: str = ""


class Finding(NamedTuple):
    """A trouble at its place in the file; `row` counts the header, `column` is the file's name."""

    row: int
    column: str
    value: str
    trouble: Trouble


class Refusal(Exception):  # noqa: N818 - it is no error of the program, it is an answer
    """The file as a whole cannot be taken; `places` fill the sentence of `rule`."""

    def __init__(self, rule: str, **places: object) -> None:
        super().__init__(rule)
        self.rule = rule
        self.places = {name: str(place) for name, place in places.items()}


class Nearest:
    """Finds the known name that is meant, for a bounded number of questions.

    `alike` maps comparable forms (see match_key) to names. A file of a million different wrong
    words is not worth a million searches, so after `questions` of them nothing is suggested.
    """

    def __init__(self, alike: Mapping[str, str], *, questions: int = 500) -> None:
        self._alike = dict(alike)
        self._questions = questions

    def __call__(self, text: str) -> str:
        """Return the nearest known name, or an empty text."""
        key = match_key(text[:80])
        if key in self._alike:
            return self._alike[key]
        if self._questions <= 0:
            return ""
        self._questions -= 1
        near = difflib.get_close_matches(key, self._alike, n=1, cutoff=0.6)
        return self._alike[near[0]] if near else ""


def alike(names: Iterable[str]) -> dict[str, str]:
    """Return names by their comparable form; the first of equal forms wins."""
    found: dict[str, str] = {}
    for name in names:
        found.setdefault(match_key(name), name)
    return found
