"""Partners' own files, changed by chance or made to hurt: a right result or the product's words."""

from __future__ import annotations

import io
import tempfile
import zipfile
from pathlib import Path
from random import Random

import openpyxl
import pytest

from hitechtex.catalog import Catalog, read_catalog
from hitechtex.catalog.project import DATA
from hitechtex.errors import FileRefused, HitechtexError
from hitechtex.ingest import Limits, QuestionsOpen, understand
from hitechtex.ingest.limits import MIB
from tests.ingest.own_files import Made, make, ods_of
from tests.ingest.partner_files import ingest_here, looking_here
from tests.ingest.test_own_files import CATALOG, DATASETS, same

QUICK, SLOW = 200, 2000
MOST_CHANGED = 3
MUTATIONS = (b"", b'"', b";", b",", b"\n", b"\r", b"\x00", b"\xff", b"\xf0", b"'", b"9", b".", b"=")


def mutated(seed: int) -> tuple[Made, bytes]:
    """Return a good file and its bytes with one to three small changes."""
    rng = Random(seed)
    partner = rng.choice(CATALOG.project.partners)
    made = make(CATALOG, partner, rng.choice(DATASETS), 500 + seed % 40)
    content = bytearray(made.content)
    for _ in range(rng.randint(1, 3)):
        place = rng.randrange(len(content))
        content[place : place + rng.randint(0, 3)] = rng.choice(MUTATIONS)
    return made, bytes(content)


def read_mutated(seed: int) -> str:
    """Read a changed file; return what became of it. Anything but our own words is raised."""
    made, content = mutated(seed)
    with tempfile.TemporaryDirectory() as folder, looking_here():
        path = Path(folder) / made.name
        path.write_bytes(content)
        try:
            found = understand(path, catalog=CATALOG, dataset=made.dataset, partner=made.partner)
            batch = ingest_here(
                path, CATALOG, made.dataset, partner=made.partner, understanding=found
            )
        except QuestionsOpen:
            return "asked"
        except FileRefused as refused:
            assert str(refused).startswith(made.name)
            return "refused"
    # A few bytes touch a few rows: the others are what they were, but for columns named as unread.
    read = [name for name in found.mapping.fields] if found.mapping else []
    truths = [{name: truth[name] for name in read} for truth in made.truth.values()]
    wrong = sum(not any(equal(row, truth) for truth in truths) for row in batch.rows.to_pylist())
    return "read" if wrong <= MOST_CHANGED else f"{wrong} rows are wrong after {seed}"


def equal(row: dict[str, object], truth: dict[str, object]) -> bool:
    return all(same(row[name], true) for name, true in truth.items())


def test_a_changed_file_is_read_asked_about_or_refused() -> None:
    outcomes = [read_mutated(seed) for seed in range(QUICK)]
    assert set(outcomes) == {"read", "asked", "refused"}


@pytest.mark.slow
def test_a_changed_file_is_read_asked_about_or_refused_many_times() -> None:
    outcomes = [read_mutated(seed) for seed in range(QUICK, QUICK + SLOW)]
    assert set(outcomes) == {"read", "asked", "refused"}


def refusal(folder: Path, name: str, content: bytes, limits: Limits | None = None) -> str:
    """Return the rule by which a file is refused in a real reading process."""
    path = folder / name
    path.write_bytes(content)
    with pytest.raises(HitechtexError) as refused:
        understand(path, catalog=read_catalog(DATA / "project.toml"), limits=limits)
    return getattr(refused.value, "rule", "")


def packed(parts: dict[str, bytes]) -> bytes:
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as written:
        for name, content in parts.items():
            written.writestr(name, content)
    return archive.getvalue()


def book_of(cells: dict[str, object]) -> bytes:
    book = openpyxl.Workbook()
    for place, value in cells.items():
        book.active[place] = value
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def changed_book(part: str, change: bytes, into: bytes) -> bytes:
    source = zipfile.ZipFile(io.BytesIO(book_of({"A1": "status", "B1": "title"})))
    parts = {name: source.read(name) for name in source.namelist()}
    parts[part] = parts[part].replace(change, into, 1)
    return packed(parts)


def test_bombs_are_refused_in_the_child(tmp_path: Path) -> None:
    zeros = packed({"xl/workbook.xml": b"<a/>", "xl/big.xml": b"0" * (900 * MIB)})
    assert refusal(tmp_path, "zip.xlsx", zeros) == "workbook_unpacked"
    ods = packed({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet",
                  "content.xml": b" " * (900 * MIB)})  # fmt: skip
    assert refusal(tmp_path, "zip.ods", ods) == "workbook_unpacked"
    entity = b'?>\n<!DOCTYPE a [<!ENTITY b "bbbb">]>'
    laughs = changed_book(
        "xl/workbook.xml", b"<workbook", b"<!DOCTYPE a [<!ENTITY b 'b'>]><workbook"
    )
    assert refusal(tmp_path, "entity.xlsx", laughs) == "workbook_entities"
    content = zipfile.ZipFile(io.BytesIO(ods_of({"A": [["status"]]}))).read("content.xml")
    ods = packed({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet",
                  "META-INF/manifest.xml": b"<a/>",
                  "content.xml": content.replace(b"?>", entity, 1)})  # fmt: skip
    assert refusal(tmp_path, "entity.ods", ods) == "workbook_entities"
    far = book_of({"A1": "status", "XFD1048576": 1})
    assert refusal(tmp_path, "far.xlsx", far) == "sheet_too_large"


def test_long_lines_and_many_columns_are_refused_in_the_child(tmp_path: Path) -> None:
    with (tmp_path / "line.csv").open("wb") as file:
        for _ in range(500):
            file.write(b"x" * MIB)
    with pytest.raises(FileRefused, match="longer than"):
        understand(tmp_path / "line.csv", catalog=CATALOG)
    (tmp_path / "line.csv").unlink()
    wide = b";".join(b"c%d" % n for n in range(100_000)) + b"\n"
    assert refusal(tmp_path, "wide.csv", wide * 2) == "too_many_columns"
    wide_book = book_of({"A1": "status", "BZZ1": 1})
    assert refusal(tmp_path, "wide.xlsx", wide_book) == "sheet_too_large"


def test_far_cells_of_other_programs_end_in_the_child(tmp_path: Path) -> None:
    row = '<table:table-row table:number-rows-repeated="1000000">'
    cell = '<table:table-cell table:number-columns-repeated="16000" office:value-type="string">'
    content = zipfile.ZipFile(io.BytesIO(ods_of({"A": [["status"]]}))).read("content.xml")
    text = content.decode().replace("<table:table-row>", row, 1)
    text = text.replace('<table:table-cell office:value-type="string">', cell, 1)
    ods = packed({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet",
                  "META-INF/manifest.xml": b"<a/>", "content.xml": text.encode()})  # fmt: skip
    rule = refusal(tmp_path, "far.ods", ods, Limits(wall_seconds=30))
    assert rule in {"too_much_memory", "sheet_too_large", "broken_workbook"}


def test_no_time_left_for_looking(tmp_path: Path, catalog: Catalog) -> None:
    (tmp_path / "a.csv").write_text("status;title\n" * 1000)
    with pytest.raises(FileRefused, match=r"took longer than 0\.05 seconds"):
        understand(tmp_path / "a.csv", catalog=catalog, limits=Limits(wall_seconds=0.05))
