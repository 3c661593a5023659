"""The traps of dashboards, one by one."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from hitechtex.metrics import Word, judge_all
from hitechtex.query import Engine, Filters


def test_a_ratio_of_sums_is_not_a_mean_of_ratios(engine: Engine) -> None:
    # citeve 2 of 2, aei_textils 1 of 2, ntt 2 of 4: the mean of ratios is 0.67, together it is 5/8
    rows = engine.ask("exchange_conversion").rows
    ratios = [achieved / n for partner, n, achieved in rows if partner and n]
    assert sum(ratios) / len(ratios) == pytest.approx(2 / 3)
    assert rows[0][2] / rows[0][1] == 5 / 8


def test_the_denominator_is_who_answered(engine: Engine) -> None:
    # five achieved exchanges, four of which say what their visitor is
    assert engine.ask("exchanges_achieved").rows[0][-2:] == (4, 3)


def test_parts_add_up_to_the_whole(engine: Engine) -> None:
    # a join that fans out would count an exchange twice: E01 to E03 share a mission and a host
    for name, column in (("exchanges_by_status", 3), ("exchanges_by_region_pair", 3),
                         ("exchanges_by_country_pair", 2)):  # fmt: skip
        assert sum(row[column] for row in engine.ask(name).rows) == 16, name
    by_partner = engine.ask("exchange_money").rows
    for column in (1, 2, 3, 5, 6, 7):
        assert sum(row[column] or 0 for row in by_partner[1:]) == by_partner[0][column]
    months = engine.ask("exchanges_by_month")["exchanges"]
    assert sum(months) == 16 - 1  # E16 has no day


def test_a_month_without_data_is_listed(engine: Engine) -> None:
    months = engine.ask("exchanges_by_month")
    place = months["month"].index(date(2022, 8, 1))
    assert months["exchanges"][place - 1 : place + 2] == [3, 0, 0]
    burn_up = engine.ask("exchange_burn_up", Filters(partners=("ntt",)))
    assert burn_up["achieved_to_date_exchanges"][8:12] == [0, 1, 2, 2]


def test_a_period_counts_both_its_ends_once(engine: Engine) -> None:
    def days(first: date, last: date) -> int:
        return engine.ask("exchanges_total", Filters(first_day=first, last_day=last)).n

    assert days(date(2022, 10, 31), date(2022, 10, 31)) == 2  # E04 E15
    assert days(date(2022, 10, 31), date(2022, 11, 15)) == 3  # and E05
    assert days(date(2022, 10, 1), date(2022, 10, 31)) == 2
    assert days(date(2022, 11, 1), date(2022, 11, 14)) == 0
    assert days(date(2022, 11, 15), date(2022, 10, 31)) == 0  # backwards: nothing
    # 28 days are 28, wherever they begin
    assert days(date(2022, 10, 4), date(2022, 10, 31)) == 2
    assert days(date(2022, 10, 3), date(2022, 10, 30)) == 0


def test_the_last_month_is_not_judged_as_if_it_were_over(engine: Engine) -> None:
    half = engine.ask("exchange_pace", as_of=date(2023, 6, 15))
    assert half["planned_exchanges"][0] == 12.5
    plan = engine.ask("target_curve").records()
    june = next(row for row in plan if row["partner"] is None and row["project_month"] == 17)
    assert june["expected"] == 13.0


def test_a_sum_over_nothing_is_not_zero(engine: Engine) -> None:
    nobody = Filters(partners=("dcc_ttc",))
    assert engine.ask("exchanges_total", nobody).rows == ((0, None, None),)
    money = engine.ask("exchange_money", nobody).records()[0]
    assert (money["committed_exchanges"], money["committed_eur"], money["paid_eur"]) == (
        0,
        None,
        None,
    )
    unknown = engine.ask(
        "exchanges_total", Filters(visiting_regions=("CZ05",), host_regions=("TR3",))
    )
    assert unknown.rows == ((1, 5, None),)  # E10: counted, its lump sum not given


def test_other_is_not_missing(engine: Engine) -> None:
    pairs = engine.ask("exchanges_by_region_pair").records()
    to = {row["host_region"]: 0 for row in pairs}
    for row in pairs:
        to[row["host_region"]] += row["exchanges"]
    assert (to["other"], to[None]) == (1, 2)  # E07 to FR10; E08 and E11 do not say
    assert engine.ask("exchange_list", Filters(host_regions=("other",)))["exchange_id"] == ["E07"]
    assert engine.ask("exchanges_total", Filters(regions=("other",))).n == 2  # E07 and E12


def test_a_partner_without_rows_has_no_row(engine: Engine) -> None:
    # dcc_ttc sent nothing in: that is not zero exchanges
    assert "dcc_ttc" not in engine.ask("exchanges_achieved")["partner"]
    # ateval sent some, but none in 2022: that is zero
    in_2022 = engine.ask("exchanges_achieved", Filters(last_day=date(2022, 12, 31))).records()
    assert {row["partner"]: row["exchanges"] for row in in_2022}["ateval"] == 0


def test_an_old_plan_does_not_add_to_the_new(engine: Engine) -> None:
    due = engine.ask("targets_due").records()
    assert [(row["partner"], row["target"], row["version"]) for row in due] == [
        (None, 20.0, "v2"),
        ("citeve", 8.0, "v1"),
        ("aei_textils", 3.0, "v1"),
    ]


# The same traps, for training, joint actions, services and milestones.
DATED = (
    # query, column of the partnership's row, a first and a last day on which one is filed, and how
    # many lie from the one to the other
    ("training_sessions", "sessions", date(2022, 11, 20), date(2023, 4, 4), 2),  # S2 S3
    ("pilot_actions", "actions", date(2022, 9, 1), date(2022, 9, 15), 2),  # A1 A6
    ("services_new", "services", date(2022, 10, 10), date(2022, 11, 5), 3),  # V3 V4 V7
    ("milestones_on_time", "milestones", date(2023, 6, 15), date(2023, 6, 30), 2),  # M7 M4
)
BY_MONTH = (
    ("training_by_month", "held_sessions", 4),
    ("actions_by_month", "actions", 5),  # A5 has no day
    ("services_by_month", "live_services", 4),  # V1 V2 V3 V4
)


@pytest.mark.parametrize(("name", "column", "first", "last", "both"), DATED)
def test_a_period_of_any_dataset_counts_both_its_ends_once(
    engine: Engine, name: str, column: str, first: date, last: date, both: int
) -> None:
    def counted(start: date, end: date) -> int:
        return engine.ask(name, Filters(first_day=start, last_day=end)).records()[0][column]

    day = timedelta(days=1)
    assert counted(first, last) == both
    assert counted(first, last) == counted(first, last - day) + counted(last, last)
    assert counted(first, last) == counted(first, first) + counted(first + day, last)
    assert counted(last, first) == 0


@pytest.mark.parametrize(("name", "column", "counted"), BY_MONTH)
def test_no_month_is_left_out_of_any_dataset(
    engine: Engine, name: str, column: str, counted: int
) -> None:
    answer = engine.ask(name)
    so_far = [date(2022 + place // 12, place % 12 + 1, 1) for place in range(1, 18)]
    assert [month for month in answer["month"] if so_far[0] <= month <= so_far[-1]] == so_far
    assert sum(answer[column]) == counted


def test_a_link_or_a_list_counts_nothing_twice(engine: Engine) -> None:
    # M7 and M8 wait for two each; A3 names a partner twice, A5 has three; S1 has a list of people
    for name, column, rows in (
        ("milestones_on_time", "milestones", "milestone_list"),
        ("pilot_actions", "actions", "action_list"),
        ("training_sessions", "sessions", "session_list"),
        ("services_new", "services", "service_list"),
    ):
        listed = engine.ask(rows, limit=100).records()
        assert engine.ask(name).records()[0][column] == len(listed), name
        assert len({tuple(map(str, row.values())) for row in listed}) == len(listed), name


def test_a_month_that_has_begun_holds_what_was_known_by_the_day(engine: Engine) -> None:
    # June 2023: M7 is due on the 15th, M4 on the 30th; January: V2 is launched on the 15th
    def due(day: int) -> int:
        return engine.ask("milestones_on_time", as_of=date(2023, 6, day)).records()[0][
            "due_milestones"
        ]

    def new(day: int) -> int:
        return engine.ask("services_new", as_of=date(2023, 1, day)).records()[0]["new_services"]

    assert (due(14), due(15), due(29), due(30)) == (3, 4, 4, 5)
    assert (new(14), new(15)) == (new(15) - 1, new(31))


def test_a_sum_over_no_record_of_any_dataset_is_not_zero(engine: Engine) -> None:
    never = Filters(first_day=date(2022, 3, 1), last_day=date(2022, 3, 2))
    for name, count, added in (
        ("training_sessions", "sessions", "learner_hours"),
        ("pilot_actions", "with_smes_actions", "smes"),
        ("services_new", "telling_services", "smes_served"),
    ):
        row = engine.ask(name, never).records()[0]
        assert (row[count], row[added]) == (0, None), name
    nobody = engine.ask("training_satisfaction", never).records()[0]
    assert (nobody["answers"], nobody["satisfaction_score"]) == (0, None)


def test_an_empty_store_says_nothing_instead_of_zero(empty_engine: Engine) -> None:
    for status in judge_all(empty_engine):
        assert (status.word, status.value) == (Word.NO_DATA, None), status.indicator
