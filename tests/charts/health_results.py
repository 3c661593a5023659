"""Results of the pages for partners made by hand: two partners, a few months, a few faults."""

from __future__ import annotations

from datetime import date

from hitechtex.catalog.units import UNITS
from hitechtex.metrics.status import Status, Word
from hitechtex.query.result import Result
from tests.charts.results import AS_OF, result

EUR = UNITS["_eur"]
DAY = date(2023, 6, 1)


def status(
    indicator: str, partner: str | None, value: float | None, target: float | None, word: Word
) -> Status:
    """Return a status; half of a target is expected by now."""
    unit = EUR if indicator.startswith("lump") else UNITS["_share"]
    unit = unit if indicator != "exchanges_achieved" else type(EUR)("count", "", 0)
    expected = None if target is None else target / 2
    return Status(indicator, partner, value, unit, 20, target, expected, word, AS_OF)


def statuses() -> tuple[Status, ...]:
    """Two partners and the whole: 12 = 9 + 3 exchanges, EUR 10 000 = 8 000 + 2 000."""
    return (
        status("exchanges_achieved", None, 12, 30, Word.WATCH),
        status("exchanges_achieved", "citeve", 9, 10, Word.ON_TRACK),
        status("exchanges_achieved", "ntt", 3, 20, Word.OFF_TRACK),
        status("lump_sums_paid", None, 10_000, None, Word.NO_TARGET),
        status("lump_sums_paid", "citeve", 8_000, 9_000, Word.REACHED),
        status("lump_sums_paid", "ntt", 2_000, None, Word.NO_TARGET),
        status("region_pairs", "ntt", 0.5, None, Word.NO_TARGET),  # never against a target
    )


def balance(**more: object) -> Result:
    names = "partner exchanges sent_exchanges hosted_exchanges balance_exchanges"
    rows = [(None, 20, 12, 10, 2), ("citeve", 12, 9, 4, 5), ("ntt", 8, 3, 6, -3)]
    return result("exchange_balance", names, rows, n=20, **more)


def work() -> Result:
    names = (
        "partner organised_sessions provided_services current_services owned_milestones"
        " owned_overdue_milestones"
    )
    rows = [("citeve", 4, 3, 2, 5, 0), ("ntt", 2, 1, 1, 4, 2), ("clutex", 0, 0, 0, 0, 0)]
    return result("partner_work", names, rows, n=6)


def exceptions() -> Result:
    names = "partner judged_exchanges exceptions warnings open_questions"
    return result("rule_exceptions_total", names, [(None, 20, 5, 1, 3), ("ntt", 8, 5, 1, 3)], n=20)


def steps() -> Result:
    names = "partner place issue cases since_on needed_monthly_exchanges"
    rows = [
        ("citeve", 1, "fault", 3, DAY, None),
        ("ntt", 1, "milestone_overdue", 1, DAY, None),
        ("ntt", 2, "target_gap", 17, None, 2.5),
    ]
    return result("next_actions", names, rows, n=20)


def faults() -> Result:
    """Three of one partner in two rules, one of nobody that is known."""
    names = "partner dataset fault_rule open_faults faulty_rows oldest_on"
    rows = [
        ("citeve", "exchanges", "not_a_number", 2, 2, DAY),
        ("citeve", "sessions", "unknown_code", 1, 1, DAY),
        (None, "exchanges", "a_later_check", 1, 1, DAY),
    ]
    return result("faults_open", names, rows, n=4)


def listed() -> Result:
    names = (
        "partner dataset source_file source_sheet source_row field value fault_rule hint"
        " received_on batch"
    )
    rows = [
        ("citeve", "exchanges", "march.csv", None, 7, "working_days", "five", "not_a_number",
         "“five” is not a number.", DAY, "b1"),
        (None, "exchanges", "march.csv", None, 9, "partner", "nobody", "unknown_partner",
         "“nobody” is not one of the partners.", DAY, "b1"),
    ]  # fmt: skip
    return result("fault_list", names, rows, n=4)


def files() -> Result:
    names = (
        "batch dataset partner file received_on received_by rows_read accepted_rows set_aside_rows"
        " repaired_values batch_state is_sample"
    )
    rows = [
        ("b2", "sessions", None, "all.csv", DAY, None, 9, 9, 0, 0, "live", False),
        ("b1", "exchanges", "citeve", "march.csv", DAY, "manager", 20, 16, 4, 2, "replaced", False),
    ]
    return result("batch_list", names, rows, n=1)


def remarks() -> Result:
    """Two sentences on one file of CITEVE, one on a file of several partners."""
    names = "batch dataset partner file received_on remark"
    rows = [
        ("b2", "services", None, "all.csv", DAY, "The column “note” was not read."),
        ("b1", "exchanges", "citeve", "march.csv", DAY, "Row 9 is a total: “Total 90”."),
        ("b1", "exchanges", "citeve", "march.csv", DAY,
         "The total in row 9 gives 90 for “days”; the rows accepted add up to 80."),
    ]  # fmt: skip
    return result("file_remarks", names, rows, n=2)


def by_month() -> Result:
    """Two partners, three months: 46 of 48, nothing, 6 of 8; nothing, 20 of 24, nothing."""
    names = "partner month told_exchanges expected_values filled_values filled_share"
    rows = [
        ("citeve", date(2023, 1, 1), 2, 48, 46, 46 / 48),
        ("citeve", date(2023, 2, 1), 0, 0, 0, None),
        ("citeve", date(2023, 3, 1), 1, 8, 6, 0.75),
        ("ntt", date(2023, 1, 1), 0, 0, 0, None),
        ("ntt", date(2023, 2, 1), 1, 24, 20, 20 / 24),
        ("ntt", date(2023, 3, 1), 0, 0, 0, None),
    ]
    return result("completeness_by_month", names, rows, n=4)


def by_field() -> Result:
    names = "field expected_from expected_values missing_values"
    rows = [("outcome", "report_submitted", 63, 8), ("purpose", "registered", 81, 3),
            ("mode", "registered", 81, 0)]  # fmt: skip
    return result("completeness_by_field", names, rows, n=81)


def arrivals() -> Result:
    names = "partner dataset told_rows last_row_on last_received_on silent_days is_late"
    rows = [
        ("ntt", "exchanges", 8, date(2023, 3, 1), DAY, 105, True),
        ("clutex", "targets", 0, None, None, None, True),
        ("citeve", "exchanges", 12, date(2023, 6, 1), DAY, 13, False),
    ]
    return result("partner_arrivals", names, rows, n=20)


def outliers() -> Result:
    names = (
        "exchange_id partner field value typical_value distance_ratio alike alike_values"
        " source_file source_row"
    )
    rows = [
        ("E1", "ntt", "lump_sum_eur", 8300.0, 830.0, 10.0, None, None, "march.csv", 3),
        ("E2", "ntt", "distance_km", 8500.0, 850.0, 12.5, "PT11>other", 9, "march.csv", 4),
        ("E3", "ntt", "working_days", 50.0, 4.0, 9.0, "virtual", 12, "march.csv", 5),
    ]
    return result("exchange_outliers", names, rows, n=20)
