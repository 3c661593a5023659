"""A result becomes a picture."""

from hitechtex.charts import panels_about as about
from hitechtex.charts.panel import Panel
from hitechtex.charts.panels_exchange import (
    activities,
    country_matrix,
    delays,
    exchange_table,
    flow_sankey,
    lump_sums,
    organisation_types,
    outcomes,
    pipeline_by_phase,
    purposes,
    region_matrix,
    stay_timeline,
)
from hitechtex.charts.panels_overview import (
    exchange_burn_up,
    indicator_bullets,
    needs_attention,
    partner_multiples,
)
from hitechtex.charts.panels_regions import (
    empty_corridors,
    region_map,
    region_measure_labels,
    region_profile,
    region_ranking,
)
from hitechtex.metrics import Questions as Query

__all__ = [
    "Panel",
    "Query",
    "about",
    "activities",
    "country_matrix",
    "delays",
    "empty_corridors",
    "exchange_burn_up",
    "exchange_table",
    "flow_sankey",
    "indicator_bullets",
    "lump_sums",
    "needs_attention",
    "organisation_types",
    "outcomes",
    "partner_multiples",
    "pipeline_by_phase",
    "purposes",
    "region_map",
    "region_matrix",
    "region_measure_labels",
    "region_profile",
    "region_ranking",
    "stay_timeline",
]
