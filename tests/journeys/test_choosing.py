"""Choosing by click, key and filter: the page says so, the address keeps it, a click undoes it."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.visits import address, wait_until_drawn
from tests.serving import RunningApp

pytestmark = pytest.mark.browser

CHIPS = "[class*='st-key-chip-'] button:has([data-testid='stMarkdownContainer'])"


@pytest.fixture
def tall(page: Page) -> Page:
    """A window in which every chart is on screen, so that clicks need no scrolling."""
    page.set_viewport_size({"width": 1280, "height": 2600})
    return page


def visit(page: Page, app: RunningApp, view: str) -> None:
    page.goto(address(app.url, view))
    wait_until_drawn(page)


def value(page: Page, label: str) -> str:
    """Return the number on the tile of this label."""
    tile = page.locator(".htx-tile", has=page.locator("b", has_text=label)).first
    return tile.locator(".htx-value").inner_text()


def test_a_cell_of_the_matrix_narrows_the_page_and_says_so(tall: Page, app: RunningApp) -> None:
    visit(tall, app, "clusterxchange?section=Who+visits+whom")
    assert value(tall, "Exchanges achieved") == "62"
    tall.locator(".st-key-panel-region_matrix .htx-plot").get_by_text("13", exact=True).first.click(
        force=True
    )  # the chart's own layer lies above and takes the click
    expect(tall.locator(CHIPS)).to_contain_text(["Norte → Cataluña"])
    wait_until_drawn(tall)
    assert value(tall, "Exchanges achieved") == "11"
    assert "pair=PT11%3EES51" in tall.url

    tall.reload()
    wait_until_drawn(tall)
    expect(tall.locator(CHIPS)).to_have_count(1)
    tall.get_by_role("link", name="Overview").click()
    expect(tall.locator("h1")).to_have_text("Overview")
    expect(tall.locator(CHIPS)).to_contain_text(["Norte → Cataluña"])

    tall.locator(CHIPS).click()
    expect(tall.locator(CHIPS)).to_have_count(0)
    wait_until_drawn(tall)
    assert value(tall, "Exchanges achieved") == "62"
    assert "pair" not in tall.url


def test_a_region_is_chosen_by_click_and_by_key(tall: Page, app: RunningApp) -> None:
    visit(tall, app, "regions")
    frame = tall.locator(".st-key-panel-region_map .htx-frame")
    frame.focus()
    expect(frame).to_be_focused()
    tall.keyboard.press("ArrowRight")
    expect(tall.locator(".st-key-panel-region_map .htx-live")).to_contain_text("Norte")
    tall.keyboard.press("Enter")
    expect(tall.locator(CHIPS)).to_contain_text(["Region: Norte"])
    wait_until_drawn(tall)
    assert "region=Norte" in tall.url
    tall.locator(CHIPS).click()
    expect(tall.locator(CHIPS)).to_have_count(0)
    wait_until_drawn(tall)

    shape = tall.locator(".st-key-panel-region_map .choropleth").last.locator("path").first
    box = shape.bounding_box()
    assert box is not None
    middle = (box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    tall.mouse.move(middle[0] - 5, middle[1] - 5)
    tall.mouse.move(*middle)
    tall.wait_for_timeout(500)  # plotly.js tells what lies under the mouse some time after it moved
    tall.mouse.click(*middle)
    expect(tall.locator(CHIPS)).to_have_count(1)
    assert "Region:" in tall.locator(CHIPS).inner_text()


def test_filters_in_the_address_hold_and_clear_together(tall: Page, app: RunningApp) -> None:
    visit(tall, app, "overview?partner=CITEVE&mode=Physical")
    expect(tall.locator(CHIPS)).to_have_count(3)  # two filters and the way back for both
    tall.get_by_role("button", name="Clear all filters").click()
    expect(tall.locator(CHIPS)).to_have_count(0)
    wait_until_drawn(tall)
    assert value(tall, "Exchanges achieved") == "62"


def test_nonsense_in_the_address_is_ignored(tall: Page, app: RunningApp) -> None:
    visit(tall, app, "overview?partner=%3Cscript%3E&pair=x%3Ey&period=never&region=';drop")
    expect(tall.locator(CHIPS)).to_have_count(0)
    assert value(tall, "Exchanges achieved") == "62"


def test_the_rows_behind_a_chart_lead_to_the_partners_file(
    tall: Page, app: RunningApp, tmp_path: Path
) -> None:
    visit(tall, app, "overview?partner=CITEVE")
    tall.locator(".st-key-panel-exchange_burn_up").get_by_role("button", name="Rows").click()
    dialog = tall.get_by_role("dialog")
    expect(dialog).to_contain_text("Rows behind")
    with tall.expect_download() as download:
        dialog.get_by_role("button", name="Download all rows").click()
    file = tmp_path / "rows.csv"
    download.value.save_as(file)
    rows = list(csv.DictReader(io.StringIO(file.read_text(encoding="utf-8-sig"), newline="")))
    assert rows and {row["partner"] for row in rows} == {"citeve"}
    shipped = Path(__file__).resolve().parents[2] / "data" / "sample" / "exchanges.csv"
    lines = list(csv.reader(shipped.read_text(encoding="utf-8").splitlines()))
    for row in rows:
        assert row["source_file"] == "exchanges.csv"
        assert lines[int(row["source_row"]) - 1][0] == row["exchange_id"]
