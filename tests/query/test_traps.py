"""The traps of dashboards, one by one."""

from __future__ import annotations

from datetime import date

import pytest

from hitechtex.query import Engine, Filters


def test_a_ratio_of_sums_is_not_a_mean_of_ratios(engine: Engine) -> None:
    # citeve 2 of 2, aei_textils 1 of 2, ntt 2 of 4: the mean of ratios is 0.67, together it is 5/8
    rows = engine.ask("exchange_conversion").rows
    ratios = [achieved / n for partner, n, achieved in rows if partner and n]
    assert sum(ratios) / len(ratios) == pytest.approx(2 / 3)
    assert rows[0][2] / rows[0][1] == 5 / 8


def test_the_denominator_is_who_answered(engine: Engine) -> None:
    # five achieved exchanges, four of which say what their visitor is
    assert engine.ask("exchanges_sme_share").rows[0] == (None, 3, 4)


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
