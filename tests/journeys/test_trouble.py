"""What is broken around the app is told in the browser, in words; the server stands anyway."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.visits import wait_until_drawn
from tests.serving import ROOT, running_app

pytestmark = pytest.mark.browser


def told(page: Page, env: dict[str, str]) -> str:
    """Return the one thing that the first page of an app under these settings tells."""
    with running_app(ROOT / "app.py", env) as app:
        page.goto(app.url)
        wait_until_drawn(page)
        expect(page.locator(".stAlert")).to_have_count(1)
        return page.locator(".stAlert").inner_text()


def test_a_broken_project_file_is_named_with_its_key(page: Page, tmp_path: Path) -> None:
    broken = tmp_path / "project.toml"
    project = (ROOT / "data" / "project.toml").read_text(encoding="utf-8")
    broken.write_text(project.replace("months = 24", 'months = "two years"'), encoding="utf-8")
    store = str(tmp_path / "store")
    words = told(page, {"HITECHTEX_PROJECT": str(broken), "HITECHTEX_STORE": store})
    assert str(broken) in words
    assert "months" in words
    assert "two years" in words


def test_a_store_that_cannot_be_is_named(page: Page, tmp_path: Path) -> None:
    """Where the store should be lies a file."""
    (tmp_path / "store").write_text("not a folder", encoding="utf-8")
    words = told(page, {"HITECHTEX_STORE": str(tmp_path / "store")})
    assert str(tmp_path / "store") in words
    assert "written to the server" not in words
