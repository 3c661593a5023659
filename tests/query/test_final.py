"""Provisional or final: every file approved, or the whole period that is asked for."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest

from hitechtex.catalog import Catalog
from hitechtex.ingest import ingest
from hitechtex.query import Engine, Filters, open_engine
from hitechtex.store import Store, append, approve, approve_period, current, open_store, reopen

MARCH = """exchange_id,partner,visiting_organisation,status,start_date,working_days
A,citeve,Fios,paid,2023-03-06,3
B,ntt,Lana,paid,2023-03-07,4
"""
APRIL = """exchange_id,partner,visiting_organisation,status,start_date,working_days
C,citeve,Fios,paid,2023-04-03,5
"""
TARGETS = """indicator,partner,month,value,kind,version,set_on
exchanges_achieved,,24,90,cumulative,1,2022-02-01
"""
END = date(2023, 3, 31)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return open_store(tmp_path / "store")


def bring(store: Store, catalog: Catalog, text: str, dataset: str = "exchanges") -> str:
    path = store.path.parent / f"{len(current(store).batches)}.csv"
    path.write_text(text, encoding="utf-8")
    batch = ingest(path, dataset=dataset, catalog=catalog, key=b"k" * 32)
    assert not batch.faults
    append(store, batch)
    return batch.id


@contextmanager
def opened(store: Store, catalog: Catalog) -> Iterator[Engine]:
    engine = open_engine(current(store), catalog)
    yield engine
    engine.close()


def is_final(
    store: Store, catalog: Catalog, query: str = "exchanges_total", **given: object
) -> bool:
    with opened(store, catalog) as engine:
        return engine.ask(query, Filters(**given)).final  # type: ignore[arg-type]


def test_an_answer_is_final_when_every_file_behind_it_is_approved(
    store: Store, catalog: Catalog
) -> None:
    first, second = (bring(store, catalog, text) for text in (MARCH, APRIL))
    assert not is_final(store, catalog)
    approve(store, first)
    with opened(store, catalog) as engine:
        result = engine.ask("exchanges_total")
        assert not result.final
        assert [(each.files, each.approved_files) for each in result.sources] == [(2, 1)]
    approve(store, second)
    assert is_final(store, catalog)
    # Of a query over two datasets, the files of both.
    targets = bring(store, catalog, TARGETS, "targets")
    assert is_final(store, catalog)
    assert not is_final(store, catalog, "exchange_burn_up")
    approve(store, targets)
    assert is_final(store, catalog, "exchange_burn_up")
    reopen(store, first)
    assert not is_final(store, catalog)


def test_an_answer_is_final_when_its_whole_period_is_approved(
    store: Store, catalog: Catalog
) -> None:
    for text in (MARCH, APRIL):
        bring(store, catalog, text)
    approve_period(store, dataset="exchanges", partner="citeve", until=END)
    assert is_final(store, catalog, partners=("citeve",), last_day=END)
    assert is_final(store, catalog, partners=("citeve",), last_day=date(2023, 3, 1))
    # Without an end, one day further, or with a partner that is not approved, it may change.
    assert not is_final(store, catalog, partners=("citeve",))
    assert not is_final(store, catalog, partners=("citeve",), last_day=date(2023, 4, 1))
    assert not is_final(store, catalog, partners=("citeve", "ntt"), last_day=END)
    assert not is_final(store, catalog, last_day=END)
    for partner in catalog.project.partner_ids:
        if partner != "citeve":
            approve_period(store, dataset="exchanges", partner=partner, until=END)
    assert is_final(store, catalog, last_day=END)
    # What a period of exchanges says nothing of stays provisional.
    bring(store, catalog, TARGETS, "targets")
    assert not is_final(store, catalog, "exchange_burn_up", last_day=END)


def test_sample_data_and_nothing_at_all_are_provisional(
    sample_store: Path, store: Store, catalog: Catalog
) -> None:
    assert not is_final(open_store(sample_store), catalog)
    assert not is_final(store, catalog)
