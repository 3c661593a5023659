"""`return`, `approve`, `reopen`: states of files, and periods that hold, from the command line."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from hitechtex.cli.main import main

HEADER = "exchange_id,partner,visiting_organisation,status,start_date,working_days\n"
SPRING = f"{HEADER}A,citeve,Fios,paid,2023-03-06,3\nB,citeve,Fios,paid,2023-05-08,5\n"
# A is as it was, but for its days; C is new in April; D is new in May.
LATER = f"""{HEADER}A,citeve,Fios,paid,2023-03-06,9
C,citeve,Tela,paid,2023-04-03,4
D,citeve,Tela,paid,2023-05-09,2
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


@dataclass
class Desk:
    """A folder with a store, and the command line over it."""

    folder: Path
    capsys: pytest.CaptureFixture[str]
    batch: str = ""

    def call(self, *arguments: object) -> Said:
        self.capsys.readouterr()
        status = main([*map(str, arguments), "--store", str(self.folder / "store")])
        said = self.capsys.readouterr()
        assert "Traceback" not in said.err
        return Said(status, said.out, said.err)

    def bring(self, text: str, *more: str) -> Said:
        file = self.folder / f"{len(list(self.folder.glob('*.csv')))}.csv"
        file.write_text(text, encoding="utf-8")
        return self.call("ingest", file, "--dataset", "exchanges", "--json", *more)


@pytest.fixture
def desk(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Desk:
    made = Desk(tmp_path, capsys)
    made.batch = made.bring(SPRING).json["batch"]
    return made


PERIOD = ("--partner", "CITEVE", "--dataset", "exchanges")


def review(desk: Desk) -> tuple[str, str]:
    (record,) = desk.call("batches", "--json").json
    return record["state"], record["review"]


def test_a_file_is_returned_approved_and_reopened(desk: Desk) -> None:
    batch = desk.batch
    assert review(desk) == ("live", "submitted")
    said = desk.call("return", batch, "--comment", "Mend row 2.", "--by", "coordinator")
    assert said.status == 0 and "was returned with the comment" in said.out
    assert desk.call("approve", batch, "--by", "coordinator", "--json").json["review"] == "approved"
    assert "approved" in desk.call("batches").out
    refused = desk.call("undo", batch)
    assert refused.status == 1 and "is approved since" in refused.err
    assert "by coordinator" in refused.err and "Reopen it first" in refused.err
    assert review(desk) == ("live", "approved")
    assert desk.call("reopen", batch, "--comment", "A row is missing.").status == 0
    assert desk.call("undo", batch, "--json").json["review"] == "submitted"


@pytest.mark.parametrize("until", ["2023-04-30", "2023-04"])
def test_an_approved_period_sets_rows_aside_and_says_where(desk: Desk, until: str) -> None:
    said = desk.call("approve", *PERIOD, "--until", until, "--json")
    assert said.json == {"dataset": "exchanges", "partner": "citeve", "until": "2023-04-30"}
    for more in (("--check",), ()):
        receipt = desk.bring(LATER, *more)
        assert receipt.status == 1
        assert [receipt.json[key] for key in ("read", "accepted", "set_aside")] == [3, 1, 2]
        faults = receipt.json["faults"]
        assert [(f["row"], f["column"], f["value"], f["rule"]) for f in faults] == [
            (2, "working_days", "9", "period_approved"),
            (3, "start_date", "2023-04-03", "period_approved"),
        ]
        assert "with “3” where this row says “9”" in faults[0]["hint"]
        assert "period_approved" in receipt.err
    total = desk.call("query", "exchanges_total", "--json").json["rows"][0]
    assert total["exchanges"] == 3 and total["working_days"] == 3 + 5 + 2


def test_all_or_nothing_takes_nothing(desk: Desk) -> None:
    desk.call("approve", *PERIOD, "--until", "2023-04")
    said = desk.bring(LATER, "--all-or-nothing")
    assert said.status == 1 and said.json["batch"] is None and len(said.json["faults"]) == 2
    assert len(desk.call("batches", "--json").json) == 1


def test_a_replacement_that_would_change_the_period_is_refused_whole(desk: Desk) -> None:
    desk.call("approve", *PERIOD, "--until", "2023-04")
    said = desk.bring(LATER, "--replaces", desk.batch)
    assert said.status == 1 and "would change 1 row of an approved period" in said.json["error"]
    assert review(desk) == ("live", "submitted")
    assert desk.call("undo", desk.batch).status == 1


def test_a_period_is_reopened_from_a_month_on_and_then_whole(desk: Desk) -> None:
    desk.call("approve", *PERIOD, "--until", "2023-04")
    until = desk.call("reopen", *PERIOD, "--since", "2023-04", "--json").json["until"]
    assert until == "2023-03-31"
    assert [f["row"] for f in desk.bring(LATER).json["faults"]] == [2]
    said = desk.call("reopen", *PERIOD)
    assert said.out == "The exchanges of citeve are open again.\n"
    assert desk.call("reopen", *PERIOD).status == 1


WRONG = {
    "nothing to approve": ("approve",),
    "both": ("approve", "x", *PERIOD, "--until", "2023-04"),
    "no day": ("approve", *PERIOD),
    "no partner": ("approve", "--dataset", "exchanges", "--until", "2023-04"),
    "a day that never was": ("approve", *PERIOD, "--until", "2023-02-30"),
    "a month that never was": ("approve", *PERIOD, "--until", "2023-13"),
    "an unknown partner": ("approve", *PERIOD, "--partner", "nobody", "--until", "2023-04"),
    "an unknown dataset": ("approve", *PERIOD, "--dataset", "exchange", "--until", "2023-04"),
    "no comment": ("return", "x"),
    "an unknown batch": ("return", "x", "--comment", "y"),
    "nothing to reopen": ("reopen",),
}


@pytest.mark.parametrize("arguments", WRONG.values(), ids=WRONG.keys())
def test_wrong_use_is_said_in_a_sentence(desk: Desk, arguments: tuple[str, ...]) -> None:
    said = desk.call(*arguments)
    assert (said.status, said.out) == (2, "")
    assert len(said.err.splitlines()) == 1 and said.err.rstrip().endswith((".", "?"))
