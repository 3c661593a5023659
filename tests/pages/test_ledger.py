"""The Ledger without a browser: its sections, and an answer given and taken back."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from hitechtex.catalog import read_catalog
from hitechtex.charts.panel import WITHIN
from hitechtex.ingest import ingest
from hitechtex.store import append, current, open_store
from hitechtex.ui import filters
from tests.pages.conftest import Visit, words

SECTIONS = {
    "exceptions": "exceptions to the rules",
    "questions": "cannot be judged",
    "doubles": "may be one organisation",
    "possible": "must be achieved",
}
# Two partners write one visitor in two ways, for stays at two hosts.
TWO_NAMES = """\
exchange_id,partner,visiting_organisation,visiting_country,status,start_date,host_organisation
X1,citeve,"Fiação Zebra, Lda.",PT,paid,2023-03-01,Roca SL
X2,ntt,Fiacao Zebra SA,PT,paid,2023-05-01,Telas SL
"""
PAIR = ("Fiacao Zebra SA", "Fiação Zebra, Lda.")


def well(page: AppTest) -> bool:
    return not page.error and not page.exception


def tables(page: AppTest) -> str:
    return "\n".join(table.value.to_csv() for table in page.dataframe)


def opened(visit: Visit, section: str, **filters: list[str]) -> AppTest:
    page = visit("ledger", **filters)
    page.session_state["section"] = section
    return page.run()


@pytest.mark.parametrize("section", SECTIONS)
def test_every_section_opens_whole_and_empty(visit: Visit, section: str) -> None:
    page = opened(visit, section)
    assert well(page), (page.error, page.exception)
    assert SECTIONS[section] in words(page)
    blank = opened(visit, section, mode=["virtual"], state=["closed"], type=["public_authority"])
    assert well(blank), (blank.error, blank.exception)


def test_the_exceptions_say_rule_value_and_source(visit: Visit) -> None:
    page = visit("ledger")
    shown = tables(page) + words(page)
    assert "R-COUNTRY" in shown
    assert "Visitor and host are in different COSME countries." in shown
    assert "https://clustercollaboration.eu/clusterxchange/faqs" in shown
    # 68 exceptions on the sample are counted in tests/query; here the title carries the number.
    assert "exceptions to the rules" in words(page)


def test_a_yes_merges_two_names_and_taking_it_back_parts_them(
    visit: Visit, own_store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HITECHTEX_STORE", str(own_store))
    (tmp_path / "two.csv").write_text(TWO_NAMES, encoding="utf-8")
    store = open_store(own_store)
    catalog = read_catalog()
    append(store, ingest(tmp_path / "two.csv", dataset="exchanges", catalog=catalog, key=b"k" * 32))

    page = opened(visit, "doubles")
    assert well(page), (page.error, page.exception)
    pairs = page.selectbox(key="decision-pair")
    assert any(PAIR[0] in option and PAIR[1] in option for option in pairs.options)
    place = next(k for k, option in enumerate(pairs.options) if PAIR[0] in option)
    pairs.select_index(place).run()
    page.text_input(key="decision-role").set_value("project manager").run()
    page.button(key="decision-same").click().run()
    assert well(page), (page.error, page.exception)
    (kept,) = [record for record in current(store).live if record.dataset == "same_organisation"]
    assert kept.by == "project manager"
    shown = words(page) + tables(page)
    assert "1 answer given" in shown and "project manager" in shown
    left = [box for box in page.selectbox if box.key == "decision-pair"]
    assert not any(PAIR[0] in option for box in left for option in box.options)

    page.button(key="decision-undo").click().run()
    assert well(page), (page.error, page.exception)
    assert [record for record in current(store).live if record.dataset == "same_organisation"] == []
    assert any(PAIR[0] in option for option in page.selectbox(key="decision-pair").options)


def test_a_click_in_the_matrix_chooses_the_partner(monkeypatch: pytest.MonkeyPatch) -> None:
    """A cell is one partner and one rule; the partner is what it chooses."""
    chosen: dict[str, list[str]] = {}
    monkeypatch.setattr(filters.st, "session_state", chosen)
    filters.toggle("partners", f"a_partner{WITHIN}R-MIN")
    assert chosen == {"partner": ["a_partner"]}
    filters.toggle("partners", None)
    assert chosen == {"partner": []}
