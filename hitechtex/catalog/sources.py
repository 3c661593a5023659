"""Where facts, boundaries and rules come from, and under which terms."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from hitechtex.catalog.declared import Declared, declare, read_toml
from hitechtex.catalog.project import DATA


class Source(Declared):
    """One source and its terms of use."""

    name: str
    used_for: str
    terms: str
    url: str


class Sources(Declared):
    """Every source, in the order in which it is shown."""

    sources: tuple[Source, ...]


@cache
def read_sources(path: Path = DATA / "sources.toml") -> tuple[Source, ...]:
    """Return every source declared in `path`."""
    return declare(Sources, read_toml(path), where=str(path)).sources
