"""Names and values as SQL writes them."""

from __future__ import annotations


def quoted(name: str) -> str:
    """Return a name as a quoted identifier."""
    return '"' + name.replace('"', '""') + '"'


def text(value: str) -> str:
    """Return a value as quoted SQL text; for declared values and paths, never for parameters."""
    return "'" + value.replace("'", "''") + "'"
