"""One chart on a page: drawn by plotly.js in a node that stays while the page is computed anew.

`st.plotly_chart` throws its node away on every rerun and draws from nothing; this component keeps
it and lets plotly.js change what changed. Below the chart stand its note, its table twin, the way
to the rows behind it and the table as a file.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import TypedDict

import streamlit as st

from hitechtex.server import assets

BOUNDARIES = '"geojson":"boundaries:'
SEPARATOR = "\x1e"  # ASCII record separator: it cannot stand unescaped inside JSON

HTML = """\
<div class="htx-chart" data-drawn="0">
  <div class="htx-frame" tabindex="0">
    <div class="htx-plot"></div>
    <svg class="htx-outlines" aria-hidden="true"></svg>
    <div class="htx-live" aria-live="polite"></div>
  </div>
  <p class="htx-fault" role="alert" hidden></p>
  <div class="htx-tools"><span class="htx-note"></span><span class="htx-buttons"></span></div>
  <div class="htx-twin" role="region" tabindex="0" hidden></div>
</div>
"""

# Streamlit sends a component's script along with every chart, every time: so it is a few lines
# that fetch the real one, which the browser keeps.
LOADER = """\
const folder = new URL(%s, location.origin).href;
const loading = import(folder + "chart.js").then((module) => module.connect(folder));
export default async function (component) {
  try {
    return (await loading)(component);
  } catch (error) {
    console.error(error);
    const text = new TextDecoder().decode(component.data);
    const fault = component.parentElement.querySelector(".htx-fault");
    fault.textContent = JSON.parse(text.split("\\x1e")[0]).labels.cannot_draw;
    fault.hidden = false;
  }
}
"""


class ChartLabels(TypedDict):
    """The words of the chart's own controls, in the reader's language."""

    table: str  # button: shows or hides the table twin
    rows: str  # button: opens the rows behind the chart
    csv: str  # button: saves the table
    cannot_draw: str  # sentence: the chart could not be drawn; the table is still there
    keys: str  # sentence: arrow keys move between marks, Enter chooses, Escape clears
    chosen: str  # one word after the mark that was chosen
    cleared: str  # sentence: nothing is chosen any more


_mount = st.components.v2.component(
    "hitechtex_chart",
    html=HTML,
    js=LOADER % json.dumps(assets.folder()),
    isolate_styles=False,
)


def chart(
    figure_json: str,
    *,
    key: str,
    name: str,
    labels: ChartLabels,
    table_json: str | None = None,
    note: str = "",
    height: int = 320,
    ratio: float = 0.0,
    selected: str | None = None,
    on_choose: Callable[[str | None], None] | None = None,
    on_rows: Callable[[], None] | None = None,
) -> None:
    """Draw a figure and, below it, its note, table twin, rows and file.

    `figure_json` is `figure.to_json()`, drawn for any theme: transparent backgrounds, and
    "theme:text", "theme:muted", "theme:grid", "theme:surface", "theme:background" or
    "theme:primary" wherever a colour follows the theme, and "boundaries:<path>" in place of a
    GeoJSON. The same text again draws nothing.
    `key` is unique on the page and keeps the node from one run to the next.
    `name` is what a screen reader says: the title and the takeaway.
    `table_json` is the table twin: {"caption": str, "columns": [str], "rows": [[str]],
    "raw": [[value]], "file": str}; rows are shown, raw is saved to `file` (default: key.csv).
    `height` is in pixels; with a `ratio`, no more than that share of the width.

    With `on_choose` marks can be chosen by click and by keyboard. A mark is any point, bar, cell
    or place whose `customdata` is [key, words]; the callback gets the key, or None when the choice
    is taken back. What it gets came from a browser: look it up, never trust it. `selected` is the
    key of the mark shown as chosen.
    With `on_rows` there is a button for the rows behind the chart.
    """
    if os.environ.get("HITECHTEX_CHART") == "plotly":
        from hitechtex.ui import chart_plain  # noqa: PLC0415  (not loaded unless asked for)

        chart_plain.chart(
            figure_json,
            key=key,
            name=name,
            table_label=labels["table"],
            table_json=table_json,
            note=note,
            height=height,
            on_choose=on_choose,
        )
        return
    head = {
        "key": key,
        "name": name,
        "labels": labels,
        "note": note,
        "height": height,
        "ratio": ratio,
        "selected": selected,
        "selectable": on_choose is not None,
        "rows": on_rows is not None,
    }
    # Bytes, because Streamlit hashes those once where it would encode and hash a string thrice.
    parts = (json.dumps(head), _with_addresses(figure_json), table_json or "")
    payload = SEPARATOR.join(parts).encode()

    def chosen() -> None:
        event = st.session_state[key].chosen
        choice = event.get("key") if isinstance(event, dict) else None
        if on_choose is not None:
            on_choose(choice if isinstance(choice, str) else None)

    _mount(key=key, data=payload, on_chosen_change=chosen, on_rows_change=on_rows or _nothing)


def _with_addresses(figure_json: str) -> str:
    """The figure with the address of every file of boundaries in place of its path."""
    if BOUNDARIES not in figure_json:
        return figure_json
    return re.sub(BOUNDARIES + r'([^"]+)"', _address, figure_json)


def _address(token: re.Match[str]) -> str:
    path = json.loads(f'"{token[1]}"')
    return '"geojson":' + json.dumps(assets.share(Path(path)))


def _nothing() -> None:
    """Takes an event nobody asked for."""
