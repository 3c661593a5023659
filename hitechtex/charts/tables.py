"""The table twin of a panel: the numbers of its figure, as shown and as exported."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from hitechtex.catalog import Catalog
from hitechtex.catalog.units import unit_of
from hitechtex.charts.labels import cell, heading, partner_name
from hitechtex.charts.panel import TableTwin
from hitechtex.query.result import Result

AS_WRITTEN = frozenset({"source_row", "project_month"})
"""Numbers that are places, not amounts: shown without marks."""


def table_of(
    result: Result,
    catalog: Catalog,
    *,
    caption: str = "",
    columns: Sequence[str] = (),
    rows: Iterable[Sequence[Any]] | None = None,
) -> TableTwin:
    """Return the columns of a result (default: all) as a table; its question is the caption.

    `rows` replaces the rows of the result where a panel sorts or narrows them; they have the
    values of `columns`, in that order.
    """
    names = tuple(columns) or result.names
    places = [result.names.index(name) for name in names] if rows is None else []
    picked = (tuple(row[place] for place in places) for row in result.rows)
    exact = picked if rows is None else rows
    return table_from(exact, catalog, caption=caption or result.question, columns=names)


def table_from(
    exact: Iterable[Sequence[Any]],
    catalog: Catalog,
    *,
    caption: str,
    columns: Sequence[str],
    blank: str | None = None,
) -> TableTwin:
    """Return rows of exact values under columns named as in a query.

    `blank` stands where a value is None because it does not apply; by default it is "not given".
    """
    kept = tuple(tuple(row) for row in exact)
    return TableTwin(
        caption=caption,
        columns=tuple(heading(name) for name in columns),
        rows=tuple(tuple(_shown(catalog, columns, row, blank)) for row in kept),
        exact=kept,
    )


def _shown(
    catalog: Catalog, columns: Sequence[str], row: Sequence[Any], blank: str | None
) -> Iterable[str]:
    for name, value in zip(columns, row, strict=True):
        if value is None and blank is not None:
            yield blank
        elif name == "partner" and value is None and "exchange_id" not in columns:
            yield partner_name(catalog, None)
        elif name in AS_WRITTEN and value is not None:
            yield str(value)
        else:
            is_number = isinstance(value, int | float | Decimal)
            yield cell(catalog, name, unit_of(name, is_number=is_number), value)
