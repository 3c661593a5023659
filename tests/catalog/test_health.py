"""What is expected of the data and asked of partners: declared once, in words that exist."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from hitechtex.catalog import Catalog
from hitechtex.catalog.health import RULES, read_health
from hitechtex.errors import DeclarationError
from tests.conftest import ROOT


def test_what_is_expected_are_fields_that_may_be_blank_and_statuses_in_their_order(
    catalog: Catalog,
) -> None:
    contract = catalog.contract("exchanges")
    statuses = list(catalog.codes["statuses"])
    declared = catalog.health.completeness.expected
    places = [statuses.index(each.status) for each in declared]
    assert places == sorted(set(places))
    fields = [contract.field(name) for each in declared for name in each.fields]
    assert not [field.name for field in fields if field.required]
    # Everything else must be given, may be blank, or is the partnership's own.
    left_out = {*contract.field_names} - {field.name for field in fields}
    assert {name for name in left_out if not contract.field(name).required} == {
        "mission_id", "vop", "hop",
    }  # fmt: skip


def test_lateness_is_declared_for_datasets_that_have_days(catalog: Catalog) -> None:
    for dataset in catalog.health.oddities.late_after_days:
        assert catalog.contract(dataset).data_date


def test_every_step_leads_to_a_page_that_exists(catalog: Catalog) -> None:
    pages = {path.stem for path in (ROOT / "pages").glob("*.py")}
    assert {action.page for action in catalog.health.actions} <= pages


@pytest.mark.parametrize(
    ("file", "before", "after", "says"),
    [
        ("completeness.toml", '"paid_on"', '"outcome"', "outcome is expected twice"),
        ("completeness.toml", '["paid_on"]', "[]", "expected.6.fields"),
        ("health.toml", "exchanges = 60", "exchanges = 0", "late_after_days.exchanges"),
        ("health.toml", "spread = 5", "spread = 5\nguess = 1", "outliers.guess"),
        ("next_actions.toml", "rank = 2", "rank = 1", "the same rank"),
        ("next_actions.toml", 'issue = "fault"\n', "", "actions.0.issue"),
    ],
)
def test_a_wrong_declaration_names_file_and_key(
    tmp_path: Path, file: str, before: str, after: str, says: str
) -> None:
    folder = Path(shutil.copytree(RULES, tmp_path / "rules"))
    text = (folder / file).read_text(encoding="utf-8")
    assert before in text
    (folder / file).write_text(text.replace(before, after, 1), encoding="utf-8")
    with pytest.raises(DeclarationError) as refused:
        read_health(folder)
    assert says in str(refused.value)
    assert refused.value.where == str(folder / file)
