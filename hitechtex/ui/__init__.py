"""Panels become a page: the only folder that knows Streamlit."""

from hitechtex.catalog import read_catalog as catalog
from hitechtex.ui.bring import bring
from hitechtex.ui.decisions import decide
from hitechtex.ui.described import Choice
from hitechtex.ui.page import page

__all__ = ["Choice", "bring", "catalog", "decide", "page"]
