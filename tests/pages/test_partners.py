"""Partners and Data health without a browser; and one partner's page, which is theirs alone."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from hitechtex.catalog import Catalog
from hitechtex.ingest import ingest
from hitechtex.metrics import Questions
from hitechtex.query import Filters, open_engine
from hitechtex.store import append, current, open_store
from pages import data_health, partners
from tests.pages.conftest import Visit, words

SECTIONS = {
    ("partners", "cards"): "targets due are behind plan",
    ("partners", "rows"): "do not meet a rule",
    ("partners", "two"): "how far each is to its own targets",
    ("data_health", "complete"): "values that should be given are",
    ("data_health", "faults"): "faults are open",
    ("data_health", "arrivals"): "files count",
    ("data_health", "odd"): "look unlike the others",
}
# Marked as sample data, so that it stands beside the sample: a fault of each of two partners.
FAULTY = """\
exchange_id,partner,visiting_organisation,status,start_date,working_days
SAMPLE-X1,citeve,Fios,paid,2023-03-01,5
SAMPLE-X2,citeve,Fiação Zebra,paid,2023-03-01,five
SAMPLE-X3,ntt,Filati Zebra,paidd,2023-05-01,5
"""


def well(page: AppTest) -> bool:
    return not page.error and not page.exception


def opened(visit: Visit, name: str, section: str, **filters: list[str]) -> AppTest:
    page = visit(name, **filters)
    page.session_state["section"] = section
    return page.run()


def shown(page: AppTest) -> str:
    tables = "\n".join(table.value.to_csv() for table in page.dataframe)
    return f"{words(page)}\n{tables}"


@pytest.fixture
def faulty_store(own_store: Path, catalog: Catalog, tmp_path: Path) -> Path:
    """The sample, and a file of two partners with a fault of each."""
    (tmp_path / "spring.csv").write_text(FAULTY, encoding="utf-8")
    batch = ingest(tmp_path / "spring.csv", dataset="exchanges", catalog=catalog, key=b"k" * 32)
    assert len(batch.faults) == 2
    append(open_store(own_store), batch)
    return own_store


@pytest.mark.parametrize(("name", "section"), SECTIONS)
def test_every_section_opens_whole_and_empty(visit: Visit, name: str, section: str) -> None:
    page = opened(visit, name, section)
    assert well(page), (page.error, page.exception)
    assert SECTIONS[name, section] in words(page)
    narrow = {"mode": ["virtual"], "state": ["closed"], "type": ["public_authority"]}
    blank = opened(visit, name, section, **narrow)
    assert well(blank), (blank.error, blank.exception)


def test_the_worst_card_comes_first_and_every_partner_has_one(
    visit: Visit, catalog: Catalog
) -> None:
    titles = re.findall(r"<h2>([^<:]+): (\d) of \d targets due", words(visit("partners")))
    behind = [int(count) for _, count in titles]
    assert behind == sorted(behind, reverse=True)
    written = words(visit("partners"))
    assert all(f"<h2>{partner.name}: " in written for partner in catalog.project.partners)


def test_two_partners_are_chosen_in_boxes(visit: Visit) -> None:
    page = opened(visit, "partners", "two")
    page.selectbox(key="left-picked").select("NTT").run()
    assert well(page), (page.error, page.exception)
    assert "NTT beside AEI TÈXTILS" in words(page)


def test_a_fault_stands_with_its_row_and_is_the_first_thing_to_do(
    visit: Visit, faulty_store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HITECHTEX_STORE", str(faulty_store))
    page = opened(visit, "partners", "rows", partner=["citeve"])
    assert well(page), (page.error, page.exception)
    assert "<h2>1 fault, with its file and row</h2>" in words(page)
    assert "spring.csv" in shown(page) and "“five” is not a number." in shown(page)
    assert "Filati Zebra" not in shown(page) and "paidd" not in shown(page)
    page.session_state["section"] = "cards"
    page.run()
    assert "CITEVE: Mend 1 fault in the files sent, and send the row again." in words(page)


@pytest.mark.parametrize("place", range(6))
def test_one_partner_chosen_sees_no_row_of_another(
    faulty_store: Path, catalog: Catalog, place: int
) -> None:
    """Over every panel of the page: what is drawn, what is written, and what can be downloaded."""
    engine = open_engine(current(open_store(faulty_store)), catalog)
    chosen = catalog.project.partners[place]
    others = [each for each in catalog.project.partners if each.id != chosen.id]
    query = Questions(engine, Filters(partners=(chosen.id,)))
    drawn = [
        panel
        for section in partners.SECTIONS
        for panel in partners.panels(
            Questions(engine, query.filters, {"section": section, "left": "citeve", "right": "ntt"})
        )
        if section != "two"  # names the two that were picked; its rows are looked at below
    ]
    assert len(drawn) >= 6
    for panel in drawn:
        cells = [cell for row in panel.table.rows for cell in row] if panel.table else []
        assert not {each.name for each in others} & {*cells}, panel.id
        said = f"{panel.title} {panel.takeaway} {panel.empty}"
        assert not [each.name for each in others if each.name in said], panel.id
        assert not [e for e in others if f'"{e.id}|' in panel.figure_json], panel.id
        for result in panel.results:
            if "partner" in result.names:
                assert {*result["partner"]} <= {chosen.id, None}, result.query
            if result.query == "fault_list":
                assert {*result["partner"]} <= {chosen.id}
    engine.close()


def test_two_side_by_side_have_no_row_of_who_is_filtered_away(
    faulty_store: Path, catalog: Catalog
) -> None:
    engine = open_engine(current(open_store(faulty_store)), catalog)
    first, other = catalog.project.partners[:2]
    choices = {"section": "two", "left": first.id, "right": other.id}
    for panel in partners.panels(Questions(engine, Filters(partners=(first.id,)), choices)):
        assert panel.table is not None
        assert other.name not in {cell for row in panel.table.rows for cell in row}
    engine.close()


def test_what_is_odd_is_asked_and_changes_nothing(sample_store: Path, catalog: Catalog) -> None:
    before = current(open_store(sample_store))
    engine = open_engine(before, catalog)
    for section in data_health.SECTIONS:
        assert list(data_health.panels(Questions(engine, Filters(), {"section": section})))
    engine.close()
    assert current(open_store(sample_store)) == before
