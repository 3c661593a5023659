"""The same chart through `st.plotly_chart`: one switch away, should our component ever fail.

`HITECHTEX_CHART=plotly` in the environment chooses it. It draws slower and knows no themes of
ours, but it is Streamlit's own.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import streamlit as st

GREY = '"#808080"'  # reads on white and on near black


def chart(
    figure_json: str,
    *,
    key: str,
    name: str,
    table_label: str,
    table_json: str | None,
    note: str,
    height: int,
    on_choose: Callable[[str | None], None] | None,
) -> None:
    """Draw the figure with its note and, folded away, its table."""
    filled = re.sub(r'"theme:\w+"', GREY, figure_json)
    figure = json.loads(re.sub(r'"boundaries:([^"]+)"', _boundaries, filled))
    figure.setdefault("layout", {})["height"] = height

    def chosen() -> None:
        points = st.session_state[key].selection.points
        if on_choose is not None:
            on_choose(str(points[0]["customdata"][0]) if points else None)

    if on_choose is None:
        st.plotly_chart(figure, key=key, alt=name)
    else:
        st.plotly_chart(figure, key=key, on_select=chosen, selection_mode="points", alt=name)
    if note:
        st.caption(note)
    if table_json:
        twin = json.loads(table_json)
        with st.expander(f"{table_label}: {twin['caption']}"):
            st.table([dict(zip(twin["columns"], row, strict=True)) for row in twin["rows"]])


def _boundaries(token: re.Match[str]) -> str:
    path = Path(json.loads(f'"{token[1]}"'))
    return path.read_text(encoding="utf-8")
