"""The partnership in force: its months, its eligible pairs, and names compared as people write."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hitechtex.catalog import Catalog, read_catalog
from hitechtex.catalog.project import match_key
from tests.conftest import ROOT

PROJECT = read_catalog().project


def test_twenty_eight_ordered_pairs_of_regions_are_eligible() -> None:
    """Six regions make 6 x 5 = 30 ordered pairs; two regions share a country: 30 - 2 = 28."""
    pairs = PROJECT.eligible_pairs
    assert len(pairs) == len(set(pairs)) == 28
    assert ("ES51", "ES52") not in pairs
    assert ("ES52", "ES51") not in pairs
    assert all(visiting != host for visiting, host in pairs)
    assert {("PT11", "ES51"), ("ES51", "PT11"), ("TR3", "CZ05")} < set(pairs)


def test_a_project_that_says_nothing_of_privacy_tells_no_group_under_five() -> None:
    said_nothing = read_catalog(ROOT / "examples" / "erasmus-2012" / "project.toml").project
    assert said_nothing.privacy.minimum_people == PROJECT.privacy.minimum_people == 5


@pytest.mark.parametrize(
    ("month", "first_day"),
    [
        (1, date(2022, 2, 1)),
        (11, date(2022, 12, 1)),
        (12, date(2023, 1, 1)),
        (24, date(2024, 1, 1)),
        (25, date(2024, 2, 1)),
        (0, date(2022, 1, 1)),
        (-1, date(2021, 12, 1)),
    ],
)
def test_first_days_of_project_months(month: int, first_day: date) -> None:
    assert PROJECT.first_day_of(month) == first_day
    assert PROJECT.month_of(first_day) == month


def test_the_project_ends_on_the_last_day_of_its_last_month() -> None:
    """24 months from 1 February 2022 end on 31 January 2024; 25 would end on a 29 February."""
    assert PROJECT.end == date(2024, 1, 31)
    assert PROJECT.month_of(PROJECT.end) == 24
    longer = PROJECT.model_copy(update={"months": 25})
    assert longer.first_day_of(26) - timedelta(days=1) == date(2024, 2, 29)


@given(month=st.integers(-2_000, 2_000))
def test_months_and_days_agree(month: int) -> None:
    """Month by month, the day before the first of the next is the last of this one."""
    first = PROJECT.first_day_of(month)
    last = PROJECT.first_day_of(month + 1) - timedelta(days=1)
    assert PROJECT.month_of(first) == PROJECT.month_of(last) == month
    assert 28 <= (last - first).days + 1 <= 31


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("DENİZLİ", "denizli"),
        ("Denızlı", "denizli"),
        ("denizli", "denizli"),
        ("AEI TÈXTILS", "aei_textils"),
        ("aei-tèxtils ", "aei_textils"),
        ("AEI  T\u0045\u0300XTILS", "aei_textils"),  # an E and a combining grave
        ("Vila Nova de Famalicão", "vila_nova_de_famalicao"),
        ("Severovýchod", "severovychod"),
        ("Şirketi Muğla", "sirketi_mugla"),
        ("N.º do exchange", "n_o_do_exchange"),
        ("  DTO\u00a0 ", "dto"),
        ("STRASSE", match_key("Straße")),
        ("---", ""),
        ("", ""),
    ],
)
def test_names_are_compared_without_case_accents_and_signs(written: str, key: str) -> None:
    assert match_key(written) == key


def test_names_in_another_script_stay_apart() -> None:
    """With only a-z kept, both would be the same empty key, and match whatever is empty too."""
    assert len({match_key("Αθήνα"), match_key("Θεσσαλονίκη"), match_key("София"), ""}) == 4
    assert match_key("ΑΘΉΝΑ") == match_key("Αθήνα")


LETTERS = "abczABCZ áàãâçéèêíïóòõôúüñ ÁÀÃÂÇÉÈÊÍÏÓÒÕÔÚÜÑ čďěňřšťůýž ČĎĚŇŘŠŤŮÝŽ ğışöü İĞŞÖÜ 019.-_'/"


@given(text=st.text(alphabet=LETTERS))
def test_a_key_is_its_own_key_and_the_same_in_capitals(text: str) -> None:
    """For every letter of the six partners' languages, capitals as Unicode makes them."""
    key = match_key(text)
    assert match_key(key) == key
    assert match_key(text.upper()) == key
    assert match_key(f"  {text}. ") == key
    assert not set(key) - set("abcdefghijklmnopqrstuvwxyz0123456789_")


def test_partners_and_regions_are_found_by_name(catalog: Catalog) -> None:
    project = catalog.project
    assert [project.partner(name).id for name in project.partner_ids] == list(project.partner_ids)
    assert project.region("TR3").country == project.partner("dcc_ttc").country == "TR"
    assert project.file("rules/countries.toml").is_file()
