"""Arrays of numbers become columns of a file, blank where a value is not given."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from hitechtex.catalog.contracts import Contract
from hitechtex.sample.draws import Mask, Whole


def number_column(values: Whole, *, given: Mask) -> pa.Array:
    """Return whole numbers."""
    return pa.array(values, type=pa.int64(), mask=~given)


def day_column(days: Whole) -> pa.Array:
    """Return dates from days since 1970-01-01; a negative day is blank."""
    return pa.array(days.astype(np.int32), type=pa.int32(), mask=days < 0).cast(pa.date32())


def decimal_column(values: Whole, *, decimals: int, given: Mask) -> pa.Array:
    """Return `values` / 10 ** `decimals`, exactly; values are not negative."""
    words = np.zeros((len(values), 2), dtype=np.int64)
    words[:, 0] = values
    kind = pa.decimal128(18, decimals)
    exact = pa.Array.from_buffers(kind, len(values), [None, pa.py_buffer(words)])
    return pc.if_else(pa.array(given), exact, pa.scalar(None, type=kind))


def code_column(codes: Sequence[str], position: Whole, *, given: Mask | None = None) -> pa.Array:
    """Return the codes at these positions."""
    mask = None if given is None else ~given
    return pa.array(list(codes), type=pa.string()).take(pa.array(position, mask=mask))


def key_column(prefix: str, numbers: Whole, *, width: int) -> pa.Array:
    """Return `prefix` and the number with leading zeros; a negative number is blank."""
    digits = pc.utf8_lpad(pa.array(numbers, mask=numbers < 0).cast(pa.string()), width, "0")
    return pc.binary_join_element_wise(prefix, digits, "")


def yes_no_column(answers: Mask, *, given: Mask | None = None) -> pa.Array:
    """Return yes or no."""
    return code_column(("no", "yes"), answers.astype(np.int64), given=given)


def in_order(contract: Contract, columns: Mapping[str, pa.Array]) -> pa.RecordBatch:
    """Return the columns that the contract has, in its order."""
    known = {name: columns[name] for name in contract.field_names if name in columns}
    return pa.RecordBatch.from_pydict(known)


def text_rows(contract: Contract, rows: Sequence[Mapping[str, object]]) -> pa.RecordBatch:
    """Return a few rows of a dataset as text; a field that a row does not give is blank."""
    columns = {
        name: pa.array([_text(row.get(name)) for row in rows], type=pa.string())
        for name in contract.field_names
    }
    return pa.RecordBatch.from_pydict(columns)


def _text(value: object) -> str | None:
    if value is None or value == "":
        return None
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)
