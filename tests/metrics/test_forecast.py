"""A forecast from small arrays: what is settled, what is silent, and what can never happen."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hitechtex.catalog.forecasting import read_forecast_rules
from hitechtex.metrics.forecast import Forecast, forecast, in_words
from hitechtex.metrics.forecast_history import AGES, History, Numbers, Step, nothing
from hitechtex.metrics.forecast_rates import believe, still_passing
from hitechtex.metrics.forecast_simulation import simulate

RULES = read_forecast_rules().model_copy(update={"draws": 200})
END = date(2024, 1, 31)


def row(*values: float) -> Numbers:
    return np.array([*values, *[0.0] * (AGES - len(values))])


def report(waiting: float = 0, passed: float = 20, lost: float = 0) -> Step:
    """A report is validated in the month after the stay; `waiting` stays ended this month."""
    return Step(
        name="report",
        passed=np.array([passed]),
        lost=np.array([lost]),
        waiting=row(waiting)[None, :],
        took=row(0, passed),
        still=row(waiting),
    )


def history(**given: object) -> History:
    """At the end of month 18 of 24: 20 achieved, 10 waiting, two new ones a month since month 6."""
    known: dict[str, object] = {
        "indicator": "exchanges_achieved",
        "partner": None,
        "as_of": date(2023, 7, 31),
        "start": date(2022, 2, 1),
        "month": 18,
        "months": 24,
        "elapsed": 1.0,
        "reached": 20.0,
        "arrivals": np.array([0.0] * 5 + [2.0] * 13),
        "decided": 20,
        "steps": (report(waiting=10),),
    }
    return History(**{**known, **given})  # type: ignore[arg-type]


def made(known: History, target: float | None = None, seed: int = 1) -> Forecast:
    return forecast(known, RULES, seed=seed, target=target)


def test_the_range_lies_around_what_is_to_be_expected() -> None:
    """20 achieved, 9 or 10 of 10 waiting pass, and of about 2 a month in six months most do."""
    said = made(history(), target=35)
    assert said.reached < said.low80 <= said.low50 <= said.median <= said.high50 <= said.high80
    assert 30 <= said.median <= 46
    assert (said.end, said.evidence.decided, said.evidence.months) == (END, 20, 13)
    assert not said.too_early


def test_reached_is_exactly_one() -> None:
    said = made(history(), target=20)
    assert (said.odds, said.words) == (1.0, "The target is reached.")


def test_reached_is_one_also_where_it_is_too_early() -> None:
    said = made(history(decided=1), target=20)
    assert (said.odds, said.too_early, said.median) == (1.0, True, None)


def test_over_and_not_reached_is_exactly_nought() -> None:
    over = history(as_of=END, month=24, arrivals=np.full(24, 2.0))
    said = made(over, target=21)
    assert (said.odds, said.words) == (
        0.0,
        "The target can no longer be reached: no way to it is left.",
    )
    assert {said.low80, said.median, said.high80} == {20.0}
    later = history(as_of=date(2024, 6, 30), month=29, arrivals=np.full(29, 2.0))
    assert made(later, target=21).odds == 0
    assert made(later, target=20).odds == 1


def test_over_is_never_too_early() -> None:
    over = history(as_of=END, month=24, arrivals=np.zeros(24), decided=0, reached=0.0, steps=())
    assert (made(over, target=3).odds, made(over, target=3).too_early) == (0.0, False)


def test_nought_where_too_few_are_possible() -> None:
    """20 reached, 10 on the way and 4 eligible visitors left: 34 can be, 35 cannot."""
    few = history(most_arrivals=4)
    assert made(few, target=35).odds == 0.0
    assert 0 < made(few, target=34).odds < 1  # type: ignore[operator]


def test_never_quite_certain_while_it_is_open() -> None:
    assert made(history(), target=21).odds == 1 - RULES.least_odds
    assert made(history(), target=10_000).odds == RULES.least_odds


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"decided": 4}, "4 cases are decided, and at least 5"),
        ({"decided": 1}, "1 case is decided"),
        ({"arrivals": np.array([0.0] * 16 + [9, 9])}, "2 months have passed since the first case"),
        ({"arrivals": np.zeros(18)}, "0 months"),
    ],
)
def test_too_early_says_why(given: dict[str, object], says: str) -> None:
    said = made(history(**given), target=35)
    assert said.too_early
    assert said.note.startswith("Too early to say")
    assert says in said.note
    assert said.words == said.note
    assert (said.median, said.odds, said.path) == (None, None, ())


def test_no_target_no_odds() -> None:
    said = made(history())
    assert (said.odds, said.words) == (None, "No target is set, so there are no odds.")
    assert said.median is not None


def test_without_a_way_arrivals_count_themselves() -> None:
    """13 months of 2 each: 12 more in six months, give or take."""
    said = made(history(steps=()), target=33)
    assert 26 <= said.median <= 40  # type: ignore[operator]


def test_an_empty_pipeline_still_has_arrivals() -> None:
    said = made(history(steps=(report(),)), target=25)
    assert said.median is not None
    assert 20 < said.median < made(history()).median  # type: ignore[operator]


def test_nobody_waiting_and_nobody_coming() -> None:
    """Silent for a year, nothing on the way: most likely nothing more, yet not surely."""
    silent = history(arrivals=np.array([0.0] * 5 + [20.0] + [0.0] * 12), steps=(report(),))
    said = made(silent, target=30)
    assert said.low80 == said.low50 == 20
    assert 0 < said.odds < 0.3  # type: ignore[operator]


def test_the_path_goes_from_this_month_to_the_last() -> None:
    said = made(history(elapsed=0.5), target=35)
    assert [band.month for band in said.path][:2] == [date(2023, 7, 1), date(2023, 8, 1)]
    assert [band.month for band in said.path][-1] == date(2024, 1, 1)
    assert (said.path[-1].low80, said.path[-1].high80) == (said.low80, said.high80)


def test_the_same_seed_gives_the_same_numbers_and_another_gives_others() -> None:
    assert made(history(), target=35) == made(history(), target=35)
    courses = [simulate(history(), RULES, seed=seed) for seed in (1, 1, 2)]
    assert np.array_equal(courses[0], courses[1])
    assert not np.array_equal(courses[0], courses[2])


def test_amounts_vary_by_what_a_case_is_worth() -> None:
    paid = history(reached=10_000.0, worth=500.0, worth_spread=200.0, worth_cases=20.0)
    paid = replace(paid, steps=(replace(report(waiting=10), worth=500.0),))
    said = made(paid, target=15_000)
    counted = made(history(), target=35)
    assert said.median == pytest.approx(500 * counted.median, rel=0.1)  # type: ignore[operator]
    assert said.high80 - said.low80 > 0  # type: ignore[operator]


def test_open_cases_are_no_failures() -> None:
    """8 of 10 decided passed; 30 more wait since this month. The share stays near 8 in 10."""
    step = report(waiting=30, passed=8, lost=2)
    believed = believe(step, RULES, together=1.0, elapsed=1.0, pooled=None)
    # (8 + 0.96 x 2) / (10 + 2) = 0.827; who waits in the first month is neither won nor lost
    assert believed.share[0] == pytest.approx(0.827, abs=0.03)


def test_who_waits_too_long_is_lost_in_part() -> None:
    fresh = still_passing(np.array([0.8]), np.array([1.0]), np.array([1.0]))
    late = still_passing(np.array([0.8]), np.array([0.01]), np.array([0.5]))
    assert fresh[0] == pytest.approx(0.8)
    # 0.8 x 0.01 / (0.8 x 0.01 + 0.2 x 0.5) = 0.008 / 0.108
    assert late[0] == pytest.approx(0.0741, abs=1e-4)


def test_few_cases_leave_more_doubt_than_many() -> None:
    def width(cases: float) -> float:
        known = history(
            arrivals=np.array([0.0] * 5 + [cases / 5] * 13),
            reached=cases,
            decided=int(cases),
            steps=(report(waiting=cases / 2, passed=cases, lost=cases / 5),),
        )
        said = made(known)
        return (said.high80 - said.low80) / said.median  # type: ignore[operator]

    assert width(10) > 1.3 * width(1000)


def test_ten_million_cases_are_forecast_as_ten_are() -> None:
    many = history(
        reached=5e6,
        decided=6_000_000,
        arrivals=np.array([0.0] * 5 + [5e5] * 13),
        steps=(report(waiting=1e6, passed=5e6, lost=1e6),),
    )
    said = made(many, target=8e6)
    assert 5e6 < said.low80 < said.high80 < 2e7  # type: ignore[operator]


@pytest.mark.parametrize(
    ("odds", "says"),
    [
        (0.01, "very unlikely"),
        (0.08, "about 1 in 10"),
        (0.68, "about 7 in 10"),
        (0.94, "about 9 in 10"),
        (0.97, "almost certain"),
    ],
)
def test_odds_are_said_in_words(odds: float, says: str) -> None:
    assert says in in_words(odds)


def waits(waiting: list[int], months: int) -> History:
    steps = (replace(report(), waiting=row(*waiting)[None, :], still=row(*waiting)),)
    return history(month=months, arrivals=np.full(months, 2.0), steps=steps)


@given(
    waiting=st.lists(st.integers(0, 30), min_size=1, max_size=AGES),
    month=st.integers(5, 24),
    elapsed=st.sampled_from([0.1, 0.5, 1.0]),
    target=st.integers(1, 200),
    more=st.integers(1, 50),
)
def test_what_holds_for_every_forecast(
    waiting: list[int], month: int, elapsed: float, target: int, more: int
) -> None:
    """A higher target is never likelier; nothing falls below what is reached; bands are nested."""
    known = replace(waits(waiting, month), elapsed=elapsed)
    near, far = made(known, target=target), made(known, target=target + more)
    assert far.odds <= near.odds  # type: ignore[operator]
    assert 0 <= far.odds <= near.odds <= 1  # type: ignore[operator]
    before = known.reached
    for band in near.path:
        assert known.reached <= band.low80 <= band.low50 <= band.median
        assert band.median <= band.high50 <= band.high80
        assert band.low80 >= before
        before = band.low80


def test_who_has_no_cases_of_its_own_begins_with_the_partnerships_rates() -> None:
    """The partnership loses nine in ten; two decided cases do not tell otherwise."""
    gloomy = history(steps=(report(waiting=10, passed=5, lost=45),))
    partner = history(partner="a", reached=2.0, steps=(report(waiting=10, passed=2),))
    alone = forecast(partner, RULES, seed=1)
    pooled = forecast(partner, RULES, seed=1, pooled=gloomy)
    assert pooled.median < alone.median  # type: ignore[operator]


def test_of_what_is_counted_no_part_is_forecast() -> None:
    """Ten of twenty that were asked led to something: half a case each, and never half a one."""
    half = history(reached=10.0, steps=(), worth=0.5, worth_spread=0.3, worth_cases=20.0)
    parts, whole = made(half, target=13), made(replace(half, is_whole=True), target=13)
    bands = [value for band in whole.path for value in (band.low80, band.median, band.high80)]
    assert all(float(value).is_integer() for value in bands)
    assert not float(parts.median).is_integer()  # type: ignore[arg-type]
    assert abs(whole.median - parts.median) <= 1  # type: ignore[operator]


def test_too_early_names_what_is_counted() -> None:
    """Cases that go a way are decided or not; what has none is only counted."""
    assert "2 cases are decided" in made(history(decided=2)).note
    assert "rests on 2 records" in made(history(decided=2, steps=())).note


def test_nothing_is_a_table_of_zeros() -> None:
    assert nothing(2, 3).shape == (2, 3)
    assert nothing(2, 3).sum() == 0
