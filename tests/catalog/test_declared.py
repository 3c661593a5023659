"""What is shipped in `data/` agrees with itself and with what the domain is known to be."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from pydantic import ValidationError

from hitechtex.catalog import Catalog
from hitechtex.catalog.contracts import Contract
from hitechtex.catalog.synonyms import SYNONYMS
from hitechtex.catalog.units import TEXT, unit_of

DATA = Path(__file__).resolve().parents[2] / "data"

FIELDS = {
    "exchanges": "exchange_id mission_id partner vop hop visiting_organisation visiting_type"
    " visiting_country visiting_region host_organisation host_type host_country host_region"
    " purpose activity mode status registered_on start_date end_date completed_on validated_on"
    " paid_on working_days participants distance_km lump_sum_eur visitor_satisfaction"
    " host_satisfaction outcome",
    "sessions": "session_id title topic kind start_date end_date hours mode organiser language"
    " country city registered attended certificates satisfaction satisfaction_n",
    "attendance": "session_id participant_key organisation organisation_type partner country"
    " registered attended certificate minutes_attended pre_score post_score satisfaction"
    " would_recommend",
    "actions": "action_id title kind lead partners cross_sector status start_date end_date"
    " smes_involved budget_eur result source_url",
    "services": "service_id title provider category status launched_on smes_served is_joint",
    "milestones": "milestone_id line title kind owner planned_start planned_end actual_start"
    " actual_end percent_done depends_on source_url",
    "targets": "indicator partner month value kind version set_on",
}
"""Fixed names, because files and other people's scripts rely on them: add, never rename."""


def test_seven_datasets_with_their_fixed_fields(catalog: Catalog) -> None:
    assert set(FIELDS) <= set(catalog.contracts)
    for dataset, names in FIELDS.items():
        assert set(names.split()) <= set(catalog.contract(dataset).field_names), dataset


def test_a_contract_is_named_like_its_file_and_lists_no_field_twice(catalog: Catalog) -> None:
    files = {path.stem for path in (DATA / "contracts").glob("*.toml")} - {SYNONYMS.stem}
    assert files == set(catalog.contracts)
    for contract in catalog.contracts.values():
        assert len(set(contract.field_names)) == len(contract.field_names), contract.dataset


def test_every_field_has_a_list_of_codes_that_exists_and_limits_in_order(catalog: Catalog) -> None:
    for contract in catalog.contracts.values():
        for field in contract.fields:
            assert not field.codes or catalog.codes[field.codes], field.name
            assert field.says.endswith("."), field.name
            if field.minimum is not None and field.maximum is not None:
                assert field.minimum < field.maximum, field.name


def test_marks_and_shares_are_declared_not_to_add_up(catalog: Catalog) -> None:
    numbers = [f for each in catalog.contracts.values() for f in each.fields if f.maximum]
    assert {f.name for f in numbers if f.maximum <= 100} <= {f.name for f in numbers if not f.adds}


def test_keys_are_required_and_days_are_dates(catalog: Catalog) -> None:
    """Where part of a key may be blank, blank means something: a target of the partnership."""
    for contract in catalog.contracts.values():
        blank = {name for name in contract.key if not contract.field(name).required}
        assert blank <= ({"partner"} if contract.dataset == "targets" else set())
        for name in (*contract.day, *contract.data_date, *sum(contract.order, ())):
            assert contract.field(name).type == "date", name


def test_contracts_are_frozen(catalog: Catalog) -> None:
    contract: Contract = catalog.contract("exchanges")
    with pytest.raises(ValidationError, match="frozen"):
        contract.dataset = "others"  # type: ignore[misc]


def test_statuses_roll_up_as_the_domain_says(catalog: Catalog) -> None:
    """Achieved is report_validated or paid; completed and report_submitted await validation."""
    phases, states = catalog.codes["phase_of_status"], catalog.codes["state_of_status"]
    rolled = {status: (phases[status], states[status]) for status in catalog.codes["statuses"]}
    assert rolled == {
        "registered": ("registration", "open"),
        "accepted": ("registration", "open"),
        "matched": ("matching", "open"),
        "commitment_signed": ("exchange_building", "open"),
        "ongoing": ("exchange_building", "open"),
        "completed": ("exchange_finalisation", "awaiting_validation"),
        "report_submitted": ("exchange_finalisation", "awaiting_validation"),
        "report_validated": ("exchange_finalisation", "achieved"),
        "paid": ("exchange_finalisation", "achieved"),
        "cancelled": ("closed", "closed"),
        "rejected": ("closed", "closed"),
    }


def test_labels_stand_for_codes_and_an_unknown_code_for_itself(catalog: Catalog) -> None:
    assert catalog.codes.label("purposes", "learn_from_another_cluster") == (
        "Learn from actors in another cluster"
    )
    assert catalog.codes.label("purposes", "leisure") == "leisure"


def test_lump_sums_have_a_source_a_day_and_a_status(catalog: Catalog) -> None:
    """Only two ceilings are matched by published payments: 780 / 390 and 900."""
    sums = catalog.lump_sums
    assert (sums.maximum_eur, sums.halved_under_working_days, sums.halved_under_km) == (
        1100,
        5,
        200,
    )
    by_country = {each.country: each for each in sums.lump_sums}
    assert len(by_country) == len(sums.lump_sums)
    for each in sums.lump_sums:
        assert each.half_eur * 2 == each.full_eur <= sums.maximum_eur, each.country
        assert each.source.startswith("https://"), each.country
        assert each.status in {"matched", "inferred"}, each.country
    assert {c for c, each in by_country.items() if each.status == "matched"} == {"PT", "AT"}
    assert (by_country["PT"].full_eur, by_country["PT"].half_eur) == (780, 390)
    assert by_country["AT"].full_eur == 900


def test_eligible_countries_are_the_union_and_eleven_others(catalog: Catalog) -> None:
    """27 of the EU; AL AM BA IS XK MD ME MK RS TR UA. Every one has a ceiling, and no other."""
    eligible = catalog.countries.eligible
    assert len(eligible) == len(set(eligible)) == 27 + 11
    assert set(eligible) >= {"AL", "AM", "BA", "IS", "XK", "MD", "ME", "MK", "RS", "TR", "UA"}
    assert not {"CH", "GB", "NO"} & set(eligible)
    assert {each.country for each in catalog.lump_sums.lump_sums} == set(eligible)
    assert {partner.country for partner in catalog.project.partners} < set(eligible)


def test_indicators_have_one_id_and_a_line_of_the_project(catalog: Catalog) -> None:
    declared = catalog.indicators.indicators
    assert len({each.id for each in declared}) == len(declared)
    assert {each.line for each in declared} <= {line.id for line in catalog.project.lines}
    for each in declared:
        assert each.says.endswith("."), each.id
        assert each.caveat.endswith("."), each.id  # every number has something it does not say
    assert {*range(1, 24)} == {each.number for each in declared}


@pytest.mark.parametrize(
    ("indicator", "unit"),
    [
        ("exchanges_achieved", "count"),
        ("exchange_pace", "share"),
        ("sme_share", "share"),
        ("days_to_payment", "days"),
        ("lump_sums_paid", "eur"),
    ],
)
def test_the_unit_of_an_indicator_is_read_off_its_column(
    catalog: Catalog, indicator: str, unit: str
) -> None:
    assert catalog.indicators[indicator].unit.name == unit


@pytest.mark.parametrize(
    ("column", "unit"),
    [
        ("lump_sum_eur", "eur"),
        ("working_days", "days"),
        ("sme_share", "share"),
        ("distance_km", "km"),
        ("learner_hours", "hours"),
        ("gain_points", "points"),
        ("satisfaction_score", "score"),
        ("pace_ratio", "ratio"),
        ("exchanges", "count"),
        ("days", "count"),  # no ending: the whole name
        ("eurocodes", "count"),
    ],
)
def test_units_are_endings(column: str, unit: str) -> None:
    assert unit_of(column).name == unit
    assert unit_of(column, is_number=False) is TEXT


def test_every_file_below_data_is_toml_that_parses() -> None:
    """A file that nothing reads yet is read here."""
    for path in DATA.rglob("*.toml"):
        assert tomllib.loads(path.read_text(encoding="utf-8")), path
