"""The pages on data that nobody here wrote: 4 599 European staff visits of 2012-13."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.visits import VIEWS, address, wait_until_drawn
from tests.serving import ROOT, RunningApp, running_app

pytestmark = pytest.mark.browser

REAL = Path(os.environ.get("HITECHTEX_REALDATA") or ROOT.parent / "shared" / "realdata")
VISITS = REAL / "exchanges_erasmus_staff" / "STT_2012_13_partner_countries.csv"
EXAMPLE = ROOT / "examples" / "erasmus-2012"


@pytest.fixture(scope="module")
def erasmus(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningApp]:
    if not VISITS.exists():
        pytest.skip("the real staff visits lie outside the repository, and not on this machine")
    store = tmp_path_factory.mktemp("erasmus") / "store"
    settings = {
        "HITECHTEX_PROJECT": str(EXAMPLE / "project.toml"),
        "HITECHTEX_STORE": str(store),
    }
    command = [sys.executable, "-m", "hitechtex", "ingest", str(VISITS), "--dataset", "exchanges"]
    command += ["--mapping", str(EXAMPLE / "mapping.toml")]
    subprocess.run(command, cwd=ROOT, env={**os.environ, **settings}, check=True)
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
