"""Versions of the plan: each in force from the day it was set, for each indicator and partner."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from hitechtex.catalog import Catalog
from hitechtex.ingest import ingest
from hitechtex.query import Engine, open_engine
from hitechtex.store import append, current, open_store

# Version b of citeve is set after months 12 and 24 were planned, and for month 12 too late.
# Two versions, c and d, are set on one day: the one named last holds.
TARGETS = """\
indicator,partner,month,value,kind,version,set_on
exchanges_achieved,citeve,12,10,cumulative,a,2022-03-01
exchanges_achieved,citeve,24,20,cumulative,a,2022-03-01
exchanges_achieved,citeve,12,30,cumulative,b,2023-03-01
exchanges_achieved,citeve,24,40,cumulative,b,2023-03-01
exchanges_achieved,ntt,24,5,cumulative,c,2022-05-01
exchanges_achieved,ntt,24,7,cumulative,d,2022-05-01
lump_sums_paid,ntt,3,100,incremental,a,2022-03-01
lump_sums_paid,ntt,6,50,incremental,a,2022-03-01
lump_sums_paid,ntt,3,10,incremental,b,2022-09-01
lump_sums_paid,ntt,6,20,incremental,b,2022-09-01
"""


@pytest.fixture(scope="module")
def planned(catalog: Catalog, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    folder = tmp_path_factory.mktemp("versions")
    (folder / "targets.csv").write_text(TARGETS, encoding="utf-8")
    batch = ingest(folder / "targets.csv", dataset="targets", catalog=catalog, key=b"k" * 32)
    assert not batch.faults, batch.faults
    store = open_store(folder / "store")
    append(store, batch)
    opened = open_engine(current(store), catalog)
    yield opened
    opened.close()


def due(planned: Engine, indicator: str, partner: str, as_of: date | None) -> tuple[object, ...]:
    rows = planned.ask("targets_due", as_of=as_of).records()
    (row,) = [each for each in rows if (each["indicator"], each["partner"]) == (indicator, partner)]
    return row["version"], row["expected"], row["target"]


def test_what_was_expected_then_is_by_the_version_of_that_day(planned: Engine) -> None:
    day = "exchanges_achieved", "citeve"
    assert due(planned, *day, date(2022, 2, 28)) == (None, None, None)
    assert due(planned, *day, date(2023, 1, 31)) == ("a", 10.0, 20.0)
    assert due(planned, *day, date(2023, 2, 28)) == ("a", pytest.approx(10 + 10 / 12), 20.0)
    # b was set after its own month 12: it changes nothing before its day, and all after it
    assert due(planned, *day, date(2023, 3, 31)) == ("b", pytest.approx(30 + 20 / 12), 40.0)
    assert due(planned, *day, date(2024, 1, 31)) == ("b", 40.0, 40.0)


def test_of_two_set_on_one_day_the_one_named_last_holds(planned: Engine) -> None:
    for day in (date(2022, 5, 1), date(2024, 1, 31)):
        assert due(planned, "exchanges_achieved", "ntt", day)[0::2] == ("d", 7.0)


def test_increments_add_up_within_their_version(planned: Engine) -> None:
    paid = "lump_sums_paid", "ntt"
    assert due(planned, *paid, date(2022, 7, 31)) == ("a", 150.0, 150.0)
    assert due(planned, *paid, date(2022, 9, 1)) == ("b", 30.0, 30.0)


def test_the_curve_is_the_one_in_force_and_without_a_day_the_last(planned: Engine) -> None:
    def version(as_of: date | None) -> set[str]:
        rows = planned.ask("target_curve", as_of=as_of).records()
        return {row["version"] for row in rows if row["partner"] == "citeve"}

    assert version(date(2022, 2, 1)) == set()
    assert version(date(2022, 12, 31)) == {"a"}
    assert version(date(2023, 12, 31)) == {"b"}
    assert version(None) == {"b"}


def test_a_region_has_the_target_in_force(planned: Engine) -> None:
    def norte(as_of: date) -> float | None:
        rows = planned.ask("region_measures", as_of=as_of).records()
        return next(row["target_exchanges"] for row in rows if row["region"] == "PT11")

    assert norte(date(2022, 2, 1)) is None
    assert norte(date(2022, 12, 31)) == 20.0
    assert norte(date(2023, 12, 31)) == 40.0
