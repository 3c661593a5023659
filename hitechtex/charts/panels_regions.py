"""The Regions page: where visitors come from and go to, and which corridors are empty."""

from hitechtex.charts.corridors import empty_corridors
from hitechtex.charts.region_profiles import region_profile, region_ranking
from hitechtex.charts.regions import region_map, region_measure_labels

__all__ = [
    "empty_corridors",
    "region_map",
    "region_measure_labels",
    "region_profile",
    "region_ranking",
]
