"""Which corridors are empty? Absence is worth a list of its own."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from hitechtex.catalog import Catalog
from hitechtex.catalog.texts import say
from hitechtex.charts import numbers
from hitechtex.charts.labels import heading, region_name
from hitechtex.charts.notes import note, nothing, scope
from hitechtex.charts.pairs import Pair, is_open, pair_rows
from hitechtex.charts.panel import Panel, TableTwin
from hitechtex.query.result import Result


def empty_corridors(pairs: Result, catalog: Catalog) -> Panel:
    """Return the eligible corridors nobody has travelled, one line per visitors' region."""
    if pairs.is_empty:
        return nothing("empty_corridors", [pairs], catalog, what="regions")
    corridors = {p: row for p, row in pair_rows(pairs, "region").items() if is_open(p, row)}
    blank = [pair for pair, row in corridors.items() if not row["exchanges"]]
    places = {"blank": numbers.count(len(blank)), "all": numbers.count(len(corridors))}
    return Panel(
        id="empty_corridors",
        title=say("charts.empty_corridors.title", n=len(blank), **places),
        subtitle=say("charts.empty_corridors.subtitle", scope=scope(pairs, catalog)),
        takeaway=_unvisited(blank, corridors, catalog),
        note=note([pairs], catalog),
        results=(pairs,),
        table=_lines(blank, catalog) if blank else None,
        height=0,
    )


def _lines(blank: Sequence[Pair], catalog: Catalog) -> TableTwin:
    """Return one line per visitors' region with the hosts it has not visited."""
    origins = list(dict.fromkeys(origin for origin, _ in blank))
    rows = [(origin, [host for each, host in blank if each == origin]) for origin in origins]
    return TableTwin(
        caption=say("charts.empty_corridors.caption"),
        columns=(heading("visiting_region"), heading("never_visited"), heading("corridors")),
        rows=tuple(
            (
                region_name(catalog, origin),
                ", ".join(region_name(catalog, host) for host in hosts),
                numbers.count(len(hosts)),
            )
            for origin, hosts in rows
        ),
        exact=tuple(
            (origin, ", ".join(str(host) for host in hosts), len(hosts)) for origin, hosts in rows
        ),
    )


def _unvisited(blank: Sequence[Pair], corridors: Collection[Pair], catalog: Catalog) -> str:
    """Return the regions nobody visits at all, and those that send nobody."""
    if not blank:
        return say("charts.empty_corridors.none")
    sentences = []
    for end, text in enumerate(("sends_nobody", "visited_by_nobody")):
        ends = dict.fromkeys(pair[end] for pair in corridors)
        lone = [code for code in ends if all(p in blank for p in corridors if p[end] == code)]
        if lone:
            names = numbers.listed(region_name(catalog, code) for code in lone)
            sentences.append(say(f"charts.empty_corridors.{text}", n=len(lone), names=names))
    return " ".join(sentences) or say("charts.empty_corridors.every_region")
