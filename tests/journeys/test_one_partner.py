"""A page to hand to one partner: the address says whose, by name or id; nobody else is on it."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.visits import wait_until_drawn
from tests.serving import RunningApp

pytestmark = pytest.mark.browser

HEADINGS = ".htx-panel h2"


@pytest.mark.parametrize("said", ["ntt", "NTT"])
def test_the_address_names_the_partner(page: Page, app: RunningApp, said: str) -> None:
    page.goto(f"{app.url}/partners?partner={said}")
    wait_until_drawn(page)
    expect(page.locator(HEADINGS).first).to_contain_text("NTT: ")
    assert "partner=NTT" in page.url  # so that it holds, however it was said
    panels = "\n".join(page.locator("[class*='st-key-panel-']").all_inner_texts())
    for other in ("CITEVE", "AEI TÈXTILS", "ATEVAL", "CLUTEX", "DCC TTC"):
        assert other not in panels
    page.reload()
    wait_until_drawn(page)
    expect(page.locator(HEADINGS).first).to_contain_text("NTT: ")


def test_a_step_leads_to_its_rows_and_keeps_the_partner(page: Page, app: RunningApp) -> None:
    page.goto(f"{app.url}/partners?partner=NTT")
    wait_until_drawn(page)
    page.get_by_role("link", name="ClusterXchange, Money and time").first.click()
    expect(page.locator("h1")).to_have_text("ClusterXchange")
    wait_until_drawn(page)
    expect(page.get_by_role("radio", name="Money and time")).to_be_checked()
    assert "partner=NTT" in page.url


def test_the_two_that_are_compared_stand_in_the_address(page: Page, app: RunningApp) -> None:
    page.goto(f"{app.url}/partners?section=Two+side+by+side&left=NTT&right=CLUTEX")
    wait_until_drawn(page)
    expect(page.locator(HEADINGS).first).to_have_text(
        "NTT beside CLUTEX: how far each is to its own targets"
    )
