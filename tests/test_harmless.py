"""Hostile texts on the whole road: nothing breaks, changes a query, or leaves as a formula."""

from __future__ import annotations

import csv
import importlib
import io
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from hitechtex import charts
from hitechtex.catalog import Catalog
from hitechtex.cli.main import main
from hitechtex.cli.printing import cell as terminal_cell
from hitechtex.ingest import ingest
from hitechtex.ingest.correction_sheet import correction_sheet
from hitechtex.metrics import Questions
from hitechtex.query import Engine, Filters, open_engine
from hitechtex.query.export import FORMULA_STARTS, as_csv, csv_text, harmless
from hitechtex.store import append, current, open_store
from tests.hostile_texts import FORMULAS, hostile_texts

ROOT = Path(__file__).resolve().parents[1]
TEXTS = hostile_texts()
PAGES = ("clusterxchange", "overview", "ledger", "data_health", "batches", "partners", "training")


def write(path: Path, names: str, rows: list[list[str]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([names.split(), *rows])
    return path


def bring_hostile(folder: Path, catalog: Catalog) -> dict[str, int]:
    """Fill a store with the texts as organisations, titles and faulty values; say how many."""
    store, accepted = open_store(folder / "store"), {}
    exchanges = [
        [f"E{number}", "citeve", text, text[:60], "paid", f"2023-03-{1 + number % 28:02}", days]
        for number, text in enumerate(TEXTS)
        for days in (["-5"] if number % 7 == 0 else ["3"])
    ]
    sessions = [
        [f"S{number}", text, "training", "2023-03-06", "2", "citeve", text[:40]]
        for number, text in enumerate(TEXTS)
    ]
    files = {
        "exchanges": (
            "exchange_id partner visiting_organisation host_organisation status start_date"
            " working_days", exchanges),
        "sessions": ("session_id title kind start_date hours organiser city", sessions),
    }  # fmt: skip
    for dataset, (names, rows) in files.items():
        path = write(folder / f"=1+1 {dataset}.csv", names, rows)
        batch = ingest(path, dataset=dataset, catalog=catalog, key=b"k" * 32, by="=1+1")
        append(store, batch)
        accepted[dataset] = batch.accepted
        assert batch.accepted + batch.set_aside.rows.num_rows == len(TEXTS)
    return accepted


@pytest.fixture(scope="module")
def folder(catalog: Catalog, tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("hostile")
    bring_hostile(made, catalog)
    return made


@pytest.fixture(scope="module")
def engine(folder: Path, catalog: Catalog) -> Iterator[Engine]:
    opened = open_engine(current(open_store(folder / "store")), catalog)
    yield opened
    opened.close()


def is_number(value: Any) -> bool:
    return isinstance(value, int | float | Decimal) and not isinstance(value, bool)


def assert_harmless(text: str, rows: list[tuple[Any, ...]]) -> int:
    """Read a file back: the same cells, numbers exact, and no text that would be run."""
    back = list(csv.reader(io.StringIO(text, newline="")))[1:]
    assert len(back) == len(rows)
    for read, given in zip(back, rows, strict=True):
        assert len(read) == len(given)
        for cell, value in zip(read, given, strict=True):
            if is_number(value):
                assert Decimal(cell) == Decimal(str(value))
            else:
                assert not cell.startswith(FORMULA_STARTS), cell
                told = "" if value is None else str(value)
                assert cell == (f"'{told}" if told.startswith(FORMULA_STARTS) else told)
    return len(back)


@pytest.mark.parametrize("text", [*FORMULAS, *TEXTS[:40]])
def test_no_text_leaves_as_a_formula(text: str) -> None:
    written = csv_text(["=name"], [[text, -5, Decimal("-1.50"), None]])
    head, row = csv.reader(io.StringIO(written, newline=""))
    assert head == ["'=name"]
    assert not row[0].startswith(FORMULA_STARTS)
    assert row[1:] == ["-5", "-1.50", ""]
    assert harmless(text) in (text, f"'{text}")


def test_no_text_is_a_formula_in_a_correction_sheet_or_on_the_terminal(
    tmp_path: Path, catalog: Catalog
) -> None:
    names = "exchange_id partner visiting_organisation status working_days"
    rows = [[f"E{n}", "citeve", text, text, "-5"] for n, text in enumerate(FORMULAS)]
    path = write(tmp_path / "=1+1.csv", names, rows)
    batch = ingest(path, dataset="exchanges", catalog=catalog, key=b"k" * 32)
    assert batch.set_aside.rows.num_rows == len(FORMULAS)
    sheet = openpyxl.load_workbook(io.BytesIO(correction_sheet(batch))).active
    assert isinstance(sheet, Worksheet)
    cells = [cell for row in sheet.iter_rows(min_row=2) for cell in row if cell.value is not None]
    assert len(cells) > 4 * len(FORMULAS)
    assert {cell.data_type for cell in cells} == {"s"}
    assert all(cell.quotePrefix for cell in cells)
    assert not any(terminal_cell(text).startswith(FORMULA_STARTS) for text in FORMULAS)


def test_every_list_comes_out_as_it_went_in_and_harmless(engine: Engine) -> None:
    for name, query in engine.queries.items():
        result = engine.ask(name)
        assert assert_harmless(as_csv(result), list(result.rows)) == len(result.rows), query.name
    organisations = set(engine.ask("exchange_list").records()[0])
    assert "visiting_organisation" in organisations
    listed = {row["visiting_organisation"] for row in engine.ask("exchange_list").records()}
    assert {"=1+1", "@SUM(1+9)", "'; drop table exchanges; --"} <= listed


def test_no_text_changes_a_query(engine: Engine, folder: Path, catalog: Catalog) -> None:
    batches = {each.dataset: each.accepted for each in current(open_store(folder / "store")).live}
    assert engine.ask("exchanges_total").rows[0][0] == batches["exchanges"] > len(TEXTS) / 2
    for text in TEXTS[:60]:
        assert engine.ask("exchange_list", Filters(partners=(text,))).rows == ()
        assert engine.ask("batch_changes", earlier=text, later=text).rows == ()
        assert engine.ask("fault_list", batch=text).rows == ()
    assert engine.ask("exchanges_total").rows[0][0] == batches["exchanges"]


@pytest.mark.parametrize("name", PAGES)
def test_no_panel_breaks_and_each_file_of_one_is_harmless(engine: Engine, name: str) -> None:
    page = importlib.import_module(f"pages.{name}")
    (first, second) = charts.batch_choices(Questions(engine))
    seen = 0
    for section in getattr(page, "SECTIONS", {"": None}):
        choices = {"section": section, "batch": second, "earlier": first, "left": "citeve",
                   "right": "ntt", "measure": "hosted_exchanges"}  # fmt: skip
        for panel in page.panels(Questions(engine, Filters(), choices)):
            if panel.table is not None:
                written = csv_text(panel.table.columns, panel.table.exact)
                assert_harmless(written, list(panel.table.exact))
                seen += 1
            assert "htxBroken=1;alert(1)</script>" not in panel.figure_json
    assert seen


def test_the_command_line_writes_harmless_files(
    folder: Path, engine: Engine, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    given = ["query", "session_list", "--format", "csv", "--store", str(folder / "store")]
    assert main(given) == 0
    written = capsys.readouterr().out
    for row in csv.reader(io.StringIO(written, newline="")):
        assert not any(
            cell.startswith(FORMULA_STARTS) and not cell.lstrip("+-").replace(".", "").isdigit()
            for cell in row
        )
