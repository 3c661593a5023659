"""How long a filter change on the first page takes until every chart is drawn, and what it costs.

The floor is bare plotly.js redrawing the very same figures on an empty page (`bench.redraw`).
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from playwright.sync_api import Page

from bench.redraw import Act, Run, Timings, opened
from bench.table import Line
from hitechtex.catalog import Catalog, read_catalog
from hitechtex.catalog.texts import say
from tests.conftest import ingest_sample
from tests.journeys.visits import wait_until_drawn
from tests.serving import ROOT, running_app

PAIRS = 8  # there and back, between two values seen before


def lines() -> Iterator[Line]:
    """Measure values seen before, then new ones."""
    with TemporaryDirectory() as folder:
        store = Path(folder) / "store"
        ingest_sample(store)
        with running_app(ROOT / "app.py", {"HITECHTEX_STORE": str(store)}) as app:
            charts = _charts(app.url)
            with opened(app.url, charts, app.pid, 1280) as run:
                seen, new = measured(run, read_catalog())
    plotly = f"the same {charts} figures by bare plotly.js"
    for timings, kind, ratio, server_ms in ((seen, "seen before", 1.7, 35), (new, "new", 2.5, 90)):
        n = len(timings.app)
        yield Line(
            f"filter change → all charts redrawn, values {kind}",
            median(timings.app), "ms", n,
            floor=median(timings.floor), floor_is=plotly, limit=ratio, limit_is_ratio=True,
        )  # fmt: skip
        cost = timings.server_ms / n
        yield Line(f"server CPU for it, values {kind}", cost, "ms", n, limit=server_ms)


def _charts(url: str) -> int:
    """Return how many charts the first page has."""
    with opened(url, 1, None, 1280) as run:
        wait_until_drawn(run.app)
        return run.app.locator(".htx-chart").count()


def measured(run: Run, catalog: Catalog) -> tuple[Timings, Timings]:
    """Choose a partner and take it back, again and again; then add others, each once."""
    partners = [partner.name for partner in catalog.project.partners]
    types = list(catalog.codes["organisation_types"].values())
    there, back = choose("filter.partner", partners[0]), take_back
    run.measure(there, None)
    run.measure(back, None)
    seen, new = Timings(), Timings()
    for _ in range(PAIRS):
        run.measure(there, seen)
        run.measure(back, seen)
    for name in partners[1:]:
        run.measure(choose("filter.partner", name), new)
    for name in types[:4]:
        run.measure(choose("filter.type", name), new)
    return seen, new


def choose(filter_name: str, option: str) -> Act:
    """An act: opens a list by keyboard, so that the click on the option is the first click."""

    def act(page: Page) -> None:
        page.keyboard.press("Escape")
        page.get_by_role("combobox", name=say(filter_name)).focus()
        page.keyboard.press("ArrowDown")
        page.get_by_role("option", name=option, exact=True).click()

    return act


def take_back(page: Page) -> None:
    """An act: a click on the only chip."""
    page.keyboard.press("Escape")
    page.locator("[class*='st-key-chip-'] button").first.click()
