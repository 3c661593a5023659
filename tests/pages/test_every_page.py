"""Every page on the sample, on nothing, and on broken declarations: words, never a traceback."""

from __future__ import annotations

from pathlib import Path

import pytest

from hitechtex.catalog import Catalog
from hitechtex.catalog.texts import say
from tests.conftest import ROOT
from tests.journeys.visits import PAGES
from tests.pages.conftest import Visit, words


@pytest.mark.parametrize("name", PAGES)
def test_a_page_says_what_it_owes(visit: Visit, catalog: Catalog, name: str) -> None:
    """Head, foot, sample badge, as on every page; no error, no exception."""
    page = visit(name)
    assert [error.value for error in page.error] == []
    assert [exception.value for exception in page.exception] == []
    written = words(page)
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


def test_a_store_without_data_says_so(
    visit: Visit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = (ROOT / "data" / "project.toml").read_text(encoding="utf-8")
    folder = f"{ROOT}/data/"
    project = project.replace('sample = "sample"', 'sample = ""')
    for part in ("boundaries/", "rules/", "public_record"):
        project = project.replace(f'"{part}', f'"{folder}{part}')
    (tmp_path / "project.toml").write_text(project, encoding="utf-8")
    monkeypatch.setenv("HITECHTEX_PROJECT", str(tmp_path / "project.toml"))
    monkeypatch.setenv("HITECHTEX_STORE", str(tmp_path / "store"))
    page = visit()
    assert [error.value for error in page.error] == []
    assert [exception.value for exception in page.exception] == []
    assert len(page.info) == 1
    assert "Sample data" not in words(page)


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
