"""Real trainings on the road, against sums worked out another way: csv and plain Python."""

from __future__ import annotations

import csv
import json
import os
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import pytest

from hitechtex.catalog import read_catalog
from hitechtex.cli.main import main
from hitechtex.errors import DeclarationError, FileRefused
from hitechtex.ingest import Batch, ingest
from hitechtex.ingest.people import pseudonym
from tests.ingest.partner_files import KEY

ROOT = Path(__file__).resolve().parents[2]
FOLDER = Path(os.environ.get("HITECHTEX_REALDATA") or ROOT.parent / "shared" / "realdata")
TEAMS = FOLDER / "teams_export_utf16le" / "meetingAttendanceList.csv"
CARPENTRIES = FOLDER / "trainings_carpentries"
OULAD = FOLDER / "trainings_oulad"
SURVEYS = FOLDER / "trainings_hpc_python"

pytestmark = pytest.mark.skipif(
    not TEAMS.exists(),
    reason="the real files lie outside the repository: ../shared/realdata or HITECHTEX_REALDATA",
)


def lines_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as text:
        return list(csv.DictReader(text))


def read(path: Path, dataset: str, example: str = "", mapping: str = "", **options: str) -> Batch:
    folder = ROOT / "examples" / example
    project = folder / "project.toml" if example else ROOT / "data" / "project.toml"
    declared = folder / mapping if mapping else None
    return ingest(
        path,
        dataset=dataset,
        catalog=read_catalog(project),
        key=KEY,
        mapping=declared,
        **options,  # type: ignore[arg-type]
    )


# A list of arrivals and departures, as Teams gave it during a meeting


def test_the_teams_list_has_the_minutes_of_its_times() -> None:
    rows = [line.split("\t") for line in TEAMS.read_text(encoding="utf-16").splitlines()[1:]]
    seconds: Counter[str] = Counter()
    for name, action, time in rows:
        at = datetime.strptime(time, "%m/%d/%Y, %H:%M:%S").timestamp()
        seconds[name] += int(at) * {"Joined": -1, "Left": 1}[action]
    batch = read(TEAMS, "attendance", session="S-1")
    found = {row["participant_key"]: row["minutes_attended"] for row in batch.rows.to_pylist()}
    assert found == {pseudonym(name, KEY): int(total / 60 + 0.5) for name, total in seconds.items()}
    assert (len(found), sum(found.values())) == (5, 138)
    assert (batch.faults, batch.file) == ((), "meetingAttendanceList.csv")
    assert any("19 joins of 5 people" in sentence for sentence in batch.understood)
    with pytest.raises(FileRefused, match="--session"):
        read(TEAMS, "attendance")


# Sessions with totals


def test_workshops_are_those_of_the_file() -> None:
    batch = read(
        CARPENTRIES / "all_workshops_2018.csv", "sessions", "carpentries", "workshops.toml"
    )
    expected = lines_of(CARPENTRIES / "all_workshops_2018.csv")
    assert (batch.accepted, batch.faults) == (len(expected), ()) == (1983, ())
    for row, line in zip(batch.rows.to_pylist(), expected, strict=True):
        tags = set(line["tag_name"].split(",")) & {"SWC", "DC", "TTT"}
        assert row["session_id"] == line["slug"]
        assert row["title"] == line["host_name"].strip()
        assert str(row["start_date"]) == line["start_date"]
        assert row["attended"] == (int(line["attendance"]) if line["attendance"] else None)
        assert row["organiser"] == (tags.pop().lower() if len(tags) == 1 else "carpentries")
        assert row["kind"] == ("training" if "TTT" in line["tag_name"] else "workshop")
        assert row["country"] == (line["country"] if line["country"] not in {"", "W3"} else None)
        modes = {"": None, "W3": "virtual"}
        assert row["mode"] == modes.get(line["country"], "physical")


def test_instructor_trainings_are_those_of_the_file() -> None:
    path = CARPENTRIES / "instructor_training_events.csv"
    batch = read(path, "sessions", "carpentries", "instructor_trainings.toml")
    expected = lines_of(path)
    assert (batch.accepted, batch.faults) == (len(expected), ()) == (191, ())
    for row, line in zip(batch.rows.to_pylist(), expected, strict=True):
        assert row["session_id"] == line["slug"]
        for field, column in (("attended", "attendance"), ("certificates", "count_badged")):
            assert row[field] == (int(line[column]) if line[column] else None)


def test_sessions_of_the_conference_are_those_of_the_file() -> None:
    path = CARPENTRIES / "num_attendees_by_session.csv"
    batch = read(path, "sessions", "carpentries", "conference_sessions.toml")
    expected = lines_of(path)
    assert (batch.accepted, batch.faults) == (len(expected), ()) == (70, ())
    assert len(set(batch.rows["session_id"].to_pylist())) == 70
    for row, line in zip(batch.rows.to_pylist(), expected, strict=True):
        day = datetime.strptime(line["start_day_utc"], "%d %B, %Y").date()
        assert (row["start_date"], row["attended"]) == (day, int(line["num_attendees"]))
        assert (row["title"], row["topic"]) == (line["session_name"], line["session_type"])


@contextmanager
def project(example: str) -> Iterator[None]:
    os.environ["HITECHTEX_PROJECT"] = str(ROOT / "examples" / example / "project.toml")
    try:
        yield
    finally:
        del os.environ["HITECHTEX_PROJECT"]


def load(store: Path, file: Path, dataset: str, mapping: str) -> None:
    call = ["ingest", str(file), "--dataset", dataset, "--store", str(store)]
    assert main([*call, "--mapping", str(ROOT / "examples" / mapping)]) == 0


def totals(store: Path, capfd: pytest.CaptureFixture[str]) -> dict[str, object]:
    capfd.readouterr()
    assert main(["query", "sessions_total", "--format", "json", "--store", str(store)]) == 0
    (row,) = json.loads(capfd.readouterr().out)["rows"]
    return dict(row)


def test_what_stands_in_two_files_counts_once(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    files = (
        ("all_workshops_2018", "workshops"),
        ("instructor_training_events", "instructor_trainings"),
    )
    known: dict[str, str] = {}
    store = tmp_path / "store"
    with project("carpentries"):
        for file, mapping in files:
            path = CARPENTRIES / f"{file}.csv"
            known |= {line["slug"]: line["attendance"] for line in lines_of(path)}
            load(store, path, "sessions", f"carpentries/{mapping}.toml")
        assert totals(store, capfd)["sessions"] == len(known) == 1983 + 191 - 189
        call = ["query", "session_list", "--format", "json", "--store", str(store)]
        assert main(call) == 0
        rows = json.loads(capfd.readouterr().out)["rows"]
    attended = sum(row["attended"] or 0 for row in rows)
    assert attended == sum(int(count) for count in known.values() if count)


def test_answers_of_nobody_in_particular_are_refused(tmp_path: Path) -> None:
    path = CARPENTRIES / "2020_carpentryconhome_raw.csv"
    with pytest.raises(FileRefused, match="columns are missing: “session_id”, “participant_key”"):
        read(path, "attendance")
    mapping = tmp_path / "answers.toml"
    mapping.write_text("ignore_others = true\n[fields.session_id]\ncolumn = 'session'\n")
    with pytest.raises(DeclarationError, match="where “participant_key” comes from"):
        read(path, "attendance", "carpentries", str(mapping))


# People in courses


def test_students_are_those_of_the_file() -> None:
    batch = read(OULAD / "studentInfo.csv", "attendance", "oulad", "students.toml")
    expected = lines_of(OULAD / "studentInfo.csv")
    assert (batch.accepted, batch.faults) == (len(expected), ()) == (32593, ())
    results = Counter(line["final_result"] for line in expected)
    passed = results["Pass"] + results["Distinction"]
    assert batch.rows["certificate"].to_pylist().count(True) == passed == 15385
    assert batch.rows["attended"].to_pylist().count(True) == passed + results["Fail"]
    assert batch.rows["attended"].null_count == results["Withdrawn"] == 10156
    people: dict[str, set[str]] = defaultdict(set)
    for row in batch.rows.select(["session_id", "participant_key"]).to_pylist():
        people[row["session_id"]].add(row["participant_key"])
    expected_people: dict[str, set[str]] = defaultdict(set)
    for line in expected:
        session = f"{line['code_module']}-{line['code_presentation']}"
        expected_people[session].add(pseudonym(line["id_student"], KEY))
    assert people == expected_people
    assert len(set.union(*people.values())) == 28785


def test_courses_and_their_students_meet(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    store = tmp_path / "store"
    with project("oulad"):
        load(store, OULAD / "courses.csv", "sessions", "oulad/courses.toml")
        load(store, OULAD / "studentInfo.csv", "attendance", "oulad/students.toml")
        found = totals(store, capfd)
    stayed = {
        line["id_student"]
        for line in lines_of(OULAD / "studentInfo.csv")
        if line["final_result"] != "Withdrawn"
    }
    assert (found["sessions"], found["people"]) == (22, len(stayed))
    # Without hours there are no learner hours, and they are not nought.
    assert found["learner_hours"] is None


@pytest.mark.parametrize("name", ["assessments", "studentAssessment"])
def test_marks_of_assignments_are_refused(name: str) -> None:
    with pytest.raises(FileRefused, match="columns are missing: “session_id”"):
        read(OULAD / f"{name}.csv", "attendance")


# Answers in a form

FORM = """
dataset = "attendance"
missing = ["anonymous"]
ignore_others = true

[fields.participant_key]
column = "Email"

[[fields.participant_key.alternatives]]
column = "ID"
within_session = true

[fields.attended]
constant = "yes"

[fields.would_recommend]
column = "Would you recommend this course to your colleagues?"
values = { Yes = "yes", No = "no", "Not sure" = "" }
"""


def test_answers_with_numbers_are_read_session_by_session(tmp_path: Path) -> None:
    mapping = tmp_path / "form.toml"
    mapping.write_text(FORM)
    people: list[str] = []
    for day in ("20251128_day_2", "20251201_day_3", "20251202_day_4"):
        path = SURVEYS / day / "survey_end.csv"
        batch = read(path, "attendance", "", str(mapping), session=day)
        expected = [list(line.values())[-1] for line in lines_of(path)]
        answers = {"Yes": True, "No": False, "Not sure": None}
        assert batch.rows["would_recommend"].to_pylist() == [answers[each] for each in expected]
        assert set(batch.rows["session_id"].to_pylist()) == {day}
        # Marks of 3 to 9 are on a scale that the file does not tell: not read, and said so.
        assert any("Overall, how would you rate" in sentence for sentence in batch.left_out)
        people += batch.rows["participant_key"].to_pylist()
    # Number 1 of one day is not number 1 of another.
    assert len(set(people)) == len(people) == 13
    with pytest.raises(DeclarationError, match="--session"):
        read(path, "attendance", "", str(mapping))
    mapping.write_text(f"{FORM}\n[fields.session_id]\nconstant = 'S-1'\n")
    with pytest.raises(FileRefused, match="--session"):
        read(path, "attendance", "", str(mapping))


@pytest.mark.parametrize(
    "name", ["20251128_day_2/survey_start.csv", "20260423_day_3/survey_end.csv"]
)
def test_answers_without_anybody_are_refused(name: str, tmp_path: Path) -> None:
    with pytest.raises(FileRefused, match="columns are missing: “session_id”, “participant_key”"):
        read(SURVEYS / name, "attendance")
    mapping = tmp_path / "form.toml"
    mapping.write_text(FORM)
    with pytest.raises(FileRefused, match="does not have: “Email”, “ID”"):
        read(SURVEYS / name, "attendance", "", str(mapping), session="S-1")
