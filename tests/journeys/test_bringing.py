"""A partner's file from the drop to the numbers, and back: in the browser, on an empty store."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from hitechtex.catalog import Catalog
from hitechtex.catalog.texts import say
from hitechtex.charts.numbers import shown
from hitechtex.store import current, open_store, undo
from tests import bombs
from tests.dropped import CZECH, project_without_sample, turkish
from tests.journeys.visits import address, wait_until_drawn
from tests.serving import ROOT, RunningApp, running_app

pytestmark = pytest.mark.browser
PATIENCE = 90_000
"""Milliseconds until a file was read, on a machine that has other work: no measure of speed."""


@dataclass(frozen=True)
class Dropped:
    """A file, who sends it, the cells to mend (row and column of the grid, text), what it adds."""

    name: str
    content: bytes
    partner: str
    answer: tuple[str, str] | None
    cells: tuple[tuple[int, int, str], ...]
    lump_sums_eur: str


FILES = [
    Dropped("výměny.csv", CZECH, "CLUTEX", ("Dní", "working_days"),
            ((0, 5, "zaplaceno"), (1, 6, "30.6.2023")), "2484.50"),
    Dropped("değişimler.xlsx", turkish(), "DCC TTC", None,
            ((0, 5, "ödendi"), (1, 8, "5")), "3200.50"),
]  # fmt: skip


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder for a project without sample data and its store."""
    return tmp_path_factory.mktemp("bringing")


@pytest.fixture(scope="module")
def app(empty: Path) -> Iterator[RunningApp]:
    """The app on that project."""
    project = project_without_sample(empty)
    where = {"HITECHTEX_STORE": str(empty / "store"), "HITECHTEX_PROJECT": str(project)}
    with running_app(ROOT / "app.py", where) as running:
        yield running


def visit(page: Page, app: RunningApp, view: str) -> None:
    page.goto(address(app.url, view))
    wait_until_drawn(page)


def choose(page: Page, label: str, option: str) -> None:
    """Pick an option of a select box, as a keyboard does."""
    box = page.get_by_role("combobox", name=label)
    box.click(timeout=PATIENCE)
    box.fill(option)
    page.get_by_role("option").first.click()
    wait_until_drawn(page)


def drop(page: Page, name: str, content: bytes) -> None:
    file = {"name": name, "mimeType": "application/octet-stream", "buffer": content}
    page.locator("input[type=file]").set_input_files([file])  # type: ignore[list-item]


def mend(page: Page, cells: tuple[tuple[int, int, str], ...]) -> None:
    """Type into cells of the grid with keys alone, once it has the focus."""
    grid = page.get_by_test_id("stDataFrame").locator("canvas").first
    grid.scroll_into_view_if_needed()
    for done, (row, column, text) in enumerate(cells, 1):
        grid.click(position={"x": 30, "y": 52}, force=True)
        for _ in range(row):
            page.keyboard.press("ArrowDown")
        for _ in range(column):
            page.keyboard.press("ArrowRight")
        page.keyboard.press("Enter")
        editor = page.locator("#portal").locator("textarea, input")
        expect(editor).to_be_focused()
        page.keyboard.press("ControlOrMeta+A")
        page.keyboard.insert_text(text)
        expect(editor).to_have_value(text)
        page.wait_for_timeout(200)  # the grid takes over what was typed some time after it shows it
        page.keyboard.press("Enter")
        check = page.get_by_role("button", name=say("bring.check_mended", n=done))
        expect(check).to_be_enabled(timeout=PATIENCE)
    check.click()


def strip(page: Page) -> dict[str, str]:
    """Return the numbers on the tiles of the overview by their labels."""
    tiles = page.locator(".htx-tile")
    return {
        tiles.nth(place).locator("b").inner_text(): tiles.nth(place)
        .locator(".htx-value")
        .inner_text()
        for place in range(tiles.count())
    }


def told(receipt: str, catalog: Catalog) -> dict[str, dict[str, Decimal | None]]:
    """Return the partnership's numbers in a receipt by label and head of column."""
    rows = [row for row in csv.DictReader(io.StringIO(receipt)) if not row["Partner"]]
    heads = ("Before", "After", "Difference")
    return {
        catalog.indicators[row["Indicator"]].label: {
            head: Decimal(row[head]) if row[head] else None for head in heads
        }
        for row in rows
    }


def as_tile(value: Decimal | None, label: str, catalog: Catalog) -> str:
    unit = next(each.unit for each in catalog.indicators.indicators if each.label == label)
    return say("tile.no_value") if value is None else shown(float(value), unit)


def table_bytes(page: Page, app: RunningApp, folder: Path) -> bytes:
    """Return the table of all exchanges as the page gives it for download."""
    visit(page, app, "clusterxchange/All exchanges")
    with page.expect_download() as download:
        page.get_by_test_id("stDownloadButton").first.get_by_role("button").click()
    download.value.save_as(folder / "table.csv")
    return (folder / "table.csv").read_bytes()


def downloaded(page: Page, name: str, folder: Path) -> str:
    with page.expect_download() as download:
        page.get_by_role("button", name=name).click()
    download.value.save_as(folder / "file")
    return (folder / "file").read_text(encoding="utf-8-sig")


@pytest.mark.parametrize("file", FILES, ids=["Czech cp1250", "Turkish xlsx"])
def test_what_the_receipt_says_is_what_the_overview_shows(
    file: Dropped, page: Page, app: RunningApp, empty: Path, tmp_path: Path, catalog: Catalog
) -> None:
    page.set_viewport_size({"width": 1600, "height": 2600})
    store = open_store(empty / "store")
    base(page, app, store.path)
    rows_before = table_bytes(page, app, tmp_path)
    visit(page, app, "overview")
    before = strip(page)

    visit(page, app, "bring")
    choose(page, say("bring.partner"), file.partner)
    drop(page, file.name, file.content)
    if file.answer is not None:
        choose(page, say("understand.question.column", column=file.answer[0]), file.answer[1])
    expect(page.get_by_role("heading", name=say("bring.head.effect"))).to_be_visible(
        timeout=PATIENCE
    )
    assert len(current(store).live) == 1
    mend(page, file.cells)
    accept = page.get_by_role("button", name=say("bring.accept", n=3), exact=False)
    expect(accept).to_be_enabled(timeout=PATIENCE)
    accept.click()
    expect(page.get_by_text(say("receipt.accepted", n=3))).to_be_visible(timeout=PATIENCE)
    receipt = downloaded(page, say("receipt.download_csv"), tmp_path)
    numbers = told(receipt, catalog)
    paid = numbers[catalog.indicators["lump_sums_paid"].label]
    assert paid["Difference"] == Decimal(file.lump_sums_eur)
    assert file.name in downloaded(page, say("receipt.download"), tmp_path)

    visit(page, app, "overview")
    after = strip(page)
    for label, value in after.items():
        if label not in numbers:
            assert value == before[label]
            continue
        assert before[label] == as_tile(numbers[label]["Before"], label, catalog)
        assert value == as_tile(numbers[label]["After"], label, catalog)
    assert {label for label in after if after[label] != before[label]} >= {
        catalog.indicators[name].label for name in ("exchanges_achieved", "lump_sums_paid")
    }
    assert table_bytes(page, app, tmp_path) != rows_before
    undo(store, current(store).live[-1].batch)
    visit(page, app, "overview")
    assert strip(page) == before
    assert table_bytes(page, app, tmp_path) == rows_before


def base(page: Page, app: RunningApp, store: Path) -> None:
    """Bring one file in the contract's own layout, if none is there: numbers need a before."""
    if current(open_store(store)).live:
        return
    text = (
        "exchange_id,partner,visiting_organisation,status,start_date,end_date,working_days,"
        "lump_sum_eur\nA-1,citeve,Fiação,paid,2023-03-06,2023-03-08,3,600.00\n"
    )
    visit(page, app, "bring")
    drop(page, "base.csv", text.encode())
    page.get_by_role("button", name=say("bring.accept", n=1)).click(timeout=PATIENCE)
    expect(page.get_by_text(say("receipt.accepted", n=1))).to_be_visible(timeout=PATIENCE)


SLOW = 900_000
"""Rows of a file that takes a while to be understood: longer than a click anywhere else."""


def test_others_click_on_while_a_file_is_read(context: BrowserContext, app: RunningApp) -> None:
    """No clock: the other visit has its answer while the first still says that it reads."""
    one, other = context.new_page(), context.new_page()
    visit(other, app, "overview")
    visit(one, app, "bring")
    rows = b"".join(b"E%07d;\xc5\xbd%d\n" % (n, n) for n in range(SLOW))
    drop(one, "slow.csv", b"ID;Ho\xc5\xa1t\n" + rows)
    cancel = one.get_by_role("button", name=say("bring.cancel"))
    expect(cancel).to_be_visible(timeout=PATIENCE)
    other.get_by_role("link", name="Overview").click()
    visit(other, app, "about")
    expect(other.locator("h1")).to_have_text("About")
    expect(cancel).to_be_visible()
    cancel.click()
    expect(one.get_by_text(say("bring.cancelled", file="slow.csv"))).to_be_visible(timeout=PATIENCE)


@pytest.mark.parametrize("name", ["line.csv", "zip.xlsx", "far.xlsx"])
def test_a_bomb_is_refused_in_words(name: str, page: Page, app: RunningApp) -> None:
    visit(page, app, "bring")
    drop(page, name, bombs.UPLOADED[name]())
    expect(page.locator(".stAlert").first).to_be_visible(timeout=PATIENCE)
    expect(page.locator(".htx-foot")).to_be_visible()
    assert page.get_by_role("button", name="Accept").count() == 0
