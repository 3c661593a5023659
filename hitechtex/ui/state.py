"""The store and the engine that all visits share; a new ledger version gives a new engine."""

from __future__ import annotations

import os
import threading
from pathlib import Path

import streamlit as st

from hitechtex.catalog import Catalog, read_catalog
from hitechtex.catalog.project import project_path
from hitechtex.catalog.texts import say
from hitechtex.ingest import ingest
from hitechtex.ingest.people import read_key
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
    """Open the store once per process; an empty one is given the sample the project ships."""
    del project  # part of the key: another partnership, another sample
    catalog = read_catalog()
    store = open_store(Path(path))
    with _first_start:
        if catalog.project.sample and not current(store).batches:
            _load_sample(store, catalog)
    return store


def _load_sample(store: Store, catalog: Catalog) -> None:
    key = read_key(store.path)
    for path in sorted(catalog.project.file(catalog.project.sample).glob("*.csv")):
        append(store, ingest(path, dataset=path.stem, catalog=catalog, key=key, by="sample"))


@st.cache_resource(show_spinner=False, max_entries=2)
def _engine(path: str, ledger_version: int, project: str) -> Engine:
    del ledger_version  # part of the key: the snapshot of one version never changes
    return open_engine(current(open_store(Path(path))), read_catalog(Path(project)))
