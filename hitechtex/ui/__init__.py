"""Panels become a page: the only folder that knows Streamlit."""

from hitechtex.ui.described import Choice
from hitechtex.ui.page import page

__all__ = ["Choice", "page"]
