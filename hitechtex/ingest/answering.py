"""Somebody says whether two names are one organisation: an answer is a batch like any file."""

from __future__ import annotations

import csv
import tempfile
from datetime import date
from pathlib import Path

from hitechtex.catalog import Catalog
from hitechtex.ingest import Batch, ingest

DATASET = "same_organisation"


def answer(
    one: str,
    other: str,
    *,
    is_same: bool,
    on: date,
    catalog: Catalog,
    key: bytes,
    partner: str = "",
    by: str = "",
) -> Batch:
    """Return the batch of one answer; accepting it makes it count, undoing it takes it back.

    `by` is a function, not the name of a person; `partner` who answered, blank for nobody's.
    """
    left, right = sorted((one, other))
    row = {
        "left_name": left,
        "right_name": right,
        "partner": partner,
        "is_same": "yes" if is_same else "no",
        "decided_on": on.isoformat(),
        "decided_by": by,
    }
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"{DATASET}.csv"
        with path.open("w", newline="", encoding="utf-8") as file:
            writer = csv.DictWriter(file, list(row))
            writer.writeheader()
            writer.writerow(row)
        return ingest(path, dataset=DATASET, catalog=catalog, key=key, all_or_nothing=True, by=by)
