"""The ClusterXchange page: how exchanges go, who visits whom, why, and at what cost."""

from hitechtex.charts.flows import flow_sankey
from hitechtex.charts.matrices import country_matrix, region_matrix
from hitechtex.charts.organisations import organisation_types
from hitechtex.charts.payments import delays, exchange_table, lump_sums
from hitechtex.charts.progress import pipeline_by_phase, stay_timeline
from hitechtex.charts.visitors import activities, outcomes, purposes

__all__ = [
    "activities",
    "country_matrix",
    "delays",
    "exchange_table",
    "flow_sankey",
    "lump_sums",
    "organisation_types",
    "outcomes",
    "pipeline_by_phase",
    "purposes",
    "region_matrix",
    "stay_timeline",
]
