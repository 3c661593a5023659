"""What was changed while reading: every kind of change, counted, with one place to look at."""

from __future__ import annotations

from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from hitechtex.ingest.job import Change

SHOWN = 200

Kind = tuple[str, str]
"""The column of the file and the rule by which it was changed."""


class Changes:
    """Collects changes over the chunks of a file."""

    def __init__(self) -> None:
        self._found: dict[tuple[str, str], Change] = {}

    def all(self) -> tuple[Change, ...]:
        """Return each kind of change once, in the order in which they were met."""
        return tuple(self._found.values())

    def note(
        self, kind: Kind, changed: pa.Array, rows: Any, *, before: str = "", after: str = ""
    ) -> None:
        """Count the rows in which `changed` is true."""
        times = pc.sum(changed).as_py() or 0
        if not times:
            return
        known = self._found.get(kind)
        first = int(rows[changed.to_pylist().index(True)]) if known is None else known.row
        self._found[kind] = Change(
            column=kind[0],
            rule=kind[1],
            times=times + (known.times if known else 0),
            row=first,
            before=known.before if known else before,
            after=known.after if known else after,
        )

    def compare(
        self, kind: Kind, changed: pa.Array, rows: Any, *, before: pa.Array, after: pa.Array
    ) -> None:
        """Count the rows in which `changed` is true, showing the first one's texts."""
        if pc.any(changed).as_py():
            first = changed.to_pylist().index(True)
            self.note(
                kind,
                changed,
                rows,
                before=str(before[first].as_py())[:SHOWN],
                after=str(after[first].as_py())[:SHOWN],
            )
