"""Engines over the fixture, through the real road, and over many rows made up for properties."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from hitechtex.catalog import Catalog
from hitechtex.ingest import ingest
from hitechtex.query import Engine, open_engine
from hitechtex.store import append, current, open_store
from tests.query.loading import empty_snapshot

FIXTURE = Path(__file__).parent / "fixture"
DATASETS = (
    *("exchanges", "sessions", "attendance", "actions", "services", "milestones", "targets"),
)


@pytest.fixture(scope="session")
def engine(catalog: Catalog, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """The fixture, ingested, stored and opened as a partner's files are."""
    store = open_store(tmp_path_factory.mktemp("road") / "store")
    for dataset in DATASETS:
        batch = ingest(FIXTURE / f"{dataset}.csv", dataset=dataset, catalog=catalog, key=b"k" * 32)
        assert not batch.faults, batch.faults
        append(store, batch)
    opened = open_engine(current(store), catalog)
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def empty_engine(catalog: Catalog) -> Iterator[Engine]:
    """A store in which nothing has been accepted yet."""
    opened = open_engine(empty_snapshot(), catalog)
    yield opened
    opened.close()
