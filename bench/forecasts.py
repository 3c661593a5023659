"""How long the forecast of every indicator takes on the sample, at first and asked again."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from bench.table import Line
from hitechtex.catalog import read_catalog
from hitechtex.metrics.forecast_all import forecast_all
from hitechtex.query import open_engine
from hitechtex.store import current, open_store
from tests.conftest import ingest_sample

TIMES = 5
MOST_S = 2


def lines() -> Iterator[Line]:
    """Forecast on fresh engines, so that nothing is known, then on one that has answered."""
    catalog = read_catalog()
    with TemporaryDirectory() as name:
        store = Path(name) / "store"
        ingest_sample(store)
        snapshot = current(open_store(store))
        first, again = [], []
        for _ in range(TIMES):
            engine = open_engine(snapshot, catalog)
            for took in (first, again):
                started = time.perf_counter()
                forecasts = forecast_all(engine)
                took.append(time.perf_counter() - started)
            assert forecasts
            engine.close()
    what = f"{len(forecasts)} forecasts of the sample"
    yield Line(f"{what}, at first", median(first), "s", TIMES, limit=MOST_S)
    yield Line(f"{what}, asked again", median(again) * 1000, "ms", TIMES)
