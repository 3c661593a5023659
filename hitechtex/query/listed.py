"""What the program knows as a list becomes a table of the engine."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import duckdb

from hitechtex.query.literals import quoted


def create_listed(
    connection: duckdb.DuckDBPyConnection,
    name: str,
    columns: Mapping[str, str],
    rows: Sequence[Mapping[str, Any]],
) -> None:
    """Create the table `name`: one row per entry of `rows`.

    `columns` are its columns with their SQL types. Given to DuckDB as lists: on the way through
    pyarrow the whole of pandas would be loaded.
    """
    listed = ", ".join(
        f"unnest(cast(${column} as {kind}[])) as {quoted(column)}"
        for column, kind in columns.items()
    )
    values = {column: [row[column] for row in rows] for column in columns}
    connection.execute(f"create table {quoted(name)} as select {listed}", values)
