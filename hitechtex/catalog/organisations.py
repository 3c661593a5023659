"""What tells two spellings of one organisation from two (`data/organisations.toml`)."""

from __future__ import annotations

from functools import cache, cached_property
from pathlib import Path

from pydantic import Field

from hitechtex.catalog.declared import Declared, declare, read_toml
from hitechtex.catalog.project import DATA, match_key

LONGEST_FORM = 5
"""Words of the longest legal form: “Sp. z o.o.” has four."""


class Organisations(Declared):
    """How names are compared: from which likeness (0-100), how many, and without which words."""

    proposed_from: float = Field(gt=0, le=100)
    most_names: int = Field(ge=2)
    legal_forms: tuple[str, ...]

    @cached_property
    def _forms(self) -> frozenset[str]:
        return frozenset(match_key(form).replace("_", "") for form in self.legal_forms)

    def words(self, name: str) -> tuple[str, ...]:
        """Return the words of a name without accents, case, punctuation and legal forms.

        A name that is nothing but a legal form keeps it.
        """
        words = match_key(name).split("_")
        shortened = self._without_form(words)
        while len(shortened) < len(words):
            words, shortened = shortened, self._without_form(shortened)
        return tuple(words)

    def _without_form(self, words: list[str]) -> list[str]:
        for length in range(min(LONGEST_FORM, len(words) - 1), 0, -1):
            if "".join(words[-length:]) in self._forms:
                return words[:-length]
        return words


@cache
def read_organisations(path: Path = DATA / "organisations.toml") -> Organisations:
    """Return how names are compared; raise DeclarationError naming file and key."""
    return declare(Organisations, read_toml(path), where=str(path))
