"""Every page and each of its parts, light and dark: it stands, asks nobody else, leaves nobody out.

A view is opened once and then looked at from several sides.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.journeys.conftest import Traffic
from tests.journeys.visits import FIRST_PAGE, PAGES, VIEWS, visit, wait_until_drawn
from tests.serving import RunningApp

pytestmark = pytest.mark.browser

LIGHTNESS = """() => {
  const colour = getComputedStyle(document.querySelector(".stApp")).backgroundColor;
  const [red, green, blue] = colour.match(/[0-9.]+/g).map(Number);
  return (red + green + blue) / 765;
}"""
# Streamlit scrolls inside the page, not with it.
TOO_WIDE = """() => [...document.querySelectorAll("html, .stMain, .stMainBlockContainer")]
  .filter((e) => e.scrollWidth > e.clientWidth).map((e) => `${e.className} ${e.scrollWidth}`)"""
# Numbers every control that Tab should reach, one for each group of radio buttons.
NUMBER_CONTROLS = """() => {
  const seen = (e) => {
    const style = getComputedStyle(e), box = e.getBoundingClientRect();
    return style.visibility !== "hidden" && box.width > 0 && box.height > 0
      && !e.closest("[inert], [hidden], [aria-hidden=true]");
  };
  const groups = new Set();
  const first = (e) => {
    const group = e.closest("[role=radiogroup]");
    const isLater = group && groups.has(group);
    groups.add(group);
    return !isLater;
  };
  const kinds = "a[href], button, input, select, textarea, summary, [tabindex]";
  const controls = [...document.querySelectorAll(kinds)].filter(
    (e) => e.tabIndex >= 0 && !e.disabled && seen(e) && first(e));
  controls.forEach((e, i) => {
    const group = e.closest("[role=radiogroup]");
    for (const each of group ? group.querySelectorAll("*") : [e]) each.dataset.reach = i;
  });
  return controls.length;
}"""
FOCUSED = """() => document.activeElement === document.body
  ? null : document.activeElement.dataset.reach ?? "none" """
# Streamlit's own grid: Tab goes from cell to cell inside it until Escape lets go.
IN_GRID = "() => document.activeElement.dataset.testid === 'data-grid-canvas'"
# The place to drop files is Streamlit's own: it has a role that says nothing, and takes the focus.
STREAMLITS_ROLE = ("presentation-role-conflict", "stFileUploaderDropzone")
LEFT_OUT = """(visited) => [...document.querySelectorAll("[data-reach]")]
  .filter((e) => !visited.includes(e.dataset.reach)).map((e) => e.outerHTML.slice(0, 150))"""


MENUS = 4  # the first page and the menus of the others


@dataclass(frozen=True)
class View:
    """One page in one theme, drawn, with what it asked for on the way."""

    page: Page
    name: str
    theme: str
    traffic: Traffic


@pytest.fixture(scope="module", params=product(VIEWS, ("light", "dark")), ids="-".join)
def view(request: pytest.FixtureRequest, browser: Browser, app: RunningApp) -> Iterator[View]:
    """Open a view at 1280 pixels."""
    name, theme = request.param
    context = browser.new_context(
        viewport={"width": 1280, "height": 800}, color_scheme=theme, reduced_motion="reduce"
    )
    page, traffic = context.new_page(), Traffic()
    traffic.watch(page)
    visit(page, app.url, name)
    yield View(page, name, theme, traffic)
    context.close()


def findings(page: Page) -> list[str]:
    """Return what axe-core objects to: rule, selector and help."""
    violations = Axe().run(page).response["violations"]
    return [
        f"{violation['id']} {' '.join(map(str, node['target']))}: {violation['help']}"
        for violation in violations
        for node in violation["nodes"]
        if violation["id"] != STREAMLITS_ROLE[0] or STREAMLITS_ROLE[1] not in node["html"]
    ]


def test_it_stands(view: View) -> None:
    expect(view.page.get_by_role("heading", level=1)).to_have_count(1)
    expect(view.page.locator(".htx-foot")).to_be_visible()
    expect(view.page.locator(".stAlert, .stException, .htx-fault:visible")).to_have_count(0)
    assert view.traffic.faults == []
    assert (view.page.evaluate(LIGHTNESS) > 0.5) == (view.theme == "light")


def test_it_asks_nobody_else(view: View, app: RunningApp) -> None:
    assert len(view.traffic.asked) > 5
    assert view.traffic.elsewhere(app) == []


def test_axe_has_no_objection(view: View) -> None:
    assert findings(view.page) == []


def test_the_keyboard_reaches_every_control(view: View) -> None:
    """Tab visits each control and comes out at the end: no trap, nothing left out."""
    count = view.page.evaluate(NUMBER_CONTROLS)
    assert count > MENUS
    view.page.evaluate("() => document.activeElement.blur()")
    visited = []
    for _ in range(2 * count):
        if view.page.evaluate(IN_GRID):
            view.page.keyboard.press("Escape")
            view.page.keyboard.press("Escape")
        view.page.keyboard.press("Tab")
        focused = view.page.evaluate(FOCUSED)
        if focused is None:
            break
        visited.append(focused)
    else:
        pytest.fail(f"Tab never came out of the page; at last it went {visited[-5:]}")
    assert view.page.evaluate(LEFT_OUT, visited) == []


def test_it_fits_a_telephone(view: View) -> None:
    view.page.set_viewport_size({"width": 390, "height": 844})
    wait_until_drawn(view.page)
    assert view.page.evaluate(TOO_WIDE) == []


def test_a_request_to_elsewhere_and_a_fault_are_noticed(page: Page, app: RunningApp) -> None:
    traffic = Traffic()
    traffic.watch(page)
    page.set_content("<img src='https://fonts.example/x.png'><script>throw Error('x')</script>")
    page.wait_for_timeout(200)
    assert traffic.elsewhere(app) == ["https://fonts.example/x.png"]
    assert any(fault == "x" for fault in traffic.faults)


def test_something_too_wide_is_reported(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.set_content("<div class='stMain' style='overflow: auto'><p style='width: 500px'></div>")
    assert page.evaluate(TOO_WIDE) == ["stMain 500"]


def test_an_objection_of_axe_is_reported(page: Page) -> None:
    page.set_content("<html lang='en'><title>x</title><main><h1>x</h1><button></button></main>")
    assert findings(page) == ["button-name button: Buttons must have discernible text"]


def test_a_control_out_of_reach_is_reported(page: Page) -> None:
    """A button that throws the focus away again is not reached."""
    page.set_content("<button>a</button><button onfocus='this.blur()'>b</button><button>c</button>")
    assert page.evaluate(NUMBER_CONTROLS) == 3
    assert page.evaluate(LEFT_OUT, ["0", "2"]) == [
        '<button onfocus="this.blur()" data-reach="1">b</button>'
    ]


def test_pages_are_reached_from_one_another(page: Page, app: RunningApp) -> None:
    """Each is two clicks from the first at most: a menu and its entry; the way back is one."""
    visit(page, app.url, FIRST_PAGE)
    title = page.get_by_role("heading", level=1)
    first = title.inner_text()
    menus = page.get_by_role("navigation", name="App pages").get_by_role("button")
    titles = {first}
    for menu in range(menus.count()):
        menus.nth(menu).click()
        entries = page.get_by_test_id("stTopNavDropdownLink")
        for entry in range(entries.count()):
            if not entries.count():
                menus.nth(menu).click()
            name = entries.nth(entry).locator("[data-testid=stMarkdownContainer]").inner_text()
            entries.nth(entry).click()
            expect(title).to_have_text(name)
            expect(entries).to_have_count(0)
            titles.add(name)
    assert len(titles) == len(PAGES)
    page.get_by_role("navigation", name="App pages").get_by_role("link").first.click()
    expect(title).to_have_text(first)
