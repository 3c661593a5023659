"""The roadmap in a browser: a milestone reached by key chooses who is in charge of it."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.visits import address, wait_until_drawn
from tests.serving import RunningApp

pytestmark = pytest.mark.browser

CHIPS = "[class*='st-key-chip-'] button:has([data-testid='stMarkdownContainer'])"
TITLE = ".st-key-panel-roadmap h2"


def test_a_milestone_chooses_who_is_in_charge(page: Page, app: RunningApp) -> None:
    page.set_viewport_size({"width": 1280, "height": 2600})
    page.goto(address(app.url, "strategy"))
    wait_until_drawn(page)
    expect(page.locator(TITLE)).to_have_text(
        "11 of 22 milestones due are met on time; 1 is overdue"
    )
    page.locator(".st-key-panel-roadmap .htx-frame").focus()
    page.keyboard.press("ArrowRight")
    expect(page.locator(".st-key-panel-roadmap .htx-live")).to_contain_text(
        "Survey of training needs (AEI TÈXTILS), planned until 3 May 2022: done 12 days late"
    )
    page.keyboard.press("Enter")
    expect(page.locator(CHIPS)).to_contain_text(["Partner: AEI TÈXTILS"])
    wait_until_drawn(page)
    expect(page.locator(TITLE)).to_have_text("2 of 5 milestones due are met on time; 0 are overdue")

    page.locator(".st-key-panel-roadmap").get_by_role("button", name="Rows").click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("5 rows, with the file and row each came from.")
