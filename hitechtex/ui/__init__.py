"""Panels become a page: the only folder that knows Streamlit's elements.

What can be done on one page alone is loaded when that page asks for it: the first page of a start
need not wait for what reads spreadsheets.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from hitechtex.catalog import read_catalog as catalog
from hitechtex.ui.described import Choice
from hitechtex.ui.page import page

if TYPE_CHECKING:
    from hitechtex.ui.bringing import bring
    from hitechtex.ui.decisions import decide
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

_LATER = {
    "bring": "bringing",
    "decide": "decisions",
    "review_batch": "reviewing",
    "review_periods": "reviewing",
    "set_plan": "planning",
}
"""What is loaded when it is asked for, by its module."""


def __getattr__(name: str) -> Any:
    if name not in _LATER:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_LATER[name]}"), name)
