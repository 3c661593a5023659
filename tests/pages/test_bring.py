"""Bring data: nothing is kept before it is accepted, and the receipt says what changed."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from hitechtex.catalog import Catalog
from hitechtex.catalog.texts import say
from hitechtex.charts.receipts import receipt_html
from hitechtex.ingest.correction_sheet import correction_sheet
from hitechtex.metrics.receipts import receipt_of
from hitechtex.store import current, open_store, undo
from hitechtex.ui.bringing import CASES
from tests.conftest import ROOT
from tests.dropped import CZECH, CZECH_ANSWER, EXPORT, project_without_sample
from tests.pages.conftest import words


@pytest.fixture
def empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The store of a partnership without sample data; nothing is in it yet."""
    monkeypatch.setenv("HITECHTEX_PROJECT", str(project_without_sample(tmp_path)))
    monkeypatch.setenv("HITECHTEX_STORE", str(tmp_path / "store"))
    monkeypatch.chdir(ROOT)
    yield tmp_path / "store"
    st.cache_resource.clear()


def opened() -> AppTest:
    """Return the page, nothing dropped yet."""
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60).run()
    return app.switch_page("pages/bring.py").run()


def settled(app: AppTest) -> AppTest:
    """Run again until nothing is being read."""
    for _ in range(200):
        assert [each.value for each in app.exception] == []
        if not any(str(each.key).startswith("bring-cancel") for each in app.button):
            return app
        app.run()
    raise AssertionError("it is still being read")


def drop(app: AppTest, *files: tuple[str, bytes], partner: str = "", dataset: str = "") -> AppTest:
    """Choose, drop files, and wait until the first was read."""
    app.selectbox(key="bring-partner").set_value(partner)
    app.selectbox(key="bring-dataset").set_value(dataset)
    kinds = [(name, content, "application/octet-stream") for name, content in files]
    app.file_uploader(key="bring-files").set_value(kinds)
    return settled(app.run())


def keys(app: AppTest) -> set[str]:
    return {str(each.key) for each in app.button}


def answer(app: AppTest, name: str, value: str) -> AppTest:
    app.selectbox(key=f"bring-pick-{name}").set_value(value)
    return settled(app.run())


def accept(app: AppTest) -> AppTest:
    app.button(key="bring-accept").click()
    return settled(app.run())


def mend(app: AppTest, *edits: tuple[int, str, str]) -> AppTest:
    """Take edits as the grid gives them; the runner cannot type into one."""
    (case,) = app.session_state[CASES].values()
    case.edits.update({(row, column): text for row, column, text in edits})
    return settled(app.run())


def test_nothing_is_kept_before_it_is_accepted(empty: Path, catalog: Catalog) -> None:
    app = drop(opened(), ("vymeny.csv", CZECH), partner="clutex")
    assert say("bring.open", n=1) in [each.value for each in app.warning]
    assert "bring-accept" not in keys(app)
    answer(app, *CZECH_ANSWER)
    assert current(open_store(empty)).batches == ()
    said = words(app)
    for text in ("vymeny.csv", "Tkalcovna Příbram", "lump_sum_eur", "zaplaceno", "€1,234"):
        assert text in said, text
    accept(app)
    (record,) = current(open_store(empty)).batches
    assert (record.partner, record.dataset, record.accepted) == ("clutex", "exchanges", 1)
    assert (record.set_aside, record.file) == (2, "vymeny.csv")
    assert say("receipt.accepted", n=1) in words(app)
    receipt = receipt_of(open_store(empty), record.batch, catalog)
    effects = {(each.indicator, each.partner): each for each in receipt.effects}
    assert effects["lump_sums_committed", None].after == 1234.5
    assert effects["lump_sums_committed", "clutex"].after == 1234.5
    assert all(each.partner in {None, "clutex"} for each in receipt.effects)


def test_mended_rows_join_their_file(empty: Path, catalog: Catalog) -> None:
    """Row and sheet stay those of the file; what was changed by hand is said."""
    app = answer(drop(opened(), ("a.csv", CZECH), partner="clutex"), *CZECH_ANSWER)
    mend(app, (3, "Stav", "zaplaceno"), (4, "Začátek", "30.6.2023"))
    assert "bring-mend" not in keys(app)
    accept(app)
    store = open_store(empty)
    (record,) = current(store).batches
    assert (record.accepted, record.set_aside) == (3, 0)
    receipt = receipt_of(store, record.batch, catalog)
    assert {(r.column, r.example_row, r.before, r.after) for r in receipt.repairs
            if r.rule == "mended"} == {
        ("Stav", 3, "nesmysl", "zaplaceno"), ("Začátek", 4, "31.6.2023", "30.6.2023"),
    }  # fmt: skip
    total = next(each for each in receipt.effects if each.indicator == "lump_sums_committed")
    assert total.after == 1234.5 + 750 + 500


def test_a_row_that_is_mended_wrongly_still_waits(empty: Path) -> None:
    app = answer(drop(opened(), ("a.csv", CZECH), partner="clutex"), *CZECH_ANSWER)
    mend(app, (3, "Stav", "zaplaceno"), (3, "ID", "CZ-1"), (4, "Začátek", "32.6.2023"))
    accept(app)
    (record,) = current(open_store(empty)).batches
    assert (record.accepted, record.set_aside) == (1, 2)


def test_a_correction_sheet_comes_back_and_is_known(empty: Path) -> None:
    app = answer(drop(opened(), ("a.csv", CZECH), partner="clutex"), *CZECH_ANSWER)
    accept(app)
    (case,) = app.session_state[CASES].values()
    book = openpyxl.load_workbook(io.BytesIO(correction_sheet(case.work.result().batch)))
    sheet = book.active
    heads = [cell.value for cell in sheet[1]]
    assert [row[0].value for row in sheet.iter_rows(min_row=2)] == ["3", "4"]
    sheet.cell(2, heads.index("Stav") + 1).value = "zaplaceno"
    sheet.cell(3, heads.index("Začátek") + 1).value = "30.6.2023"
    mended = io.BytesIO()
    book.save(mended)
    again = drop(opened(), ("corrections.xlsx", mended.getvalue()), partner="clutex")
    assert say("bring.correction_known") in [each.value for each in again.info]
    assert "bring-as-before" in keys(again)
    again.button(key="bring-as-before").click()
    accept(settled(again.run()))
    batches = current(open_store(empty)).batches
    assert [(each.accepted, each.set_aside) for each in batches] == [(1, 2), (2, 0)]


def test_the_answers_of_a_layout_are_offered_and_not_applied(empty: Path) -> None:
    app = answer(drop(opened(), ("a.csv", CZECH), partner="clutex"), *CZECH_ANSWER)
    accept(app)
    later = CZECH.replace(b"CZ-", b"CZ-9")
    again = drop(opened(), ("b.csv", later), partner="clutex")
    assert "bring-accept" not in keys(again)
    again.button(key="bring-as-before").click()
    settled(again.run())
    assert "bring-accept" in keys(again)
    other = drop(opened(), ("b.csv", later), partner="ntt")
    assert "bring-as-before" not in keys(other)


def test_what_cannot_be_read_is_said_and_changes_nothing(empty: Path) -> None:
    for name, content in (
        ("a.pdf", b"%PDF-1.4 \x00\x01"),
        ("b.xlsx", b"no workbook"),
        ("c.csv", b""),
    ):
        app = drop(opened(), (name, content), partner="clutex")
        assert [each.value for each in app.error] == []
        assert len(app.warning) == 1, name
        assert "bring-accept" not in keys(app)
    assert current(open_store(empty)).batches == ()


def test_an_export_asks_for_what_it_leaves_open(empty: Path) -> None:
    app = drop(opened(), ("attendance.csv", EXPORT), partner="clutex")
    answer(app, "dates", "day_first")
    accept(app)
    batches = current(open_store(empty)).batches
    assert [each.dataset for each in batches] == ["attendance", "sessions"]
    assert "ana@example.org" not in words(app)


def test_a_receipt_is_a_file_of_its_own(empty: Path, catalog: Catalog) -> None:
    hostile = CZECH.replace("Tkalcovna Příbram".encode("cp1250"), b"<script>x()</script>")
    hostile = hostile.replace(b"nesmysl", b"<img src=x>")
    app = answer(drop(opened(), ("a<b>.csv", hostile), partner="clutex"), *CZECH_ANSWER)
    accept(app)
    store = open_store(empty)
    (record,) = current(store).batches
    told = receipt_html(receipt_of(store, record.batch, catalog), catalog)
    assert record.sha256 in told
    assert "a&lt;b&gt;.csv" in told
    assert "<script>" not in told and "<img" not in told
    assert catalog.project.texts.funding_statement in told
    assert catalog.project.texts.disclaimer[:60] in told
    assert say("app.sample") not in told
    undo(store, record.batch)
    again = receipt_of(store, record.batch, catalog)
    assert again.record.state == "undone"
    assert again.effects == receipt_of(store, record.batch, catalog).effects != ()


def test_a_column_that_is_asked_about_can_be_changed_as_well(empty: Path) -> None:
    """The first column of the file has an open question: two boxes are about the same column."""
    header = "Číslo;Navštěvující organizace;Hostitelská organizace;Datum od;Datum do;Stav"
    row = "E-1;Tkalcovna Příbram;Tekstil A.Ş.;25. 4. 2023;28. 4. 2023;zaplaceno"
    text = f"{header}\n{row}\n".replace("Ş", "S").encode("cp1250")
    app = drop(opened(), ("vyjezdy.csv", text), partner="clutex", dataset="exchanges")
    assert [each.value for each in app.error] == []
    assert app.selectbox(key="bring-pick-column.Číslo").value == ""
    assert app.selectbox(key="bring-column").value == "Číslo"
    app.selectbox(key="bring-pick-means.Číslo").set_value("exchange_id")
    app = settled(app.run())
    assert "bring-pick-column.Číslo" not in {str(each.key) for each in app.selectbox}
    assert "bring-forget" in keys(app)
