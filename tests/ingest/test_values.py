"""Texts and what they are taken for, worked by hand; and the ways in which partners write them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hitechtex.catalog import Catalog
from hitechtex.catalog.contracts import Field
from hitechtex.errors import DeclarationError, FileRefused, UnknownName
from hitechtex.ingest import checks, values
from hitechtex.ingest.mapping import Marks
from hitechtex.ingest.troubles import Trouble
from tests.ingest.partner_files import EXCHANGE, csv_of, ingest_here

MONEY = Field(name="budget_eur", type="decimal", says="", decimals=2, minimum=0, maximum=1_000_000)


@pytest.mark.parametrize(
    ("text", "how", "number"),
    [
        ("780.5", Marks(), Decimal("780.50")),
        ("780.500", Marks(), Decimal("780.50")),
        ("+5", Marks(), Decimal("5.00")),
        # Portugal and Czechia group by a no-break space, Spain and Italy by a point.
        ("1\u00a0234,50", Marks(decimal=",", group="\u00a0"), Decimal("1234.50")),
        ("1.234,50", Marks(decimal=",", group="."), Decimal("1234.50")),
        ("1.234", Marks(decimal=",", group="."), Decimal("1234.00")),
        ("€1.234,50", Marks(decimal=",", group=".", remove=("€",)), Decimal("1234.50")),
        ("1 234,50 €", Marks(decimal=",", group=" ", remove=("€",)), Decimal("1234.50")),
        # 78050 cents are 780.50 EUR.
        ("78050", Marks(factor=Decimal("0.01")), Decimal("780.50")),
        # A group of two digits is no group: 1.2345 may be a mistyped 12345 or 1.2345.
        ("1.23,50", Marks(decimal=",", group="."), Trouble("not_a_number")),
        ("1234.567,00", Marks(decimal=",", group="."), Trouble("not_a_number")),
        ("1,234.50", Marks(decimal=",", group="."), Trouble("not_a_number")),
        ("12.50", Marks(decimal=","), Trouble("not_a_number")),
        (".5", Marks(), Trouble("not_a_number")),
        ("5.", Marks(), Trouble("not_a_number")),
        ("٣", Marks(), Trouble("not_a_number")),
        ("1_000", Marks(), Trouble("not_a_number")),
        ("-0.01", Marks(), Trouble("too_small", limit="0")),
        ("1000000.01", Marks(), Trouble("too_large", limit="1000000")),
        ("0.001", Marks(), Trouble("too_many_decimals", limit="2")),
    ],
)
def test_numbers(text: str, how: Marks, number: Decimal | Trouble) -> None:
    assert values.cast_decimal(text, MONEY, how) == number


@pytest.mark.parametrize(
    ("text", "pattern", "day"),
    [
        ("Jun-13", "%b-%y", date(2013, 6, 1)),
        ("SEP-12", "%b-%y", date(2012, 9, 1)),
        ("2.03.2023", "%d.%m.%Y", date(2023, 3, 2)),
        ("02/03/23", "%d/%m/%y", date(2023, 3, 2)),
        ("31.02.2023", "%d.%m.%Y", Trouble("no_such_day")),
        ("13/13/23", "%d/%m/%y", Trouble("no_such_day")),
        ("Okt-13", "%b-%y", Trouble("not_a_date")),
        ("2023-03-02", "%d.%m.%Y", Trouble("not_a_date")),
        ("2x03x2023", "%d.%m.%Y", Trouble("not_a_date")),
    ],
)
def test_date_patterns(text: str, pattern: str, day: date | Trouble) -> None:
    assert values.cast_pattern(text, (values.compile_pattern(pattern),)) == day


@given(st.dates(date(1900, 1, 1), date(2199, 12, 31)))
def test_every_day_is_read_as_itself(day: date) -> None:
    assert values.cast_date(day.isoformat()) == day
    for pattern in ("%d.%m.%Y", "%d %B, %Y", "%b %d %Y"):
        written = values.compile_pattern(pattern)
        assert values.cast_pattern(day.strftime(pattern), (written,)) == day


@pytest.mark.parametrize(("text", "truth"), [("yes", True), ("No", False), ("TRUE", True)])
def test_yes_and_no(text: str, truth: bool) -> None:
    assert values.cast_boolean(text) is truth
    assert values.cast_boolean("1") == Trouble("not_yes_or_no")


@given(
    st.lists(st.lists(st.tuples(st.sampled_from("abcdef"), st.none() | st.just("x"))), max_size=9)
)
def test_keys_are_found_again_as_a_plain_dictionary_finds_them(
    chunks: list[list[tuple[str | None, ...]]],
) -> None:
    keys, seen, row = checks.Keys(), {}, 2
    for chunk in chunks:
        rows = list(range(row, row + len(chunk)))
        expected = {}
        for place, key in enumerate(chunk):
            if key in seen:
                expected[place] = seen[key]
            seen.setdefault(key, rows[place])
        assert keys.seen(list(chunk), rows) == expected
        row += len(chunk)


# Mappings

MAPPED = """
delimiter = ";"
missing = ["???", "? Unknown ?"]
ignore = ["Note"]
[fields.exchange_id]
column = "No"
[fields.partner]
constant = "ntt"
[fields.visiting_organisation]
column = ["Company", "Institute"]
[fields.status]
column = "State"
values = { Done = "paid", Open = "ongoing" }
[fields.visiting_type]
column = "Size"
values = { S = "sme", L = "large_company", X = "" }
[[fields.visiting_type.alternatives]]
column = "Institute"
otherwise = "training_provider"
[fields.host_country]
column = "Country"
values = { UK = "GB" }
keep = true
[fields.lump_sum_eur]
column = "Cents"
factor = "0.01"
[fields.start_date]
column = "Month"
date = "%b-%y"
"""
LINE = {
    "No": "1",
    "Company": "A",
    "Institute": "",
    "State": "Done",
    "Size": "S",
    "Country": "UK",
    "Cents": "78050",
    "Month": "Jun-13",
    "Note": "not read",
}


def mapped(tmp_path: Path, mapping: str, *lines: dict[str, str]) -> tuple[Path, Path]:
    file, declared = tmp_path / "partner.csv", tmp_path / "mapping.toml"
    file.write_bytes(csv_of(lines, delimiter=";"))
    declared.write_text(mapping, encoding="utf-8")
    return file, declared


def test_a_mapping_reads_what_it_says(catalog: Catalog, tmp_path: Path) -> None:
    institute = {"Company": " ? Unknown ?", "Institute": "Uni", "Size": "???", "Country": "PL"}
    neither = {"No": "3", "Size": "X", "Country": "", "Cents": "", "Month": ""}
    file, mapping = mapped(
        tmp_path, MAPPED, LINE, {**LINE, **institute, "No": "2"}, {**LINE, **neither}
    )
    batch = ingest_here(file, catalog, mapping=mapping)
    names = ["exchange_id", "partner", "visiting_organisation", "visiting_type", "status"]
    names += ["host_country", "lump_sum_eur", "start_date"]
    sum_, day = Decimal("780.50"), date(2013, 6, 1)
    assert [tuple(row.values()) for row in batch.rows.select(names).to_pylist()] == [
        ("1", "ntt", "A", "sme", "paid", "GB", sum_, day),
        ("2", "ntt", "Uni", "training_provider", "paid", "PL", sum_, day),
        ("3", "ntt", "A", None, "paid", None, None, None),
    ]
    assert batch.mapping == "mapping.toml"
    assert "The column “Note” is not read: the mapping ignores it." in batch.left_out
    month = next(repair for repair in batch.repairs if repair.rule == "first_of_month")
    assert (month.column, month.times, month.before, month.after) == (
        "Month",
        2,
        "Jun-13",
        "2013-06-01",
    )


def test_a_text_that_the_table_does_not_know_is_a_fault_at_the_partners_column(
    catalog: Catalog, tmp_path: Path
) -> None:
    file, mapping = mapped(tmp_path, MAPPED, {**LINE, "State": "Closed", "Country": "XX"})
    faults = ingest_here(file, catalog, mapping=mapping).faults
    assert [(fault.column, fault.value, fault.rule) for fault in faults] == [
        ("Country", "XX", "unknown_country"),
        ("State", "Closed", "not_in_table"),
    ]


def test_a_column_that_the_mapping_forgets_is_refused(catalog: Catalog, tmp_path: Path) -> None:
    file, mapping = mapped(tmp_path, MAPPED, {**LINE, "Remark": "x"})
    with pytest.raises(FileRefused, match="neither reads nor ignores the columns “Remark”"):
        ingest_here(file, catalog, mapping=mapping)
    file, mapping = mapped(tmp_path, MAPPED, {k: v for k, v in LINE.items() if k != "Cents"})
    with pytest.raises(FileRefused, match="the file does not have: “Cents”"):
        ingest_here(file, catalog, mapping=mapping)


@pytest.mark.parametrize(
    ("mapping", "says"),
    [
        ("[fields.exchange_id]\ncolum = 'No'", "fields.exchange_id.colum"),
        ("[fields.exchange_id]\n", "give a column, or a constant"),
        ("[fields.status]\ncolumn='S'\notherwise='paid'\nkeep=true", "otherwise, or keep"),
        ("[fields.start_date]\ncolumn='M'\ndate='%d %A %Y'", "may use %d %m %Y %y %b"),
        ("[fields.start_date]\ncolumn='M'\ndate='%d.%m.'", "must name one month and one year"),
        ("delimiter = ';;'\n[fields.exchange_id]\ncolumn='No'", "delimiter"),
        ("fields = 3", "fields"),
        ("not toml", "not valid TOML"),
        ("dataset = 'sessions'\n[fields.exchange_id]\ncolumn='No'", "is for “sessions”"),
        ("encoding = 'klingon'\n[fields.exchange_id]\ncolumn='No'", "encoding"),
        ("[fields.exchange_id]\ncolumn='No'", "where “visiting_organisation” comes from"),
    ],
)
def test_a_mapping_that_is_wrong_names_file_and_key(
    catalog: Catalog, tmp_path: Path, mapping: str, says: str
) -> None:
    file, declared = mapped(tmp_path, mapping, LINE)
    with pytest.raises(DeclarationError) as refusal:
        ingest_here(file, catalog, mapping=declared)
    assert says in str(refusal.value)
    assert "mapping.toml" in str(refusal.value)


def test_a_mapping_for_a_field_that_is_none(catalog: Catalog, tmp_path: Path) -> None:
    file, declared = mapped(tmp_path, "[fields.exchange]\ncolumn = 'No'", LINE)
    with pytest.raises(UnknownName, match="Did you mean “exchange_id”"):
        ingest_here(file, catalog, mapping=declared)


@pytest.mark.parametrize(
    ("encoding", "marks"), [("cp1254", ""), ("utf-16", ""), ("utf-8", "\ufeff"), ("cp1250", "")]
)
def test_encodings_and_tabs_and_titles_above_the_header(
    catalog: Catalog, tmp_path: Path, encoding: str, marks: str
) -> None:
    name = "Příbram" if encoding == "cp1250" else "İstanbul Şirketi"
    row = {**EXCHANGE, "visiting_organisation": name}
    text = marks + "Our exchanges\t\t\t\n\n" + csv_of([row], delimiter="\t").decode()
    file, declared = tmp_path / "partner.txt", tmp_path / "mapping.toml"
    file.write_bytes(text.encode(encoding))
    columns = "\n".join(f"[fields.{name}]\ncolumn = '{name}'" for name in EXCHANGE)
    declared.write_text(
        f'delimiter = "\\t"\nencoding = "{encoding}"\nheader_row = 3\n{columns}', encoding="utf-8"
    )
    batch = ingest_here(file, catalog, mapping=declared)
    assert batch.rows["visiting_organisation"].to_pylist() == [name]
    assert batch.rows["source_row"].to_pylist() == [4]


def test_formulas_in_texts_are_texts(catalog: Catalog, tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    hostile = "=cmd|' /C calc'!A0"
    path.write_bytes(csv_of([{**EXCHANGE, "visiting_organisation": hostile}]))
    assert ingest_here(path, catalog).rows["visiting_organisation"].to_pylist() == [hostile]
