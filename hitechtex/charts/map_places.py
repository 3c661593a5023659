"""Where things stand in each region of the map: ends of flows, names."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
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


def free_places(
    paths: Sequence[tuple[list[float], list[float]]], taken: Sequence[Position]
) -> list[Position]:
    """Return a place on the middle part of each path, as far as may be from all others.

    `paths` are longitudes and latitudes; `taken` are places that are in use already. The first
    paths choose first.
    """
    chosen: list[Position] = []
    for longitudes, latitudes in paths:
        third = len(longitudes) // 3
        middle = range(third, len(longitudes) - third)
        places = [(longitudes[index], latitudes[index]) for index in middle]
        chosen.append(max(places, key=lambda place: _nearest(place, [*taken, *chosen])))
    return chosen


def _nearest(place: Position, others: Sequence[Position]) -> float:
    """Return how near the nearest of the others is, in degrees of latitude."""
    shrink = math.cos(math.radians(place[1]))
    return min(
        (math.hypot((place[0] - x) * shrink, place[1] - y) for x, y in others), default=math.inf
    )
