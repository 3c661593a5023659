"""Is the data fit? Who is late, and what looks odd and is asked about."""

from __future__ import annotations

from typing import Any

from hitechtex.catalog import Catalog
from hitechtex.catalog.texts import say
from hitechtex.catalog.units import unit_of
from hitechtex.charts import numbers
from hitechtex.charts.labels import heading, partner_name, region_name
from hitechtex.charts.notes import note, nothing
from hitechtex.charts.panel import Panel
from hitechtex.charts.tables import table_from
from hitechtex.query.result import Result

ARRIVALS = ("partner", "dataset", "told_rows", "last_row_on", "silent_days", "last_received_on",
            "is_late")  # fmt: skip
ODD = ("exchange_id", "partner", "field", "value", "typical_value", "distance_ratio", "alike",
       "source_file", "source_row")  # fmt: skip
Records = list[dict[str, Any]]


def late_partners(arrivals: Result, catalog: Catalog) -> Panel:
    """Return how far the rows and files of each partner reach, by dataset; who is late first."""
    rows = arrivals.records()
    if not rows:
        return nothing("late_partners", [arrivals], catalog, what="files")
    late = [row for row in rows if row["is_late"]]
    lines = [
        (
            row["partner"], say(f"charts.dataset.{row['dataset']}"),
            *(row[name] for name in ARRIVALS[2:-1]), _late(row["is_late"]),
        )
        for row in rows
    ]  # fmt: skip
    words = "late_partners.takeaway" if late else "late_partners.none"
    rule = catalog.health.oddities.late_after_days
    return Panel(
        id="late_partners",
        title=say("charts.late_partners.title", n=len(late), count=numbers.count(len(late))),
        subtitle=say("charts.late_partners.subtitle", rule=_late_rule(rule)),
        takeaway=say(f"charts.{words}", names=_late_names(late, catalog)),
        note=note([arrivals], catalog),
        results=(arrivals,),
        table=table_from(
            lines, catalog, caption=arrivals.question, columns=ARRIVALS, blank="–"
        ),
        height=0,
        span=2,
        rows_query="",
    )  # fmt: skip


def odd_values(outliers: Result, catalog: Catalog) -> Panel:
    """Return values unlike the others of their kind, as questions: nothing is changed."""
    if outliers.is_empty:
        return nothing("odd_values", [outliers], catalog)
    rows = outliers.records()
    words = "" if rows else say("charts.odd_values.none")
    lines = [tuple(_odd(row, name, catalog) for name in ODD) for row in rows]
    rule = catalog.health.oddities.outliers
    return Panel(
        id="odd_values",
        title=say("charts.odd_values.title", n=len(rows), count=numbers.count(len(rows))),
        subtitle=say(
            "charts.odd_values.subtitle",
            spread=numbers.decimal(rule.spread, 1),
            least=numbers.count(rule.least_exchanges),
            below=numbers.decimal(rule.ceiling_below, 1),
            above=numbers.decimal(rule.ceiling_above, 1),
        ),
        takeaway=words or say("charts.odd_values.takeaway"),
        note=note([outliers], catalog),
        results=(outliers,),
        table=table_from(lines, catalog, caption=outliers.question, columns=ODD, blank="–")
        if rows
        else None,
        empty=words,
        height=0,
        span=2,
        rows_query="",
    )


def _late(is_late: bool) -> str:
    return say(f"charts.late_partners.{'late' if is_late else 'not'}")


def _late_rule(rule: dict[str, int]) -> str:
    return "; ".join(
        say(
            "charts.late_partners.rule",
            n=days,
            dataset=say(f"charts.dataset.{name}"),
            days=numbers.count(days),
        )
        for name, days in rule.items()
    )


def _late_names(late: Records, catalog: Catalog) -> str:
    return numbers.listed(
        say(
            "charts.late_partners.name",
            partner=partner_name(catalog, row["partner"]),
            dataset=say(f"charts.dataset.{row['dataset']}"),
        )
        for row in late[:3]
    )


def _odd(row: dict[str, Any], name: str, catalog: Catalog) -> Any:
    """Return a value in the unit of its field, and what it is compared with in words."""
    if name == "field":
        return heading(row[name])
    if name in ("value", "typical_value"):
        return numbers.shown(row[name], unit_of(row["field"]))
    if name == "alike":
        return _alike(row[name], catalog)
    return row[name]


def _alike(kind: str | None, catalog: Catalog) -> str:
    if kind is None:
        return say("charts.odd_values.ceiling")
    origin, between, host = kind.partition(">")
    if between:
        names = (region_name(catalog, origin), region_name(catalog, host))
        return say("charts.odd_values.corridor", origin=names[0], host=names[1])
    return catalog.codes.label("modes", kind)
