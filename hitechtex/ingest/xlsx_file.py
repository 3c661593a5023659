"""A workbook (.xlsx) as text cells."""

from __future__ import annotations

from typing import BinaryIO

from hitechtex.ingest.limits import Limits
from hitechtex.ingest.mapping import Mapping
from hitechtex.ingest.table import TextTable
from hitechtex.ingest.troubles import Refusal


def read(stream: BinaryIO, dataset: str, mapping: Mapping, limits: Limits) -> TextTable:
    """Refuse: workbooks are read from the next change on."""
    raise Refusal("broken_workbook", dataset=dataset, bytes=stream.tell(), limits=limits, m=mapping)
