"""The command line: fixed names, fixed keys, exit status 0, 1 or 2, and never a traceback."""

from __future__ import annotations

import csv
import io
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from hitechtex.cli.main import main
from hitechtex.cli.printing import cell, print_table
from hitechtex.store import open_store

ROOT = Path(__file__).resolve().parents[1]
COMMANDS = (
    *("ingest", "batches", "undo", "query", "indicators", "check"),
    *("receipt", "sample", "doctor"),
    *("return", "approve", "reopen"),
)

# Two good rows (2 + 3 = 5 working days), two faulty ones: a code that is not there, and a day
# that never was beside an amount in words and a text that would colour the screen. Row numbers
# count the header.
MARCH = """\
exchange_id,partner,visiting_organisation,status,start_date,end_date,working_days,lump_sum_eur
EX-1,citeve,Fábrica A,paid,2023-03-01,2023-03-05,2,780.00
EX-2,citeve,Fábrica B,payd,2023-03-01,2023-03-05,4,780.00
EX-3,ntt,\x1b[31m=Rossa,completed,31.02.2023,2023-03-05,5,ten
EX-4,ntt,=1+2,completed,2023-03-02,2023-03-05,3,
"""


@dataclass(frozen=True)
class Said:
    """What one call answered."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


Call = Callable[..., Said]


@pytest.fixture
def call(capsys: pytest.CaptureFixture[str]) -> Call:
    """Call the command line in this process, without an error left unsaid."""

    def called(*arguments: object) -> Said:
        capsys.readouterr()
        status = main([str(each) for each in arguments])
        said = capsys.readouterr()
        assert "Traceback" not in said.err
        return Said(status, said.out, said.err)

    return called


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with march.csv and a store that has taken it. Read it; never change it."""
    folder = tmp_path_factory.mktemp("kept")
    (folder / "march.csv").write_text(MARCH, encoding="utf-8")
    given = ["ingest", str(folder / "march.csv"), "--dataset", "exchanges"]
    assert main([*given, "--partner", "CITEVE", "--store", str(folder / "store")]) == 1
    return folder


@pytest.fixture
def folder(kept: Path, tmp_path: Path) -> Path:
    """A copy of `kept`, for a test that changes it."""
    return Path(shutil.copytree(kept, tmp_path / "copy"))


def run(*arguments: object, **environment: str) -> subprocess.CompletedProcess[str]:
    """Call the command line as a person does."""
    command = [sys.executable, "-m", "hitechtex", *map(str, arguments)]
    environment = {**os.environ, **environment}
    return subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )


def test_the_receipt_has_its_keys_and_every_fault_its_place(call: Call, folder: Path) -> None:
    shutil.rmtree(folder / "store")
    said = call("ingest", folder / "march.csv", "--dataset", "exchanges", "--partner", "CITEVE",
                "--store", folder / "store", "--json")  # fmt: skip
    receipt = said.json
    fixed = ["batch", "dataset", "partner", "read", "accepted", "set_aside", "repaired", "faults"]
    assert said.status == 1
    assert list(receipt)[: len(fixed)] == fixed
    assert [receipt[key] for key in fixed[1:6]] == ["exchanges", "citeve", 4, 2, 2]
    assert [list(fault) for fault in receipt["faults"]] == 4 * [
        ["sheet", "row", "column", "value", "rule", "hint"]
    ]
    found = [(each["row"], each["column"], each["value"]) for each in receipt["faults"]]
    assert found == [
        (3, "status", "payd"),
        (4, "visiting_organisation", "\x1b[31m=Rossa"),
        (4, "start_date", "31.02.2023"),
        (4, "lump_sum_eur", "ten"),
    ]
    assert "Did you mean “paid”?" in receipt["faults"][0]["hint"]
    # The same on standard error, a line each, for whoever reads along.
    assert said.err.count("march.csv, row ") == 4 and "\x1b" not in said.err
    assert "row 3, column status, value “payd”" in said.err


def test_the_receipt_in_words(call: Call, folder: Path) -> None:
    given = ("ingest", folder / "march.csv", "--dataset", "exchanges", "--store", folder / "store")
    said = call(*given, "--again")
    assert said.status == 1
    assert "march.csv was stored as exchanges, batch 2" in said.out
    read = said.out.splitlines()[2].split()
    assert read[:3] == ["4", "2", "2"]
    assert "payd" not in said.out and "payd" in said.err


def test_a_good_file_is_done(call: Call, folder: Path) -> None:
    good = "".join(MARCH.splitlines(keepends=True)[:2])
    (folder / "good.csv").write_text(good, encoding="utf-8")
    given = ("ingest", folder / "good.csv", "--dataset", "exchanges", "--store", folder / "store")
    said = call(*given, "--json")
    assert (said.status, said.err) == (0, "")
    assert (said.json["accepted"], said.json["faults"], said.json["read"]) == (1, [], 1)


def test_the_same_file_is_not_stored_twice(call: Call, folder: Path) -> None:
    given = ("ingest", folder / "march.csv", "--dataset", "exchanges", "--partner", "citeve",
             "--store", folder / "store", "--json")  # fmt: skip
    before = call("batches", "--store", folder / "store", "--json").json
    said = call(*given)
    assert said.status == 1
    assert f"batch {before[0]['batch']}" in said.json["error"] == said.err.strip()
    assert call("batches", "--store", folder / "store", "--json").json == before
    replaced = call(*given, "--replaces", before[0]["batch"])
    states = [each["state"] for each in call("batches", "--store", folder / "store", "--json").json]
    assert replaced.json["batch"] and states == ["replaced", "live"]


def test_a_check_changes_nothing(call: Call, folder: Path) -> None:
    given = ("ingest", folder / "march.csv", "--dataset", "exchanges", "--check", "--json")
    said = call(*given, "--store", folder / "new")
    assert (said.status, said.json["batch"], said.json["accepted"]) == (1, None, 2)
    assert not (folder / "new").exists()
    before = sorted((path, path.stat().st_mtime_ns) for path in folder.rglob("*"))
    assert call(*given, "--store", folder / "store").status == 1
    assert sorted((path, path.stat().st_mtime_ns) for path in folder.rglob("*")) == before


def test_all_or_nothing_takes_nothing(call: Call, folder: Path) -> None:
    given = ("ingest", folder / "march.csv", "--dataset", "exchanges", "--all-or-nothing")
    said = call(*given, "--store", folder / "store", "--json")
    assert (said.status, said.json["batch"], said.json["accepted"]) == (1, None, 0)
    assert [fault["row"] for fault in said.json["faults"]] == [3, 4, 4, 4]
    assert "4 faults" in said.json["error"]
    assert len(call("batches", "--store", folder / "store", "--json").json) == 1
    assert call(*given, "--store", folder / "store").out == ""


def test_a_refused_file_is_a_fault_of_the_whole(call: Call, folder: Path) -> None:
    (folder / "empty.csv").write_text("")
    given = ("ingest", folder / "empty.csv", "--dataset", "exchanges", "--store", folder / "store")
    said = call(*given, "--json")
    (fault,) = said.json["faults"]
    assert said.status == 1
    assert (fault["row"], fault["rule"]) == (0, "file") and "empty" in fault["hint"]


def test_batches_and_their_faults(call: Call, kept: Path) -> None:
    (batch,) = call("batches", "--store", kept / "store", "--json").json
    keys = "batch dataset partner file sha256 accepted set_aside state at"
    assert list(batch) == [*keys.split(), "review"]
    found = [batch[key] for key in keys.split() if key not in {"batch", "sha256", "at"}]
    assert found == ["exchanges", "citeve", "march.csv", 2, 2, "live"]
    found = call("batches", batch["batch"], "--store", kept / "store", "--json").json
    assert [fault["row"] for fault in found["faults"]] == [3, 4, 4, 4]
    table = call("batches", "--store", kept / "store").out.splitlines()
    shown = keys.replace("sha256 ", "").replace(" at", " review at")
    assert table[0].split() == shown.split()
    assert table[1].split()[:4] == [batch["batch"], "exchanges", "citeve", "march.csv"]
    assert "31.02.2023" in call("batches", batch["batch"], "--store", kept / "store").out


def test_undo_takes_back_whole_and_as_of_still_sees_it(call: Call, folder: Path) -> None:
    store = ("--store", folder / "store")
    (batch,) = call("batches", *store, "--json").json
    total = ("query", "exchanges_total", *store, "--json")
    assert call(*total).json["rows"] == [
        {"exchanges": 2, "working_days": 5, "lump_sum_eur": 780.0}  # 2 + 3 days; 780 and none
    ]
    undone = call("undo", batch["batch"], *store, "--json")
    assert (undone.status, undone.json) == (0, {**batch, "state": "undone"})
    assert call(*total).json["rows"][0]["exchanges"] == 0
    assert call(*total, "--as-of", "1").json["rows"][0]["exchanges"] == 2
    again = call("undo", batch["batch"], *store)
    assert again.status == 1 and "was taken back already" in again.err and again.out == ""


def test_query_as_json_has_its_keys(call: Call, sample_store: Path) -> None:
    said = call("query", "exchanges_total", "--store", sample_store, "--format", "json")
    assert list(said.json)[:2] == ["query", "question"]
    assert {"query", "columns", "rows", "sources", "data_date"} <= said.json.keys()
    assert [list(column) for column in said.json["columns"]] == 3 * [["name", "unit", "meaning"]]
    assert [column["unit"] for column in said.json["columns"]] == ["count", "days", "eur"]
    with (ROOT / "data/sample/exchanges.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert said.json["rows"][0]["exchanges"] == said.json["n"] == len(rows)
    assert said.json["sources"][0]["is_sample"] is True


def test_query_takes_its_declared_parameters(call: Call, sample_store: Path) -> None:
    with (ROOT / "data/sample/exchanges.csv").open(encoding="utf-8", newline="") as file:
        partners = Counter(row["partner"] for row in csv.DictReader(file))
    ask = ("query", "exchanges_total", "--store", sample_store, "--json")
    two = call(*ask, "--set", "partners=citeve, ntt").json
    assert two["rows"][0]["exchanges"] == partners["citeve"] + partners["ntt"]
    assert call(*ask, "--set", "partners=").json["rows"] == call(*ask).json["rows"]


def test_no_cell_of_an_export_is_a_formula(call: Call, kept: Path) -> None:
    ask = ("query", "exchange_list", "--store", kept / "store")
    rows = list(csv.DictReader(io.StringIO(call(*ask, "--format", "csv").out)))
    assert {row["visiting_organisation"] for row in rows} == {"Fábrica A", "'=1+2"}
    assert {row["working_days"] for row in rows} == {"2", "3"}
    assert "'=1+2" in call(*ask).out


def test_a_table_is_aligned_and_obeyed_by_no_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    print_table(("name", "n", "note"), [("a\x1b[2J", 5, None), ("long" * 20, -12, "x" * 90)])
    head, first, second = capsys.readouterr().out.splitlines()
    assert "\x1b" not in first and first.startswith("a�[2J ")
    assert (head[62:65], first[62:65], second[62:65]) == ("  n", "  5", "-12")
    assert second.startswith("long" * 14) and second.endswith("  " + "x" * 90)
    assert (cell(-3), cell("-3"), cell(None), cell(0), cell(0.5)) == ("-3", "'-3", "–", "0", "0.5")


def test_indicators_have_their_keys_and_the_samples_numbers(call: Call, sample_store: Path) -> None:
    said = call("indicators", "--store", sample_store, "--json")
    keys = "indicator partner value unit n target expected status note"
    assert {tuple(each) for each in said.json} == {tuple(keys.split())}
    with (ROOT / "data/sample/exchanges.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file)]
    achieved = Counter(
        row["partner"] for row in rows if row["status"] in {"report_validated", "paid"}
    )
    found = {
        each["partner"]: each for each in said.json if each["indicator"] == "exchanges_achieved"
    }
    assert found[None]["value"] == achieved.total() and found[None]["n"] == len(rows)
    assert {name: found[name]["value"] for name in achieved} == dict(achieved)
    share = next(each for each in said.json if each["indicator"] == "sme_share")
    assert share["unit"] == "share" and 0 < share["value"] <= 1


def test_indicators_of_one_partner_by_any_of_its_names(call: Call, sample_store: Path) -> None:
    ask = ("indicators", "--store", sample_store)
    one = call(*ask, "--partner", "Denizli Ticaret Odası", "--json").json
    assert {each["partner"] for each in one} == {"dcc_ttc"} and len(one) > 5
    assert "reached" in call(*ask).out or "on track" in call(*ask).out


def test_the_store_may_come_from_the_environment(
    call: Call, kept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HITECHTEX_STORE", str(kept / "store"))
    assert len(call("batches", "--json").json) == 1


WRONG = {
    "no command": (),
    "an unknown command": ("ingst",),
    "no file": ("ingest", "--dataset", "exchanges"),
    "no dataset": ("ingest", "march.csv"),
    "an unknown option": ("batches", "--verbose"),
    "a shortened option": ("batches", "--js"),
    "no batch": ("undo",),
    "an unknown batch": ("undo", "20"),
    "an unknown batch to list": ("batches", "20"),
    "an unknown query": ("query", "exchanges_totl"),
    "an unknown parameter": ("query", "exchanges_total", "--set", "partner=ntt"),
    "a parameter without value": ("query", "exchanges_total", "--set", "partners"),
    "a value of the wrong kind": ("query", "exchanges_total", "--set", "first_day=soon"),
    "an unknown format": ("query", "exchanges_total", "--format", "xml"),
    "an unknown snapshot": ("query", "exchanges_total", "--as-of", "99"),
    "an unknown partner": ("indicators", "--partner", "citve"),
    "no folder for the sample": ("sample",),
    "words for a number": ("sample", "--out", "x", "--rows", "many"),
}


@pytest.mark.parametrize("arguments", WRONG.values(), ids=WRONG.keys())
def test_wrong_use_is_said_in_a_sentence(
    call: Call, kept: Path, arguments: tuple[str, ...]
) -> None:
    store = ("--store", str(kept / "store")) if arguments else ()
    said = call(*arguments, *store)
    assert (said.status, said.out) == (2, "")
    assert len(said.err.splitlines()) == 1 and said.err.rstrip().endswith((".", "?"))
    if arguments:
        assert set(call(*arguments, *store, "--json").json) == {"error"}


@pytest.mark.parametrize("dataset", ["exchange", "Exchanges"])
def test_an_unknown_dataset_makes_no_store(call: Call, folder: Path, dataset: str) -> None:
    given = ("ingest", folder / "march.csv", "--dataset", dataset, "--store", folder / "new")
    said = call(*given)
    assert said.status == 2 and "Did you mean “exchanges”?" in said.err
    assert not (folder / "new").exists()


@pytest.mark.parametrize("command", ["batches", "query exchanges_total", "indicators", "undo x"])
def test_where_there_is_no_store_none_is_made(call: Call, tmp_path: Path, command: str) -> None:
    said = call(*command.split(), "--store", tmp_path / "none")
    assert said.status == 1 and "There is no store here" in said.err
    assert list(tmp_path.iterdir()) == []


def test_an_empty_store_is_said(call: Call, tmp_path: Path) -> None:
    open_store(tmp_path / "store")
    assert call("batches", "--store", tmp_path / "store").out == "The store is empty.\n"
    assert call("batches", "--store", tmp_path / "store", "--json").json == []


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="0"):
        main([command, "--help"])
    out = capsys.readouterr().out
    assert "--store DIR" in out and "--json" in out


def test_sample_gives_the_same_bytes_for_the_same_seed(call: Call, tmp_path: Path) -> None:
    for name in ("one", "two"):
        given = ("sample", "--rows", "60", "--seed", "7", "--out", tmp_path / name)
        assert call(*given, "--json").json["files"] != []
    files = sorted(path.name for path in (tmp_path / "one").iterdir())
    assert "exchanges.csv" in files
    same = [
        (tmp_path / "one" / f).read_bytes() == (tmp_path / "two" / f).read_bytes() for f in files
    ]
    assert all(same) and len((tmp_path / "one/exchanges.csv").read_text("utf-8").splitlines()) == 61


def test_doctor_finds_what_works(call: Call, kept: Path) -> None:
    said = call("doctor", "--store", kept / "store", "--json")
    found = {each["what"]: each for each in said.json}
    assert said.status == 0 and all(each["ok"] for each in found.values())
    assert {"python", "duckdb", "deltalake", "project", "boundaries", "store"} <= found.keys()
    assert found["store"]["says"].startswith("1 live batch in")


def test_doctor_says_what_does_not_and_what_to_do(
    call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "store").write_text("a file")
    declared = (ROOT / "data" / "project.toml").read_text(encoding="utf-8")
    (tmp_path / "project.toml").write_text(declared.replace('name = "Hi-Tech-TEX"', "nme = 1", 1))
    monkeypatch.setenv("HITECHTEX_PROJECT", str(tmp_path / "project.toml"))
    said = call("doctor", "--store", tmp_path / "store", "--json")
    bad = {each["what"]: each for each in said.json if not each["ok"]}
    assert said.status == 1 and {"project", "boundaries", "store", "writing"} <= bad.keys()
    assert str(tmp_path / "project.toml") in bad["project"]["says"]
    assert all(each["do"] for each in bad.values()), bad
    assert "\nstore: " in call("doctor", "--store", tmp_path / "store").out


def test_a_pipe_that_closes_early_is_no_error(sample_store: Path) -> None:
    command = f"{sys.executable} -m hitechtex query exchange_list --store {sample_store} --json"
    done = subprocess.run(
        ["bash", "-c", f"{command} | head -c 1"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.stdout, done.stderr) == ("{", "")


def test_an_interrupted_command_is_quiet(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "hitechtex", "sample", "--rows", "10000000"]
    running = subprocess.Popen(
        [*command, "--out", str(tmp_path / "out")],
        cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    until = time.monotonic() + 60
    while not (tmp_path / "out").exists() and time.monotonic() < until:
        time.sleep(0.02)
    running.send_signal(signal.SIGINT)
    out, err = running.communicate(timeout=60)
    assert (running.returncode, out, err) == (130, b"", b"")


def test_what_nobody_foresaw_is_one_sentence() -> None:
    script = (
        "import sys, hitechtex.cli.intake as intake\n"
        "from hitechtex.cli.main import main\n"
        "intake.list_batches = lambda options: 1 / 0\n"
        "sys.exit(main(['batches']))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1 and len(done.stderr.splitlines()) == 1
    assert "ZeroDivisionError" in done.stderr and "Traceback" not in done.stderr


def test_from_a_terminal_without_utf_8(kept: Path) -> None:
    done = run("query", "exchange_list", "--store", kept / "store", PYTHONIOENCODING="ascii")
    assert (done.returncode, done.stderr) == (0, "") and "F\\xe1brica" in done.stdout
