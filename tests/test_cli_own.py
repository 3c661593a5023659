"""The command line on partners' own files: understood, asked about, answered, stored."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import openpyxl
import pytest

from hitechtex.cli.main import main

CZECH = """\
Seznam výměn 2023;;;;;;;
;;;;;;;
Výměna;Hostující organizace;Hostitelská země;Stav;Datum začátku;Pracovní dny;Částka (€);Poznámka
CZ-1;Tkalcovna Příbram;Turecko;zaplaceno;25. 4. 2023;3 dny;1 100,50 €;dobré
CZ-2;Žižkov textil;Portugalsko;probíhá;2. 5. 2023;4;780,00;
Celkem;;;;;7;1 880,50;
"""
TURKISH = [
    ["Hi-Tech-TEX değişim listesi"],
    [
        "Değişim No",
        "Ziyaretçi firma",
        "Ev sahibi ülke",
        "Durum",
        "Başlangıç tarihi",
        "Götürü tutar",
    ],
    ["TR-1", "Muğla Şirketi", "İtalya", "ödendi", "25.04.2023", "€1.234,50"],
    ["TR-2", "Denizli Dokuma", "Çekya", "devam ediyor", "02.05.2023", 900.5],
    ["TOPLAM", None, None, None, None, 2135],
]


class Said(NamedTuple):
    """What one call answered."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


Call = Callable[..., Said]


@pytest.fixture
def call(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Call:
    """Ingest a file of exchanges into the store of this test."""

    def called(file: str, partner: str, *more: str) -> Said:
        capsys.readouterr()
        given = ["ingest", str(tmp_path / file), "--dataset", "exchanges", "--partner", partner]
        status = main([*given, "--store", str(tmp_path / "store"), *more])
        said = capsys.readouterr()
        assert "Traceback" not in said.err
        return Said(status, said.out, said.err)

    return called


@pytest.fixture(autouse=True)
def files(tmp_path: Path) -> None:
    (tmp_path / "seznam.csv").write_bytes(CZECH.encode("cp1250"))
    book = openpyxl.Workbook()
    for row in TURKISH:
        book.active.append(row)
    book.save(tmp_path / "liste.xlsx")


def stored(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> list[dict[str, Any]]:
    capsys.readouterr()
    ask = ["query", "exchange_list", "--store", str(tmp_path / "store"), "--format", "json"]
    assert main(ask) == 0
    rows: list[dict[str, Any]] = json.loads(capsys.readouterr().out)["rows"]
    return rows


def test_a_czech_list_is_understood_and_stored(
    call: Call, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    said = call("seznam.csv", "clutex", "--json")
    receipt = said.json
    assert (said.status, receipt["read"], receipt["accepted"], receipt["faults"]) == (0, 2, 2, [])
    rows = {row["exchange_id"]: row for row in stored(tmp_path, capsys)}
    assert rows["CZ-1"]["visiting_organisation"] == "Tkalcovna Příbram"
    assert rows["CZ-1"]["start_date"] == "2023-04-25"
    assert (rows["CZ-1"]["lump_sum_eur"], rows["CZ-2"]["lump_sum_eur"]) == (1100.5, 780.0)
    understood = receipt["understood"]
    decided = {each["id"]: (each["value"], each["says"]) for each in understood["decisions"]}
    assert decided["encoding"][0] == "cp1250"
    assert decided["date_order.start_date"] == (
        "dmy", "“25. 4. 2023” (row 4) can only be day first.")  # fmt: skip
    assert [(left["kind"], left["rows"]) for left in understood["left_out"]] == [
        ("title", [1]), ("total", [6])]  # fmt: skip
    assert understood["left_out"][1]["cells"]["Částka (€)"] == "1 880,50"


def test_a_check_of_a_turkish_workbook_changes_nothing(call: Call, tmp_path: Path) -> None:
    said = call("liste.xlsx", "DTO", "--check")
    assert said.status == 0 and not (tmp_path / "store").exists()
    assert "sheet “Sheet”, is understood as exchanges, 2 rows" in said.out
    assert "“€1.234,50”" in said.out or "“1.234,50”" in said.out
    assert "“25.04.2023” (row 3) can only be day first." in said.out
    assert "filled with “TR3”" in said.out and "Row 5 is a total" in said.out


def test_an_open_question_is_told_with_its_answers(
    call: Call, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    open_days = CZECH.replace("25. 4. 2023", "5. 4. 2023")
    (tmp_path / "seznam.csv").write_bytes(open_days.encode("cp1250"))
    said = call("seznam.csv", "clutex")
    assert said.status == 1 and not stored_batches(tmp_path, capsys)
    assert '--set "date_order.start_date=dmy"' in said.err
    assert "row 4, “5. 4. 2023”: 2023-04-05" in said.err
    machine = call("seznam.csv", "clutex", "--json")
    (question,) = machine.json["understood"]["questions"]
    assert (machine.status, question["id"]) == (1, "date_order.start_date")
    assert machine.json["accepted"] == 0 and machine.json["batch"] is None
    told = call("seznam.csv", "clutex", "--set", "date_order.start_date=dmy", "--json")
    assert (told.status, told.json["accepted"]) == (0, 2)
    days = {row["start_date"] for row in stored(tmp_path, capsys)}
    assert days == {"2023-04-05", "2023-05-02"}


def stored_batches(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> list[Any]:
    capsys.readouterr()
    main(["batches", "--store", str(tmp_path / "store"), "--json"])
    batches: list[Any] = json.loads(capsys.readouterr().out)
    return batches


def test_wrong_answers_are_wrong_use(call: Call) -> None:
    assert call("seznam.csv", "clutex", "--set", "date_order").status == 2
    said = call("seznam.csv", "clutex", "--set", "date_ordr.start_date=dmy")
    assert said.status == 2 and "Did you mean “date_order.start_date”" in said.err


def test_a_file_like_nothing_keeps_its_first_reason(call: Call, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("a,b\n1,2\n")
    said = call("a.csv", "clutex")
    assert said.status == 1 and "columns are missing: “exchange_id”" in said.err


def test_the_receipt_names_the_total_that_differs_and_what_is_left_out(
    call: Call, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    wrong = CZECH.replace("1 880,50", "1 808,50")
    (tmp_path / "seznam.csv").write_bytes(wrong.encode("cp1250"))
    said = call("seznam.csv", "clutex")
    differs = "The total in row 6 gives 1 808,50 for “Částka (€)”"
    assert said.status == 0, said.err
    assert differs in said.out
    assert said.out.count("Row 6 is a total") == 1
    batch = said.out.split("batch ")[1].split(".\n")[0]
    assert main(["receipt", batch, "--store", str(tmp_path / "store"), "--json"]) == 0
    left_out = json.loads(capsys.readouterr().out)["left_out"]
    assert any(each.startswith(differs) for each in left_out)
    assert any(each.startswith("Row 6 is a total") for each in left_out)
