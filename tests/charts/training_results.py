"""Results on training made by hand: four months, two organisers, one group of few."""

from __future__ import annotations

from datetime import date
from typing import Any

from hitechtex.query.result import Result
from tests.charts.results import result

FEW = "Groups of fewer than 5 people are told only together with others, or not at all."


def by_month() -> Result:
    """Five sessions held, one planned; April without a session, May with one of too few."""
    names = (
        "month held_sessions planned_sessions learner_hours attended_people registered_people"
        " came_people"
    )
    rows = [
        (date(2023, 3, 1), 2, 0, 120.0, 30, 36, 30),
        (date(2023, 4, 1), 0, 0, None, None, None, None),
        (date(2023, 5, 1), 1, 0, None, None, None, None),
        (date(2023, 6, 1), 2, 0, 80.5, 23, 25, 23),
        (date(2023, 7, 1), 0, 1, None, None, None, None),
    ]
    return result("training_by_month", names, rows, n=6, left_out=(FEW,))


def people() -> Result:
    rows = [
        (date(2023, 3, 1), 20, 20), (date(2023, 4, 1), 0, 20), (date(2023, 5, 1), 5, 25),
        (date(2023, 6, 1), 10, 35),
    ]  # fmt: skip
    return result("people_by_month", "month people people_to_date", rows, n=6)


PARTS = (
    "divided_by part sessions learner_hours registered_people came_people answers"
    " satisfaction_score asked_people of_asked_answers answers_1 answers_2 answers_3 answers_4"
    " answers_5 matched_people pre_points post_points"
)


def parts() -> Result:
    """Trainings: 20 answers of 1 2 4 8 5; webinars: means alone; a rest of too few."""
    none: tuple[Any, ...] = (None,) * 5
    rows = [
        ("kind", "training", 3, 150.0, 40, 34, 20, 3.7, 34, 20, 1, 2, 4, 8, 5, 12, 41.0, 60.5),
        ("kind", "webinar", 1, 50.5, 21, 19, 10, 4.5, 19, 10, *none, 0, None, None),
        ("kind", "coaching", 2, None, None, None, 0, None, None, None, *none, 0, None, None),
        ("kind", None, 0, 17.5, 8, 7, 6, 4.0, None, None, *none, 0, None, None),
        ("organiser", "citeve", 4, 150.0, 40, 34, 20, 3.7, 34, 20, 1, 2, 4, 8, 5, 7, 44.0, 56.0),
        ("organiser", "ntt", 2, 50.5, 21, 19, 10, 4.5, 19, 10, *none, 5, 36.8, 66.8),
        ("organiser", None, 0, 17.5, 8, 7, 6, 4.0, None, None, *none, 0, None, None),
        ("topic", "Green transition", 4, 200.5, 61, 53, 30, 3.97, 53, 30, *none, 0, None, None),
        ("topic", None, 0, 17.5, 8, 7, 6, 4.0, None, None, *none, 0, None, None),
    ]  # fmt: skip
    return result("training_parts", PARTS, rows, n=6, left_out=(FEW,))


def satisfaction() -> Result:
    """20 x 3.7 + 10 x 4.5 + 6 x 4.0 = 143 over 36."""
    names = "partner satisfaction_score low_score high_score answers asked_people of_asked_answers"
    rows = [
        (None, 143 / 36, 3.61, 4.33, 36, 53, 30), ("citeve", 3.7, 3.2, 4.2, 20, 34, 20),
        ("ntt", 4.5, None, None, 10, 19, 10),
    ]  # fmt: skip
    return result("training_satisfaction", names, rows, n=6, left_out=(FEW,))


def gain() -> Result:
    """12 people: from 41 to 60.5."""
    names = "partner matched_people pre_points post_points gain_points low_points high_points"
    rows = [
        (None, 12, 41.0, 60.5, 19.5, 12.1, 26.9), ("citeve", 7, 44.0, 56.0, 12.0, 4.0, 20.0),
        ("ntt", 5, 36.8, 66.8, 30.0, 20.0, 40.0),
    ]  # fmt: skip
    return result("training_gain", names, rows, n=6)


def attendance_map() -> Result:
    rows = [
        ("training", date(2022, 8, 1), 1, 16, 14), ("training", date(2023, 2, 1), 2, 24, 20),
        ("coaching", date(2023, 5, 1), 2, None, None), ("webinar", date(2023, 5, 1), 1, 21, 19),
    ]  # fmt: skip
    names = "kind quarter sessions registered_people came_people"
    return result("training_attendance_map", names, rows, n=6, left_out=(FEW,))


def attendance() -> Result:
    names = "partner registered_people came_people certificates certifiable_people certified_people"
    rows = [
        (None, 69, 60, 25, 34, 22), ("citeve", 40, 34, 22, 34, 22), ("ntt", 21, 19, 3, 0, 0),
        ("clutex", 0, 0, None, 0, 0),
    ]  # fmt: skip
    return result("training_attendance", names, rows, n=6)


def differences() -> Result:
    names = (
        "session_id title start_date organiser registered registered_in_total attended"
        " attended_in_total certificates certificates_in_total source_file source_row"
    )
    rows = [("T1", "Starting", date(2023, 3, 6), "citeve", 16, 18, 14, 15, 12, 12, "s.csv", 2)]
    return result("session_differences", names, rows, n=6)


def organisations() -> Result:
    """35 people: 14 of clusters, 11 of SMEs, 10 not told."""
    rows = [
        (None, "sme", 11), (None, "cluster_organisation", 14), (None, None, 10),
        ("citeve", "cluster_organisation", 14), ("citeve", "sme", 5), ("ntt", "sme", 6),
        ("ntt", None, 10),
    ]  # fmt: skip
    return result("trained_organisations", "partner organisation_type people", rows, n=6)


def labels() -> Result:
    """One runs out before the reporting day, two hold; the third partner has none."""
    names = "partner label awarded_on valid_until holds source_url"
    rows = [
        ("citeve", "bronze", date(2020, 6, 1), date(2022, 6, 1), False, "https://example.org/1"),
        ("citeve", "silver", date(2022, 5, 2), date(2024, 5, 2), True, "https://example.org/2"),
        ("ntt", "gold", date(2021, 9, 1), date(2023, 9, 1), True, None),
        ("clutex", None, None, None, None, None),
    ]
    return result("partner_labels", names, rows, n=3)
