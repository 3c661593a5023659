"""A result becomes a judgement: every indicator's value against its target and the time passed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from babel.dates import format_date

from hitechtex.catalog.indicators import Indicator
from hitechtex.catalog.project import StatusRule
from hitechtex.catalog.texts import LANGUAGE, say
from hitechtex.metrics.status import Status, Word
from hitechtex.query import Engine
from hitechtex.query.result import Filters, Result

EVERYTHING = Filters()


@dataclass(frozen=True)
class Plan:
    """What was planned for one indicator and partner: by the reporting day, and in the end.

    Both are None where no version of the plan was in force on that day; `set_on` is then the day
    on which the first one was set.
    """

    expected: float | None
    target: float | None
    set_on: date | None = None


@dataclass(frozen=True)
class Measured:
    """The value of one indicator for one partner, before it is judged."""

    value: float | None
    low: float | None
    high: float | None
    n: int


def judge_all(
    engine: Engine, *, filters: Filters = EVERYTHING, names: tuple[str, ...] = ()
) -> tuple[Status, ...]:
    """Return a status per indicator for the partnership, then one per partner that has data.

    `names` narrows the list of indicators (in the order given); empty is all of them.
    """
    catalog = engine.catalog
    chosen = [catalog.indicators[name] for name in names] or catalog.indicators.indicators
    plans = _plans(engine.ask("targets_due", filters))
    told = {source.dataset for source in engine.sources}
    return tuple(
        status
        for indicator in chosen
        for status in judge(
            indicator,
            engine.ask(indicator.query, filters),
            plans,
            filters=filters,
            rule=catalog.project.status,
            end=catalog.project.end,
            is_told=engine.queries[indicator.query].datasets[0] in told,
        )
    )


def judge(
    indicator: Indicator,
    result: Result,
    plans: dict[tuple[str, str | None], Plan],
    *,
    filters: Filters = EVERYTHING,
    rule: StatusRule,
    end: date | None = None,
    is_told: bool = True,
) -> Iterator[Status]:
    """Yield the status of `indicator` for each partner in `result`, the partnership first.

    Where no file has told of it (`is_told`) there is nothing to say, not a count of zero. `end` is
    the last day of the project: from then on what may still rise is final.
    """
    is_over = end is not None and result.as_of is not None and result.as_of >= end
    for partner, rows in _by_partner(result).items():
        measured = _measure(indicator, rows)
        plan = _plan_for(indicator, partner, plans, filters)
        word, note = (
            _word(indicator, measured, plan, filters, rule, is_over=is_over)
            if is_told
            else (Word.NO_DATA, say("status.note.untold"))
        )
        yield Status(
            indicator=indicator.id,
            partner=partner,
            value=measured.value if word is not Word.NO_DATA else None,
            unit=indicator.unit,
            n=measured.n,
            target=plan.target if plan else None,
            expected=plan.expected if plan else None,
            word=word,
            as_of=result.as_of,
            note=note,
            low=measured.low if word is not Word.NO_DATA else None,
            high=measured.high if word is not Word.NO_DATA else None,
        )


def _plans(due: Result) -> dict[tuple[str, str | None], Plan]:
    return {
        (row["indicator"], row["partner"]): Plan(row["expected"], row["target"], row["set_on"])
        for row in due.records()
    }


def _by_partner(result: Result) -> dict[str | None, list[dict[str, Any]]]:
    rows: dict[str | None, list[dict[str, Any]]] = {None: []}
    for row in result.records():
        rows.setdefault(row["partner"], []).append(row)
    return rows


def _measure(indicator: Indicator, rows: list[dict[str, Any]]) -> Measured:
    return Measured(
        value=_ratio(rows, indicator) if indicator.numerator else _total(rows, indicator.value),
        low=_total(rows, indicator.low) if indicator.low else None,
        high=_total(rows, indicator.high) if indicator.high else None,
        n=int(_total(rows, indicator.n) or 0),
    )


def _ratio(rows: list[dict[str, Any]], indicator: Indicator) -> float | None:
    """Sum over sum, never a mean of ratios; None where there is nothing to divide by."""
    above = _total(rows, indicator.numerator)
    below = _total(rows, indicator.denominator)
    return above / below if above is not None and below else None


def _total(rows: list[dict[str, Any]], column: str) -> float | None:
    """Add up the parts of a breakdown; None (missing) where no part has a value."""
    values = [row[column] for row in rows if row[column] is not None]
    return float(sum(values)) if values else None


def _plan_for(
    indicator: Indicator,
    partner: str | None,
    plans: dict[tuple[str, str | None], Plan],
    filters: Filters,
) -> Plan | None:
    if indicator.aim is not None:
        return Plan(indicator.aim, indicator.aim)
    holder = plan_holder(indicator, partner, filters)
    return plans.get(holder) if holder else None


def plan_holder(
    indicator: Indicator, partner: str | None, filters: Filters
) -> tuple[str, str | None] | None:
    """Return whose plan a row of `partner` is held against, as indicator and partner; or None.

    The whole of a selection of one partner is that partner's, of several it is nobody's.
    """
    if indicator.target == "none" or not is_planned(filters):
        return None
    if partner is None and filters.partners is not None:
        return (indicator.id, filters.partners[0]) if len(filters.partners) == 1 else None
    return indicator.id, partner


def is_planned(filters: Filters) -> bool:
    """Plans are made per partner and month, not per region, type, mode, state or start day."""
    return filters == Filters(partners=filters.partners, last_day=filters.last_day)


def _word(
    indicator: Indicator,
    measured: Measured,
    plan: Plan | None,
    filters: Filters,
    rule: StatusRule,
    *,
    is_over: bool,
) -> tuple[Word, str]:
    if measured.n < indicator.minimum_n:
        return Word.NO_DATA, say("status.note.too_few", n=measured.n, least=indicator.minimum_n)
    if measured.value is None:
        undefined = "status.note.undefined" if indicator.numerator else "status.note.no_records"
        return Word.NO_DATA, say(undefined)
    if plan is None or plan.expected is None or plan.target is None:
        return Word.NO_TARGET, _why_no_target(indicator, filters, plan)
    expected, target = plan.expected, plan.target
    word = _against_plan(
        indicator.better, measured.value, expected=expected, target=target, rule=rule,
        is_over=is_over,
    )  # fmt: skip
    return word, say("status.note.not_due") if word is Word.NOT_DUE else indicator.caveat


def _why_no_target(indicator: Indicator, filters: Filters, plan: Plan | None) -> str:
    if plan is not None and plan.set_on is not None:
        day = format_date(plan.set_on, "d MMM y", locale=LANGUAGE)
        return say("status.note.set_later", day=day)
    if indicator.target != "none" and not is_planned(filters):
        return say("status.note.not_for_selection")
    return indicator.caveat or say("status.note.no_target")


def _against_plan(
    better: str, value: float, *, expected: float, target: float, rule: StatusRule, is_over: bool
) -> Word:
    """Return the word for a value that has a plan.

    More is reached as soon as the target is. Less can still be lost: it is reached only once the
    project is over, and a limit of zero is a limit, not a plan that has yet to begin.
    """
    has_arrived = value >= target if better == "higher" else value <= target and is_over
    if better != "neither" and has_arrived:
        return Word.REACHED
    if expected == 0 and better != "lower":
        return Word.NOT_DUE
    near = closeness(better, value, expected)
    if near >= rule.on_track:
        return Word.ON_TRACK
    return Word.WATCH if near >= rule.watch else Word.OFF_TRACK


def closeness(better: str, value: float, expected: float) -> float:
    """Return actual over expected, turned round where lower is better, both ways where none is."""
    if better == "higher":
        return value / expected
    inverse = expected / value if value else float("inf")
    return inverse if better == "lower" else min(value / expected, inverse)
