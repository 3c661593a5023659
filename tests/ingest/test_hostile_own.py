"""Partners' own files, changed by chance or made to hurt: a right result or the product's words."""

from __future__ import annotations

import re
import tempfile
from pathlib import Path
from random import Random

import pytest

from hitechtex.catalog import Catalog, read_catalog
from hitechtex.catalog.project import DATA
from hitechtex.errors import FileRefused, HitechtexError
from hitechtex.ingest import Limits, QuestionsOpen, understand
from tests import bombs
from tests.ingest.own_files import Made, make
from tests.ingest.partner_files import ingest_here, looking_here
from tests.ingest.test_own_files import CATALOG, DATASETS, same

QUICK, SLOW = 200, 2000
MOST_CHANGED = 3
SHEETS = r"sheet\d*\.xml$|sharedStrings|styles|content\.xml"
MUTATIONS = (b"", b'"', b";", b",", b"\n", b"\r", b"\x00", b"\xff", b"\xf0", b"'", b"9", b".", b"=")


def mutated(seed: int) -> tuple[Made, bytes]:
    """Return a good file and its bytes with one to three small changes."""
    rng = Random(seed)
    partner = rng.choice(CATALOG.project.partners)
    made = make(CATALOG, partner, rng.choice(DATASETS), 500 + seed % 40)
    if not made.content.startswith(b"PK") or rng.random() < 0.2:
        return made, _changed(made.content, rng)
    parts = bombs.parts_of(made.content)  # a workbook is changed inside: outside it only breaks
    part = rng.choice([name for name in parts if re.search(SHEETS, name)])
    return made, bombs.packed(parts | {part: _changed(parts[part], rng)})


def _changed(content: bytes, rng: Random) -> bytes:
    changed = bytearray(content)
    for _ in range(rng.randint(1, 3)):
        place = rng.randrange(len(changed))
        changed[place : place + rng.randint(0, 3)] = rng.choice(MUTATIONS)
    return bytes(changed)


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


@pytest.mark.parametrize(
    ("name", "rule"),
    [
        ("zip.xlsx", "workbook_unpacked"),
        ("zip.ods", "workbook_unpacked"),
        ("tight.xlsx", "workbook_tight"),
        ("entities.xlsx", "workbook_entities"),
        ("entities.ods", "workbook_entities"),
        ("far.xlsx", "sheet_too_large"),
        ("wide.xlsx", "sheet_too_large"),
        ("line.csv", "line_too_long"),
        ("columns.csv", "too_many_columns"),
    ],
)
def test_bombs_are_refused_in_the_child(name: str, rule: str, tmp_path: Path) -> None:
    assert refusal(tmp_path, name, bombs.UPLOADED[name]()) == rule


def test_a_line_of_half_a_gigabyte_is_refused_in_the_child(tmp_path: Path) -> None:
    bombs.write_one_line(tmp_path / "line.csv")
    with pytest.raises(FileRefused, match="longer than"):
        understand(tmp_path / "line.csv", catalog=CATALOG)
    (tmp_path / "line.csv").unlink()


def test_far_cells_of_other_programs_end_in_the_child(tmp_path: Path) -> None:
    rule = refusal(tmp_path, "far.ods", bombs.far_ods(), Limits(wall_seconds=30))
    assert rule in {"too_much_memory", "sheet_too_large", "broken_workbook"}


def test_cells_that_do_not_say_where_they_stand_are_counted(tmp_path: Path) -> None:
    cells = b"<row>" + b"<c><v>1</v></c>" * 7 + b"</row>"
    book = bombs.changed_book("xl/worksheets/sheet1.xml", b"</sheetData>", cells + b"</sheetData>")
    assert refusal(tmp_path, "a.xlsx", book, Limits(cells=8)) == "sheet_too_full"
    assert understand(tmp_path / "a.xlsx", catalog=CATALOG, limits=Limits(cells=9)).is_open


def test_no_time_left_for_looking(tmp_path: Path, catalog: Catalog) -> None:
    (tmp_path / "a.csv").write_text("status;title\n" * 1000)
    with pytest.raises(FileRefused, match=r"took longer than 0\.05 seconds"):
        understand(tmp_path / "a.csv", catalog=catalog, limits=Limits(wall_seconds=0.05))
