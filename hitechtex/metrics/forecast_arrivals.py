"""How many new cases will come: their level and growth of late, their season, their bunching.

A month's arrivals are negative binomial (Poisson with a Gamma level): missions come in groups, so
they vary more than Poisson. Level and growth are drawn from what the months so far leave open.
"""

from __future__ import annotations

import numpy as np

from hitechtex.catalog.forecasting import Arrivals
from hitechtex.metrics.forecast_history import History, Numbers

YEAR = 12
FEW = 0.5
"""Prior weight of the level, in months."""
SILENT = 0.25
"""Cases added, so that months without any do not mean that nobody will ever come again."""
LEAST_ELAPSED = 0.2


def draw_arrivals(
    chance: np.random.Generator, history: History, rules: Arrivals, *, draws: int
) -> Numbers:
    """Return new cases by draw and month: the rest of this month, then every month to the last."""
    first = history.first_month
    if first is None or history.is_over:
        return np.zeros((draws, history.slots))
    past = np.arange(first, history.month + 1)
    future = np.arange(history.month, history.month + history.slots)
    counts = history.arrivals[first - 1 :]
    follows = chance.uniform(*rules.follows, (draws, 1))
    usual = _profile(history, rules, np.concatenate([past, future]))
    season = _season(history, rules, counts, past)
    exposure = season[_calendar(history, past)] * _exposure(history, past)
    middle = exposure * usual[: len(past)] ** np.mean(rules.follows)
    weight = 0.5 ** ((history.month - past) / rules.half_life_months)
    level = (weight @ counts + FEW * _mean(counts)) / (weight @ middle + FEW)
    spread = _dispersion(counts, level * middle, rules)
    growth = _growth(chance, counts, level * middle, weight, past - history.month, spread, rules, draws)
    base = usual[: len(past)] ** follows * np.exp(growth * (past - history.month))
    seen = (base * exposure) @ weight
    shape = (weight @ counts + FEW * _mean(counts)) / spread + SILENT
    levels = chance.gamma(shape, 1.0, draws) * spread / (seen + FEW)
    ahead = usual[len(past) :] ** follows * season[_calendar(history, future)]
    ahead = ahead * np.exp(_wander(chance, growth, rules, draws, history.slots))
    ahead[:, 0] *= 1 - history.elapsed
    drawn = _bunched(chance, levels[:, None] * ahead, spread)
    return drawn if history.most_arrivals is None else _at_most(drawn, history.most_arrivals)


def _mean(counts: Numbers) -> float:
    return max(float(counts.mean()), 0.1)


def _profile(history: History, rules: Arrivals, months: Numbers) -> Numbers:
    """Return the usual course of registrations by month, 1 in the present month."""
    parts = len(rules.profile)
    middles = (np.arange(parts) + 0.5) / parts
    course = np.interp((months - 0.5) / history.months, middles, rules.profile)
    now = np.interp((history.month - 0.5) / history.months, middles, rules.profile)
    relative: Numbers = course / now
    return relative


def _calendar(history: History, months: Numbers) -> Numbers:
    return (months + history.start.month - 2) % YEAR


def _exposure(history: History, past: Numbers) -> Numbers:
    """Return how much of each month is over: all of it, but for the present one."""
    return np.where(past == history.month, max(history.elapsed, LEAST_ELAPSED), 1.0)


def _season(history: History, rules: Arrivals, counts: Numbers, past: Numbers) -> Numbers:
    """Return a factor per calendar month; 1 without a year of data, drawn towards 1 with little."""
    if len(counts) < YEAR:
        return np.ones(YEAR)
    usual = _profile(history, rules, past) ** np.mean(rules.follows) * _exposure(history, past)
    expected = usual * counts.sum() / usual.sum()
    doubt = rules.dispersion * max(1.0, float(expected.mean()) / rules.dispersion)
    place = _calendar(history, past)
    seen = np.bincount(place, counts, YEAR)
    awaited = np.bincount(place, expected, YEAR)
    factor: Numbers = (seen + doubt) / (awaited + doubt)
    return factor


def _dispersion(counts: Numbers, expected: Numbers, rules: Arrivals) -> float:
    """Return variance over mean (Pearson), drawn towards the declared one where months are few."""
    pearson = float(((counts - expected) ** 2 / np.maximum(expected, 0.1)).sum())
    known = rules.dispersion * rules.dispersion_months
    return max(1.0, (pearson + known) / (len(counts) + rules.dispersion_months))


def _growth(
    chance: np.random.Generator,
    counts: Numbers,
    expected: Numbers,
    weight: Numbers,
    ago: Numbers,
    spread: float,
    rules: Arrivals,
    draws: int,
) -> Numbers:
    """Return growth of the logarithm per month beyond the usual course: one scoring step."""
    middle = float(np.average(ago, weights=weight))
    apart = ago - middle
    precision = rules.growth**-2 + float(weight * expected @ apart**2) / spread
    slope = float((weight * (counts - expected)) @ apart) / spread / precision
    drawn: Numbers = chance.normal(slope, precision**-0.5, (draws, 1))
    return np.clip(drawn, -0.3, 0.3)


def _wander(
    chance: np.random.Generator, growth: Numbers, rules: Arrivals, draws: int, slots: int
) -> Numbers:
    """Return the logarithm of the level ahead, 0 in the present month: growth that fades, drift."""
    fades = rules.growth_fades ** np.arange(slots)
    fades[0] = 0
    steps = chance.normal(0.0, rules.drift, (draws, slots)) - rules.drift**2 / 2
    steps[:, 0] = 0
    logarithm: Numbers = growth * np.cumsum(fades) + np.cumsum(steps, axis=1)
    return logarithm


def _bunched(chance: np.random.Generator, mean: Numbers, spread: float) -> Numbers:
    """Return counts with this mean and a variance `spread` times as large."""
    if spread > 1.01:
        mean = chance.gamma(np.maximum(mean / (spread - 1), 1e-9)) * (spread - 1)
    return chance.poisson(np.minimum(mean, 1e15)).astype(np.float64)


def _at_most(drawn: Numbers, most: int) -> Numbers:
    """Return the draws cut off where no more are possible."""
    total = np.minimum(np.cumsum(drawn, axis=1), most)
    return np.diff(total, axis=1, prepend=0)
