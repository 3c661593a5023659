"""How many pass a step, and how long they take: rates with all the doubt that few cases leave.

Shares and monthly hazards are drawn from Beta distributions: a weak prior (declared; a partner's
is what the partnership has seen) plus the cases. Open cases are censored, never failures. Cases
of one mission fare alike, so that they count as fewer.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

import numpy as np

from hitechtex.catalog.forecasting import ForecastRules
from hitechtex.errors import UnknownName
from hitechtex.metrics.forecast_history import AGES, Numbers, Step

T = TypeVar("T")

ROUNDS = 4
"""Rounds of expectation: how many of the open cases are lost already, unrecorded."""


@dataclass(frozen=True, eq=False)
class Belief:
    """What is thought of a step: shares by gate and hazards by month, and how firmly (cases)."""

    share: Numbers
    share_cases: Numbers
    hazard: Numbers
    hazard_cases: Numbers
    hazard_due: Numbers
    hazard_due_cases: Numbers


@dataclass(frozen=True, eq=False)
class Rates:
    """Draws of a step: `share` (draw, gate) from that gate on; hazards (draw, month)."""

    share: Numbers
    hazard: Numbers
    hazard_due: Numbers
    kept_open: Numbers


def believe(
    step: Step, rules: ForecastRules, *, together: float, elapsed: float, pooled: Belief | None
) -> Belief:
    """Return what is to be thought of `step`, `pooled` being the belief of the partnership."""
    prior = pooled or _before_any_case(step, rules)
    weights = (rules.conversion.partner_cases, rules.delays.partner_cases)
    if pooled is None:
        weights = (rules.conversion.prior_cases, rules.delays.prior_cases)
    share = _posterior(step.passed, step.lost, prior.share, weights[0])
    hazards = (prior.hazard, prior.hazard_due)
    for _ in range(ROUNDS):
        passed, lost = _expected(step, share, hazards, rules)
        share = _posterior(passed, lost, prior.share, weights[0])
        still = step.still * _may_pass(share, hazards[0], rules)
        still_due = step.still_due * _may_pass(share, hazards[1], rules)
        hazards = (
            _hazard(step.took, still, prior.hazard, weights[1], elapsed),
            _hazard(step.took_due, still_due, prior.hazard_due, weights[1], elapsed),
        )
    likeness = design_effect(together, rules)
    return Belief(
        share=share,
        share_cases=(step.passed + step.lost) / likeness + weights[0],
        hazard=hazards[0],
        hazard_cases=_at_risk(step.took, step.still, elapsed) / likeness + weights[1],
        hazard_due=hazards[1],
        hazard_due_cases=_at_risk(step.took_due, step.still_due, elapsed) / likeness + weights[1],
    )


def draw_rates(
    chance: np.random.Generator, belief: Belief, rules: ForecastRules, *, has_days: bool
) -> Rates:
    """Return one set of rates per draw; `has_days` where a day may be set for the step."""
    draws = rules.draws
    share = _beta(chance, belief.share, belief.share_cases, draws)
    low, high = rules.conversion.kept_open
    hazard = _beta(chance, belief.hazard, belief.hazard_cases, draws)
    return Rates(
        share=_onward(share),
        hazard=hazard,
        hazard_due=_beta(chance, belief.hazard_due, belief.hazard_due_cases, draws)
        if has_days
        else hazard,
        kept_open=chance.uniform(low, high, draws),
    )


def design_effect(together: float, rules: ForecastRules) -> float:
    """Return by how much the likeness of cases in one mission widens what they tell (Kish)."""
    return 1 + (max(1.0, together) - 1) * rules.conversion.mission_correlation


def still_passing(share: Numbers, waited: Numbers, kept_open: Numbers) -> Numbers:
    """Return the chance that an open case passes, by how long it waits.

    `share` is the chance at the start, `waited` the share of passing cases that take longer,
    `kept_open` the share of lost cases that nobody has closed by then (Bayes' theorem).
    """
    passing = share * waited
    chance: Numbers = passing / np.maximum(passing + (1 - share) * kept_open, 1e-12)
    return chance


def remaining(hazard: Numbers) -> Numbers:
    """Return the share of passing cases that take longer than 0, 1, … whole months."""
    longer: Numbers = np.cumprod(1 - hazard, axis=-1, dtype=np.float64)
    return longer


def waited(hazard: Numbers, elapsed: float) -> Numbers:
    """Return the share of passing cases that wait longer than 0, 1, … months and `elapsed`."""
    whole = remaining(hazard)
    before = np.concatenate([np.ones_like(whole[..., :1]), whole[..., :-1]], axis=-1)
    longer: Numbers = before * (1 - hazard * elapsed)
    return longer


def _onward(share: Numbers) -> Numbers:
    """Return the share that passes each gate and all after it."""
    onward: Numbers = np.cumprod(share[..., ::-1], axis=-1, dtype=np.float64)[..., ::-1]
    return onward


def _before_any_case(step: Step, rules: ForecastRules) -> Belief:
    gates, none = len(step.passed), np.zeros(AGES)
    usual = rules.delays.usual
    due = usual.get("stay_due", (0.5,)) if step.name == "stay" else (0.5,)
    return Belief(
        share=np.full(gates, _declared(rules.conversion.prior_share, step)),
        share_cases=np.zeros(gates),
        hazard=_extended(_declared(usual, step)),
        hazard_cases=none,
        hazard_due=_extended(due),
        hazard_due_cases=none,
    )


def _declared(by_step: Mapping[Any, T], step: Step) -> T:
    """Return what is declared for `step`; raise UnknownName where nothing is."""
    if step.name not in by_step:
        raise UnknownName("step of a way", step.name, by_step)
    return by_step[step.name]


def _extended(usual: tuple[float, ...]) -> Numbers:
    return np.array([usual[min(month, len(usual) - 1)] for month in range(AGES)])


def _hazard(
    took: Numbers, still: Numbers, prior: Numbers, weight: float, elapsed: float
) -> Numbers:
    """Return hazards by month, open cases censored (Kaplan-Meier with a prior)."""
    hazard: Numbers = (took + prior * weight) / (_at_risk(took, still, elapsed) + weight)
    return hazard


def _at_risk(took: Numbers, still: Numbers, elapsed: float) -> Numbers:
    """Return cases that waited through each month; the present one counts as far as it is over."""
    longer = np.concatenate([np.cumsum((took + still)[::-1])[::-1][1:], [0.0]])
    at_risk: Numbers = took + longer + elapsed * still
    return at_risk


def _kept_open(rules: ForecastRules) -> Numbers:
    """Return the mean share of lost cases still open after 0, 1, … months."""
    kept: Numbers = float(np.mean(rules.conversion.kept_open)) ** np.arange(AGES, dtype=np.float64)
    return kept


def _may_pass(share: Numbers, hazard: Numbers, rules: ForecastRules) -> Numbers:
    """Return the chance that a case open for 0, 1, … months is not lost already."""
    kept = _kept_open(rules)
    return still_passing(share.prod(keepdims=True), remaining(hazard), kept)


def _expected(
    step: Step, share: Numbers, hazards: tuple[Numbers, Numbers], rules: ForecastRules
) -> tuple[Numbers, Numbers]:
    """Return cases passed and lost by gate, open ones counted as what they may become.

    Those who wait for too long are lost in part: how many follows from `share`, the guess so far
    (expectation-maximisation).
    """
    kept, onward = _kept_open(rules), _onward(share)[:, None]
    lost, passed = step.lost, step.passed
    for cases, hazard in ((step.waiting, hazards[0]), (step.overdue, hazards[1])):
        passing = (cases * still_passing(onward, remaining(hazard), kept)).sum(axis=1)
        lost = lost + cases.sum(axis=1) - passing
        passed = passed + np.cumsum(passing)
    return passed, lost


def _posterior(passed: Numbers, lost: Numbers, prior: Numbers, weight: float) -> Numbers:
    mean: Numbers = (passed + prior * weight) / (passed + lost + weight)
    return mean


def _beta(chance: np.random.Generator, mean: Numbers, cases: Numbers, draws: int) -> Numbers:
    inside = np.clip(mean, 1e-3, 1 - 1e-3)
    drawn: Numbers = chance.beta(inside * cases, (1 - inside) * cases, (draws, len(mean)))
    return drawn
