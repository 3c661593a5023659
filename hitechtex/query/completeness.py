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
    """Create the table `completeness_cells`, and the macro `completeness_at_edge(first, last)`.

    One row per group of exchanges and field: `expected_values` are exchanges whose status has come
    so far that the field is expected, `filled_values` those of them that give it. In the row with
    field null, `exchanges` counts the exchanges. Closed ones expect nothing and are left out. The
    macro has the same of the months that a period covers only in part.
    """
    fields = [(name, each.status) for each in declared.expected for name in each.fields]
    connection.execute(
        f"create table field_positions as select * from (values {_positions(fields)}) "  # noqa: S608
        "as t (field, status, position)"
    )
    connection.execute(
        f"create table completeness_cells as select {', '.join(KEPT)}, field, "  # noqa: S608
        f"cast(sum(exchanges) as bigint) as exchanges, "
        f"cast(sum(expected_values) as bigint) as expected_values, "
        f"cast(sum(filled_values) as bigint) as filled_values from ({_counted(fields)}) "
        f"group by all order by month, partner"
    )
    at_edge = "and is_at_edge(day, month, month_end, first_day, last_day)"
    connection.execute(
        "create macro completeness_at_edge(first_day, last_day) as table "
        + _counted(fields, only=at_edge)
    )


def _counted(fields: list[tuple[str, str]], *, only: str = "") -> str:
    """Return the select that counts exchanges, and what they fill: they are read once for all."""
    filled = ", ".join(f"count({quoted(name)}) as {_alias(name)}" for name, _ in fields)
    kept = ", ".join(KEPT)
    return (
        f"with rows as materialized (select {kept}, status, count(*) as exchanges, {filled} "  # noqa: S608
        f"from exchanges where state != 'closed' {only} group by all) {_long(kept, fields)}"
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
