"""Attendance exports from known truth, in every layout and language, are read back as the truth."""

from __future__ import annotations

import csv
import io
import random
from datetime import timedelta
from pathlib import Path

import pytest

from hitechtex.catalog import Catalog
from hitechtex.catalog.exports import read_exports
from hitechtex.errors import FileRefused
from hitechtex.ingest import Batch, understand
from hitechtex.ingest.attendance import grid, recognise
from hitechtex.ingest.meetings import session_of
from hitechtex.ingest.people import pseudonym
from tests.ingest.attendance_files import (
    EXPORTS,
    START,
    TEAMS,
    Guest,
    commas,
    guests_of,
    tabbed,
    teams_list,
    teams_report,
    without_addresses,
    workbook,
    zoom_log,
    zoom_people,
)
from tests.ingest.partner_files import ATTENDANCE, KEY, csv_of, ingest_here, looking_here

SEEDS = range(3)


def read(path: Path, content: bytes, catalog: Catalog, **options: object) -> Batch:
    path.write_bytes(content)
    return ingest_here(path, catalog, "attendance", **{"partner": "citeve", **options})


def minutes(batch: Batch) -> dict[str, int | None]:
    return {row["participant_key"]: row["minutes_attended"] for row in batch.rows.to_pylist()}


def expected(guests: list[Guest]) -> dict[str, int | None]:
    """Who must be there, and how long: organisers hold the session and are no learners."""
    return {
        pseudonym(guest.email or guest.name, KEY): guest.minutes
        for guest in guests
        if guest.role != "organiser"
    }


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("kind", EXPORTS)
def test_every_export_is_read_back_as_the_truth(
    kind: str, seed: int, catalog: Catalog, tmp_path: Path
) -> None:
    guests = guests_of(seed)
    has_title = not kind.startswith("teams_actions")
    known = guests if has_title else without_addresses(guests)
    batch = read(
        tmp_path / "a.csv", EXPORTS[kind](guests), catalog, session="" if has_title else "S-1"
    )
    assert batch.faults == ()
    assert minutes(batch) == expected(known)
    assert set(batch.rows["attended"].to_pylist()) == {True}
    assert len(set(batch.rows["session_id"].to_pylist())) == 1
    layout = kind.split(maxsplit=1)[0]
    says = next(each.says for e in read_exports() for each in e.layouts if each.id == layout)
    assert says in batch.understood[0]


@pytest.mark.parametrize("kind", [kind for kind in EXPORTS if "actions" not in kind])
def test_the_meeting_becomes_a_session(kind: str, catalog: Catalog, tmp_path: Path) -> None:
    batch = read(tmp_path / "a.csv", EXPORTS[kind](guests_of(1)), catalog)
    made = session_of(batch, catalog=catalog, key=KEY)
    assert made is not None
    (row,) = made.rows.to_pylist()
    assert row["session_id"] == batch.rows["session_id"][0].as_py()
    assert (row["title"], row["organiser"]) == ("Dyeing, part 1", "citeve")
    assert (str(row["start_date"]), str(row["end_date"])) == ("2023-03-15", "2023-03-15")
    assert float(row["hours"]) == 2
    again = read(tmp_path / "b.csv", EXPORTS[kind](guests_of(2)), catalog)
    assert again.rows["session_id"][0] == batch.rows["session_id"][0]


def test_a_named_session_makes_none(catalog: Catalog, tmp_path: Path) -> None:
    batch = read(tmp_path / "a.csv", zoom_log(guests_of(1)), catalog, session=" S-7 ")
    assert set(batch.rows["session_id"].to_pylist()) == {"S-7"}
    assert session_of(batch, catalog=catalog, key=KEY) is None


def test_a_session_needs_an_organiser(catalog: Catalog, tmp_path: Path) -> None:
    batch = read(tmp_path / "a.csv", zoom_log(guests_of(1)), catalog, partner="")
    with pytest.raises(FileRefused, match="--partner"):
        session_of(batch, catalog=catalog, key=KEY)


@pytest.mark.parametrize("kind", [kind for kind in EXPORTS if "report" not in kind])
def test_the_order_of_the_rows_is_free(kind: str, catalog: Catalog, tmp_path: Path) -> None:
    guests = guests_of(4, overlap=False)
    shuffled = random.Random(4).sample(guests, len(guests))
    one = read(tmp_path / "a.csv", EXPORTS[kind](guests), catalog, session="S-1")
    other = read(tmp_path / "b.csv", EXPORTS[kind](shuffled), catalog, session="S-1")
    assert minutes(one) == minutes(other)


# Which export it is


def test_what_is_no_export_stays_what_it_is(catalog: Catalog, tmp_path: Path) -> None:
    batch = read(tmp_path / "a.csv", csv_of([ATTENDANCE]), catalog)
    assert (batch.accepted, batch.understood, batch.meeting) == (1, (), None)
    with pytest.raises(FileRefused, match="no attendance export"):
        read(tmp_path / "a.csv", csv_of([ATTENDANCE]), catalog, session="S-1")
    with pytest.raises(FileRefused, match="no attendance export"):
        read(tmp_path / "a.csv", csv_of([ATTENDANCE]), catalog, only_export=True)


def as_workbook(content: bytes) -> bytes:
    """Return an export as a spreadsheet program opens and saves it."""
    text = content.decode("utf-16" if content[:2] == b"\xff\xfe" else "utf-8-sig")
    mark = "\t" if "\t" in text else ","
    return workbook(list(csv.reader(io.StringIO(text), delimiter=mark)))


@pytest.mark.parametrize("dataset", ["attendance", None])
@pytest.mark.parametrize("kind", EXPORTS)
def test_an_export_saved_as_a_workbook_is_to_be_sent_as_downloaded(
    kind: str, dataset: str | None, catalog: Catalog, tmp_path: Path
) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(as_workbook(EXPORTS[kind](guests_of(1))))
    with looking_here(), pytest.raises(FileRefused, match="saved again as a workbook") as refused:
        understand(path, catalog=catalog, dataset=dataset, partner="citeve")
    assert refused.value.rule == "export_resaved"
    assert "as it comes" in refused.value.do
    with pytest.raises(FileRefused, match="no attendance export") as unread:
        read(path, path.read_bytes(), catalog, session="S-1")
    assert "as it was downloaded" in unread.value.do


def test_a_list_of_ones_own_in_a_workbook_is_no_export(catalog: Catalog, tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    names = ["Session", "Name", "Join Time", "Leave Time", "Duration (Minutes)", "User Email"]
    path.write_bytes(workbook([names, ["S-1", "A", "9:00", "10:00", "60", "a@example.org"]]))
    with looking_here():
        found = understand(path, catalog=catalog, dataset="attendance", partner="citeve")
    assert found.columns[0].fields == ("session_id",)
    assert recognise([grid.Row(1, tuple(names))], read_exports()) is not None


def test_an_unknown_language_is_refused_and_not_misread(catalog: Catalog, tmp_path: Path) -> None:
    content = zoom_log(guests_of(1)).replace(b"Leave Time", b"Afmeldetijd")
    with pytest.raises(FileRefused, match="columns"):
        read(tmp_path / "a.csv", content, catalog)


def test_recognition_shows_its_evidence(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(teams_report(guests_of(1), "tr"))
    with path.open("rb") as stream:
        (_, rows), *_ = grid.head(stream)
    found = recognise(rows, read_exports())
    assert found is not None
    assert (found.layout.id, found.language.code) == ("teams_report", "tr")
    assert (found.header.line, found.named, found.strange) == (8, TEAMS["tr"].report, ())
    assert recognise([], read_exports()) is None


def test_a_column_that_stands_there_twice_is_no_header() -> None:
    row = grid.Row(1, ("Name", "Email", "Email", "Join Time", "Leave Time", "Duration (Minutes)"))
    assert recognise([row], read_exports()) is None


# Day and month


def test_open_days_are_asked_for(catalog: Catalog, tmp_path: Path) -> None:
    content = zoom_log(guests_of(1)).replace(b"03/15/2023", b"03/04/2023")
    with pytest.raises(FileRefused, match="--dates"):
        read(tmp_path / "a.csv", content, catalog)
    starts = {
        dates: str(read(tmp_path / "a.csv", content, catalog, dates=dates).meeting.start_date)  # type: ignore[union-attr]
        for dates in ("day_first", "month_first")
    }
    assert starts == {"day_first": "2023-04-03", "month_first": "2023-03-04"}
    # With a session named, the minutes are the same in both orders, so nothing is asked.
    assert read(tmp_path / "a.csv", content, catalog, session="S-1").accepted == 11


def test_open_days_that_differ_matter_for_minutes(catalog: Catalog, tmp_path: Path) -> None:
    rows = [["Name", "User Email", "Join Time", "Leave Time", "Duration (Minutes)"]]
    rows.append(["Ana", "", "03/04/2023 11:00:00 PM", "03/05/2023 01:00:00 AM", "120"])
    with pytest.raises(FileRefused, match="--dates"):
        read(tmp_path / "a.csv", commas(rows), catalog, session="S-1")
    read_as = read(tmp_path / "a.csv", commas(rows), catalog, session="S-1", dates="month_first")
    assert list(minutes(read_as).values()) == [120]


def test_days_that_contradict_are_refused(catalog: Catalog, tmp_path: Path) -> None:
    content = zoom_log(guests_of(1)).replace(b"03/15/2023", b"15/03/2023", 1)
    with pytest.raises(FileRefused, match=r"15/3/2023.*3/15/2023"):
        read(tmp_path / "a.csv", content, catalog)
    with pytest.raises(FileRefused, match="order that was said"):
        read(tmp_path / "a.csv", zoom_log(guests_of(1)), catalog, dates="day_first")


# Who is who


def zoom(*rows: str) -> bytes:
    times = "03/15/2023 10:00:00 AM,03/15/2023 10:{:02}:00 AM,{}"
    header = "Name (Original Name),User Email,Join Time,Leave Time,Duration (Minutes)"
    return "\n".join(
        [header, *(f"{row},{times.format(n, n)}" for n, row in enumerate(rows, 1))]
    ).encode()


def test_the_same_person_with_and_without_an_address(catalog: Catalog, tmp_path: Path) -> None:
    content = zoom("Ana Silva,", "ANA  SILVA,Ana@X.org", "A. Silva,ana@x.org", "Rui,")
    batch = read(tmp_path / "a.csv", content, catalog, session="S-1")
    assert minutes(batch) == {pseudonym("ana@x.org", KEY): 3, pseudonym("Rui", KEY): 4}


def test_a_name_with_two_addresses_is_not_guessed(catalog: Catalog, tmp_path: Path) -> None:
    content = zoom("Ana Silva,a@x.org", "Ana Silva,b@x.org", "Ana Silva,", "ana silva,")
    batch = read(tmp_path / "a.csv", content, catalog, session="S-1")
    assert (batch.accepted, batch.rows_read) == (2, 3)
    assert [(f.row, f.rule, f.value) for f in batch.faults] == [(4, "person_open", "")]
    assert "Silva" not in str(batch.set_aside.rows.to_pylist())


def test_nobody_is_set_aside_and_not_a_person(catalog: Catalog, tmp_path: Path) -> None:
    batch = read(tmp_path / "a.csv", zoom(",", ",", "Rui,"), catalog, session="S-1")
    assert [(f.row, f.rule) for f in batch.faults] == [(2, "missing"), (3, "missing")]
    assert batch.accepted == 1


def test_the_account_is_an_address_too(catalog: Catalog, tmp_path: Path) -> None:
    guests = [Guest("Ana", "", guests_of(1)[1].joins)]
    content = teams_list(guests, "en").decode("utf-16").replace("Attendee\t", "Attendee\tana@x.org")
    batch = read(tmp_path / "a.csv", content.encode("utf-16"), catalog)
    assert list(minutes(batch)) == [pseudonym("ana@x.org", KEY)]


def test_waiting_is_not_attending(catalog: Catalog, tmp_path: Path) -> None:
    content = zoom("Ana,", "Rui,").replace(b"(Minutes)", b"(Minutes),In Waiting Room,Mood")
    content = content.replace(b",1\n", b",1,Yes,\n").replace(b",2", b",2,No,")
    batch = read(tmp_path / "a.csv", content, catalog, session="S-1")
    assert list(minutes(batch)) == [pseudonym("Rui", KEY)]
    assert any("waiting room" in sentence for sentence in batch.left_out)
    assert any("“Mood”" in sentence for sentence in batch.left_out)


# What cannot be read


def test_a_bad_cell_sets_the_person_aside_and_is_not_shown(
    catalog: Catalog, tmp_path: Path
) -> None:
    content = (
        zoom("Ana,", "Rui,", "Rui,", "Eva,")
        .replace(b"10:03:00 AM", b"Silva")
        .replace(b",4", b",x4")
    )
    batch = read(tmp_path / "a.csv", content, catalog, session="S-1")
    assert [(f.row, f.column, f.rule, f.value) for f in batch.faults] == [
        (4, "Leave Time", "not_a_time", ""),
        (5, "Duration (Minutes)", "not_a_duration", ""),
    ]
    assert list(minutes(batch).values()) == [1]
    assert "Silva" not in str((batch.faults, batch.set_aside.rows.to_pylist()))


def test_a_shifted_row_is_set_aside(catalog: Catalog, tmp_path: Path) -> None:
    content = zoom("Ana,", "Silva, Rui,rui@x.org", "Eva,")
    batch = read(tmp_path / "a.csv", content, catalog, session="S-1")
    assert [(f.row, f.rule, f.value) for f in batch.faults] == [(3, "row_length", "6")]
    assert batch.accepted == 2


def test_leaving_before_joining(catalog: Catalog, tmp_path: Path) -> None:
    content = zoom("Ana,", "Rui,").replace(b"10:02:00 AM", b"09:02:00 AM")
    batch = read(tmp_path / "a.csv", content, catalog, session="S-1")
    assert [(f.row, f.rule) for f in batch.faults] == [(3, "leave_before_join")]


def test_an_open_quotation_mark_swallows_nobody(catalog: Catalog, tmp_path: Path) -> None:
    with pytest.raises(FileRefused, match="quotation mark"):
        read(tmp_path / "a.csv", zoom('"Ana,', "Rui,", 'Eva",'), catalog, session="S-1")


def test_an_arrival_without_a_departure_has_no_minutes(catalog: Catalog, tmp_path: Path) -> None:
    rows = [["Full Name", "User Action", "Timestamp"]]
    rows += [
        ["Ana", action, f"3/15/2023, 10:0{n}:00"]
        for n, action in enumerate(("Joined", "Left", "Joined"))
    ]
    rows += [
        ["Rui", "Joined before", "3/15/2023, 10:00:00"],
        ["Rui", "Left", "3/15/2023, 10:09:00"],
    ]
    rows += [["Eva", "Waved", "3/15/2023, 10:00:00"]]
    rows += [["Leo", "Left", "3/15/2023, 10:00:00"], ["Leo", "Joined", "3/15/2023, 10:05:00"]]
    batch = read(tmp_path / "a.csv", tabbed(rows), catalog, session="S-1")
    assert minutes(batch) == {pseudonym(name, KEY): None for name in ("Ana", "Rui", "Leo")}
    assert batch.rows["attended"].to_pylist() == [True] * 3
    assert [(f.row, f.rule) for f in batch.faults] == [(7, "unknown_action")]


def test_totals_that_do_not_add_up_are_said(catalog: Catalog, tmp_path: Path) -> None:
    (first, last) = (START, START + timedelta(minutes=90))
    joins = ((first, first + timedelta(minutes=30)), (last, last + timedelta(minutes=20)))
    guests = [Guest("Ana", "a@x.org", joins), Guest("Rui", "", joins[:1])]
    whole = teams_report(guests, "en").decode("utf-16")
    batch = read(tmp_path / "a.csv", whole.encode("utf-16"), catalog)
    assert "other" not in " ".join(batch.understood)
    assert "counts" not in " ".join(batch.understood)
    # The second join of one is cut out, and the export counts somebody whom nobody sees.
    lines = [line for line in whole.split("\r\n") if not line.endswith("20m\ta@x.org\tAttendee")]
    cut = "\r\n".join(lines).replace("Attended participants\t2", "Attended participants\t9")
    batch = read(tmp_path / "a.csv", cut.encode("utf-16"), catalog)
    said = " ".join(batch.understood)
    assert "joins of 1 person add up to another time" in said
    assert "counts 9 participants; its rows name 2" in said
    assert minutes(batch)[pseudonym("a@x.org", KEY)] == 30


def test_overlap_without_times_is_capped_by_the_meeting(catalog: Catalog, tmp_path: Path) -> None:
    guest = Guest("Ana", "a@x.org", guests_of(1)[1].joins)
    content = zoom_people([guest, guest]).replace(str(guest.minutes).encode() + b",No", b"100,No")
    assert list(minutes(read(tmp_path / "a.csv", content, catalog)).values()) == [120]


# Names where they do not belong


def test_a_title_that_names_somebody_is_not_kept(catalog: Catalog, tmp_path: Path) -> None:
    guests = guests_of(1)
    for title in (f"Talk with {guests[1].name}!", "Write to x@example.org"):
        batch = read(tmp_path / "a.csv", zoom_log(guests, title=title), catalog)
        made = session_of(batch, catalog=catalog, key=KEY)
        assert made is not None
        assert made.rows["title"].to_pylist() == ["Online session of 2023-03-15"]
        assert any("title of the meeting" in sentence for sentence in batch.understood)


def test_a_file_named_after_somebody_is_refused(catalog: Catalog, tmp_path: Path) -> None:
    with pytest.raises(FileRefused, match="another name"):
        read(tmp_path / "Report person1-familia1.csv", zoom_log(guests_of(1)), catalog)


# Damage


@pytest.mark.parametrize("kind", ["zoom_log older", "teams_report es", "teams_actions tr"])
def test_damage_is_refused_or_read_and_never_a_crash(
    kind: str, catalog: Catalog, tmp_path: Path
) -> None:
    rng = random.Random(kind)
    whole = EXPORTS[kind](guests_of(7))
    outcomes = set()
    for _ in range(40):
        content = bytearray(whole)
        for _ in range(rng.randint(1, 6)):
            place = rng.randrange(len(content))
            if rng.random() < 0.5:
                content[place] = rng.randrange(256)
            else:
                del content[place : place + rng.randint(1, 40)]
        try:
            read(tmp_path / "a.csv", bytes(content), catalog, session="S-1")
            outcomes.add("read")
        except FileRefused:
            outcomes.add("refused")
    assert outcomes == {"read", "refused"}


def test_what_is_said_beside_the_file_is_never_passed_over(
    catalog: Catalog, tmp_path: Path
) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(csv_of([ATTENDANCE]))
    mapping = tmp_path / "m.toml"
    mapping.write_text("[fields.session_id]\ncolumn='a'\n[fields.participant_key]\ncolumn='b'")
    with pytest.raises(FileRefused, match="no attendance export"):
        ingest_here(path, catalog, "exchanges", session="S-1")
    with pytest.raises(FileRefused, match="no attendance export"):
        ingest_here(path, catalog, "attendance", mapping=mapping, dates="day_first")
