"""The page "Targets" without a browser: plans shown, changed, refused, and taken back."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from hitechtex.catalog import read_catalog
from hitechtex.catalog.texts import say
from hitechtex.ingest import ingest
from hitechtex.store import append, current, open_store
from hitechtex.ui import planning
from tests.conftest import ROOT, SAMPLE
from tests.pages.conftest import Visit, words

QUARTERS = (3, 6, 9, 12, 15, 18, 21, 24)
Cells = dict[str, Any]


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch) -> Cells:
    """What somebody types into the grid: {end of quarter: value}; the test runner has no grid."""
    cells: Cells = {}

    def grid(rows: list[dict[str, Any]], **_: Any) -> list[dict[str, Any]]:
        new = list(rows[0])[-1]
        return [row | ({new: cells[until]} if (until := next(iter(row.values()))) in cells else {})
                for row in rows]  # fmt: skip

    monkeypatch.setattr(planning.st, "data_editor", grid)
    return cells


def well(page: AppTest) -> bool:
    return not page.exception and not page.error


def editing(visit: Visit) -> AppTest:
    page = visit("targets")
    page.session_state["section"] = "edit"
    return page.run()


def save(page: AppTest, name: str, *, who: str = "", on: date = date(2023, 9, 1)) -> AppTest:
    page.selectbox(key="plan-who").set_value(who).run()
    page.text_input(key="plan-name").set_value(name)
    page.text_input(key="plan-role").set_value("coordinator")
    page.date_input(key="plan-on").set_value(on).run()
    return page.button(key="plan-save").click().run()


def test_the_plan_says_the_difference_and_who_has_none(visit: Visit) -> None:
    page = visit("targets")
    assert well(page), (page.error, page.exception)
    shown = words(page)
    # 14 + 14 + 16 + 14 + 14 = 72 of 90; the sixth partner of the sample has no target.
    assert "18 of the partnership’s target is nobody’s. Without one: DCC TTC." in shown
    assert "Partners’ targets do not add up here." in shown  # the share
    assert "on track from 90%, watch from 70%" in shown


def test_history_lists_versions_with_what_they_changed(visit: Visit) -> None:
    page = visit("targets")
    page.session_state["section"] = "history"
    page.run()
    assert well(page), (page.error, page.exception)
    table = page.dataframe[0].value
    newest = table.iloc[0]
    assert list(newest)[:7] == ["14 Mar 2023", "Exchanges achieved", "Partnership", "SAMPLE-2",
                                "in force", "90", "−14"]  # fmt: skip
    file, _, line = newest.iloc[-1].partition(", ")
    written = (SAMPLE / file).read_text(encoding="utf-8").splitlines()[int(line) - 1]
    assert written.startswith('"exchanges_achieved",,"3"') and "SAMPLE-2" in written
    assert "first version" in set(table["Change"])


def test_a_version_is_kept_on_the_sample_and_taken_back(
    visit: Visit, own_store: Path, monkeypatch: pytest.MonkeyPatch, typed: Cells
) -> None:
    monkeypatch.setenv("HITECHTEX_STORE", str(own_store))
    store = open_store(own_store)
    before = current(store)
    page = editing(visit)
    assert well(page), (page.error, page.exception)
    assert say("planning.sample") in [each.value for each in page.markdown]
    typed["31 Jan 2024"] = 100.0
    page = save(page, "autumn")
    assert well(page), (page.error, page.exception)
    assert [each.value for each in page.success] == [
        "Kept as version “SAMPLE-autumn”, 8 values. It can be taken back below."
    ]
    (kept,) = [each for each in current(store).live if each.batch not in
               {record.batch for record in before.batches}]  # fmt: skip
    assert (kept.dataset, kept.by, kept.accepted, kept.is_sample) == (
        "targets", "coordinator", 8, True,
    )  # fmt: skip
    # Nothing of the sample has stepped aside, and the new target is in force.
    assert {each.state for each in current(store).batches} == {"live"}
    assert "100 planned for the partnership in the end" in words(page)
    assert page.text_input(key="plan-name").value == ""

    page.button(key="plan-undo").click().run()
    assert well(page), (page.error, page.exception)
    assert current(store).files == before.files
    assert "90 planned for the partnership in the end" in words(page)


def test_a_partners_first_plan_and_a_level_can_be_set(
    visit: Visit, own_store: Path, monkeypatch: pytest.MonkeyPatch, typed: Cells
) -> None:
    monkeypatch.setenv("HITECHTEX_STORE", str(own_store))
    page = editing(visit)
    page.selectbox(key="indicator-picked").set_value("sme_share").run()
    typed["30 Apr 2022"] = 75  # per cent, of the first quarter; the others are left blank
    page = save(page, "first", who="dcc_ttc")
    assert well(page), (page.error, page.exception)
    assert "Kept as version “SAMPLE-first”, 2 values" in page.success[0].value
    folder = current(open_store(own_store)).files["targets"][-1]
    rows = planning_rows(folder)
    assert [(row["month"], float(row["value"])) for row in rows] == [(1, 0.75), (3, 0.75)]


def planning_rows(path: str) -> list[dict[str, Any]]:
    import pyarrow.parquet as pq  # noqa: PLC0415

    return list(pq.read_table(path).to_pylist())


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("", 100.0, "needs a name"),
        ("  ", 100.0, "needs a name"),
        ("2", 100.0, "has a version “SAMPLE-2” already"),
        ("good", -1.0, "below zero"),
        ("good", "many", "“many” for month 24 is not a number"),
        ("good", float("inf"), "is not a number"),
        ("good", True, "is not a number"),
    ],
)
def test_what_cannot_be_a_plan_is_refused_in_words(
    visit: Visit, own_store: Path, monkeypatch: pytest.MonkeyPatch, typed: Cells,
    name: str, value: object, says: str,
) -> None:  # fmt: skip
    monkeypatch.setenv("HITECHTEX_STORE", str(own_store))
    before = current(open_store(own_store)).version
    page = editing(visit)
    typed["31 Jan 2024"] = value
    page = save(page, name)
    assert not page.exception
    assert len(page.error) == 1 and says in page.error[0].value
    assert page.error[0].value.startswith("The plan was not kept.")
    assert current(open_store(own_store)).version == before


def test_nothing_given_is_refused(
    visit: Visit, own_store: Path, monkeypatch: pytest.MonkeyPatch, typed: Cells
) -> None:
    monkeypatch.setenv("HITECHTEX_STORE", str(own_store))
    page = save(editing(visit), "blank", who="dcc_ttc")
    assert "No value is given" in page.error[0].value


def test_a_falling_plan_and_an_older_day_are_warned_of(visit: Visit, typed: Cells) -> None:
    page = editing(visit)
    assert [each.value for each in page.warning] == []
    typed["31 Jan 2024"] = 5.0
    page.date_input(key="plan-on").set_value(date(2022, 5, 1)).run()
    warned = " ".join(each.value for each in page.warning)
    assert "falls in month 24" in warned
    assert "A version set on 14 Mar 2023 is newer" in warned


def test_on_the_partnerships_own_data_a_version_is_its_own(
    visit: Visit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, typed: Cells
) -> None:
    """Real exchanges count, no target is set yet: the first one is real, whatever it is called."""
    rows = (SAMPLE / "exchanges.csv").read_text(encoding="utf-8").replace("SAMPLE-", "")
    (tmp_path / "exchanges.csv").write_text(rows, encoding="utf-8")
    store, catalog = open_store(tmp_path / "own"), read_catalog(ROOT / "data" / "project.toml")
    path = tmp_path / "exchanges.csv"
    append(store, ingest(path, dataset="exchanges", catalog=catalog, key=b"k" * 32))
    monkeypatch.setenv("HITECHTEX_STORE", str(tmp_path / "own"))
    page = editing(visit)
    assert say("planning.sample") not in [each.value for each in page.markdown]
    assert "has no plan for “Exchanges achieved” yet" in words(page)
    typed["31 Jan 2024"] = 70.0
    assert "belongs to sample data" in save(page, "SAMPLE-1").error[0].value
    page = save(page, "grant agreement")
    assert well(page), (page.error, page.exception)
    assert not current(store).is_sample
    assert "70 planned for the partnership in the end" in words(page)
    shutil.rmtree(tmp_path / "own")
