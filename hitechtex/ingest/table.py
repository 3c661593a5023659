"""A sheet as text: what every kind of file is turned into before anything is interpreted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa

from hitechtex.ingest.attendance.asking import ExportAnswer
from hitechtex.ingest.troubles import Finding


@dataclass(frozen=True)
class Ragged:
    """A row with more or fewer cells than the header."""

    row: int
    cells: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class TextRows:
    """Some rows as they stand in the file, as text; `numbers` are their rows in it.

    `findings` are about rows that could not be made text; nothing else is said of those.
    """

    numbers: np.ndarray[tuple[int], np.dtype[np.int64]]
    columns: tuple[pa.Array, ...]
    ragged: tuple[Ragged, ...] = field(default=())
    findings: tuple[Finding, ...] = field(default=())


@dataclass(frozen=True, eq=False)
class TextTable:
    """One sheet: its header, and its rows in chunks that are read as they are asked for.

    `export` is there where the rows were made from an attendance export.
    """

    sheet: str
    header: tuple[str, ...]
    chunks: Iterator[TextRows]
    export: ExportAnswer | None = None
