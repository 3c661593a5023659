"""Real staff visits on the road, against the same sums worked out another way: csv and Decimal."""

from __future__ import annotations

import csv
import os
from collections import Counter, defaultdict
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from hitechtex.catalog import read_catalog
from hitechtex.catalog.project import DATA
from hitechtex.ingest import Batch, ingest
from tests.ingest.partner_files import KEY

ROOT = Path(__file__).resolve().parents[2]
EXAMPLE = ROOT / "examples" / "erasmus-2012"
FOLDER = Path(os.environ.get("HITECHTEX_REALDATA") or ROOT.parent / "shared" / "realdata")
FILE = FOLDER / "exchanges_erasmus_staff" / "STT_2012_13_partner_countries.csv"

UNKNOWN = {"???", "? Unknown ?", "?", ""}
ISO = {"UK": "GB", "BENL": "BE", "BEFR": "BE"}
DAYS = "SUM(SYMBOEAC.FT_STAFF_ER.LENGTH_DAYS)"
MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

needs_the_file = pytest.mark.skipif(
    not FILE.exists(),
    reason="the real file lies outside the repository: ../shared/realdata or HITECHTEX_REALDATA",
)


@pytest.fixture(scope="module")
def batch() -> Batch:
    catalog = read_catalog(EXAMPLE / "project.toml")
    return ingest(
        FILE, dataset="exchanges", catalog=catalog, key=KEY, mapping=EXAMPLE / "mapping.toml"
    )


@pytest.fixture(scope="module")
def visits() -> list[dict[str, str]]:
    with FILE.open(encoding="utf-8-sig", newline="") as text:
        return list(csv.DictReader(text, delimiter=";"))


def first_known(visit: dict[str, str], *columns: str) -> str | None:
    for column in columns:
        if visit[column].strip() not in UNKNOWN:
            return visit[column].strip()
    return None


def host_country(visit: dict[str, str]) -> str | None:
    code = first_known(visit, "HOST_INSTITUTION_COUNTRY_CDE", "HOST_ENTERPRISE_COUNTRY_CDE")
    return ISO.get(code or "", code)


@needs_the_file
def test_the_totals_are_those_of_the_file(batch: Batch, visits: list[dict[str, str]]) -> None:
    money = sum((Decimal(visit["TOTAL_GRANT_AMT"]) for visit in visits), Decimal(0))
    days = sum(int(visit[DAYS]) for visit in visits)
    assert (len(visits), days, money) == (4599, 25578, Decimal("3343287.96"))
    assert (batch.rows_read, batch.accepted, batch.faults) == (4599, 4599, ())
    assert sum(batch.rows["working_days"].to_pylist()) == days
    assert sum(batch.rows["lump_sum_eur"].to_pylist()) == money


@needs_the_file
def test_every_pair_of_countries_has_its_own_sums(
    batch: Batch, visits: list[dict[str, str]]
) -> None:
    expected: dict[tuple[str, str | None], list[Decimal]] = defaultdict(lambda: [Decimal(0)] * 3)
    for visit in visits:
        pair = visit["HOME_INSTITUTION_COUNTRY_CDE"], host_country(visit)
        amounts = 1, Decimal(visit[DAYS]), Decimal(visit["TOTAL_GRANT_AMT"])
        expected[pair] = [a + b for a, b in zip(expected[pair], amounts, strict=True)]
    found: dict[tuple[str, str | None], list[Decimal]] = defaultdict(lambda: [Decimal(0)] * 3)
    for row in batch.rows.to_pylist():
        pair = row["visiting_country"], row["host_country"]
        amounts = 1, row["working_days"], row["lump_sum_eur"]
        found[pair] = [a + b for a, b in zip(found[pair], amounts, strict=True)]
        assert (row["visiting_region"], row["host_region"]) == pair
    assert found == expected
    assert len(expected) > 100


@needs_the_file
def test_every_cell_is_what_the_dictionary_says(batch: Batch, visits: list[dict[str, str]]) -> None:
    sizes = {"S": "sme", "M": "sme", "L": "large_company"}
    activities = {"T": "capacity_building", "W": "capacity_building", "S": "sharing_knowledge"}
    for visit, row in zip(visits, batch.rows.to_pylist(), strict=True):
        month, year = visit["START_DATE"].split("-")
        assert row["exchange_id"] == visit["STAFF_VISIT_ID"]
        assert row["partner"] == visit["HOME_INSTITUTION_COUNTRY_CDE"].lower()
        assert row["start_date"] == date(2000 + int(year), MONTHS.index(month) + 1, 1)
        host = first_known(visit, "HOST_INSTITUTION_CDE", "HOST_ENTERPRISE_VALUE")
        assert row["host_organisation"] == host
        assert host is not None
        institution = first_known(visit, "HOST_INSTITUTION_CDE")
        size = sizes.get(visit["HOST_ENTERPRISE_SIZE_CDE"])
        assert row["host_type"] == (size if institution is None else "training_provider")
        assert row["activity"] == activities.get(visit["ACTIVITY_TYPE_CDE"])
        assert row["status"] == "paid"


@needs_the_file
def test_the_receipt_says_what_was_meant_and_what_was_not_read(batch: Batch) -> None:
    repairs = {(each.column, each.rule): each.times for each in batch.repairs}
    assert repairs["START_DATE", "first_of_month"] == 4599
    assert sum("the mapping ignores it" in sentence for sentence in batch.left_out) == 8
    assert any("registered_on" in sentence for sentence in batch.left_out)


@needs_the_file
def test_the_project_spans_every_visit(batch: Batch) -> None:
    project = read_catalog(EXAMPLE / "project.toml").project
    days = Counter(batch.rows["start_date"].to_pylist())
    assert {project.month_of(day) for day in days} == set(range(1, project.months + 1))
    countries = set(batch.rows["host_country"].to_pylist())
    eligible = read_catalog(EXAMPLE / "project.toml").countries.eligible
    assert countries | set(project.region_codes) == set(eligible)


def test_the_example_is_a_partnership_of_its_own() -> None:
    project = read_catalog(EXAMPLE / "project.toml").project
    shipped = read_catalog(DATA / "project.toml").project
    assert all(project.file(path).exists() for path in (project.map.regions, project.map.land))
    # Colours are a choice of those whose distances and contrasts were measured.
    colours = {partner.colour for partner in project.partners}
    assert len(colours) == len(project.partners)
    assert colours <= {partner.colour for partner in shipped.partners}
