"""What partners write for what the contracts name (`data/contracts/synonyms.toml`)."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from pydantic import Field as Setting

from hitechtex.catalog.declared import Declared, declare, read_toml
from hitechtex.catalog.project import DATA

SYNONYMS = DATA / "contracts" / "synonyms.toml"

ByLanguage = dict[str, tuple[str, ...]]
"""Wordings by language (ISO 639-1)."""


class Language(Declared):
    """The small words of a language, and how its text files are encoded where not in UTF-8.

    `letters` are those beyond a-z, in small letters; `dotted` capitals that have no plain small
    form. `encodings` are tried in turn, the usual one first.
    """

    encodings: tuple[str, ...]
    letters: str
    dotted: str = ""
    yes: tuple[str, ...]
    no: tuple[str, ...]
    totals: tuple[str, ...]
    missing: tuple[str, ...] = ()
    stop: tuple[str, ...] = ()
    conjunctions: tuple[str, ...] = Setting(default=(), alias="and")


class Synonyms(Declared):
    """Words for headers, codes and units; every wording stands for one thing per dataset."""

    languages: dict[str, Language]
    units: dict[str, tuple[str, ...]]
    fill: dict[str, dict[str, str]]
    roles: dict[str, ByLanguage]
    headers: dict[str, dict[str, ByLanguage]]
    values: dict[str, ByLanguage]


@cache
def read_synonyms(path: Path = SYNONYMS) -> Synonyms:
    """Return the synonyms; raise DeclarationError naming file and key."""
    return declare(Synonyms, read_toml(path), where=str(path))
