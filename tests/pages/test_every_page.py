"""Every page on the sample, on nothing, and on broken declarations: words, never a traceback."""

from __future__ import annotations

from pathlib import Path

import pytest

from hitechtex.catalog import Catalog
from hitechtex.catalog.texts import say
from tests.conftest import ROOT, without_sample
from tests.journeys.visits import PAGES
from tests.pages.conftest import Visit, words

# One number of each page on the sample; each is counted by hand, or again in Python, elsewhere.
NUMBERS = {
    "about": "8 files are behind these pages",
    "batches": "0 of 8 files that count are approved",
    "bring": "Sample data",  # what it shows begins with a file
    "clusterxchange": "12 exchanges in the pipeline, 7 awaiting validation, 62 achieved",
    "collaboration": "4 actions run, 1 planned, 1 only an idea",
    "data_health": "1,633 of 1,724 values that should be given are (95%)",
    "forecast": "The odds of reaching the target are about 3 in 10.",
    "indicator": "62 of 90; 71 due",
    "ledger": "70 exceptions to the rules, 10 warnings",
    "overview": "62 of 90 exchanges achieved; 71 expected by now",
    "partners": "ATEVAL: 9 of 13 targets due are behind plan",
    "regions": "Visits sent: Norte leads with 22",
    "strategy": "11 of 22 milestones due are met on time; 1 is overdue",
    "targets": "13 of 16 indicators that can have a target have one for the partnership",
    "training": "25 sessions held, 0 planned",
}


@pytest.mark.parametrize("name", PAGES)
def test_a_page_says_what_it_owes(visit: Visit, catalog: Catalog, name: str) -> None:
    """Title, a number, sample badge and foot, as on every page; no error, no exception."""
    page = visit(name)
    assert [error.value for error in page.error] == []
    assert [exception.value for exception in page.exception] == []
    written = words(page)
    assert f"<h1>{say(f'nav.{name}')}</h1>" in written
    assert NUMBERS[name] in written
    assert "Sample data" in written
    assert catalog.project.texts.funding_statement in written
    assert catalog.project.texts.disclaimer in written
    assert say("foot.emblem") in written


# What no filter on exchanges narrows: their own tests empty them by the period, or by a store
# without any data.
NOT_EMPTIED = {"about", "batches", "bring", "collaboration", "strategy", "targets", "training"}


@pytest.mark.parametrize("name", [page for page in PAGES if page not in NOT_EMPTIED])
def test_an_empty_selection_says_so(visit: Visit, catalog: Catalog, name: str) -> None:
    page = visit(name, mode=["virtual"], state=["closed"], type=["public_authority"])
    assert [error.value for error in page.error] == []
    assert [exception.value for exception in page.exception] == []
    assert say("empty.selection", filters="").rstrip(".") in words(page)


@pytest.mark.parametrize("name", PAGES)
def test_a_store_without_data_says_so(
    visit: Visit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """Neither the sample, nor a number that only data could give, nor that all is well."""
    for setting, where in without_sample(tmp_path).items():
        monkeypatch.setenv(setting, where)
    page = visit(name)
    assert [error.value for error in page.error] == []
    assert [exception.value for exception in page.exception] == []
    assert [info.value for info in page.info] == [say("empty.store")]
    written = words(page)
    assert f"<h1>{say(f'nav.{name}')}</h1>" in written
    assert say("foot.emblem") in written
    assert "Sample data" not in written
    assert NUMBERS[name] not in written
    assert "on track</h2>" not in written


@pytest.mark.parametrize("name", PAGES)
def test_a_broken_project_file_is_named(
    visit: Visit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    broken = tmp_path / "project.toml"
    project = (ROOT / "data" / "project.toml").read_text(encoding="utf-8")
    broken.write_text(project.replace("months = 24", 'months = "two years"'), encoding="utf-8")
    monkeypatch.setenv("HITECHTEX_PROJECT", str(broken))
    page = visit(name)
    assert [exception.value for exception in page.exception] == []
    assert len(page.error) == 1
    said = page.error[0].value
    assert str(broken) in said and "months" in said and "two years" in said
