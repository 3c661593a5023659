"""Who visits whom, as a matrix: of the regions, and of the countries with most exchanges."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from hitechtex.catalog import Catalog
from hitechtex.catalog.texts import say
from hitechtex.charts import numbers
from hitechtex.charts.forms_flow import Cell, Matrix, matrix
from hitechtex.charts.labels import OTHER, heading
from hitechtex.charts.notes import note, nothing, scope
from hitechtex.charts.pairs import (
    Ends,
    Found,
    Pair,
    busiest,
    by_pair,
    is_open,
    pair_key,
    pair_rows,
    region_ends,
    sorted_by_count,
    sums,
)
from hitechtex.charts.panel import Panel, TableTwin
from hitechtex.charts.tables import table_from
from hitechtex.query.result import Result

MOST_COUNTRIES = 8
COUNTS = ("exchanges", "achieved_exchanges")
"""Numbers that are zero where a pair has no row; sums over nothing are not known instead."""


@dataclass(frozen=True)
class _Grid:
    ends: Ends
    found: Found
    eligible: Mapping[Pair, bool]
    value: str

    def number(self, pair: Pair) -> float | None:
        return self.found.get(pair, 0 if self.value in COUNTS else None)

    def rows(self) -> list[tuple[str | None, str | None, float | None]]:
        codes = self.ends.codes
        return [(a, b, self.number((a, b))) for a in codes for b in codes]


def region_matrix(pairs: Result, catalog: Catalog, *, value: str = "exchanges") -> Panel:
    """Return regions by regions: zeros shown, totals at the margins, ineligible pairs hatched.

    `value` is one of the numbers of the query `exchanges_by_region_pair`.
    """
    if pairs.is_empty:
        return nothing("region_matrix", [pairs], catalog)
    rows = pair_rows(pairs, "region")
    grid = _Grid(
        region_ends(pairs, catalog),
        by_pair(pairs, "region", value),
        {pair: row["is_eligible"] is not False for pair, row in rows.items()},
        value,
    )
    figure = matrix(_drawn(grid))
    return Panel(
        id="region_matrix",
        title=_corridors(pairs),
        subtitle=_subtitle(pairs, catalog, grid),
        takeaway=busiest(grid.found, grid.ends),
        note=note([pairs], catalog),
        results=(pairs,),
        figure=figure,
        table=_table(pairs, catalog, grid, "region"),
        height=int(figure.layout.height),
        selects="pair",
    )


def country_matrix(pairs: Result, catalog: Catalog, *, value: str = "exchanges") -> Panel:
    """Return the countries with most exchanges against each other, the rest added up."""
    if pairs.is_empty:
        return nothing("country_matrix", [pairs], catalog)
    grid, left_out = _countries(by_pair(pairs, "country", value), value)
    figure = matrix(_drawn(grid))
    rest = say("charts.country_matrix.rest", n=left_out, count=numbers.count(left_out))
    return Panel(
        id="country_matrix",
        title=_reach(pairs),
        subtitle=_subtitle(pairs, catalog, grid),
        takeaway=" ".join([busiest(grid.found, grid.ends), rest if left_out else ""]).strip(),
        note=note([pairs], catalog),
        results=(pairs,),
        figure=figure,
        table=_table(pairs, catalog, grid, "country"),
        height=int(figure.layout.height),
    )


def _countries(found: Found, value: str) -> tuple[_Grid, int]:
    """Return the matrix of the busiest countries and how many others are added up in "other"."""
    traffic = sums(found, 0)
    for code, count in sums(found, 1).items():
        traffic[code] = traffic.get(code, 0) + count
    known = [code for code in sorted_by_count(traffic) if code is not None]
    kept = known[:MOST_COUNTRIES]
    codes = (
        *kept,
        *((OTHER,) if known[MOST_COUNTRIES:] else ()),
        *((None,) if None in traffic else ()),
    )
    merged: dict[Pair, float | None] = {}
    for pair, number in found.items():
        a, b = (code if code in codes else OTHER for code in pair)
        if number is not None:
            merged[a, b] = (merged.get((a, b)) or 0) + number
    names = tuple(_country(code) for code in codes)
    eligible: dict[Pair, bool] = {(code, code): False for code in kept}
    return _Grid(Ends(codes, names), merged, eligible, value), len(known) - len(kept)


def _country(code: str | None) -> str:
    return say("charts.country_matrix.others") if code == OTHER else numbers.country(code)


def _drawn(grid: _Grid) -> Matrix:
    size = range(len(grid.ends.codes))
    cells = {(row, column): _cell(grid, row, column) for row in size for column in size}
    lines = [[cells[row, column].value for column in size] for row in size]
    folded = tuple(numbers.folded(name, 12) for name in grid.ends.names)
    return Matrix(
        origins=folded,
        destinations=folded,
        cells=cells,
        origin_totals=tuple(_total(line) for line in lines),
        destination_totals=tuple(_total(line) for line in zip(*lines, strict=True)),
        whole=_total([value for line in lines for value in line]),
        total_label=say("charts.matrix.total"),
        corner=say("charts.matrix.corner"),
    )


def _cell(grid: _Grid, row: int, column: int) -> Cell:
    pair = grid.ends.codes[row], grid.ends.codes[column]
    number, is_eligible = grid.number(pair), grid.eligible.get(pair, True)
    words = say(
        "charts.matrix.words",
        origin=grid.ends.names[row],
        host=grid.ends.names[column],
        what=heading(grid.value),
        count=numbers.count(number),
    )
    if not is_eligible:
        words = say("charts.matrix.ineligible", words=words)
    is_blank = number is None or (not is_eligible and not number)
    text = "" if is_blank else numbers.count(number)
    return Cell(number, text, pair_key(*pair), words, is_eligible)


def _total(values: Sequence[float | None]) -> str:
    whole = numbers.total(values)
    return "" if whole is None else numbers.count(whole)


def _corridors(pairs: Result) -> str:
    """Return how many of the corridors that may be travelled are."""
    corridors = {
        pair: row for pair, row in pair_rows(pairs, "region").items() if is_open(pair, row)
    }
    used = sum(1 for row in corridors.values() if row["exchanges"])
    places: dict[str, Any] = {"used": numbers.count(used), "all": numbers.count(len(corridors))}
    return say("charts.region_matrix.title", **places)


def _reach(pairs: Result) -> str:
    """Return from how many countries visitors come, and to how many they go."""
    rows = [row for row in pairs.records() if row["exchanges"]]
    origins, hosts = (
        len({row[name] for row in rows} - {None}) for name in ("visiting_country", "host_country")
    )
    places: dict[str, Any] = {"origins": numbers.count(origins), "hosts": numbers.count(hosts)}
    return say("charts.country_matrix.title", n=origins, **places)


def _subtitle(pairs: Result, catalog: Catalog, grid: _Grid) -> str:
    return say("charts.matrix.subtitle", what=heading(grid.value), scope=scope(pairs, catalog))


def _table(pairs: Result, catalog: Catalog, grid: _Grid, kind: str) -> TableTwin:
    columns = (f"visiting_{kind}", f"host_{kind}", grid.value)
    made = table_from(grid.rows(), catalog, caption=pairs.question, columns=columns)
    names = grid.ends.names
    shown = [
        (a, b, row[2])
        for (a, b), row in zip(((a, b) for a in names for b in names), made.rows, strict=True)
    ]
    return TableTwin(made.caption, made.columns, tuple(shown), made.exact)
