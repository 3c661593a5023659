"""Bad input, each with a plain sentence that names the place; nothing is changed or guessed."""

from __future__ import annotations

import io
import os
import zipfile
from pathlib import Path

import openpyxl
import pytest

from hitechtex.catalog import Catalog
from hitechtex.errors import FileRefused, UnknownName
from hitechtex.ingest import RowsRefused
from hitechtex.ingest.limits import Limits
from tests.ingest.partner_files import EXCHANGE, SESSION, csv_lines, csv_of, ingest_here, xlsx_of

HEADER = list(EXCHANGE)
ROW = list(EXCHANGE.values())


def refused(
    catalog: Catalog,
    folder: Path,
    content: bytes,
    *,
    name: str = "from partner.csv",
    **options: object,
) -> str:
    """Return the sentence with which a file is refused; it always names the file."""
    path = folder / name
    path.write_bytes(content)
    with pytest.raises(FileRefused) as refusal:
        ingest_here(path, catalog, **options)
    assert str(refusal.value).startswith(name)
    assert path.read_bytes() == content
    return str(refusal.value)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "the file is empty"),
        (b"\xef\xbb\xbf", "the file is empty"),
        (b"\n\n", "row 1 holds no names of columns"),
        (csv_lines([HEADER]), "a header but no rows"),
        (csv_lines([HEADER, ["", "", "", ""]]), "a header but no rows"),
        (csv_of([EXCHANGE], delimiter=";"), "separated by semicolons (;), not by commas (,)"),
        (csv_of([EXCHANGE], delimiter="\t"), "separated by tabs, not by commas (,)"),
        (csv_of([EXCHANGE], delimiter="|"), "separated by vertical bars (|), not by commas (,)"),
        (b"\x00\x01\x02\x03" * 9, "holds binary data"),
        (b"%PDF-1.7 something", "holds binary data"),
        (b"\x89PNG\r\n\x1a\n", "holds binary data"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old", "the old Excel format, or one with a password"),
        (xlsx_of([EXCHANGE]), "its name does not end in .xlsx"),
        (csv_of([EXCHANGE]) + b"\xff\xfe", "line 3 is not text in utf-8"),
        ("exchange_id,partner\nÖ,citeve\n".encode("latin-1"), "line 2 is not text in utf-8"),
        (csv_of([EXCHANGE]).decode().encode("utf-16"), "in UTF-16, not in UTF-8"),
        (csv_of([EXCHANGE]) + b'EX-2,citeve,"open,paid\nEX-3,citeve,x,paid\n', "quotation mark"),
        (csv_of([EXCHANGE]) + b'EX-2,citeve,x,"paid\nEX-3,citeve,x,paid\n', "quotation mark"),
        (csv_of([EXCHANGE]) + b'EX-2,citeve,"a"b,paid\n', "in or after line 3"),
    ],
)
def test_no_table(catalog: Catalog, tmp_path: Path, content: bytes, says: str) -> None:
    assert says in refused(catalog, tmp_path, content)


def test_a_column_missing_is_named(catalog: Catalog, tmp_path: Path) -> None:
    said = refused(catalog, tmp_path, csv_lines([HEADER[:3], ROW[:3]]))
    assert "columns are missing: “status”" in said


def test_a_column_twice_is_named(catalog: Catalog, tmp_path: Path) -> None:
    said = refused(catalog, tmp_path, csv_lines([[*HEADER, "partner"], [*ROW, "ntt"]]))
    assert "a column stands there twice: “partner”" in said


def test_a_renamed_column_is_named_with_the_nearest_known_one(
    catalog: Catalog, tmp_path: Path
) -> None:
    renamed = ["Exchange-ID", *HEADER[1:]]
    said = refused(catalog, tmp_path, csv_lines([renamed, ROW]))
    assert "missing: “exchange_id”" in said
    assert "not known: “Exchange-ID”" in said
    assert "Did you mean “Exchange-ID” → “exchange_id”?" in said


def test_an_unknown_extra_column_is_not_silently_dropped(catalog: Catalog, tmp_path: Path) -> None:
    said = refused(catalog, tmp_path, csv_lines([[*HEADER, "host_organization"], [*ROW, "x"]]))
    assert "Did you mean “host_organization” → “host_organisation”?" in said


def test_a_column_without_a_name_is_refused_if_it_says_anything(
    catalog: Catalog, tmp_path: Path
) -> None:
    said = refused(catalog, tmp_path, csv_lines([[*HEADER, ""], [*ROW, ""], [*ROW, "lost"]]))
    assert "column 5 has values (row 3) but no name" in said


def test_columns_in_another_order_are_fine(catalog: Catalog, tmp_path: Path) -> None:
    path = tmp_path / "turned.csv"
    path.write_bytes(csv_lines([HEADER[::-1], ROW[::-1]]))
    batch = ingest_here(path, catalog)
    assert batch.rows.select(HEADER).to_pylist() == [EXCHANGE]


def test_what_the_file_does_not_have_is_missing_and_said(catalog: Catalog, tmp_path: Path) -> None:
    path = tmp_path / "short.csv"
    path.write_bytes(csv_of([EXCHANGE]))
    batch = ingest_here(path, catalog)
    assert batch.rows["working_days"].to_pylist() == [None]
    assert "The file has no column “working_days”; its values are missing." in batch.left_out


def faults(catalog: Catalog, tmp_path: Path, **cells: str) -> list[tuple[int, str, str, str]]:
    """Return row, column, value and rule of every fault of one row with these cells."""
    path = tmp_path / "faulty.csv"
    path.write_bytes(csv_of([{**EXCHANGE, **cells}]))
    batch = ingest_here(path, catalog)
    assert batch.accepted == 0
    assert batch.set_aside.rows.num_rows == 1
    assert all(fault.hint.endswith((".", "?")) for fault in batch.faults)
    return [(fault.row, fault.column, fault.value, fault.rule) for fault in batch.faults]


@pytest.mark.parametrize(
    ("column", "value", "rule"),
    [
        ("visiting_organisation", "", "missing"),
        ("working_days", "five", "not_a_number"),
        ("working_days", "=2+3", "not_a_number"),
        ("working_days", "5,0", "not_a_number"),
        ("working_days", "1 000", "not_a_number"),
        ("working_days", "5.5", "not_whole"),
        ("working_days", "-1", "too_small"),
        ("working_days", "367", "too_large"),
        ("working_days", "NaN", "not_finite"),
        ("lump_sum_eur", "Infinity", "not_finite"),
        ("lump_sum_eur", "780.505", "too_many_decimals"),
        ("lump_sum_eur", "1.000,00", "not_a_number"),
        ("lump_sum_eur", "780 €", "not_a_number"),
        ("lump_sum_eur", "1e3", "not_a_number"),
        ("lump_sum_eur", "9" * 40, "too_long"),
        ("start_date", "2023-02-31", "no_such_day"),
        ("start_date", "31.02.2023", "not_a_date"),
        ("start_date", "2023-3-1", "not_a_date"),
        ("start_date", "45000", "not_a_date"),
        ("start_date", "0202-03-01", "date_out_of_limits"),
        ("status", "payed", "unknown_code"),
        ("status", "Paid", "unknown_code"),
        ("host_country", "UK", "unknown_country"),
        ("host_country", "pt", "unknown_country"),
        ("host_region", "Norte", "unknown_region"),
        ("partner", "citex", "unknown_partner"),
        ("host_organisation", "#N/A", "broken_cell"),
        ("host_organisation", "bell\x07", "control_character"),
    ],
)
def test_a_value_that_is_wrong(
    catalog: Catalog, tmp_path: Path, column: str, value: str, rule: str
) -> None:
    assert faults(catalog, tmp_path, **{column: value}) == [(2, column, value, rule)]


@pytest.mark.parametrize(
    ("column", "value", "meant"),
    [
        ("status", "payed", "paid"),
        ("status", "Report validated", "report_validated"),
        ("host_type", "SME", "sme"),
        ("host_country", "UK", "GB"),
        ("host_country", "Portugal", "PT"),
        ("host_country", "pt", "PT"),
        ("host_region", "Norte", "PT11"),
        ("host_region", "Catalonia", "ES51"),
        ("partner", "Citev", "citeve"),
    ],
)
def test_the_nearest_known_word_is_suggested_and_never_taken(
    catalog: Catalog, tmp_path: Path, column: str, value: str, meant: str
) -> None:
    path = tmp_path / "near.csv"
    path.write_bytes(csv_of([{**EXCHANGE, column: value}]))
    batch = ingest_here(path, catalog)
    assert batch.accepted == 0
    assert batch.faults[0].hint.endswith(f"Did you mean “{meant}”?")


def test_an_unknown_line_and_indicator(catalog: Catalog, tmp_path: Path) -> None:
    path = tmp_path / "milestones.csv"
    row = {"milestone_id": "1", "line": "trainin", "title": "Kick-off", "kind": "event"}
    path.write_bytes(csv_of([row]))
    fault = ingest_here(path, catalog, "milestones").faults[0]
    assert (fault.column, fault.value, fault.rule) == ("line", "trainin", "unknown_line")
    assert fault.hint.endswith("Did you mean “training”?")
    target = {"indicator": "exchanges", "month": "3", "value": "5", "kind": "cumulative"}
    path.write_bytes(csv_of([{**target, "version": "1", "set_on": "2022-02-01"}]))
    fault = ingest_here(path, catalog, "targets").faults[0]
    assert (fault.column, fault.value, fault.rule) == (
        "indicator",
        "exchanges",
        "unknown_indicator",
    )


def test_an_end_before_its_start_names_both(catalog: Catalog, tmp_path: Path) -> None:
    cells = {"start_date": "2023-03-08", "end_date": "2023-03-01"}
    assert faults(catalog, tmp_path, **cells) == [(2, "end_date", "2023-03-01", "backwards")]
    same_day = {"start_date": "2023-03-08", "end_date": "2023-03-08"}
    path = tmp_path / "one day.csv"
    path.write_bytes(csv_of([{**EXCHANGE, **same_day}]))
    assert ingest_here(path, catalog).accepted == 1


def test_every_fault_of_a_row_is_told(catalog: Catalog, tmp_path: Path) -> None:
    cells = {"partner": "", "status": "x", "working_days": "x", "start_date": "x"}
    rules = [rule for *_, rule in faults(catalog, tmp_path, **cells)]
    assert rules == ["missing", "unknown_code", "not_a_date", "not_a_number"]


def test_a_key_twice_sets_every_later_row_aside_and_names_the_first(
    catalog: Catalog, tmp_path: Path
) -> None:
    path = tmp_path / "twice.csv"
    ids = ["EX-1", "EX-2", "EX-1", "EX-3", "EX-1"]
    path.write_bytes(csv_of([{**EXCHANGE, "exchange_id": each} for each in ids]))
    batch = ingest_here(path, catalog)
    assert batch.rows["source_row"].to_pylist() == [2, 3, 5]
    assert [(f.row, f.column, f.value, f.rule) for f in batch.faults] == [
        (4, "exchange_id", "EX-1", "key_twice"),
        (6, "exchange_id", "EX-1", "key_twice"),
    ]
    assert all("row 2" in fault.hint for fault in batch.faults)


def test_a_key_of_several_columns_is_twice_only_as_a_whole(
    catalog: Catalog, tmp_path: Path
) -> None:
    target = {
        "indicator": "exchanges_achieved",
        "partner": "",
        "month": "3",
        "value": "5",
        "kind": "cumulative",
        "version": "1",
        "set_on": "2022-02-01",
    }
    rows = [target, {**target, "partner": "ntt"}, {**target, "month": "6"}, dict(target)]
    path = tmp_path / "targets.csv"
    path.write_bytes(csv_of(rows))
    batch = ingest_here(path, catalog, "targets")
    assert [(fault.row, fault.rule) for fault in batch.faults] == [(5, "key_twice")]


def test_rows_are_numbered_as_the_partner_sees_them(catalog: Catalog, tmp_path: Path) -> None:
    # Line 2 good; 3 blank; 4-5 one record over two lines; 6-7 too short, over two lines;
    # 8 too long; 9 wrong.
    lines = [
        ",".join(HEADER),
        "EX-1,citeve,A,paid",
        "",
        'EX-2,citeve,"Two\nlines",paid',
        'EX-3,"cit\neve"',
        "EX-4,citeve,A,paid,extra",
        "EX-5,citeve,A,unpaid",
    ]
    path = tmp_path / "lines.csv"
    path.write_bytes("\r\n".join(lines).encode())
    batch = ingest_here(path, catalog)
    assert batch.rows["source_row"].to_pylist() == [2, 4]
    assert batch.rows["visiting_organisation"].to_pylist() == ["A", "Two\nlines"]
    assert [(fault.row, fault.rule) for fault in batch.faults] == [
        (6, "row_length"),
        (8, "row_length"),
        (9, "unknown_code"),
    ]
    assert batch.set_aside.rows["source_row"].to_pylist() == [6, 8, 9]
    assert batch.rows_read == 5
    assert "1 blank row is left out." in batch.left_out


def test_good_rows_are_taken_and_all_or_nothing_takes_none(
    catalog: Catalog, tmp_path: Path
) -> None:
    path = tmp_path / "mixed.csv"
    path.write_bytes(csv_of([EXCHANGE, {**EXCHANGE, "exchange_id": "EX-2", "status": "x"}]))
    assert ingest_here(path, catalog).accepted == 1
    with pytest.raises(RowsRefused) as refusal:
        ingest_here(path, catalog, all_or_nothing=True)
    assert "1 fault was found" in str(refusal.value)
    assert "row 3" in str(refusal.value)
    assert [fault.row for fault in refusal.value.faults] == [3]


def test_sample_rows_and_real_rows_do_not_mix(catalog: Catalog, tmp_path: Path) -> None:
    sample = {**EXCHANGE, "exchange_id": "SAMPLE-1"}
    said = refused(catalog, tmp_path, csv_of([EXCHANGE, sample]))
    assert "1 of 2 rows are marked as sample data" in said
    path = tmp_path / "sample.csv"
    path.write_bytes(csv_of([sample]))
    assert ingest_here(path, catalog).is_sample
    path.write_bytes(csv_of([EXCHANGE]))
    assert not ingest_here(path, catalog).is_sample


def test_more_faults_than_anybody_reads_refuse_the_file(catalog: Catalog, tmp_path: Path) -> None:
    rows = [{**EXCHANGE, "exchange_id": str(n), "status": "x"} for n in range(5)]
    said = refused(catalog, tmp_path, csv_of(rows), limits=Limits(faults=4))
    assert "more than 4 faults" in said


def test_a_file_that_cannot_be_opened(catalog: Catalog, tmp_path: Path) -> None:
    with pytest.raises(FileRefused, match="does not exist"):
        ingest_here(tmp_path / "gone.csv", catalog)
    with pytest.raises(FileRefused, match="a folder"):
        ingest_here(tmp_path, catalog)
    os.mkfifo(tmp_path / "pipe.csv")
    with pytest.raises(FileRefused, match="not an ordinary file"):
        ingest_here(tmp_path / "pipe.csv", catalog)


def test_a_file_that_may_not_be_read(catalog: Catalog, tmp_path: Path) -> None:
    locked = tmp_path / "locked.csv"
    locked.write_bytes(csv_of([EXCHANGE]))
    locked.chmod(0)
    everybody_else = 65534
    for folder in (tmp_path, *tmp_path.parents[:2]):
        folder.chmod(0o755)
    if os.geteuid() == 0:
        os.seteuid(everybody_else)
    try:
        with pytest.raises(FileRefused, match=r"cannot be read .*Close it in other programs"):
            ingest_here(locked, catalog)
    finally:
        if os.getuid() == 0:
            os.seteuid(0)


def test_an_unknown_partner_or_dataset_is_told_with_the_nearest(
    catalog: Catalog, tmp_path: Path
) -> None:
    path = tmp_path / "x.csv"
    path.write_bytes(csv_of([EXCHANGE]))
    with pytest.raises(UnknownName, match="citeve"):
        ingest_here(path, catalog, partner="citev")
    with pytest.raises(UnknownName, match="exchanges"):
        ingest_here(path, catalog, "exchange")


def test_the_sender_fills_a_blank_partner_and_nothing_else(
    catalog: Catalog, tmp_path: Path
) -> None:
    path = tmp_path / "x.csv"
    path.write_bytes(csv_of([{**EXCHANGE, "partner": ""}, {**EXCHANGE, "exchange_id": "2"}]))
    batch = ingest_here(path, catalog, partner="Tecnotex")
    assert batch.partner == "ntt"
    assert batch.rows["partner"].to_pylist() == ["ntt", "citeve"]
    filled = [repair for repair in batch.repairs if repair.column == "partner"]
    assert [(each.rule, each.times, each.after) for each in filled] == [("filled", 1, "ntt")]


def test_defaults_and_aliases_are_told_as_repairs(catalog: Catalog, tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    row = {**EXCHANGE, "partner": "denizli TİCARET odasi", "vop": "", "hop": "Other partnership"}
    path.write_bytes(csv_of([row, {**row, "exchange_id": " EX-2 "}]))
    batch = ingest_here(path, catalog)
    assert batch.rows.select(["partner", "vop", "hop", "exchange_id"]).to_pylist() == [
        {"partner": "dcc_ttc", "vop": "Hi-Tech-TEX", "hop": "Other partnership", "exchange_id": i}
        for i in ("EX-1", "EX-2")
    ]
    assert {(each.column, each.rule, each.times) for each in batch.repairs} == {
        ("partner", "name_to_code", 2),
        ("vop", "filled", 2),
        ("exchange_id", "trimmed", 1),
    }


def test_a_list_of_partners_is_checked_one_by_one(catalog: Catalog, tmp_path: Path) -> None:
    action = {"action_id": "A-1", "title": "Pilot", "kind": "pilot_action", "lead": "ntt"}
    path = tmp_path / "actions.csv"
    good = {**action, "status": "idea", "partners": "CITEVE;ateval ; citeve"}
    path.write_bytes(csv_of([good, {**good, "action_id": "A-2", "partners": "ntt; nobody at all"}]))
    batch = ingest_here(path, catalog, "actions")
    assert batch.rows["partners"].to_pylist() == ["citeve; ateval"]
    assert [(fault.row, fault.rule) for fault in batch.faults] == [(3, "unknown_partner")]


# Workbooks


def test_a_workbook_names_its_sheet(catalog: Catalog, tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    path.write_bytes(xlsx_of([{**EXCHANGE, "status": "payed"}], sheet="März"))
    fault = ingest_here(path, catalog).faults[0]
    assert (fault.sheet, fault.row, fault.column, fault.value) == ("März", 2, "status", "payed")


def test_identifiers_keep_their_zeros(catalog: Catalog, tmp_path: Path) -> None:
    path = tmp_path / "zeros.xlsx"
    path.write_bytes(xlsx_of([{**EXCHANGE, "exchange_id": "00123"}]))
    assert ingest_here(path, catalog).rows["exchange_id"].to_pylist() == ["00123"]
    book = openpyxl.load_workbook(io.BytesIO(xlsx_of([{**EXCHANGE, "exchange_id": 123}])))
    book.active["A2"].number_format = "00000"
    book.save(path)
    assert ingest_here(path, catalog).rows["exchange_id"].to_pylist() == ["00123"]


def test_errors_and_unfinished_formulas_are_no_blanks(catalog: Catalog, tmp_path: Path) -> None:
    row = {**EXCHANGE, "host_organisation": "=A1", "working_days": "#DIV/0!"}
    path = tmp_path / "formulas.xlsx"
    path.write_bytes(xlsx_of([row]))
    rules = {fault.column: fault.rule for fault in ingest_here(path, catalog).faults}
    assert rules == {"host_organisation": "formula_without_value", "working_days": "broken_cell"}


def test_several_sheets_need_a_choice(catalog: Catalog, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(io.BytesIO(xlsx_of([EXCHANGE], sheet="One")))
    book.copy_worksheet(book["One"]).title = "Two"
    packed = io.BytesIO()
    book.save(packed)
    said = refused(catalog, tmp_path, packed.getvalue(), name="two.xlsx")
    assert "several sheets hold data: “One”, “Two”" in said
    book["Two"].title = "exchanges"
    book.save(tmp_path / "named.xlsx")
    assert ingest_here(tmp_path / "named.xlsx", catalog).faults == ()
    book["exchanges"].sheet_state = "hidden"
    book.save(tmp_path / "hidden.xlsx")
    assert ingest_here(tmp_path / "hidden.xlsx", catalog).rows["source_sheet"][0].as_py() == "One"


def test_a_far_cell_is_named(catalog: Catalog, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(io.BytesIO(xlsx_of([EXCHANGE])))
    book.active["XFD1048576"] = 1
    packed = io.BytesIO()
    book.save(packed)
    said = refused(catalog, tmp_path, packed.getvalue(), name="far.xlsx")
    assert said.startswith("far.xlsx, sheet “Sheet1”: a cell lies as far away as XFD1048576")


def test_cells_are_counted_up_to_the_farthest(catalog: Catalog, tmp_path: Path) -> None:
    # Two rows of four columns.
    content = xlsx_of([EXCHANGE])
    said = refused(catalog, tmp_path, content, name="a.xlsx", limits=Limits(cells=7))
    assert "as far away as D2, so that the sheet would have 8 cells" in said
    assert ingest_here(tmp_path / "a.xlsx", catalog, limits=Limits(cells=8)).accepted == 1
    book = openpyxl.load_workbook(io.BytesIO(content))
    book.active["Z9"].number_format = "0.00"
    book.create_sheet("Only formats")["A1"].number_format = "0.00"
    book.save(tmp_path / "format.xlsx")
    assert ingest_here(tmp_path / "format.xlsx", catalog, limits=Limits(cells=8)).accepted == 1


def repacked(content: bytes, part: str, change: bytes | None) -> bytes:
    """Return a workbook with one part replaced, or left out."""
    packed = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            if name != part:
                new.writestr(name, old.read(name))
            elif change is not None:
                new.writestr(name, change)
    return packed.getvalue()


SHEET = "xl/worksheets/sheet1.xml"


def test_a_zip_bomb_is_not_unpacked(catalog: Catalog, tmp_path: Path) -> None:
    bomb = repacked(xlsx_of([EXCHANGE]), SHEET, b" " * 20_000_000)
    assert len(bomb) < 40_000
    limits = Limits(unpacked_bytes=10_000_000)
    said = refused(catalog, tmp_path, bomb, name="bomb.xlsx", limits=limits)
    assert "unpacks to more than 10000000 bytes" in said


def test_a_workbook_that_declares_entities(catalog: Catalog, tmp_path: Path) -> None:
    laugh = b'<!DOCTYPE lolz [<!ENTITY lol "lol">]><worksheet><sheetData/></worksheet>'
    hostile = repacked(xlsx_of([EXCHANGE]), SHEET, laugh)
    assert "declares entities" in refused(catalog, tmp_path, hostile, name="laugh.xlsx")


@pytest.mark.parametrize("part", [SHEET, "xl/workbook.xml", "[Content_Types].xml", "_rels/.rels"])
@pytest.mark.parametrize("change", [None, b"<not xml", b""])
def test_a_damaged_workbook(
    catalog: Catalog, tmp_path: Path, part: str, change: bytes | None
) -> None:
    damaged = repacked(xlsx_of([EXCHANGE]), part, change)
    path = tmp_path / "damaged.xlsx"
    path.write_bytes(damaged)
    try:
        assert ingest_here(path, catalog).accepted == 1
    except FileRefused as refusal:
        assert str(refusal).startswith("damaged.xlsx")


@pytest.mark.parametrize("content", [b"PK\x03\x04 and nothing", xlsx_of([EXCHANGE])[:2000]])
def test_half_a_workbook(catalog: Catalog, tmp_path: Path, content: bytes) -> None:
    assert "damaged" in refused(catalog, tmp_path, content, name="half.xlsx")


def test_text_named_xlsx(catalog: Catalog, tmp_path: Path) -> None:
    assert "is no workbook" in refused(catalog, tmp_path, csv_of([SESSION]), name="text.xlsx")


def test_an_empty_workbook(catalog: Catalog, tmp_path: Path) -> None:
    packed = io.BytesIO()
    openpyxl.Workbook().save(packed)
    said = refused(catalog, tmp_path, packed.getvalue(), name="blank.xlsx")
    assert "no sheet holds data" in said
