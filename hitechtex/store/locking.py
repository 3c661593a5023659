"""Which rows of an approved period an event would add, change or withdraw; none may.

The rows that count of each key are worked out before and after the event. A key matters when one
of its rows is filed in an approved period: of its partner, under a day until the approved one.
The same values sent again change nothing, so a sheet that grows from month to month is welcome.
Only keys of batches that begin or cease to count can change, and only files of their dataset
are read; of a store without approved periods none is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from hitechtex.catalog.contracts import ORIGIN, Contract, read_contracts
from hitechtex.store.parquet import ROWS_PER_GROUP
from hitechtex.store.snapshot import ApprovedPeriod, Snapshot

Row = dict[str, Any]
Rows = list[Row]
MISSING = "\x00"
BETWEEN = "\x1f"


@dataclass(frozen=True)
class Change:
    """Rows of one key in an approved period, as they count before and after an event."""

    period: ApprovedPeriod
    before: tuple[Row, ...]
    after: tuple[Row, ...]


@dataclass(frozen=True, eq=False)
class Files:
    """Where the rows of each batch are: on the disk, or in memory for one not yet accepted."""

    paths: Mapping[str, tuple[str, ...]]
    arriving: Mapping[str, pa.Table]

    def parts(self, batch: str) -> Iterator[pa.Table]:
        """Yield the rows of a batch, part by part."""
        if batch in self.arriving:
            yield self.arriving[batch]
            return
        for path in self.paths.get(batch, ()):
            with pq.ParquetFile(path) as file:
                for part in file.iter_batches(batch_size=ROWS_PER_GROUP):
                    yield pa.Table.from_batches([part])


def periods_of(snapshot: Snapshot, dataset: str) -> tuple[ApprovedPeriod, ...]:
    """Return the approved periods of a dataset."""
    return tuple(period for period in snapshot.periods if period.dataset == dataset)


def changes(before: Snapshot, after: Iterable[str], dataset: str, files: Files) -> list[Change]:
    """Return every change in an approved period, where the batches `after` count, in this order.

    Sample data is never approved: it may come and go.
    """
    periods = periods_of(before, dataset)
    if not periods:
        return []
    contract = read_contracts()[dataset]
    was = [each.batch for each in before.live if each.dataset == dataset and not each.is_sample]
    becomes = list(after)
    touched = _keys(contract, (set(was) ^ set(becomes)), files)
    known = _Filed(contract, periods, touched, files)
    inside = known.inside(dict.fromkeys((*was, *becomes)))
    if not inside:
        return []
    return list(_compared(known, known.effective(was, inside), known.effective(becomes, inside)))


def _compared(
    known: _Filed, before: Mapping[str, Rows], after: Mapping[str, Rows]
) -> Iterator[Change]:
    for key in dict.fromkeys((*before, *after)):
        old, new = before.get(key, []), after.get(key, [])
        period = next(filter(None, map(known.period_of, (*old, *new))), None)
        if period is not None and _values(old) != _values(new):
            yield Change(period, tuple(old), tuple(new))


def _values(rows: Rows) -> list[str]:
    """Return what rows say, wherever it was written; a field that older rows lack is blank."""
    return sorted(
        repr(sorted((k, str(v)) for k, v in row.items() if v is not None and k not in ORIGIN))
        for row in rows
    )


@dataclass(frozen=True, eq=False)
class _Filed:
    """Rows with some keys of one dataset, and the approved periods that they may be filed in."""

    contract: Contract
    periods: Sequence[ApprovedPeriod]
    touched: pa.Array
    files: Files

    def inside(self, batches: Iterable[str]) -> pa.Array:
        """Return the keys of which any row, counting or not, is filed in an approved period."""
        found: set[str] = set()
        for batch in batches:
            for part in self._parts(batch, self.touched):
                filed = pc.filter(key_of(part, self.contract), self._is_filed(part))
                found.update(filed.to_pylist())
        return pa.array(sorted(found), pa.string())

    def effective(self, batches: Iterable[str], keys: pa.Array) -> dict[str, Rows]:
        """Return the rows that count of each key: those of the last batch that has it."""
        counting: dict[str, Rows] = {}
        for batch in batches:
            of_this: dict[str, Rows] = {}
            for part in self._parts(batch, keys):
                named = key_of(part, self.contract).to_pylist()
                for key, row in zip(named, part.to_pylist(), strict=True):
                    of_this.setdefault(key, []).append(row)
            counting |= of_this
        return counting

    def period_of(self, row: Row) -> ApprovedPeriod | None:
        """Return the approved period that a row is filed in."""
        day = next((row[name] for name in self.contract.day if row.get(name)), None)
        for period in self.periods:
            if row.get(self.contract.partner) == period.partner and day and day <= period.until:
                return period
        return None

    def _parts(self, batch: str, keys: pa.Array) -> Iterator[pa.Table]:
        for part in self.files.parts(batch):
            yield part.filter(pc.is_in(key_of(part, self.contract), value_set=keys))

    def _is_filed(self, part: pa.Table) -> pa.ChunkedArray:
        owner = _texts(part, self.contract.partner)
        known = [part[name] for name in self.contract.day if name in part.column_names]
        days = pc.coalesce(*known) if known else pa.nulls(part.num_rows, pa.date32())
        within = pa.array([False] * part.num_rows, pa.bool_())
        for period in self.periods:
            is_owned = pc.equal(owner, pa.scalar(period.partner))
            until = pa.scalar(period.until, pa.date32())
            within = pc.or_(within, pc.and_(is_owned, pc.less_equal(days, until)).fill_null(False))
        return within


def key_of(part: pa.Table, contract: Contract) -> Any:
    """Return the key of each row as one text; a missing part is one of its own."""
    named = [pc.fill_null(_texts(part, name), MISSING) for name in contract.key]
    return pc.binary_join_element_wise(*named, pa.scalar(BETWEEN))


def _texts(part: pa.Table, name: str) -> Any:
    """Return a column as text, all missing where the rows have no such column."""
    if name not in part.column_names:
        return pa.chunked_array([pa.nulls(part.num_rows, pa.string())])
    return pc.cast(part[name], pa.string())


def _keys(contract: Contract, batches: Iterable[str], files: Files) -> pa.Array:
    found = [
        pc.unique(key_of(part, contract))
        for batch in sorted(batches)
        for part in files.parts(batch)
    ]
    return pc.unique(pa.concat_arrays(found)) if found else pa.array([], pa.string())
