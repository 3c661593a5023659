"""How long queries and pages take on ten million exchanges, nothing of it asked before.

Every page is made as the app makes it, in every scope and with nothing known yet; the queries it
asks are timed on the way. A line tells the scope that took longest. The whole sample goes into the
store, a batch a dataset (parsing partners' files is measured elsewhere), and is opened as the app
opens it. The floor is one scan of all exchanges that counts them by partner.
Fewer rows: HITECHTEX_BENCH_ROWS. Some pages only: HITECHTEX_BENCH_PAGES, names with spaces.
"""

from __future__ import annotations

import os
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, fields
from datetime import timedelta
from functools import cache
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

from bench.described import PagePart, page_parts
from bench.filled import stored_and_opened
from bench.table import Line
from hitechtex.catalog import Catalog, read_catalog
from hitechtex.metrics import Questions
from hitechtex.metrics.duplicates import propose
from hitechtex.metrics.forecast_all import forecast_all
from hitechtex.query import Engine, Filters
from hitechtex.query.cache import ResultCache
from hitechtex.query.declared import Query
from hitechtex.sample import write_sample

ROWS = int(os.environ.get("HITECHTEX_BENCH_ROWS", "10000000"))
ONLY = os.environ.get("HITECHTEX_BENCH_PAGES", "").split()
TIMES = 3
FEW = 3
MOST_MS = 60
MOST_PAGE_MS = 300
FLOOR = "select partner, count(*) from exchanges group by partner"
SCAN = "one scan of all exchanges"
Took = dict[str, dict[str, list[float]]]
"""Milliseconds by name and by scope."""
Asked = tuple[Filters, dict[str, str]]


@dataclass(frozen=True, eq=False)
class TimedEngine(Engine):
    """An engine that notes how long each query takes; `asked` holds them by name."""

    asked: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))

    def forget(self) -> None:
        """Know no answer any more; what was worked out from answers once stays, as in the app."""
        for known in (self.cache._results, self.counts, self.asked):
            known.clear()

    def _rows(self, query: Query, values: dict[str, Any]) -> tuple[tuple[Any, ...], ...]:
        started = time.perf_counter()
        rows = super()._rows(query, values)
        self.asked[query.name].append((time.perf_counter() - started) * 1000)
        return rows


def lines() -> Iterator[Line]:
    """Measure every page in every scope; print the slowest scope of each page and query."""
    catalog = read_catalog()
    with TemporaryDirectory() as name:
        folder = Path(name)
        write_sample(folder, rows=ROWS, seed=1, catalog=catalog)
        started = time.perf_counter()
        engine = stored_and_opened(folder, catalog)
        opened_s = time.perf_counter() - started
        yield Line(f"{ROWS} exchanges, all else of the sample: stored and opened", opened_s, "s", 1)
        yield from at_first(engine)
        yield from measured(engine)
        engine.close()


def at_first(engine: Engine) -> Iterator[Line]:
    """Yield what is worked out once for a snapshot, on the first visit that needs it."""
    for what, act, limit in (
        ("all forecasts, at first", forecast_all, 2.0),
        ("organisations that may be one, at first", propose, None),
    ):
        started = time.perf_counter()
        assert act(engine)
        yield Line(f"{ROWS} exchanges: {what}", time.perf_counter() - started, "s", 1, limit=limit)


def measured(engine: Engine) -> Iterator[Line]:
    """Yield a line per page or part of one, then a line per query that they ask."""
    floor = _median_ms(lambda: _scan(engine))
    pages: Took = defaultdict(dict)
    queries: Took = defaultdict(dict)
    for part in page_parts():
        if ONLY and part.page not in ONLY:
            continue
        for scope, asked in _asked(part, engine):
            pages[part.name][scope] = _timed(part, engine, asked, f"{part.name}, {scope}", queries)
    for took, before, limit in ((pages, "page ", MOST_PAGE_MS), (queries, "", MOST_MS)):
        yield from _slowest(took, floor, before, limit)
    yield from _within_months(engine, queries)


def _slowest(took: Took, floor: float, before: str, limit: float) -> Iterator[Line]:
    for name, by_scope in took.items():
        scope = max(by_scope, key=lambda scope: median(by_scope[scope]))
        yield Line(
            f"{before}{name}, slowest of {len(by_scope)}: {scope}",
            median(by_scope[scope]), "ms", len(by_scope[scope]),
            floor=floor, floor_is=SCAN, limit=limit,
        )  # fmt: skip


def _within_months(engine: Engine, names: Iterable[str]) -> Iterator[Line]:
    """Yield the slowest for days that no page's filter offers: the command line asks for them."""
    project = engine.catalog.project
    first, last = project.first_day_of(8).replace(day=10), project.first_day_of(17).replace(day=20)
    took = {}
    for name in names:
        query = engine.queries[name]
        if "first_day" in query.parameter_names:
            extra = {"limit": 200} if "limit" in query.parameter_names else {}
            values = engine._values(query, Filters(first_day=first, last_day=last), extra)
            took[name] = _median_ms(lambda query=query, values=values: engine._rows(query, values))
    for name in sorted(took, key=lambda name: took[name], reverse=True)[:FEW]:
        yield Line(f"{name}, from the 10th to the 20th of months", took[name], "ms", TIMES)


def _asked(part: PagePart, engine: Engine) -> Iterator[tuple[str, Asked]]:
    """Yield what a reader asks of a page, in words and as filters with choices."""
    for scope, filters in scopes(engine.catalog).items():
        if part.filtered or filters == Filters():
            for picked in _picked(part, engine):
                yield ", ".join((*picked.values(), scope)), (filters, picked)


@cache
def _picked(part: PagePart, engine: Engine) -> tuple[dict[str, str], ...]:
    """Return what is picked on a page: nothing, or the indicators whose pages take longest."""
    if part.page != "indicator":
        return ({},)
    took = {}
    for indicator in part.options(Questions(engine), "indicator"):
        started = time.perf_counter()
        part.make(Questions(_knowing_nothing(engine)), {"indicator": indicator})
        took[indicator] = time.perf_counter() - started
    slowest = sorted(took, key=lambda name: took[name], reverse=True)
    return tuple({"indicator": name} for name in slowest[:FEW])


def _timed(
    part: PagePart,
    engine: Engine,
    asked: Asked,
    words: str,
    queries: Took,
) -> list[float]:
    """Return the milliseconds of each making of a page; put those of its queries into `queries`."""
    filters, picked = asked
    took, by_query = [], defaultdict[str, list[float]](list)
    fresh = _knowing_nothing(engine)
    for turn in range(TIMES + 1):
        fresh.forget()
        started = time.perf_counter()
        panels = part.make(Questions(fresh, filters), picked)
        drawn = [panel.figure_json or panel.table or panel.takeaway for panel in panels]
        took_ms = (time.perf_counter() - started) * 1000
        assert all(drawn), words
        if turn:  # the first one warms up, and works out what is kept as long as the engine is
            took.append(took_ms)
            for name, each in fresh.asked.items():
                by_query[name].append(median(each))
    for name, times in by_query.items():
        queries[name][words] = times
    return took


def _knowing_nothing(engine: Engine) -> TimedEngine:
    """Return the engine without its answers; its data date and sources are known since opening."""
    kept = {each.name: getattr(engine, each.name) for each in fields(Engine)}
    fresh = TimedEngine(**kept | {"cache": ResultCache(), "counts": {}})
    assert fresh.as_of() and fresh.sources
    return fresh


def scopes(catalog: Catalog) -> dict[str, Filters]:
    """What a reader chooses, by a word; the period is of whole months, as the filter offers it."""
    project = catalog.project
    first, last = project.first_day_of(8), project.first_day_of(18) - timedelta(days=1)
    return {
        "everything": Filters(),
        "a period": Filters(first_day=first, last_day=last),
        "two partners": Filters(partners=project.partner_ids[:2]),
        "a region": Filters(regions=project.region_codes[1:2]),
        "one type": Filters(organisation_types=("sme",)),
        "achieved": Filters(states=("achieved",)),
    }


def _scan(engine: Engine) -> None:
    with engine.connection.cursor() as cursor:
        cursor.execute(FLOOR).fetchall()


def _median_ms(act: Callable[[], object]) -> float:
    act()
    took = []
    for _ in range(TIMES):
        started = time.perf_counter()
        act()
        took.append((time.perf_counter() - started) * 1000)
    return median(took)
