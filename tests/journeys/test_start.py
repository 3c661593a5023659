"""The first start on nothing, and the second: the sample once, an address, no look outside."""

from __future__ import annotations

import os
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import pytest

from hitechtex.store import current, open_store
from tests.serving import ROOT, _free_port, _wait

pytestmark = pytest.mark.browser


@contextmanager
def started(store: Path, output: IO[bytes]) -> Iterator[str]:
    """Start the app as `make run` does, while the block lasts; gives its address."""
    port = _free_port()
    command = [sys.executable, "-m", "streamlit", "run", "app.py", f"--server.port={port}"]
    environment = {**os.environ, "HITECHTEX_STORE": str(store)}
    server = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=output, stderr=output)
    try:
        _wait(f"http://127.0.0.1:{port}", server)
        yield f"http://localhost:{port}"
    finally:
        server.terminate()
        server.wait(timeout=20)


def test_the_sample_is_loaded_once(tmp_path: Path) -> None:
    store, said = tmp_path / "store", tmp_path / "said"
    files = sorted(path.name for path in (ROOT / "data" / "sample").glob("*.csv"))
    for _ in range(2):
        with said.open("wb") as output, started(store, output):
            pass
        batches = current(open_store(store)).batches
        assert sorted(batch.file for batch in batches) == files
        assert all(batch.is_sample for batch in batches)


def test_it_says_where_it_is_and_looks_for_nothing_outside(
    sample_store: Path, tmp_path: Path
) -> None:
    """Left alone, Streamlit asks a host on the internet for the machine's own address."""
    said = tmp_path / "said"
    with said.open("wb") as output, started(sample_store, output) as address:
        urllib.request.urlopen(address).close()
    words = said.read_text()
    assert address in words
    assert "xternal" not in words
