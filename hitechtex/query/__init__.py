"""A question becomes a result."""

from hitechtex.query.declared import Query, read_queries
from hitechtex.query.engine import Engine, open_engine
from hitechtex.query.result import Column, Filters, Result, Source

__all__ = [
    "Column",
    "Engine",
    "Filters",
    "Query",
    "Result",
    "Source",
    "open_engine",
    "read_queries",
]
