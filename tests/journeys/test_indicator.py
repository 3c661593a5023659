"""From a number to its indicator, and each of the seven states on screen, in word and symbol.

The store of the states is made here from small files, through the road that every file goes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from hitechtex.catalog import read_catalog
from hitechtex.ingest import ingest
from hitechtex.store import append, open_store
from tests.journeys.visits import address, wait_until_drawn
from tests.serving import ROOT, RunningApp, running_app

pytestmark = pytest.mark.browser

# Achieved exchanges by partner; the data end on 30 Jun 2023, the last day of month 17.
ACHIEVED = {"citeve": 5, "aei_textils": 5, "ateval": 4, "ntt": 1, "clutex": 1, "dcc_ttc": 1}
# Planned by month 17 and by month 24. The last partner has no target.
PLANS = {
    "citeve": (3, 5),  # 5 of 5
    "aei_textils": (5, 9),  # 5 of 5 expected
    "ateval": (5, 9),  # 4 of 5 expected: 0.8
    "ntt": (5, 9),  # 1 of 5 expected: 0.2
    "clutex": (0, 6),  # nothing is expected yet
}
STATES = {
    "CITEVE": "✔ Reached",
    "AEI TÈXTILS": "● On track",
    "ATEVAL": "▲ Watch",
    "NTT": "✖ Off track",
    "CLUTEX": "○ Not due",
    "DCC TTC": "– No target",
}
IN_GRID = "() => document.activeElement.dataset.testid === 'data-grid-canvas'"
CHIPS = "[class*='st-key-chip-'] button:has([data-testid='stMarkdownContainer'])"


def exchanges_file() -> str:
    """One stay a month from October 2022 on for each partner; one is too short (R-MIN)."""
    head = ("exchange_id,partner,visiting_organisation,visiting_type,visiting_country,host_country,"
            "status,start_date,end_date,working_days,lump_sum_eur")  # fmt: skip
    rows = []
    for partner, count in ACHIEVED.items():
        for place in range(count):
            month = f"{2022 + (9 + place) // 12}-{(9 + place) % 12 + 1:02}"
            days = 2 if (partner, place) == ("ntt", 0) else 4
            rows.append(f"X-{partner}-{place},{partner},Firm {partner} {place},sme,PT,IT,paid,"
                        f"{month}-06,{month}-10,{days},100")  # fmt: skip
    rows.append("X-last,citeve,Firm last,sme,PT,IT,registered,2023-06-26,2023-06-30,4,100")
    return "\n".join([head, *rows]) + "\n"


def targets_file() -> str:
    """Plans of the exchanges, limits of the exceptions, and one that was set after the data end."""
    head = "indicator,partner,month,value,kind,version,set_on"
    rows = [
        f"exchanges_achieved,{partner},{month},{value},cumulative,a,2022-02-01"
        for partner, values in PLANS.items()
        for month, value in zip((17, 24), values, strict=True)
    ]
    rows += [f"rule_exceptions,,{month},8,cumulative,a,2022-02-01" for month in (1, 24)]
    rows += [f"rule_exceptions,ntt,{month},0,cumulative,a,2022-02-01" for month in (1, 24)]
    rows += ["lump_sums_paid,,24,5000,cumulative,a,2023-08-01"]  # later than the reporting day
    rows += [f"sme_share,,{month},0.9,cumulative,a,2023-03-01" for month in (12, 24)]  # of month 12
    return "\n".join([head, *rows]) + "\n"


@pytest.fixture(scope="module")
def states(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningApp]:
    """The app on a store in which each state occurs."""
    folder = tmp_path_factory.mktemp("states")
    store, catalog = open_store(folder / "store"), read_catalog(ROOT / "data" / "project.toml")
    for dataset, text in (("exchanges", exchanges_file()), ("targets", targets_file())):
        path = folder / f"{dataset}.csv"
        path.write_text(text, encoding="utf-8")
        batch = ingest(path, dataset=dataset, catalog=catalog, key=b"k" * 32)
        assert not batch.faults, batch.faults
        append(store, batch)
    with running_app(ROOT / "app.py", {"HITECHTEX_STORE": str(folder / "store")}) as running:
        yield running


def opened(page: Page, app: RunningApp, indicator: str) -> None:
    page.set_viewport_size({"width": 1280, "height": 2600})
    page.goto(f"{address(app.url, 'indicator')}?indicator={indicator}")
    wait_until_drawn(page)
    expect(page.locator(".stAlert")).to_have_count(0)


def twin(page: Page, panel: str) -> Locator:
    """Open the table of a chart."""
    place = page.locator(f".st-key-panel-{panel}")
    place.get_by_role("button", name="Table").click()
    return place.locator(".htx-twin table")


def test_each_partner_stands_in_its_state(page: Page, states: RunningApp) -> None:
    opened(page, states, "exchanges_achieved")
    drawn = page.locator(".st-key-panel-indicator_partners .htx-plot")
    table = twin(page, "indicator_partners")
    for partner, state in STATES.items():
        expect(table.get_by_role("row").filter(has_text=partner)).to_contain_text(state)
        expect(drawn).to_contain_text(state)
    # A partner without a target is not one whose target is zero.
    expect(table.get_by_role("row").filter(has_text="DCC TTC")).to_contain_text("not set")
    expect(page.locator(".st-key-panel-indicator_now")).to_contain_text("– No target, 17")


def test_too_few_records_and_months_without_any_are_not_zero(
    page: Page, states: RunningApp
) -> None:
    opened(page, states, "sme_share")
    few = twin(page, "indicator_partners").get_by_role("row").filter(has_text="NTT")
    expect(few).to_contain_text("? No data")
    expect(few).to_contain_text("cannot say")
    series = page.locator(".st-key-panel-indicator_series")
    # Nobody travelled from February to September 2022, and too few in October.
    expect(series).to_contain_text(re.compile(r"In \d months nothing can be said: gaps, not zeros"))
    months = twin(page, "indicator_series")
    first = months.get_by_role("row").filter(has_text="28 Feb 2022")
    expect(first).to_contain_text("cannot say")
    # The target for month 12 was set in March 2023: in January there was none.
    expect(months.get_by_role("row").filter(has_text="31 Jan 2023")).to_contain_text("– No target")
    expect(months.get_by_role("row").filter(has_text="31 Mar 2023")).to_contain_text("✔ Reached")


def test_less_is_better_is_on_track_below_its_limit_and_not_yet_reached(
    page: Page, states: RunningApp
) -> None:
    opened(page, states, "rule_exceptions")
    now = page.locator(".st-key-panel-indicator_now")
    expect(now).to_contain_text("● On track, 1 of 8; 8 due")
    expect(now).to_contain_text("reached when the project is over")
    ntt = twin(page, "indicator_partners").get_by_role("row").filter(has_text="NTT")
    expect(ntt).to_contain_text("✖ Off track")  # one, where none is allowed


def test_a_target_that_was_set_later_says_so(page: Page, states: RunningApp) -> None:
    opened(page, states, "lump_sums_paid")
    now = page.locator(".st-key-panel-indicator_now")
    expect(now).to_contain_text("– No target")
    expect(now).to_contain_text("The first target was set on 1 Aug 2023")


def test_a_tile_leads_to_its_indicator_with_the_filters_kept(page: Page, app: RunningApp) -> None:
    page.set_viewport_size({"width": 1280, "height": 2600})
    page.goto(f"{app.url}/?mode=Physical")
    wait_until_drawn(page)
    page.get_by_role("combobox", name="Partner").click()
    page.get_by_role("option", name="CITEVE").click()
    expect(page.locator(CHIPS)).to_have_count(3)
    wait_until_drawn(page)
    tile = page.locator(".htx-tile", has_text="SME share of visitors")
    value = tile.locator(".htx-value").inner_text()
    box = tile.locator(".htx-value").bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + 2, box["y"] + 2)  # the whole tile leads there
    expect(page.get_by_role("heading", level=1)).to_have_text("Indicator")
    wait_until_drawn(page)
    assert len(page.context.pages) == 1  # the same tab
    assert "indicator=sme_share" in page.url
    assert "partner=CITEVE" in page.url and "mode=Physical" in page.url
    expect(page.locator(CHIPS)).to_have_count(3)
    expect(page.locator(".st-key-panel-indicator_now h2")).to_contain_text(value)

    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_have_text("Overview")
    expect(page.locator(CHIPS)).to_have_count(3)


def test_a_tile_is_reached_by_key(page: Page, app: RunningApp) -> None:
    page.goto(app.url)
    wait_until_drawn(page)
    link = page.get_by_role("listitem").get_by_role("link", name="Lump sums paid")
    link.focus()
    expect(link).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Indicator")
    expect(page.get_by_role("heading", level=2).first).to_contain_text("Lump sums paid")


def test_a_row_of_the_list_leads_there_too(page: Page, app: RunningApp) -> None:
    page.goto(f"{app.url}/?partner=CITEVE")
    wait_until_drawn(page)
    page.locator(".st-key-panel-indicator_bullets .htx-frame").focus()
    page.keyboard.press("ArrowRight")
    chosen = page.locator(".st-key-panel-indicator_bullets .htx-live").inner_text()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Indicator")
    title = page.get_by_role("heading", level=2).first.inner_text()
    assert chosen.split(":")[0] in title
    expect(page.locator(CHIPS)).to_contain_text(["Partner: CITEVE"])


def test_an_unknown_indicator_is_answered_with_the_nearest(page: Page, app: RunningApp) -> None:
    page.goto(f"{address(app.url, 'indicator')}?indicator=lump_sum_payed")
    wait_until_drawn(page)
    expect(page.locator(".stAlert")).to_contain_text(
        "There is no indicator “lump_sum_payed”. The nearest one is shown: Lump sums paid."
    )
    expect(page.get_by_role("heading", level=2).first).to_contain_text("Lump sums paid")
    page.get_by_role("combobox", name="Indicator").fill("Rule exceptions")
    page.get_by_role("option", name="Rule exceptions").click()
    expect(page.get_by_role("heading", level=2).first).to_contain_text("Rule exceptions")
    assert "indicator=rule_exceptions" in page.url


def test_a_plan_is_changed_by_keyboard_and_taken_back(page: Page, own_store: Path) -> None:
    with running_app(ROOT / "app.py", {"HITECHTEX_STORE": str(own_store)}) as app:
        page.set_viewport_size({"width": 1280, "height": 2200})
        page.goto(f"{address(app.url, 'targets')}?section=Change+a+plan")
        wait_until_drawn(page)
        curve = page.locator(".st-key-panel-target_curves h2")
        expect(curve).to_contain_text("90 planned")
        page.get_by_role("textbox", name="Name of the new version").fill("autumn")
        page.get_by_role("textbox", name="Your function").focus()
        tabs = 0
        while not page.evaluate(IN_GRID):
            page.keyboard.press("Tab")
            tabs += 1
            assert tabs < 10, "Tab does not come to the grid"
        for key in ("ArrowRight", "ArrowRight", *["ArrowDown"] * 7, "Enter"):
            page.keyboard.press(key)
        page.locator("[class*='gdg-'] input, .gdg-input").last.fill("95")
        page.keyboard.press("Enter")
        expect(page.get_by_test_id("glide-cell-2-7")).to_have_text("95")
        page.get_by_role("button", name="Save as a new version").click()
        expect(page.locator(".stAlert")).to_contain_text("Kept as version “SAMPLE-autumn”")
        expect(curve).to_contain_text("95 planned")
        expect(page.locator(".htx-badge")).to_have_text("Sample data")
        page.get_by_role("button", name="Take the version back").click()
        expect(curve).to_contain_text("90 planned")
