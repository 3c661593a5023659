"""A file written from a known truth gives the truth back, cell by cell; a spoilt one never lies."""

from __future__ import annotations

import io
import tempfile
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl
from hypothesis import example, given, settings
from hypothesis import strategies as st

from hitechtex.catalog import read_catalog
from hitechtex.catalog.contracts import Contract, Field
from hitechtex.catalog.project import DATA
from hitechtex.errors import FileRefused
from hitechtex.ingest import Batch
from hitechtex.ingest.limits import Limits
from tests.ingest.partner_files import csv_lines, ingest_here

Row = dict[str, Any]
CATALOG = read_catalog(DATA / "project.toml")

# Everything a cell may hold: quotes, separators, line breaks, formulas, other alphabets. What is
# told as a fault of its own (control characters, errors of a spreadsheet) is not drawn here.
TEXTS = st.text(
    st.one_of(
        st.sampled_from(list("abz019 ,;\t|\"'\n=+-@<>&éçğıŞřÖ€")),
        st.characters(codec="utf-8", exclude_categories=("C", "Z")),
    ),
    min_size=1,
    max_size=12,
).filter(lambda text: text == text.strip() and not text.startswith("#"))


def values_of(field: Field) -> st.SearchStrategy[Any]:
    """Return the values that a field may have."""
    project = CATALOG.project
    if field.codes:
        return st.sampled_from(sorted(CATALOG.codes[field.codes]))
    low, high = int(field.minimum or 0), int(field.maximum or 10**9)
    unit = 10**field.decimals
    return {
        "text": TEXTS,
        "integer": st.integers(low, high),
        "decimal": st.integers(low * unit, high * unit).map(
            lambda n: (Decimal(n) / unit).quantize(Decimal(1) / unit)
        ),
        "date": st.dates(date(1950, 1, 1), date(2100, 1, 1)),
        "boolean": st.booleans(),
        "country": st.sampled_from(["PT", "ES", "TR", "XK", "GB"]),
        "region": st.sampled_from([*project.region_codes, "PL", "DE21"]),
        "partner": st.sampled_from(project.partner_ids),
        "partners": st.lists(st.sampled_from(project.partner_ids), min_size=1, unique=True).map(
            "; ".join
        ),
        "line": st.sampled_from([line.id for line in project.lines]),
        "indicator": st.sampled_from([each.id for each in CATALOG.indicators.indicators]),
    }[field.type]


@st.composite
def truths(draw: st.DrawFn, dataset: str) -> list[Row]:
    """Return good rows of a dataset: dates in order, keys once, some optional fields missing."""
    contract = CATALOG.contract(dataset)
    rows = [draw_row(draw, contract) for _ in range(draw(st.integers(1, 4)))]
    for number, row in enumerate(rows):
        row[contract.sample_marker] = f"{number}-{row[contract.sample_marker]}"
    return rows


def draw_row(draw: st.DrawFn, contract: Contract) -> Row:
    row: Row = {}
    for field in contract.fields:
        needed = field.required or field.default
        value = values_of(field)
        row[field.name] = draw(value if needed else st.none() | value)
    for first, last in contract.order:
        if row[first] and row[last] and row[last] < row[first]:
            row[last] = row[first]
    return row


def as_text(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else str(value)


def as_csv(rows: list[Row]) -> bytes:
    return csv_lines([list(rows[0]), *([as_text(cell) for cell in row.values()] for row in rows)])


def as_xlsx(rows: list[Row]) -> bytes:
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    page.append(list(rows[0]))
    for number, row in enumerate(rows, start=2):
        for place, value in enumerate(row.values(), start=1):
            cell = page.cell(number, place, value)
            if isinstance(value, str):
                # openpyxl would take a text that starts with = for a formula.
                cell.data_type = "s"
    packed = io.BytesIO()
    book.save(packed)
    return packed.getvalue()


def read_back(content: bytes, name: str, dataset: str) -> Batch:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(content)
        # A record may not be longer than a block, and files here are short.
        return ingest_here(path, CATALOG, dataset, limits=Limits(line_bytes=1 << 16))


@given(data=st.data(), dataset=st.sampled_from(["exchanges", "sessions", "actions", "targets"]))
def test_csv_gives_the_truth_back(data: st.DataObject, dataset: str) -> None:
    rows = data.draw(truths(dataset))
    batch = read_back(as_csv(rows), "truth.csv", dataset)
    assert batch.faults == ()
    assert batch.rows.select(list(rows[0])).to_pylist() == rows


@given(data=st.data(), dataset=st.sampled_from(["exchanges", "milestones", "services"]))
def test_xlsx_gives_the_truth_back(data: st.DataObject, dataset: str) -> None:
    rows = data.draw(truths(dataset))
    batch = read_back(as_xlsx(rows), "truth.xlsx", dataset)
    assert batch.faults == ()
    assert batch.rows.select(list(rows[0])).to_pylist() == rows


@given(data=st.data())
def test_any_block_size_gives_the_same_rows(data: st.DataObject) -> None:
    rows = data.draw(truths("sessions"))
    rows[0]["title"] = "Two\nlines\nor three"
    content = as_csv(rows)
    header = content.index(b"\r\n") + 2
    longest = max(header, *(len(as_csv([row])) - header + 2 for row in rows))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "truth.csv"
        path.write_bytes(content)
        batch = ingest_here(path, CATALOG, "sessions", limits=Limits(line_bytes=longest))
    assert batch.rows.select(list(rows[0])).to_pylist() == rows
    lines = [content[:header].count(b"\n") + 1]
    for row in rows[:-1]:
        lines.append(lines[-1] + 1 + sum(as_text(cell).count("\n") for cell in row.values()))
    assert batch.rows["source_row"].to_pylist() == lines


SPOILT = st.sampled_from(
    ["", "x", "31.02.2023", "2023-02-31", "-5", "1.234,50", "NaN", "#REF!", "99999999999", "paid?"]
)


@given(data=st.data(), place=st.integers(0, 29), spoilt=SPOILT)
def test_a_spoilt_cell_gives_a_fault_or_what_it_says(
    data: st.DataObject, place: int, spoilt: str
) -> None:
    rows = data.draw(truths("exchanges"))
    name = list(rows[0])[place]
    texts = [{field: as_text(value) for field, value in row.items()} for row in rows]
    texts[0][name] = spoilt
    content = csv_lines([list(texts[0]), *(list(row.values()) for row in texts)])
    batch = read_back(content, "spoilt.csv", "exchanges")
    others = batch.rows.select(list(rows[0])).to_pylist()
    if batch.accepted == len(rows):
        kept = others.pop(0)
        assert {**kept, name: rows[0][name]} == rows[0]
        said = "" if name in {"vop", "hop"} and not spoilt else as_text(kept[name])
        assert said == spoilt
    else:
        assert {fault.row for fault in batch.faults} == {2}
        assert {fault.value for fault in batch.faults} & {spoilt, *texts[0].values()}
    assert others == rows[1:]


TRUTH = (DATA / "sample" / "exchanges.csv").read_bytes()[:3000].rpartition(b"\n")[0] + b"\n"


def exchanges_of(batch: Batch) -> list[Row]:
    fields = list(CATALOG.contract("exchanges").field_names)
    rows: list[Row] = batch.rows.select(fields).to_pylist()
    return rows


@cache
def right_exchanges() -> list[Row]:
    return exchanges_of(read_back(TRUTH, "truth.csv", "exchanges"))


@given(
    place=st.integers(0, len(TRUTH) - 1),
    mutation=st.sampled_from([b"", b'"', b",", b";", b"\n", b"\r", b"\x00", b"\xff", b"'", b"9"]),
    length=st.integers(0, 3),
)
@example(place=0, mutation=b'"', length=0)
def test_a_changed_byte_gives_a_refusal_faults_or_one_other_value(
    place: int, mutation: bytes, length: int
) -> None:
    changed = TRUTH[:place] + mutation + TRUTH[place + length :]
    try:
        batch = read_back(changed, "changed.csv", "exchanges")
    except FileRefused:
        return
    taken, right = exchanges_of(batch), right_exchanges()
    if place <= TRUTH.index(b"\n") and not taken:
        # Another number of columns in the header: then no row has as many cells as it says.
        assert {fault.rule for fault in batch.faults} == {"row_length"}
        return
    # One change touches one row, or joins or splits two.
    assert len([row for row in taken if row not in right]) <= 1
    assert len([row for row in right if row not in taken]) <= 2


BOOK = as_xlsx([{"milestone_id": "1", "line": "training", "title": "A", "kind": "event"}])


@settings(max_examples=150)
@given(place=st.integers(0, len(BOOK) - 1), byte=st.integers(0, 255))
def test_a_damaged_workbook_is_refused_or_read(place: int, byte: int) -> None:
    damaged = BOOK[:place] + bytes([byte]) + BOOK[place + 1 :]
    try:
        batch = read_back(damaged, "damaged.xlsx", "milestones")
    except FileRefused as refusal:
        assert str(refusal).startswith("damaged.xlsx")
    else:
        assert batch.rows_read == 1
