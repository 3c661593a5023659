"""Visiting the app as a reader does: its pages, their addresses, when one is drawn."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Page

ROOT = Path(__file__).resolve().parents[2]
PAGES = tuple(sorted(path.stem for path in (ROOT / "pages").glob("*.py")))
FIRST_PAGE = "overview"

DRAWN = """() => {
  const app = document.querySelector('[data-testid="stApp"]');
  if (app?.dataset.testScriptState !== "notRunning") return false;
  if (!document.querySelector("footer, .stAlert")) return false;
  return [...document.querySelectorAll(".htx-chart")].every((chart) => {
    const hidden = !chart.offsetParent;
    return hidden || Number(chart.dataset.drawn ?? 0) > 0;
  });
}"""


def address(url: str, page: str) -> str:
    """Return the address of a page by its name; the first one has none of its own."""
    return f"{url}/" if page == FIRST_PAGE else f"{url}/{page}"


def wait_until_drawn(page: Page) -> None:
    """Wait until the script is done, the foot stands and no visible chart is outstanding."""
    page.wait_for_selector('[data-testid="stMainBlockContainer"]')
    page.wait_for_function(DRAWN)
    page.wait_for_timeout(100)
    page.wait_for_function(DRAWN)
