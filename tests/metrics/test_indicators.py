"""A value judged: by hand, on results small enough to see."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hitechtex.catalog import Catalog, read_catalog
from hitechtex.catalog.indicators import Indicator
from hitechtex.catalog.project import StatusRule
from hitechtex.catalog.texts import say
from hitechtex.catalog.units import unit_of
from hitechtex.metrics import Status, Word, judge, judge_all
from hitechtex.metrics.indicators import Plan
from hitechtex.query import open_engine
from hitechtex.query.result import Column, Filters, Result
from hitechtex.store import current, open_store

RULE = StatusRule(on_track=0.9, watch=0.7)
ACHIEVED = read_catalog().indicators["exchanges_achieved"]
SHARE = read_catalog().indicators["sme_share"]
PHASES = read_catalog().indicators["exchange_pipeline"]
DELAY = read_catalog().indicators["days_to_validation"]
EXCEPTIONS = read_catalog().indicators["rule_exceptions"]
PAID = read_catalog().indicators["lump_sums_paid"]


def result(*columns: str, rows: list[tuple[object, ...]]) -> Result:
    return Result(
        query="q",
        question="",
        grain="",
        columns=tuple(Column(name, "", unit_of(name), "") for name in columns),
        rows=tuple(rows),
        filters={},
        sources=(),
        data_date=date(2023, 9, 30),
        n=0,
        snapshot="s",
        as_of=date(2023, 9, 30),
    )


def judged(
    indicator: Indicator,
    given: Result,
    plan: Plan | None = None,
    *,
    filters: Filters | None = None,
    end: date | None = None,
) -> Status:
    plans = {(indicator.id, None): plan} if plan else {}
    filters = filters or Filters()
    return next(iter(judge(indicator, given, plans, filters=filters, rule=RULE, end=end)))


def achieved(value: int | None, n: int) -> Result:
    return result("partner", "achieved_exchanges", "exchanges", rows=[(None, value, n)])


@pytest.mark.parametrize(
    ("value", "expected", "target", "word"),
    [
        (64, 71, 90, Word.ON_TRACK),  # 64 / 71 = 0.901
        (63, 71, 90, Word.WATCH),  # 63 / 71 = 0.887
        (50, 71, 90, Word.WATCH),  # 50 / 71 = 0.704
        (49, 71, 90, Word.OFF_TRACK),  # 49 / 71 = 0.690
        (90, 71, 90, Word.REACHED),
        (0, 71, 90, Word.OFF_TRACK),  # zero is a value, not a gap
        (0, 0, 90, Word.NOT_DUE),
        (3, 0, 90, Word.NOT_DUE),  # ahead of a plan that expects nothing yet
    ],
)
def test_actual_over_expected_gives_the_word(
    value: int, expected: float, target: float, word: Word
) -> None:
    status = judged(ACHIEVED, achieved(value, 95), Plan(expected, target))
    assert (status.word, status.value, status.n) == (word, value, 95)


def test_lower_is_better_turns_the_ratio_round() -> None:
    columns = (
        "partner", "median_to_validation_days", "shortest_to_validation_days",
        "longest_to_validation_days", "validated_exchanges",
    )  # fmt: skip
    lower = DELAY.model_copy(update={"target": "incremental"})
    plan = Plan(expected=20, target=20)
    fast = judged(lower, result(*columns, rows=[(None, 10.0, 1, 40, 9)]), plan)
    slow = judged(lower, result(*columns, rows=[(None, 27.0, 1, 40, 9)]), plan)  # 20 / 27 = 0.74
    late = judged(lower, result(*columns, rows=[(None, 40.0, 1, 40, 9)]), plan)  # 20 / 40 = 0.5
    assert [fast.word, slow.word, late.word] == [Word.ON_TRACK, Word.WATCH, Word.OFF_TRACK]
    assert (slow.low, slow.high) == (1, 40)


@pytest.mark.parametrize(
    ("value", "limit", "end", "word"),
    [
        (2, 3, date(2024, 1, 31), Word.ON_TRACK),  # below the limit, but it may still rise
        (3, 3, date(2023, 9, 30), Word.REACHED),  # the last day: nothing more can come
        (4, 3, date(2023, 9, 30), Word.WATCH),  # 3 / 4 = 0.75
        (9, 3, date(2023, 9, 30), Word.OFF_TRACK),
        (0, 0, date(2024, 1, 31), Word.ON_TRACK),  # none allowed, none there
        (1, 0, date(2024, 1, 31), Word.OFF_TRACK),
        (0, 0, date(2023, 9, 29), Word.REACHED),
    ],
)
def test_less_is_reached_only_when_the_project_is_over(
    value: int, limit: float, end: date, word: Word
) -> None:
    lower = EXCEPTIONS.model_copy(update={"target": "cumulative"})
    given = result("partner", "exceptions", "judged_exchanges", rows=[(None, value, 40)])
    assert judged(lower, given, Plan(limit, limit), end=end).word is word


def test_a_target_set_later_is_none_yet_and_says_when_it_was() -> None:
    plan = Plan(None, None, set_on=date(2023, 11, 4))
    status = judged(ACHIEVED, achieved(12, 30), plan)
    assert (status.word, status.value, status.target) == (Word.NO_TARGET, 12, None)
    assert "4 Nov 2023" in status.note


def test_money_is_judged_both_ways() -> None:
    def paid(value: float) -> Word:
        given = result("partner", "paid_eur", "paid_exchanges", rows=[(None, value, 60)])
        return judged(PAID, given, Plan(50_000, 60_000)).word

    assert paid(46_000) is Word.ON_TRACK  # 0.92 of plan
    assert paid(40_000) is Word.WATCH  # 0.80 of plan
    assert paid(100_000) is Word.OFF_TRACK  # twice the plan is not on track


def test_a_ratio_is_sum_over_sum_with_its_n() -> None:
    given = result("partner", "sme_exchanges", "typed_exchanges", rows=[(None, 45, 60)])
    status = judged(SHARE, given)
    assert (status.value, status.n, status.unit.name) == (0.75, 60, "share")


def test_below_its_minimum_n_nothing_is_said() -> None:
    given = result("partner", "sme_exchanges", "typed_exchanges", rows=[(None, 3, 4)])
    status = judged(SHARE, given, Plan(0.7, 0.7))
    assert (status.word, status.value, status.n) == (Word.NO_DATA, None, 4)
    assert "4 records" in status.note


def test_nothing_over_nothing_is_not_zero() -> None:
    free = SHARE.model_copy(update={"minimum_n": 0})
    given = result("partner", "sme_exchanges", "typed_exchanges", rows=[(None, 0, 0)])
    assert judged(free, given).value is None


def test_missing_is_not_zero() -> None:
    assert judged(ACHIEVED, achieved(None, 0), Plan(10, 20)).word is Word.NO_DATA
    assert (
        judged(ACHIEVED, result("partner", "achieved_exchanges", "exchanges", rows=[])).value
        is None
    )


def test_parts_add_up_and_missing_parts_do_not_count() -> None:
    rows = [(None, "registration", 3), (None, "matching", 4), (None, "exchange_building", None)]
    assert judged(PHASES, result("partner", "phase", "exchanges", rows=rows)).value == 7


def test_without_a_target_the_state_says_so_and_the_value_stays() -> None:
    status = judged(ACHIEVED, achieved(12, 30))
    assert (status.word, status.value, status.target) == (Word.NO_TARGET, 12, None)


@pytest.mark.parametrize(
    "filters",
    [
        Filters(regions=("PT11",)),
        Filters(modes=("virtual",)),
        Filters(first_day=date(2023, 1, 1)),
        Filters(states=("achieved",)),
    ],
)
def test_a_plan_does_not_hold_for_a_selection_it_was_not_made_for(filters: Filters) -> None:
    status = judged(ACHIEVED, achieved(12, 30), Plan(10, 20), filters=filters)
    assert status.word is Word.NO_TARGET
    assert "not for this selection" in status.note


def test_one_partner_chosen_is_held_against_its_own_plan() -> None:
    plans = {(ACHIEVED.id, None): Plan(71, 90), (ACHIEVED.id, "citeve"): Plan(10, 15)}
    chosen = Filters(partners=("citeve",))
    status = next(iter(judge(ACHIEVED, achieved(11, 14), plans, filters=chosen, rule=RULE)))
    assert (status.expected, status.target) == (10, 15)
    both = replace(chosen, partners=("citeve", "ntt"))
    status = next(iter(judge(ACHIEVED, achieved(11, 14), plans, filters=both, rule=RULE)))
    assert status.word is Word.NO_TARGET


def test_an_aim_holds_without_a_plan() -> None:
    pace = read_catalog().indicators["exchange_pace"]

    def word(achieved: int, planned: int) -> Word:
        rows = [(None, achieved, planned, 90)]
        columns = ("partner", "achieved_exchanges", "planned_exchanges", "exchanges")
        return judged(pace, result(*columns, rows=rows)).word

    assert word(62, 71) is Word.WATCH  # 0.873
    assert word(71, 71) is Word.REACHED
    assert word(40, 71) is Word.OFF_TRACK  # 0.563


@given(
    value=st.integers(0, 500),
    expected=st.floats(0.5, 500),
    more=st.integers(0, 500),
    target=st.floats(1, 1000),
)
def test_more_is_never_worse_where_higher_is_better(
    value: int, expected: float, more: int, target: float
) -> None:
    order = [Word.OFF_TRACK, Word.WATCH, Word.ON_TRACK, Word.REACHED]
    plan = Plan(expected, target)
    before = judged(ACHIEVED, achieved(value, value + 1), plan).word
    after = judged(ACHIEVED, achieved(value + more, value + more + 1), plan).word
    assert order.index(after) >= order.index(before)


def test_what_no_file_has_told_is_not_zero() -> None:
    """A count that may be zero (least n 0) of a dataset that nobody has sent."""
    assert ACHIEVED.minimum_n == 0
    plans = {(ACHIEVED.id, None): Plan(71, 90)}
    (status,) = judge(ACHIEVED, achieved(0, 0), plans, rule=RULE, is_told=False)
    assert (status.word, status.value) == (Word.NO_DATA, None)
    assert status.note == "Cannot say: no file that tells of it has come in yet."
    (status,) = judge(ACHIEVED, achieved(0, 0), plans, rule=RULE)
    assert (status.word, status.value) == (Word.OFF_TRACK, 0)


def test_of_what_no_file_has_told_nothing_is_counted(catalog: Catalog, tmp_path: Path) -> None:
    engine = open_engine(current(open_store(tmp_path / "store")), catalog)
    for status in judge_all(engine):
        assert (status.word, status.value) == (Word.NO_DATA, None), status.indicator
        assert status.note == say("status.note.untold")
    engine.close()
