"""What a row must keep as a whole: required fields, days in order, one row per key."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from hitechtex.catalog.contracts import Contract
from hitechtex.ingest.troubles import Trouble

Found = list[tuple[int, str, str, Trouble]]
"""Row within the chunk, field, value as text, trouble."""


def missing(contract: Contract, values: dict[str, pa.Array], wrong: dict[str, set[int]]) -> Found:
    """Return the rows in which a required field has no value and none that is wrong."""
    found: Found = []
    for field in contract.fields:
        if field.required and values[field.name].null_count:
            empty = pc.indices_nonzero(pc.is_null(values[field.name])).to_pylist()
            told = wrong.get(field.name, set())
            found += [(row, field.name, "", Trouble("missing")) for row in empty if row not in told]
    return found


def backwards(contract: Contract, values: dict[str, pa.Array]) -> Found:
    """Return the rows in which a later day stands before an earlier one."""
    found: Found = []
    for first, last in contract.order:
        late = pc.fill_null(pc.greater(values[first], values[last]), False)
        for row in pc.indices_nonzero(late).to_pylist():
            day, before = values[last][row].as_py(), values[first][row].as_py()
            trouble = Trouble("backwards", near=first, limit=before.isoformat())
            found.append((row, last, day.isoformat(), trouble))
    return found


class _Run(NamedTuple):
    """Keys in ascending order of their hash, each with the row where it stood first."""

    hash: Any
    check: Any
    row: Any

    def take(self, places: Any) -> _Run:
        return _Run(self.hash[places], self.check[places], self.row[places])


class Keys:
    """Every key of the file seen so far, at 16 bytes a row, and the row where it stood first.

    Keys are kept as 96 bits of Python's keyed hash: no file can be made to collide on purpose,
    and by chance two of ten million keys do with a probability of about 10^-15. They lie in
    sorted runs of doubling length, so that a new chunk is compared with a few runs only.
    """

    def __init__(self) -> None:
        self._runs: list[_Run] = []

    def seen(self, keys: list[tuple[str | None, ...]], rows: Any) -> dict[int, int]:
        """Return for each place in `keys` that is a repetition the row of its first occurrence."""
        if not keys:
            return {}
        new, order = _run(keys, rows)
        first = self._first(new)
        repeated = np.concatenate(([False], _same(new, slice(1, None), new, slice(None, -1))))
        for place in np.flatnonzero(repeated):
            first[place] = min(first[place], first[place - 1])
        again = np.flatnonzero(first < new.row)
        self._keep(new.take(np.flatnonzero(~repeated & (first == new.row))))
        return {int(order[place]): int(first[place]) for place in again}

    def _first(self, new: _Run) -> Any:
        """Return the row in which each key stood first, as far as the earlier runs know."""
        first = new.row.copy()
        for run in self._runs:
            at = np.searchsorted(run.hash, new.hash)
            inside = at < len(run.hash)
            at[~inside] = 0
            hit = inside & _same(run, at, new, slice(None))
            first[hit] = np.minimum(first[hit], run.row[at[hit]])
        return first

    def _keep(self, run: _Run) -> None:
        while self._runs and len(self._runs[-1].hash) <= len(run.hash):
            both = _Run(*(np.concatenate(pair) for pair in zip(self._runs.pop(), run, strict=True)))
            run = both.take(np.argsort(both.hash, kind="stable"))
        if len(run.hash):
            self._runs.append(run)


def _run(keys: list[tuple[str | None, ...]], rows: Any) -> tuple[_Run, Any]:
    """Return the keys in ascending order of their hash, and where each stood in `keys`."""
    count = len(keys)
    run = _Run(
        np.fromiter(map(hash, keys), np.int64, count),
        np.fromiter((hash((key, 1)) & 0xFFFFFFFF for key in keys), np.uint32, count),
        np.asarray(rows, np.uint32),
    )
    order = np.lexsort((run.check, run.hash))
    return run.take(order), order


def _same(ones: _Run, here: Any, others: _Run, there: Any) -> Any:
    return (ones.hash[here] == others.hash[there]) & (ones.check[here] == others.check[there])
