"""Finds the Chromium that browser tests drive; as a program, installs one where none is found."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from itertools import chain
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "chrome")
ELSEWHERE = (
    Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"),
    Path("/Applications/Chromium.app/Contents/MacOS/Chromium"),
)
ASK = """
from playwright.sync_api import sync_playwright
with sync_playwright() as playwright:
    print(playwright.chromium.executable_path)
"""
MISSING = """\
Browser tests need Chromium, none was found, and it could not be installed. One of these helps:
  Debian, Ubuntu:   sudo apt-get update && sudo apt-get install chromium
  any other:        .venv/bin/playwright install --with-deps chromium
  one you have:     HITECHTEX_CHROMIUM=/path/to/chromium make test"""


def find() -> Path | None:
    """Return the browser: HITECHTEX_CHROMIUM, else an installed one, else playwright's own."""
    named = os.environ.get("HITECHTEX_CHROMIUM")
    if named:
        return Path(named)
    installed = (Path(found) for name in NAMES if (found := shutil.which(name)))
    path = next((path for path in chain(installed, ELSEWHERE) if path.exists()), None)
    return path or _playwrights()


def _playwrights() -> Path | None:
    """Return the browser that playwright has downloaded, if it has."""
    # In a process of its own: inside a running Playwright there cannot be a second one.
    command = [sys.executable, "-c", ASK]
    asked = subprocess.run(command, capture_output=True, text=True, check=True)
    path = Path(asked.stdout.strip())
    return path if path.exists() else None


def install() -> Path:
    """Install a browser and return it; leave the program with what is missing where that fails."""
    is_debian_root = hasattr(os, "geteuid") and os.geteuid() == 0 and bool(shutil.which("apt-get"))
    if is_debian_root:
        _run("apt-get", "update", "-q")
        _run("apt-get", "install", "-q", "-y", "--no-install-recommends", "chromium")
    if find() is None:
        _run(sys.executable, "-m", "playwright", "install", "chromium")
    path = find()
    if path is None:
        raise SystemExit(MISSING)
    return path


def _run(*command: str) -> None:
    # A command that fails has said why; whether a browser is there now is looked up afterwards.
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(command, env=environment, stdin=subprocess.DEVNULL, check=False)


def main() -> None:
    """Print the browser that the tests will drive."""
    path = find() or install()
    if not path.exists():
        raise SystemExit(f"HITECHTEX_CHROMIUM names {path}, which does not exist.")
    print(f"Chromium: {path}")


if __name__ == "__main__":
    main()
