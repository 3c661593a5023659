"""The README tells the truth: what it names exists, what it counts is so, and it stays short."""

from __future__ import annotations

import csv
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
ACHIEVED = {"report_validated", "paid"}


def test_it_fits_a_screen() -> None:
    assert len(README.splitlines()) <= 60


def test_what_it_points_to_exists() -> None:
    links = re.findall(r"\]\(([^)#]+)\)", README)
    paths = re.findall(r"`((?:data|docs|pages|queries|tests|hitechtex)/[\w./-]*|app\.py)`", README)
    assert len(links) > 4
    assert len(paths) > 8
    written = [path for path in links + paths if "NAME" not in path]
    assert [path for path in written if not (ROOT / path).exists()] == []


def test_its_commands_can_be_made() -> None:
    named = set(re.findall(r"\bmake (\w+)", README.replace("make and", "")))
    made = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), flags=re.MULTILINE))
    assert {"run", "test"} <= named <= made


def test_its_number_is_the_samples_own() -> None:
    """Counted here in plain Python from the file itself."""
    with (ROOT / "data/sample/exchanges.csv").open(encoding="utf-8", newline="") as file:
        statuses = [row["status"] for row in csv.DictReader(file)]
    achieved = sum(status in ACHIEVED for status in statuses)
    assert f"The road of one number: {achieved} exchanges achieved" in README
    assert f"has {len(statuses)} rows" in README


def test_it_names_every_setting() -> None:
    sources = [*(ROOT / "hitechtex").rglob("*.py"), ROOT / "app.py"]
    read = {n for path in sources for n in re.findall(r"HITECHTEX_\w+", path.read_text("utf-8"))}
    assert {"HITECHTEX_STORE", "HITECHTEX_PROJECT"} <= read
    assert read == set(re.findall(r"HITECHTEX_\w+", README))
