"""What the reading process is asked and what it answers: the only two things that cross over."""

from __future__ import annotations

from typing import Literal

import pyarrow as pa
from pydantic import Field as Setting

from hitechtex.catalog.contracts import Contract
from hitechtex.catalog.declared import Declared
from hitechtex.ingest.attendance.asking import ExportAnswer, ExportQuestion
from hitechtex.ingest.limits import Limits
from hitechtex.ingest.mapping import Mapping
from hitechtex.ingest.values import Vocabulary

FAULTS = pa.schema(
    [
        ("row", pa.int64()),
        ("column", pa.string()),
        ("value", pa.string()),
        ("rule", pa.string()),
        ("near", pa.string()),
        ("limit", pa.string()),
    ]
)


class Job(Declared):
    """One file to read. `key` is the key for people, as hexadecimal digits.

    `fill` are values for fields that are blank, `default` the value of fields whose default is
    the project; `skip` are rows of the file that are no rows of its table. `export` where the file
    may be an attendance export, `session` the session that whoever sends the file has named.
    Neither the file's path nor any setting of the environment is handed over.
    """

    name: str
    contract: Contract
    mapping: Mapping
    is_mapped: bool
    words: dict[str, Vocabulary]
    fill: dict[str, str]
    key: str
    limits: Limits
    export: ExportQuestion | None = None
    session: str = ""
    skip: tuple[int, ...] = ()


class Change(Declared):
    """A change made while reading (see batch.Repair)."""

    column: str
    rule: str
    times: int
    row: int
    before: str
    after: str


class Answer(Declared):
    """What came of a job: a refusal, or the counts of what lies in the open files."""

    outcome: Literal["read", "refused"]
    rule: str = ""
    places: dict[str, str] = Setting(default_factory=dict)
    sheet: str = ""
    rows_read: int = 0
    blank_rows: int = 0
    sample_rows: int = 0
    absent: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()
    unmapped: tuple[str, ...] = ()
    changes: tuple[Change, ...] = ()
    export: ExportAnswer | None = None
