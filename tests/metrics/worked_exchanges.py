"""The worked example by hand: indicators of exchanges (1 to 13, 19 and 20).

Read beside `worked/exchanges.csv` and `worked/targets.csv`. The reporting day is 30 June 2023, the
last day that the exchanges speak of and the end of project month 17, so that a plan is read off at
month 17. Achieved: E01 to E08. On their way: E09 to E12. Closed: E13 (cancelled), E14 (rejected).
"""

from __future__ import annotations

from typing import NamedTuple

from hitechtex.metrics import Word

REACHED, ON_TRACK, WATCH, OFF_TRACK = Word.REACHED, Word.ON_TRACK, Word.WATCH, Word.OFF_TRACK
NO_TARGET, NOT_DUE, NO_DATA = Word.NO_TARGET, Word.NOT_DUE, Word.NO_DATA


class Told(NamedTuple):
    """What is told of one indicator for one partner; a value of None is "cannot say"."""

    value: float | None
    n: int
    word: Word
    expected: float | None = None
    target: float | None = None
    low: float | None = None
    high: float | None = None


Rows = dict[str | None, Told]

EXCHANGES: dict[str, Rows] = {
    # 1. Counted where validated or paid. Plan of the partnership: v2, in force since January 2023:
    # 6 in month 12, 18 in month 24, so 6 + 12 * 5/12 = 11 in month 17; v1 (10) is over, v3 (40) is
    # set in December. 8/11 = 0.73. citeve: 12 * 17/24 = 8.5; 5/8.5 = 0.59. aei_textils plans in
    # increments: 1 + 1 = 2 by month 17, 3 in all. ntt has no plan; clutex has one and no row.
    "exchanges_achieved": {
        None: Told(8, 14, WATCH, 11, 18),
        "citeve": Told(5, 7, OFF_TRACK, 8.5, 12),  # E01 to E05, of those with E09 and E13
        "aei_textils": Told(2, 4, ON_TRACK, 2, 3),  # E06 E07, of those with E10 and E14
        "ntt": Told(1, 3, NO_TARGET),  # E08, of those with E11 and E12
    },
    # 2. Achieved over planned to date, held against 1. The mean of the partners' would be 0.79.
    "exchange_pace": {
        None: Told(8 / 11, 14, WATCH, 1, 1),
        "citeve": Told(5 / 8.5, 7, OFF_TRACK, 1, 1),
        "aei_textils": Told(2 / 2, 4, REACHED, 1, 1),
        "ntt": Told(None, 3, NO_DATA, 1, 1),  # nothing planned: not 0, not infinite
    },
    # 3. Of the 10 decided ones 8 were achieved; E13 was lost in building, E14 in registration. So
    # of those that got as far: finalisation 8/8, building 8/9, matching 8/9, registration 8/10.
    # 8 + E09 * 1 + E10 * 8/9 + E11 * 8/9 + E12 * 0.8. From 8, if none comes, to 8 + 4.
    "exchanges_range": {
        None: Told(8 + 1 + 8 / 9 + 8 / 9 + 0.8, 10, NO_TARGET, low=8, high=12),
        "citeve": Told(None, 6, NO_DATA),  # 5 achieved, 1 closed: fewer than 10
        "aei_textils": Told(None, 3, NO_DATA),
        "ntt": Told(None, 1, NO_DATA),
    },
    # 4. The type of E08 is not given: 7, not 8. E09 (an SME) is not achieved. The mean of the
    # partners' shares would be (3/5 + 2/2) / 2 = 0.8. Planned 0.7 from month 1 on; citeve 0.8.
    "sme_share": {
        None: Told(5 / 7, 7, REACHED, 0.7, 0.7),
        "citeve": Told(3 / 5, 5, WATCH, 0.8, 0.8),  # E01 E02 E05; 0.6/0.8 = 0.75
        "aei_textils": Told(None, 2, NO_DATA),  # E06 E07: fewer than 5
        "ntt": Told(None, 0, NO_DATA),
    },
    # 5. E09 in finalisation, E10 in building, E11 in matching, E12 in registration.
    "exchange_pipeline": {
        None: Told(4, 4, NO_TARGET),
        "citeve": Told(1, 1, NO_TARGET),
        "aei_textils": Told(1, 1, NO_TARGET),
        "ntt": Told(2, 2, NO_TARGET),
    },
    # 6. Registered by 30 December 2022: E01 to E04, E06, E07, E10 (on the day), E13, E14; closed
    # ones count. Not E11 (a day later), not E05 (achieved, but registered in 2023), not E08 (no
    # day). All achieved over all would be 8/14; the mean of the partners' (4/5 + 2/4) / 2 = 0.65.
    "exchange_conversion": {
        None: Told(6 / 9, 9, NO_TARGET),
        "citeve": Told(4 / 5, 5, NO_TARGET),
        "aei_textils": Told(None, 4, NO_DATA),  # 2 of 4: fewer than 5
        "ntt": Told(None, 0, NO_DATA),
    },
    # 7. E01 to E08: 3 4 5 30 6, 2 12, 4 days; in order 2 3 4 4 5 6 12 30, the middle (4 + 5)/2.
    # The mean would be 8.25. Lower is better: 5/4.5 on track, and not reached before the end.
    "days_to_validation": {
        None: Told(4.5, 8, ON_TRACK, 5, 5, low=2, high=30),
        "citeve": Told(5, 5, WATCH, 4, 4, low=3, high=30),  # 3 4 5 6 30; 4/5 = 0.8
        "aei_textils": Told(None, 2, NO_DATA),
        "ntt": Told(None, 1, NO_DATA),
    },
    # E01 E02 E03 E05, E06, E08: 7 16 5 4, 8, 10 days; in order 4 5 7 8 10 16, the middle 7.5.
    # E04 and E07 are not paid: that is no delay of 0.
    "days_to_payment": {
        None: Told(7.5, 6, NO_TARGET, low=4, high=16),
        "citeve": Told(None, 4, NO_DATA),
        "aei_textils": Told(None, 1, NO_DATA),
        "ntt": Told(None, 1, NO_DATA),
    },
    # 8. From the signed commitment on, so neither E11 (matched) nor E13 and E14 (closed). E10 is
    # signed, but its sum is not given. Planned: 9000 * 17/24 = 6375; 5990.5/6375 = 0.94. On plan is
    # best: citeve 4800 * 17/24 = 3400; more than that, so 3400/4095 = 0.83. 1195/3400 = 0.35.
    "lump_sums_committed": {
        None: Told(4095 + 1195 + 700.5, 10, ON_TRACK, 6375, 9000),
        "citeve": Told(830 + 415 + 450 + 800 + 700 + 900, 6, WATCH, 3400, 4800),  # E01-E05 E09
        "aei_textils": Told(780 + 415, 3, OFF_TRACK, 3400, 4800),  # E06 E07, E10 without a sum
        "ntt": Told(700.5, 1, NO_TARGET),  # E08
    },
    # Paid, so neither E04 nor E07. Planned: 7200 * 17/24 = 5100; 3875.5/5100 = 0.76.
    "lump_sums_paid": {
        None: Told(2395 + 780 + 700.5, 6, WATCH, 5100, 7200),
        "citeve": Told(830 + 415 + 450 + 700, 4, NO_TARGET),  # E01 E02 E03 E05
        "aei_textils": Told(780, 1, NO_TARGET),  # E06
        "ntt": Told(700.5, 1, NO_TARGET),  # E08
    },
    # 9. E02 twice (2 working days; paid 20 days after), E05 (700 where the ceiling is 610), E07
    # (within one country), E08 (paid 14 days after). E04, paid for a virtual stay, is a warning;
    # E13, within one country, is cancelled. Judged: 14 less E13 and E14. The limit is 0.
    "rule_exceptions": {
        None: Told(5, 12, OFF_TRACK, 0, 0),
        "citeve": Told(3, 6, NO_TARGET),
        "aei_textils": Told(1, 3, ON_TRACK, 1, 1),  # within the limit, and may still rise
        "ntt": Told(1, 3, NO_TARGET),
    },
    # 10. E01 and E02 travelled the same pair; E05 came from outside; E07's pair is not eligible;
    # E08 does not say where it went. Eligible: 6 * 5 less the 2 within one country.
    "region_pairs": {
        None: Told(4 / 28, 14, NO_TARGET),
        "citeve": Told(3 / 5, 7, NO_TARGET),  # to ES51, ITI1, ES52; it may travel to all 5
        "aei_textils": Told(1 / 4, 4, NO_TARGET),  # to PT11; not to its own country
        "ntt": Told(0 / 5, 3, NO_TARGET),
    },
    # 11. Sent less hosted. Hosted in PT11: E06; ES51: E01 E02; ITI1: E03; ES52: E04 E07; CZ05: E05;
    # E08 nobody knows where. 8 - 7 = 1, and not 4 + 0 + 0: hosts without exchanges have no row.
    "exchange_balance": {
        None: Told(8 - 7, 14, NO_TARGET),
        "citeve": Told(5 - 1, 7, NO_TARGET),
        "aei_textils": Told(2 - 2, 4, NO_TARGET),
        "ntt": Told(1 - 1, 3, NO_TARGET),
    },
    # 12. E05's visitor is from outside. E08's host region is not given: 7, not 8.
    "reach_beyond": {
        None: Told(1 / 7, 7, NO_TARGET),
        "citeve": Told(1 / 5, 5, NO_TARGET),
        "aei_textils": Told(None, 2, NO_DATA),
        "ntt": Told(None, 0, NO_DATA),
    },
    # 13. Each achieved exchange once; E08, whose purpose is not given, as such.
    "purpose_mix": {
        None: Told(8, 8, NO_TARGET),
        "citeve": Told(5, 5, NO_TARGET),
        "aei_textils": Told(2, 2, NO_TARGET),
        "ntt": Told(1, 1, NO_TARGET),
    },
    "activity_mix": {
        None: Told(8, 8, NO_TARGET),
        "citeve": Told(5, 5, NO_TARGET),
        "aei_textils": Told(2, 2, NO_TARGET),
        "ntt": Told(1, 1, NO_TARGET),
    },
    # 19. E01 E03 E05, E07 led to something; E02, E06 say that nothing came; E04, E08 do not say.
    # E09 has a contract and is not achieved. Planned: 6 * 17/24 = 4.25; 4/4.25 = 0.94.
    "follow_ups": {
        None: Told(4, 6, ON_TRACK, 4.25, 6),
        "citeve": Told(3, 4, NO_TARGET),
        "aei_textils": Told(1, 2, NO_TARGET),
        "ntt": Told(None, 0, NO_DATA),  # nothing said: not 0
    },
    # Of the 6 that say, not of all 8 (0.5). The mean of the partners' would be (3/4 + 1/2) / 2.
    "follow_up_share": {
        None: Told(4 / 6, 6, REACHED, 0.5, 0.5),
        "citeve": Told(None, 4, NO_DATA),
        "aei_textils": Told(None, 2, NO_DATA),
        "ntt": Told(None, 0, NO_DATA),
    },
    # 20. Expected if registered 8, matched 13, signed 18, completed 19, submitted 22, validated 23,
    # paid 24. The file has no travellers and no satisfaction: 3 missing of each achieved one.
    "data_completeness": {
        None: Told((119 + 57 + 32) / (138 + 65 + 45), 12, NO_TARGET),
        # E01 E02 E05 21/24; E03 20/24 and E04 18/23, members not told; E09 18/19
        "citeve": Told((21 + 21 + 20 + 18 + 21 + 18) / (4 * 24 + 23 + 19), 6, NO_TARGET),
        "aei_textils": Told(None, 3, NO_DATA),  # E06 21/24, E07 20/23, E10 16/18: fewer than 5
        "ntt": Told(None, 3, NO_DATA),  # E08 15/24, E11 12/13, E12 5/8
    },
}

# The breakdowns: what each part holds, for the partnership and each partner. What is not listed
# is 0; the part None is "not given".
PARTS: dict[str, dict[str | None, dict[str | None, int]]] = {
    "exchange_pipeline": {
        None: {
            "registration": 1,
            "matching": 1,
            "exchange_building": 1,
            "exchange_finalisation": 1,
        },
        "citeve": {"exchange_finalisation": 1},
        "aei_textils": {"exchange_building": 1},
        "ntt": {"matching": 1, "registration": 1},
    },
    "purpose_mix": {
        None: {
            "explore_new_markets": 4,  # E01 E02 E06 E07
            "learn_from_another_cluster": 2,  # E03 E04
            "adopt_new_technologies": 1,  # E05
            None: 1,  # E08
        },
        "citeve": {
            "explore_new_markets": 2,
            "learn_from_another_cluster": 2,
            "adopt_new_technologies": 1,
        },
        "aei_textils": {"explore_new_markets": 2},
        "ntt": {None: 1},
    },
    "activity_mix": {
        None: {
            "networking": 4,  # E01 E02 E06 E08
            "sharing_knowledge": 1,  # E03
            "capacity_building": 1,  # E04
            "market_research": 1,  # E05
            "project_development": 1,  # E07
        },
        "citeve": {
            "networking": 2,
            "sharing_knowledge": 1,
            "capacity_building": 1,
            "market_research": 1,
        },
        "aei_textils": {"networking": 1, "project_development": 1},
        "ntt": {"networking": 1},
    },
}
