"""The app as it is shipped, running on the sample, and what a browser did while it was open."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import ConsoleMessage, Page

from tests.serving import ROOT, RunningApp, running_app


@pytest.fixture(scope="session")
def app(sample_store: Path) -> Iterator[RunningApp]:
    """app.py on the sample; one for all tests of a worker."""
    with running_app(ROOT / "app.py", {"HITECHTEX_STORE": str(sample_store)}) as running:
        yield running


# Below a page's address Streamlit looks for its server there first, and then one level up.
STREAMLITS_OWN = re.compile(r"/\w+/_stcore/(health|host-config)$")


@dataclass
class Traffic:
    """Every address that pages asked for, and every fault they told their console."""

    asked: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    def watch(self, page: Page) -> None:
        """Note what this page does from now on."""
        page.on("request", lambda request: self.asked.append(request.url))
        page.on("websocket", lambda socket: self.asked.append(socket.url))
        page.on("pageerror", lambda error: self.faults.append(str(error)))
        page.on("console", self._listen)

    def _listen(self, message: ConsoleMessage) -> None:
        address = message.location["url"]
        if message.type == "error" and not STREAMLITS_OWN.search(address):
            self.faults.append(f"{message.text} ({address})")

    def elsewhere(self, app: RunningApp) -> list[str]:
        """Return the addresses that are not the app's own."""
        own = urlsplit(app.url).netloc
        inside = {"data", "blob", "about"}
        parts = [(url, urlsplit(url)) for url in self.asked]
        return [url for url, each in parts if each.scheme not in inside and each.netloc != own]
