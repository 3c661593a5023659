"""Real files of strangers: each one read rightly as a table of text, or refused with a reason.

None of them is in a layout of ours, so the last question is always what it holds; what is held
against them is the encoding, the separator, and every cell of the first rows.
"""

from __future__ import annotations

import csv
import io
import os
from pathlib import Path

import openpyxl
import pytest

from hitechtex.catalog import Catalog
from hitechtex.errors import FileRefused
from hitechtex.ingest import Understanding, understand
from tests.ingest.partner_files import looking_here

ROOT = Path(__file__).resolve().parents[2]
FOLDER = Path(os.environ.get("HITECHTEX_REALDATA") or ROOT.parent / "shared" / "realdata")

needs_the_files = pytest.mark.skipif(
    not FOLDER.exists(),
    reason="the real files lie outside the repository: ../shared/realdata or HITECHTEX_REALDATA",
)

# Text that is read, with the encoding and separator that are right for it.
TEXT = {
    "messy_csv_spectrum/comma_in_quotes.csv": ("utf-8", ","),
    "messy_csv_spectrum/empty.csv": ("utf-8", ","),
    "messy_csv_spectrum/empty_crlf.csv": ("utf-8", ","),
    "messy_csv_spectrum/escaped_quotes.csv": ("utf-8", ","),
    "messy_csv_spectrum/json.csv": ("utf-8", ","),
    "messy_csv_spectrum/newlines.csv": ("utf-8", ","),
    "messy_csv_spectrum/newlines_crlf.csv": ("utf-8", ","),
    "messy_csv_spectrum/quotes_and_newlines.csv": ("utf-8", ","),
    "messy_csv_spectrum/simple.csv": ("utf-8", ","),
    "messy_csv_spectrum/simple_crlf.csv": ("utf-8", ","),
    "messy_csv_spectrum/utf8.csv": ("utf-8", ","),
    "messy_messytables/begrotingsanalyse-2011.csv": ("utf-8", ","),
    "messy_messytables/example.tsv": ("utf-8", "\t"),
    "messy_messytables/excel_pasting.csv": ("utf-8", ","),
    "messy_messytables/long.csv": ("utf-8", ","),
    "messy_messytables/null.csv": ("utf-8", ","),
    "messy_messytables/simple.csv": ("utf-8", ","),
    "messy_messytables/simple.psv": ("utf-8", "|"),
    "messy_messytables/simple.ssv": ("utf-8", ";"),
    "messy_messytables/skip_initials.csv": ("utf-8", ","),
    "messy_messytables/small.csv": ("utf-8", ","),
    "messy_messytables/spanish_chars.csv": ("cp1252", ","),
    "messy_messytables/utf-16le_encoded.csv": ("utf-16", ","),
    "messy_messytables/utf8bom.csv": ("utf-8-sig", ","),
    "messy_messytables/weird_head_padding.csv": ("utf-8", ";"),
    "teams_export_utf16le/meetingAttendanceList.csv": ("utf-16", "\t"),
    "trainings_carpentries/2020_carpentryconhome_raw.csv": ("utf-8", ","),
    "trainings_carpentries/all_workshops_2018.csv": ("utf-8", ","),
    "trainings_carpentries/instructor_training_events.csv": ("utf-8", ","),
    "trainings_carpentries/num_attendees_by_session.csv": ("utf-8", ","),
    "trainings_hpc_python/20251128_day_2/survey_end.csv": ("utf-8", ","),
    "trainings_hpc_python/20251128_day_2/survey_start.csv": ("utf-8", ","),
    "trainings_hpc_python/20251201_day_3/survey_end.csv": ("utf-8", ","),
    "trainings_hpc_python/20251202_day_4/survey_end.csv": ("utf-8", ","),
    "trainings_hpc_python/20260423_day_3/survey_end.csv": ("utf-8", ","),
    "trainings_oulad/assessments.csv": ("utf-8", ","),
    "trainings_oulad/courses.csv": ("utf-8", ","),
    "trainings_oulad/studentAssessment.csv": ("utf-8", ","),
    "trainings_oulad/studentInfo.csv": ("utf-8", ","),
    "exchanges_erasmus_staff/STT_2012_13_partner_countries.csv": ("utf-8", ";"),
    "exchanges_erasmus_staff/institutions.csv": ("utf-8", ","),
}

# Text in no encoding of the partnership's languages: asked, with the words that do not fit.
ASKED = {
    "messy_messytables/characters.csv": "Big5, which no partner writes",
    "messy_messytables/sparse_with_column_errors.csv": "German in cp1252: ä is no partner's letter",
}

# Workbooks: the sheet, its first row as far as it says anything, the number of rows shown.
BOOKS = {
    "messy_messytables/blank_line.ods": ("Sheet1", ("Name", "Age", "When"), 4),
    "messy_messytables/excel_properties.xls": ("Sheet1", ("bold",), 18),
    "messy_messytables/large.xlsx": (
        "Report",
        ("PAPER SAVINGS BOND ISSUES, REDEMPTIONS, AND MATURITIES (BY SERIES)",),
        33,
    ),
    "messy_messytables/loffice-4.4.1.2.ods": ("Sheet1", ("Name", "Age", "When"), 4),
    "messy_messytables/multilineods.ods": ("Sheet1", ("1\n2\n3\n4",), 1),
    "messy_messytables/ods_formats.ods": ("Sheet1", ("Date", "Time", "Boolean", "Float"), 6),
    "messy_messytables/simple.ods": ("Sheet1", ("Name", "Age", "When"), 4),
    "messy_messytables/simple.xls": ("simple.csv", ("date", "temperature", "place"), 7),
    "messy_messytables/simple.xlsx": ("simple.csv", ("date", "temperature", "place"), 7),
    "messy_messytables/span_rich.xls": ("Sheet1", ("I", "h", "g", "f"), 6),
    "messy_messytables/sw_gen.xlsx": ("tweets", ("id_str", "tweet_url", "created_at"), 16),
    "messy_messytables/unicode_sheet_name.xls": (
        "mês",
        ("this spreadsheet has got a unicode character in the sheet name",),
        1,
    ),
}

# Refused, by rule: what is wrong with the file, and what to do.
REFUSED = {
    # Values such as 37°36'37.8"N: two readers would see two different cells.
    "messy_csv_spectrum/location_coordinates.csv": "quotes",
    # A space stands before a quoted value with commas, which then is not quoted at all.
    "messy_messytables/complex.csv": "quotes",
    "messy_messytables/encrypted_no_password.xls": "locked_workbook",
    # Empty: the workbook holds one sheet without a cell.
    "messy_messytables/libreoffice.xlsx": "no_sheet",
    # Line ends of old Macintoshes.
    "messy_messytables/mixedGLB.csv": "bare_returns",
}


def looked_at(name: str, catalog: Catalog) -> Understanding:
    with looking_here():
        return understand(FOLDER / name, catalog=catalog)


@needs_the_files
@pytest.mark.parametrize("name", TEXT)
def test_text_is_read_cell_by_cell(name: str, catalog: Catalog) -> None:
    encoding, mark = TEXT[name]
    found = looked_at(name, catalog)
    decided = {decision.id: decision.value for decision in found.decisions}
    names = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar"}
    assert (decided["encoding"], decided["delimiter"]) == (encoding, names[mark])
    text = (FOLDER / name).read_bytes().decode(encoding)
    rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=mark))[:60]
    expected = [tuple(cell[:120] for cell in row) for row in rows if any(c.strip() for c in row)]
    assert list(found.preview) == [tuple(cell.strip() for cell in row) for row in expected]
    assert [question.id for question in found.questions] == ["dataset"]


@needs_the_files
@pytest.mark.parametrize("name", ASKED)
def test_an_encoding_of_nobody_is_asked(name: str, catalog: Catalog) -> None:
    found = looked_at(name, catalog)
    (question,) = (each for each in found.questions if each.id == "encoding")
    assert question.choices and question.evidence.places["words"]


@needs_the_files
@pytest.mark.parametrize("name", BOOKS)
def test_a_workbook_is_read(name: str, catalog: Catalog) -> None:
    sheet, first, rows = BOOKS[name]
    found = looked_at(name, catalog)
    assert (found.sheet, found.preview[0][: len(first)], len(found.preview)) == (sheet, first, rows)
    if name.endswith(".xlsx"):
        page = openpyxl.load_workbook(FOLDER / name, data_only=True)[sheet]
        texts = [[c for c in row if isinstance(c, str)] for row in page.values]
        expected = [[c.strip()[:120] for c in row] for row in texts[:60]]
        shown = {cell for row in found.preview for cell in row}
        assert {cell.strip() for row in expected for cell in row} <= shown
    hidden = [each.name for each in found.sheets if not each.is_visible]
    assert hidden == (["data", "criteria"] if name.endswith("large.xlsx") else [])


@needs_the_files
@pytest.mark.parametrize("name", REFUSED)
def test_what_is_refused_says_why_and_what_to_do(name: str, catalog: Catalog) -> None:
    with pytest.raises(FileRefused) as refusal:
        looked_at(name, catalog)
    assert refusal.value.rule == REFUSED[name]
    assert refusal.value.says and refusal.value.do


@needs_the_files
def test_every_real_table_is_in_one_of_the_lists() -> None:
    listed = {*TEXT, *ASKED, *BOOKS, *REFUSED}
    tables = {
        str(path.relative_to(FOLDER))
        for path in FOLDER.rglob("*")
        if path.suffix in {".csv", ".tsv", ".psv", ".ssv", ".xls", ".xlsx", ".ods"}
    }
    assert tables - listed == set()
