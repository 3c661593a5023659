"""Rows mended by hand: the same road again, the file's own rows, and nothing guessed."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from hitechtex.catalog import Catalog
from hitechtex.ingest import Batch, Understanding, ingest, understand
from hitechtex.ingest.correction_sheet import correction_sheet
from hitechtex.ingest.mending import mend, mendable
from tests.dropped import CZECH, CZECH_ANSWER, turkish

KEY = b"k" * 32


def read(
    folder: Path, catalog: Catalog, name: str, content: bytes, **given: str
) -> tuple[Batch, Understanding]:
    """Return a file as it is read, with the answers that it needs."""
    path = folder / name
    path.write_bytes(content)
    answers = {k.replace("__", "."): v for k, v in given.items() if k != "partner"}
    partner = given["partner"]
    found = understand(path, catalog=catalog, partner=partner, answers=answers)
    batch = ingest(
        path, dataset=found.dataset, catalog=catalog, key=KEY, partner=partner, understanding=found
    )
    return batch, found


@pytest.fixture
def workbook(tmp_path: Path, catalog: Catalog) -> tuple[Batch, Understanding]:
    return read(tmp_path, catalog, "a.xlsx", turkish(), partner="dcc_ttc")


def test_a_mended_row_keeps_sheet_and_row(
    workbook: tuple[Batch, Understanding], catalog: Catalog
) -> None:
    batch, found = workbook
    edits = {5: {"Durum": "ödendi"}, 6: {"İş günü": "5"}}
    mended = mend(batch, edits, found, catalog=catalog, key=KEY)
    rows = {row["exchange_id"]: row for row in mended.rows.to_pylist()}
    assert {name: row["source_row"] for name, row in rows.items()} == {
        "TR-1": 4, "TR-2": 5, "TR-3": 6,
    }  # fmt: skip
    for row in rows.values():
        origin = (row["batch"], row["source_file"], row["source_sheet"])
        assert origin == (batch.id, "a.xlsx", "Değişimler")
    assert rows["TR-2"]["lump_sum_eur"] == Decimal("800.00")
    assert rows["TR-2"]["start_date"].isoformat() == "2023-05-15"
    assert (mended.rows_read, mended.accepted, mended.set_aside.rows.num_rows) == (3, 3, 0)
    assert mended.faults == ()
    assert [(r.column, r.example_row, r.before, r.after) for r in mended.repairs
            if r.rule == "mended"] == [
        ("Durum", 5, "bilinmiyor", "ödendi"), ("İş günü", 6, "beş", "5"),
    ]  # fmt: skip


def test_a_row_that_is_not_touched_waits_as_it_did(
    workbook: tuple[Batch, Understanding], catalog: Catalog
) -> None:
    batch, found = workbook
    mended = mend(batch, {6: {"İş günü": "5"}}, found, catalog=catalog, key=KEY)
    assert [fault for fault in batch.faults if fault.row == 5] == list(mended.faults)
    assert [row["source_row"] for row in mended.set_aside.rows.to_pylist()] == [5]
    assert mend(batch, {5: {"Durum": "bilinmiyor"}}, found, catalog=catalog, key=KEY) is batch
    assert mend(batch, {4: {"Durum": "x"}}, found, catalog=catalog, key=KEY) is batch


def test_a_key_of_another_row_is_not_taken_twice(
    workbook: tuple[Batch, Understanding], catalog: Catalog
) -> None:
    batch, found = workbook
    edits = {5: {"Durum": "ödendi", "Değişim no": "TR-1"}}
    mended = mend(batch, edits, found, catalog=catalog, key=KEY)
    assert mended.accepted == 1
    assert {(each.row, each.rule) for each in mended.faults} >= {(5, "key_twice")}
    kept = {row["source_row"]: row for row in mended.set_aside.rows.to_pylist()}
    assert kept[5]["Değişim no"] == "TR-1"


@pytest.mark.parametrize("text", ["1.234", "1,234"])
def test_a_number_that_could_be_two_is_not_guessed(
    text: str, workbook: tuple[Batch, Understanding], catalog: Catalog
) -> None:
    batch, found = workbook
    edits = {5: {"Durum": "ödendi", "Tutar": text}}
    mended = mend(batch, edits, found, catalog=catalog, key=KEY)
    assert mended.accepted == 1
    found_wrong = {(each.row, each.column, each.rule) for each in mended.faults}
    assert (5, "Tutar", "number_in_doubt") in found_wrong


def test_a_number_is_read_as_its_column_writes_them(tmp_path: Path, catalog: Catalog) -> None:
    """The file's own 1.234,50 settles it."""
    answers = {CZECH_ANSWER[0].replace(".", "__"): CZECH_ANSWER[1]}
    batch, found = read(tmp_path, catalog, "a.csv", CZECH, partner="clutex", **answers)
    edits = {3: {"Stav": "zaplaceno", "Částka v EUR": "1.234"}}
    mended = mend(batch, edits, found, catalog=catalog, key=KEY)
    sums = mended.rows.column("lump_sum_eur").to_pylist()
    assert sums == [Decimal("1234.50"), Decimal("1234.00")]


def test_lines_inside_a_cell_do_not_shift_the_rows(tmp_path: Path, catalog: Catalog) -> None:
    text = (
        "exchange_id;partner;visiting_organisation;status\n"
        'E1;clutex;"A\nB";nonsense\nE2;clutex;C;none\n'
    )
    batch, found = read(tmp_path, catalog, "a.csv", text.encode(), partner="clutex")
    edits = {2: {"status": "paid"}, 4: {"status": "paid"}}
    mended = mend(batch, edits, found, catalog=catalog, key=KEY)
    assert mended.rows.select(["exchange_id", "source_row"]).to_pylist() == [
        {"exchange_id": "E1", "source_row": 2}, {"exchange_id": "E2", "source_row": 4},
    ]  # fmt: skip


PEOPLE = (
    "session_id;participant_key;organisation;attended\n"
    "S1;ana@example.org;Acme;yes\nS1;Bo Berg;Acme;perhaps\n"
)


def test_people_are_neither_shown_nor_changed(tmp_path: Path, catalog: Catalog) -> None:
    batch, found = read(tmp_path, catalog, "a.csv", PEOPLE.encode(), partner="clutex")
    assert batch.accepted == 1
    assert "participant_key" not in mendable(batch)
    edits = {3: {"attended": "yes", "participant_key": "somebody else"}}
    mended = mend(batch, edits, found, catalog=catalog, key=KEY)
    keys = mended.rows.column("participant_key").to_pylist()
    assert len(set(keys)) == 2
    alone, _ = read(
        tmp_path, catalog, "b.csv", PEOPLE.replace("perhaps", "yes").encode(), partner="clutex"
    )
    assert keys == alone.rows.column("participant_key").to_pylist()
    sheet = correction_sheet(batch)
    (tmp_path / "c.xlsx").write_bytes(sheet)
    cells = [c.value for row in openpyxl.load_workbook(tmp_path / "c.xlsx").active for c in row]
    assert not any(str(cell).startswith("k:") or cell == "Bo Berg" for cell in cells)
    assert "participant_key" in cells


def test_no_cell_of_a_correction_sheet_is_a_formula(tmp_path: Path, catalog: Catalog) -> None:
    starts = ("=1+1", "+1", "-1+1", "@x", "\tx", "=cmd|' /C calc'!A0")
    lines = [f'E{n};clutex;"{start}";nonsense' for n, start in enumerate(starts)]
    text = "\n".join(["exchange_id;partner;visiting_organisation;status", *lines])
    batch, _ = read(tmp_path, catalog, "a.csv", text.encode(), partner="clutex")
    (tmp_path / "c.xlsx").write_bytes(correction_sheet(batch))
    cells = [
        c for row in openpyxl.load_workbook(tmp_path / "c.xlsx").active for c in row if c.value
    ]
    assert {cell.data_type for cell in cells} == {"s"}
    assert [c.value for c in cells if c.column == 5][1:] == [start.strip() for start in starts]
