"""How long until the first page is complete, cold and warm, and what it weighs on the wire.

The floor is an empty Streamlit app behind the same server code, in the same browser.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser, Page, sync_playwright

from bench.table import Line
from tests import chromium
from tests.conftest import ingest_sample
from tests.journeys.visits import wait_until_drawn
from tests.serving import ROOT, running_app

EMPTY = Path(__file__).parent / "demo" / "empty.py"
STARTS, RELOADS = 3, 7


@dataclass(frozen=True)
class Visit:
    """One start: seconds to the first page, seconds of each reload, megabytes on the wire."""

    start_s: float
    reloads_s: tuple[float, ...]
    wire_mb: float


def lines() -> Iterator[Line]:
    """Measure, app and floor by turns."""
    with TemporaryDirectory() as folder, chromium_running() as browser:
        store = Path(folder) / "store"
        ingest_sample(store)
        app: list[Visit] = []
        floor: list[Visit] = []
        for _ in range(STARTS):
            floor.append(visit(browser, EMPTY, {}))
            app.append(visit(browser, ROOT / "app.py", {"HITECHTEX_STORE": str(store)}))
    empty = "an empty Streamlit page"
    yield Line(
        "start → first page complete, sample in the store",
        median(v.start_s for v in app), "s", STARTS,
        floor=median(v.start_s for v in floor), floor_is=empty, limit=4,
    )  # fmt: skip
    yield Line(
        "reload of the first page",
        _reload(app), "s", STARTS * RELOADS, floor=_reload(floor), floor_is=empty, limit=1,
    )  # fmt: skip
    yield Line(
        "first page over the wire",
        median(v.wire_mb for v in app), "MB", STARTS,
        floor=median(v.wire_mb for v in floor), floor_is=empty, limit=3,
    )  # fmt: skip


def _reload(visits: list[Visit]) -> float:
    return median(seconds for visit in visits for seconds in visit.reloads_s)


@contextmanager
def chromium_running() -> Iterator[Browser]:
    """Chromium, while the block lasts."""
    with sync_playwright() as playwright:
        yield playwright.chromium.launch(executable_path=chromium.find(), args=["--no-sandbox"])


def visit(browser: Browser, script: Path, env: dict[str, str]) -> Visit:
    """Start the app, open it in a window that knows nothing yet, reload it."""
    started = time.perf_counter()
    with running_app(script, env) as app:
        page = browser.new_context(viewport={"width": 1280, "height": 800}).new_page()
        wire = weighed(page)
        page.goto(app.url)
        wait_until_drawn(page)
        start_s = time.perf_counter() - started
        page.wait_for_timeout(1500)  # what still comes in belongs to the first page's weight
        wire_mb = sum(wire) / 1e6
        reloads = tuple(_timed_reload(page) for _ in range(RELOADS))
        page.context.close()
    return Visit(start_s, reloads, wire_mb)


def _timed_reload(page: Page) -> float:
    started = time.perf_counter()
    page.reload()
    wait_until_drawn(page)
    return time.perf_counter() - started


def weighed(page: Page) -> list[float]:
    """Return a list that grows by the bytes of every answer and websocket frame, as sent."""
    bytes_sent: list[float] = []
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.on("Network.loadingFinished", lambda e: bytes_sent.append(e["encodedDataLength"]))
    session.on(
        "Network.webSocketFrameReceived",
        lambda e: bytes_sent.append(len(e["response"]["payloadData"]) * 3 / 4),  # it is base64
    )
    return bytes_sent
