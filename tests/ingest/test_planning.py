"""A plan that somebody sets is a batch like any file, or refused in words."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from hitechtex.catalog import Catalog
from hitechtex.errors import FileRefused
from hitechtex.ingest import Batch
from hitechtex.ingest.planning import falls, plan

ON = date(2023, 9, 1)


def planned(catalog: Catalog, given: dict[int, object], **more: Any) -> Batch:
    settings: dict[str, Any] = {"indicator": "exchanges_achieved", "partner": "", "version": "v2"}
    return plan(given, on=ON, catalog=catalog, key=b"k" * 32, **(settings | more))


def rows(batch: Batch) -> list[tuple[object, ...]]:
    names = ("indicator", "partner", "month", "value", "kind", "version", "set_on")
    return [tuple(row[name] for name in names) for row in batch.rows.to_pylist()]


def test_a_plan_becomes_rows_of_the_contract(catalog: Catalog) -> None:
    batch = planned(catalog, {24: 90, 12: 25.5, 6: None}, by="coordinator")
    assert (batch.dataset, batch.partner, batch.by) == ("targets", "", "coordinator")
    assert not batch.is_sample and not batch.faults
    assert [(row[2], float(row[3])) for row in rows(batch)] == [(12, 25.5), (24, 90.0)]  # type: ignore[arg-type]
    assert {row[4:] for row in rows(batch)} == {("cumulative", "v2", ON)}
    assert {row[1] for row in rows(planned(catalog, {24: 9}, partner="ntt"))} == {"ntt"}


def test_a_level_holds_from_the_first_month(catalog: Catalog) -> None:
    """A share does not grow from nothing: what the first quarter has holds before it, too."""
    batch = planned(catalog, {6: 0.7, 24: 0.8}, indicator="sme_share")
    assert [(row[2], float(row[3])) for row in rows(batch)] == [(1, 0.7), (6, 0.7), (24, 0.8)]  # type: ignore[arg-type]


def test_on_a_sample_it_carries_the_samples_mark_once(catalog: Catalog) -> None:
    for name in ("v2", "SAMPLE-v2"):
        batch = planned(catalog, {24: 90}, version=name, is_sample=True)
        assert batch.is_sample and rows(batch)[0][5] == "SAMPLE-v2"


@pytest.mark.parametrize(
    ("given", "more", "says"),
    [
        ({}, {}, "No value is given"),
        ({3: None, 24: None}, {}, "No value is given"),
        ({24: "ninety"}, {}, "“ninety” for month 24 is not a number"),
        ({24: float("nan")}, {}, "“nan” for month 24 is not a number"),
        ({24: True}, {}, "is not a number"),
        ({24: -1}, {}, "below zero"),
        ({24: 1}, {"version": " "}, "needs a name of at most 60"),
        ({24: 1}, {"version": "v" * 61}, "needs a name of at most 60"),
        ({24: 1}, {"version": "SAMPLE-v2"}, "belongs to sample data"),
        ({24: 1}, {"known": frozenset({"v2"})}, "has a version “v2” already"),
        (
            {24: 1},
            {"known": frozenset({"SAMPLE-v2"}), "is_sample": True},
            "has a version “SAMPLE-v2” already",
        ),
        ({24: 1}, {"version": "  v2 ", "known": frozenset({"v2"})}, "already"),
    ],
)
def test_what_cannot_be_a_plan_is_refused(
    catalog: Catalog, given: dict[int, object], more: dict[str, Any], says: str
) -> None:
    with pytest.raises(FileRefused) as refused:
        planned(catalog, given, **more)
    said = str(refused.value)
    assert says in said
    assert said.endswith(".") and said.count(". ") == 1  # what is wrong, and what to do


@pytest.mark.parametrize(
    ("given", "months"),
    [
        ({3: 1, 6: 5, 9: 5}, ()),
        ({3: 1, 6: 5, 9: 4, 12: 3}, (9, 12)),
        ({6: 2, 3: 5}, (6,)),  # in the order of the months
        ({3: 5, 6: None, 9: 4}, (9,)),  # a blank quarter hides nothing
        ({}, ()),
    ],
)
def test_a_falling_plan_is_noticed(
    catalog: Catalog, given: dict[int, object], months: tuple[int, ...]
) -> None:
    assert falls(given, "exchanges_achieved", catalog) == months
    assert falls(given, "sme_share", catalog) == ()  # a level may fall
