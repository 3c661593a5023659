"""Results about files made by hand: three files, one period, four changes."""

from __future__ import annotations

from datetime import date

from hitechtex.query.result import Result
from tests.charts.results import result

DAY = date(2023, 6, 1)


def files() -> Result:
    """Three files: one approved, one returned, one about people replaced; two of them count."""
    names = (
        "batch dataset partner file received_on received_by rows_read accepted_rows set_aside_rows"
        " repaired_values batch_state is_sample review reviewed_by reviewed_on review_comment"
        " replaces"
    )
    rows = [
        ("b3", "exchanges", "ntt", "may.csv", DAY, "manager", 9, 9, 0, 0, "live", False,
         "returned", "coordinator", DAY, "Where is the region?", None),
        ("b2", "exchanges", "citeve", "march.csv", DAY, "manager", 20, 16, 4, 2, "live", False,
         "approved", "coordinator", DAY, None, "b1"),
        ("b1", "attendance", None, "all.csv", DAY, None, None, None, None, None, "replaced",
         False, "submitted", None, None, None, None),
    ]  # fmt: skip
    return result("batch_list", names, rows, n=2)


def periods() -> Result:
    """One partner's exchanges, approved until the end of March."""
    names = "partner dataset approved_until approved_on approved_by"
    rows = [("citeve", "exchanges", date(2023, 3, 31), DAY, "coordinator")]
    return result("periods_approved", names, rows, n=1)


def months() -> Result:
    """Three months with rows, and two rows without a day: 16."""
    rows = [(date(2023, 1, 1), 6), (date(2023, 2, 1), 1), (date(2023, 3, 1), 7), (None, 2)]
    return result("batch_rows_by_month", "month accepted_rows", rows, n=16)


def changes() -> Result:
    """One row added, two cells of one row changed, one row gone."""
    names = (
        "change row_name field before_value after_value before_sheet before_row after_sheet"
        " after_row"
    )
    rows = [
        ("added", "D", None, None, None, None, None, "Hoja 1", 2),
        ("changed", "A", "working_days", "3", "4", None, 2, "Hoja 1", 4),
        ("changed", "A", "lump_sum_eur", "780.00", None, None, 2, "Hoja 1", 4),
        ("gone", "B", None, None, None, None, 3, None, None),
    ]
    return result("batch_changes", names, rows, n=6)


def total() -> Result:
    """The same, counted; one row is as it was."""
    names = "added_rows changed_rows changed_values gone_rows same_rows"
    return result("batch_changes_total", names, [(1, 1, 2, 1, 1)], n=6)
