"""Six charts and one filter: the smallest page on which redrawing can be measured."""

from __future__ import annotations

import json
import math
from functools import lru_cache
from typing import Any

import streamlit as st

from hitechtex import server
from hitechtex.ui.chart import ChartLabels, chart

LABELS: ChartLabels = {
    "table": "Table",
    "rows": "Rows",
    "csv": "CSV",
    "cannot_draw": "This chart could not be drawn. Its table is below.",
    "keys": "Arrow keys move between marks, Enter chooses, Escape clears.",
    "chosen": "chosen",
    "cleared": "Nothing is chosen.",
}
REGIONS = ("norte", "lombardia", "wallonie", "catalunya", "lodzkie", "vastra")
MONTHS = [f"2026-{month:02d}" for month in range(1, 13)] + [f"2027-{m:02d}" for m in range(1, 13)]


def values(seed: int, count: int) -> list[float]:
    """Numbers that look like data and depend on nothing but the seed."""
    return [round(20 + 15 * math.sin(seed * 7.3 + i * 1.7), 2) for i in range(count)]


def trace(kind: str, seed: int, n: int) -> dict[str, Any]:
    if kind == "heatmap":
        z = [values(seed + n + i, 6) for i in range(6)]
        cells = [[[f"{a}>{b}", f"{a} to {b}"] for b in REGIONS] for a in REGIONS]
        return {"type": kind, "x": REGIONS, "y": REGIONS, "z": z, "customdata": cells}
    if kind == "bar":
        keys = [[region, region] for region in REGIONS]
        return {"type": kind, "x": REGIONS, "y": values(seed + n, 6), "customdata": keys}
    keys = [[month, month] for month in MONTHS]
    y = values(seed + n, 24)
    return {"type": "scatter", "mode": kind, "x": MONTHS, "y": y, "customdata": keys}


KINDS = ("bar", "lines", "heatmap", "lines+markers", "bar", "markers")


@lru_cache(maxsize=1000)
def figure(number: int, seed: int) -> str:
    kind = KINDS[number]
    traces = [trace(kind, seed, n) for n in range(1 if kind == "heatmap" else 3)]
    margin = {"l": 50, "r": 10, "t": 10, "b": 40}
    return json.dumps({"data": traces, "layout": {"margin": margin, "showlegend": False}})


@lru_cache(maxsize=1000)
def twin(number: int, seed: int) -> str:
    raw = [[region, value] for region, value in zip(REGIONS, values(seed, 6), strict=True)]
    rows = [[region, f"{value:.1f}"] for region, value in raw]
    caption = f"Table {number + 1}"
    columns = ["Region", "Exchanges"]
    return json.dumps({"caption": caption, "columns": columns, "rows": rows, "raw": raw})


def main() -> None:
    """One selectbox, six charts."""
    st.set_page_config(layout="wide")
    seed = int(st.number_input("Partner", min_value=0, value=0, key="seed"))
    columns = st.columns(3)
    for number in range(6):
        with columns[number % 3]:
            chart(
                figure(number, seed),
                key=f"chart-{number}",
                name=f"Chart {number + 1} of partner {seed}.",
                labels=LABELS,
                table_json=twin(number, seed),
                note="Source: sample data, 30 June 2026, n = 90",
                selected=st.session_state.get("chosen"),
                on_choose=lambda choice: st.session_state.update(chosen=choice),
                on_rows=lambda: None,
            )


if __name__ == "__main__":
    main()
else:
    app = st.App(__file__, **server.parts())
