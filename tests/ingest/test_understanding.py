"""Every decision about a partner's own file has its evidence, and what is open is asked."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from datetime import date, time, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from hitechtex.catalog import Catalog
from hitechtex.errors import FileRefused, UnknownName
from hitechtex.ingest import Batch, QuestionsOpen, Understanding, understand
from hitechtex.ingest.mending import mend
from hitechtex.ingest.understanding import mapping_toml
from tests.ingest.own_files import ods_of
from tests.ingest.partner_files import ingest_here, looking_here

Look = Callable[..., Understanding]
Take = Callable[..., Batch]
Grid = Sequence[Sequence[Any]]
HEAD = ["Exchange id", "Partner", "Visitor", "Status"]


def rows_of(*more: str, partner: str = "ntt", values: Grid = ()) -> list[list[Any]]:
    """Return a header and rows of exchanges with some more columns."""
    rows = [[f"E-{n}", partner, f"Visitor {n}", "paid", *cells] for n, cells in enumerate(values)]
    return [[*HEAD, *more], *rows]


def text_of(grid: Grid, mark: str = ";", encoding: str = "utf-8") -> bytes:
    lines = (mark.join(str(cell) for cell in row) for row in grid)
    return ("\r\n".join(lines) + "\r\n").encode(encoding)


def book_of(grid: Grid, **sheets: Grid) -> openpyxl.Workbook:
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    page.title = "List"
    for row in grid:
        page.append(list(row))
    for name, more in sheets.items():
        other = book.create_sheet(name)
        for row in more:
            other.append(list(row))
    return book


def saved(book: openpyxl.Workbook) -> bytes:
    packed = io.BytesIO()
    book.save(packed)
    return packed.getvalue()


@pytest.fixture
def look(catalog: Catalog, tmp_path: Path) -> Look:
    """Look at some content, in this process."""

    def looked(content: bytes, name: str = "own.csv", **options: Any) -> Understanding:
        (tmp_path / name).write_bytes(content)
        given = {"dataset": "exchanges", "partner": "ntt", **options}
        with looking_here():
            return understand(tmp_path / name, catalog=catalog, **given)

    return looked


@pytest.fixture
def take(catalog: Catalog, tmp_path: Path, look: Look) -> Take:
    """Look at some content and read it as it was understood."""

    def taken(content: bytes, name: str = "own.csv", **options: Any) -> Batch:
        found = look(content, name, **options)
        partner = options.get("partner", "ntt")
        return ingest_here(
            tmp_path / name, catalog, found.dataset, partner=partner, understanding=found
        )

    return taken


def said(found: Understanding, name: str) -> str:
    """Return the evidence of a decision, in words."""
    return next(each.evidence.says for each in found.decisions if each.id == name)


def asked(found: Understanding) -> list[str]:
    return [question.id for question in found.questions]


def values(batch: Batch, name: str) -> list[Any]:
    assert batch.faults == ()
    return list(batch.rows[name].to_pylist())


def test_the_day_order_is_proven_by_one_cell(look: Look, take: Take) -> None:
    content = text_of(rows_of("Start date", values=[["03/04/2023"], ["25/04/2023"]]))
    found = look(content)
    assert said(found, "date_order.start_date") == "“25/04/2023” (row 3) can only be day first."
    assert values(take(content), "start_date") == [date(2023, 4, 3), date(2023, 4, 25)]
    american = text_of(rows_of("Start date", values=[["03/04/2023"], ["04/25/2023"]]))
    assert "month first" in said(look(american), "date_order.start_date")
    assert values(take(american), "start_date") == [date(2023, 3, 4), date(2023, 4, 25)]


def test_an_open_day_order_is_asked_and_nothing_is_read(look: Look, take: Take) -> None:
    content = text_of(rows_of("Start date", values=[["03/04/2023"], ["05/04/2023"]]))
    (question,) = look(content).questions
    assert (question.id, question.column) == ("date_order.start_date", "Start date")
    assert [choice.value for choice in question.choices] == ["dmy", "mdy"]
    assert [e.read for e in question.choices[1].examples] == ["2023-03-04", "2023-05-04"]
    with pytest.raises(QuestionsOpen, match=r"1 question is open.*date_order\.start_date"):
        take(content)
    told = take(content, answers={"date_order": "mdy"})
    assert values(told, "start_date") == [date(2023, 3, 4), date(2023, 5, 4)]


def test_days_that_do_not_go_together_are_asked(look: Look) -> None:
    content = text_of(rows_of("Start date", values=[["25/04/2023"], ["04/25/2023"]]))
    (question,) = look(content).questions
    assert question.id == "date_order.start_date"
    assert "do not go together" in question.evidence.says


def test_every_column_has_an_order_of_its_own(take: Take) -> None:
    grid = rows_of("Start date", "Validated on", values=[["25/04/2023", "05/28/2023"]])
    batch = take(text_of(grid))
    assert values(batch, "start_date") == [date(2023, 4, 25)]
    assert values(batch, "validated_on") == [date(2023, 5, 28)]


@pytest.mark.parametrize(
    "text",
    ["2 mar 2023", "2. března 2023", "2 de março de 2023", "2 Mart 2023", "2 març 2023",
     "2-mar-23", "2023-03-02", "2023-03-02 00:00:00", "March 2, 2023"],
)  # fmt: skip
def test_months_by_name_need_no_order(text: str, take: Take) -> None:
    assert values(take(text_of(rows_of("Start date", values=[[text]]), "|")), "start_date") == [
        date(2023, 3, 2)
    ]


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("28/02-02/03/2023", date(2023, 2, 28), date(2023, 3, 2)),
        ("28.2. - 2.3.2023", date(2023, 2, 28), date(2023, 3, 2)),
        ("28/12-02/01/2023", date(2022, 12, 28), date(2023, 1, 2)),
        ("13–15 mar 2023", date(2023, 3, 13), date(2023, 3, 15)),
        ("13/03/2023", date(2023, 3, 13), date(2023, 3, 13)),
    ],
)
def test_a_range_gives_both_days(text: str, first: date, last: date, take: Take) -> None:
    batch = take(text_of(rows_of("Dates", values=[[text], ["20/02-21/02/2023"]])))
    assert values(batch, "start_date") == [first, date(2023, 2, 20)]
    assert values(batch, "end_date") == [last, date(2023, 2, 21)]


RANGE = "28/02-02/03/2023"


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_range_beside_last_days_fills_a_blank_and_must_agree(
    kind: str, look: Look, take: Take
) -> None:
    grid = rows_of("Start date", "End date", values=[
        [RANGE, ""], [RANGE, "02/03/2023"], [RANGE, "03/03/2023"], ["25/04/2023", "26/04/2023"],
        ["25/04/2023", ""], ["", "26/04/2023"], ["25/04/2023", RANGE]])  # fmt: skip
    content = saved(book_of(grid)) if kind == "xlsx" else text_of(grid)
    batch = take(content, f"own.{kind}")
    read = {row["source_row"]: (row["start_date"], row["end_date"])
            for row in batch.rows.to_pylist()}  # fmt: skip
    first, last = date(2023, 4, 25), date(2023, 4, 26)
    stay = (date(2023, 2, 28), date(2023, 3, 2))
    assert read == {2: stay, 3: stay, 5: (first, last), 6: (first, None), 7: (None, last)}
    assert [(fault.row, fault.column, fault.rule) for fault in batch.faults] == [
        (4, "Start date / End date", "days_differ"),
        (8, "Start date / End date", "several_days"),
    ]
    assert "ends on 2023-03-02, the cell beside it says 2023-03-03" in batch.faults[0].hint
    found = look(content, f"own.{kind}")
    assert "says the last day too" in said(found, "ranges.end_date")
    assert 'beside = "dmy"' in mapping_toml(found.mapping or pytest.fail("no mapping"))


def test_a_day_that_differs_from_its_range_is_mended_by_hand(
    catalog: Catalog, look: Look, take: Take
) -> None:
    content = text_of(rows_of("Start date", "End date", values=[
        [RANGE, "03/03/2023"], ["25/04/2023", "26/04/2023"]]))  # fmt: skip
    edits = {2: {"End date": "02/03/2023"}}
    with looking_here():
        mended = mend(take(content), edits, look(content), catalog=catalog, key=b"k" * 32)
    assert mended.faults == ()
    assert date(2023, 3, 2) in mended.rows["end_date"].to_pylist()


def test_a_range_and_the_last_days_may_have_orders_of_their_own(take: Take) -> None:
    grid = rows_of("Start date", "End date", values=[
        ["02/28/2023-03/02/2023", "02/03/2023"], ["04/25/2023", "26/04/2023"]])  # fmt: skip
    assert values(take(text_of(grid)), "end_date") == [date(2023, 3, 2), date(2023, 4, 26)]


def test_serial_numbers_count_from_where_the_workbook_says(look: Look, take: Take) -> None:
    book = book_of(rows_of("Start date", values=[[45000], [date(2023, 3, 16)]]))
    assert values(take(saved(book), "own.xlsx"), "start_date") == [
        date(2023, 3, 15), date(2023, 3, 16)]  # fmt: skip
    book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    book["List"]["E3"] = date(2023, 3, 16)
    book["List"]["E2"] = 43538
    assert values(take(saved(book), "own.xlsx"), "start_date") == [
        date(2023, 3, 15), date(2023, 3, 16)]  # fmt: skip
    found = look(text_of(rows_of("Start date", values=[["45000"]])))
    assert "only so it lies near the project" in said(found, "serial.start_date")


def test_true_dates_that_a_program_may_have_swapped_are_asked(look: Look) -> None:
    cells = [[date(2023, 3, 4)], [date(2023, 5, 6)], [date(2023, 7, 8)]]
    book = book_of(rows_of("Start date", values=[*cells, ["25/04/2023"], ["28/04/2023"]]))
    assert asked(look(saved(book), "own.xlsx")) == ["typed_dates.start_date"]


@pytest.mark.parametrize(
    ("text", "day", "question"),
    [
        ("03/04/2023", date(2023, 4, 25), ["date_order.start_date"]),
        ("03/04/2023", date(2023, 4, 5), ["date_order.start_date"]),
        ("25/04/2023", date(2023, 4, 5), ["typed_dates.start_date"]),
        ("25/04/23", date(2023, 4, 5), ["date_order.start_date", "typed_dates.start_date"]),
        ("04/25/2023", date(2023, 4, 5), ["typed_dates.start_date"]),
        ("25/04/2023", date(2023, 4, 28), []),
        ("05/05/2023", date(2023, 4, 5), []),
        ("28/02-02/03/2023", date(2023, 4, 5), []),
        ("25 mar 2023", date(2023, 4, 5), []),
    ],
)
def test_one_text_day_beside_one_true_date(
    text: str, day: date, question: list[str], look: Look
) -> None:
    book = saved(book_of(rows_of("Start date", values=[[text], [day], ["2 mar 2023"]])))
    assert asked(look(book, "own.xlsx")) == question


@pytest.mark.parametrize(
    ("cells", "read", "proof"),
    [
        (["1.234", "1.234,50"], ["1234.00", "1234.50"], "“1.234,50” can only be read with a comma"),
        (["1,234", "1,234.50"], ["1234.00", "1234.50"], "“1,234.50” can only be read with a dot"),
        (["€1.100,50", "780 €"], ["1100.50", "780.00"], "a comma"),
        (["1\u00a0234,50 €", "1\u202f000,00 EUR"], ["1234.50", "1000.00"], "a comma"),
        (["1100.5", "780"], ["1100.50", "780.00"], "“1100.5” can only be read with a dot"),
    ],
)
def test_the_mark_of_decimals_is_proven(
    cells: list[str], read: list[str], proof: str, look: Look, take: Take
) -> None:
    content = text_of(rows_of("Lump sum", values=[[cell] for cell in cells]))
    assert proof in said(look(content), "decimal.lump_sum_eur")
    assert values(take(content), "lump_sum_eur") == [Decimal(number) for number in read]


def test_a_number_that_could_be_two_is_asked(look: Look, take: Take) -> None:
    content = text_of(rows_of("Lump sum", values=[["1.234"], ["780"]]))
    (question,) = look(content).questions
    assert (question.id, question.column) == ("decimal.lump_sum_eur", "Lump sum")
    assert {c.value: c.examples[0].read for c in question.choices} == {
        "comma": "1234", "dot": "1.234"}  # fmt: skip
    told = take(content, answers={"decimal.lump_sum_eur": "comma"})
    assert values(told, "lump_sum_eur") == [Decimal("1234.00"), Decimal("780.00")]
    # One cell with two decimals does not settle what three digits are.
    mixed = text_of(rows_of("Lump sum", values=[["1.230"], ["780.50"]]))
    assert asked(look(mixed)) == ["decimal.lump_sum_eur"]
    conflict = text_of(rows_of("Lump sum", values=[["1.234,50"], ["1,234.50"]]))
    assert asked(look(conflict)) == ["decimal.lump_sum_eur"]


def test_whole_numbers_have_thousands_only(look: Look, take: Take) -> None:
    content = text_of(rows_of("Participants", values=[["1.234"], ["3"]]))
    assert "between thousands" in said(look(content), "decimal.participants")
    assert values(take(content), "participants") == [1234, 3]
    assert asked(look(text_of(rows_of("Participants", values=[["1.000"]])))) == [
        "decimal.participants"]  # fmt: skip


def test_units_are_those_of_the_field(take: Take) -> None:
    grid = rows_of("Working days", values=[["3 dias"], ["4 dní"], ["5"], ["2 weeks"]])
    batch = take(text_of(grid))
    assert batch.rows["working_days"].to_pylist() == [3, 4, 5]
    assert [(fault.row, fault.column, fault.value) for fault in batch.faults] == [
        (5, "Working days", "2 weeks")]  # fmt: skip


MILESTONE = ["Milestone id", "Line", "Title", "Kind", "Progress"]


def milestones(*cells: Any) -> list[list[Any]]:
    rows = [[f"M-{n}", "training", "A", "task", cell] for n, cell in enumerate(cells)]
    return [MILESTONE, *rows]


@pytest.mark.parametrize("cell", ["01:30", "1:30 h", "1h30", "01:30:00", time(1, 30),
                                  timedelta(hours=1, minutes=30), timedelta(hours=30)])  # fmt: skip
@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_hours_of_a_clock_are_set_aside_with_their_cell(cell: Any, kind: str, take: Take) -> None:
    names = ["Session id", "Title", "Start date", "Organiser", "Kind", "Mode", "Hours"]
    rows = [[f"S-{n}", "Dyeing", date(2023, 5, 25), "ntt", "workshop", "physical", hours]
            for n, hours in enumerate((cell, 2))]  # fmt: skip
    content = saved(book_of([names, *rows])) if kind == "xlsx" else text_of([names, *rows])
    batch = take(content, f"own.{kind}", dataset="sessions")
    assert batch.rows["hours"].to_pylist() == [Decimal("2.00")]
    (fault,) = batch.faults
    assert (fault.row, fault.column, fault.rule) == (2, "Hours", "written_as_clock")
    assert "as on a clock" in fault.hint


def test_percent_is_what_the_workbook_shows(look: Look, take: Take) -> None:
    text = take(text_of(milestones("%87", "87 %", "87%", "87")), dataset="milestones")
    assert values(text, "percent_done") == [Decimal("87.00")] * 4
    book = book_of(milestones(0.87, 0.5))
    for place in ("E2", "E3"):
        book["List"][place].number_format = "0 %"
    read = take(saved(book), "own.xlsx", dataset="milestones")
    assert values(read, "percent_done") == [Decimal("87.00"), Decimal("50.00")]
    shares = text_of(milestones("0,87", "0,5"))
    assert asked(look(shares, dataset="milestones")) == ["percent.percent_done"]
    told = take(shares, dataset="milestones", answers={"percent": "share"})
    assert values(told, "percent_done") == [Decimal("87.00"), Decimal("50.00")]


def test_words_of_seven_languages_are_codes(take: Take) -> None:
    header = [*HEAD, "Country of the visitor", "Host country", "Host region", "Mode", "Member"]
    row = ["E-1", "Tecnotex", "A", "ödendi", "TÜRKİYE", "Česká republika", "Cataluña", "online"]
    told = {"column.Country of the visitor": "visiting_country", "column.Member":
            "visitor_is_member"}  # fmt: skip
    batch = take(text_of([header, [*row, "Evet"]]), answers=told)
    (read,) = batch.rows.to_pylist()
    assert batch.faults == ()
    assert (read["partner"], read["status"], read["mode"]) == ("ntt", "paid", "virtual")
    assert (read["visiting_country"], read["host_country"], read["host_region"]) == (
        "TR", "CZ", "ES51")  # fmt: skip
    assert read["visitor_is_member"] is True


@pytest.mark.parametrize("word", ["Sí", "Sim", "Sì", "Ano", "Evet", "X", "yes"])
def test_yes_in_every_language(word: str, take: Take) -> None:
    batch = take(text_of(rows_of("Cluster member", values=[[word], ["no"]])))
    assert values(batch, "visitor_is_member") == [True, False]


def test_crosses_and_blanks_are_asked(look: Look, take: Take) -> None:
    content = text_of(rows_of("Cluster member", values=[["X"], [""]]))
    assert asked(look(content)) == ["blank.visitor_is_member"]
    no = take(content, answers={"blank.visitor_is_member": "no"})
    assert values(no, "visitor_is_member") == [True, False]
    missing = take(content, answers={"blank.visitor_is_member": "missing"})
    assert values(missing, "visitor_is_member") == [True, None]


def test_what_stands_for_nothing_is_missing(take: Take) -> None:
    batch = take(text_of(rows_of("Lump sum", "Mode", values=[["n/a", "-"], ["5,5", "virtual"]])))
    assert values(batch, "lump_sum_eur") == [None, Decimal("5.50")]
    assert values(batch, "mode") == [None, "virtual"]


def test_the_encoding_is_proven_by_letters(look: Look) -> None:
    turkish = text_of(rows_of("Host", values=[["Muğla Şirketi"]]), encoding="cp1254")
    found = look(turkish, partner="dcc_ttc")
    assert "“Muðla”" in said(found, "encoding") and "cp1254" in said(found, "encoding")
    czech = text_of(rows_of("Host", values=[["Příbram"]]), encoding="cp1250")
    assert "“Pøíbram”" in said(look(czech, partner="clutex"), "encoding")
    # The same bytes from a partner whose letters these are not: nobody can know.
    assert asked(look(turkish, partner="clutex")) == ["encoding"]
    catalan = text_of(rows_of("Host", values=[["AEI TÈXTILS"]]), encoding="cp1252")
    assert asked(look(catalan, partner="clutex")) == ["encoding"]
    told = look(catalan, partner="clutex", answers={"encoding": "cp1252"})
    assert not told.is_open


def test_two_rows_of_names_and_titles_above(look: Look, take: Take) -> None:
    grid = [
        ["List of exchanges", "", "", "", "", ""],
        ["", "", "", "", "", ""],
        ["Exchange", "Status", "Visiting", "", "Host", ""],
        ["", "", "organisation", "country", "organisation", "country"],
        ["E-1", "paid", "A", "Italy", "B", "Spain"],
        ["Exchange", "Status", "Visiting", "", "Host", ""],
        ["E-2", "paid", "C", "Italy", "D", "Portugal"],
        ["Total", "", "", "", "", ""],
        ["* provisional", "", "", "", "", ""],
    ]
    found = look(text_of(grid))
    assert found.header_rows == (3, 4)
    assert [(left.kind, left.rows) for left in found.left_out] == [
        ("title", (1,)), ("total", (8,)), ("header_again", (6,)), ("note", (9,))]  # fmt: skip
    batch = take(text_of(grid))
    assert values(batch, "host_country") == ["ES", "PT"]
    assert batch.rows["source_row"].to_pylist() == [5, 7]


def test_hidden_sheets_are_named_and_never_read(look: Look, take: Take) -> None:
    grid = rows_of(values=[[]])
    book = book_of(grid, Secret=rows_of(values=[[], [], []]), Contacts=[["tel"], ["1"]])
    book["Secret"].sheet_state = "hidden"
    found = look(saved(book), "own.xlsx")
    assert [(s.name, s.is_visible, s.is_read) for s in found.sheets] == [
        ("List", True, True), ("Secret", False, False), ("Contacts", True, False)]  # fmt: skip
    assert take(saved(book), "own.xlsx").accepted == 1
    book["Secret"].sheet_state = "visible"
    assert asked(look(saved(book), "own.xlsx")) == ["sheet"]
    assert take(saved(book), "own.xlsx", answers={"sheet": "Secret"}).accepted == 3


def test_merged_cells_count_for_every_row(look: Look, take: Take) -> None:
    grid = rows_of("Lump sum", values=[["5"], ["5"], ["5"], ["6"]])
    grid[1][1], grid[2][1], grid[3][1] = "citeve", None, None
    book = book_of(grid)
    book["List"].merge_cells("B2:B4")
    batch = take(saved(book), "own.xlsx")
    assert values(batch, "partner") == ["citeve", "citeve", "citeve", "ntt"]
    book["List"].merge_cells("E2:E4")
    assert asked(look(saved(book), "own.xlsx")) == ["fill_down.lump_sum_eur"]
    once = take(saved(book), "own.xlsx", answers={"fill_down.lump_sum_eur": "leave"})
    assert values(once, "lump_sum_eur") == [Decimal("5.00"), None, None, Decimal("6.00")]


def test_blanks_that_may_repeat_a_partner_are_asked(look: Look, take: Take) -> None:
    grid = rows_of(values=[[], [], []])
    grid[1][1], grid[2][1], grid[3][1] = "citeve", "", "clutex"
    content = text_of(grid)
    (question,) = look(content).questions
    assert [choice.value for choice in question.choices] == ["above", "sender", "leave"]
    above = take(content, answers={"fill_down.partner": "above"})
    assert values(above, "partner") == ["citeve", "citeve", "clutex"]
    sender = take(content, answers={"fill_down.partner": "sender"})
    assert values(sender, "partner") == ["citeve", "ntt", "clutex"]
    left = take(content, answers={"fill_down.partner": "leave"})
    assert [(fault.row, fault.column) for fault in left.faults] == [(3, "Partner")]


def test_groups_of_a_list_are_asked_in_an_ods_too(look: Look, take: Take) -> None:
    grid = [["Mission", *HEAD]] + [[m, *r] for m, r in zip(
        ["M-1", "", "M-2"], rows_of(values=[[], [], []])[1:], strict=True)]  # fmt: skip
    content = ods_of({"List": grid})
    assert asked(look(content, "own.ods")) == ["fill_down.mission_id"]
    told = take(content, "own.ods", answers={"fill_down": "above"})
    assert values(told, "mission_id") == ["M-1", "M-1", "M-2"]


def test_what_is_obvious_to_its_owner_is_filled_and_shown(look: Look, take: Take) -> None:
    grid = [["Exchange id", "Visitor", "Status"], ["E-1", "A", "paid"]]
    found = look(text_of(grid))
    assert {each.field: each.value for each in found.filled} == {
        "partner": "ntt", "vop": "Hi-Tech-TEX", "hop": "Hi-Tech-TEX",
        "visiting_country": "IT", "visiting_region": "ITI1",
    }  # fmt: skip
    batch = take(text_of(grid))
    assert values(batch, "visiting_region") == ["ITI1"]
    assert {"visiting_region", "partner"} <= {repair.column for repair in batch.repairs}


def test_names_are_matched_with_a_score_or_asked(look: Look) -> None:
    found = look(text_of(rows_of("Loump sum", "Notes", values=[["5,5", "x"]])))
    columns = {column.name: column for column in found.columns}
    assert columns["Loump sum"].fields == ("lump_sum_eur",)
    assert columns["Loump sum"].how == "fuzzy" and 90 <= columns["Loump sum"].score < 100
    assert found.unmatched == ("Notes",)
    assert asked(look(text_of(rows_of("Country", values=[["Italy"]])))) == ["column.Country"]
    twice = look(text_of(rows_of("Amount", "Grant", values=[["5,5", "6,5"]])))
    assert asked(twice) == ["field.lump_sum_eur"]
    unnamed = look(text_of(rows_of("Wann?", values=[["25/04/2023"]])))
    assert asked(unnamed) == ["column.Wann?"]


@pytest.mark.parametrize("name", ["Code", "Código", "Codice", "Codi", "Kód", "Kod", "KOD"])
def test_a_code_is_the_key(name: str, take: Take) -> None:
    (_, *names), *rows = rows_of("Start date", values=[["2023-03-05"]])
    assert values(take(text_of([[name, *names], *rows])), "exchange_id") == ["E-0"]


@pytest.mark.parametrize("name", ["No", "No.", "Nº", "N.º", "Č.", "#"])
def test_the_number_of_a_line_is_no_key_before_somebody_says_so(name: str, look: Look) -> None:
    (_, *names), *rows = rows_of("Start date", values=[["2023-03-05"]])
    content = text_of([[name, *names], *rows])
    assert asked(look(content)) == ["field.exchange_id"]
    assert not look(content, answers={"field.exchange_id": name}).is_open


def test_a_code_among_people_is_asked(look: Look) -> None:
    grid = [["Code", "E-mail", "Attended"], ["S-1", "a@example.org", "yes"]]
    assert "field.session_id" in asked(look(text_of(grid), dataset="attendance"))


def test_a_missing_field_is_asked_or_refused(look: Look) -> None:
    grid = [["Visitor", "Status", "Mode", "Ref."], ["A", "paid", "virtual", "R/7"]]
    questions = {each.id: each for each in look(text_of(grid)).questions}
    (choice,) = questions["field.exchange_id"].choices
    assert choice.value == "Ref."
    told = look(text_of(grid), answers={"field.exchange_id": "Ref."})
    assert not told.is_open
    with pytest.raises(FileRefused, match="no row among the first ones holds names of columns"):
        look(text_of([["a", "b"], ["1", "2"]]))


def test_the_dataset_is_proposed(look: Look) -> None:
    found = look(text_of(milestones("87 %")), dataset=None)
    assert (found.dataset, found.datasets[0][0]) == ("milestones", "milestones")
    strange = look(text_of([["a", "b"], ["1", "2"]]), dataset=None)
    assert asked(strange) == ["dataset"] and strange.preview == (("a", "b"), ("1", "2"))


def test_people_are_in_no_example(look: Look) -> None:
    grid = [["Session", "E-mail", "Phone", "Minutes"], ["S-1", "ana@example.org", "+351", "45 min"]]
    found = look(text_of(grid), dataset="attendance")
    assert "ana@" not in found.model_copy(update={"preview": ()}).model_dump_json()
    assert found.preview == ()


def test_an_understanding_holds_for_its_file_alone(
    look: Look, catalog: Catalog, tmp_path: Path
) -> None:
    found = look(text_of(rows_of(values=[[]])))
    (tmp_path / "own.csv").write_bytes(text_of(rows_of(values=[[], []])))
    with pytest.raises(FileRefused, match="changed"):
        ingest_here(tmp_path / "own.csv", catalog, partner="ntt", understanding=found)


def test_a_slip_in_an_answer_is_no_answer(look: Look) -> None:
    content = text_of(rows_of("Start date", values=[["03/04/2023"]]))
    with pytest.raises(UnknownName, match=r"Did you mean “date_order\.start_date”"):
        look(content, answers={"date_order.start_dat": "dmy"})
    assert look(content, answers={"date_order.start_date": "day first"}).is_open


def test_a_layout_is_remembered_by_its_names(look: Look, catalog: Catalog, tmp_path: Path) -> None:
    one = look(text_of(rows_of("Start date", values=[["25/04/2023"]])))
    other = look(text_of(rows_of("start  DATE", values=[["26/05/2023"], ["27/05/2023"]])))
    assert one.fingerprint == other.fingerprint
    assert look(text_of(rows_of("End date", values=[["25/04/2023"]]))).fingerprint != (
        one.fingerprint)  # fmt: skip
    assert Understanding.model_validate_json(one.model_dump_json()) == one
    assert one.mapping is not None
    (tmp_path / "layout.toml").write_text(mapping_toml(one.mapping), encoding="utf-8")
    (tmp_path / "own.csv").write_bytes(text_of(rows_of("Start date", values=[["02/06/2023"]])))
    layout = tmp_path / "layout.toml"
    batch = ingest_here(tmp_path / "own.csv", catalog, partner="ntt", mapping=layout)
    assert values(batch, "start_date") == [date(2023, 6, 2)]


@pytest.mark.parametrize("doubt", ["paid?", "¿paid", "~paid", "≠ paid"])
def test_a_code_that_its_owner_doubts_is_set_aside(look: Look, take: Take, doubt: str) -> None:
    grid = rows_of(values=[[], []])
    grid[2][3] = doubt
    batch = take(text_of(grid))
    assert batch.rows.column("exchange_id").to_pylist() == ["E-0"]
    assert [(each.row, each.value, each.rule) for each in batch.faults] == [
        (3, doubt, "unknown_code")
    ]
