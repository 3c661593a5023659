"""Hostile texts as names and titles, in a browser: no script runs, nothing opens, all is drawn."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Dialog, Page, expect

from hitechtex.catalog import Catalog
from tests.journeys.conftest import Traffic
from tests.journeys.visits import ROOT, visit
from tests.serving import RunningApp, running_app
from tests.test_harmless import bring_hostile

pytestmark = pytest.mark.browser

# Where names of organisations, titles of sessions, names of files and faulty values stand.
VIEWS = (
    *("clusterxchange/All exchanges", "ledger/Entered twice", "data_health/Open faults"),
    *("batches", "batches/One file", "training", "overview"),
)


@pytest.fixture(scope="module")
def hostile_app(catalog: Catalog, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningApp]:
    folder = tmp_path_factory.mktemp("hostile")
    bring_hostile(folder, catalog)
    with running_app(ROOT / "app.py", {"HITECHTEX_STORE": str(folder / "store")}) as running:
        yield running


@pytest.mark.parametrize("view", VIEWS)
def test_no_text_of_a_file_runs(page: Page, hostile_app: RunningApp, view: str) -> None:
    traffic, opened = Traffic(), list[str]()

    def note(dialog: Dialog) -> None:
        opened.append(dialog.message)
        dialog.dismiss()

    page.on("dialog", note)
    traffic.watch(page)
    visit(page, hostile_app.url, view)
    expect(page.locator(".stAlert [data-testid='stAlertContentError']")).to_have_count(0)
    expect(page.locator(".htx-panel h2").first).to_be_visible()
    assert page.evaluate("window.htxBroken") is None
    assert opened == []
    assert page.locator("a[href^='javascript']").count() == 0
    assert page.locator("img[src='x'], svg[onload], iframe").count() == 0
    assert traffic.elsewhere(hostile_app) == []
