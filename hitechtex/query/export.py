"""A result as a file: exact numbers, and no text that a spreadsheet would run."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from typing import Any

from hitechtex.query.result import Result

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What a spreadsheet takes for a formula; the wide forms where East Asian text is written."""


def as_csv(result: Result) -> str:
    """Return the rows as CSV with a header; missing is blank, numbers and dates are exact."""
    return csv_text(result.names, result.rows)


def csv_text(names: Iterable[str], rows: Iterable[Iterable[Any]]) -> str:
    """Return a table as CSV with a header; missing is blank, numbers and dates are exact."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([harmless(name) for name in names])
    writer.writerows([harmless(value) for value in row] for row in rows)
    return out.getvalue()


def harmless(value: Any) -> Any:
    """Return text that would be a formula with an apostrophe before it; anything else as it is.

    Numbers are never text here, so a negative one keeps its sign.
    """
    if isinstance(value, str) and value.startswith(FORMULA_STARTS):
        return f"'{value}"
    return "" if value is None else value
