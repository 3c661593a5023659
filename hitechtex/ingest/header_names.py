"""The names of a table's columns, as its one or two header rows say them together."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Sequence


def compose(rows: Sequence[Sequence[str]], width: int = 0) -> tuple[str, ...]:
    """Return one name per column, each once, none blank.

    Of two rows the upper names groups: it holds until its next name, and stands before the name
    below it. A column without a name is called by its letter; of equal names the second is
    called “name (2)”.
    """
    width = max(width, *map(len, rows)) if rows else width
    said = [[_plain(cell) for cell in row] + [""] * (width - len(row)) for row in rows]
    names = _together(*said) if len(said) == 2 else said[0]
    letters = (name or f"[{letter(place)}]" for place, name in enumerate(names))
    return tuple(_told_apart(list(letters)))


def parts(rows: Sequence[Sequence[str]], width: int) -> tuple[str, ...]:
    """Return the lower name of each column alone, as far as it has one."""
    last = [_plain(cell) for cell in rows[-1]]
    return tuple(last + [""] * (width - len(last)))


def letter(place: int) -> str:
    """Return the letters of a column as a spreadsheet shows them; the first is `A`."""
    name, rest = "", place + 1
    while rest:
        rest, last = divmod(rest - 1, 26)
        name = chr(65 + last) + name
    return name


def _together(upper: list[str], lower: list[str]) -> list[str]:
    names, group = [], ""
    for above, below in zip(upper, lower, strict=True):
        group = above or group
        if not below or above == below:
            names.append(above or below)
        else:
            names.append(f"{group} {below}".strip())
    return names


def _told_apart(names: list[str]) -> list[str]:
    met: Counter[str] = Counter()
    taken = set(names)
    told = []
    for name in names:
        met[name] += 1
        again = f"{name} ({met[name]})"
        while met[name] > 1 and again in taken:
            met[name] += 1
            again = f"{name} ({met[name]})"
        told.append(name if met[name] == 1 else again)
    return told


def _plain(cell: str) -> str:
    shown = "".join(c for c in cell if unicodedata.category(c) not in {"Cc", "Cf"} or c.isspace())
    return " ".join(shown.split())
