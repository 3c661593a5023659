"""Completeness, next steps, late partners and odd values: worked by hand, and again in Python."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from hitechtex.catalog import Catalog
from hitechtex.catalog.health import read_health
from hitechtex.metrics import Questions
from hitechtex.query import Engine, Filters, open_engine
from tests.query.loading import from_records, snapshot_of

AS_OF = date(2023, 9, 30)
# Expected of what is registered: 8 fields; matched 13; commitment signed 18; completed 19; report
# submitted 22; validated 23; paid 24.
WHOLE: dict[str, Any] = {
    "visiting_type": "sme", "visiting_country": "PT", "visiting_region": "PT11",
    "visitor_is_member": True, "purpose": "explore_new_markets", "activity": "networking",
    "mode": "physical", "registered_on": date(2023, 1, 10), "host_organisation": "Roca",
    "host_type": "sme", "host_country": "ES", "host_region": "ES51", "distance_km": 850,
    "start_date": date(2023, 3, 6), "end_date": date(2023, 3, 10), "working_days": 5,
    "participants": 1, "lump_sum_eur": 830, "completed_on": date(2023, 3, 10),
    "visitor_satisfaction": 4, "host_satisfaction": 5, "outcome": "follow_up",
    "validated_on": date(2023, 3, 15), "paid_on": date(2023, 3, 19),
}  # fmt: skip


def exchange(name: str, partner: str, status: str, **changed: Any) -> dict[str, Any]:
    row = {"exchange_id": name, "partner": partner, "status": status}
    return WHOLE | row | {"visiting_organisation": f"Visitor {name}"} | changed


EXCHANGES = [
    exchange("A", "citeve", "paid"),  # 24 of 24
    exchange("B", "citeve", "paid", outcome=None, lump_sum_eur=None),  # 22 of 24
    # Of a visitor who has only registered 8 fields are expected, of which 2 are blank; what else
    # is given is not counted.
    exchange("C", "ntt", "registered", purpose=None, visiting_type=None, start_date=None,
             registered_on=date(2023, 5, 2)),
    exchange("D", "ntt", "cancelled", purpose=None),  # expects nothing
    # Validated on 15 June and not paid by the reporting day; its lump sum of 83 is a tenth of 830.
    exchange("E", "ntt", "report_validated", start_date=date(2023, 6, 5),
             end_date=date(2023, 6, 9), completed_on=date(2023, 6, 9),
             validated_on=date(2023, 6, 15), paid_on=None, lump_sum_eur=83),  # 23 of 23
]  # fmt: skip
# Distances on one corridor: median 850, median of the deviations 5, so that a spread is 7.413 and
# five of them reach from 812.9 to 887.1: only 8 500 lies outside.
DISTANCES = (840, 845, 850, 850, 850, 855, 860, 887, 8500)
TARGETS = [
    {"indicator": "exchanges_achieved", "partner": partner, "month": 24, "value": value,
     "kind": "cumulative", "version": "1", "set_on": date(2022, 3, 1)}
    for partner, value in (("citeve", 2), ("ntt", 9), (None, 20))
]  # fmt: skip
MILESTONES = [
    {"milestone_id": name, "line": "management", "title": name, "kind": "task", "owner": owner,
     "planned_end": end, "actual_end": actual, "percent_done": done}
    for name, owner, end, actual, done in (
        ("R1", "ntt", date(2023, 8, 31), None, 50),
        ("R2", "ntt", date(2023, 8, 1), date(2023, 10, 2), 100),  # 100 % is done
        ("R3", "ntt", date(2023, 7, 1), date(2023, 10, 2), None),  # done after the reporting day
        ("R4", "ntt", date(2023, 10, 1), None, 0),  # not due
        ("R5", "citeve", date(2023, 7, 1), date(2023, 7, 9), 100),
    )
]  # fmt: skip
SESSIONS = [
    {"session_id": "S1", "title": "T", "kind": "training", "organiser": "citeve",
     "start_date": date(2023, 2, 1), "mode": "physical"},
]  # fmt: skip
SERVICES = [
    {"service_id": name, "title": name, "provider": "ntt", "category": "skills", "status": status}
    for name, status in (("V1", "offered"), ("V2", "planned"), ("V3", "pilot"))
]


@pytest.fixture(scope="module")
def told(catalog: Catalog, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """Five exchanges and a little of everything else."""
    rows = {"exchanges": EXCHANGES, "targets": TARGETS, "milestones": MILESTONES,
            "sessions": SESSIONS, "services": SERVICES}  # fmt: skip
    engine = opened(catalog, tmp_path_factory.mktemp("health"), rows)
    yield engine
    engine.close()


def opened(catalog: Catalog, folder: Path, rows: dict[str, list[dict[str, Any]]]) -> Engine:
    batches = [
        (name, f"b-{name}", from_records(listed, catalog.contract(name), batch=f"b-{name}"))
        for name, listed in rows.items()
    ]
    return open_engine(snapshot_of(folder, batches), catalog)


# completeness


def test_completeness_is_what_is_given_of_what_the_status_expects(told: Engine) -> None:
    assert told.ask("exchange_completeness").rows == (
        (None, 4, 79, 75),
        ("citeve", 2, 48, 46),
        ("ntt", 2, 31, 29),  # 8 - 2 + 23
    )


def test_blank_fields_are_counted_of_those_who_should_give_them(told: Engine) -> None:
    rows = {row[0]: row[1:] for row in told.ask("completeness_by_field").rows}
    assert len(rows) == 24
    assert rows["purpose"] == ("registered", 4, 1)
    assert rows["outcome"] == ("report_submitted", 3, 1)
    assert rows["lump_sum_eur"] == ("commitment_signed", 3, 1)
    assert rows["paid_on"] == ("paid", 2, 0)
    assert sum(row[2] for row in rows.values()) == 4  # 79 - 75


def test_a_month_without_exchanges_is_there_and_has_no_share(told: Engine) -> None:
    records = told.ask("completeness_by_month", as_of=AS_OF).records()
    found = {(row["partner"], row["month"]): row for row in records}
    assert len(found) == len(records) == 6 * 20  # six partners, February 2022 to September 2023
    march = found["citeve", date(2023, 3, 1)]
    assert (march["told_exchanges"], march["filled_share"]) == (2, 46 / 48)
    assert found["ntt", date(2023, 5, 1)]["filled_values"] == 6  # of C, by its registration
    silent = found["ateval", date(2023, 3, 1)]
    assert (silent["told_exchanges"], silent["filled_share"]) == (0, None)


def test_the_indicator_says_nothing_of_too_few(told: Engine) -> None:
    """Four exchanges, and five are needed."""
    (status,) = (s for s in Questions(told).judge("data_completeness") if s.partner is None)
    assert (status.value, status.n, status.word.value) == (None, 4, "no_data")


FIELDS = {name: each.status for each in read_health().completeness.expected for name in each.fields}
ORDER = ("registered", "accepted", "matched", "commitment_signed", "ongoing", "completed",
         "report_submitted", "report_validated", "paid", "cancelled", "rejected")  # fmt: skip
MADE = st.fixed_dictionaries({
    "partner": st.sampled_from(["ntt", "citeve"]),
    "status": st.sampled_from(ORDER),
    "start_date": st.one_of(st.none(), st.dates(date(2023, 1, 1), date(2023, 6, 30))),
    "blank": st.sets(st.sampled_from(sorted(FIELDS)), max_size=12),
})  # fmt: skip


@settings(max_examples=3, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
@given(st.lists(MADE, min_size=60, max_size=90))
def test_completeness_again_in_plain_python(
    catalog: Catalog, tmp_path_factory: pytest.TempPathFactory, made: list[dict[str, Any]]
) -> None:
    """With a period whose ends lie within months, and by partner; undated ones only without."""
    rows = []
    for place, each in enumerate(made):
        row = exchange(f"E{place}", each["partner"], each["status"])
        kept = {name: None if name in each["blank"] else value for name, value in row.items()}
        rows.append(kept | {"start_date": each["start_date"]})
    engine = opened(catalog, tmp_path_factory.mktemp("made"), {"exchanges": rows})
    first, last = date(2023, 1, 20), date(2023, 5, 10)
    for filters in (Filters(), Filters(partners=("ntt",)), Filters(first_day=first, last_day=last)):
        kept = [
            row
            for row in rows
            if (filters.partners is None or row["partner"] in filters.partners)
            and (filters.first_day is None or is_within(row, first, last))
        ]
        counted = [counts(row) for row in kept if row["status"] not in ORDER[-2:]]
        expected = tuple(sum(each[k] for each in counted) for k in range(2))
        assert engine.ask("exchange_completeness", filters).rows[0][1:] == (len(counted), *expected)
    engine.close()


def is_within(row: dict[str, Any], first: date, last: date) -> bool:
    day = row["start_date"] or row["registered_on"]
    return day is not None and first <= day <= last


def counts(row: dict[str, Any]) -> tuple[int, int]:
    asked = [f for f, since in FIELDS.items() if ORDER.index(row["status"]) >= ORDER.index(since)]
    return len(asked), sum(row[name] is not None for name in asked)


# next steps


def test_next_steps_stand_in_the_declared_order_with_count_and_since_when(told: Engine) -> None:
    rows = told.ask("next_actions", as_of=AS_OF).rows
    # The plan is a straight line to month 24: by 30 September, month 20, ntt should have 7.5 of 9
    # and has 1 (E); 8 are to come in the 4 months left. citeve has its 2.
    assert rows == (
        ("citeve", 1, "silent_partner", 0, date(2023, 1, 10), None),
        ("ntt", 1, "payment_overdue", 1, date(2023, 6, 15), None),
        ("ntt", 2, "milestone_overdue", 2, date(2023, 7, 1), None),  # R1 and R3
        ("ntt", 3, "target_gap", 8, date(2022, 3, 1), 2.0),
        ("ntt", 4, "silent_partner", 0, date(2023, 5, 2), None),
    )
    ours = told.ask("next_actions", Filters(partners=("ntt",)), as_of=AS_OF, most=3).rows
    assert ours == rows[1:4]


def test_a_plan_is_not_compared_with_a_selection_it_was_not_made_for(told: Engine) -> None:
    narrowed = told.ask("next_actions", Filters(modes=("virtual",)), as_of=AS_OF).rows
    assert "target_gap" not in {row[2] for row in narrowed}


def test_every_issue_has_a_rank_so_that_none_is_lost(told: Engine) -> None:
    ranked = {each.issue for each in told.catalog.health.actions}
    with told.connection.cursor() as cursor:
        macros = cursor.execute(
            "select macro_definition from duckdb_functions() where function_name in "
            "('issues_in_scope', 'issue_cells_in_scope', 'silent_partners', 'rows_to_mend', "
            "'milestones_overdue', 'targets_behind')"
        ).fetchall()
    written = " ".join(row[0] for row in macros)
    assert {issue for issue in ranked if f"'{issue}'" in written} == ranked
    asked = {row[0] for row in told.ask("needs_attention", as_of=AS_OF).rows}
    assert asked <= ranked


def test_work_counts_what_a_partner_organises_offers_and_owns(told: Engine) -> None:
    rows = {row[0]: row[1:] for row in told.ask("partner_work", as_of=AS_OF).rows}
    assert len(rows) == 6
    assert rows["citeve"] == (1, 0, 0, 1, 0)
    assert rows["ntt"] == (0, 3, 2, 4, 2)
    assert rows["ateval"] == (0, 0, 0, 0, 0)
    alone = told.ask("partner_work", Filters(partners=("ntt",)), as_of=AS_OF).rows
    assert [row[0] for row in alone] == ["ntt"]


# late and odd


def test_who_is_late_by_the_latest_day_of_the_rows(told: Engine) -> None:
    rows = {(row[0], row[1]): row[2:] for row in told.ask("partner_arrivals", as_of=AS_OF).rows}
    # E was validated on 15 June: 107 days before 30 September, and 60 are allowed.
    assert rows["ntt", "exchanges"] == (3, date(2023, 6, 15), date(2023, 10, 1), 107, True)
    assert rows["citeve", "exchanges"][3:] == (195, True)  # 19 March
    assert rows["citeve", "sessions"][3:] == (241, True)  # 1 February; 120 are allowed
    assert rows["ntt", "sessions"] == (0, None, None, None, True)  # never told any
    assert rows["ntt", "services"] == (3, None, date(2023, 10, 1), None, False)  # has no days
    # R3 was done on 2 October, after the reporting day.
    assert rows["ntt", "milestones"] == (4, AS_OF, date(2023, 10, 1), 0, False)


def test_odd_values_are_far_from_those_alike_or_from_the_ceiling(
    catalog: Catalog, tmp_path: Path
) -> None:
    rows = [
        exchange(f"K{place}", "citeve", "paid", distance_km=distance)
        for place, distance in enumerate(DISTANCES)
    ]
    rows += [
        exchange("HIGH", "ntt", "paid", lump_sum_eur=8300, host_region="ES52"),
        exchange("HALF", "ntt", "paid", lump_sum_eur=415, host_region="ES52"),  # half a ceiling
        exchange("LOW", "ntt", "paid", lump_sum_eur=83, host_region="ES52"),
        exchange("OFF", "ntt", "cancelled", lump_sum_eur=8300, host_region="ES52"),
    ]
    engine = opened(catalog, tmp_path / "odd", {"exchanges": rows})
    found = [row[:8] for row in engine.ask("exchange_outliers").rows]
    spread = 1.4826 * 5
    assert found == [
        ("HIGH", "ntt", "lump_sum_eur", 8300.0, 830.0, 10.0, None, None),
        ("LOW", "ntt", "lump_sum_eur", 83.0, 830.0, 0.1, None, None),
        (
            "K8",
            "citeve",
            "distance_km",
            8500.0,
            850.0,
            pytest.approx(7650 / spread),
            "PT11>ES51",
            9,
        ),
    ]
    # One partner is compared with all, and sees only its own.
    alone = engine.ask("exchange_outliers", Filters(partners=("citeve",))).rows
    assert [row[0] for row in alone] == ["K8"]
    engine.close()


def test_nothing_is_said_of_an_empty_store(empty_engine: Engine) -> None:
    for name in ("next_actions", "exchange_outliers", "completeness_by_month", "partner_arrivals"):
        assert empty_engine.ask(name).rows == ()
    assert empty_engine.ask("exchange_completeness").rows == ((None, 0, 0, 0),)
    assert {row[1:] for row in empty_engine.ask("partner_work").rows} == {(0, 0, 0, 0, 0)}
