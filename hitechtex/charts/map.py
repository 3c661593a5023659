"""The map: regions shaded by a measure on a pale Europe, flows between them, seats of partners.

Nothing is asked of a network: the boundaries are our own. Plotly looks only at the first map trace
to decide whether it needs its own coastlines, so an empty one stands first.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import plotly.graph_objects as go

from hitechtex.catalog.project import MapFiles, Partner, Project
from hitechtex.charts import numbers
from hitechtex.charts.geometry import Position, arc, load_boundaries
from hitechtex.charts.map_places import free_places, label_places, region_centres
from hitechtex.charts.theme import (
    AXIS,
    CLEAR,
    DIVERGING,
    GRID,
    GROUND,
    HOVER,
    SEQUENTIAL,
    SMALL,
    SURFACE,
    TEXT,
    boundaries,
    make_figure,
    mark,
)

HEIGHT = 520
RATIO = 0.62  # height to width of the part of Europe that is shown
BEND = 0.2
POINTS = 24  # of each arc: smooth at 1920 pixels
THIN, THICK = 1.5, 7.0  # pixels, line of the smallest and of the largest flow


@dataclass(frozen=True)
class Shade:
    """One region: the number that shades it (None: not known) and what is said of it."""

    code: str
    label: str
    value: float | None
    words: str


@dataclass(frozen=True)
class Flow:
    """Exchanges from one region to another, in the colour of the visitors' region."""

    origin: str
    host: str
    exchanges: int
    colour: str
    words: str


def region_figure(
    shades: Sequence[Shade],
    flows: Sequence[Flow],
    project: Project,
    *,
    chosen: Sequence[str],
    is_balance: bool,
) -> go.Figure:
    """Return the map; `is_balance` shades around zero, else from zero up."""
    files = project.map
    centres = region_centres(project.file(files.regions))
    drawn = [flow for flow in flows if flow.origin in centres and flow.host in centres]
    return make_figure(
        [
            {"type": "scattergeo", "lon": [None], "lat": [None], "hoverinfo": "skip"},
            *_ground(project),
            _regions(shades, project, chosen, is_balance=is_balance),
            *[_line(flow, centres, drawn) for flow in drawn],
            _seats(project.partners),
            _counts(drawn, centres),
            _names(shades, project),
        ],
        height=HEIGHT,
        margin={"l": 0, "r": 0, "t": 0, "b": 0},
        geo=_view(files),
    )


def _ground(project: Project) -> list[dict[str, Any]]:
    """Return the land in the palest tone and the partners' countries a little darker."""
    files = project.map
    countries = load_boundaries(project.file(files.countries))["features"]
    codes = [feature["properties"]["code"] for feature in countries]
    return [
        _flat(project.file(files.land), ["land"], SURFACE, SURFACE),
        _flat(project.file(files.countries), codes, GRID, GROUND),
    ]


def _flat(path: Path, codes: Sequence[str], colour: str, outline: str) -> dict[str, Any]:
    return _shapes(path, codes) | {
        "z": [0] * len(codes),
        "colorscale": [[0, colour], [1, colour]],
        "marker": {"line": {"width": 0.8, "color": outline}},
        "hoverinfo": "skip",
    }


def _shapes(path: Path, codes: Sequence[str]) -> dict[str, Any]:
    return {
        "type": "choropleth",
        "geojson": boundaries(path),
        "featureidkey": "properties.code",
        "locations": list(codes),
        "showscale": False,
    }


def _regions(
    shades: Sequence[Shade], project: Project, chosen: Sequence[str], *, is_balance: bool
) -> dict[str, Any]:
    """Return the regions, the chosen ones outlined; one without a number stays unshaded."""
    # Drawn last, so that no neighbour covers their outline.
    shades = sorted(shades, key=lambda shade: shade.code in chosen)
    values = [shade.value for shade in shades if shade.value is not None]
    most = max((abs(value) for value in values), default=0) or 1
    is_chosen = [shade.code in chosen for shade in shades]
    return _shapes(project.file(project.map.regions), [shade.code for shade in shades]) | {
        "z": [shade.value for shade in shades],
        "zmin": -most if is_balance else 0,
        "zmax": most,
        "colorscale": DIVERGING if is_balance else SEQUENTIAL,
        "marker": {
            "line": {
                "width": [3.5 if yes else 1.2 for yes in is_chosen],
                "color": [TEXT if yes else AXIS for yes in is_chosen],
            }
        },
        "customdata": [mark(shade.code, shade.words) for shade in shades],
        "hovertemplate": HOVER,
    }


@lru_cache(maxsize=200)
def _path(origin: Position, host: Position) -> tuple[list[float], list[float]]:
    """Return the longitudes and the latitudes of the arc between two regions."""
    longitudes, latitudes = arc(origin, host, bend=BEND, points=POINTS)
    return [round(value, 2) for value in longitudes], [round(value, 2) for value in latitudes]


def _line(flow: Flow, centres: dict[str, Position], flows: Sequence[Flow]) -> dict[str, Any]:
    most = max(each.exchanges for each in flows)
    longitudes, latitudes = _path(centres[flow.origin], centres[flow.host])
    return {
        "type": "scattergeo",
        "mode": "lines",
        "lon": longitudes,
        "lat": latitudes,
        "line": {
            "width": round(THIN + (THICK - THIN) * flow.exchanges / most, 1),
            "color": flow.colour,
        },
        "opacity": 0.75,
        "hoverinfo": "skip",
    }


def _counts(flows: Sequence[Flow], centres: dict[str, Position]) -> dict[str, Any]:
    """Return the number on each arc, one each."""
    paths = [_path(centres[flow.origin], centres[flow.host]) for flow in flows]
    places = free_places(paths, list(centres.values()))
    return {
        "type": "scattergeo",
        "mode": "markers+text",
        "lon": [longitude for longitude, _ in places],
        "lat": [latitude for _, latitude in places],
        "text": [numbers.count(flow.exchanges) for flow in flows],
        "textfont": {"size": SMALL, "color": TEXT},
        "marker": {
            "size": 21,
            "color": GROUND,
            "opacity": 1,
            "line": {"width": 2, "color": [flow.colour for flow in flows]},
        },
        "hovertext": [flow.words for flow in flows],
        "hovertemplate": "%{hovertext}<extra></extra>",
    }


def _seats(partners: Sequence[Partner]) -> dict[str, Any]:
    return {
        "type": "scattergeo",
        "mode": "markers",
        "lon": [partner.longitude for partner in partners],
        "lat": [partner.latitude for partner in partners],
        "marker": {
            "size": 11,
            "symbol": "diamond",
            "color": [partner.colour for partner in partners],
            "line": {"width": 1.5, "color": GROUND},
        },
        "hoverinfo": "skip",  # or a seat takes the click meant for its region
    }


def _names(shades: Sequence[Shade], project: Project) -> dict[str, Any]:
    places = label_places(project.file(project.map.regions))
    shown = [shade for shade in shades if shade.code in places]
    return {
        "type": "scattergeo",
        "mode": "text",
        "lon": [round(places[shade.code][0], 2) for shade in shown],
        "lat": [round(places[shade.code][1], 2) for shade in shown],
        "text": [shade.label for shade in shown],
        "textposition": "bottom center",
        "textfont": {"size": 13, "color": TEXT, "shadow": "auto"},
        "hoverinfo": "skip",
    }


def _view(files: MapFiles) -> dict[str, Any]:
    """Return the projection and the part of Europe that the project shows."""
    south, north = files.latitude
    third = (north - south) / 3
    return {
        "projection": {"type": "conic conformal", "parallels": [south + third, north - third]},
        "lonaxis": {"range": list(files.longitude)},
        "lataxis": {"range": list(files.latitude)},
        "bgcolor": CLEAR,
        "visible": False,
        "showframe": False,
        "resolution": 110,
    }
