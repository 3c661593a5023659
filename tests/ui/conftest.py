"""The small app that the browser tests of this folder open."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.serving import RunningApp, running_app

expect.set_options(timeout=20_000)  # patience, not a measure: a busy machine is not a fault


@pytest.fixture(scope="module")
def chart_app() -> Iterator[RunningApp]:
    """The page of tests/ui/chart_app.py, running."""
    with running_app(Path(__file__).with_name("chart_app.py")) as app:
        yield app
