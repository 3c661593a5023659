"""Results on joint actions made by hand: nine of them, three partners of six taking part."""

from __future__ import annotations

from datetime import date
from typing import Any

from hitechtex.query.result import Result
from tests.charts.results import PARTNERS, result

KINDS = ("pilot_action", "cooperation_agreement", "matchmaking_event", "project_proposal",
         "joint_learning")  # fmt: skip
STATUSES = ("idea", "planned", "running", "done", "dropped")
# Kind and status: actions, saying what came of them, late. Nine in all: 1 2 2 3 1 by status.
COUNTS = {
    ("pilot_action", "idea"): (1, 0, 0),
    ("pilot_action", "planned"): (2, 0, 1),
    ("pilot_action", "running"): (1, 0, 0),
    ("pilot_action", "done"): (2, 1, 0),
    ("cooperation_agreement", "running"): (1, 0, 1),
    ("matchmaking_event", "done"): (1, 1, 0),
    ("project_proposal", "dropped"): (1, 0, 0),
}
HOSTILE = "<b>Bold</b> & <a href='javascript:alert(1)'>dear</a>"


def by_status() -> Result:
    rows = [(kind, status, *COUNTS.get((kind, status), (0, 0, 0)))
            for kind in KINDS for status in STATUSES]  # fmt: skip
    names = "action_kind action_status actions told_actions late_actions"
    return result("actions_by_status", names, rows, n=9)


def board() -> Result:
    """One of the three that are done is not on the board."""
    cards: list[tuple[Any, ...]] = [
        ("A1", "An idea", "pilot_action", "citeve", "citeve", "idea", None, None, None, None),
        ("A2", "Late to begin", "pilot_action", "ntt", "ntt;citeve", "planned", date(2023, 6, 1),
         date(2023, 9, 1), 13, 4),
        ("A3", HOSTILE, "pilot_action", "ntt", "ntt;citeve", "planned", date(2023, 9, 1), None,
         None, None),
        ("A4", "Late to end", "cooperation_agreement", "citeve", "citeve;ntt", "running",
         date(2023, 1, 9), date(2023, 5, 31), 14, 0),
        ("A5", "In time", "pilot_action", "citeve", "citeve;clutex", "running", date(2023, 2, 6),
         None, None, 1),
        ("A6", "A long title that goes on until it fills more than one line", "pilot_action",
         "citeve", "citeve;ntt", "done", date(2022, 9, 1), date(2022, 9, 20), None, 7),
        ("A7", "A fair", "matchmaking_event", "ntt", "ntt;citeve", "done", None,
         date(2022, 12, 1), None, 12),
        ("A9", "Given up", "project_proposal", "clutex", "clutex", "dropped", date(2022, 8, 1),
         None, None, None),
    ]  # fmt: skip
    names = (
        "action_id title action_kind lead partners action_status start_date end_date late_days"
        " smes_involved"
    )
    return result("action_board", names, cards, n=9)


def by_month() -> Result:
    rows = [(date(2023, month, 1), *counts) for month, counts in enumerate(
        [(0, 0, 0, 0, 0), (2, 1, 1, 0, 0), (1, 0, 0, 0, 1), (0, 0, 0, 0, 0), (1, 0, 0, 1, 0)],
        start=1)]  # fmt: skip
    names = "month actions done_actions running_actions planned_actions dropped_actions"
    return result("actions_by_month", names, rows, n=9)


def undated() -> Result:
    return result("actions_undated", "actions", [(2,)], n=9)


def pairs() -> Result:
    """citeve with ntt 4, with clutex 1; three partners take part in none."""
    shared = {("citeve", "citeve"): (6, 3), ("ntt", "ntt"): (5, 3), ("clutex", "clutex"): (2, 1)}
    for one, other, count in (("citeve", "ntt", 4), ("citeve", "clutex", 1)):
        shared[one, other] = shared[other, one] = (count, 1)
    rows = [(one, other, *shared.get((one, other), (0, 0))) for one in PARTNERS
            for other in PARTNERS]  # fmt: skip
    return result("action_pairs", "partner other_partner live_actions led_actions", rows, n=9)


def by_sector() -> Result:
    counts = {"health": (3, 2), "sport": (1, 0), "other": (2, 2), None: (2, 1)}
    sectors = ("health", "mobility", "sport", "construction", "protection", "fashion", "home",
               "other", None)  # fmt: skip
    rows = [(sector, *counts.get(sector, (0, 0))) for sector in sectors]
    return result("actions_by_sector", "cross_sector live_actions started_actions", rows, n=9)


def by_kind() -> Result:
    rows = [
        ("pilot_action", 6, 2, 12500.0, 3, 2, 8),
        ("cooperation_agreement", 1, 0, None, 1, 1, 0),  # none involved, which is said
        ("matchmaking_event", 1, 1, 3000.0, 1, 0, None),  # does not say
        ("project_proposal", 0, 0, None, 0, 0, None),
        ("joint_learning", 0, 0, None, 0, 0, None),
    ]
    names = (
        "action_kind live_actions with_budget_actions budget_eur started_actions"
        " with_smes_actions smes"
    )
    return result("actions_by_kind", names, rows, n=9)


def outcomes() -> Result:
    rows = [
        ("A7", "A fair", "matchmaking_event", "ntt", "done", date(2022, 12, 1), 12,
         "Forty talks.", "https://example.org/a7"),
        ("A6", "A long title", "pilot_action", "citeve", "done", date(2022, 9, 20), 7, None, None),
    ]  # fmt: skip
    names = (
        "action_id title action_kind lead action_status end_date smes_involved result source_url"
    )
    return result("action_results", names, rows, n=9)


def follow_ups() -> Result:
    rows = [(None, 62, 40, 24, 9), ("citeve", 30, 25, 15, 6), ("ntt", 20, 15, 9, 3),
            ("clutex", 12, 0, 0, 0)]  # fmt: skip
    names = "partner achieved_exchanges answered_exchanges followed_exchanges agreed_exchanges"
    return result("exchange_follow_ups", names, rows)


def reach() -> Result:
    rows = [(None, 62, 61, 5), ("citeve", 30, 30, 5), ("ntt", 20, 20, 0), ("clutex", 12, 11, 0)]
    names = "partner achieved_exchanges placed_exchanges beyond_exchanges"
    return result("exchange_reach", names, rows)
