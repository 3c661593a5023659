"""The worked example by hand: training (14 to 18), joint actions (21), strategy (22 and 23).

Read beside the files of `worked/`. The reporting day is 30 June 2023, the end of project month 17.
T1 and T2 have a list of people, T3 the partner's totals alone; what T1 gives as totals (20, 15,
a mean of 1) does not count beside its list. People: a1 to a5 of citeve, b1 to b6 of aei_textils.
"""

from __future__ import annotations

from tests.metrics.worked_exchanges import (
    NO_DATA,
    NO_TARGET,
    NOT_DUE,
    OFF_TRACK,
    ON_TRACK,
    REACHED,
    WATCH,
    Rows,
    Told,
)

# Student's t for 95 % and 4, 5, 9, 10 degrees of freedom, from a printed table.
T4, T5, T9, T10 = 2.776, 2.571, 2.262, 2.228

TRAINING: dict[str, Rows] = {
    # 14. One each. Of the 3 planned in the end 3 are there; citeve's plan was set in September, so
    # on the reporting day there was none; aei_textils 2 * 17/24 = 1.42; 1/1.42 = 0.71.
    "training_sessions": {
        None: Told(3, 3, REACHED, 3 * 17 / 24, 3),
        "citeve": Told(1, 1, NO_TARGET),
        "aei_textils": Told(1, 1, WATCH, 2 * 17 / 24, 2),
        "ateval": Told(1, 1, NO_TARGET),
    },
    # 4 h * 6, 2.5 h * 5, 8 h * 20. The totals of T1 would give 4 h * 15. 240 * 17/24 = 170.
    "learner_hours": {
        None: Told(24 + 12.5 + 160, 6 + 5 + 20, ON_TRACK, 170, 240),
        "citeve": Told(24, 6, NO_TARGET),
        "aei_textils": Told(12.5, 5, NO_TARGET),
        "ateval": Told(160, 20, NO_TARGET),
    },
    # 15. a1 to a5 and b1 to b5, by their own partner; b1 came twice and counts once, b6 never came.
    # Attendances would be 11, everybody in a list 11, and 31 with totals: totals have no people.
    # Planned: 10 + 30 * 5/12 = 22.5. aei_textils plans nothing before month 20.
    "people_trained": {
        None: Told(10, 10, OFF_TRACK, 22.5, 40),
        "citeve": Told(5, 5, NO_TARGET),
        "aei_textils": Told(5, 5, NOT_DUE, 0, 8),
        "ateval": Told(None, 0, NO_DATA),  # organised T3, and has nobody in a list
    },
    # 16. T1: a5 came without registering and counts as registered: 6 of 8. T2: a1 did not come, 5
    # of 6. T3: 20 of 40. The mean of the sessions' rates would be 0.69.
    "attendance_rate": {
        None: Told((6 + 5 + 20) / (8 + 6 + 40), 54, NO_TARGET),
        "citeve": Told(6 / 8, 8, NO_TARGET),
        "aei_textils": Told(5 / 6, 6, NO_TARGET),
        "ateval": Told(20 / 40, 40, NO_TARGET),
    },
    # 17. T1: 5 5 4 4 3, b1 does not say: 21/5. T2: 2 3 3 4 4: 16/5. T3: a mean of 4.5 of 15. The
    # mean of the means would be 3.97, of the lists alone 3.7. Planned 4.5: 4.18/4.5 = 0.93;
    # 3.2/4.5 = 0.71. Variance of T1 (91 - 21²/5)/4 = 0.7, of T2 (54 - 16²/5)/4 = 0.7, of both
    # (145 - 37²/10)/9 = 0.9; the interval of the 10 is narrowed by √(10/25) for the 25.
    "satisfaction": {
        None: Told(
            (21 + 16 + 4.5 * 15) / 25, 25, ON_TRACK, 4.5, 4.5,
            low=4.18 - T9 * (0.9 / 10) ** 0.5 * (10 / 25) ** 0.5,
            high=4.18 + T9 * (0.9 / 10) ** 0.5 * (10 / 25) ** 0.5,
        ),
        # 4.2 + 1.04 is more than can be given: 5
        "citeve": Told(21 / 5, 5, NO_TARGET, low=4.2 - T4 * (0.7 / 5) ** 0.5, high=5),
        "aei_textils": Told(
            16 / 5, 5, WATCH, 4.5, 4.5,
            low=3.2 - T4 * (0.7 / 5) ** 0.5, high=3.2 + T4 * (0.7 / 5) ** 0.5,
        ),
        "ateval": Told(4.5, 15, REACHED, 4.5, 4.5),  # no single answers, so no interval
    },
    # 18. T1: 20 10 5 25 10 20 = 90, squares 1650. T2: 0 10 -5 20 5 = 30, squares 550; a1 was tested
    # before alone. The mean of the means would be 10.5. Variance of T1 (1650 - 90²/6)/5 = 60, of T2
    # (550 - 30²/5)/4 = 92.5, of both (2200 - 120²/11)/10 = 89.09.
    "learning_gain": {
        None: Told(
            120 / 11, 11, NO_TARGET,
            low=120 / 11 - T10 * (89.0909 / 11) ** 0.5, high=120 / 11 + T10 * (89.0909 / 11) ** 0.5,
        ),
        "citeve": Told(
            90 / 6, 6, NO_TARGET, low=15 - T5 * (60 / 6) ** 0.5, high=15 + T5 * (60 / 6) ** 0.5
        ),
        "aei_textils": Told(
            30 / 5, 5, NO_TARGET, low=6 - T4 * (92.5 / 5) ** 0.5, high=6 + T4 * (92.5 / 5) ** 0.5
        ),
        "ateval": Told(None, 0, NO_DATA),
    },
}  # fmt: skip

JOINT: dict[str, Rows] = {
    # 21. A1 runs, with three partners, and counts once for the partnership; A2 is done; A3 is no
    # pilot; A4 is planned. 1 + 2 + 1 is not 2. Planned in increments: 1 + 1 by month 12, 5/6 of
    # the next by month 17: 2.83; 2/2.83 = 0.71.
    "pilot_actions": {
        None: Told(2, 3, WATCH, 2 + 5 / 6, 4),
        "citeve": Told(1, 1, REACHED, 17 / 24, 1),  # A1
        "aei_textils": Told(2, 2, NO_TARGET),  # A1 A2
        "ntt": Told(1, 2, NO_TARGET),  # A1, of A1 and A4
    },
    "pilot_actions_done": {
        None: Told(1, 3, NO_TARGET),
        "citeve": Told(0, 1, NO_TARGET),
        "aei_textils": Told(1, 2, NO_TARGET),  # A2
        "ntt": Told(0, 2, NO_TARGET),
    },
    # Of any kind: A1 6, A2 4; A3 does not say; the 10 of A4 are to come.
    "action_smes": {
        None: Told(6 + 4, 2, NO_TARGET),
        "citeve": Told(6, 1, NO_TARGET),
        "aei_textils": Told(6 + 4, 2, NO_TARGET),
        "ntt": Told(6, 1, NO_TARGET),
    },
    # 22. V1 and V2; V3 was launched before the project. 3 * 17/24 = 2.125; 2/2.125 = 0.94.
    "services_new": {
        None: Told(2, 3, ON_TRACK, 2.125, 3),
        "citeve": Told(1, 1, NO_TARGET),
        "aei_textils": Told(1, 2, REACHED, 17 / 24, 1),
    },
    # V1 12; V2 does not say; the 40 of V3 are not of a new one. 30 * 17/24 = 21.25; 12/21.25 = 0.56
    "smes_served": {
        None: Told(12, 1, OFF_TRACK, 21.25, 30),
        "citeve": Told(12, 1, NO_TARGET),
        "aei_textils": Told(None, 0, NO_DATA),  # not 0
    },
    # 23. M1 met on its day; M2 late; M3 due and not done; M4 done, but not due before December; M5,
    # due on the reporting day, met, and in nobody's charge. Of the 4 that are done 3 are on time.
    "milestones_on_time": {
        None: Told(2 / 4, 4, NO_TARGET),
        "citeve": Told(1 / 2, 2, NO_TARGET),  # M1, of M1 M2; not of the 3 that are done
        "aei_textils": Told(0 / 1, 1, NO_TARGET),  # M3: 0 of 1 is 0
    },
}
