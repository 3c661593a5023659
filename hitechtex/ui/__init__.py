"""Panels become a page: the only folder that knows Streamlit."""
