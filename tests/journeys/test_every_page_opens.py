"""Every page, light and dark: it stands, says nothing went wrong, and asks nobody else."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Traffic
from tests.journeys.visits import PAGES, address, wait_until_drawn
from tests.serving import RunningApp

pytestmark = pytest.mark.browser

LIGHTNESS = """() => {
  const colour = getComputedStyle(document.querySelector(".stApp")).backgroundColor;
  const [red, green, blue] = colour.match(/[0-9.]+/g).map(Number);
  return (red + green + blue) / 765;
}"""
WIDER = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("name", PAGES)
def test_a_page_opens_without_a_fault_and_without_the_network(
    page: Page, app: RunningApp, traffic: Traffic, name: str, theme: str
) -> None:
    page.emulate_media(color_scheme=theme, reduced_motion="reduce")
    page.goto(address(app.url, name))
    wait_until_drawn(page)
    expect(page.get_by_role("heading", level=1)).to_have_count(1)
    expect(page.get_by_role("contentinfo")).to_be_visible()
    expect(page.locator(".stAlert, .stException, .htx-fault:visible")).to_have_count(0)
    assert traffic.faults == []
    assert len(traffic.asked) > 5
    assert traffic.elsewhere(app) == []
    assert (page.evaluate(LIGHTNESS) > 0.5) == (theme == "light")


@pytest.mark.parametrize("name", PAGES)
def test_a_page_fits_a_telephone(page: Page, app: RunningApp, name: str) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(address(app.url, name))
    wait_until_drawn(page)
    assert page.evaluate(WIDER) == 0


def test_a_request_to_elsewhere_and_a_fault_are_noticed(
    page: Page, app: RunningApp, traffic: Traffic
) -> None:
    page.set_content("<img src='https://fonts.example/x.png'><script>throw Error('x')</script>")
    page.wait_for_timeout(200)
    assert traffic.elsewhere(app) == ["https://fonts.example/x.png"]
    assert any(fault == "x" for fault in traffic.faults)


def test_pages_are_reached_from_one_another(page: Page, app: RunningApp) -> None:
    """Within two clicks of the first page, and the way back is one."""
    page.goto(app.url)
    wait_until_drawn(page)
    first = page.get_by_role("heading", level=1).inner_text()
    links = page.get_by_test_id("stTopNavLink")
    expect(links).to_have_count(len(PAGES))
    for number in range(len(PAGES)):
        links.nth(number).click()
        wait_until_drawn(page)
        expect(page.locator(".stException")).to_have_count(0)
    links.first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(first)
