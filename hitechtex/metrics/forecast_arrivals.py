"""How many new cases will come: their level and growth of late, their season, their bunching.

A month's arrivals are negative binomial (Poisson with a Gamma level): missions come in groups, so
they vary more than Poisson. Level and growth are drawn from what the months so far leave open.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from hitechtex.catalog.forecasting import Arrivals
from hitechtex.metrics.forecast_history import History, Numbers, Whole

YEAR = 12
FEW = 0.5
"""Prior weight of the level, in months."""
SILENT = 0.25
"""Cases added, so that months without any do not mean that nobody will ever come again."""
LEAST_ELAPSED = 0.2
STEEPEST = 0.3


@dataclass(frozen=True, eq=False)
class Past:
    """The months since the first arrival: counts, what the usual course expected, and doubt.

    `ago` is in months, 0 the present one and below 0 before; `weight` is how much a month counts;
    `exposure` how much of it there was, by season and by what has passed; `spread` is variance
    over mean.
    """

    counts: Numbers
    ago: Whole
    weight: Numbers
    exposure: Numbers
    expected: Numbers
    spread: float


def draw_arrivals(
    chance: np.random.Generator, history: History, rules: Arrivals, *, draws: int
) -> Numbers:
    """Return new cases by draw and month: the rest of this month, then every month to the last."""
    first = history.first_month
    if first is None or history.is_over:
        return np.zeros((draws, history.slots))
    months = np.arange(first, history.month + history.slots)
    usual, season = (
        _profile(history, rules, months),
        _season(history, rules)[_calendar(history, months)],
    )
    past = _past(history, rules, usual, season)
    seen = len(past.counts)
    follows = chance.uniform(*_follows(history, rules), (draws, 1))
    growth = _growth(chance, past, rules, draws)
    course = usual**follows * season
    level = _levels(chance, past, usual[:seen] ** follows * np.exp(growth * past.ago))
    ahead = course[:, seen - 1 :] * np.exp(_wander(chance, growth, rules, draws, history.slots))
    ahead[:, 0] *= 1 - history.elapsed
    drawn = _bunched(chance, level[:, None] * ahead, past.spread)
    return drawn if history.most_arrivals is None else _at_most(drawn, history.most_arrivals)


def _follows(history: History, rules: Arrivals) -> tuple[float, float]:
    """Return how closely the usual course of registrations is followed; hardly by other things."""
    return rules.follows if history.steps else rules.follows_alone


def _past(history: History, rules: Arrivals, usual: Numbers, season: Numbers) -> Past:
    first = history.first_month or 1
    counts = history.arrivals[first - 1 :]
    ago = np.arange(first, history.month + 1) - history.month
    weight: Numbers = 0.5 ** (-ago / rules.half_life_months)
    exposure = season[: len(ago)] * _passed(history, ago)
    middle = exposure * usual[: len(ago)] ** np.mean(_follows(history, rules))
    level = (weight @ counts + FEW * _mean(counts)) / (weight @ middle + FEW)
    spread = max(_dispersion(counts, level * middle, rules), history.together)
    return Past(counts, ago, weight, exposure, level * middle, spread)


def _levels(chance: np.random.Generator, past: Past, course: Numbers) -> Numbers:
    """Return the level of the present month by draw, `course` being the past ones relative to it.

    Gamma, as if the weighted months were as many cases as they tell (Kish's effective number).
    """
    months = (course * past.exposure) @ past.weight + FEW
    cases = past.weight @ past.counts + FEW * _mean(past.counts)
    certain = past.weight.sum() / (past.weight @ past.weight)
    shape = certain * cases / past.spread + SILENT
    drawn: Numbers = chance.gamma(shape, 1.0, len(course)) * past.spread / (months * certain)
    return drawn


def _mean(counts: Numbers) -> float:
    return max(float(counts.mean()), 0.1)


def _profile(history: History, rules: Arrivals, months: Whole) -> Numbers:
    """Return the usual course of registrations by month, 1 in the present month."""
    parts = len(rules.profile)
    middles = (np.arange(parts) + 0.5) / parts
    course = np.interp((months - 0.5) / history.months, middles, rules.profile)
    now = np.interp((history.month - 0.5) / history.months, middles, rules.profile)
    relative: Numbers = course / now
    return relative


def _calendar(history: History, months: Whole) -> Whole:
    """Return the calendar month of project months, 0 being January."""
    return (months + history.start.month - 2) % YEAR


def _passed(history: History, ago: Whole) -> Numbers:
    """Return how much of each month is over: all of it, but for the present one."""
    return np.where(ago == 0, max(history.elapsed, LEAST_ELAPSED), 1.0)


def _season(history: History, rules: Arrivals) -> Numbers:
    """Return a factor per calendar month; 1 without a year of data, drawn towards 1 with little."""
    first = history.first_month or 1
    counts = history.arrivals[first - 1 :]
    if len(counts) < YEAR:
        return np.ones(YEAR)
    past = np.arange(first, history.month + 1)
    usual = _profile(history, rules, past) ** np.mean(_follows(history, rules))
    usual = usual * _passed(history, past - history.month)
    expected = usual * counts.sum() / usual.sum()
    doubt = max(rules.dispersion, float(expected.mean()))
    place = _calendar(history, past)
    seen, awaited = (np.bincount(place, each, YEAR) for each in (counts, expected))
    factor: Numbers = (seen + doubt) / (awaited + doubt)
    return factor


def _dispersion(counts: Numbers, expected: Numbers, rules: Arrivals) -> float:
    """Return variance over mean (Pearson), drawn towards the declared one where months are few."""
    pearson = float(((counts - expected) ** 2 / np.maximum(expected, 0.1)).sum())
    known = rules.dispersion * rules.dispersion_months
    return max(1.0, (pearson + known) / (len(counts) + rules.dispersion_months))


def _growth(chance: np.random.Generator, past: Past, rules: Arrivals, draws: int) -> Numbers:
    """Return growth of the logarithm per month beyond the usual course: one scoring step."""
    apart = past.ago - float(np.average(past.ago, weights=past.weight))
    precision = rules.growth**-2 + float(past.weight * past.expected @ apart**2) / past.spread
    slope = float((past.weight * (past.counts - past.expected)) @ apart) / past.spread / precision
    drawn: Numbers = chance.normal(slope, precision**-0.5, (draws, 1))
    return np.clip(drawn, -STEEPEST, STEEPEST)


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
