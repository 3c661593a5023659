"""Results of the strategy made by hand: six milestones, four cells of services, three events."""

from __future__ import annotations

from datetime import date
from typing import Any

from hitechtex.query.result import Result, Source
from tests.charts.results import AS_OF, result

MILESTONES = (Source("milestones", 1, ("b1",), ("citeve",), False),)
SERVICES = (Source("services", 1, ("b2",), ("citeve",), False),)

SCHEDULE = (
    "line milestone_id title milestone_kind owner planned_start planned_end started_on ended_on"
    " forecast_start forecast_end standing late_days forecast_late_days waits_for unknown_links"
    " pushed_by is_circular"
)


def milestone(
    name: str, line: str = "training", kind: str = "task", **given: Any
) -> tuple[Any, ...]:
    """Return one milestone of citeve that is to come; `given` says what is otherwise."""
    columns = dict.fromkeys(SCHEDULE.split()) | {
        "line": line, "milestone_id": name, "title": f"Title {name}", "milestone_kind": kind,
        "owner": "citeve", "standing": "to_come", "is_circular": False,
    }  # fmt: skip
    return tuple((columns | given).values())


def schedule(*more: tuple[Any, ...]) -> Result:
    """A done late, B overdue since 1 Jun, C begun and pushed by B, D a point done on time."""
    rows = [
        milestone("A", planned_start=date(2022, 3, 1), planned_end=date(2022, 4, 30),
                  started_on=date(2022, 3, 5), ended_on=date(2022, 5, 12), standing="done_late",
                  late_days=12),
        milestone("B", planned_start=date(2023, 4, 1), planned_end=date(2023, 6, 1),
                  forecast_start=AS_OF, forecast_end=date(2023, 8, 14), standing="overdue",
                  late_days=13, forecast_late_days=74, waits_for="A"),
        milestone("C", planned_start=date(2023, 6, 2), planned_end=date(2023, 9, 30),
                  started_on=date(2023, 6, 2), forecast_end=date(2023, 12, 13), standing="running",
                  forecast_late_days=74, waits_for="A; B", pushed_by="B", owner="ntt"),
        milestone("D", "strategy", "milestone", planned_end=date(2022, 12, 2),
                  ended_on=date(2022, 12, 1), standing="on_time", late_days=-1, owner=None),
        *more,
    ]  # fmt: skip
    return result("milestone_roadmap", SCHEDULE, rows, n=len(rows), sources=MILESTONES)


def met() -> Result:
    names = (
        "partner milestones due_milestones on_time_milestones overdue_milestones undated_milestones"
    )
    rows = [(None, 4, 3, 1, 1, 0), ("citeve", 2, 2, 0, 1, 0), ("ntt", 1, 0, 0, 0, 0)]
    return result("milestones_on_time", names, rows, n=4, sources=MILESTONES)


def coming() -> Result:
    """Training has one to come and one late, collaboration nothing more and one late."""
    names = "line milestones done_milestones late_milestones next_title next_end next_partner"
    rows = [
        ("training", 4, 2, 1, "Second round", date(2023, 9, 1), "ntt"),
        ("strategy", 2, 1, 0, "Portfolio", date(2023, 10, 2), None),
        ("collaboration", 3, 2, 1, None, None, None),
    ]
    return result("milestones_next", names, rows, n=9, sources=MILESTONES)


def by_line() -> Result:
    names = (
        "line milestones due_milestones on_time_milestones done_late_milestones"
        " overdue_milestones undated_milestones"
    )
    rows = [("training", 3, 2, 0, 1, 1, 0), ("strategy", 1, 1, 1, 0, 0, 0),
            ("clusterxchange", 2, 0, 0, 0, 0, 0), ("management", 0, 0, 0, 0, 0, 0)]  # fmt: skip
    return result("milestones_by_line", names, rows, n=6, sources=MILESTONES)


def late() -> Result:
    names = (
        "milestone_id title line owner standing planned_end late_days forecast_end"
        " forecast_late_days pushed_by waiting waiting_milestones"
    )
    rows = [
        ("B", "Title B", "training", "citeve", "overdue", date(2023, 6, 1), 13,
         date(2023, 8, 14), 74, None, "Title C", 1),
        ("C", "Title C", "training", "ntt", "running", date(2023, 9, 30), None,
         date(2023, 12, 13), 74, "Title B", None, 0),
    ]  # fmt: skip
    return result("milestones_late", names, rows, n=4, sources=MILESTONES)


def record() -> Result:
    names = (
        "record_kind title first_day last_day host guests place country mode note source_url"
        " read_on"
    )
    rows = [
        ("project_meeting", "Kick-off", date(2022, 2, 7), date(2022, 2, 8), "citeve",
         "ntt;clutex", None, None, "virtual", None, "https://example.org/kick-off", AS_OF),
        ("workshop", "Workshop", date(2023, 5, 3), date(2023, 5, 3), None, None, None, "PT",
         "physical", None, "https://example.org/workshop", AS_OF),
        ("announcement", "Fair", None, None, None, "ntt", "Milan", "IT", None,
         "Announced only.", "https://example.org/fair", AS_OF),
    ]  # fmt: skip
    return result("public_record", names, rows, n=3, sources=())


def portfolio() -> Result:
    names = (
        "category partner services offered_services pilot_services planned_services"
        " retired_services live_services joint_services smes_served titles"
    )
    nothing = (0, 0, 0, 0, 0, 0, 0, None, None)
    rows = [
        ("innovation", "citeve", 3, 2, 1, 0, 0, 3, 1, 12, "Audit; Lab; Visit"),
        ("innovation", "ntt", *nothing),
        ("innovation", "clutex", *(None,) * 9),
        ("digital", "citeve", *nothing),
        ("digital", "ntt", 1, 0, 0, 1, 0, 0, 0, None, "Passport"),
        ("digital", "clutex", *(None,) * 9),
    ]
    return result("service_portfolio", names, rows, n=4, sources=SERVICES)


def gaps() -> Result:
    names = (
        "category finding live_services joint_services planned_services offering_partners"
        " missing_partners duplicate_partners"
    )
    rows = [
        ("innovation", "duplicate", 3, 1, 0, 2, None, "citeve;ntt"),
        ("green", "covered", 2, 2, 0, 2, None, None),
        ("digital", "nobody", 0, 0, 1, 0, "citeve;ntt", None),
    ]
    return result("service_gaps", names, rows, n=4, sources=SERVICES)


def launches() -> Result:
    names = "month live_services retired_services ahead_services"
    rows = [(date(2023, 4, 1), 2, 1, 0), (date(2023, 5, 1), 0, 0, 0), (date(2023, 6, 1), 1, 0, 0),
            (date(2023, 7, 1), 0, 0, 1), (date(2023, 8, 1), 0, 0, 0)]  # fmt: skip
    return result("services_by_month", names, rows, n=5, sources=SERVICES)
