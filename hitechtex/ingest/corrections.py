"""The rows set aside, to be mended: each with why it waits and what to do."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from hitechtex.catalog.texts import say
from hitechtex.ingest.batch import Batch
from hitechtex.ingest.mending import mendable

ADDED = ("row", "hint")
"""Columns of our own before those of the file."""


def added_columns() -> tuple[str, ...]:
    """Return the heads of our own columns, by which a sheet is known when it comes back."""
    return tuple(say(f"corrections.column.{name}") for name in ADDED)


def is_correction_sheet(names: Iterable[str]) -> bool:
    """Return whether columns of these names are those of a correction sheet."""
    return set(added_columns()) <= set(names)


def waiting_rows(batch: Batch) -> tuple[tuple[str, ...], list[tuple[int, str, Mapping[str, str]]]]:
    """Return the columns that may be shown, and each row: its number, what to do, its texts."""
    names = mendable(batch)
    hints: dict[int, list[str]] = {}
    for fault in batch.faults:
        hints.setdefault(fault.row, []).append(fault.hint)
    return names, [
        (
            int(row["source_row"]),
            " ".join(hints.get(int(row["source_row"]), ())),
            {name: row[name] or "" for name in names},
        )
        for row in batch.set_aside.rows.to_pylist()
    ]
