"""The whole way of an export by the command line: what is stored, and that nobody is in it."""

from __future__ import annotations

import json
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from hitechtex.cli.main import main
from tests.ingest.attendance_files import EXPORTS, HOSTILE, guests_of


def everything_in(store: Path) -> str:
    """Return all that a store holds: the bytes of its files, and its tables unpacked."""
    held = []
    for path in sorted(store.rglob("*")):
        if path.is_file():
            held += [path.name, path.read_bytes().decode("utf-8", errors="replace")]
            if path.suffix == ".parquet":
                held.append(str(pq.read_table(path).to_pylist()))
    return "\n".join(held)


@pytest.mark.parametrize(
    "kind", ["zoom_log newer", "zoom_people older", "teams_report tr", "teams_list cs"]
)
def test_nobody_is_in_the_store_or_in_what_is_said(
    kind: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    guests = guests_of(5, people=len(HOSTILE) * 3)
    content = EXPORTS[kind](guests)
    path, store = tmp_path / "report.csv", tmp_path / "store"
    path.write_bytes(content)
    call = ["ingest", str(path), "--dataset", "attendance", "--store", str(store)]
    assert main([*call, "--partner", "citeve"]) == 0
    said = "".join(capfd.readouterr())
    assert main([*call, "--partner", "citeve", "--session", "S-1", "--json"]) == 1
    # The same file again is refused; it also says so without a name.
    said += "".join(capfd.readouterr())
    assert main(["batches", "--store", str(store), "--json"]) == 0
    batches = json.loads(capfd.readouterr().out)
    assert [each["dataset"] for each in batches] == ["attendance", "sessions"]
    held = everything_in(store)
    assert "S-1" not in held
    assert "Dyeing, part 1" in held
    assert len(held) > 10_000
    for guest in guests:
        for clear in filter(None, (guest.name, guest.email, guest.email.partition("@")[0])):
            for text in (held, said):
                assert clear not in text
                assert clear.casefold() not in text.casefold()


def test_the_receipt_tells_what_was_understood(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "report.csv"
    path.write_bytes(EXPORTS["teams_report pt"](guests_of(6)))
    call = ["ingest", str(path), "--dataset", "attendance", "--store", str(tmp_path / "store")]
    assert main([*call, "--partner", "citeve", "--check"]) == 0
    checked = capfd.readouterr().out
    assert "Microsoft Teams" in checked
    assert "“Primeiro ingresso”" in checked
    assert "1 organiser is left out" in checked
    assert main([*call, "--partner", "citeve", "--json"]) == 0
    receipt = json.loads(capfd.readouterr().out)
    assert (receipt["read"], receipt["accepted"], receipt["faults"]) == (11, 11, [])
    assert receipt["session_batch"]
    assert any("Dyeing, part 1" in sentence for sentence in receipt["export"])
    assert main(["query", "sessions_total", "--format", "json", "--store", call[-1]]) == 0
    (row,) = json.loads(capfd.readouterr().out)["rows"]
    assert (row["sessions"], row["people"], row["learner_hours"]) == (1, 11, 22)


def test_an_export_without_a_session_or_organiser_changes_nothing(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    path, store = tmp_path / "report.csv", tmp_path / "store"
    path.write_bytes(EXPORTS["zoom_log older"](guests_of(6), title=""))
    call = ["ingest", str(path), "--dataset", "attendance", "--store", str(store)]
    assert main(call) == 1
    assert "--session" in capfd.readouterr().err
    path.write_bytes(EXPORTS["zoom_log older"](guests_of(6)))
    assert main(call) == 1
    assert "--partner" in capfd.readouterr().err
    assert main(["batches", "--store", str(store), "--json"]) == 0
    assert json.loads(capfd.readouterr().out) == []
