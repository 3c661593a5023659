"""Bring data: nothing is kept before it is accepted, and the receipt says what changed."""

from __future__ import annotations

from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from hitechtex.catalog import Catalog
from hitechtex.catalog.texts import say
from hitechtex.metrics.receipts import receipt_of
from hitechtex.store import current, open_store
from tests.conftest import ROOT
from tests.pages.conftest import words

# As its owner writes it: names in Czech, days first, one wrong status and one day that is none.
OWN = """ID;Návštěvník;Hostitel;Stav;Začátek;Konec;Dní;Částka v EUR
CZ-1;Tkalcovna Příbram;Modrá Přádelna;dokončeno;25.4.2023;28.4.2023;4;1.234,50
CZ-2;Přádelna Žďár;Bílé Vlákno;nesmysl;2.5.2023;4.5.2023;3;750,00
CZ-3;Šicí dílna Ústí;Česaná Příze;dokončeno;31.6.2023;3.7.2023;2;500,00
"""


@pytest.fixture
def empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A partnership without sample data, and its empty store."""
    project = (ROOT / "data" / "project.toml").read_text(encoding="utf-8")
    project = project.replace('sample = "sample"', 'sample = ""')
    for part in ("boundaries/", "rules/", "public_record"):
        project = project.replace(f'"{part}', f'"{ROOT}/data/{part}')
    (tmp_path / "project.toml").write_text(project, encoding="utf-8")
    monkeypatch.setenv("HITECHTEX_PROJECT", str(tmp_path / "project.toml"))
    monkeypatch.setenv("HITECHTEX_STORE", str(tmp_path / "store"))
    monkeypatch.chdir(ROOT)
    yield tmp_path / "store"
    st.cache_resource.clear()


def opened() -> AppTest:
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60).run()
    return app.switch_page("pages/bring.py").run()


def settled(app: AppTest) -> AppTest:
    """Run again until nothing is being read."""
    for _ in range(200):
        if not any(each.key and each.key.startswith("bring-cancel") for each in app.button):
            return app
        app.run()
    raise AssertionError("it is still being read")


def drop(
    app: AppTest, name: str, content: bytes, *, partner: str = "", dataset: str = ""
) -> AppTest:
    app.selectbox(key="bring-partner").set_value(partner)
    app.selectbox(key="bring-dataset").set_value(dataset)
    app.file_uploader(key="bring-files").set_value([(name, content, "application/octet-stream")])
    return settled(app.run())


def test_a_file_is_shown_and_nothing_is_kept_before_it_is_accepted(
    empty: Path, catalog: Catalog
) -> None:
    app = drop(opened(), "vymeny.csv", OWN.encode("cp1250"), partner="clutex")
    assert [each.value for each in app.error] == []
    assert [each.value for each in app.exception] == []
    said = words(app)
    assert "vymeny.csv" in said
    assert say("bring.open", n=1) in [each.value for each in app.warning]
    assert not any(each.key == "bring-accept" for each in app.button)
    app.selectbox(key="bring-pick-column.Dní").set_value("working_days")
    settled(app.run())
    assert current(open_store(empty)).batches == ()
    app.button(key="bring-accept").click()
    settled(app.run())
    (record,) = current(open_store(empty)).batches
    assert (record.partner, record.dataset, record.accepted) == ("clutex", "exchanges", 1)
    assert record.set_aside == 2
    receipt = receipt_of(open_store(empty), record.batch, catalog)
    assert {(e.indicator, e.after) for e in receipt.effects if e.partner is None} >= {
        ("lump_sums_committed", 1234.5)
    }
    assert say("receipt.accepted", n=1) in words(app)
