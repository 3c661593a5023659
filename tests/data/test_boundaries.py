"""The boundaries that are shipped: right size, right place, and drawable by Plotly."""

from __future__ import annotations

import itertools
import json
import tomllib
from pathlib import Path

import geopandas as gpd
import pytest
import shapely

FOLDER = Path(__file__).parents[2] / "data" / "boundaries"
FILES = ("regions", "countries", "land")
# The official areas in km², from the project's reference list; the one of Ege is a round figure.
OFFICIAL_KM2 = {
    "PT11": 21_284,
    "ES51": 32_113,
    "ES52": 23_255,
    "ITI1": 22_987,
    "CZ05": 12_440,
    "TR3": 90_000,
}
SEATS = {
    "PT11": (-8.5198, 41.408),
    "ES51": (2.0167, 41.5667),
    "ES52": (-0.606, 38.8219),
    "ITI1": (11.097, 43.8805),
    "CZ05": (15.0562, 50.7671),
    "TR3": (29.0875, 37.7742),
}
COUNTRY_OF = {"PT11": "PT", "ES51": "ES", "ES52": "ES", "ITI1": "IT", "CZ05": "CZ", "TR3": "TR"}


def shapes(name: str) -> gpd.GeoDataFrame:
    """Return a boundary file, one row per feature, indexed by its code."""
    text = json.loads((FOLDER / f"{name}.geojson").read_text(encoding="utf-8"))
    table = gpd.GeoDataFrame.from_features(text["features"], crs="EPSG:4326")
    return table.set_index("code")


def rings(name: str) -> list[tuple[shapely.LinearRing, bool]]:
    """Return every ring of a file, and whether it is an outer one."""
    polygons = itertools.chain.from_iterable(
        shapely.get_parts(one) for one in shapes(name).geometry
    )
    return [
        (ring, outer)
        for polygon in polygons
        for ring, outer in [(polygon.exterior, True), *((r, False) for r in polygon.interiors)]
    ]


def test_the_six_regions_are_there_with_name_and_level() -> None:
    regions = shapes("regions")
    assert list(regions.index) == list(OFFICIAL_KM2)
    assert list(regions["name"]) == [
        "Norte",
        "Cataluña",
        "Comunitat Valenciana",
        "Toscana",
        "Severovýchod",
        "Ege",
    ]
    assert regions["level"].to_dict() == {code: 1 if code == "TR3" else 2 for code in OFFICIAL_KM2}


def test_the_five_countries_are_there() -> None:
    countries = shapes("countries")
    assert countries["name"].to_dict() == {
        "PT": "Portugal",
        "ES": "Spain",
        "IT": "Italy",
        "CZ": "Czechia",
        "TR": "Türkiye",
    }


@pytest.mark.parametrize("code", OFFICIAL_KM2)
def test_a_region_s_area_is_within_one_and_a_half_percent(code: str) -> None:
    km2 = shapes("regions").to_crs("EPSG:3035").area[code] / 1e6
    assert km2 == pytest.approx(OFFICIAL_KM2[code], rel=0.015)


@pytest.mark.parametrize("code", SEATS)
def test_a_partner_s_seat_lies_in_its_region(code: str) -> None:
    assert shapes("regions").geometry[code].contains(shapely.Point(SEATS[code]))


@pytest.mark.parametrize("name", FILES)
def test_shapes_are_valid_multipolygons(name: str) -> None:
    geometry = shapes(name).geometry
    assert set(geometry.geom_type) == {"MultiPolygon"}
    assert geometry.is_valid.all()


@pytest.mark.parametrize("name", FILES)
def test_outer_rings_run_clockwise_and_holes_the_other_way(name: str) -> None:
    found = rings(name)
    assert len(found) >= len(shapes(name))
    assert [ring.is_ccw for ring, _ in found] == [not outer for _, outer in found]


@pytest.mark.parametrize("name", FILES)
def test_shapes_lie_inside_the_box(name: str) -> None:
    west, south, east, north = shapes(name).total_bounds
    assert west >= -12.5
    assert south >= 31
    assert east <= 50
    assert north <= 62


def test_the_box_is_longitude_and_latitude_and_not_the_other_way_round() -> None:
    west, south, east, north = shapes("regions").total_bounds
    assert (west, south, east, north) == pytest.approx((-8.9, 36.3, 31.7, 51.0), abs=0.15)


def test_the_two_spanish_regions_share_a_border() -> None:
    geometry = shapes("regions").geometry
    border = geometry["ES51"].intersection(geometry["ES52"])
    assert geometry["ES51"].touches(geometry["ES52"])
    assert border.length > 0.2


def test_no_two_shapes_of_a_file_overlap() -> None:
    for name in ("regions", "countries"):
        for (_, one), (_, other) in itertools.combinations(shapes(name).geometry.items(), 2):
            assert one.intersection(other).area == 0


def test_the_two_iberian_countries_share_their_border() -> None:
    geometry = shapes("countries").geometry
    assert geometry["PT"].touches(geometry["ES"])
    assert geometry["PT"].intersection(geometry["ES"]).length > 5


@pytest.mark.parametrize("code", COUNTRY_OF)
def test_a_region_lies_in_its_country(code: str) -> None:
    region = shapes("regions").geometry[code]
    country = shapes("countries").geometry[COUNTRY_OF[code]]
    assert region.difference(country).area < 1e-6


def test_land_is_one_feature_and_leaves_the_partner_countries_out() -> None:
    land, countries = shapes("land").geometry, shapes("countries").geometry.union_all()
    assert len(land) == 1
    assert land.iloc[0].intersection(countries).area < 0.005 * countries.area
    assert land.iloc[0].distance(countries) == 0


def test_the_three_files_are_small() -> None:
    assert sum((FOLDER / f"{name}.geojson").stat().st_size for name in FILES) < 300_000


def test_the_attribution_names_source_and_licence() -> None:
    with (FOLDER / "attribution.toml").open("rb") as file:
        text = tomllib.load(file)["text"]
    for word in ("Natural Earth", "geoBoundaries", "ODbL"):
        assert word in text
    assert "\n" not in text


def test_the_regions_carry_their_licence() -> None:
    top = json.loads((FOLDER / "regions.geojson").read_text(encoding="utf-8"))
    assert "Open Database License" in top["licence"]
