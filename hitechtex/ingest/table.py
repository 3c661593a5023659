"""A sheet as text: what every kind of file is turned into before anything is interpreted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa


@dataclass(frozen=True)
class Ragged:
    """A row with more or fewer cells than the header."""

    row: int
    cells: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class TextRows:
    """Some rows as they stand in the file, as text; `numbers` are their rows in it."""

    numbers: np.ndarray[tuple[int], np.dtype[np.int64]]
    columns: tuple[pa.Array, ...]
    ragged: tuple[Ragged, ...] = field(default=())


@dataclass(frozen=True, eq=False)
class TextTable:
    """One sheet: its header, and its rows in chunks that are read as they are asked for."""

    sheet: str
    header: tuple[str, ...]
    chunks: Iterator[TextRows]
