"""What the header of each query declares is what is written and what DuckDB returns."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from hitechtex.errors import QueryError
from hitechtex.query import Engine, read_queries
from hitechtex.query.declared import QUERIES, TYPES, read_query

NAMES = tuple(read_queries())
AGREED = """
exchanges_total exchanges_achieved exchange_pace exchanges_range
exchange_pipeline exchanges_by_status exchange_conversion exchange_delays exchange_money
region_pairs_active exchange_balance exchange_purposes exchange_activities exchange_outcomes
exchange_organisation_types exchange_burn_up exchanges_by_month exchange_missions
exchanges_by_region_pair exchanges_by_country_pair exchange_list needs_attention
region_measures target_curve targets_due sessions_total session_list
"""


@pytest.mark.parametrize("name", NAMES)
def test_what_is_declared_is_what_is_written_and_returned(empty_engine: Engine, name: str) -> None:
    query = empty_engine.queries[name]
    statements = duckdb.extract_statements(query.sql)
    assert len(statements) == 1
    assert set(query.parameter_names) == set(statements[0].named_parameters)
    nothing = dict.fromkeys(query.parameter_names)
    with empty_engine.connection.cursor() as cursor:
        described = cursor.execute(f"describe {query.sql}", nothing).fetchall()
        assert cursor.execute(query.sql, nothing).fetchall() is not None
    returned = [(row[0], row[1]) for row in described]
    assert returned == [(column.name, column.type) for column in query.columns]


@pytest.mark.parametrize("name", NAMES)
def test_a_header_says_everything(name: str) -> None:
    query = read_queries()[name]
    assert query.question.endswith("?")
    assert query.grain.startswith("one row")
    assert all(column.meaning for column in query.columns)
    assert all(parameter.meaning for parameter in query.parameters)
    assert {entry.type for entry in (*query.columns, *query.parameters)} <= set(TYPES)


@pytest.mark.parametrize("name", NAMES)
def test_a_query_is_short_and_says_its_order(name: str) -> None:
    lines = (QUERIES / f"{name}.sql").read_text().splitlines()
    assert len(lines) <= 80
    grain = read_queries()[name].grain
    assert grain == "one row." or any(line.startswith("order by") for line in lines)


def test_every_agreed_query_is_there() -> None:
    assert set(AGREED.split()) <= set(NAMES)


def test_every_indicator_names_columns_of_its_query(empty_engine: Engine) -> None:
    for indicator in empty_engine.catalog.indicators.indicators:
        columns = {each.name for each in empty_engine.queries[indicator.query].columns}
        named = {indicator.value, indicator.numerator, indicator.denominator, indicator.n}
        named |= {indicator.low, indicator.high, indicator.parts, "partner"}
        assert named - {""} <= columns, indicator.id
        assert set(indicator.seen_in) <= set(NAMES), indicator.id


@pytest.mark.parametrize(
    ("header", "says"),
    [
        ("select 1;", "no columns are declared"),
        ("-- How?\n--\n-- Columns\n--   a  BIGINT  x\nselect 1;", "-- Grain"),
        ("-- How?\n--\n-- Grain: one row.\n-- Columns\n--   a  BIGINT  x\nselect 1;", "-- Data"),
        (
            "-- How?\n--\n-- Grain: one row.\n-- Data: exchanges\n-- Columns\n--   a  INT  x\n",
            "INT",
        ),
    ],
)
def test_a_wrong_header_is_refused(tmp_path: Path, header: str, says: str) -> None:
    path = tmp_path / "wrong.sql"
    path.write_text(header)
    with pytest.raises(QueryError, match=says):
        read_query(path)


def test_a_meaning_may_go_on_in_the_next_line(tmp_path: Path) -> None:
    path = tmp_path / "long.sql"
    path.write_text(
        "-- How?\n--\n-- Grain: one row per\n--   partner.\n-- Data: exchanges, targets\n"
        "-- Columns\n--   paid_eur  DOUBLE  what was\n--             paid\nselect 1;"
    )
    query = read_query(path)
    assert (query.grain, query.datasets) == ("one row per partner.", ("exchanges", "targets"))
    assert (query.columns[0].meaning, query.columns[0].unit.symbol) == ("what was paid", "EUR")
