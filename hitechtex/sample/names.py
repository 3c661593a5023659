"""Names of invented organisations, one for every number, at any size of the sample."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from pydantic import RootModel

from hitechtex.catalog.declared import Declared, read_toml
from hitechtex.catalog.project import DATA
from hitechtex.sample.draws import GOLDEN, Whole

GENERIC = "generic"


class Words(Declared):
    """What organisations of one region or country are called."""

    pattern: str
    nouns: tuple[str, ...]
    colours: tuple[str, ...]
    kinds: dict[str, tuple[str, ...]]


class WordLists(RootModel[dict[str, Words]]):
    """Words by region code, country code, or `generic`."""

    def of(self, region: str, country: str) -> Words:
        """Return the words of the region, else of the country, else the generic ones."""
        lists = self.root
        return lists.get(region) or lists.get(country) or lists[GENERIC]


@dataclass(frozen=True, eq=False)
class NameBook:
    """Every base name, place by place and type by type, end to end.

    `start`, `count` and `step` have one row per place and one column per type of organisation.
    """

    names: pa.Array
    start: Whole
    count: Whole
    step: Whole

    def name(self, place: Whole, kind: Whole, number: Whole) -> pa.Array:
        """Return the name of organisation `number` of a type at a place; no two are the same.

        When the base names of a place and type are used up, they come again with a number.
        """
        count = self.count[place, kind]
        chosen = self.start[place, kind] + number * self.step[place, kind] % count
        again = number // count
        suffix = pc.if_else(pa.array(again > 0), pa.array(again + 1).cast(pa.string()), None)
        base = self.names.take(pa.array(chosen))
        return pc.binary_join_element_wise(base, suffix, " ", null_handling="skip")


@lru_cache(maxsize=8)
def read_names(places: tuple[tuple[str, str], ...], kinds: tuple[str, ...]) -> NameBook:
    """Return the names for places, given as (region, country), and types of organisation."""
    lists = _read_words()
    names: list[str] = []
    start = np.zeros((len(places), len(kinds)), dtype=np.int64)
    count, step = np.zeros_like(start), np.zeros_like(start)
    for i, (region, country) in enumerate(places):
        for j, kind in enumerate(kinds):
            base = _base_names(lists.of(region, country), lists.root[GENERIC], kind)
            start[i, j], count[i, j], step[i, j] = len(names), len(base), _stride(len(base))
            names.extend(base)
    return NameBook(names=pa.array(names), start=start, count=count, step=step)


@cache
def _read_words() -> WordLists:
    return WordLists.model_validate(read_toml(DATA / "sample" / "words.toml"))


def _base_names(words: Words, generic: Words, kind: str) -> list[str]:
    templates = words.kinds.get(kind) or generic.kinds.get(kind) or ("{name}",)
    return [
        template.format(name=words.pattern.format(noun=noun, colour=colour))
        for template in templates
        for noun in words.nouns
        for colour in words.colours
    ]


def _stride(count: int) -> int:
    """Return a step that visits all of `count` names before any comes again, far from the last."""
    step = max(1, int(count * GOLDEN))
    while np.gcd(step, count) != 1:
        step += 1
    return step
