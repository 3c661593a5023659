"""Which fields of an exchange are filled that its status expects, counted as cells."""

from __future__ import annotations

import duckdb

from hitechtex.catalog.health import Completeness
from hitechtex.query.literals import quoted, text

KEPT = (
    *("month", "month_end", "partner", "from_region", "to_region", "visiting_type", "mode"),
    "state",
)
"""What the filters ask for."""


def create_completeness(connection: duckdb.DuckDBPyConnection, declared: Completeness) -> None:
    """Create `completeness_cells`, and the view `exchange_as_completeness` of single exchanges.

    One row per group of exchanges and field: `expected_values` are exchanges whose status has come
    so far that the field is expected, `filled_values` those of them that give it. In the row with
    field null, `exchanges` counts the exchanges. Closed ones expect nothing and are left out.
    """
    fields = [(name, each.status) for each in declared.expected for name in each.fields]
    kept = ", ".join(KEPT)
    connection.execute(
        f"create table field_positions as select * from (values {_positions(fields)}) "  # noqa: S608
        "as t (field, status, position)"
    )
    connection.execute(
        f"create view exchange_as_completeness as with rows as ("  # noqa: S608
        f"select day, {kept}, status, cast(1 as bigint) as exchanges, "
        f"{', '.join(f'cast({quoted(name)} is not null as bigint) as {_alias(name)}' for name, _ in fields)} "  # noqa: E501
        f"from exchanges where state != 'closed') {_long(f'day, {kept}', fields)}"
    )
    connection.execute(
        f"create table completeness_cells as with rows as ("  # noqa: S608
        f"select {kept}, status, count(*) as exchanges, "
        f"{', '.join(f'count({quoted(name)}) as {_alias(name)}' for name, _ in fields)} "
        f"from exchanges where state != 'closed' group by all), "
        f"long as ({_long(kept, fields)}) "
        f"select {kept}, field, cast(sum(exchanges) as bigint) as exchanges, "
        f"cast(sum(expected_values) as bigint) as expected_values, "
        f"cast(sum(filled_values) as bigint) as filled_values from long "
        f"group by all order by month, partner"
    )


def _long(kept: str, fields: list[tuple[str, str]]) -> str:
    """Return one row per group for the exchanges themselves, and one per field expected of them."""
    told = ", ".join(
        f"{{'field': {text(name)}, 'since': {text(status)}::statuses_code, "
        f"'filled': {_alias(name)}}}"
        for name, status in fields
    )
    return (
        f"select {kept}, null as field, exchanges, 0 as expected_values, 0 as filled_values "  # noqa: S608
        f"from rows union all "
        f"select {kept}, told.field, 0 as exchanges, exchanges as expected_values, "
        f"told.filled as filled_values from (select *, unnest([{told}]) as told from rows) "
        f"where status >= told.since"
    )


def _alias(name: str) -> str:
    """Return what the count of a field is called beside the columns that the filters ask for."""
    return quoted(f"filled_{name}")


def _positions(fields: list[tuple[str, str]]) -> str:
    listed = enumerate(fields, start=1)
    return ", ".join(f"({text(name)}, {text(status)}, {at})" for at, (name, status) in listed)
