"""Collaboration without a browser: its sections on the sample, in a period without any, and
where nobody has sent a joint action."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from hitechtex.catalog import read_catalog
from hitechtex.ingest import ingest
from hitechtex.store import append, open_store
from hitechtex.ui.rows import ASKED
from tests.conftest import ROOT
from tests.pages.conftest import Visit, words

# On the sample: 14 actions, of which one is dropped; 62 exchanges achieved, 54 say what came of it.
SECTIONS = {
    "board": ("4 actions run, 1 planned, 1 only an idea", "7 actions done, 1 dropped"),
    "together": ("15 of 15 pairs of partners work together", "Actions cross into 8 of 8 sectors"),
    "results": ("99 SMEs involved, in 11 of 11 actions", "given by 9 of 13 actions",
                "7 of 7 actions that are over say what came of them"),
    "follow_up": ("30 of 54 exchanges that say what came of them led to something further",
                  "5 of 61 exchanges reach beyond"),
}  # fmt: skip
ABOUT_ACTIONS = ("board", "together", "results")
ONE_EXCHANGE = """\
exchange_id,partner,visiting_organisation,status,start_date,outcome,visiting_region,host_region
X1,citeve,Fios SA,paid,2023-03-01,follow_up,PT11,FR10
"""

ONE_ACTION = """\
action_id,title,kind,lead,partners,status,start_date
A1,Wool for sport,pilot_action,citeve,ntt,planned,2023-09-01
"""


def well(page: AppTest) -> bool:
    return not page.error and not page.exception


def opened(visit: Visit, section: str, **filters: list[str]) -> AppTest:
    page = visit("collaboration", **filters)
    page.session_state["section"] = section
    return page.run()


@pytest.mark.parametrize("section", SECTIONS)
def test_every_section_says_its_numbers(visit: Visit, section: str) -> None:
    page = opened(visit, section)
    assert well(page), (page.error, page.exception)
    for said in SECTIONS[section]:
        assert said in words(page)
    assert "4.7 expected by now, 6 in the end" in words(page)  # pilot actions: 4, watch


@pytest.mark.parametrize("section", SECTIONS)
def test_a_period_without_any_says_so(visit: Visit, section: str) -> None:
    page = visit("collaboration")
    page.session_state["section"] = section
    page.select_slider(key="period").set_value(("2022-02", "2022-03"))
    page.run()
    assert well(page), (page.error, page.exception)
    what = "achieved exchanges" if section == "follow_up" else "joint actions"
    assert f"There are no {what} in this selection." in words(page)


def test_a_partner_chosen_leads_or_takes_part(visit: Visit) -> None:
    # citeve takes part in 9 of the 14, all four pilot actions among them
    page = opened(visit, "together", partner=["citeve"])
    assert well(page), (page.error, page.exception)
    assert "9 joint actions; most often of the kind Pilot action, 4 of 9" in words(page)


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str, str], None]:
    """Return a function that makes a store of one file, without the sample."""
    project = (ROOT / "data" / "project.toml").read_text(encoding="utf-8")
    project = project.replace('sample = "sample"', 'sample = ""')
    for part in ("boundaries/", "rules/", "public_record"):
        project = project.replace(f'"{part}', f'"{ROOT}/data/{part}')
    (tmp_path / "project.toml").write_text(project, encoding="utf-8")
    monkeypatch.setenv("HITECHTEX_PROJECT", str(tmp_path / "project.toml"))

    def kept(dataset: str, rows: str) -> None:
        monkeypatch.setenv("HITECHTEX_STORE", str(tmp_path / "store"))
        path = tmp_path / "one.csv"
        path.write_text(rows, encoding="utf-8")
        batch = ingest(path, dataset=dataset, catalog=read_catalog(), key=b"k" * 32)
        assert not batch.faults, batch.faults
        append(open_store(tmp_path / "store"), batch)

    return kept


@pytest.mark.parametrize("section", SECTIONS)
def test_without_joint_actions_the_exchanges_still_speak(
    visit: Visit, section: str, own: Callable[[str, str], None]
) -> None:
    own("exchanges", ONE_EXCHANGE)
    page = opened(visit, section)
    assert well(page), (page.error, page.exception)
    nothing = "There are no joint actions in the store yet."
    assert (nothing in words(page)) == (section in ABOUT_ACTIONS)
    if section == "follow_up":
        assert "1 of 1 exchange that says what came of it led to something" in words(page)
        assert "1 of 1 exchange reaches beyond" in words(page)
    # none known is not "0 pilot actions"
    tile = words(page).partition("Pilot actions running or done")[2].partition("</li>")[0]
    assert "cannot say" in tile and "No data" in tile


@pytest.mark.parametrize("section", SECTIONS)
def test_without_exchanges_the_joint_actions_still_speak(
    visit: Visit, section: str, own: Callable[[str, str], None]
) -> None:
    """An action's days may lie ahead: alone, they tell no day that the data speaks to."""
    own("actions", ONE_ACTION)
    page = opened(visit, section)
    assert well(page), (page.error, page.exception)
    assert ("There are no achieved exchanges" in words(page)) == (section == "follow_up")
    if section == "board":
        assert "0 actions run, 1 planned, 0 only an idea" in words(page)
    tile = words(page).partition("Pilot actions running or done")[2].partition("</li>")[0]
    assert "cannot say" not in tile  # one is planned: none has begun, and that is known


def test_the_rows_behind_name_file_and_row(visit: Visit) -> None:
    page = visit("collaboration")
    page.session_state[ASKED] = "action_timeline"
    page.run()
    assert well(page), (page.error, page.exception)
    (rows,) = [table.value for table in page.dataframe]
    assert len(rows) == 14
    first = rows.iloc[0]
    assert first["Title"] == "Talks at a protective textiles fair"
    assert first["Partners"].startswith("CITEVE, AEI TÈXTILS")
    assert (first["Kind"], first["Status"]) == ("Matchmaking event", "Planned")
    assert (first["File"], first["Row"]) == ("actions.csv", "14")
