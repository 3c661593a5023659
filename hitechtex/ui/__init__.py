"""Panels become a page: the only folder that knows Streamlit."""

from hitechtex.ui.page import Choice, page

__all__ = ["Choice", "page"]
