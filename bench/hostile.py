"""What files made to hurt cost: the file's own reading process, and the visit beside it.

Each bomb (tests.bombs) is dropped on “Bring data” in Chromium; a line of half a gigabyte, which no
page takes in, goes through the command line. Meanwhile another visit clicks a filter of the first
page, on and off. Nothing is refused by a floor, so there is none; seconds, memory and clicks have
limits of their own.
"""

from __future__ import annotations

import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import cycle
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event, Thread

from playwright.sync_api import Browser, Page

from bench.filter_change import choose, take_back
from bench.first_page import chromium_running
from bench.redraw import WATCH, time_redraw
from bench.table import Line
from hitechtex.catalog import read_catalog
from tests import bombs
from tests.conftest import ingest_sample
from tests.journeys.visits import visit
from tests.serving import ROOT, RunningApp, running_app

MOST_S, MOST_GIB, MOST_CLICK_S = 30, 1, 1
LOOK_EVERY_S = 0.01
PATIENCE_S = 120
READER = "hitechtex.ingest.child"
ANSWERED = '[data-testid="stAlertContentWarning"]'
# Timed in the page that waits: the other one is busy clicking.
WAIT = """(selector) => {
  const start = performance.now();
  window.htxWaited = 0;
  const look = setInterval(() => {
    if (!document.querySelector(selector)) return;
    window.htxWaited = performance.now() - start;
    clearInterval(look);
  }, 10);
}"""


@dataclass
class Readers:
    """The reading processes below a process, watched: GiB of the largest of them so far."""

    above: int
    gib: float = 0.0
    _stop: Event = field(default_factory=Event)

    def watch(self) -> None:
        """Look again and again; the kernel keeps the most that a process ever held."""
        while not self._stop.wait(LOOK_EVERY_S):
            self.gib = max([self.gib, *map(_most_gib, _children(self.above))])

    def stop(self) -> None:
        """Look no more."""
        self._stop.set()


@dataclass(frozen=True)
class Visits:
    """Two visits of one app: `one` brings files, `other` clicks on a page of so many charts."""

    app: RunningApp
    one: Page
    other: Page
    charts: int
    clicks: Iterator[Callable[[Page], None]]

    def click(self) -> float:
        """Return the seconds from the next click to all charts redrawn."""
        return time_redraw(self.other, next(self.clicks), self.charts) / 1000


def lines() -> Iterator[Line]:
    """Measure every bomb, and clicks beside none of them."""
    with TemporaryDirectory() as name, chromium_running() as browser:
        folder = Path(name)
        ingest_sample(folder / "store")
        with running_app(ROOT / "app.py", {"HITECHTEX_STORE": str(folder / "store")}) as app:
            visits = _opened(browser, app)
            quiet = max(visits.click() for _ in range(8))
            for file, made in bombs.UPLOADED.items():
                (folder / file).write_bytes(made())
                yield from _lines(f"bomb {file}", quiet, *_dropped(visits, folder / file))
            bombs.write_one_line(folder / "line.csv")
            what = f"bomb line.csv of {bombs.LINE_MIB} MiB, command line"
            yield from _lines(what, quiet, *_commanded(visits, folder / "line.csv"))


def _lines(
    what: str, quiet: float, seconds: float, gib: float, clicks: list[float]
) -> Iterator[Line]:
    yield Line(f"{what}: until it is answered", seconds, "s", 1, limit=MOST_S)
    yield Line(f"{what}: its largest reading process", gib, "GiB", 1, limit=MOST_GIB)
    yield Line(
        f"{what}: longest click of another visit", max(clicks), "s", len(clicks),
        floor=quiet, floor_is="the longest click beside no file", limit=MOST_CLICK_S,
    )  # fmt: skip


def _opened(browser: Browser, app: RunningApp) -> Visits:
    one, other = (
        browser.new_context(viewport={"width": 1280, "height": 900}).new_page() for _ in range(2)
    )
    other.add_init_script(WATCH)
    visit(other, app.url, "overview")
    partner = read_catalog().project.partners[0].name
    clicks = cycle((choose("filter.partner", partner), take_back))
    return Visits(app, one, other, other.locator(".htx-chart").count(), clicks)


def _dropped(visits: Visits, file: Path) -> tuple[float, float, list[float]]:
    """Drop a file; return seconds to its answer, GiB of its process, and the others' clicks."""
    visit(visits.one, visits.app.url, "bring")
    visits.one.evaluate(WAIT, ANSWERED)
    with _watched(visits.app.pid) as readers:
        visits.one.locator("input[type=file]").set_input_files(file)
        seconds = 0.0
        clicks = []
        started = time.monotonic()
        while not seconds:
            if time.monotonic() - started > PATIENCE_S:
                raise RuntimeError(f"{file.name} was not answered")
            clicks.append(visits.click())
            seconds = visits.one.evaluate("() => window.htxWaited") / 1000
    return seconds, readers.gib, clicks


def _commanded(visits: Visits, file: Path) -> tuple[float, float, list[float]]:
    """Give a file to the command line; return the same of it."""
    arguments = ("-m", "hitechtex", "ingest", str(file), "--dataset", "exchanges", "--check")
    started = time.perf_counter()
    with subprocess.Popen(
        [sys.executable, *arguments], cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    ) as command, _watched(command.pid) as readers:  # fmt: skip
        clicks = [visits.click()]
        while command.poll() is None:
            clicks.append(visits.click())
        seconds = time.perf_counter() - started
        said = command.stderr.read().decode() if command.stderr else ""
    if command.returncode != 1 or not said:
        raise RuntimeError(f"{file.name} was not refused: {said}")
    return seconds, readers.gib, clicks


@contextmanager
def _watched(above: int) -> Iterator[Readers]:
    readers = Readers(above)
    thread = Thread(target=readers.watch, daemon=True)
    thread.start()
    try:
        yield readers
    finally:
        readers.stop()
        thread.join()


def _children(above: int) -> list[Path]:
    """Return the folders under /proc of the reading processes that a process has started."""
    found = []
    for listed in Path(f"/proc/{above}/task").glob("*/children"):
        try:
            children = [Path("/proc", pid) for pid in listed.read_text().split()]
            found += [each for each in children if READER in (each / "cmdline").read_text()]
        except OSError:  # it has ended meanwhile
            continue
    return found


def _most_gib(process: Path) -> float:
    try:
        most = re.search(r"VmHWM:\s+(\d+) kB", (process / "status").read_text())
    except OSError:
        return 0.0
    return int(most[1]) / 2**20 if most else 0.0
