"""What is given of what should be: by partner and month, and by field."""

from __future__ import annotations

from datetime import date
from typing import Any

from hitechtex.catalog import Catalog
from hitechtex.catalog.texts import say
from hitechtex.charts import forms_months, numbers
from hitechtex.charts.forms import Bar, bars
from hitechtex.charts.labels import heading, partner_name
from hitechtex.charts.notes import note, nothing, scope
from hitechtex.charts.panel import WITHIN, Panel
from hitechtex.charts.tables import table_from
from hitechtex.query.result import Result

MONTHS = ("partner", "month", "told_exchanges", "expected_values", "filled_values", "filled_share")
FIELDS = ("field", "expected_from", "expected_values", "missing_values")
MOST_FIELDS = 10
Records = list[dict[str, Any]]


def completeness_matrix(by_month: Result, catalog: Catalog) -> Panel:
    """Return partners by months, shaded by how complete they are; silent months hatched."""
    rows = by_month.records()
    if by_month.is_empty or not rows:
        return nothing("completeness_matrix", [by_month], catalog)
    days = list(dict.fromkeys(row["month"] for row in rows))
    partners = list(dict.fromkeys(row["partner"] for row in rows))
    drawn = [_row(partner, rows, catalog) for partner in partners]
    figure = forms_months.months(drawn, days)
    return Panel(
        id="completeness_matrix",
        title=_complete_title(rows),
        subtitle=say("charts.completeness_matrix.subtitle", scope=scope(by_month, catalog)),
        takeaway=_complete_takeaway(rows, days, catalog),
        note=note([by_month], catalog),
        results=(by_month,),
        figure=figure,
        table=table_from(
            [tuple(row[name] for name in MONTHS) for row in rows],
            catalog, caption=by_month.question, columns=MONTHS, blank="–",
        ),
        height=int(figure.layout.height),
        span=2,
        selects="partners",
    )  # fmt: skip


def missing_fields(by_field: Result, catalog: Catalog) -> Panel:
    """Return the fields that are left blank most often, of the exchanges that should give them."""
    rows = [row for row in by_field.records() if row["missing_values"]]
    if by_field.is_empty:
        return nothing("missing_fields", [by_field], catalog)
    words = "" if rows else say("charts.missing_fields.none")
    figure = bars([_field_bar(row) for row in rows[:MOST_FIELDS]]) if rows else None
    lines = [
        (heading(row["field"]), _status(row["expected_from"], catalog), *_counts(row))
        for row in by_field.records()
    ]
    made = table_from(lines, catalog, caption=by_field.question, columns=FIELDS)
    blank = sum(row["missing_values"] for row in rows)
    return Panel(
        id="missing_fields",
        title=say("charts.missing_fields.title", n=blank, count=numbers.count(blank)),
        subtitle=say("charts.missing_fields.subtitle", scope=scope(by_field, catalog)),
        takeaway=words or _most_missing(rows[0]),
        note=note([by_field], catalog),
        results=(by_field,),
        figure=figure,
        table=made if rows else None,
        empty=words,
        height=int(figure.layout.height) if figure else 0,
        span=2,
    )


def _row(partner: str, rows: Records, catalog: Catalog) -> forms_months.Row:
    own = [row for row in rows if row["partner"] == partner]
    return forms_months.Row(
        name=numbers.folded(partner_name(catalog, partner), 12),
        months=tuple(_month(row, catalog) for row in own),
        whole=_whole(own),
    )


def _month(row: dict[str, Any], catalog: Catalog) -> forms_months.Month:
    silent = row["filled_share"] is None
    words = say(
        f"charts.completeness_matrix.{'silent' if silent else 'words'}",
        n=row["told_exchanges"],
        partner=partner_name(catalog, row["partner"]),
        month=numbers.month(row["month"]),
        count=numbers.count(row["told_exchanges"]),
        filled=numbers.count(row["filled_values"]),
        expected=numbers.count(row["expected_values"]),
    )
    key = f"{row['partner']}{WITHIN}{row['month']}"
    return forms_months.Month(row["filled_share"], key, words)


def _whole(rows: Records) -> str:
    """Return the share over all months, sum over sum."""
    expected = sum(row["expected_values"] for row in rows)
    filled = sum(row["filled_values"] for row in rows)
    return numbers.percent(filled / expected) if expected else "–"


def _complete_title(rows: Records) -> str:
    expected = sum(row["expected_values"] for row in rows)
    filled = sum(row["filled_values"] for row in rows)
    return say(
        "charts.completeness_matrix.title",
        n=expected,
        filled=numbers.count(filled),
        expected=numbers.count(expected),
        share=numbers.percent(filled / expected) if expected else numbers.missing(),
    )


def _complete_takeaway(rows: Records, days: list[date], catalog: Catalog) -> str:
    """Return which partner was silent in most months."""
    silent: dict[str, int] = {}
    for row in rows:
        if row["filled_share"] is None:
            silent[row["partner"]] = silent.get(row["partner"], 0) + 1
    if not silent:
        return say("charts.completeness_matrix.nobody_silent")
    partner = max(silent, key=lambda name: silent[name])
    return say(
        "charts.completeness_matrix.takeaway",
        n=silent[partner],
        partner=partner_name(catalog, partner),
        count=numbers.count(silent[partner]),
        months=numbers.count(len(days)),
    )


def _field_bar(row: dict[str, Any]) -> Bar:
    said = numbers.of_total(row["missing_values"], row["expected_values"])
    words = say("charts.words", label=heading(row["field"]), count=said)
    return Bar(heading(row["field"]), row["missing_values"], said, words=words)


def _most_missing(row: dict[str, Any]) -> str:
    return say(
        "charts.missing_fields.takeaway",
        field=heading(row["field"]),
        missing=numbers.count(row["missing_values"]),
        expected=numbers.count(row["expected_values"]),
    )


def _counts(row: dict[str, Any]) -> tuple[int, int]:
    return row["expected_values"], row["missing_values"]


def _status(code: str, catalog: Catalog) -> str:
    return catalog.codes.label("statuses", code)
