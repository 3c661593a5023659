"""A survey's columns are questions: which is which field is declared, and what that needs."""

from __future__ import annotations

import io
from pathlib import Path

import openpyxl
import pytest

from hitechtex.catalog import Catalog
from hitechtex.errors import FileRefused
from hitechtex.ingest import Batch
from hitechtex.ingest.people import pseudonym
from tests.ingest.partner_files import KEY, csv_of, ingest_here

ATTENDED = "Which parts did you attend?"
SATISFIED = "Overall, how satisfied are you with the session?"
RECOMMEND = "Would you recommend it to a colleague?"
EMAIL = "Your e-mail address"
QUESTIONS = [EMAIL, ATTENDED, SATISFIED, RECOMMEND, "Any other comment?", "Any other comment?"]
METADATA = ["Invitation number", "Contribution ID", "User name", "Languages", "Creation date"]

MAPPING = f"""
dataset = "attendance"
sheet = "Content"
header_row = 4
ignore_others = true

[fields.participant_key]
column = ["{EMAIL}", "Contribution ID"]

[fields.attended]
column = "{ATTENDED}"
split = ";"
values = {{ "Lecture" = "yes", "Laboratory" = "yes", "I could not come" = "no", "Lunch" = "" }}

[fields.satisfaction]
column = "{SATISFIED}"
values = {{ "Very satisfied" = "5", "Satisfied" = "4", "Neutral" = "3", "Dissatisfied" = "2" }}

[fields.would_recommend]
column = "{RECOMMEND}"
values = {{ "Yes" = "yes", "No" = "no" }}
"""

ANSWERS = [
    ("Ana@X.org", "Lecture;Laboratory", "Very satisfied", "Yes"),
    ("", "Lecture;Lunch", "Neutral", ""),
    ("rui@x.org", "I could not come", "", ""),
    ("eva@x.org", "Lecture;I could not come", "Satisfied", "No"),
    ("leo@x.org", "Something else", "Satisfied", "No"),
    ("mia@x.org", "Lunch", "Satisfied", "No"),
]


def survey() -> bytes:
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    page.title = "Content"
    page.append(["Alias", "dyeing-2023"])
    page.append(["Export Date", "16/03/2023 09:00"])
    page.append([])
    page.append([*QUESTIONS, *METADATA])
    for number, answers in enumerate(ANSWERS):
        who = answers[0] or "Ana Silva"
        page.append([*answers, f"mail {who}", "", "", f"c-{number}", who, "EN", "2023-03-16"])
    book.create_sheet("Metadata").append(["Survey", "Dyeing"])
    packed = io.BytesIO()
    book.save(packed)
    return packed.getvalue()


@pytest.fixture
def batch(catalog: Catalog, tmp_path: Path) -> Batch:
    path, mapping = tmp_path / "Content_Export.xlsx", tmp_path / "m.toml"
    path.write_bytes(survey())
    mapping.write_text(MAPPING)
    return ingest_here(path, catalog, "attendance", mapping=mapping, session="S-1")


def test_questions_become_fields(batch: Batch) -> None:
    fields = ["session_id", "participant_key", "attended", "satisfaction", "would_recommend"]
    assert [tuple(row.values()) for row in batch.rows.select(fields).to_pylist()] == [
        ("S-1", pseudonym("ana@x.org", KEY), True, 5, True),
        ("S-1", pseudonym("c-1", KEY), True, 3, None),
        ("S-1", pseudonym("rui@x.org", KEY), False, None, None),
        ("S-1", pseudonym("mia@x.org", KEY), None, 4, False),
    ]


def test_answers_that_contradict_or_are_unknown_are_set_aside(batch: Batch) -> None:
    assert [(f.row, f.column, f.value, f.rule) for f in batch.faults] == [
        (8, ATTENDED, "Lecture;I could not come", "not_in_table"),
        (9, ATTENDED, "Something else", "not_in_table"),
    ]


def test_what_is_not_read_is_named_and_not_kept(batch: Batch) -> None:
    said = " ".join(batch.left_out)
    for name in ("Any other comment?", "User name", "Languages"):
        assert f"“{name}” is not read" in said
        assert name not in batch.set_aside.rows.column_names
    everything = str((batch.rows.to_pylist(), batch.set_aside.rows.to_pylist(), batch.faults))
    for clear in ("Ana", "x.org", "mail rui"):
        assert clear not in everything


def test_a_question_that_is_read_may_not_be_asked_twice(catalog: Catalog, tmp_path: Path) -> None:
    path, mapping = tmp_path / "a.xlsx", tmp_path / "m.toml"
    path.write_bytes(survey())
    mapping.write_text(MAPPING.replace(RECOMMEND, "Any other comment?"))
    with pytest.raises(FileRefused, match="twice"):
        ingest_here(path, catalog, "attendance", mapping=mapping, session="S-1")


def read(catalog: Catalog, folder: Path, mapping: str, rows: list[dict[str, str]]) -> Batch:
    path, declared = folder / "a.csv", folder / "m.toml"
    path.write_bytes(csv_of(rows))
    declared.write_text(mapping)
    return ingest_here(path, catalog, "attendance", mapping=declared)


PARTS = """
[fields.session_id]
column = ["Course", "Term"]
joined_by = "-"
[fields.participant_key]
column = "Who"
"""


def test_columns_that_are_parts_of_one_value(catalog: Catalog, tmp_path: Path) -> None:
    rows = [{"Course": "AAA", "Term": "2013J", "Who": "1"}, {"Course": "AAA", "Who": "2"}]
    batch = read(catalog, tmp_path, PARTS, rows)
    assert batch.rows["session_id"].to_pylist() == ["AAA-2013J"]
    # Half a key is no key.
    assert [(f.row, f.rule) for f in batch.faults] == [(3, "missing")]


def test_a_session_that_is_named_fills_blanks_only(catalog: Catalog, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    mapping = tmp_path / "m.toml"
    mapping.write_text(PARTS)
    path.write_bytes(csv_of([{"Course": "A", "Term": "1", "Who": "1"}, {"Course": "", "Who": "2"}]))
    batch = ingest_here(path, catalog, "attendance", mapping=mapping, session="S-1")
    assert batch.rows["session_id"].to_pylist() == ["A-1", "S-1"]
    assert [(r.rule, r.times, r.after) for r in batch.repairs] == [("filled", 1, "S-1")]
