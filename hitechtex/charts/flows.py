"""Who visits whom, as flows from the visitors' regions to the hosts'."""

from __future__ import annotations

from hitechtex.catalog import Catalog
from hitechtex.catalog.texts import say
from hitechtex.charts import numbers
from hitechtex.charts.forms_flow import Link, Node, sankey
from hitechtex.charts.labels import region_colour, region_name
from hitechtex.charts.notes import note, nothing, scope
from hitechtex.charts.pairs import (
    Ends,
    Found,
    busiest,
    by_pair,
    pair_key,
    region_ends,
    sorted_by_count,
    sums,
)
from hitechtex.charts.panel import Panel
from hitechtex.charts.tables import table_from
from hitechtex.query.result import Result

COLUMNS = ("visiting_region", "host_region", "exchanges")


def flow_sankey(pairs: Result, catalog: Catalog) -> Panel:
    """Return exchanges as flows from visiting regions at the left to hosting ones at the right."""
    found = {pair: count for pair, count in by_pair(pairs, "region", "exchanges").items() if count}
    if not found:
        return nothing("flow_sankey", [pairs], catalog)
    ends = region_ends(pairs, catalog)
    nodes = _nodes(found, catalog)
    figure = sankey(list(nodes.values()), _links(found, list(nodes), ends))
    rows = [(*pair, found[pair]) for pair in found]
    return Panel(
        id="flow_sankey",
        title=_title(found, ends),
        subtitle=say("charts.flow_sankey.subtitle", scope=scope(pairs, catalog)),
        takeaway=busiest(found, ends),
        note=note([pairs], catalog),
        results=(pairs,),
        figure=figure,
        table=table_from(rows, catalog, caption=pairs.question, columns=COLUMNS),
        height=int(figure.layout.height),
        selects="pair",
    )


def _nodes(found: Found, catalog: Catalog) -> dict[tuple[int, str | None], Node]:
    """Return the origins (0) and the hosts (1), most exchanges first."""
    nodes = {}
    for end, side in enumerate(("visiting", "host")):
        added = sums(found, end)
        for code in sorted_by_count(added):
            count = numbers.count(added[code])
            label = say(
                f"charts.flow_sankey.{side}", region=region_name(catalog, code), count=count
            )
            nodes[end, code] = Node(label, region_colour(catalog, code))
    return nodes


def _links(found: Found, order: list[tuple[int, str | None]], ends: Ends) -> list[Link]:
    return [
        Link(
            order.index((0, origin)),
            order.index((1, host)),
            count or 0,
            pair_key(origin, host),
            say(
                "charts.matrix.words",
                origin=ends.name(origin),
                host=ends.name(host),
                what=say("charts.column.exchanges"),
                count=numbers.count(count),
            ),
        )
        for (origin, host), count in found.items()
    ]


def _title(found: Found, ends: Ends) -> str:
    """Return who sends most and who hosts most."""
    sent, hosted = sums(found, 0), sums(found, 1)
    sender, host = (next(iter(sorted_by_count(each))) for each in (sent, hosted))
    return say(
        "charts.flow_sankey.title",
        sender=ends.name(sender),
        sent=numbers.count(sent[sender]),
        host=ends.name(host),
        hosted=numbers.count(hosted[host]),
    )
