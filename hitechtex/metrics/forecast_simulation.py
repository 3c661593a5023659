"""The months ahead, drawn many times: who waits moves on or is lost, who is new follows.

For each draw of the rates the expected flow of cases through the steps is worked out month by
month; how many of them count is then drawn (beta-binomial: cases of one mission fare alike).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from hitechtex.catalog.forecasting import ForecastRules
from hitechtex.metrics.forecast_arrivals import draw_arrivals
from hitechtex.metrics.forecast_history import AGES, History, Numbers, Step, Whole
from hitechtex.metrics.forecast_rates import (
    Belief,
    Rates,
    believe,
    design_effect,
    draw_rates,
    still_passing,
    waited,
)


@dataclass(frozen=True, eq=False)
class Flow:
    """Cases of one origin: how many, what each is worth, and how many pass, by draw and month."""

    cases: Numbers
    worth: float
    passing: Numbers


def simulate(
    history: History, rules: ForecastRules, *, seed: int, pooled: History | None = None
) -> Numbers:
    """Return the value reached by draw and month: the present month's end, then each to the last.

    `pooled` is the history of the partnership, from which a partner's rates begin.
    """
    chance = np.random.Generator(np.random.PCG64(seed))
    arrivals = draw_arrivals(chance, history, rules.arrivals, draws=rules.draws)
    flows = [Flow(arrivals.sum(axis=1), history.worth, arrivals)]
    for step, belief in zip(history.steps, _beliefs(history, rules, pooled), strict=True):
        rates = draw_rates(chance, belief, rules, has_days=step.has_days)
        flows = [_onward(flow, rates) for flow in flows]
        flows.append(_waiting(step, rates, history))
    if not history.steps:
        return history.reached + _valued(chance, history, flows, [arrivals])
    counted = [_counted(chance, flow, history, rules) for flow in flows]
    return history.reached + _valued(chance, history, flows, counted)


def _beliefs(history: History, rules: ForecastRules, pooled: History | None) -> list[Belief]:
    known: list[Belief | None] = [None] * len(history.steps)
    if pooled is not None:
        known = list(_beliefs(pooled, rules, None))
    return [
        believe(step, rules, together=history.together, elapsed=history.elapsed, pooled=belief)
        for step, belief in zip(history.steps, known, strict=True)
    ]


def _onward(flow: Flow, rates: Rates) -> Flow:
    """Return the flow after one more step, which its cases enter at its first gate."""
    slots = flow.passing.shape[1]
    fresh = _density(rates.hazard, 0, slots, rest=1.0) * rates.share[:, :1]
    passing = np.zeros_like(flow.passing)
    for slot in range(slots):
        passing[:, slot:] += flow.passing[:, slot : slot + 1] * fresh[:, : slots - slot]
    return Flow(flow.cases, flow.worth, passing)


def _waiting(step: Step, rates: Rates, history: History) -> Flow:
    """Return the flow of those who wait for this step."""
    draws, slots = len(rates.share), history.slots
    passing = np.zeros((draws, slots))
    for cases, hazard, before in (
        (step.waiting, rates.hazard, 0),
        (step.overdue, rates.hazard_due, 1),
    ):
        longer = waited(hazard, history.elapsed)
        for month in np.flatnonzero(cases.sum(axis=0)):
            kept = rates.kept_open[:, None] ** float(before + month)
            chance = still_passing(rates.share, longer[:, month : month + 1], kept)
            expected = (chance @ cases[:, month])[:, None]
            passing += expected * _density(hazard, int(month), slots, rest=1 - history.elapsed)
    fresh = _density(rates.hazard_due, 0, slots, rest=1.0)
    still = still_passing(rates.share, np.ones(1), rates.kept_open[:, None])
    for month in np.flatnonzero(step.due.sum(axis=0)[:slots]):
        expected = (still @ step.due[:, month])[:, None]
        passing[:, month:] += expected * fresh[:, : slots - month]
    return Flow(np.full(draws, step.open_cases), step.worth, passing)


def _density(hazard: Numbers, waited_months: int, slots: int, *, rest: float) -> Numbers:
    """Return the chance to pass by month for a case that has waited so long and will pass.

    `rest` is the share of the present month that is left.
    """
    months = np.minimum(waited_months + np.arange(slots), AGES - 1)
    ahead = hazard[:, months]
    ahead[:, 0] *= rest
    remain = np.cumprod(1 - ahead, axis=1)
    density: Numbers = ahead * np.concatenate([np.ones((len(hazard), 1)), remain[:, :-1]], axis=1)
    return density


def _counted(
    chance: np.random.Generator, flow: Flow, history: History, rules: ForecastRules
) -> Numbers:
    """Return cases that count by draw and month, drawn around what is expected."""
    expected = flow.passing.sum(axis=1)
    share = np.clip(expected / np.maximum(flow.cases, 1e-9), 1e-9, 1 - 1e-9)
    extra = design_effect(history.together, rules) - 1
    if extra > 0:
        firm = np.maximum((flow.cases - 1) / extra - 1, 0.3)
        share = chance.beta(share * firm, (1 - share) * firm)
    total = chance.binomial(np.round(flow.cases).astype(np.int64), share)
    return _spread(chance, total, flow.passing)


def _spread(chance: np.random.Generator, total: Whole, passing: Numbers) -> Numbers:
    """Return whole cases laid over the months as they are expected there (multinomial)."""
    left = np.cumsum(passing[:, ::-1], axis=1)[:, ::-1]
    now = np.clip(passing / np.maximum(left, 1e-12), 0.0, 1.0)
    now[:, -1] = 1.0
    laid = np.zeros_like(passing)
    remaining = total
    for slot in range(passing.shape[1]):
        laid[:, slot] = chance.binomial(remaining, now[:, slot])
        remaining = remaining - laid[:, slot].astype(np.int64)
    return laid


def _valued(
    chance: np.random.Generator, history: History, flows: list[Flow], counted: list[Numbers]
) -> Numbers:
    """Return what the counted cases add up to by month: cases, or amounts that vary."""
    value, total = np.zeros_like(counted[0]), np.full(len(counted[0]), 1e-9)
    for flow, cases in zip(flows, counted, strict=True):
        value += flow.worth * cases
        total += cases.sum(axis=1)
    running: Numbers = np.cumsum(value, axis=1)
    if history.worth_spread <= 0:
        return running
    doubt = history.worth_spread * np.sqrt(1 / total + 1 / max(history.worth_cases, 1.0))
    mean = np.maximum(running[:, -1] / total, 1e-9)
    factor = np.maximum(1 + chance.normal(0.0, 1.0, len(total)) * doubt / mean, 0.0)
    varied: Numbers = running * factor[:, None]
    return varied
