"""Where the rows of an answer came from, and whether all of it is approved. Read off the ledger.

An answer is final when every live file behind it is approved, or when the whole period that is
asked for is: no row filed until its last day can be added, changed or withdrawn then. Sample data
is never final.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from hitechtex.catalog import Catalog
from hitechtex.query.declared import Query
from hitechtex.query.result import Source
from hitechtex.store.snapshot import BatchRecord, Snapshot

APPROVED = "approved"


def source_of(snapshot: Snapshot, dataset: str) -> Source | None:
    """Return what the rows of a dataset came from; None where it has none."""
    live = [each for each in snapshot.live if each.dataset == dataset]
    if not live:
        return None
    open_files = {each.sha256 for each in live if not _is_approved(each)}
    files = {each.sha256 for each in live}
    return Source(
        dataset=dataset,
        files=len(files),
        batches=tuple(each.batch for each in live),
        partners=tuple(sorted({each.partner for each in live if each.partner})),
        is_sample=any(each.is_sample for each in live),
        approved_files=len(files - open_files),
    )


def is_final(
    sources: tuple[Source, ...],
    query: Query,
    values: Mapping[str, Any],
    snapshot: Snapshot,
    catalog: Catalog,
) -> bool:
    """Return whether nothing behind an answer can change without being reopened."""
    if not sources or any(source.is_sample for source in sources):
        return False
    return all(
        source.approved_files == source.files
        or (
            source.dataset == query.datasets[0]
            and _is_period_approved(source.dataset, values, snapshot, catalog)
        )
        for source in sources
    )


def _is_period_approved(
    dataset: str, values: Mapping[str, Any], snapshot: Snapshot, catalog: Catalog
) -> bool:
    """Return whether every partner asked for is approved until the last day asked for.

    A period narrows the first dataset of a query alone, so it cannot make others final.
    """
    last_day = values.get("last_day")
    contract = catalog.contract(dataset)
    if last_day is None:
        return False
    asked = values.get("partners")
    if asked is None:
        if not contract.field(contract.partner).required:
            return False  # rows of nobody are in no period
        asked = catalog.project.partner_ids
    until = {each.partner: each.until for each in snapshot.periods if each.dataset == dataset}
    return all(partner in until and last_day <= until[partner] for partner in asked)


def _is_approved(record: BatchRecord) -> bool:
    return record.review == APPROVED and not record.is_sample
