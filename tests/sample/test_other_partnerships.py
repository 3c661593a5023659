"""The sample is made of the project file in force: no partner, region or line of its own."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from hitechtex.catalog import Catalog
from tests.sample.files import read

Write = Callable[..., Path]


@pytest.fixture
def nordic(write: Write, partnership: Callable[..., Catalog]) -> Path:
    """Three partners in three countries, 36 months from January 2025, two activity lines."""
    return write(catalog=partnership(partners=3, months=36), rows=300, seed=2)


def test_its_partners_and_regions_are_the_only_ones(nordic: Path) -> None:
    exchanges = read(nordic, "exchanges")
    ways = {
        tuple(way) for way in exchanges[["partner", "visiting_country", "visiting_region"]].values
    }
    assert ways == {("loom", "FI", "FI19"), ("wool", "IE", "IE04"), ("silk", "GR", "EL51")}
    assert set(exchanges["vop"]) == {"Nordic Loom"}
    assert {"FI19", "IE04", "EL51"} < set(exchanges["host_region"].dropna())
    everyone = {"loom", "wool", "silk"}
    for dataset, field in (
        ("sessions", "organiser"),
        ("attendance", "partner"),
        ("actions", "lead"),
        ("services", "provider"),
        ("milestones", "owner"),
    ):
        assert set(read(nordic, dataset)[field]) == everyone, dataset
    for partners in read(nordic, "actions")["partners"]:
        assert set(partners.split(";")) <= everyone
    assert set(read(nordic, "targets")["partner"].dropna()) < everyone
    assert set(read(nordic, "labels")["partner"]) <= everyone


def test_its_calendar_and_lines_are_its_own(nordic: Path) -> None:
    """Five sixths of 36 months are 30: nothing is reported after June 2027."""
    exchanges = read(nordic, "exchanges")
    reported = exchanges[["registered_on", "completed_on", "validated_on", "paid_on"]]
    assert date(2025, 1, 1) <= date.fromisoformat(reported.stack().min())
    assert "2027-06-01" <= reported.stack().max() <= "2027-06-30"
    assert "2027-07-01" <= exchanges["start_date"].max() <= "2027-12-31"
    assert set(read(nordic, "milestones")["line"]) == {"visits", "skills"}
    months = set(read(nordic, "targets")["month"].astype(int))
    assert months == {1, *range(3, 37, 3)}


def test_words_without_a_language_of_their_own_are_generic(nordic: Path) -> None:
    exchanges = read(nordic, "exchanges")
    smes = exchanges.query("visiting_type == 'sme'")["visiting_organisation"]
    assert smes.str.contains(r"^[A-Z][a-z]+ [A-Z][a-z]+ [A-Z][A-Za-z ]+ Ltd$").all()


def test_names_in_the_shipped_sample_are_written_as_the_country_writes(
    shipped: Callable[[str], pd.DataFrame],
) -> None:
    """Letters that an encoding error would spoil stand in the names, country by country."""
    exchanges = shipped("exchanges")
    for country, letters in {"PT": "ãçéúí", "CZ": "řěůčš", "TR": "şıŞİç", "ES": "óíèçé"}.items():
        names = "".join(
            [
                *exchanges.loc[exchanges["visiting_country"] == country, "visiting_organisation"],
                *exchanges.loc[exchanges["host_country"] == country, "host_organisation"],
            ]
        )
        assert sum(letter in names for letter in letters) >= 2, country


@pytest.mark.parametrize(("partners", "months"), [(1, 1), (1, 24), (2, 7), (3, 240)])
def test_small_and_long_partnerships_have_a_sample_too(
    write: Write, partnership: Callable[..., Catalog], partners: int, months: int
) -> None:
    out = write(catalog=partnership(partners=partners, months=months), rows=90)
    exchanges, targets = read(out, "exchanges"), read(out, "targets")
    assert len(exchanges) == 90
    assert exchanges["partner"].nunique() <= partners
    assert targets["month"].astype(int).max() == months
    assert targets["version"].nunique() == 2
