"""The pages on data that nobody here wrote: 4 599 European staff visits of 2012-13."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.visits import VIEWS, address, wait_until_drawn
from tests.real_visits import with_real_visits
from tests.serving import ROOT, RunningApp, running_app

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def erasmus(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningApp]:
    settings = with_real_visits(tmp_path_factory.mktemp("erasmus"))
    with running_app(ROOT / "app.py", settings) as running:
        yield running


@pytest.mark.parametrize("view", VIEWS)
def test_every_view_shows_them(page: Page, erasmus: RunningApp, view: str) -> None:
    page.goto(address(erasmus.url, view))
    wait_until_drawn(page)
    expect(page.locator(".stAlert")).to_have_count(0)
    expect(page.locator(".htx-fault:visible")).to_have_count(0)
    expect(page.locator(".htx-badge")).to_have_count(0)  # this is not sample data
    expect(page.locator(".htx-head")).to_contain_text("Erasmus staff training 2012-13")


def test_the_totals_are_those_of_the_file(page: Page, erasmus: RunningApp) -> None:
    page.goto(address(erasmus.url, "overview"))
    wait_until_drawn(page)
    tiles = page.locator(".htx-tile")
    expect(tiles.filter(has_text="Exchanges achieved")).to_contain_text("4,599")
    expect(tiles.filter(has_text="Lump sums paid")).to_contain_text("€3,343,288")  # 3 343 287.96
    page.goto(address(erasmus.url, "regions"))
    wait_until_drawn(page)
    expect(page.locator(".st-key-panel-region_ranking")).to_contain_text("1,737")  # from Spain
