"""What a forecast is made from: a few small arrays, however many cases are behind them.

Months are whole numbers. Months since something are calendar months (0 is the same month); the
last column of such an array holds all that are longer.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]
Whole = NDArray[np.int64]

AGES = 8
"""Columns of an array by months: 0 to 6, and 7 or more."""


def nothing(*shape: int) -> Numbers:
    """Return zeros of this shape."""
    return np.zeros(shape, dtype=np.float64)


@dataclass(frozen=True, eq=False)
class Step:
    """One step of the way that cases go, those who wait for it, and what others did.

    A step has one or more gates (phases) that a case must pass in turn. `passed` and `lost` count
    decided cases, per gate. `waiting` counts open cases by gate and months since they began to
    wait; `due` and `overdue` those whose day is set, by gate and months until or since then.
    `took` and `still` count cases by the months they took to pass the whole step or have been
    waiting without; `took_due` and `still_due` the same from the day it was due. `worth` is the
    mean amount of those who wait (1 where cases are counted).
    """

    name: str
    passed: Numbers
    lost: Numbers
    waiting: Numbers
    took: Numbers
    still: Numbers
    due: Numbers = field(default_factory=lambda: nothing(1, AGES))
    overdue: Numbers = field(default_factory=lambda: nothing(1, AGES))
    took_due: Numbers = field(default_factory=lambda: nothing(AGES))
    still_due: Numbers = field(default_factory=lambda: nothing(AGES))
    worth: float = 1.0

    @property
    def has_days(self) -> bool:
        """Whether a day was ever set for this step."""
        return bool((self.due.sum() + self.overdue.sum() + self.took_due.sum()) > 0)

    @property
    def open_cases(self) -> float:
        """Cases that wait for this step."""
        return float(self.waiting.sum() + self.due.sum() + self.overdue.sum())


@dataclass(frozen=True, eq=False)
class History:
    """All that is known of one indicator and partner (None: the partnership) on a day.

    `month` is the project month of `as_of` and `elapsed` the share of it that has passed (0-1);
    `months` and `start` are the project's. `reached` is the value so far, in the indicator's unit.
    `arrivals` counts new cases by project month, from 1 to `month`. `decided` counts cases whose
    end is known. A case is worth `worth` on average, give or take `worth_spread` (1 and 0 where
    cases are counted); `worth_cases` is how many amounts that rests on. `together` is the mean
    number of cases that share a mission with a case, itself included. `most_arrivals` is how many
    new cases are possible at all; None where that is not known. `is_whole`: it is a count, and no
    part of one can be reached, whatever a case is worth on average.
    """

    indicator: str
    partner: str | None
    as_of: date
    start: date
    month: int
    months: int
    elapsed: float
    reached: float
    arrivals: Numbers
    decided: int
    steps: tuple[Step, ...] = ()
    worth: float = 1.0
    worth_spread: float = 0.0
    worth_cases: float = 1.0
    together: float = 1.0
    most_arrivals: int | None = None
    is_whole: bool = False

    @property
    def slots(self) -> int:
        """Months to draw: the rest of this one, then every month up to the project's last."""
        return max(0, self.months - self.month) + 1

    @property
    def first_month(self) -> int | None:
        """Project month of the first arrival; None before it."""
        found = np.flatnonzero(self.arrivals)
        return int(found[0]) + 1 if len(found) else None

    @property
    def is_over(self) -> bool:
        """Whether the project's last month has passed."""
        return self.month > self.months or (self.month == self.months and self.elapsed >= 1)

    @property
    def open_cases(self) -> float:
        """Cases on their way."""
        return sum(step.open_cases for step in self.steps)
