"""How long a filter change takes until every chart is drawn, against the least it could take.

The floor is bare plotly.js on an empty page, given the very figures the app drew, in the same
browser and the same run, turn by turn. Both are timed inside the page, from the click to the frame
in which the last chart stands; the server's processor time is read from the kernel.

    python -m bench.redraw                                   # the demo app of this folder
    python -m bench.redraw --url http://localhost:8501/page --charts 6 \\
        --seen SELECTOR --seen SELECTOR --new SELECTOR …     # any page; --pid for the server's time

`--seen` controls are clicked in turn, each already clicked once before the clock starts; every
`--new` control is clicked once, and must ask for values not drawn before.
"""

from __future__ import annotations

import argparse
import json
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import Any

from playwright.sync_api import Page, sync_playwright

from hitechtex.server import assets
from tests import chromium
from tests.serving import running_app

DEMO = Path(__file__).parent / "demo" / "six_charts.py"
TICKS = os.sysconf("SC_CLK_TCK")
PATIENCE_MS = 20_000
Act = Callable[[Page], None]

# Notes the first click and every drawn chart; `settled` waits for the charts and for one frame.
WATCH = """
(() => {
  const watch = { clicked: 0, drawn: [] };
  let count = 0;
  Object.defineProperty(window, "htxDrawn", {
    get: () => count,
    set: (value) => { if (value > count) watch.drawn.push(performance.now()); count = value; },
  });
  window.addEventListener("pointerdown", () => { watch.clicked ||= performance.now(); }, true);
  watch.reset = () => { watch.clicked = 0; watch.drawn = []; };
  watch.frame = () => new Promise((done) => requestAnimationFrame(() => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => done(performance.now());
    port2.postMessage(0);
  }));
  window.htxWatch = watch;
})()
"""
SETTLED = """async ([charts, patience]) => {
  const watch = window.htxWatch;
  const until = performance.now() + patience;
  while (!watch.clicked || watch.drawn.length < charts) {
    if (performance.now() > until) throw new Error(`drawn ${watch.drawn.length} of ${charts}`);
    await watch.frame();
  }
  return { total: await watch.frame() - watch.clicked, first: watch.drawn[0] - watch.clicked };
}"""
FIGURES = """() => JSON.stringify([...document.querySelectorAll(".htx-plot")]
  .map(({ data, layout }) => ({ data, layout })))"""
REPLAY = """async (text) => {
  const figures = JSON.parse(text);
  while (document.body.children.length < figures.length) {
    document.body.append(document.createElement("div"));
  }
  await window.htxWatch.frame();
  const start = performance.now();
  await Promise.all(figures.map(({ data, layout }, i) =>
    window.Plotly.react(document.body.children[i], data, layout, { displayModeBar: false })));
  return await window.htxWatch.frame() - start;
}"""


@dataclass
class Timings:
    """Milliseconds of one kind of change, one entry a repetition; the server's as one sum."""

    app: list[float] = field(default_factory=list)
    floor: list[float] = field(default_factory=list)
    server_ms: float = 0.0

    def line(self, kind: str) -> str:
        app, floor = median(self.app), median(self.floor)
        server = self.server_ms / len(self.app)
        return (
            f"{kind:5} app {app:6.0f} ms  floor {floor:6.0f} ms  ratio {app / floor:5.2f}"
            f"  server {server:5.1f} ms  n {len(self.app)}"
        )


def time_redraw(page: Page, act: Act, expected_charts: int) -> float:
    """Milliseconds from the click that `act` makes to the frame with all charts drawn.

    The page must have been opened with `WATCH` as its first script. Raises playwright's `Error`
    where fewer charts than expected are drawn in time.
    """
    page.evaluate("() => window.htxWatch.reset()")
    act(page)
    settled: dict[str, float] = page.evaluate(SETTLED, [expected_charts, PATIENCE_MS])
    return settled["total"]


def processor_ms(pid: int | None) -> float:
    """Processor time of a process so far, in milliseconds; 0 without a process."""
    if pid is None:
        return 0.0
    fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) * 1000 / TICKS


def click(selector: str) -> Act:
    """An act: a click on the first element the selector finds."""
    return lambda page: page.locator(selector).first.click()


@dataclass
class Run:
    """The app's page and the empty page, in the foreground by turns."""

    app: Page
    floor: Page
    charts: int
    pid: int | None

    def measure(self, act: Act, into: Timings | None) -> None:
        """One change in the app, then the same figures on the empty page."""
        self.app.bring_to_front()
        self.app.wait_for_timeout(250)
        before = processor_ms(self.pid)
        app_ms = time_redraw(self.app, act, self.charts)
        self.app.wait_for_timeout(150)  # the server's own tidying up counts too
        server_ms = processor_ms(self.pid) - before
        figures = self.app.evaluate(FIGURES)
        self.floor.bring_to_front()
        floor_ms = self.floor.evaluate(REPLAY, figures)
        if into is not None:
            into.app.append(app_ms)
            into.floor.append(floor_ms)
            into.server_ms += server_ms


@contextmanager
def opened(url: str, charts: int, pid: int | None, width: int) -> Iterator[Run]:
    """Both pages open, the app's with its charts drawn once."""
    path = chromium.find()  # looked up first: it may start playwright itself
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        context = browser.new_context(viewport={"width": width, "height": 900})
        context.add_init_script(WATCH)
        floor = context.new_page()
        floor.goto("about:blank")
        floor.add_script_tag(path=assets.files()[assets.PLOTLY])
        app = context.new_page()
        app.goto(url)
        app.wait_for_function(f"() => window.htxDrawn >= {charts}", timeout=PATIENCE_MS)
        yield Run(app, floor, charts, pid)
        browser.close()


def measured(run: Run, seen: list[Act], new: list[Act], repeats: int) -> dict[str, Timings]:
    """Seen and new values by turns. Every seen act is done once before, untimed."""
    timings = {"seen": Timings(), "new": Timings()}
    for act in seen:
        run.measure(act, None)
    for turn in range(max(repeats, len(new))):
        if turn < repeats and seen:
            run.measure(seen[turn % len(seen)], timings["seen"])
        if turn < len(new):
            run.measure(new[turn], timings["new"])
    return timings


def demo(repeats: int, width: int) -> dict[str, Timings]:
    """The demo app: one step up is new, back and forth between two values is seen."""
    up, down = (click(f'[data-testid="stNumberInputStep{way}"]') for way in ("Up", "Down"))
    with (
        running_app(DEMO) as server,
        opened(server.url, 6, server.pid, width) as run,
    ):
        timings = {"seen": Timings(), "new": Timings()}
        run.measure(up, None)
        for _ in range(repeats):
            run.measure(down, timings["seen"])
            run.measure(up, timings["seen"])
            run.measure(up, timings["new"])
        return timings


def main() -> None:
    """Measure the demo, or the page named on the command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--url")
    parser.add_argument("--charts", type=int, default=6)
    parser.add_argument("--seen", action="append", default=[], metavar="SELECTOR")
    parser.add_argument("--new", action="append", default=[], metavar="SELECTOR")
    parser.add_argument("--pid", type=int, help="the server's process, for its processor time")
    parser.add_argument("--repeats", type=int, default=9)
    parser.add_argument("--width", type=int, default=1280)
    parser.add_argument("--json", action="store_true")
    wanted = parser.parse_args()
    if wanted.url:
        with opened(wanted.url, wanted.charts, wanted.pid, wanted.width) as run:
            acts = [click(s) for s in wanted.seen], [click(s) for s in wanted.new]
            timings = measured(run, *acts, wanted.repeats)
    else:
        timings = demo(wanted.repeats, wanted.width)
    report(timings, as_json=wanted.json)


def report(timings: dict[str, Timings], *, as_json: bool) -> None:
    """Print medians, or every measurement as JSON."""
    if as_json:
        everything: dict[str, Any] = {kind: vars(times) for kind, times in timings.items()}
        print(json.dumps(everything))
        return
    for kind, times in timings.items():
        if times.app:
            print(times.line(kind))


if __name__ == "__main__":
    main()
