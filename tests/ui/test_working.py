"""Work beside the page: cancelled it ends, others do not wait for it, and files are private."""

from __future__ import annotations

import stat
import time
from pathlib import Path
from threading import Event

import pytest

from hitechtex.catalog import Catalog
from hitechtex.metrics.bringing import Asked, bring
from hitechtex.store import open_store, version
from hitechtex.ui import working


def test_what_is_cancelled_ends_and_gives_nothing() -> None:
    work = working.start(lambda cancel: cancel.wait(60))
    assert not work.is_done()
    work.cancel()
    while not work.is_done():
        time.sleep(0.01)
    assert work.result() is None


def test_the_next_ones_wait_for_their_turn_and_may_give_it_up() -> None:
    go = Event()
    busy = [working.start(lambda _: go.wait(60)) for _ in range(working.AT_ONCE)]
    waiting, given_up = working.start(lambda _: "read"), working.start(lambda _: "never")
    assert not waiting.is_done()
    given_up.cancel()
    assert given_up.is_done() and given_up.result() is None
    go.set()
    while not waiting.is_done():
        time.sleep(0.01)
    assert waiting.result() == "read"
    assert all(each.is_done() for each in busy)


def test_what_goes_wrong_in_it_is_raised_where_it_is_asked() -> None:
    work = working.start(lambda _: 1 // 0)
    while not work.is_done():
        time.sleep(0.01)
    with pytest.raises(ZeroDivisionError):
        work.result()


def test_the_server_ends_what_is_under_way() -> None:
    work = working.start(lambda cancel: cancel.wait(60))
    working.stop_all()
    while not work.is_done():
        time.sleep(0.01)
    assert work.result() is None


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("a.csv", "a.csv"),
        ("../../etc/passwd", "passwd"),
        ("C:\\files\\lista.xlsx", "lista.xlsx"),
        ("..", "file"),
        ("", "file"),
        ("a\x00b\n.csv", "ab.csv"),
        ("x" * 500 + ".csv", "x" * working.LONGEST_NAME + ".csv"),
        ("é" * 500, "é" * working.LONGEST_NAME),
    ],
)
def test_a_name_is_only_a_name(given: str, kept: str) -> None:
    assert working.safe_name(given) == kept


def test_what_was_uploaded_is_private_and_goes() -> None:
    with working.private_file("a.csv", b"x") as path:
        assert path.read_bytes() == b"x"
        assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert not path.parent.exists()


def test_a_cancelled_reading_changes_nothing(tmp_path: Path, catalog: Catalog) -> None:
    store, cancel = open_store(tmp_path / "store"), Event()
    (tmp_path / "a.csv").write_text(
        "exchange_id,partner,visiting_organisation,status\nE,ntt,A,paid\n"
    )
    cancel.set()
    asked = Asked(partner="ntt", dataset="exchanges")
    brought = bring(
        tmp_path / "a.csv", asked, store=store, catalog=catalog, key=b"k" * 32, cancel=cancel
    )
    assert brought.batch is None
    assert brought.refused is not None and brought.refused.rule == "cancelled"
    assert version(store) == 0
