"""How long queries and pages take on ten million exchanges, nothing of it asked before.

The sample goes into the store in one batch (parsing partners' files is measured elsewhere) and is
opened as the app opens it. The floor is one scan of all exchanges that counts them by partner.
Fewer rows: HITECHTEX_BENCH_ROWS.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from types import ModuleType

import pyarrow as pa
from pyarrow import csv

from bench.table import Line
from hitechtex.catalog import Catalog, read_catalog
from hitechtex.catalog.contracts import Contract
from hitechtex.ingest.batch import Batch, SetAside
from hitechtex.metrics import Questions
from hitechtex.query import Engine, Filters, open_engine
from hitechtex.query.cache import ResultCache
from hitechtex.sample import write_sample
from hitechtex.store import append, current, open_store

ROWS = int(os.environ.get("HITECHTEX_BENCH_ROWS", "10000000"))
TIMES = 7
MOST_MS = 60
MOST_PAGE_MS = 300
FLOOR = "select partner, count(*) from exchanges group by partner"
PAGES = (
    "exchanges_achieved exchange_pace exchanges_range exchanges_sme_share exchange_money "
    "region_pairs_active exchange_burn_up needs_attention targets_due exchanges_total "
    "exchanges_by_status exchange_pipeline exchange_conversion exchange_delays "
    "exchange_purposes exchange_activities exchange_outcomes exchanges_by_month "
    "exchange_missions exchanges_by_region_pair exchanges_by_country_pair "
    "exchange_organisation_types exchange_list region_measures exchange_balance"
)
ARROW = {"integer": pa.int64(), "date": pa.date32(), "boolean": pa.bool_()}


def lines() -> Iterator[Line]:
    """Measure every query in every scope; print the slowest scope of each."""
    catalog = read_catalog()
    with TemporaryDirectory() as name:
        folder = Path(name)
        write_sample(folder, rows=ROWS, seed=1, catalog=catalog)
        started = time.perf_counter()
        engine = stored_and_opened(folder, catalog)
        opened_s = time.perf_counter() - started
        yield Line(f"{ROWS} exchanges stored and opened", opened_s, "s", 1)
        yield from measured(engine)
        yield from pages(engine)
        engine.close()


def measured(engine: Engine) -> Iterator[Line]:
    """Yield a line per query and scope."""
    floor = _median_ms(lambda: _scan(engine))
    for name in PAGES.split():
        for scope, filters in scopes(engine.catalog).items():
            query = engine.queries[name]
            extra = {"limit": 200} if "limit" in query.parameter_names else {}
            values = engine._values(query, filters, extra)
            took = _median_ms(lambda query=query, values=values: engine._rows(query, values))
            yield Line(
                f"{name}, {scope}", took, "ms", TIMES,
                floor=floor, floor_is="one scan of all exchanges", limit=MOST_MS,
            )  # fmt: skip


def pages(engine: Engine) -> Iterator[Line]:
    """Yield a line per page or part of one, and scope: its questions asked and panels made."""
    floor = _median_ms(lambda: _scan(engine))
    for name in ("overview", "clusterxchange"):
        page = import_module(f"pages.{name}")
        for part in getattr(page, "SECTIONS", ("",)):
            for scope, filters in scopes(engine.catalog).items():
                took = _median_ms(
                    lambda page=page, f=filters, part=part: _page(engine, page, f, part)
                )
                yield Line(
                    f"page {name} {part}, {scope}", took, "ms", TIMES,
                    floor=floor, floor_is="one scan of all exchanges", limit=MOST_PAGE_MS,
                )  # fmt: skip


def _page(engine: Engine, page: ModuleType, filters: Filters, part: str) -> None:
    """Make a page as the app does, with an engine that has answered nothing yet."""
    fresh = replace(engine, cache=ResultCache(), counts={})
    query = Questions(fresh, filters, {"section": part})
    query.judge(*page.INDICATORS)
    for panel in page.panels(query):
        assert panel.figure_json or panel.table or panel.empty


def scopes(catalog: Catalog) -> dict[str, Filters]:
    """What a reader chooses, by a word; the period begins and ends in the middle of a month."""
    project = catalog.project
    first, last = project.first_day_of(8), project.first_day_of(17)
    return {
        "everything": Filters(),
        "a period": Filters(first_day=first.replace(day=10), last_day=last.replace(day=20)),
        "two partners": Filters(partners=project.partner_ids[:2]),
        "a region": Filters(regions=project.region_codes[1:2]),
        "one type": Filters(organisation_types=("sme",)),
        "achieved": Filters(states=("achieved",)),
    }


def stored_and_opened(folder: Path, catalog: Catalog) -> Engine:
    """Put exchanges and targets of the sample into a store and open its snapshot."""
    store = open_store(folder / "store")
    for dataset in ("targets", "exchanges"):
        append(store, _batch(folder / f"{dataset}.csv", catalog.contract(dataset)))
    return open_engine(current(store), catalog)


def _batch(path: Path, contract: Contract) -> Batch:
    rows = _rows(path, contract)
    return Batch(
        id=f"bench-{contract.dataset}",
        dataset=contract.dataset,
        partner="",
        file=path.name,
        sha256=contract.dataset,
        rows=rows,
        set_aside=SetAside(rows.slice(0, 0), ()),
        repairs=(),
        rows_read=rows.num_rows,
        at=datetime.now(UTC),
        is_sample=True,
    )


def _rows(path: Path, contract: Contract) -> pa.Table:
    """Cast the file as it stands, block by block, into a file that stays on the disk."""
    types = {
        field.name: pa.decimal128(18, field.decimals)
        if field.type == "decimal"
        else ARROW.get(field.type, pa.string())
        for field in contract.fields
    }
    convert = csv.ConvertOptions(
        column_types=types,
        strings_can_be_null=True,
        null_values=[""],
        true_values=["yes"],
        false_values=["no"],
        include_columns=list(types),
        include_missing_columns=True,
    )
    kept, number = path.with_suffix(".arrow"), 2
    sink = None
    for read in csv.open_csv(path, convert_options=convert):
        block = _with_origin(read, contract, path.name, number)
        number += block.num_rows
        sink = sink or pa.ipc.new_file(kept, block.schema)
        sink.write_batch(block)
    if sink is not None:
        sink.close()
    return pa.ipc.open_file(pa.memory_map(str(kept))).read_all()


def _with_origin(
    block: pa.RecordBatch, contract: Contract, file: str, number: int
) -> pa.RecordBatch:
    rows = block.num_rows
    origin = {
        "batch": pa.repeat(pa.scalar(f"bench-{contract.dataset}"), rows),
        "source_file": pa.repeat(pa.scalar(file), rows),
        "source_sheet": pa.repeat(pa.scalar(""), rows),
        "source_row": pa.array(range(number, number + rows), pa.int64()),
    }
    columns = {name: block.column(name) for name in block.schema.names} | origin
    return pa.record_batch(columns)


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
