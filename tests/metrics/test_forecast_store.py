"""Forecasts from a store: every indicator that accumulates, every partner, and earlier months."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from hitechtex.catalog import Catalog
from hitechtex.metrics.forecast import Forecast, forecast
from hitechtex.metrics.forecast_all import forecast_all, forecast_indicator, seed_of
from hitechtex.metrics.forecast_back_test import back_test
from hitechtex.metrics.forecast_reading import clock_on, read_histories
from hitechtex.query import Engine, Filters, open_engine
from hitechtex.store import current, open_store


@pytest.fixture(scope="module")
def engine(sample_store: Path, catalog: Catalog) -> Iterator[Engine]:
    opened = open_engine(current(open_store(sample_store)), catalog)
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def all_of_them(engine: Engine) -> tuple[Forecast, ...]:
    return forecast_all(engine)


def test_every_indicator_that_accumulates_is_forecast(
    engine: Engine, all_of_them: tuple[Forecast, ...]
) -> None:
    names = {each.indicator for each in all_of_them}
    assert names == {each.id for each in engine.catalog.indicators.accumulating}
    assert {"exchanges_achieved", "lump_sums_committed", "lump_sums_paid"} <= names
    assert "sme_share" not in names  # a ratio does not accumulate


def test_the_partnership_comes_first_and_every_partner_follows(
    engine: Engine, all_of_them: tuple[Forecast, ...]
) -> None:
    achieved = [each.partner for each in all_of_them if each.indicator == "exchanges_achieved"]
    assert achieved == [None, *engine.catalog.project.partner_ids]


def test_what_is_reached_is_what_the_indicator_says(
    engine: Engine, all_of_them: tuple[Forecast, ...]
) -> None:
    for indicator in engine.catalog.indicators.accumulating:
        value = {
            row["partner"]: row[indicator.value] for row in engine.ask(indicator.query).records()
        }
        for each in all_of_them:
            if each.indicator == indicator.id:
                assert each.reached == pytest.approx(value[each.partner] or 0), each.indicator


def test_the_same_snapshot_gives_the_same_numbers(
    sample_store: Path, catalog: Catalog, all_of_them: tuple[Forecast, ...]
) -> None:
    again = open_engine(current(open_store(sample_store)), catalog)
    assert forecast_all(again) == all_of_them
    again.close()


def test_another_snapshot_or_partner_or_day_has_other_draws() -> None:
    day = date(2023, 9, 30)
    seeds = {
        seed_of("a", "exchanges_achieved", None, day),
        seed_of("b", "exchanges_achieved", None, day),
        seed_of("a", "lump_sums_paid", None, day),
        seed_of("a", "exchanges_achieved", "p", day),
        seed_of("a", "exchanges_achieved", None, date(2023, 8, 31)),
    }
    assert len(seeds) == 5
    assert seed_of("a", "i", "p", day) == seed_of("a", "i", "p", day)


def test_a_partner_begins_with_what_the_partnership_has_seen(engine: Engine) -> None:
    indicator = engine.catalog.indicators["exchanges_achieved"]
    clock = clock_on(engine.data_date, engine.catalog.project, data_date=engine.data_date)
    whole, *partners = read_histories(engine, indicator, clock, None)
    own = next(each for each in partners if each.partner == "ntt")
    seed = seed_of(engine.snapshot.id, indicator.id, "ntt", clock.day)
    pooled = forecast(own, engine.catalog.forecast, seed=seed, target=14, pooled=whole)
    alone = forecast(own, engine.catalog.forecast, seed=seed, target=14)
    assert _of_ntt(engine).path == pooled.path != alone.path


def test_made_once_per_engine(engine: Engine) -> None:
    indicator = engine.catalog.indicators["exchanges_achieved"]
    first = forecast_indicator(engine, indicator, engine.data_date)
    assert forecast_indicator(engine, indicator, engine.data_date) is first


def test_a_partner_without_a_target_has_a_range_and_no_odds(
    all_of_them: tuple[Forecast, ...],
) -> None:
    without = [each for each in all_of_them if each.target is None and not each.too_early]
    assert without
    assert all(each.odds is None and each.median is not None for each in without)


def test_the_target_is_that_of_the_plan(all_of_them: tuple[Forecast, ...]) -> None:
    """90 exchanges in the sample's second version of the plan."""
    assert all_of_them[0].target == 90


def _of_ntt(engine: Engine) -> Forecast:
    unfiltered = forecast_all(engine)
    return next(each for each in unfiltered if each.partner == "ntt")


def test_a_partner_chosen_stands_for_the_partnership(engine: Engine) -> None:
    whole, own = forecast_all(engine, filters=Filters(partners=("ntt",)))[:2]
    assert (whole.partner, own.partner) == (None, "ntt")
    assert replace(whole, partner="ntt") == own
    assert replace(own, partner=None) == replace(_of_ntt(engine), partner=None)
    two = forecast_all(engine, filters=Filters(partners=("clutex", "ntt")))[0]
    assert two.target is None
    assert two.odds is None


def test_other_filters_are_not_forecast(engine: Engine) -> None:
    assert forecast_all(engine, filters=Filters(modes=("virtual",))) == ()
    assert forecast_all(engine, filters=Filters(first_day=date(2023, 1, 1))) == ()


def test_nothing_is_forecast_from_nothing(catalog: Catalog, tmp_path: Path) -> None:
    empty = open_engine(current(open_store(tmp_path / "empty")), catalog)
    assert forecast_all(empty) == ()
    assert back_test(empty, "exchanges_achieved") == ()
    empty.close()


def test_an_earlier_day_is_the_end_of_a_whole_month(engine: Engine) -> None:
    project = engine.catalog.project
    clock = clock_on(date(2023, 3, 17), project, data_date=engine.data_date)
    assert (clock.day, clock.month, clock.elapsed) == (date(2023, 2, 28), 13, 1.0)
    today = clock_on(date(2023, 3, 17), project, data_date=date(2023, 3, 17))
    assert (today.day, today.month) == (date(2023, 3, 17), 14)
    assert today.elapsed == pytest.approx(17 / 31)


def test_back_test_says_what_was_said_and_what_came(engine: Engine) -> None:
    """The sample stops at the end of month 20: months 6, 12 and 18 are held to it."""
    tests = [each for each in back_test(engine, "exchanges_achieved") if each.partner is None]
    assert [each.month for each in tests] == [6, 12, 18]
    assert {each.checked_in for each in tests} == {date(2023, 9, 1)}
    assert {each.came for each in tests} == {62}
    early, _, late = tests
    assert early.said.too_early
    assert (early.band, early.held80, early.words) == (None, None, early.said.note)
    assert late.said.as_of == date(2023, 7, 31)
    assert late.said.reached < 62
    assert late.band is not None
    assert late.held80 is (late.band.low80 <= 62 <= late.band.high80)


def test_back_test_knows_nothing_of_later_days(engine: Engine) -> None:
    """Exchanges registered after month 12 leave what was said then as it was."""
    indicator = engine.catalog.indicators["exchanges_achieved"]
    clock = clock_on(date(2023, 1, 31), engine.catalog.project, data_date=engine.data_date)
    history = next(iter(read_histories(engine, indicator, clock, None)))
    # by month, from June 2022: 2 + 2 + 3 + 6 + 7 + 3 + 3 + 2 = 28 registered by January 2023
    assert (history.month, len(history.arrivals), history.arrivals.sum()) == (12, 12, 28)


def test_an_indicator_without_a_way_is_read_month_by_month(engine: Engine) -> None:
    """With no way declared, exchanges are an indicator like any other: totals by month."""
    indicator = engine.catalog.indicators["exchanges_achieved"]
    rules = engine.catalog.forecast.model_copy(update={"ways": ()})
    plain = replace(engine, catalog=replace(engine.catalog, forecast=rules))
    clock = clock_on(engine.data_date, engine.catalog.project, data_date=engine.data_date)
    history = next(iter(read_histories(plain, indicator, clock, None)))
    assert history.steps == ()
    assert history.reached == 62
    assert len(history.arrivals) == 20
    # 90 records, 62 of them achieved: each is worth 62 / 90 of one
    assert history.arrivals.sum() == history.decided
    assert history.worth == pytest.approx(62 / history.decided)
