"""The sample of a first start: whole, once, and never beside anybody's own files."""

from __future__ import annotations

from pathlib import Path

from hitechtex.catalog import Catalog, read_catalog
from hitechtex.ingest import ingest
from hitechtex.store import Store, append, current, open_store
from hitechtex.ui.state import _load_sample

CATALOG = read_catalog()
SAMPLE = sorted((CATALOG.project.file(CATALOG.project.sample)).glob("*.csv"))


def bring(store: Store, path: Path, catalog: Catalog) -> None:
    append(store, ingest(path, dataset=path.stem, catalog=catalog, key=b"k" * 32))


def files(store: Store) -> list[str]:
    return sorted(batch.file for batch in current(store).batches)


def test_a_first_start_that_was_broken_off_is_gone_on_with(tmp_path: Path) -> None:
    store = open_store(tmp_path / "store")
    bring(store, SAMPLE[-1], CATALOG)
    for _ in range(2):
        _load_sample(store, CATALOG)
        assert files(store) == [path.name for path in SAMPLE]


def test_somebodys_own_file_keeps_the_sample_away(tmp_path: Path) -> None:
    store = open_store(tmp_path / "store")
    own = tmp_path / "actions.csv"
    own.write_text("action_id,title,kind,lead,status\nA1,Fibre,pilot_action,citeve,planned\n")
    bring(store, own, CATALOG)
    _load_sample(store, CATALOG)
    assert files(store) == ["actions.csv"]
