"""Files as partners send them, written for a test, and a way to read them without a process."""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import Event
from typing import Any, BinaryIO
from unittest.mock import patch

import openpyxl

from hitechtex.catalog import Catalog
from hitechtex.ingest import Batch, Understanding, ingest, process
from hitechtex.ingest.job import Answer, Job
from hitechtex.ingest.look_job import LookJob
from hitechtex.ingest.looking import look
from hitechtex.ingest.reading import read_job

KEY = b"a key for tests only"

EXCHANGE = {
    "exchange_id": "EX-1",
    "partner": "citeve",
    "visiting_organisation": "Tecidos Minho",
    "status": "paid",
}
SESSION = {
    "session_id": "S-1",
    "title": "Dyeing with less water",
    "kind": "training",
    "start_date": "2023-03-01",
    "organiser": "clutex",
}
ATTENDANCE = {"session_id": "S-1", "participant_key": "ana.silva@example.org"}


def csv_of(rows: Sequence[dict[str, str]], *, delimiter: str = ",") -> bytes:
    """Return rows as a CSV file with the columns of the first."""
    names = list(rows[0])
    return csv_lines([names, *([row.get(name, "") for name in names] for row in rows)], delimiter)


def csv_lines(lines: Iterable[Sequence[str]], delimiter: str = ",") -> bytes:
    """Return lines of cells as a CSV file."""
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter).writerows(lines)
    return text.getvalue().encode()


def xlsx_of(rows: Sequence[dict[str, Any]], *, sheet: str = "Sheet1") -> bytes:
    """Return rows as a workbook with one sheet."""
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    page.title = sheet
    page.append(list(rows[0]))
    for row in rows:
        page.append([row.get(name) for name in rows[0]])
    packed = io.BytesIO()
    book.save(packed)
    return packed.getvalue()


def ingest_here(path: Path, catalog: Catalog, dataset: str = "exchanges", **options: Any) -> Batch:
    """Ingest with the steps running in this process: the same code, without its limits."""
    with patch.object(process, "run", _run_here):
        return ingest(path, dataset=dataset, catalog=catalog, key=KEY, **options)


def _run_here(
    job: Job, file: BinaryIO, written: process.Outputs, *, cancel: Event | None = None
) -> Answer:
    outputs = [os.dup(each.fileno()) for each in written.files[:3]]
    return read_job(job, os.dup(file.fileno()), outputs)


@contextmanager
def looking_here() -> Iterator[None]:
    """Let files be looked at in this process: the same code, without its limits."""
    with patch.object(process, "look", _look_here):
        yield


def _look_here(job: LookJob, file: BinaryIO, *, cancel: Event | None = None) -> Understanding:
    return look(job, os.dup(file.fileno()))
