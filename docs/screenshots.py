"""Photographs every page as its readers meet it: 1920, 1280 and 390 pixels wide, light and dark.

python docs/screenshots.py                        # every page and part of one, into screens/
python docs/screenshots.py --readme               # the one picture in the README
python docs/screenshots.py --views regions --widths 390 --themes dark
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from itertools import product
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from tests import chromium  # noqa: E402
from tests.journeys.visits import FIRST_PAGE, VIEWS, visit, wait_until_drawn  # noqa: E402
from tests.serving import running_app  # noqa: E402

WIDTHS = {1920: 1080, 1280: 800, 390: 844}
Theme = Literal["light", "dark"]
README = ROOT / "docs" / "screenshots" / "overview.png"


def photograph(
    browser: Browser, url: str, view: str, *, width: int, theme: Theme, to: Path, whole: bool = True
) -> None:
    """Write one page as a picture; `whole` scrolls through all of it, else the first screen."""
    context = browser.new_context(
        viewport={"width": width, "height": WIDTHS[width]},
        color_scheme=theme,
        reduced_motion="reduce",
    )
    page = context.new_page()
    visit(page, url, view)
    if whole:
        # The page scrolls inside itself: a window as tall as its content shows all of it.
        height = page.locator(".stMain").evaluate("(e) => e.scrollHeight")
        page.set_viewport_size({"width": width, "height": min(height, 12_000)})
        wait_until_drawn(page)
    to.parent.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=to)
    context.close()


def main() -> None:
    """Take the pictures asked for, on a store of its own with the shipped sample."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--views", nargs="*", default=VIEWS, choices=VIEWS)
    parser.add_argument("--widths", nargs="*", type=int, default=[*WIDTHS], choices=[*WIDTHS])
    parser.add_argument("--themes", nargs="*", default=["light", "dark"])
    parser.add_argument("--out", type=Path, default=ROOT / "screens")
    parser.add_argument("--readme", action="store_true")
    wanted = parser.parse_args()
    with (
        tempfile.TemporaryDirectory() as folder,
        running_app(ROOT / "app.py", {"HITECHTEX_STORE": str(Path(folder) / "store")}) as app,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=chromium.find(), args=["--no-sandbox"])
        if wanted.readme:
            photograph(
                browser, app.url, FIRST_PAGE, width=1920, theme="light", to=README, whole=False
            )
            return
        for name, width, theme in product(wanted.views, wanted.widths, wanted.themes):
            to = wanted.out / f"{name.replace('/', ' - ')}-{width}-{theme}.png"
            photograph(browser, app.url, name, width=width, theme=theme, to=to)
            print(to)


if __name__ == "__main__":
    main()
