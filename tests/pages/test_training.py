"""Training without a browser: its sections on the sample, narrowed, hidden, and nearly empty."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from hitechtex.catalog import read_catalog
from hitechtex.ingest import ingest
from hitechtex.store import append, open_store
from tests.conftest import ROOT
from tests.pages.conftest import Visit, words

SECTIONS = {
    "sessions": "25 sessions held, 0 planned",
    "attendance": "3 sessions whose list and total differ",
    "learning": "Satisfaction is 4.12 of 5",
    "clusters": "4 of 6 clusters hold a label today",
}
FEW = """\
session_id,participant_key,partner,registered,attended,satisfaction
K1,a@x.eu,citeve,yes,yes,1
K1,b@x.eu,citeve,yes,yes,1
K1,c@x.eu,ntt,yes,yes,2
"""
ONE = """\
session_id,title,kind,start_date,organiser,hours,mode
K1,Coaching of three,coaching,2023-03-06,citeve,4,virtual
"""


def opened(visit: Visit, section: str, **filters: list[str]) -> AppTest:
    page = visit("training", **filters)
    page.session_state["section"] = section
    return page.run()


def well(page: AppTest) -> bool:
    return not page.error and not page.exception


@pytest.mark.parametrize("section", SECTIONS)
def test_every_section_opens_whole_and_empty(visit: Visit, section: str) -> None:
    page = opened(visit, section)
    assert well(page), (page.error, page.exception)
    assert SECTIONS[section] in words(page)
    assert "1,731 h" in words(page)  # the strip stands over every section
    blank = opened(visit, section, mode=["hybrid"], partner=["ntt"])
    assert well(blank), (blank.error, blank.exception)
    if section != "clusters":  # people and labels have no mode
        assert "Nothing is in this selection: Partner: NTT; Mode: Hybrid." in words(blank)


def test_a_filter_that_does_not_apply_is_named(visit: Visit) -> None:
    page = opened(visit, "attendance", region=["PT11"])
    assert "The filter on regions does not apply to these numbers." in words(page)


def test_a_store_with_three_people_tells_of_none(
    visit: Visit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store, catalog = tmp_path / "store", read_catalog(ROOT / "data" / "project.toml")
    monkeypatch.setenv("HITECHTEX_STORE", str(store))
    for dataset, content in (("sessions", ONE), ("attendance", FEW)):
        path = tmp_path / f"{dataset}.csv"
        path.write_text(content, encoding="utf-8")
        batch = ingest(path, dataset=dataset, catalog=catalog, key=b"k" * 32)
        assert not batch.faults, batch.faults
        append(open_store(store), batch)
    for section in SECTIONS:
        page = opened(visit, section)
        assert well(page), (section, page.error, page.exception)
        said = words(page)
        if section == "learning":
            assert "There are no answers on satisfaction that may be told" in said
        if section == "sessions":
            assert "1 session held, 0 planned" in said
            assert "cannot say" in said  # hours, people and all that rests on three of them
