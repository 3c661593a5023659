"""What the store gives: one version of the ledger, and the rows that are live in it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime


@dataclass(frozen=True)
class BatchRecord:
    """One accepted file in the ledger.

    `state` is `live`, `undone`, `replaced` (by a batch that counts in its place), or
    `stepped_aside` (sample data, while a file of the partnership itself counts). `order` is the
    version of the ledger that accepted it: where two live batches hold a row with the same
    key, the row of the higher order counts. `review` is `submitted`, `returned` (with a
    `comment`) or `approved`; `reviewed_by` is a function, not a person. `left_out`
    are whole sentences on what was left out of the file, and on totals that differ.
    """

    batch: str
    dataset: str
    partner: str
    file: str
    sha256: str
    rows_read: int
    accepted: int
    set_aside: int
    repaired: int
    state: str
    at: datetime
    by: str
    is_sample: bool
    order: int
    mapping: str = ""
    replaces: str = ""
    undone_at: datetime | None = None
    undone_by: str = ""
    review: str = "submitted"
    reviewed_at: datetime | None = None
    reviewed_by: str = ""
    comment: str = ""
    left_out: tuple[str, ...] = ()


@dataclass(frozen=True)
class ApprovedPeriod:
    """Rows of one partner in one dataset, filed under any day until this one, may not change."""

    dataset: str
    partner: str
    until: date
    at: datetime
    by: str
    comment: str = ""


@dataclass(frozen=True)
class Snapshot:
    """One version of the store; the same id always gives the same rows.

    `id` names the version of the ledger; `batches` are all batches it knows, in the order in
    which they were accepted; `files` are the Parquet files of each dataset that hold the rows of
    live batches, and no others, in that order; `set_aside_files` those of the rows that live
    batches did not accept, with their faults. `batch_files` are the files of the accepted rows of
    every batch, whether it counts or not; `periods` what is approved and may not change.
    A row is live when its batch is, and no later live batch holds a row with the same key.
    """

    id: str
    version: int
    batches: tuple[BatchRecord, ...]
    files: dict[str, tuple[str, ...]]
    set_aside_files: tuple[str, ...] = ()
    batch_files: dict[str, tuple[str, ...]] = field(default_factory=dict)
    periods: tuple[ApprovedPeriod, ...] = ()

    @property
    def live(self) -> tuple[BatchRecord, ...]:
        """The batches that count, in the order in which they were accepted."""
        return tuple(record for record in self.batches if record.state == "live")

    @property
    def kept(self) -> tuple[BatchRecord, ...]:
        """The batches that count, and sample data that has stepped aside."""
        return tuple(each for each in self.batches if each.state in {"live", "stepped_aside"})

    @property
    def is_sample(self) -> bool:
        """Whether any live batch is sample data."""
        return any(record.is_sample for record in self.live)
