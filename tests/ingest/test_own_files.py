"""Partners' own files from a known truth: read back equal, or asked with the right column named.

A misread is a row that was accepted with another value than the truth. There is none; and a
reader that guesses has some, so that the test can fail.
"""

from __future__ import annotations

import csv
import io
import tempfile
from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
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
            # A text column whose name nobody knows is left unread, and said to be.
            unread = {made.answers.get(f"column.{name}", "") for name in found.unmatched}
            texts = {f.name for f in CATALOG.contract(made.dataset).fields if f.type == "text"}
            compare(batch, made, outcome, named=unread & texts)
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
        usual = {"fill_down": "leave", "blank": "missing", "typed_dates": "as_typed"}.get(
            question.kind, ""
        )
        right = made.answers.get(question.id, usual)
        if right in values or question.kind == "column":
            told[question.id] = right
    return told


def compare(batch: Batch, made: Made, outcome: Outcome, *, named: set[str]) -> None:
    """Compare every accepted row with the truth of its row; `named` fields were said unread."""
    fields = CATALOG.contract(made.dataset).field_names
    names = [name for name in fields if name not in named]
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


def test_few_files_need_a_question_and_none_about_another_column() -> None:
    asked = [bool(read_back(made).asked) for made in made_files(range(100, 101))]
    assert sum(asked) < len(asked) / 3


# A reader that guesses, as many do: what it cannot read it leaves blank, what it can it believes.


def naive(made: Made) -> list[str]:
    """Return what a guessing reader reads wrong; the columns are given to it for nothing."""
    try:
        text = made.content.decode("utf-8")
    except UnicodeDecodeError:
        text = made.content.decode("cp1252", "replace")
    lines = list(csv.reader(io.StringIO(text), delimiter=max(";,\t|", key=text.count)))
    fields = CATALOG.contract(made.dataset)
    wrong = []
    for number, truth in made.truth.items():
        header = next(row for row in lines if len([c for c in row if c]) > 2)
        for name, cell in zip(header, lines[number - 1], strict=False):
            field_name = made.answers.get(f"column.{name.strip()}", "-")
            if field_name in truth and cell:
                read = guessed(cell, fields.field(field_name).type)
                if read is not None and not same(read, truth[field_name]):
                    wrong.append(f"{field_name}: {cell!r} was read as {read!r}")
    return wrong


def guessed(cell: str, kind: str) -> Any:
    if kind == "date":
        for pattern in ("%m/%d/%Y", "%d/%m/%Y", "%d.%m.%Y", "%Y-%m-%d"):
            try:
                return datetime.strptime(cell, pattern).date()
            except ValueError:
                continue
        return None
    if kind in {"integer", "decimal"}:
        plain = "".join(c for c in cell if c.isdigit() or c in ".-")
        try:
            return Decimal(plain) if kind == "decimal" else int(plain)
        except (ValueError, ArithmeticError):
            return None
    return cell if kind == "text" else None


def test_a_reader_that_guesses_is_seen() -> None:
    made = [each for each in made_files(range(2)) if each.name.endswith(".csv")]
    text_files = [each for each in made if not any("utf-16" in t for t in each.traits)]
    wrong = [naive(made) for made in text_files if "two rows" not in made.traits]
    kinds = Counter(said.partition(":")[0] for each in wrong for said in each)
    assert sum(map(bool, wrong)) > len(wrong) / 3
    types = {f.name: f.type for c in CATALOG.contracts.values() for f in c.fields}
    assert {"date", "decimal"} <= {types[name] for name in kinds}
    assert date(2023, 4, 3) != guessed("03/04/2023", "date")
