"""The app as it is shipped, running on the sample, and what a browser did while it was open."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import BrowserContext, ConsoleMessage, Page

from tests.serving import ROOT, RunningApp, running_app


@pytest.fixture(scope="session")
def app(sample_store: Path) -> Iterator[RunningApp]:
    """app.py on the sample; one for all tests of a worker."""
    with running_app(ROOT / "app.py", {"HITECHTEX_STORE": str(sample_store)}) as running:
        yield running


@dataclass
class Traffic:
    """Every address a browser window asked for, and every fault it told its console."""

    asked: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    def watch(self, page: Page) -> None:
        """Note what this page does from now on."""
        page.on("request", lambda request: self.asked.append(request.url))
        page.on("websocket", lambda socket: self.asked.append(socket.url))
        page.on("pageerror", lambda error: self.faults.append(str(error)))
        page.on("console", self._listen)

    def _listen(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.faults.append(message.text)

    def elsewhere(self, app: RunningApp) -> list[str]:
        """Return the addresses that are not the app's own."""
        own = urlsplit(app.url).netloc
        inside = {"data", "blob", "about"}
        parts = [(url, urlsplit(url)) for url in self.asked]
        return [url for url, each in parts if each.scheme not in inside and each.netloc != own]


@pytest.fixture
def traffic(context: BrowserContext, page: Page) -> Traffic:
    """What the window of this test asks for and complains about."""
    noted = Traffic()
    noted.watch(page)
    context.on("page", noted.watch)
    return noted
