"""Where things stand in each region of the map: ends of flows, names."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

from hitechtex.charts.geometry import Position, inner_point, load_boundaries


@lru_cache(maxsize=8)
def region_centres(path: Path) -> dict[str, Position]:
    """Return where flows of each region begin and end: its innermost point."""
    return {f["properties"]["code"]: inner_point(f) for f in load_boundaries(path)["features"]}


@lru_cache(maxsize=8)
def label_places(path: Path) -> dict[str, Position]:
    """Return the foot of each region, where its name is written: lowest point, middle length."""
    places = {}
    for feature in load_boundaries(path)["features"]:
        points = list(_points(feature["geometry"]["coordinates"]))
        west, east = min(x for x, _ in points), max(x for x, _ in points)
        places[feature["properties"]["code"]] = ((west + east) / 2, min(y for _, y in points))
    return places


def _points(rings: Any) -> Iterator[Position]:
    if isinstance(rings[0], int | float):
        yield rings[0], rings[1]
    else:
        for ring in rings:
            yield from _points(ring)
