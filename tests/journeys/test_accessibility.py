"""Every page by axe-core and by keyboard: nothing withheld, nothing out of reach."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.journeys.visits import PAGES, address, wait_until_drawn
from tests.serving import RunningApp

pytestmark = pytest.mark.browser

# Streamlit's own findings, which no app can mend: rule, a piece of the selector, why.
KNOWN: tuple[tuple[str, str, str], ...] = ()

# Numbers every control that Tab should reach; gives how many there are.
NUMBER_CONTROLS = """() => {
  const seen = (e) => {
    const style = getComputedStyle(e), box = e.getBoundingClientRect();
    return style.visibility !== "hidden" && box.width > 0 && box.height > 0
      && !e.closest("[inert], [hidden], [aria-hidden=true]");
  };
  const kinds = "a[href], button, input, select, textarea, summary, [tabindex]";
  const controls = [...document.querySelectorAll(kinds)].filter(
    (e) => e.tabIndex >= 0 && !e.disabled && seen(e));
  controls.forEach((e, i) => { e.dataset.reach = i; });
  return controls.length;
}"""
FOCUSED = """() => document.activeElement === document.body
  ? null : document.activeElement.dataset.reach ?? "none" """
LEFT_OUT = """(visited) => [...document.querySelectorAll("[data-reach]")]
  .filter((e) => !visited.includes(e.dataset.reach)).map((e) => e.outerHTML.slice(0, 150))"""


def findings(page: Page) -> list[str]:
    """Return what axe-core objects to, without what is known: rule, selector and help."""
    violations = Axe().run(page).response["violations"]
    return [
        f"{violation['id']} {selector}: {violation['help']}"
        for violation in violations
        for selector in (" ".join(map(str, node["target"])) for node in violation["nodes"])
        if not any(violation["id"] == rule and part in selector for rule, part, _ in KNOWN)
    ]


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("name", PAGES)
def test_axe_has_no_objection(page: Page, app: RunningApp, name: str, theme: str) -> None:
    page.emulate_media(color_scheme=theme, reduced_motion="reduce")
    page.goto(address(app.url, name))
    wait_until_drawn(page)
    assert findings(page) == []


def test_an_objection_is_reported(page: Page, app: RunningApp) -> None:
    page.goto(address(app.url, "about"))
    wait_until_drawn(page)
    page.evaluate("() => document.querySelector('footer').append(document.createElement('button'))")
    assert any(found.startswith("button-name footer") for found in findings(page))


@pytest.mark.parametrize("name", PAGES)
def test_the_keyboard_reaches_every_control_in_turn(page: Page, app: RunningApp, name: str) -> None:
    """Tab visits each control and comes out at the end: no trap, nothing left out."""
    page.goto(address(app.url, name))
    wait_until_drawn(page)
    count = page.evaluate(NUMBER_CONTROLS)
    assert count > len(PAGES)
    visited = []
    for _ in range(3 * count):
        page.keyboard.press("Tab")
        focused = page.evaluate(FOCUSED)
        if focused is None:
            break
        visited.append(focused)
    else:
        pytest.fail(f"Tab never came out of the page; at last it went {visited[-5:]}")
    assert page.evaluate(LEFT_OUT, visited) == []
