"""Ordered pairs of regions or countries, read from a result: what several panels share."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from hitechtex.catalog import Catalog
from hitechtex.catalog.texts import say
from hitechtex.charts import numbers
from hitechtex.charts.labels import OTHER, region_name
from hitechtex.query.result import Result

Pair = tuple[str | None, str | None]
Found = Mapping[Pair, float | None]


@dataclass(frozen=True)
class Ends:
    """The ends of pairs in the order in which they are shown, with their names."""

    codes: tuple[str | None, ...]
    names: tuple[str, ...]

    def name(self, code: str | None) -> str:
        """Return the name of one of them."""
        return self.names[self.codes.index(code)]


def pair_key(origin: str | None, host: str | None) -> str:
    """Return what a click on a pair selects: visitor's and host's code with ">" between."""
    return f"{origin or ''}>{host or ''}"


def pair_rows(pairs: Result, kind: str) -> dict[Pair, dict[str, Any]]:
    """Return the rows by ordered pair; `kind` is region or country."""
    return {(row[f"visiting_{kind}"], row[f"host_{kind}"]): row for row in pairs.records()}


def by_pair(pairs: Result, kind: str, value: str) -> dict[Pair, float | None]:
    """Return one number per ordered pair."""
    return {key: row[value] for key, row in pair_rows(pairs, kind).items()}


def region_ends(pairs: Result, catalog: Catalog) -> Ends:
    """Return the regions in the partnership's order, then elsewhere, then "not given"."""
    seen = {*pairs["visiting_region"], *pairs["host_region"]}
    codes = tuple(c for c in (*catalog.project.region_codes, OTHER, None) if c in seen)
    return Ends(codes, tuple(region_name(catalog, code) for code in codes))


def is_open(pair: Pair, row: Mapping[str, Any]) -> bool:
    """Return whether the pair is one of the corridors between two of the regions."""
    return bool(row["is_eligible"]) and OTHER not in pair and None not in pair


def busiest(found: Found, ends: Ends) -> str:
    """Return the sentence on the pair with most exchanges; nothing where there are none."""
    given = {pair: count for pair, count in found.items() if count}
    if not given:
        return ""
    (origin, host), most = max(given.items(), key=lambda item: item[1])
    whole = sum(given.values())
    return say(
        "charts.pairs.busiest",
        origin=ends.name(origin),
        host=ends.name(host),
        part=numbers.of_total(most, whole),
    )


def sums(found: Found, end: int) -> dict[str | None, float]:
    """Return the exchanges of each origin (end 0) or each host (end 1)."""
    added: dict[str | None, float] = {}
    for pair, count in found.items():
        added[pair[end]] = added.get(pair[end], 0) + (count or 0)
    return added


def sorted_by_count(items: Mapping[str | None, float]) -> Iterable[str | None]:
    """Return the codes, most first; equals by their code, so that the order is always the same."""
    return sorted(items, key=lambda code: (-items[code], code or ""))
