"""Numbers typed by hand that could be two: where the file settled no mark, nobody guesses."""

from __future__ import annotations

from collections.abc import Iterator

from hitechtex.catalog.contracts import Contract
from hitechtex.ingest import Understanding
from hitechtex.ingest.batch import Fault
from hitechtex.ingest.free_numbers import bare, doubtful
from hitechtex.ingest.sentences import fault_of
from hitechtex.ingest.troubles import Finding, Trouble

Changed = Iterator[tuple[int, str, str]]


def doubts(
    changed: Changed, understanding: Understanding, contract: Contract, *, sheet: str
) -> Iterator[Fault]:
    """Yield a fault for each mended number, such as 1.234, that is another with the other mark.

    `changed` are row, column and text. A column whose cells showed which mark stands before the
    decimals has a decision on it, and then the mended cell is read as they are.
    """
    assert understanding.mapping is not None
    settled = {each.id for each in understanding.decisions}
    marks = {
        column: (how.decimal, how.units)
        for name, how in understanding.mapping.fields.items()
        if contract.field(name).type in {"integer", "decimal"} and f"decimal.{name}" not in settled
        for column in how.columns
    }
    for row, column, text in changed:
        if column in marks:
            decimal, units = marks[column]
            if doubtful([bare(text, units).text]):
                trouble = Trouble("number_in_doubt", limit=decimal)
                yield fault_of(Finding(row, column, text, trouble), sheet)
