"""Will it be reached? The range at the project's last month and the odds of the target.

`forecast` is pure: small arrays in, one frozen value out, the same for the same seed.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from math import inf

import numpy as np

from hitechtex.catalog.forecasting import ForecastRules
from hitechtex.catalog.texts import say
from hitechtex.metrics.forecast_history import History, Numbers
from hitechtex.metrics.forecast_simulation import simulate

LEVELS = (0.10, 0.25, 0.50, 0.75, 0.90)
"""Of a hundred courses, as many end below each: 80 in the outer band, 50 in the inner one."""
TENTHS = 10
RARE, SURE = 0.05, 0.95
GOLDEN = 0.6180339887498949
"""Fractional part of the golden ratio: its multiples fill the unit interval evenly."""


@dataclass(frozen=True)
class Evidence:
    """What a forecast rests on: cases decided, and months since the first case."""

    decided: int
    months: int


@dataclass(frozen=True)
class Band:
    """The range of the value by the end of a month, in the unit of the indicator."""

    month: date
    low80: float
    low50: float
    median: float
    high50: float
    high80: float


@dataclass(frozen=True)
class Forecast:
    """What one indicator may come to for one partner (None: the partnership).

    `end` is the last day of the project. All values are in the unit of the indicator, None where
    it is too early to say. `odds` (0-1) of reaching the target are exactly 1 where it is reached
    and exactly 0 where no way is left, None without a target. `words` says them in a sentence,
    `note` why nothing is said or what limits it. `path` begins with the month of `as_of`.
    """

    indicator: str
    partner: str | None
    as_of: date
    end: date
    reached: float
    median: float | None
    low50: float | None
    high50: float | None
    low80: float | None
    high80: float | None
    target: float | None
    odds: float | None
    words: str
    evidence: Evidence
    too_early: bool
    note: str = ""
    path: tuple[Band, ...] = ()


def forecast(
    history: History,
    rules: ForecastRules,
    *,
    seed: int,
    target: float | None = None,
    pooled: History | None = None,
) -> Forecast:
    """Return the forecast from `history`; `pooled` is the partnership's, for a partner."""
    if too_early(history, rules) and not history.is_over:
        return _silent(history, rules, target)
    return summarise(history, rules, simulate(history, rules, seed=seed, pooled=pooled), target)


def summarise(
    history: History, rules: ForecastRules, courses: Numbers, target: float | None
) -> Forecast:
    """Return what the drawn `courses` (draw, month) say; no course falls below what is reached."""
    courses = np.maximum(courses, history.reached)
    if history.is_whole:
        courses = np.round(courses)
    path = _path(history, courses)
    odds = _odds(history, courses[:, -1], target, rules)
    last = path[-1]
    return Forecast(
        indicator=history.indicator,
        partner=history.partner,
        as_of=history.as_of,
        end=_end(history),
        reached=history.reached,
        median=last.median,
        low50=last.low50,
        high50=last.high50,
        low80=last.low80,
        high80=last.high80,
        target=target,
        odds=odds,
        words=in_words(odds),
        evidence=_evidence(history),
        too_early=False,
        path=path,
    )


def too_early(history: History, rules: ForecastRules) -> bool:
    """Return whether there is less evidence than is declared to be enough."""
    evidence = _evidence(history)
    return evidence.decided < rules.least_decided or evidence.months < rules.least_months


def in_words(odds: float | None) -> str:
    """Return the odds as a sentence; only what is settled is called certain or impossible."""
    if odds is None:
        return say("forecast.odds.no_target")
    if odds in (0, 1):
        return say("forecast.odds.reached" if odds else "forecast.odds.no_way")
    if odds < RARE:
        return say("forecast.odds.very_unlikely")
    if odds > SURE:
        return say("forecast.odds.almost_certain")
    return say("forecast.odds.about", n=min(max(round(odds * TENTHS), 1), TENTHS - 1))


def _silent(history: History, rules: ForecastRules, target: float | None) -> Forecast:
    """Return a forecast that says it is too early, unless the target is reached already."""
    evidence = _evidence(history)
    reached = target is not None and history.reached >= target
    few = evidence.decided < rules.least_decided
    enough = "forecast.too_early.cases" if history.steps else "forecast.too_early.records"
    name, n, least = (
        (enough, evidence.decided, rules.least_decided)
        if few
        else ("forecast.too_early.months", evidence.months, rules.least_months)
    )
    note = say(name, n=n, least=least)
    return Forecast(
        indicator=history.indicator,
        partner=history.partner,
        as_of=history.as_of,
        end=_end(history),
        reached=history.reached,
        median=None,
        low50=None,
        high50=None,
        low80=None,
        high80=None,
        target=target,
        odds=1.0 if reached else None,
        words=in_words(1.0) if reached else note,
        evidence=evidence,
        too_early=True,
        note=note,
    )


def _evidence(history: History) -> Evidence:
    first = history.first_month
    months = history.month - first + 1 if first is not None else 0
    return Evidence(history.decided, months)


def _odds(
    history: History, last: Numbers, target: float | None, rules: ForecastRules
) -> float | None:
    if target is None:
        return None
    if history.reached >= target:
        return 1.0
    if _most(history) < target:
        return 0.0
    share = float(np.mean(last >= target - 1e-9))
    return min(max(share, rules.least_odds), 1 - rules.least_odds)


def _most(history: History) -> float:
    """Return the most that can still be reached: nothing more once the project is over."""
    if history.is_over:
        return history.reached
    if history.most_arrivals is None or history.worth_spread > 0:
        return inf
    return history.reached + history.worth * (history.open_cases + history.most_arrivals)


def _path(history: History, courses: Numbers) -> tuple[Band, ...]:
    """Return the band of every month; whole numbers stay whole.

    A whole number stands for all that rounds to it (it is spread evenly over one unit), so that
    a band of whole numbers holds neither more nor less than it says.
    """
    one = 1.0 if history.is_whole else history.worth if history.worth_spread == 0 else None
    if one is not None:
        evenly = (np.arange(len(courses)) * GOLDEN) % 1 - 0.5
        courses = courses + evenly[:, None] * one
    bands = np.quantile(courses, LEVELS, axis=0).T
    if one is not None:
        bands = one * np.round(bands / one)
    return tuple(
        Band(first_day(history, history.month + slot), *(float(value) for value in band))
        for slot, band in enumerate(np.maximum(bands, history.reached))
    )


def first_day(history: History, month: int) -> date:
    """Return the first day of a project month."""
    months = history.start.year * 12 + history.start.month - 1 + month - 1
    return date(months // 12, months % 12 + 1, 1)


def _end(history: History) -> date:
    return date.fromordinal(first_day(history, history.months + 1).toordinal() - 1)
