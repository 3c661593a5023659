"""The sample's plan: one for the partnership, one for most partners, revised once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

import pyarrow as pa

from hitechtex.catalog.declared import Declared, declare, read_toml
from hitechtex.catalog.project import DATA
from hitechtex.sample.columns import text_rows
from hitechtex.sample.setting import Setting
from hitechtex.sample.training import session_count

CURVE = (0, 0, 2, 10, 24, 43, 65, 86, 100)
"""Percent of the plan reached after each eighth of the project: late, then steep."""


class Plan(Declared):
    """What is planned per exchange or session, and by how many months it follows the exchanges.

    `round_to` is the step to which amounts are rounded, in the unit of the indicator. A plan
    `from_start` grows as the months pass. One with a `level` is a share or a mean that holds from
    the first month, the same for everyone; one with a `whole` is that amount for the partnership,
    however many exchanges the sample has.
    """

    indicator: str
    level: float | None = None
    whole: float = 0
    per_exchange: float = 0
    per_session: float = 0
    from_start: bool = False
    lag_months: float = 0
    round_to: int = 1


class Plans(Declared):
    """Every plan of the sample."""

    plans: tuple[Plan, ...]


@dataclass(frozen=True)
class Version:
    """One version of the plan: its name, when it was set, its size in percent of the last one."""

    name: str
    set_on: date
    percent: int


def target_rows(setting: Setting) -> Iterator[pa.RecordBatch]:
    """Yield one row per version, indicator, partner (null: the partnership) and quarter's end."""
    path = DATA / "sample" / "plans.toml"
    plans = declare(Plans, read_toml(path), where=str(path)).plans
    rows = [
        {"indicator": plan.indicator, "partner": partner, "month": month, "value": value,
         "kind": "cumulative", "version": version.name, "set_on": version.set_on}
        for version in _versions(setting)
        for plan in plans
        for partner, share in _shares(setting)
        for month, value in _curve(setting, plan, share * version.percent)
    ]  # fmt: skip
    yield text_rows(setting.catalog.contract("targets"), rows)


def _versions(setting: Setting) -> tuple[Version, Version]:
    project = setting.catalog.project
    revised = project.first_day_of(max(2, project.months * 7 // 12))
    return (
        Version("SAMPLE-1", project.start + timedelta(days=27), 115),
        Version("SAMPLE-2", revised + timedelta(days=13), 100),
    )


def _shares(setting: Setting) -> tuple[tuple[str | None, int], ...]:
    """Return (partner, percent of the plan); partners' shares need not add up to 100."""
    ids = setting.catalog.project.partner_ids
    whole = sum(role.target or role.visitors for role in setting.roles)
    own = tuple(
        (partner, role.target * 100 // whole)
        for partner, role in zip(ids, setting.roles, strict=True)
        if role.target
    )
    return ((None, 100), *own)


def _curve(setting: Setting, plan: Plan, parts: int) -> Iterator[tuple[int, float]]:
    """Yield (month, planned to date) at the end of every quarter and of the project.

    `parts` is in ten-thousandths of the whole plan.
    """
    months = setting.catalog.project.months
    if plan.level is not None:
        yield from ((month, plan.level) for month in sorted({1, months}))
        return
    for month in sorted({*range(3, months + 1, 3), months}):
        share = max(0.0, month - plan.lag_months) / months
        percent = share * 100 if plan.from_start else _percent_at(share)
        cases = setting.rows * plan.per_exchange + session_count(setting) * plan.per_session
        amount = (plan.whole or cases) * parts / 10_000 * percent / 100
        yield month, int(amount / plan.round_to + 0.5) * plan.round_to


def _percent_at(share: float) -> float:
    """Return percent of the plan at a share (0-1) of the project, straight between eighths."""
    place = share * (len(CURVE) - 1)
    before = min(int(place), len(CURVE) - 2)
    return CURVE[before] + (place - before) * (CURVE[before + 1] - CURVE[before])
