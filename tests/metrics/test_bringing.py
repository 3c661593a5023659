"""What the page takes a file for: an export only where it is one, and each file once."""

from __future__ import annotations

from pathlib import Path

import pytest

from hitechtex.catalog import Catalog
from hitechtex.errors import FileRefused
from hitechtex.ingest import Limits
from hitechtex.metrics import bringing
from hitechtex.metrics.bringing import Asked, Brought, bring
from hitechtex.store import open_store

LIST = "session_id,participant_key,registered,attended\nS1,a@b.pt,yes,yes\n"


def brought(folder: Path, name: str, content: bytes, catalog: Catalog) -> Brought:
    (folder / name).write_bytes(content)
    store = open_store(folder / "store")
    return bring(folder / name, Asked(), store=store, catalog=catalog, key=b"k" * 32)


def test_a_list_of_ones_own_is_understood_and_no_export(catalog: Catalog, tmp_path: Path) -> None:
    own = brought(tmp_path, "list.csv", LIST.encode(), catalog)
    assert own.understanding is not None
    assert own.understanding.dataset == "attendance"


def test_a_file_that_took_too_long_is_not_read_again_as_something_else(
    catalog: Catalog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def again(*_: object, **__: object) -> None:
        raise AssertionError("the file was gone over twice")

    monkeypatch.setattr(bringing, "LIMITS", Limits(wall_seconds=0.05))
    monkeypatch.setattr(bringing, "understand", again)
    refused = brought(tmp_path, "list.csv", LIST.encode(), catalog).refused
    assert isinstance(refused, FileRefused)
    assert refused.rule == "too_slow"
