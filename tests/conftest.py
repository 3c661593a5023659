"""What every test may ask for: the catalogue, a store with the shipped sample, a browser."""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from hitechtex.catalog import Catalog, read_catalog
from hitechtex.ingest import ingest
from hitechtex.ingest.people import read_key
from hitechtex.store import append, open_store
from tests import chromium

ROOT = Path(__file__).resolve().parents[1]
SAMPLE = ROOT / "data" / "sample"

# The same examples on every run, so that a red test is the change's own doing; `full` explores.
_patient = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("default", _patient, max_examples=50, derandomize=True)
settings.register_profile("full", _patient, max_examples=1000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))


@pytest.fixture(autouse=True, scope="session")
def _no_settings_from_outside() -> None:
    """A store, project or key in the developer's environment must not reach a test."""
    for name in ("HITECHTEX_STORE", "HITECHTEX_PROJECT", "HITECHTEX_SALT"):
        os.environ.pop(name, None)


@pytest.fixture(scope="session")
def catalog() -> Catalog:
    """The catalogue of the partnership that is shipped."""
    return read_catalog(ROOT / "data" / "project.toml")


@pytest.fixture(scope="session")
def sample_store(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """A store with the shipped sample, made once for all workers. Read it; never change it."""
    base = tmp_path_factory.getbasetemp()
    shared = base if worker_id == "master" else base.parent
    store, made = shared / "sample_store", shared / "sample_store.made"
    with (shared / "sample_store.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not made.exists():
            shutil.rmtree(store, ignore_errors=True)
            ingest_sample(store)
            made.touch()
    return store


@pytest.fixture
def own_store(sample_store: Path, tmp_path: Path) -> Path:
    """A copy of the store with the sample, for a test that changes it."""
    return Path(shutil.copytree(sample_store, tmp_path / "store"))


def ingest_sample(folder: Path) -> None:
    """Ingest every file of data/sample/, each named for its dataset, into a store in `folder`."""
    store, declared = open_store(folder), read_catalog(ROOT / "data" / "project.toml")
    key = read_key(folder)
    files = sorted(SAMPLE.glob("*.csv"))
    assert files, f"no sample in {SAMPLE}"
    for path in files:
        append(store, ingest(path, dataset=path.stem, catalog=declared, key=key, by="sample"))


def without_sample(folder: Path) -> dict[str, str]:
    """Return the settings of an app on the shipped project without its sample: an empty store."""
    project = (ROOT / "data" / "project.toml").read_text(encoding="utf-8")
    assert 'sample = "sample"' in project
    project = project.replace('sample = "sample"', 'sample = ""')
    for part in ("boundaries/", "rules/", "public_record"):
        project = project.replace(f'"{part}', f'"{ROOT}/data/{part}')
    path = folder / "project.toml"
    path.write_text(project, encoding="utf-8")
    return {"HITECHTEX_PROJECT": str(path), "HITECHTEX_STORE": str(folder / "store")}


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium, one per module: while it runs, nothing else in this thread can use asyncio."""
    path = chromium.find()
    assert path is not None, chromium.MISSING
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield running
        running.close()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A browser window with nothing in it, 1280 wide, reduced motion."""
    opened = browser.new_context(
        viewport={"width": 1280, "height": 800}, reduced_motion="reduce", locale="en-GB"
    )
    yield opened
    opened.close()


@pytest.fixture
def page(context: BrowserContext) -> Page:
    """A tab of that window; what does not happen within 20 seconds fails."""
    opened = context.new_page()
    opened.set_default_timeout(20_000)
    return opened
