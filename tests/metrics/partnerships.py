"""Partnerships that never were: what came of them is known, so that forecasts can be held to it.

Their world is not the model's own. Visitors come in missions that share a date, a postponement,
a cancellation and a slow reporter; interest starts late, grows at its own pace, dips in August
and peaks near the end; drop-outs are mostly recorded late; stays get a date only weeks ahead.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from hitechtex.metrics.forecast_history import AGES, History, Numbers, Step, nothing

START, MONTHS, MONTH_DAYS = date(2022, 2, 1), 24, 30.4375
NEVER = 1e9
END = MONTHS * MONTH_DAYS
GATES = 3


@dataclass(frozen=True)
class World:
    """How one partnership fares; its visitors are drawn from it."""

    size: float
    delay: float
    bend: float
    peak: float
    peak_months: float
    close: float
    dip: float
    mission_size: float
    alone: float
    drop: float
    likeness: float
    postponed: float
    report_days: float
    report_spread: float
    partners: tuple[float, ...]


@dataclass(frozen=True, eq=False)
class Cases:
    """One element per visitor, in days since the start; NEVER where it does not come.

    `stay` is the day that the stay is planned for at last, `stay_before` before it was postponed.
    """

    partner: NDArray[np.int64]
    mission: NDArray[np.int64]
    registered: Numbers
    dated: Numbers
    postponed: Numbers
    stay_before: Numbers
    stay: Numbers
    closed: Numbers
    completed: Numbers
    validated: Numbers

    def of(self, partner: int) -> Cases:
        """The cases of one partner."""
        kept = self.partner == partner
        return Cases(**{name: values[kept] for name, values in vars(self).items()})


def a_world(chance: np.random.Generator) -> World:
    """Draw a partnership, small or large, early or late, orderly or not."""
    partners = chance.dirichlet(np.full(int(chance.integers(3, 9)), 3.0))
    return World(
        size=float(chance.uniform(30, 150)),
        delay=float(chance.uniform(1.5, 7)),
        bend=float(chance.uniform(0.2, 1.5)),
        peak=float(chance.uniform(0, 1.2)),
        peak_months=float(chance.uniform(5, 10)),
        close=float(chance.uniform(0.5, 3)),
        dip=float(chance.uniform(0.2, 0.9)),
        mission_size=float(chance.uniform(2, 10)),
        alone=float(chance.uniform(0.05, 0.4)),
        drop=float(chance.uniform(0.05, 0.4)),
        likeness=float(chance.uniform(3, 20)),
        postponed=float(chance.uniform(0, 0.25)),
        report_days=float(chance.uniform(20, 65)),
        report_spread=float(chance.uniform(0.4, 0.9)),
        partners=tuple(partners),
    )


def cases_of(world: World, chance: np.random.Generator) -> Cases:
    """Draw the visitors of a partnership to its end."""
    sizes = _mission_sizes(world, chance)
    missions = len(sizes)
    mission = np.repeat(np.arange(missions), sizes)
    n = len(mission)
    lead = chance.choice(len(world.partners), missions, p=world.partners)[mission]
    own = chance.choice(len(world.partners), n, p=world.partners)
    before = _stays(world, chance, missions)
    moves = chance.random(missions) < world.postponed
    after = before + np.where(moves, chance.uniform(20, 100, missions), 0.0)
    stay_before, stay = before[mission], after[mission]
    registered = np.maximum(stay_before - chance.uniform(20, 100, n), 0)
    drop = chance.beta(world.drop * world.likeness, (1 - world.drop) * world.likeness, missions)[
        mission
    ]
    dropped = chance.random(n) < drop
    late = chance.random(n) < 0.6
    closed = np.where(
        late,
        stay + chance.exponential(45, n),
        registered + (stay - registered) * chance.random(n),
    )
    completed = np.where(dropped, NEVER, stay + chance.integers(2, 9, n))
    slow = np.exp(chance.normal(0, 0.35, missions))[mission]
    wait = world.report_days * slow * np.exp(chance.normal(0, world.report_spread, n))
    return Cases(
        partner=np.where(chance.random(n) < 0.4, lead, own),
        mission=mission,
        registered=registered,
        dated=stay_before - chance.uniform(25, 80, n),
        postponed=np.where(moves, before - chance.uniform(0, 30, missions), NEVER)[mission],
        stay_before=stay_before,
        stay=stay,
        closed=np.where(dropped, closed, NEVER),
        completed=completed,
        validated=np.where(dropped, NEVER, completed + wait),
    )


def came(cases: Cases, day: float = END) -> int:
    """How many were achieved by a day."""
    return int((cases.validated <= day).sum())


def _mission_sizes(world: World, chance: np.random.Generator) -> NDArray[np.int64]:
    groups = chance.poisson(world.size * (1 - world.alone) / world.mission_size)
    singles = chance.poisson(world.size * world.alone)
    sizes = 1 + chance.poisson((world.mission_size - 1) * chance.gamma(2.0, 0.5, groups), groups)
    return np.concatenate([sizes, np.ones(singles, dtype=np.int64)]).astype(np.int64)


def _stays(world: World, chance: np.random.Generator, missions: int) -> Numbers:
    """Days of stays: late start, growth, a dip in August, a peak, a close before the end."""
    day = np.arange(0.0, END)
    month = day / MONTH_DAYS
    course = np.maximum(month - world.delay, 0) ** world.bend
    course = course * (1 + world.peak * (month > MONTHS - world.peak_months))
    course[month > MONTHS - world.close] = 0
    course[np.floor(month) % 12 == 6] *= world.dip
    return chance.choice(day, missions, p=course / course.sum()) if missions else np.zeros(0)


def known_on(cases: Cases, day: float, *, partner: int | None = None) -> History:
    """What the partnership (or one partner) knows on a day, as its files would say it."""
    if partner is not None:
        cases = cases.of(partner)
    month = min(int(day / MONTH_DAYS) + 1, MONTHS)
    elapsed = min(day / MONTH_DAYS - (month - 1), 1.0)
    if elapsed < 1e-6:
        month, elapsed = month - 1, 1.0
    here = cases.registered <= day
    achieved = here & (cases.validated <= day)
    completed = here & (cases.completed <= day)
    closed = here & (cases.closed <= day)
    open_ = here & ~completed & ~closed
    stay = np.where(cases.postponed <= day, cases.stay, cases.stay_before)
    dated = cases.dated <= day
    gate = np.where(stay - day < 20, 2, np.where(stay - day < 45, 1, 0))
    clock = lambda days: np.floor(np.minimum(days, 1e6) / MONTH_DAYS).astype(int) + 1  # noqa: E731
    # A case beyond the last gate is completed; a lost one was lost where its dates say it was.
    gate = np.where(completed, GATES, np.where(closed, np.where(dated, 2, 0), gate))
    due = np.where(dated, clock(stay) <= month, clock(cases.registered) <= month - 3)
    cohort = here & due
    stay_step = Step(
        name="stay",
        passed=np.array([(cohort & (gate > g)).sum() for g in range(GATES)], float),
        lost=np.array([(cohort & closed & (gate == g)).sum() for g in range(GATES)], float),
        waiting=_table(gate, month - clock(cases.registered), open_ & ~dated),
        due=_table(gate, clock(stay) - month, open_ & dated & (clock(stay) > month)),
        overdue=_table(gate, month - clock(stay), open_ & dated & (clock(stay) <= month)),
        took=_row(clock(cases.completed) - clock(cases.registered), completed),
        still=_row(month - clock(cases.registered), open_),
        took_due=_row(clock(cases.completed) - clock(stay), completed),
        still_due=_row(month - clock(stay), open_ & dated & (clock(stay) <= month)),
    )
    waits = completed & ~achieved
    report = Step(
        name="report",
        passed=np.array([achieved.sum()], float),
        lost=np.zeros(1),
        waiting=_row(month - clock(cases.completed), waits)[None, :],
        took=_row(clock(cases.validated) - clock(cases.completed), achieved),
        still=_row(month - clock(cases.completed), waits),
    )
    sizes = np.bincount(cases.mission[here]) if here.any() else np.ones(1)
    return History(
        indicator="exchanges_achieved",
        partner=None if partner is None else str(partner),
        as_of=date.fromordinal(START.toordinal() + int(day)),
        start=START,
        month=month,
        months=MONTHS,
        elapsed=elapsed,
        reached=float(achieved.sum()),
        arrivals=np.bincount(clock(cases.registered)[here], minlength=month + 1)[1 : month + 1]
        * 1.0,
        decided=int(achieved.sum() + closed.sum()),
        steps=(stay_step, report),
        together=float((sizes**2).sum() / max(sizes.sum(), 1)),
    )


def _row(months: NDArray[np.int64], kept: NDArray[np.bool_]) -> Numbers:
    return np.bincount(np.clip(months[kept], 0, AGES - 1), minlength=AGES).astype(float)


def _table(gate: NDArray[np.int64], months: NDArray[np.int64], kept: NDArray[np.bool_]) -> Numbers:
    table = nothing(GATES, AGES)
    np.add.at(table, (gate[kept], np.clip(months[kept], 0, AGES - 1)), 1)
    return table
