"""One family of errors, each a plain sentence: what is wrong, where, what was expected, who acts.

They are raised where a thing is first known and caught in one place (the command line, the page).
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable


class HitechtexError(Exception):
    """Something the reader can act on; never a traceback on a screen."""

    def __init__(self, says: str, *, where: str = "", expected: str = "", do: str = "") -> None:
        super().__init__(says)
        self.says = says
        self.where = where
        self.expected = expected
        self.do = do

    def __str__(self) -> str:
        parts = (
            f"{self.where}: {self.says}" if self.where else self.says,
            f"Expected: {self.expected}" if self.expected else "",
            self.do,
        )
        return " ".join(_ended(part) for part in parts if part)


def _ended(sentence: str) -> str:
    return sentence if sentence.endswith((".", "?", "!")) else f"{sentence}."


class DeclarationError(HitechtexError):
    """A file below `data/` (or the project file in force) does not say what it must say."""


class FileRefused(HitechtexError):  # noqa: N818  (an answer, no error of the program)
    """A partner's file was refused as a whole; nothing was changed. `rule` names why."""

    rule = ""


class StoreError(HitechtexError):
    """The store could not be read or written; what was accepted before is untouched."""


class QueryError(HitechtexError):
    """A query, a parameter or a result is not what was declared."""


class UnknownName(HitechtexError):  # noqa: N818  (said of what was asked for)
    """A name that nothing answers to; says the nearest one that something does."""

    def __init__(self, kind: str, name: str, known: Iterable[str]) -> None:
        names = sorted(known)
        near = difflib.get_close_matches(name, names, n=1, cutoff=0.5)
        do = f"Did you mean “{near[0]}”?" if near else f"Known: {', '.join(names)}."
        super().__init__(f"There is no {kind} named “{name}”", do=do)
        self.kind = kind
        self.name = name
