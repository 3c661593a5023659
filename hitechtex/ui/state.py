"""The store and the engine that all visits share; a new ledger version gives a new engine."""

from __future__ import annotations

import os
import threading
from pathlib import Path

import streamlit as st

from hitechtex.catalog import Catalog, read_catalog
from hitechtex.catalog.project import project_path
from hitechtex.catalog.texts import say
from hitechtex.query import Engine, open_engine
from hitechtex.store import Store, append, current, open_store, version

_first_start = threading.Lock()


def store_path() -> Path:
    """Return the directory of the store in force: HITECHTEX_STORE, else `store`."""
    return Path(os.environ.get("HITECHTEX_STORE") or "store")


def engine() -> Engine:
    """Return the engine over the store as it is now; loads it when the ledger has moved on."""
    with st.spinner(say("app.loading"), show_time=True):
        return warm_up()


def store() -> Store:
    """Return the store in force, to accept into or take back from."""
    return _store(str(store_path().resolve()), str(project_path().resolve()))


def warm_up() -> Engine:
    """Open the store and load its engine, before the first visit or on one."""
    project = str(project_path().resolve())
    store = _store(str(store_path().resolve()), project)
    return _engine(str(store.path), version(store), project)


@st.cache_resource(show_spinner=False)
def _store(path: str, project: str) -> Store:
    """Open the store once per process; one without files of anybody's is given the sample."""
    del project  # part of the key: another partnership, another sample
    catalog = read_catalog()
    store = open_store(Path(path))
    with _first_start:
        if catalog.project.sample:
            _load_sample(store, catalog)
    return store


def _load_sample(store: Store, catalog: Catalog) -> None:
    """Load what is missing of the sample: a first start may have been broken off half-way."""
    batches = current(store).batches
    loaded = {batch.file for batch in batches}
    files = sorted(catalog.project.file(catalog.project.sample).glob("*.csv"))
    missing = [path for path in files if path.name not in loaded]
    if not missing or any(not batch.is_sample for batch in batches):
        return
    # Loaded for the first start alone: it takes a while.
    from hitechtex.ingest import ingest  # noqa: PLC0415
    from hitechtex.ingest.people import read_key  # noqa: PLC0415

    key = read_key(store.path)
    for path in missing:
        append(store, ingest(path, dataset=path.stem, catalog=catalog, key=key, by="sample"))


@st.cache_resource(show_spinner=False, max_entries=2)
def _engine(path: str, ledger_version: int, project: str) -> Engine:
    del ledger_version  # part of the key: the snapshot of one version never changes
    return open_engine(current(open_store(Path(path))), read_catalog(Path(project)))
