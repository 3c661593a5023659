"""Every page and each of its parts on an empty store: it stands, and says where to begin."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from hitechtex.catalog.texts import say
from tests.conftest import without_sample
from tests.journeys.conftest import Traffic
from tests.journeys.visits import VIEWS, visit
from tests.serving import ROOT, RunningApp, running_app

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningApp]:
    with running_app(ROOT / "app.py", without_sample(tmp_path_factory.mktemp("empty"))) as running:
        yield running


@pytest.mark.parametrize("view", VIEWS)
def test_a_view_without_data_stands(page: Page, empty: RunningApp, view: str) -> None:
    traffic = Traffic()
    traffic.watch(page)
    visit(page, empty.url, view)
    title = say(f"nav.{view.partition('/')[0]}")
    expect(page.get_by_role("heading", level=1)).to_have_text(title)
    expect(page.locator(".stAlert")).to_contain_text([say("empty.store")])
    expect(page.locator(".htx-foot")).to_be_visible()
    expect(page.locator(".stException, .htx-fault:visible, .htx-badge")).to_have_count(0)
    assert traffic.faults == []
