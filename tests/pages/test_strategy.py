"""Strategy and services without a browser: on the sample, on a partner, on nothing, elsewhere."""

from __future__ import annotations

from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from hitechtex.catalog import read_catalog
from hitechtex.ingest import ingest
from hitechtex.store import append, open_store
from tests.conftest import ROOT
from tests.pages.conftest import Visit, words

# Worked out from data/sample/milestones.csv and services.csv, reporting day 30 Sep 2023.
SECTIONS = {
    "roadmap": "11 of 22 milestones due are met on time; 1 is overdue",
    "schedule": "1 milestone is overdue, 5 more will be late as it stands",
    "portfolio": "19 services offered or piloted by 6 partners",
}
CIRCLE = """\
milestone_id,line,title,kind,owner,planned_start,planned_end,depends_on
R1,strategy,First,task,citeve,2022-03-01,2022-06-01,R2
R2,strategy,Second,task,ntt,2022-03-01,2022-06-01,R1;R9
"""


def opened(visit: Visit, section: str, **filters: list[str]) -> AppTest:
    page = visit("strategy", **filters)
    page.session_state["section"] = section
    page = page.run()
    assert [error.value for error in page.error] == []
    assert [exception.value for exception in page.exception] == []
    return page


def elsewhere(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, project: Path) -> Path:
    """Point the app to another partnership with a store of its own, and return the store."""
    monkeypatch.setenv("HITECHTEX_PROJECT", str(project))
    monkeypatch.setenv("HITECHTEX_STORE", str(tmp_path / "store"))
    st.cache_resource.clear()
    return tmp_path / "store"


@pytest.mark.parametrize("section", SECTIONS)
def test_every_section_says_what_the_sample_holds(visit: Visit, section: str) -> None:
    assert SECTIONS[section] in words(opened(visit, section))


def test_the_strip_has_the_three_indicators(visit: Visit) -> None:
    page = words(opened(visit, "roadmap"))
    for said in ("Milestones met on time", "50%", "New services", "17.3 expected by now", "677"):
        assert said in page, said


def test_a_partner_is_shown_alone(visit: Visit) -> None:
    page = words(opened(visit, "roadmap", partner=["dcc_ttc"]))
    assert "0 of 1 milestones due are met on time; 1 is overdue" in page


def test_a_filter_on_exchanges_is_named_as_not_applied(visit: Visit) -> None:
    page = words(opened(visit, "portfolio", mode=["virtual"]))
    assert "The filter on modes does not apply to these numbers." in page
    assert SECTIONS["portfolio"] in page


@pytest.mark.parametrize("section", SECTIONS)
def test_a_period_without_anything_says_so(visit: Visit, section: str) -> None:
    page = visit("strategy")
    page.session_state["period"] = ("2022-06", "2022-06")
    page.session_state["partner"] = ["clutex"]
    page.session_state["section"] = section
    page = page.run()
    assert not page.error and not page.exception
    assert "in this selection. Clear a filter to see more." in words(page)


@pytest.mark.parametrize("section", SECTIONS)
def test_a_partnership_without_any_of_it_says_so(
    visit: Visit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, section: str
) -> None:
    """The example on published data has neither milestones nor services nor a public record."""
    elsewhere(monkeypatch, tmp_path, ROOT / "examples" / "erasmus-2012" / "project.toml")
    page = words(opened(visit, section))
    what = "services" if section == "portfolio" else "milestones"
    assert f"There are no {what} in the store yet." in page
    assert section != "roadmap" or "There are no published events in the store yet." in page
    assert "Portuguese" not in page


def test_a_circle_is_said_in_words(
    visit: Visit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "circle.csv").write_text(CIRCLE, encoding="utf-8")
    store = elsewhere(monkeypatch, tmp_path, ROOT / "data" / "project.toml")
    batch = ingest(
        tmp_path / "circle.csv", dataset="milestones", catalog=read_catalog(), key=b"k" * 32
    )
    append(open_store(store), batch)
    page = words(opened(visit, "roadmap"))
    assert (
        "2 milestones wait for themselves, because their dependencies lead round in a circle:"
        " First and Second." in page
    )
    assert "Second waits for a milestone that nobody has sent." in page
