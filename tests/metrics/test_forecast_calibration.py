"""Are the odds to be believed? Held to partnerships whose end is known.

Of all cases called 60-80 % between 55 and 85 % must come true, and so in every bin: its bounds,
five points wider on both sides. The 80 % band must hold 75-88 % of outcomes, the 50 % band
43-58 %. A forecast that is surer of itself than it may be fails the same check.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import numpy as np
import pytest

from hitechtex.catalog.forecasting import ForecastRules, read_forecast_rules
from hitechtex.metrics.forecast import Forecast, summarise, too_early
from hitechtex.metrics.forecast_history import History, Numbers
from hitechtex.metrics.forecast_simulation import simulate
from tests.metrics.partnerships import MONTH_DAYS, a_world, came, cases_of, known_on

WORLDS = 1000
SEED = 20_220_207
RULES = read_forecast_rules().model_copy(update={"draws": 300})
Change = Callable[[Numbers], Numbers]


@dataclass(frozen=True, eq=False)
class Case:
    """A partnership on some day: what is known, the courses drawn, the target, and its end."""

    history: History
    courses: Numbers
    target: float
    came: int


def cases(
    rules: ForecastRules = RULES,
    *,
    worlds: int = WORLDS,
    partner: bool = False,
    together: bool = True,
) -> Iterator[Case]:
    """Draw partnerships, stop each at the end of month 6 to 20, and forecast it.

    Without `together` nothing is known of missions. The target is what a twin of the partnership
    came to, give or take 40 %: plausible, and blind to the partnership's own luck.
    """
    chance = np.random.default_rng(SEED)
    for seed in range(worlds):
        world = a_world(chance)
        one, twin = cases_of(world, chance), cases_of(world, chance)
        day = int(chance.integers(6, 21)) * MONTH_DAYS
        who = int(chance.integers(len(world.partners))) if partner else None
        pooled = known_on(one, day) if partner else None
        history = known_on(one, day, partner=who)
        if not together:
            history = replace(history, together=1.0)
        one, twin = (one, twin) if who is None else (one.of(who), twin.of(who))
        target = max(1, round(came(twin) * chance.uniform(0.6, 1.4)))
        if not too_early(history, rules):
            courses = simulate(history, rules, seed=seed, pooled=pooled)
            yield Case(history, courses, target, came(one))


@pytest.fixture(scope="module")
def drawn() -> tuple[Case, ...]:
    return tuple(cases())


def as_it_is(courses: Numbers) -> Numbers:
    return courses


def too_sure(courses: Numbers) -> Numbers:
    """Every course moved two thirds of the way to the middle one."""
    middle = np.median(courses, axis=0)
    return np.round(middle + (courses - middle) / 3)


def said(case: Case, change: Change) -> Forecast:
    return summarise(case.history, RULES, change(case.courses), case.target)


def wrong(drawn: tuple[Case, ...], change: Change = as_it_is) -> list[str]:
    """What is not as it should be: one sentence per bin or band."""
    held = [(said(case, change), case) for case in drawn]
    return [*_wrong_odds(held), *_wrong_bands(held)]


def _wrong_odds(held: list[tuple[Forecast, Case]]) -> Iterator[str]:
    """Settled cases (odds exactly 0 or 1) are no forecasts and are left out."""
    odds = np.array([each.odds for each, _ in held])
    true = np.array([case.came >= case.target for _, case in held])
    for low in (0.0, 0.2, 0.4, 0.6, 0.8):
        inside = (odds > 0) & (odds < 1) & (odds >= low) & (odds < low + 0.2)
        share = float(true[inside].mean()) if inside.any() else low
        if not low - 0.05 <= share <= low + 0.25:
            yield f"of {inside.sum()} cases called {low:.1f}-{low + 0.2:.1f}, {share:.2f} came true"


def _wrong_bands(held: list[tuple[Forecast, Case]]) -> Iterator[str]:
    in80 = np.mean([each.low80 <= case.came <= each.high80 for each, case in held])
    in50 = np.mean([each.low50 <= case.came <= each.high50 for each, case in held])
    if not 0.75 <= in80 <= 0.88:
        yield f"the 80 % band holds {in80:.3f}"
    if not 0.43 <= in50 <= 0.58:
        yield f"the 50 % band holds {in50:.3f}"


def test_odds_and_bands_are_to_be_believed(drawn: tuple[Case, ...]) -> None:
    assert len(drawn) >= 500
    odds = np.array([said(case, as_it_is).odds for case in drawn])
    called = odds[(odds > 0) & (odds < 1)]
    assert min(np.histogram(called, bins=5, range=(0, 1))[0]) >= 50, "a bin with too few cases"
    assert wrong(drawn) == []


def test_a_forecast_too_sure_of_itself_fails_the_same_check(drawn: tuple[Case, ...]) -> None:
    failures = wrong(drawn, too_sure)
    assert any("80 % band" in each for each in failures)
    assert any("50 % band" in each for each in failures)


def test_odds_that_are_shifted_fail_the_same_check(drawn: tuple[Case, ...]) -> None:
    """Courses a fifth too high: hopes come true less often than they are called."""
    failures = wrong(drawn, lambda courses: np.round(courses * 1.2))
    assert any("came true" in each for each in failures)


def test_rates_taken_for_certain_fail_the_same_check() -> None:
    """No doubt about rates, growth, drift or bunching: the usual way to be too sure."""
    tables = RULES.model_dump()
    tables["arrivals"] |= {"drift": 0.0, "growth": 1e-6, "follows": (1.0, 1.0)}
    tables["arrivals"] |= {"dispersion": 1.0, "dispersion_months": 1e9}
    tables["conversion"] |= {"mission_correlation": 0.0, "prior_cases": 1e6}
    tables["delays"] |= {"prior_cases": 1e6}
    certain = ForecastRules.model_validate(tables)
    failures = wrong(tuple(cases(certain, worlds=300, together=False)))
    assert any("80 % band" in each for each in failures)


def test_a_partners_band_holds_no_less() -> None:
    """Few cases and whole numbers: a partner's band may hold more than it says, never less."""
    of_partners = tuple(cases(partner=True, worlds=450))
    assert len(of_partners) >= 100
    held = [(said(case, as_it_is), case) for case in of_partners]
    assert np.mean([each.low80 <= case.came <= each.high80 for each, case in held]) >= 0.80
    assert np.mean([each.low50 <= case.came <= each.high50 for each, case in held]) >= 0.48


def test_half_of_the_outcomes_lie_above_the_median(drawn: tuple[Case, ...]) -> None:
    above = np.mean([case.came > np.median(case.courses[:, -1]) for case in drawn])
    assert 0.40 <= above <= 0.60
