"""Tables, sentences and JSON for a terminal or a pipe."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal

from hitechtex.catalog.units import Unit
from hitechtex.errors import HitechtexError
from hitechtex.query.export import harmless

MISSING = "–"
WIDEST = 60


class WrongUse(HitechtexError):  # noqa: N818  (a name of the family in errors.py)
    """The command was not called as it can be."""


def print_json(value: object) -> None:
    """Print a value as JSON: days in ISO form, missing as null."""
    print(json.dumps(value, ensure_ascii=False, indent=2, default=_plain, allow_nan=False))


def print_table(names: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Print rows under their names, in columns; numbers to the right, a long text cut.

    The last column is not cut: it is where sentences stand.
    """
    table = [list(row) for row in rows]
    is_number = [
        any(_is_number(row[at]) for row in table)
        and all(_is_number(row[at]) or row[at] is None for row in table)
        for at in range(len(names))
    ]
    texts = [list(names), *([*map(_cut, row[:-1]), *map(cell, row[-1:])] for row in table)]
    widths = [max(len(text[at]) for text in texts) for at in range(len(names))]
    for text in texts:
        aligned = (
            part.rjust(width) if right else part.ljust(width)
            for part, width, right in zip(text, widths, is_number, strict=True)
        )
        print("  ".join(aligned).rstrip())


def print_faulty(text: str) -> None:
    """Print one line on standard error."""
    print(printable(text), file=sys.stderr)


def cell(value: object) -> str:
    """Return a value as the text of one cell, with nothing in it that would act.

    A text that a spreadsheet would take for a formula gets an apostrophe, should the table be
    pasted into one; a character that a terminal would obey is replaced.
    """
    if value is None:
        return MISSING
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:.4f}".rstrip("0").rstrip(".")
    if isinstance(value, str):
        return printable(harmless(value))
    return value.isoformat() if isinstance(value, date) else str(value)


def printable(text: str) -> str:
    """Return the text without characters that move the cursor or colour the screen."""
    return "".join(each if each.isprintable() else "�" for each in text)


def measured(value: float | None, unit: Unit) -> str:
    """Return a number with its unit; a share is given in percent."""
    if value is None:
        return MISSING
    if unit.name == "share":
        return f"{100 * value:.1f} %"
    return f"{value:.{unit.decimals}f} {unit.symbol}".strip()


def _cut(value: object) -> str:
    text = cell(value)
    return text if len(text) <= WIDEST else f"{text[: WIDEST - 1]}…"


def _is_number(value: object) -> bool:
    return isinstance(value, int | float | Decimal) and not isinstance(value, bool)


def _plain(value: object) -> object:
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, Decimal):
        return float(value)
    raise TypeError(f"{value!r} has no place in JSON")
