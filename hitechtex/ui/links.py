"""The way from any number to its indicator's page, with the filters of the address kept."""

from __future__ import annotations

from urllib.parse import urlencode

import streamlit as st

from hitechtex.catalog import Catalog
from hitechtex.catalog.indicators import Indicator
from hitechtex.charts.addresses import TO_INDICATOR
from hitechtex.charts.panel import WITHIN, Panel
from hitechtex.server import assets
from hitechtex.ui.filters import LISTS, PAIR, PERIOD

INDICATOR = "indicator"
PAGE = "pages/indicator.py"
_ASKED = "indicator-asked"


def with_addresses(html: str) -> str:
    """Return markup with the addresses of indicators for the filters now in the address."""
    if TO_INDICATOR not in html:
        return html
    names = (*(each.name for each in LISTS), PERIOD, PAIR)
    kept = [(name, value) for name in names for value in st.query_params.get_all(name)]
    address = f"{assets.base_path()}/{INDICATOR}?{urlencode([*kept, (INDICATOR, '')])}"
    return html.replace(TO_INDICATOR, address.replace("&", "&amp;"))


def ways_from(panel: Panel, catalog: Catalog) -> tuple[Indicator, ...]:
    """Return the indicators whose numbers a panel shows, where nothing in it leads to their pages.

    A panel whose marks or rows lead there needs no other way.
    """
    if panel.empty or panel.selects == INDICATOR:
        return ()
    if panel.table and any(link.startswith(TO_INDICATOR) for link in panel.table.links):
        return ()
    return catalog.indicators.told_by(result.query for result in panel.results)


def ask(indicator: str | None) -> None:
    """Take a click on a mark that stands for an indicator; its page opens with the next run."""
    if indicator:
        st.session_state[_ASKED] = indicator.partition(WITHIN)[0]


def follow() -> None:
    """Go to the indicator that was asked for, if any; filters are kept."""
    asked = st.session_state.pop(_ASKED, None)
    if asked:
        st.switch_page(PAGE, query_params={INDICATOR: asked})
