"""Where things lie on the map of Europe, and how far apart: lines and numbers, no picture yet.

Positions are longitude and latitude in degrees (WGS 84), in that order unless a function says
otherwise. Curves are computed on a flat map around the middle of Europe (azimuthal equidistant,
45° N 15° E), where the six regions keep nearly their true distances; great circles would look
almost straight.
"""

from __future__ import annotations

import json
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import pyproj
import shapely
from numpy.typing import NDArray
from shapely.geometry import shape

from hitechtex.errors import DeclarationError

EARTH = pyproj.Geod(ellps="WGS84")
FLAT_EUROPE = "+proj=aeqd +lat_0=45 +lon_0=15 +datum=WGS84 +units=m"

Position = tuple[float, float]
Vector = NDArray[np.float64]


@lru_cache(maxsize=8)
def load_boundaries(path: Path) -> dict[str, Any]:
    """Return a GeoJSON feature collection as read from its file.

    Read once per path and shared by every caller: do not change it. Raises `DeclarationError`
    where the file is missing or is not a GeoJSON feature collection.
    """
    try:
        boundaries = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise _not_boundaries(path, f"cannot be read ({error.__class__.__name__})") from error
    if not isinstance(boundaries, dict) or boundaries.get("type") != "FeatureCollection":
        raise _not_boundaries(path, "is something else")
    return boundaries


def arc(
    origin: Position, destination: Position, *, bend: float = 0.18, points: int = 32
) -> tuple[list[float], list[float]]:
    """Return the longitudes and the latitudes of a curved line from origin to destination.

    A quadratic Bézier curve: both lists have as many values as `points`, evenly spaced in the
    curve's parameter. It leaves to the left of the way travelled, so that the way back takes the
    other side; `bend` is how far off, as the distance of its control point from the straight line
    in shares of the line's length. Raises `ValueError` for fewer than two points.
    """
    if points < 2:
        raise ValueError(f"A line has at least two points, not {points}")
    longitudes, latitudes = _curve(origin, destination, bend, np.linspace(0.0, 1.0, points))
    return longitudes.tolist(), latitudes.tolist()


def arc_middle(origin: Position, destination: Position, *, bend: float = 0.18) -> Position:
    """Return the longitude and latitude halfway along the arc, where its count is written."""
    longitudes, latitudes = _curve(origin, destination, bend, np.array([0.5]))
    return float(longitudes[0]), float(latitudes[0])


def distance_km(lat_a: float, lon_a: float, lat_b: float, lon_b: float) -> float:
    """Return the shortest way over the WGS 84 ellipsoid between two places, in km.

    Latitude first, as in the partners' address lists. Raises `ValueError` for a latitude outside
    -90…90.
    """
    for latitude in (lat_a, lat_b):
        if not -90 <= latitude <= 90:
            raise ValueError(f"A latitude lies between -90 and 90 degrees, not at {latitude}")
    _, _, metres = EARTH.inv(lon_a, lat_a, lon_b, lat_b)
    return float(metres) / 1000


def inner_point(feature: dict[str, Any]) -> Position:
    """Return the point of a region that lies farthest from its border, islands included.

    It always lies inside, which a centre of gravity does not, and has the most room for a mark.
    """
    plane = shapely.transform(shape(feature["geometry"]), _flattened)
    east, north = shapely.maximum_inscribed_circle(plane).coords[0]
    longitude, latitude = _flat_map().transform(east, north, direction="INVERSE")
    return float(longitude), float(latitude)


def _not_boundaries(path: Path, problem: str) -> DeclarationError:
    """Return the error for a file that should hold boundaries and does not."""
    return DeclarationError(
        f"The boundary file {problem}",
        where=path.name,
        expected="a GeoJSON feature collection",
        do="Restore it from the repository, or build it again with data/boundaries/build.py",
    )


def _curve(
    origin: Position, destination: Position, bend: float, share: Vector
) -> tuple[Vector, Vector]:
    """Return longitudes and latitudes at these shares (0 to 1) of the curve's parameter."""
    start, end = _flattened(np.array([origin, destination], dtype=float))
    along = end - start
    control = (start + end) / 2 + bend * np.array([-along[1], along[0]])
    step = share[:, np.newaxis]
    curve = (1 - step) ** 2 * start + 2 * step * (1 - step) * control + step**2 * end
    longitudes, latitudes = _flat_map().transform(curve[:, 0], curve[:, 1], direction="INVERSE")
    return longitudes, latitudes


def _flattened(positions: Vector) -> Vector:
    """Return longitudes and latitudes, one row per point, as metres on the flat map."""
    return np.column_stack(_flat_map().transform(positions[:, 0], positions[:, 1]))


@cache
def _flat_map() -> pyproj.Transformer:
    """Return the way from longitude and latitude to metres on the flat map, and back."""
    return pyproj.Transformer.from_crs("EPSG:4326", FLAT_EUROPE, always_xy=True)
