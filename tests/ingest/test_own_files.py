"""Partners' own files from a known truth: read back equal, or asked with the right column named.

A misread is a row that was accepted with another value than the truth. There is none; and a
reader that guesses has some, so that the test can fail.
"""

from __future__ import annotations

import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from hitechtex.catalog import Catalog, read_catalog
from hitechtex.catalog.project import DATA
from hitechtex.errors import FileRefused
from hitechtex.ingest import Batch, QuestionsOpen, Understanding, understand
from hitechtex.ingest.people import pseudonym
from tests.ingest.own_files import Made, make
from tests.ingest.partner_files import KEY, ingest_here, looking_here

CATALOG = read_catalog(DATA / "project.toml")
DATASETS = ("exchanges", "sessions", "attendance", "actions", "services", "milestones", "targets")
FILE_QUESTIONS = {"encoding", "delimiter", "sheet", "dataset"}
SEEDS, SEEDS_SLOW = range(8), range(8, 60)


@dataclass
class Outcome:
    """What came of one file: how often it was asked about, and what was read wrong or not."""

    asked: list[str] = field(default_factory=list)
    misread: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    refused: str = ""


def read_back(made: Made, catalog: Catalog = CATALOG) -> Outcome:
    """Read a file as its owner would: look, answer what is asked, read, compare with the truth."""
    outcome = Outcome()
    answers: dict[str, str] = {}
    with tempfile.TemporaryDirectory() as folder, looking_here():
        path = Path(folder) / made.name
        path.write_bytes(made.content)
        try:
            for _ in range(4):
                found = understand(
                    path,
                    catalog=catalog,
                    dataset=made.dataset,
                    partner=made.partner,
                    answers=answers,
                )
                if not found.is_open:
                    break
                answers |= answered(found, made, outcome)
            batch = ingest_here(
                path, catalog, made.dataset, partner=made.partner, understanding=found
            )
        except QuestionsOpen as waiting:
            names = [question.id for question in waiting.understanding.questions]
            outcome.refused = f"still asked: {names}"
        except FileRefused as refused:
            outcome.refused = str(refused)
        else:
            compare(batch, made, outcome)
    return outcome


def answered(found: Understanding, made: Made, outcome: Outcome) -> dict[str, str]:
    """Answer every question from the truth; a question must name a column that the file has."""
    told = {}
    headers = {" ".join(header.split()) for header in made.headers}
    columns = {column.name for column in found.columns}
    for question in found.questions:
        outcome.asked.append(question.id)
        if question.kind not in FILE_QUESTIONS | {"field"}:
            assert question.column in columns, question
            assert any(header and header in question.column for header in headers), question
        values = [choice.value for choice in question.choices]
        usual = {"fill_down": "leave", "blank": "missing"}.get(question.kind, "")
        right = made.answers.get(question.id, usual)
        if right in values or question.kind == "column":
            told[question.id] = right
    return told


def compare(batch: Batch, made: Made, outcome: Outcome) -> None:
    """Compare every accepted row with the truth of its row in the file."""
    names = [each.name for each in CATALOG.contract(made.dataset).fields]
    for row in batch.rows.to_pylist():
        truth = made.truth.get(row["source_row"])
        if truth is None:
            outcome.misread.append(f"row {row['source_row']} is no row of the table")
            continue
        for name in names:
            if not same(row[name], truth[name]):
                outcome.misread.append(f"{name}: {truth[name]!r} was read as {row[name]!r}")
    outcome.faults += [f"{f.row} {f.column} {f.value!r} {f.rule}" for f in batch.faults]
    told = {fault.row for fault in batch.faults} | set(batch.rows["source_row"].to_pylist())
    outcome.misread += [f"row {row} is lost" for row in made.truth if row not in told]


def same(read: Any, true: Any) -> bool:
    if isinstance(true, str) and true.endswith("@example.org"):
        return bool(read == pseudonym(true, KEY))
    return bool(read == true)


def made_files(seeds: range) -> list[Made]:
    return [
        make(CATALOG, partner, dataset, seed)
        for partner in CATALOG.project.partners
        for dataset in DATASETS
        for seed in seeds
    ]


@pytest.mark.parametrize("dataset", DATASETS)
@pytest.mark.parametrize("partner", CATALOG.project.partner_ids)
def test_what_a_partner_meant_is_what_is_read(partner: str, dataset: str) -> None:
    for seed in SEEDS:
        check(make(CATALOG, CATALOG.project.partner(partner), dataset, seed), seed)


@pytest.mark.slow
@pytest.mark.parametrize("dataset", DATASETS)
@pytest.mark.parametrize("partner", CATALOG.project.partner_ids)
def test_what_a_partner_meant_is_what_is_read_many_times(partner: str, dataset: str) -> None:
    for seed in SEEDS_SLOW:
        check(make(CATALOG, CATALOG.project.partner(partner), dataset, seed), seed)


def check(made: Made, seed: int) -> None:
    outcome = read_back(made)
    about = (made.name, seed, sorted(made.traits))
    assert outcome.misread == [], about
    assert outcome.refused == "", about
    assert outcome.faults == [], about
