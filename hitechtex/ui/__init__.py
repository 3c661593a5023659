"""Panels become a page: the only folder that knows Streamlit."""

from hitechtex.catalog import read_catalog as catalog
from hitechtex.ui.bring import bring
from hitechtex.ui.decisions import decide
from hitechtex.ui.described import Choice
from hitechtex.ui.page import page
from hitechtex.ui.planning import set_plan
from hitechtex.ui.reviewing import review_batch, review_periods

__all__ = [
    "Choice",
    "bring",
    "catalog",
    "decide",
    "page",
    "review_batch",
    "review_periods",
    "set_plan",
]
