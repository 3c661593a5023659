"""A page with every kind of chart the component draws, and what came back from it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import streamlit as st

from hitechtex import server
from hitechtex.ui.chart import ChartLabels, chart

LABELS: ChartLabels = {
    "table": "Table",
    "rows": "Rows",
    "csv": "CSV",
    "cannot_draw": "The chart could not be drawn; its table is still here.",
    "keys": "Arrow keys move.",
    "chosen": "chosen",
    "cleared": "Nothing is chosen.",
}
EVIL = [
    "<img src=x onerror=window.pwned=1>",
    '<a href="javascript:window.pwned=1">click</a>',
    "<a href='https://elsewhere.example/'>elsewhere</a>",
    "</script><script>window.pwned=1</script>",
]
KEYS = [["norte", "Norte: 3"], ["lodzkie", "Łódzkie: 5"]]
CELLS = [[[f"{a}>{b}", f"{a} to {b}"] for b in "pq"] for a in "rs"]


def square(name: str, west: int) -> dict[str, Any]:
    ring = [[west, 40], [west, 50], [west + 10, 50], [west + 10, 40], [west, 40]]
    shape = {"type": "Polygon", "coordinates": [ring]}
    return {"type": "Feature", "id": name, "properties": {}, "geometry": shape}


MAP = {"type": "FeatureCollection", "features": [square("norte", 0), square("lodzkie", 10)]}
SHARED = Path(__file__).with_name("square.geojson")
GEO = {"fitbounds": "locations", "visible": False}


def traces(step: int) -> dict[str, dict[str, Any]]:
    """One trace of every kind; `step` changes the values and nothing else."""
    two = {"x": ["a", "b"], "y": [3 + step, 5], "customdata": KEYS}
    flows = {"source": [0], "target": [1], "value": [3 + step], "customdata": [["f", "Flow: 3"]]}
    ends = {"label": ["x", "y"], "customdata": [["norte", "Norte: 3"], ["lodzkie", "Łódzkie: 5"]]}
    places = {"locations": ["norte", "lodzkie"], "z": [3 + step, 5], "customdata": KEYS}
    shared = {"locations": ["norte"], "z": [3 + step], "customdata": KEYS[:1]}
    return {
        "bar": {"type": "bar", "marker": {"color": "theme:primary"}, **two},
        "points": {"type": "scatter", "mode": "markers", **two},
        "line": {"type": "scatter", "mode": "lines", **two},
        "cells": {"type": "heatmap", "z": [[1, 2], [3, 4 + step]], "customdata": CELLS},
        "places": {"type": "choropleth", "geojson": MAP, **places},
        "shared": {"type": "choropleth", "geojson": f"boundaries:{SHARED}", **shared},
        "spots": {"type": "scattergeo", "lon": [1, 12], "lat": [42, 44], "customdata": KEYS},
        "flows": {"type": "sankey", "node": ends, "link": flows},
    }


def table() -> str:
    raw = [["=1+1", 1234.5, -2], ["+351 22", "-7.25", None], ["@x\ty", 0, "a,b"], ["-", 1e-7, '"']]
    rows = [["=1+1", "1 234.5", "−2"], ["+351 22", "−7.25", "–"], ["@x", "0", "a,b"], EVIL[:3]]
    columns = ["Who", "Hours", "Other"]
    twin = {"caption": "Hours by who", "columns": columns, "rows": rows, "raw": raw}
    return json.dumps(twin | {"file": "hours.csv"})


def draw(kind: str, figure: str) -> None:
    chosen = st.session_state.setdefault("chosen", {})
    chart(
        figure,
        key=kind,
        name=f"{kind.title()}.",
        labels=LABELS,
        table_json=table(),
        note=f"Source of {kind}, run {st.session_state['runs']}",
        height=240,
        selected=chosen.get(kind),
        on_choose=lambda key: chosen.update({kind: key}),
        on_rows=lambda: st.session_state.update(rows=kind),
    )
    st.text(f"{kind} chosen: {chosen.get(kind)}")


def main() -> None:
    """Draw the kinds named in the address, after two buttons."""
    st.set_page_config(layout="wide")
    st.session_state.setdefault("step", 0)
    runs = st.session_state["runs"] = st.session_state.get("runs", 0) + 1
    st.button("Again")
    if st.button("Next"):
        st.session_state["step"] += 1
    st.text(f"run {runs}, step {st.session_state['step']}, rows {st.session_state.get('rows')}")
    for kind in st.query_params.get("show", "bar").split(","):
        if kind == "broken":
            draw(kind, '{"data": 1}')
        elif kind == "evil":
            bar = {"type": "bar", "x": EVIL, "y": [1, 2, 3, 4], "text": EVIL}
            layout = {"title": {"text": "".join(EVIL)}}
            draw(kind, json.dumps({"data": [bar], "layout": layout}))
        else:
            trace = traces(st.session_state["step"])[kind]
            figure = {"data": [trace], "layout": {"geo": GEO}}
            draw(kind, json.dumps(figure, separators=(",", ":")))


if __name__ == "__main__":
    main()
else:
    app = st.App(__file__, **server.parts())
