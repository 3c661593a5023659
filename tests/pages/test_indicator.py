"""The page "Indicator" without a browser: every indicator, whole, narrowed and on nothing."""

from __future__ import annotations

import re
from html import escape
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from hitechtex.catalog import Catalog
from hitechtex.charts.addresses import TO_INDICATOR
from hitechtex.ui import links
from hitechtex.ui.picking import nearest
from tests.conftest import ROOT
from tests.pages.conftest import Visit, words


def well(page: AppTest) -> bool:
    return not page.error and not page.exception


def pick(page: AppTest, indicator: str) -> AppTest:
    return page.selectbox(key="indicator-picked").set_value(indicator).run()


def test_every_indicator_has_its_page_whole_and_empty(visit: Visit, catalog: Catalog) -> None:
    page = visit("indicator")
    for narrowed in (False, True):
        if narrowed:
            page.multiselect(key="mode").set_value(["virtual"])
            page.multiselect(key="state").set_value(["closed"])
            page.multiselect(key="type").set_value(["public_authority"])
            page.run()
        for indicator in catalog.indicators.indicators:
            pick(page, indicator.id)
            assert well(page), (indicator.id, page.error, page.exception)
            written = words(page)
            assert escape(f"What “{indicator.label}” means") in written, indicator.id
            assert f"queries/{indicator.query}.sql" in written, indicator.id
            assert "Rule: " in written or "it is not judged" in written, indicator.id
    last = catalog.indicators.indicators[-1].id
    assert page.query_params["indicator"] in (last, [last])


def test_one_indicator_says_all_that_is_behind_it(visit: Visit) -> None:
    page = visit("indicator")
    written = words(page)
    assert "Exchanges achieved: ▲ Watch, 62 of 90; 71 due" in written
    assert "The partners add up to the whole: 62." in written
    assert "from exchange_cells_in_scope(" in written
    assert "90 records are in scope of “Exchanges achieved”" in written
    newest = page.dataframe[-1].value
    assert set(newest["File"]) == {"exchanges.csv"} and len(newest) == 90
    pick(page, "exchange_pipeline")
    assert "parts make the whole of" in words(page)
    pick(page, "sme_share")
    assert "SME share of visitors does not add up over partners." in words(page)


@pytest.mark.parametrize("page_name", ["indicator", "targets"])
def test_a_store_without_data_says_so(
    visit: Visit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, page_name: str
) -> None:
    project = (ROOT / "data" / "project.toml").read_text(encoding="utf-8")
    project = project.replace('sample = "sample"', 'sample = ""')
    for part in ("boundaries/", "rules/", "public_record"):
        project = project.replace(f'"{part}', f'"{ROOT}/data/{part}')
    (tmp_path / "project.toml").write_text(project, encoding="utf-8")
    monkeypatch.setenv("HITECHTEX_PROJECT", str(tmp_path / "project.toml"))
    monkeypatch.setenv("HITECHTEX_STORE", str(tmp_path / "store"))
    page = visit(page_name)
    sections = ("plan", "history", "edit") if page_name == "targets" else ("",)
    for section in sections:
        if section:
            page.session_state["section"] = section
            page.run()
        assert well(page), (section, page.error, page.exception)
        assert len(page.info) == 1  # that the store is empty, and nothing else
        assert "Sample data" not in words(page)


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("sme_share", "sme_share"),
        ("SME share", "sme_share"),  # by its label
        ("sme_shar", "sme_share"),
        ("lump_sum_payed", "lump_sums_paid"),
        ("", "exchanges_achieved"),
        ("%%%", "exchanges_achieved"),
    ],
)
def test_the_nearest_known_one_answers(asked: str, found: str) -> None:
    options = {"exchanges_achieved": "Exchanges achieved", "sme_share": "SME share",
               "lump_sums_paid": "Lump sums paid"}  # fmt: skip
    assert nearest(asked, options) == found


class Address(dict[str, list[str]]):
    """The parameters of an address, as Streamlit gives them."""

    def get_all(self, name: str) -> list[str]:
        return self.get(name, [])


def test_a_link_keeps_the_filters_and_nothing_else(monkeypatch: pytest.MonkeyPatch) -> None:
    given = Address(partner=["A & B", "C"], section=["Progress"], pair=["PT11>ES51"], x=["<y>"])
    monkeypatch.setattr(links.st, "query_params", given)
    made = links.with_addresses(f"<a href='{TO_INDICATOR}sme_share'>x</a>")
    assert made == (
        "<a href='/indicator?partner=A+%26+B&amp;partner=C&amp;pair=PT11%3EES51"
        "&amp;indicator=sme_share'>x</a>"
    )


@pytest.mark.parametrize(
    ("page", "label", "indicator"),
    [
        ("forecast", "Exchanges achieved", "exchanges_achieved"),
        ("targets", "Share with a follow-up", "follow_up_share"),
        ("overview", "Exchanges achieved: 62", "exchanges_achieved"),
    ],
)
def test_a_table_leads_to_the_indicators_it_names(
    visit: Visit, page: str, label: str, indicator: str
) -> None:
    """Filters of the address are kept there, as from a tile."""
    written = words(visit(page, partner=["citeve"]) if page == "forecast" else visit(page))
    kept = "partner=CITEVE&amp;" if page == "forecast" else ""
    (cell,) = re.findall(
        rf"<a href='/indicator\?{kept}indicator={indicator}' target='_self'>([^<]*)</a>", written
    )
    assert cell.startswith(label)


@pytest.mark.parametrize("page_name", ["indicator", "targets"])
def test_a_broken_project_file_is_named_not_shown_as_a_fault(
    visit: Visit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, page_name: str
) -> None:
    """The choices of the page come from the catalogue, which cannot be read then."""
    broken = tmp_path / "project.toml"
    project = (ROOT / "data" / "project.toml").read_text(encoding="utf-8")
    broken.write_text(project.replace("months = 24", 'months = "two years"'), encoding="utf-8")
    monkeypatch.setenv("HITECHTEX_PROJECT", str(broken))
    page = visit(page_name)
    assert [exception.value for exception in page.exception] == []
    assert len(page.error) == 1 and str(broken) in page.error[0].value


# From a panel to the page of what it shows: page, part, and the indicators its panels lead to.
WAYS = {
    ("overview", ""): {"exchanges_achieved"},
    ("clusterxchange", "money"): {"lump_sums_committed", "lump_sums_paid", "days_to_payment"},
    ("partners", ""): {"rule_exceptions", "exchange_balance"},
    ("training", "learning"): {"satisfaction", "learning_gain"},
    ("regions", ""): {"region_pairs"},
    ("about", ""): set(),
}


@pytest.mark.parametrize("asked", WAYS, ids="-".join)
def test_a_panel_leads_to_the_indicators_whose_numbers_it_shows(
    visit: Visit, asked: tuple[str, str]
) -> None:
    name, section = asked
    page = visit(name)
    if section:
        page.session_state["section"] = section
        page.run()
    heads = "".join(text for text in words(page).split("\n") if "htx-panel" in text)
    led = set(re.findall(r"indicator=([a-z_]+)", heads))
    assert WAYS[asked] <= led and bool(led) == bool(WAYS[asked])
