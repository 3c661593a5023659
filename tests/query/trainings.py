"""Sessions and who was there, as engines: with groups of few hidden, or with nothing hidden."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from hitechtex.catalog import Catalog
from hitechtex.catalog.project import Privacy
from hitechtex.query import Engine, open_engine
from hitechtex.query.declared import QUERIES
from tests.query.loading import from_records, snapshot_of

Row = dict[str, Any]


def telling(catalog: Catalog, least: int) -> Catalog:
    """Return the catalogue with another least number of people that may be told."""
    privacy = {"privacy": Privacy(minimum_people=least)}
    return replace(catalog, project=catalog.project.model_copy(update=privacy))


def opened(
    catalog: Catalog,
    folder: Path,
    sessions: Sequence[Row],
    people: Sequence[Row],
    *,
    least: int = 5,
    queries: Path = QUERIES,
) -> Engine:
    """Return an engine over these rows of the two datasets."""
    batches = [
        (name, f"b-{name}", from_records(list(rows), catalog.contract(name), batch=f"b-{name}"))
        for name, rows in (("sessions", sessions), ("attendance", people))
    ]
    return open_engine(snapshot_of(folder, batches), telling(catalog, least), queries=queries)
