"""The receipt of a batch: what came in, what became of it, and what it changed.

Everything is derived from the store, so that a receipt made today and one made in a year agree.
"""

from __future__ import annotations

from dataclasses import dataclass

from hitechtex.catalog import Catalog
from hitechtex.ingest.batch import Fault, Repair
from hitechtex.metrics.bringing import compare, steps_aside
from hitechtex.metrics.effects import Effect
from hitechtex.store import BatchRecord, Store, told


@dataclass(frozen=True)
class Receipt:
    """What a partner is told of one file.

    `effects` are the indicators just before and just after the batch was accepted;
    `left_out` whole sentences on what the batch does not hold.
    """

    record: BatchRecord
    repairs: tuple[Repair, ...]
    faults: tuple[Fault, ...]
    left_out: tuple[str, ...]
    effects: tuple[Effect, ...]
    sample_steps_aside: bool = False

    @property
    def is_sample(self) -> bool:
        """Whether the batch is sample data."""
        return self.record.is_sample


def receipt_of(store: Store, batch: str, catalog: Catalog) -> Receipt:
    """Return the receipt of a batch; raise UnknownName where there is no such batch."""
    known = told(store, batch)
    return Receipt(
        record=known.record,
        repairs=known.repairs,
        faults=known.faults,
        left_out=known.left_out,
        effects=compare(known.before, known.after, catalog, partner=known.record.partner),
        sample_steps_aside=steps_aside(known.before, known.after),
    )
