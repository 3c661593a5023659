"""Every query on sixteen exchanges, worked by hand.

The data speak until 2023-06-30 (E12 registered), the last day of project month 17.

| | partner | from → to | status | days, EUR |
|---|---|---|---|---|
| E01 | citeve | PT11 → ES51 | paid | 5, 830; validated after 20, paid after 10 |
| E02 | citeve | PT11 → ES51 | paid | 3, 500 (ceiling 415); after 30, after 30 |
| E03 | aei_textils | ES51 → PT11 | report_validated | 5, 780; after 51 |
| E04 | ntt | ITI1 → TR3 | paid | 5, 750; after 10, after 10 |
| E05 | ntt | ITI1 → CZ05 | paid, virtual, type not given | 3, 200; after 30, after 3 |
| E06 | ateval | ES52 → ES51 | completed | 3, 415 |
| E07 | ateval | ES52 → FR10 | report_submitted | 5, 900 (190 km: ceiling 450) |
| E08 | citeve | PT11 → not given (CH) | ongoing | 5, 830; CH has no ceiling |
| E09 | clutex | CZ05 → PT11 | commitment_signed | 5, 780 |
| E10 | clutex | CZ05 → TR3 | matched | 5, not given |
| E11 | clutex | CZ05 → not given | registered, no stay yet | |
| E12 | citeve | PT17 → ITI1 | accepted | |
| E13 | aei_textils | ES51 → PT11 | cancelled, stay was dated | 5, 780 |
| E14 | ntt | ITI1 → ES51 | rejected, no dates | |
| E15 | ntt | ITI1 → CZ05 | cancelled, after completion | 3, 305 |
| E16 | aei_textils | ES51 → TR3 | registered, no day at all | |
"""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from hitechtex.query import Engine, Filters

EVERYTHING = Filters()


def rows(engine: Engine, name: str, filters: Filters = EVERYTHING, **parameters: Any) -> list[Any]:
    return list(engine.ask(name, filters, **parameters).rows)


def test_exchanges_total(engine: Engine) -> None:
    # 5+3+5+5+3+3+5+5+5+5 and E13 5, E15 3; 5 985 committed (below) + E13 780 + E15 305
    assert rows(engine, "exchanges_total") == [(16, 52, 7070.0)]


def test_exchanges_achieved(engine: Engine) -> None:
    # SMEs among those achieved: E01 E03 E04 are, E02 is not, E05 does not say
    assert rows(engine, "exchanges_achieved") == [
        (None, 16, 5, 2, 6, 3, 4, 3),
        ("citeve", 4, 2, 0, 2, 0, 2, 1),
        ("aei_textils", 3, 1, 0, 1, 1, 1, 1),
        ("ateval", 2, 0, 2, 0, 0, 0, 0),
        ("ntt", 4, 2, 0, 0, 2, 1, 1),
        ("clutex", 3, 0, 0, 3, 0, 0, 0),
    ]


def test_exchange_pace(engine: Engine) -> None:
    # version v2: 8 at month 12, 20 at month 24, so 13 at the end of month 17;
    # citeve adds up 2 + 2 + 4: 4 at month 12, 8 at month 24, so 4 + 4 * 5/12
    paces = {row[0]: row[1:] for row in rows(engine, "exchange_pace")}
    assert paces[None] == (16, 5, 13.0)
    assert paces["citeve"] == (4, 2, pytest.approx(4 + 20 / 12))
    assert paces["aei_textils"] == (3, 1, 3.0)
    assert paces["ntt"] == (4, 2, None)
    # in the middle of June: 12 + 15/30
    assert rows(engine, "exchange_pace", as_of=date(2023, 6, 15))[0] == (None, 16, 5, 12.5)


def test_exchanges_range(engine: Engine) -> None:
    # Decided: five achieved; closed E14 got to registration, E13 to building, E15 to the end.
    # Shares: registration 5/8, matching 5/7, building 5/7, finalisation 5/6.
    # Under way: E11 E12 E16 | E10 | E08 E09 | E06 E07.
    likely = 5 + 3 * 5 / 8 + 5 / 7 + 2 * 5 / 7 + 2 * 5 / 6
    ranges = {row[0]: row[1:] for row in rows(engine, "exchanges_range")}
    assert ranges[None] == (5, pytest.approx(likely), 13, 8)
    assert ranges["citeve"] == (2, 4.0, 4, 2)
    assert ranges["aei_textils"] == (1, 1.5, 2, 2)  # E03 achieved, E13 not: one half of E16
    assert ranges["ateval"] == (0, None, 2, 0)  # nothing decided: no evidence
    assert ranges["ntt"] == (2, 2.0, 2, 4)
    assert ranges["clutex"] == (0, None, 3, 0)


def test_exchange_pipeline(engine: Engine) -> None:
    pipeline = rows(engine, "exchange_pipeline")
    assert pipeline[:4] == [
        (None, "registration", 3),
        (None, "matching", 1),
        (None, "exchange_building", 2),
        (None, "exchange_finalisation", 2),
    ]
    assert [row[2] for row in pipeline if row[0] == "clutex"] == [1, 1, 1, 0]
    assert len(pipeline) == 6 * 4


def test_exchanges_by_status(engine: Engine) -> None:
    found = rows(engine, "exchanges_by_status")
    assert [row[3] for row in found] == [2, 1, 1, 1, 1, 1, 1, 1, 4, 2, 1]
    assert found[7] == ("report_validated", "exchange_finalisation", "achieved", 1)


def test_exchange_conversion(engine: Engine) -> None:
    # by 2022-12-30: E01 to E05, E13, E14, E15
    assert rows(engine, "exchange_conversion") == [
        (None, 8, 5),
        ("citeve", 2, 2),
        ("aei_textils", 2, 1),
        ("ateval", 0, 0),
        ("ntt", 4, 2),
        ("clutex", 0, 0),
    ]
    # E14 registered on 2022-12-05: six months are over on 5 June, not on the 4th
    assert rows(engine, "exchange_conversion", as_of=date(2023, 6, 5))[0] == (None, 8, 5)
    assert rows(engine, "exchange_conversion", as_of=date(2023, 6, 4))[0] == (None, 7, 5)


def test_exchange_delays(engine: Engine) -> None:
    # validation 10 20 30 30 51; payment 3 10 10 30
    assert rows(engine, "exchange_delays") == [
        (None, 5, 10, 30.0, 51, 4, 3, 10.0, 30),
        ("citeve", 2, 20, 25.0, 30, 2, 10, 20.0, 30),
        ("aei_textils", 1, 51, 51.0, 51, 0, None, None, None),
        ("ateval", 0, None, None, None, 0, None, None, None),
        ("ntt", 2, 10, 20.0, 30, 2, 3, 6.5, 10),
        ("clutex", 0, None, None, None, 0, None, None, None),
    ]


def test_exchange_money(engine: Engine) -> None:
    # committed E01 to E09; ceilings 830 415 780 750 305 415 450 - 780; over: E02 85, E07 450
    assert rows(engine, "exchange_money") == [
        (None, 9, 5985.0, 4, 2280.0, 4725.0, 8, 2, 535.0),
        ("citeve", 3, 2160.0, 2, 1330.0, 1245.0, 2, 1, 85.0),
        ("aei_textils", 1, 780.0, 0, None, 780.0, 1, 0, None),
        ("ateval", 2, 1315.0, 0, None, 865.0, 2, 1, 450.0),
        ("ntt", 2, 950.0, 2, 950.0, 1055.0, 2, 0, None),
        ("clutex", 1, 780.0, 0, None, 780.0, 1, 0, None),
    ]


def test_region_pairs_active(engine: Engine) -> None:
    # achieved: PT11 → ES51 twice, ES51 → PT11, ITI1 → TR3, ITI1 → CZ05
    assert rows(engine, "region_pairs_active") == [
        (None, 16, 4, 28),
        ("citeve", 4, 1, 5),
        ("aei_textils", 3, 1, 4),
        ("ateval", 2, 0, 4),
        ("ntt", 4, 2, 5),
        ("clutex", 3, 0, 5),
    ]
    # to or from CZ05: five pairs each way
    assert rows(engine, "region_pairs_active", Filters(regions=("CZ05",)))[0] == (None, 5, 1, 10)


def test_exchange_balance(engine: Engine) -> None:
    assert rows(engine, "exchange_balance") == [
        (None, 16, 5, 5, 0),
        ("citeve", 4, 2, 1, 1),  # sent E01 E02, hosted E03
        ("aei_textils", 3, 1, 2, -1),
        ("ateval", 2, 0, 0, 0),
        ("ntt", 4, 2, 0, 2),
        ("clutex", 3, 0, 1, -1),  # hosted E05, which another partner sent
    ]
    # one partner chosen: what its region hosts still comes from the others
    assert rows(engine, "exchange_balance", Filters(partners=("clutex",))) == [
        (None, 3, 0, 1, -1),
        ("clutex", 3, 0, 1, -1),
    ]


@pytest.mark.parametrize(
    ("name", "counts"),
    [
        ("exchange_purposes", [2, 1, 1, 0, 1]),  # E01 E02 | E03 | E04 | - | E05 not given
        ("exchange_activities", [0, 2, 1, 1, 1]),  # nobody left it out
        ("exchange_outcomes", [1, 1, 1, 1, 0, 1]),  # E02 | E01 | E03 | E04 | - | E05 not given
    ],
)
def test_mixes(engine: Engine, name: str, counts: list[int]) -> None:
    partnership = [row for row in rows(engine, name) if row[0] is None]
    assert [row[2] for row in partnership] == counts
    assert (partnership[-1][1] is None) == (name != "exchange_activities")


def test_exchange_organisation_types(engine: Engine) -> None:
    found = {
        (side, kind): counts for side, kind, *counts in rows(engine, "exchange_organisation_types")
    }
    assert found["visiting", "sme"] == [11, 3]
    assert found["visiting", "cluster_organisation"] == [2, 1]
    assert found["visiting", "scaling_up_support"] == [1, 0]
    assert found["visiting", "public_authority"] == [1, 0]
    assert found["visiting", None] == [1, 1]  # E05
    assert found["host", "sme"] == [7, 3]
    assert found["host", "cluster_organisation"] == [3, 1]
    assert found["host", "large_company"] == [4, 1]
    assert found["host", "training_provider"] == [1, 0]
    assert found["host", None] == [1, 0]  # E11
    assert found["host", "other"] == [0, 0]
    assert len(found) == 16


def test_exchange_burn_up(engine: Engine) -> None:
    burn_up = rows(engine, "exchange_burn_up")
    assert len(burn_up) == 6 * 24
    whole = {row[2]: row[3:] for row in burn_up if row[0] is None}
    assert whole[1] == (0, 0, pytest.approx(8 / 12))
    assert whole[6] == (1, 1, 4.0)  # July 2022: E01
    assert whole[7][:2] == (2, 3)  # E02 E03
    assert whole[10][:2] == (1, 4)  # E04
    assert whole[11][:2] == (1, 5)  # E05
    assert whole[12] == (0, 5, 8.0)
    assert whole[17] == (0, 5, 13.0)  # the month of the reporting day
    assert whole[18] == (None, None, 14.0)  # not known yet, which is not zero
    assert whole[24] == (None, None, 20.0)
    ntt = {row[2]: row[3:] for row in burn_up if row[0] == "ntt"}
    assert ntt[17] == (0, 2, None)


def test_exchanges_by_month(engine: Engine) -> None:
    found = {row[0]: row[1:] for row in rows(engine, "exchanges_by_month")}
    assert list(found) == sorted(found)
    assert len(found) == 24  # February 2022 to January 2024: nothing lies outside
    assert {month: counts for month, counts in found.items() if counts[0]} == {
        date(2022, 7, 1): (3, 0, 3, 0),
        date(2022, 10, 1): (2, 0, 1, 1),
        date(2022, 11, 1): (1, 0, 1, 0),
        date(2022, 12, 1): (1, 0, 0, 1),  # E14, filed under its registration
        date(2023, 2, 1): (1, 0, 0, 1),
        date(2023, 3, 1): (1, 0, 1, 0),
        date(2023, 5, 1): (1, 0, 1, 0),
        date(2023, 6, 1): (3, 3, 0, 0),
        date(2023, 9, 1): (1, 1, 0, 0),
        date(2023, 10, 1): (1, 1, 0, 0),
    }


def test_exchange_missions(engine: Engine) -> None:
    first = ("M1", date(2022, 7, 4), date(2022, 7, 11), "ES51", "ES", 3, 3, 3, 0)
    # one to ES51, one outside: the first of the project's regions stands for both
    second = ("M2", date(2023, 3, 6), date(2023, 5, 26), "ES51", "ES", 2, 2, 2, 0)
    assert rows(engine, "exchange_missions") == [first, second]
    assert rows(engine, "exchange_missions", limit=1) == [first]
    only = rows(engine, "exchange_missions", Filters(partners=("aei_textils",)))
    assert only == [("M1", date(2022, 7, 5), date(2022, 7, 11), "PT11", "PT", 1, 1, 1, 0)]


def test_exchanges_by_region_pair(engine: Engine) -> None:
    found = {(row[0], row[1]): row[2:] for row in rows(engine, "exchanges_by_region_pair")}
    assert len(found) == 7 * 7 + 2  # and two pairs with a host that is not given
    assert found["PT11", "ES51"] == (True, 2, 2, 8, 1330.0)
    assert found["ES51", "PT11"] == (True, 2, 1, 10, 1560.0)
    assert found["ITI1", "CZ05"] == (True, 2, 1, 6, 505.0)
    assert found["ES52", "ES51"] == (False, 1, 0, 3, 415.0)
    assert found["ES52", "other"] == (None, 1, 0, 5, 900.0)
    assert found["other", "ITI1"] == (None, 1, 0, None, None)
    assert found["PT11", None] == (None, 1, 0, 5, 830.0)
    assert found["CZ05", None] == (None, 1, 0, None, None)
    assert found["TR3", "PT11"] == (True, 0, 0, None, None)
    assert sum(row[1] for row in found.values()) == 16


def test_exchanges_by_country_pair(engine: Engine) -> None:
    found = {(row[0], row[1]): row[2:] for row in rows(engine, "exchanges_by_country_pair")}
    assert len(found) == 13
    assert found["PT", "ES"] == (2, 2, 8, 1330.0)
    assert found["CZ", None] == (1, 0, None, None)
    assert found["PT", "IT"] == (1, 0, None, None)


def test_exchange_list(engine: Engine) -> None:
    listed = engine.ask("exchange_list")
    order = "E12 E10 E08 E09 E11 E07 E06 E13 E14 E05 E04 E15 E03 E01 E02 E16"
    assert listed["exchange_id"] == order.split()
    first = listed.records()[-3]
    assert first["lump_sum_eur"] == 830.0
    assert (first["visiting_region"], first["host_region"]) == ("PT11", "ES51")
    assert (first["source_file"], first["source_row"]) == ("exchanges.csv", 2)
    assert engine.ask("exchange_list", limit=3)["exchange_id"] == ["E12", "E10", "E08"]
    # the region is listed as it was given, and filtered as one outside the partnership
    outside = engine.ask("exchange_list", Filters(visiting_regions=("other",)))
    assert outside["visiting_region"] == ["PT17"]


def test_a_corridor(engine: Engine) -> None:
    corridor = Filters(visiting_regions=("ITI1",), host_regions=("CZ05",))
    assert engine.ask("exchange_list", corridor)["exchange_id"] == ["E05", "E15"]
    assert rows(engine, "exchanges_total", corridor) == [(2, 6, 505.0)]
    assert rows(engine, "exchange_delays", corridor)[0][1:4] == (1, 30, 30.0)


def test_needs_attention(engine: Engine) -> None:
    assert rows(engine, "needs_attention") == [
        ("payment_overdue", "aei_textils", 1, 303, 780.0),  # E03, since 2022-08-31
        ("silent_partner", "aei_textils", 0, 240, None),  # since 2022-11-02
        ("silent_partner", "ntt", 0, 207, None),  # since 2022-12-05
        ("silent_partner", "ateval", 0, 149, None),  # since 2023-02-01
        ("validation_overdue", "ateval", 1, 114, 415.0),  # E06, since 2023-03-08; E07 only 20
        ("stay_not_confirmed", "clutex", 1, 11, 780.0),  # E09, since 2023-06-19
        ("over_ceiling", "citeve", 1, None, 85.0),
        ("over_ceiling", "ateval", 1, None, 450.0),
        ("same_country", "ateval", 1, None, 415.0),
        ("virtual_paid", "ntt", 1, None, 200.0),
    ]


@pytest.mark.parametrize(
    ("as_of", "issue", "partner", "is_listed"),
    [
        (date(2022, 9, 10), "payment_overdue", "aei_textils", False),  # 10 days are in time
        (date(2022, 9, 11), "payment_overdue", "aei_textils", True),
        (date(2023, 4, 7), "validation_overdue", "ateval", False),  # 30 days
        (date(2023, 4, 8), "validation_overdue", "ateval", True),
        (date(2023, 6, 19), "stay_not_confirmed", "clutex", False),  # the day itself
        (date(2023, 6, 20), "stay_not_confirmed", "clutex", True),
        (date(2023, 5, 1), "silent_partner", "ateval", False),  # three months to the day
        (date(2023, 5, 2), "silent_partner", "ateval", True),
    ],
)
def test_attention_begins_a_day_too_late(
    engine: Engine, as_of: date, issue: str, partner: str, is_listed: bool
) -> None:
    found = {(row[0], row[1]) for row in rows(engine, "needs_attention", as_of=as_of)}
    assert ((issue, partner) in found) == is_listed


def test_region_measures(engine: Engine) -> None:
    # trained: three people, too few to be told
    assert rows(engine, "region_measures") == [
        ("PT11", 3, 3, 0, 2160.0, None, 8.0, 2),
        ("ES51", 3, 4, -1, 780.0, None, 3.0, 1),
        ("ES52", 2, 0, 2, 1315.0, None, None, 0),
        ("ITI1", 4, 1, 3, 950.0, None, None, 2),
        ("CZ05", 3, 2, 1, 780.0, None, None, 0),
        ("TR3", 0, 3, -3, None, None, None, 0),
    ]


def test_target_curve(engine: Engine) -> None:
    curves = {(row[1], row[2]): row[4:] for row in rows(engine, "target_curve")}
    assert len(curves) == 3 * 24
    v2, v1 = ("v2", date(2022, 12, 1)), ("v1", date(2022, 3, 1))
    assert curves[None, 3] == (2.0, *v2)
    assert curves[None, 12] == (8.0, *v2)
    assert curves[None, 18] == (14.0, *v2)
    assert curves["citeve", 3] == (1.0, *v1)  # increments 2, 2, 4 add up to 2, 4, 8
    assert curves["citeve", 6] == (2.0, *v1)
    assert curves["citeve", 24] == (8.0, *v1)
    assert curves["aei_textils", 24] == (3.0, *v1)  # level after the last month given


@pytest.mark.parametrize(
    ("as_of", "expected", "target", "version"),
    [
        (date(2022, 2, 28), None, None, None),  # nothing was set yet
        (date(2022, 3, 1), pytest.approx(0.5 + 0.5 / 31), 12.0, "v1"),  # a day of March 2022
        (date(2022, 11, 30), 5.0, 12.0, "v1"),  # what was expected then: 10 of 12 months to 6
        (date(2022, 12, 1), pytest.approx((10 + 1 / 31) * 8 / 12), 20.0, "v2"),
        (date(2023, 1, 31), 8.0, 20.0, "v2"),
        (date(2023, 6, 15), 12.5, 20.0, "v2"),
        (date(2023, 6, 30), 13.0, 20.0, "v2"),
        (date(2024, 1, 31), 20.0, 20.0, "v2"),
        (date(2025, 5, 5), 20.0, 20.0, "v2"),  # after the project
    ],
)
def test_targets_due(
    engine: Engine, as_of: date, expected: float | None, target: float | None, version: str | None
) -> None:
    due = rows(engine, "targets_due", as_of=as_of)
    assert [row[1] for row in due] == [None, "citeve", "aei_textils"]
    assert due[0][2:5] == (expected, target, version)
    # Where none was in force yet, the day the first one was set says why.
    assert due[0][5] == (date(2022, 12, 1) if version == "v2" else date(2022, 3, 1))


def test_sessions_total(engine: Engine) -> None:
    # S2: 2 h x 25; S1 and S3 have lists of so few that nothing of them is told, not even the
    # totals beside them; of S4 nothing is known (what lists give is in test_training)
    assert rows(engine, "sessions_total") == [(4, 50.0, None)]
    # S2 alone kept no list: how many different people is not known, which is not none
    assert rows(engine, "sessions_total", Filters(partners=("ntt",))) == [(1, 50.0, None)]
    assert rows(engine, "sessions_total", Filters(partners=("clutex",))) == [(0, None, 0)]


def test_session_list(engine: Engine) -> None:
    listed = engine.ask("session_list")
    assert listed["session_id"] == ["S4", "S3", "S2", "S1"]
    counts = zip(listed["registered"], listed["attended"], listed["certificates"], strict=True)
    assert list(counts) == [
        (None, None, None),
        (None, None, None),
        (30, 25, None),
        (None, None, None),
    ]
    assert engine.ask("session_list", limit=1)["session_id"] == ["S4"]


def test_exchanges_undated_and_targets_total(engine: Engine) -> None:
    assert rows(engine, "exchanges_undated") == [(1,)]
    assert rows(engine, "targets_total") == [(8,)]
