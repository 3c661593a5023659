"""Visiting the app as a reader does: its pages and their parts, and when one is drawn."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlencode

from playwright.sync_api import Page, expect

from hitechtex.catalog.texts import read_texts

ROOT = Path(__file__).resolve().parents[2]
PAGES = tuple(sorted(path.stem for path in (ROOT / "pages").glob("*.py")))
FIRST_PAGE = "overview"
# The parts of a page of which one is shown at a time, by their names on screen; the first is shown
# when the page opens.
PARTS = {
    page: [str(text) for name, text in read_texts().items() if name.startswith(f"section.{page}.")]
    for page in PAGES
}
VIEWS = (*PAGES, *(f"{page}/{part}" for page, parts in PARTS.items() for part in parts[1:]))

# The script is done, the foot stands, and every place that was kept for a chart shows one.
DRAWN = """() => {
  const app = document.querySelector('[data-testid="stApp"]');
  if (app?.dataset.testScriptState !== "notRunning") return false;
  if (!document.querySelector(".htx-foot, footer, .stAlert")) return false;
  if (document.querySelector('[data-testid="stSkeleton"]')) return false;
  return [...document.querySelectorAll("[class*='st-key-chart-']")].every((place) => {
    const chart = place.querySelector(".htx-chart");
    return chart ? !chart.offsetParent || Number(chart.dataset.drawn) > 0 : !place.offsetParent;
  });
}"""


def address(url: str, view: str) -> str:
    """Return the address of a view; the first page has none of its own."""
    page, _, part = view.partition("/")
    asked = f"?{urlencode({'section': part})}" if part else ""
    return f"{url}/{page.removeprefix(FIRST_PAGE)}{asked}"


def visit(page: Page, url: str, view: str) -> None:
    """Open a view and wait until it is drawn."""
    page.goto(address(url, view))
    wait_until_drawn(page)
    if "/" in view:
        expect(page.get_by_role("radio", name=view.partition("/")[2])).to_be_checked()


def wait_until_drawn(page: Page) -> None:
    """Wait until the script is done, the foot stands and no visible chart is outstanding."""
    page.wait_for_selector('[data-testid="stMainBlockContainer"]')
    page.wait_for_function(DRAWN)
    page.wait_for_timeout(100)
    page.wait_for_function(DRAWN)
