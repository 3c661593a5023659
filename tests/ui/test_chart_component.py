"""The chart in a real browser: what stays, what comes back, and what must never happen."""

from __future__ import annotations

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect

from tests.serving import RunningApp

pytestmark = pytest.mark.browser

FIRST = {
    "bar": "Norte: 3",
    "points": "Norte: 3",
    "line": "Norte: 3",
    "cells": "r to p",
    "places": "Norte: 3",
    "shared": "Norte: 3",
    "spots": "Norte: 3",
    "flows": "Norte: 3",
}


def show(page: Page, app: RunningApp, *kinds: str) -> Locator:
    """Open the page with these charts; return the first once all are drawn."""
    page.goto(f"{app.url}/?show={','.join(kinds)}")
    for kind in kinds:
        expect(one(page, kind)).not_to_have_attribute("data-drawn", "0")
    return one(page, kinds[0])


def one(page: Page, kind: str) -> Locator:
    return page.locator(f'.htx-chart[data-key="{kind}"]')


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).first.click()


def bar(chart: Locator, number: int) -> Locator:
    return chart.locator(".points .point path").nth(number)


def colour_of_words(chart: Locator) -> str:
    return str(chart.locator(".xtick text").first.evaluate("(e) => getComputedStyle(e).fill"))


def test_the_node_stays_when_the_figure_changes(page: Page, chart_app: RunningApp) -> None:
    chart = show(page, chart_app, "bar")
    plot, shape = chart.locator(".htx-plot"), bar(chart, 0)
    plot.evaluate("(node) => { node.stayed = true }")
    before = shape.get_attribute("d")
    press(page, "Next")
    expect(chart).to_have_attribute("data-drawn", "2")
    assert plot.evaluate("(node) => node.stayed") is True
    assert shape.get_attribute("d") != before


def test_the_same_figure_is_not_drawn_again(page: Page, chart_app: RunningApp) -> None:
    chart = show(page, chart_app, "bar")
    press(page, "Again")
    expect(chart.locator(".htx-note")).to_have_text("Source of bar, run 2")
    press(page, "Next")
    expect(chart.locator(".htx-note")).to_have_text("Source of bar, run 3")
    expect(chart).to_have_attribute("data-drawn", "2")


def test_a_click_chooses_and_the_choice_outlives_a_redraw(
    page: Page, chart_app: RunningApp
) -> None:
    chart = show(page, chart_app, "bar")
    bar(chart, 1).click(force=True)
    expect(page.get_by_text("bar chosen: lodzkie")).to_be_visible()
    expect(chart.locator('.htx-chosen[data-key="lodzkie"]')).to_have_count(1)
    press(page, "Next")
    expect(chart).to_have_attribute("data-drawn", "2")
    expect(chart.locator('.htx-chosen[data-key="lodzkie"]')).to_have_count(1)
    bar(chart, 1).click(force=True)
    expect(page.get_by_text("bar chosen: None")).to_be_visible()
    expect(chart.locator(".htx-chosen")).to_have_count(0)


@pytest.mark.parametrize("kind", FIRST)
def test_the_keyboard_reaches_outlines_and_chooses_marks(
    page: Page, chart_app: RunningApp, kind: str
) -> None:
    chart = show(page, chart_app, kind)
    frame, words = chart.locator(".htx-frame"), chart.locator(".htx-live")
    frame.focus()
    page.keyboard.press("ArrowRight")
    expect(words).to_have_text(FIRST[kind])
    outline = chart.locator(".htx-cursor .htx-line").bounding_box()
    around = frame.bounding_box()
    assert outline is not None and around is not None
    assert outline["width"] > 4 and outline["height"] > 4
    assert around["x"] <= outline["x"] + outline["width"] / 2 <= around["x"] + around["width"]
    assert around["y"] <= outline["y"] + outline["height"] / 2 <= around["y"] + around["height"]
    page.keyboard.press("End")
    expect(chart.locator(".htx-cursor")).to_have_count(1)
    page.keyboard.press("Home")
    page.keyboard.press("Enter")
    expect(words).to_have_text(f"{FIRST[kind]}: chosen")
    key = "r>p" if kind == "cells" else "norte"
    expect(page.get_by_text(f"{kind} chosen: {key}")).to_be_visible()
    page.keyboard.press("Escape")
    expect(words).to_have_text("Nothing is chosen.")
    expect(page.get_by_text(f"{kind} chosen: None")).to_be_visible()


def test_arrows_up_and_down_move_by_rows_of_cells(page: Page, chart_app: RunningApp) -> None:
    chart = show(page, chart_app, "cells")
    chart.locator(".htx-frame").focus()
    for key in ("ArrowRight", "ArrowRight", "ArrowUp"):
        page.keyboard.press(key)
    expect(chart.locator(".htx-live")).to_have_text("s to q")


@pytest.mark.parametrize(("kind", "chosen"), [("cells", "r>p"), ("places", "norte")])
def test_a_click_chooses_cells_and_places(
    page: Page, chart_app: RunningApp, kind: str, chosen: str
) -> None:
    chart = show(page, chart_app, kind)
    chart.locator(".htx-frame").focus()
    page.keyboard.press("Home")
    outline = chart.locator(".htx-cursor .htx-line").bounding_box()
    assert outline is not None
    x, y = outline["x"] + outline["width"] / 2, outline["y"] + outline["height"] / 2
    page.mouse.move(x - 3, y)
    page.mouse.move(x, y)
    page.mouse.click(x, y)
    expect(page.get_by_text(f"{kind} chosen: {chosen}")).to_be_visible()


def test_the_theme_is_followed_without_losing_the_node(page: Page, chart_app: RunningApp) -> None:
    page.emulate_media(color_scheme="light")
    chart = show(page, chart_app, "bar")
    plot = chart.locator(".htx-plot")
    plot.evaluate("(node) => { node.stayed = true }")
    light, filled = colour_of_words(chart), bar(chart, 0).evaluate("(e) => e.style.fill")
    page.emulate_media(color_scheme="dark")
    expect(chart).to_have_attribute("data-drawn", "2")
    assert colour_of_words(chart) != light
    assert bar(chart, 0).evaluate("(e) => e.style.fill") != filled
    assert plot.evaluate("(node) => node.stayed") is True


def test_the_table_twin_is_a_table(page: Page, chart_app: RunningApp) -> None:
    chart = show(page, chart_app, "bar")
    button = chart.get_by_role("button", name="Table")
    expect(chart.locator("table")).to_have_count(0)
    button.click()
    expect(button).to_have_attribute("aria-expanded", "true")
    table = chart.get_by_role("table", name="Hours by who")
    expect(table.get_by_role("columnheader")).to_have_text(["Who", "Hours", "Other"])
    expect(table.get_by_role("rowheader").first).to_have_text("=1+1")
    expect(table.locator("thead th[scope=col]")).to_have_count(3)
    expect(table.locator("tbody th[scope=row]")).to_have_count(4)
    expect(table.get_by_role("row")).to_have_count(5)
    expect(table.get_by_role("cell", name="1 234.5")).to_be_visible()
    button.click()
    expect(table).to_be_hidden()


def test_the_file_has_exact_values_and_no_formulas(
    page: Page, chart_app: RunningApp, tmp_path: Path
) -> None:
    chart = show(page, chart_app, "bar")
    with page.expect_download() as saved:
        chart.get_by_role("button", name="CSV").click()
    path = tmp_path / saved.value.suggested_filename
    saved.value.save_as(path)
    assert path.name == "hours.csv"
    assert path.read_bytes().decode("utf-8") == (
        "\ufeffWho,Hours,Other\r\n'=1+1,1234.5,-2\r\n'+351 22,-7.25,\r\n"
        '\'@x\ty,0,"a,b"\r\n\'-,1e-7,""""\r\n'
    )


def test_rows_are_asked_for(page: Page, chart_app: RunningApp) -> None:
    chart = show(page, chart_app, "bar")
    chart.get_by_role("button", name="Rows").click()
    expect(page.get_by_text("rows bar")).to_be_visible()


def test_text_from_a_file_is_never_run_nor_linked(page: Page, chart_app: RunningApp) -> None:
    chart = show(page, chart_app, "evil")
    chart.get_by_role("button", name="Table").click()
    expect(chart.locator("table")).to_be_visible()
    assert page.evaluate("() => window.pwned") is None
    assert chart.locator("a, img, script").count() == 0
    expect(chart.locator("td").last).to_contain_text("elsewhere.example")


def test_what_cannot_be_drawn_says_so_and_keeps_its_table(
    page: Page, chart_app: RunningApp
) -> None:
    chart = show(page, chart_app, "broken", "bar")
    expect(chart.get_by_role("alert")).to_contain_text("could not be drawn")
    chart.get_by_role("button", name="Table").click()
    expect(chart.get_by_role("table", name="Hours by who")).to_be_visible()
    expect(one(page, "bar").get_by_role("alert")).to_be_hidden()


def test_without_plotly_js_the_words_and_the_table_are_there(
    page: Page, chart_app: RunningApp
) -> None:
    page.route("**/plotly.min.js", lambda route: route.abort())
    chart = show(page, chart_app, "bar")
    expect(chart.get_by_role("alert")).to_contain_text("could not be drawn")
    chart.get_by_role("button", name="Table").click()
    expect(chart.get_by_role("table", name="Hours by who")).to_be_visible()


def test_without_our_own_script_the_words_are_there(page: Page, chart_app: RunningApp) -> None:
    page.route("**/chart.js", lambda route: route.abort())
    page.goto(f"{chart_app.url}/?show=bar")
    expect(page.get_by_role("alert")).to_have_text(
        "The chart could not be drawn; its table is still here."
    )


def test_the_chart_follows_the_width_of_the_page(page: Page, chart_app: RunningApp) -> None:
    chart = show(page, chart_app, "bar")
    page.set_viewport_size({"width": 390, "height": 800})
    expect(chart).to_have_attribute("data-drawn", "2")
    frame, drawing = chart.locator(".htx-frame"), chart.locator("svg.main-svg").first
    inner, outer = drawing.bounding_box(), frame.bounding_box()
    assert inner is not None and outer is not None
    assert outer["width"] < 390
    assert abs(inner["width"] - outer["width"]) < 1


def test_no_known_accessibility_fault(page: Page, chart_app: RunningApp) -> None:
    chart = show(page, chart_app, "bar", "cells")
    chart.get_by_role("button", name="Table").click()
    found = Axe().run(page, context=".htx-chart")
    assert found.violations_count == 0, found.generate_report()
