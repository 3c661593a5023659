"""Lines and distances on the map, against figures worked out elsewhere."""

from __future__ import annotations

import math
from pathlib import Path

import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry import shape

from hitechtex.charts.geometry import (
    Position,
    arc,
    arc_middle,
    distance_km,
    inner_point,
    load_boundaries,
)
from hitechtex.errors import DeclarationError

REGIONS = Path(__file__).parents[2] / "data" / "boundaries" / "regions.geojson"
FAMALICAO, TERRASSA, DENIZLI = (-8.5198, 41.408), (2.0167, 41.5667), (29.0875, 37.7742)
EUROPE = st.tuples(st.floats(-12, 45), st.floats(32, 60))


def spherical_km(start: Position, end: Position) -> float:
    """Return the great-circle distance by the haversine formula, mean radius 6371.0088 km."""
    (lon_a, lat_a), (lon_b, lat_b) = [tuple(map(math.radians, place)) for place in (start, end)]
    half = (
        math.sin((lat_b - lat_a) / 2) ** 2
        + math.cos(lat_a) * math.cos(lat_b) * math.sin((lon_b - lon_a) / 2) ** 2
    )
    return 2 * 6371.0088 * math.asin(math.sqrt(half))


@pytest.mark.parametrize(
    ("start", "end", "expected_km"),
    [
        # One degree along the equator: a * pi / 180 with a = 6378.137 km.
        ((0.0, 0.0), (1.0, 0.0), 111.3195),
        # A quarter of a meridian of WGS 84 (Moritz, Geodetic Reference System).
        ((0.0, 0.0), (0.0, 90.0), 10001.9657),
        # Vincenty's own line, Flinders Peak to Buninyong, on the almost equal GRS 80
        # (ICSM, Geocentric Datum of Australia technical manual): 54 972.271 m.
        ((144.4248678889, -37.9510334167), (143.9264955278, -37.6528211389), 54.972271),
    ],
)
def test_distances_equal_published_figures(
    start: Position, end: Position, expected_km: float
) -> None:
    assert distance_km(start[1], start[0], end[1], end[0]) == pytest.approx(expected_km, abs=0.0002)


def test_famalicao_to_terrassa_is_about_880_km() -> None:
    found = distance_km(FAMALICAO[1], FAMALICAO[0], TERRASSA[1], TERRASSA[0])
    assert found == pytest.approx(spherical_km(FAMALICAO, TERRASSA), rel=0.004)
    assert 875 < found < 885


@given(EUROPE, EUROPE)
def test_distance_is_the_same_both_ways_and_near_the_spherical_one(
    start: Position, end: Position
) -> None:
    there = distance_km(start[1], start[0], end[1], end[0])
    back = distance_km(end[1], end[0], start[1], start[0])
    assert there == pytest.approx(back, abs=1e-6)
    assert there == pytest.approx(spherical_km(start, end), rel=0.006, abs=1e-6)


def test_latitude_and_longitude_swapped_beyond_the_pole_is_refused() -> None:
    with pytest.raises(ValueError, match="latitude"):
        distance_km(144.4, -37.9, 143.9, -37.6)


@given(EUROPE, EUROPE)
def test_an_arc_begins_and_ends_where_it_should(start: Position, end: Position) -> None:
    longitudes, latitudes = arc(start, end, points=9)
    assert len(longitudes) == len(latitudes) == 9
    assert (longitudes[0], latitudes[0]) == pytest.approx(start, abs=1e-6)
    assert (longitudes[-1], latitudes[-1]) == pytest.approx(end, abs=1e-6)


@given(EUROPE, EUROPE)
def test_the_label_lies_on_the_arc(start: Position, end: Position) -> None:
    longitudes, latitudes = arc(start, end, points=33)
    assert arc_middle(start, end) == pytest.approx((longitudes[16], latitudes[16]), abs=1e-9)


def test_an_arc_eastwards_passes_north_and_the_way_back_south() -> None:
    straight = arc_middle(FAMALICAO, TERRASSA, bend=0)
    assert arc_middle(FAMALICAO, TERRASSA)[1] > straight[1] + 0.5
    assert arc_middle(TERRASSA, FAMALICAO)[1] < straight[1] - 0.5


def test_the_middle_stands_off_by_half_the_bend() -> None:
    straight, bent = arc_middle(TERRASSA, DENIZLI, bend=0), arc_middle(TERRASSA, DENIZLI, bend=0.2)
    length = distance_km(TERRASSA[1], TERRASSA[0], DENIZLI[1], DENIZLI[0])
    off = distance_km(straight[1], straight[0], bent[1], bent[0])
    assert off / length == pytest.approx(0.1, rel=0.03)


def test_an_arc_needs_two_points() -> None:
    with pytest.raises(ValueError, match="at least two points"):
        arc(FAMALICAO, TERRASSA, points=1)


def test_a_region_s_inner_point_lies_well_inside_it() -> None:
    for region in load_boundaries(REGIONS)["features"]:
        room = shape(region["geometry"]).boundary.distance(shapely.Point(inner_point(region)))
        assert shape(region["geometry"]).contains(shapely.Point(inner_point(region)))
        assert room > 0.15, region["properties"]["code"]


def test_an_inner_point_is_not_in_the_bay_of_a_horseshoe() -> None:
    horseshoe = shapely.box(10, 44, 16, 48) - shapely.box(12, 45, 16, 47)
    found = shapely.Point(inner_point({"geometry": shapely.geometry.mapping(horseshoe)}))
    assert horseshoe.contains(found)
    assert not horseshoe.contains(horseshoe.centroid)


def test_boundaries_are_read_once() -> None:
    assert load_boundaries(REGIONS) is load_boundaries(REGIONS)


@pytest.mark.parametrize("text", ['{"type": "Feature"}', "[]", "not json"])
def test_a_file_without_boundaries_is_named(tmp_path: Path, text: str) -> None:
    path = tmp_path / "odd.geojson"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(DeclarationError, match=r"odd\.geojson"):
        load_boundaries(path)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(DeclarationError, match=r"gone\.geojson"):
        load_boundaries(tmp_path / "gone.geojson")
