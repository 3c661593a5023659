"""The steps of an exchange's way, from the answers of the forecast's queries."""

from __future__ import annotations

from typing import Any

import numpy as np

from hitechtex.catalog.forecasting import Way
from hitechtex.metrics.forecast_history import AGES, Numbers, Step, nothing

GATES = {"stay": (1, 2, 3), "signature": (1, 2), "report": (4,), "payment": (5,)}
"""Places that a case passes in each step: registration, matching, building, completed, achieved."""
BUILDING = 3
"""From this place on the lump sum is fixed; one that is not given is none."""

Row = dict[str, Any]
Tables = dict[str, list[Row]]


def read_steps(way: Way, tables: Tables, mean_eur: float | None) -> tuple[Step, ...]:
    """Return the steps of `way` for one partner; `mean_eur` None is for counted cases."""
    return tuple(_step(name, tables, mean_eur) for name in way.steps)


def _step(name: str, tables: Tables, mean_eur: float | None) -> Step:
    gates = GATES[name]
    waiting, due, overdue = _waiting(name, tables["pipeline"])
    took, still = _months(name, tables["delays"])
    took_due, still_due = _months(f"{name}_due", tables["delays"])
    passed, lost = _conversion(name, tables["conversion"])
    here = [row for row in tables["pipeline"] if row["place"] in gates]
    return Step(
        name=name,
        passed=passed,
        lost=lost,
        waiting=waiting,
        took=took,
        still=still,
        due=due,
        overdue=overdue,
        took_due=took_due,
        still_due=still_due,
        worth=1.0 if mean_eur is None else _worth(here, mean_eur),
    )


def _waiting(name: str, pipeline: list[Row]) -> tuple[Numbers, Numbers, Numbers]:
    """Return who waits, by gate and months: since the start, until the day set, and since it."""
    gates = GATES[name]
    tables = (nothing(len(gates), AGES), nothing(len(gates), AGES), nothing(len(gates), AGES))
    for row in pipeline:
        if row["place"] not in gates:
            continue
        waiting, due, overdue = tables
        months = row["months"]
        table = waiting
        if name == "stay" and row["is_dated"]:
            table = due if months < 0 else overdue
        place = gates.index(row["place"])
        table[place, min(abs(months), AGES - 1)] += row["exchanges"]
    return tables


def _months(step: str, delays: list[Row]) -> tuple[Numbers, Numbers]:
    took, still = nothing(AGES), nothing(AGES)
    for row in delays:
        if row["step"] == step:
            month = min(row["months"], AGES - 1)
            took[month] += row["passed_exchanges"]
            still[month] += row["waiting_exchanges"]
    return took, still


def _conversion(name: str, conversion: list[Row]) -> tuple[Numbers, Numbers]:
    """Return cases passed and lost by gate; who was lost in building never counts as signed."""
    gates = GATES[name]
    passed, lost = nothing(len(gates)), nothing(len(gates))
    for row in conversion:
        if row["place"] in gates:
            passed[gates.index(row["place"])] += row["passed_exchanges"]
            lost[gates.index(row["place"])] += row["lost_exchanges"]
        elif name == "signature" and row["place"] == BUILDING:
            passed[-1] -= row["lost_exchanges"]
            lost[-1] += row["lost_exchanges"]
    return np.maximum(passed, 0), lost


def _worth(rows: list[Row], mean_eur: float) -> float:
    """Return the mean lump sum of those who wait: known, none, or not yet fixed."""
    cases = sum(row["exchanges"] for row in rows)
    known = sum(row["lump_sum_eur"] or 0.0 for row in rows)
    unfixed = sum(
        row["exchanges"] - row["with_amount_exchanges"] for row in rows if row["place"] < BUILDING
    )
    return (known + unfixed * mean_eur) / cases if cases else mean_eur
