"""For any seed: every status agrees with its dates, and every date with the reporting day."""

from __future__ import annotations

from datetime import date

import pyarrow as pa
from hypothesis import given, settings
from hypothesis import strategies as st

from hitechtex.catalog import read_catalog
from hitechtex.sample.exchanges import exchange_blocks
from hitechtex.sample.setting import read_setting

AS_OF = date(2023, 9, 30)  # 24 months from 1 February 2022; five sixths of them end here
FIRST_DAY = date(2022, 2, 1)
OVER = {"completed", "report_submitted", "report_validated", "paid"}
CLOSED = {"cancelled", "rejected"}
CHECKED_BACK = ("registered_on", "completed_on", "validated_on", "paid_on")


def exchanges(seed: int, rows: int) -> list[dict[str, object]]:
    setting = read_setting(read_catalog(), seed=seed, rows=rows)
    return pa.Table.from_batches(exchange_blocks(setting)).to_pylist()


any_sample = given(seed=st.integers(0, 2**63 - 1), rows=st.integers(60, 300))


@any_sample
def test_nothing_is_known_from_after_the_reporting_day(seed: int, rows: int) -> None:
    for each in exchanges(seed, rows):
        days = [each[name] for name in CHECKED_BACK if each[name]]
        assert all(FIRST_DAY <= day <= AS_OF for day in days), each


@any_sample
def test_the_dates_are_those_the_status_has_reached(seed: int, rows: int) -> None:
    for each in exchanges(seed, rows):
        status = each["status"]
        assert (each["completed_on"] is not None) == (status in OVER), each
        assert each["validated_on"] is None or status in {"report_validated", "paid"}, each
        assert (each["paid_on"] is not None) == (status == "paid"), each
        if status == "ongoing":
            assert each["start_date"] <= AS_OF, each
        if status in {"registered", "accepted"}:
            assert each["start_date"] is None or each["start_date"] > AS_OF, each


@any_sample
def test_dates_never_run_backwards(seed: int, rows: int) -> None:
    order = ("start_date", "end_date", "completed_on", "validated_on", "paid_on")
    for each in exchanges(seed, rows):
        days = [each[name] for name in order if each[name]]
        assert days == sorted(days), each
        if each["registered_on"] and each["start_date"]:
            assert each["registered_on"] <= each["start_date"], each


@any_sample
def test_working_days_fit_between_the_first_and_the_last_day(seed: int, rows: int) -> None:
    """Counted day by day: Mondays to Fridays from first to last, both included."""
    for each in exchanges(seed, rows):
        if each["start_date"] and each["end_date"]:
            span = range(each["start_date"].toordinal(), each["end_date"].toordinal() + 1)
            weekdays = sum(date.fromordinal(day).weekday() < 5 for day in span)
            assert weekdays == each["working_days"], each
            assert each["start_date"].weekday() < 5 > each["end_date"].weekday(), each


@any_sample
def test_money_and_answers_come_when_they_can(seed: int, rows: int) -> None:
    for each in exchanges(seed, rows):
        answered = (each["visitor_satisfaction"], each["host_satisfaction"], each["outcome"])
        if each["status"] not in OVER:
            assert answered == (None, None, None), each
        if each["status"] in {"registered", "accepted", "matched", *CLOSED}:
            assert each["lump_sum_eur"] is None, each


@any_sample
def test_every_kind_of_trouble_is_in_every_sample(seed: int, rows: int) -> None:
    """A page that shows trouble has some to show, whatever the seed."""
    sample = exchanges(seed, rows)
    over = [each for each in sample if each["status"] in OVER]
    visitors = [each["visiting_organisation"] for each in sample]
    assert any(each["working_days"] == 2 for each in sample)
    assert any(each["visiting_country"] == each["host_country"] for each in sample)
    assert len(set(visitors)) < len(visitors)
    assert any(each["mode"] == "virtual" and each["lump_sum_eur"] is None for each in sample)
    assert {"cancelled", "rejected"} <= {each["status"] for each in sample}
    missing = ("visiting_type", "host_type", "host_region", "purpose", "start_date", "mission_id")
    for name in missing:
        assert any(each[name] is None for each in sample), name
    assert any(each["visitor_satisfaction"] is None for each in over)
    assert any(each["host_region"] not in REGIONS and each["host_region"] for each in sample)


REGIONS = set(read_catalog().project.region_codes)


@settings(max_examples=5)
@given(seed=st.integers(0, 2**32))
def test_a_partner_has_fallen_silent(seed: int) -> None:
    """One partner registers nobody in the last 105 days, but for stays inside its own country."""
    sample = exchanges(seed, 4_000)
    last = {
        partner: max(
            each["registered_on"]
            for each in sample
            if each["partner"] == partner
            and each["registered_on"]
            and each["visiting_country"] != each["host_country"]
        )
        for partner in {each["partner"] for each in sample}
    }
    silent = [partner for partner, day in last.items() if (AS_OF - day).days >= 105]
    assert len(silent) == 1, last
