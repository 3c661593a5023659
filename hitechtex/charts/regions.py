"""Where? The regions by a chosen measure, as a map and a ranking."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from hitechtex.catalog import Catalog
from hitechtex.catalog.texts import say
from hitechtex.catalog.units import unit_of
from hitechtex.charts import numbers
from hitechtex.charts.labels import region_colour, region_name
from hitechtex.charts.map import RATIO, Flow, Shade, region_figure
from hitechtex.charts.notes import note, nothing, scope
from hitechtex.charts.pairs import by_pair
from hitechtex.charts.panel import Panel
from hitechtex.charts.tables import table_from
from hitechtex.query.result import Result

MEASURES = (
    "sent_exchanges", "hosted_exchanges", "balance_exchanges", "lump_sum_eur", "trained_people",
    "target_share",
)  # fmt: skip
"""What the map can show: columns of `region_measures`, and achieved over target."""
BALANCE = "balance_exchanges"
MOST_FLOWS = 10


@dataclass(frozen=True)
class Measured:
    """One region and its number; None where it is not known."""

    code: str
    value: float | None


def region_measure_labels() -> dict[str, str]:
    """Return what the map can show, with the label of each, the first being the default."""
    return {measure: say(f"charts.measure.{measure}") for measure in MEASURES}


def measured(measures: Result, measure: str, catalog: Catalog) -> list[Measured]:
    """Return the number of every region in the partnership's order."""
    rows = {row["region"]: row for row in measures.records()}
    return [
        Measured(code, _value(rows[code], measure) if code in rows else None)
        for code in catalog.project.region_codes
    ]


def _value(row: dict[str, Any], measure: str) -> float | None:
    if measure == "target_share":
        target, achieved = row["target_exchanges"], row["achieved_exchanges"]
        return achieved / target if target and achieved is not None else None
    value = row[measure]
    return float(value) if value is not None else None


def written(value: float | None, measure: str) -> str:
    """Return a region's number with its unit; a balance has its sign."""
    words = numbers.shown(value, unit_of(measure))
    return f"+{words}" if measure == BALANCE and value and value > 0 else words


def region_map(
    measures: Result,
    pairs: Result,
    *,
    measure: str,
    chosen: Sequence[str] | None,
    catalog: Catalog,
) -> Panel:
    """Return the six regions shaded by the measure, with the largest flows between them."""
    if pairs.is_empty and measures.is_empty:
        return nothing("region_map", [measures, pairs], catalog, what="regions", span=2)
    regions = measured(measures, measure, catalog)
    flows = _flows(pairs, chosen or (), catalog)
    kept = flows[:MOST_FLOWS]
    figure = region_figure(
        [_shade(region, measure, catalog) for region in regions],
        kept,
        catalog.project,
        chosen=chosen or (),
        is_balance=measure == BALANCE,
    )
    return Panel(
        id="region_map",
        title=_title(regions, measure, catalog),
        subtitle=say(
            "charts.region_map.subtitle",
            measure=say(f"charts.measure.{measure}"),
            scope=scope(measures, catalog),
        ),
        takeaway=_drawn(len(kept), len(flows)),
        note=" ".join(
            [note([measures, pairs], catalog), catalog.project.texts.region_note]
        ).strip(),
        results=(measures, pairs),
        figure=figure,
        table=table_from(
            [*_region_rows(regions), *_flow_rows(kept)],
            catalog,
            caption=say("charts.region_map.caption"),
            columns=("region", "host_region", measure, "exchanges"),
        ),
        height=int(figure.layout.height),
        ratio=RATIO,
        selects="regions",
        span=2,
    )


def _region_rows(regions: Sequence[Measured]) -> list[tuple[Any, ...]]:
    return [(region.code, None, region.value, None) for region in regions]


def _flow_rows(flows: Sequence[Flow]) -> list[tuple[Any, ...]]:
    return [(flow.origin, flow.host, None, flow.exchanges) for flow in flows]


def _shade(region: Measured, measure: str, catalog: Catalog) -> Shade:
    name, value = region_name(catalog, region.code), written(region.value, measure)
    words = say("charts.words", label=f"{name}, {say(f'charts.measure.{measure}')}", count=value)
    folded = numbers.folded(name, 12)
    return Shade(region.code, f"<b>{folded}</b> {value}", region.value, words)


def _flows(pairs: Result, chosen: Sequence[str], catalog: Catalog) -> list[Flow]:
    """Return the flows between regions, largest first; only those of the chosen ones, if any."""
    known = set(catalog.project.region_codes)
    flows = [
        Flow(
            origin,
            host,
            int(count),
            region_colour(catalog, origin),
            say(
                "charts.matrix.words",
                origin=region_name(catalog, origin),
                host=region_name(catalog, host),
                what=say("charts.column.exchanges"),
                count=numbers.count(count),
            ),
        )
        for (origin, host), count in by_pair(pairs, "region", "exchanges").items()
        if count and origin in known and host in known and origin != host
        if not chosen or {origin, host} & set(chosen)
    ]
    return sorted(flows, key=lambda flow: (-flow.exchanges, flow.origin, flow.host))


def _title(regions: Sequence[Measured], measure: str, catalog: Catalog) -> str:
    """Return the region with most of the measure."""
    given = [region for region in regions if region.value]
    label = say(f"charts.measure.{measure}")
    if not given:
        return say("charts.region_map.title_none", measure=label)
    first = max(given, key=lambda region: region.value or 0)
    return say(
        "charts.region_map.title",
        measure=label,
        region=region_name(catalog, first.code),
        value=written(first.value, measure),
    )


def _drawn(kept: int, flows: int) -> str:
    places: dict[str, Any] = {"kept": numbers.count(kept), "flows": numbers.count(flows)}
    if not flows:
        return say("charts.region_map.no_flows")
    form = "all_flows" if kept == flows else "some_flows"
    return say(f"charts.region_map.{form}", n=flows, **places)
