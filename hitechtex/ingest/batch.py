"""What ingestion gives: the accepted rows of one file, and all that is known of how they came."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

import pyarrow as pa

from hitechtex.errors import FileRefused
from hitechtex.ingest.attendance.asking import Meeting


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong in a partner's file, at the place where the partner finds it.

    `row` is the line or row number in the file, the header counted; 0 is the file or sheet as a
    whole. `rule` is the code of the check; `hint` is a whole sentence: what is wrong, what to do.
    """

    sheet: str
    row: int
    column: str
    value: str
    rule: str
    hint: str


@dataclass(frozen=True)
class Repair:
    """A change made to a value while reading, how often, and one place where it happened."""

    column: str
    rule: str
    times: int
    example_row: int
    before: str
    after: str


@dataclass(frozen=True, eq=False)
class SetAside:
    """Rows that were not accepted, as text, with every fault of each.

    `rows` has the columns of the file as text and `source_sheet`, `source_row`.
    """

    rows: pa.Table
    faults: tuple[Fault, ...]


@dataclass(frozen=True, eq=False)
class Batch:
    """One ingested file.

    `rows`: one row per accepted row, the contract's fields with their types, then `batch`,
    `source_file`, `source_sheet`, `source_row`; memory-mapped, so that size is no matter.
    `understood` are sentences on how an attendance export was read, `meeting` the session that can
    be made of it (see meetings.session_of).
    `rows_read` = accepted + set aside. `is_sample` where every accepted row carries the marker.
    """

    id: str
    dataset: str
    partner: str
    file: str
    sha256: str
    rows: pa.Table
    set_aside: SetAside
    repairs: tuple[Repair, ...]
    rows_read: int
    at: datetime
    by: str = ""
    is_sample: bool = False
    mapping: str = ""
    left_out: tuple[str, ...] = field(default=())
    understood: tuple[str, ...] = field(default=())
    meeting: Meeting | None = None

    @property
    def faults(self) -> tuple[Fault, ...]:
        """Every fault, in the order of the file."""
        return self.set_aside.faults

    @property
    def accepted(self) -> int:
        """Number of accepted rows."""
        return int(self.rows.num_rows)


class RowsRefused(FileRefused):
    """A file of which everything or nothing was to be taken, and which has faults."""

    def __init__(self, says: str, *, where: str, do: str, faults: tuple[Fault, ...]) -> None:
        super().__init__(says, where=where, do=do)
        self.faults = faults
