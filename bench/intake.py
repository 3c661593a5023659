"""How long a partner's own sheet of 200 000 rows and 40 columns takes to be understood and read.

The same exchanges as CSV, XLSX and ODS, with nine columns that no contract knows, from the command
line to the store. The floor is reading the same file as text: pyarrow for CSV, calamine for sheets.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl import Workbook

from bench.ingestion import run
from bench.table import Line

ROWS, COLUMNS = 200_000, 40
MOST_GIB = 2
MOST_S = {"csv": 15, "xlsx": 60, "ods": 120}
FLOORS = {
    "csv": "import sys, pyarrow.csv as csv;"
    " csv.read_csv(sys.argv[1], parse_options=csv.ParseOptions(delimiter=';'))",
    "xlsx": "import sys, python_calamine as c;"
    " c.load_workbook(sys.argv[1]).get_sheet_by_index(0).to_python()",
}
FLOORS["ods"] = FLOORS["xlsx"]
MANIFEST = """<?xml version="1.0" encoding="UTF-8"?>
<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">
<manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/>
<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>
</manifest:manifest>"""
ODS = "application/vnd.oasis.opendocument.spreadsheet"
NAMES = "urn:oasis:names:tc:opendocument:xmlns:"
Rows = Iterable[list[str]]


def lines() -> Iterator[Line]:
    """Measure each kind of file once, its floor right before."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        run("-m", "hitechtex", "sample", "--rows", str(ROWS), "--seed", "1", "--out", name)
        for kind, write in (("csv", as_csv), ("xlsx", as_xlsx), ("ods", as_ods)):
            file = folder / f"own.{kind}"
            write(file, widened(folder / "exchanges.csv"))
            yield from measured(kind, file, folder / kind)
            file.unlink()


def measured(kind: str, file: Path, store: Path) -> Iterator[Line]:
    """Yield the seconds and the memory of one file."""
    floor_s, floor_gib = run("-c", FLOORS[kind], str(file))
    command = ("-m", "hitechtex", "ingest", str(file), "--dataset", "exchanges", "--json")
    seconds, gib = run(*command, "--store", str(store))
    what = f"{ROWS} rows x {COLUMNS} columns of a partner's own {kind.upper()}"
    reader = "pyarrow" if kind == "csv" else "calamine"
    floor_is = f"the file read as text by {reader}"
    yield Line(what, seconds, "s", 1, floor=floor_s, floor_is=floor_is, limit=MOST_S[kind])
    yield Line(
        f"{what}: its largest process", gib, "GiB", 1,
        floor=floor_gib, floor_is=floor_is, limit=MOST_GIB,
    )  # fmt: skip


def widened(path: Path) -> Iterator[list[str]]:
    """Yield the rows of a file, the header first, with notes up to forty columns."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.reader(file)
        header = next(rows)
        notes = range(COLUMNS - len(header))
        yield [*header, *(f"Own note {number + 1}" for number in notes)]
        for row in rows:
            yield [*row, *(f"n{number}" for number in notes)]


def as_csv(path: Path, rows: Rows) -> None:
    """Write rows with semicolons between, as spreadsheets do in most of Europe."""
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, delimiter=";").writerows(rows)


def as_xlsx(path: Path, rows: Rows) -> None:
    """Write rows as a workbook with one sheet."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Exchanges")
    for row in rows:
        sheet.append([cell or None for cell in row])
    book.save(path)


def as_ods(path: Path, rows: Rows) -> None:
    """Write rows as an OpenDocument spreadsheet with one sheet of texts."""
    with ZipFile(path, "w", ZIP_DEFLATED) as package:
        package.writestr("mimetype", ODS)
        package.writestr("META-INF/manifest.xml", MANIFEST.format(kind=ODS))
        with package.open("content.xml", "w", force_zip64=True) as file:
            _write_content(lambda text: file.write(text.encode()), rows)


def _write_content(write: Callable[[str], object], rows: Rows) -> None:
    spaces = " ".join(f'xmlns:{name}="{NAMES}{name}:1.0"' for name in ("office", "table", "text"))
    write(f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {spaces}>')
    write('<office:body><office:spreadsheet><table:table table:name="Exchanges">')
    for row in rows:
        write(f"<table:table-row>{''.join(map(_cell, row))}</table:table-row>")
    write("</table:table></office:spreadsheet></office:body></office:document-content>")


def _cell(text: str) -> str:
    if not text:
        return "<table:table-cell/>"
    said = f"<text:p>{escape(text)}</text:p>"
    return f'<table:table-cell office:value-type="string">{said}</table:table-cell>'
