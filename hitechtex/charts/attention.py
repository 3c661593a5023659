"""What needs attention: one sentence per issue, worst first."""

from __future__ import annotations

from typing import Any

from hitechtex.catalog import Catalog
from hitechtex.catalog.texts import say
from hitechtex.charts import numbers
from hitechtex.charts.labels import partner_name
from hitechtex.charts.notes import note, nothing, scope
from hitechtex.charts.panel import Panel, TableTwin
from hitechtex.charts.tables import table_from
from hitechtex.query.result import Result

SENTENCES = 2
COLUMNS = ("issue", "partner", "exchanges", "longest_days", "amount_eur")


def needs_attention(result: Result, catalog: Catalog) -> Panel:
    """Return the issues in the order of the result, worst first; the first ones as sentences."""
    rows = result.records()
    if result.is_empty:
        return nothing("needs_attention", [result], catalog)
    words = "" if rows else say("charts.attention.none")
    return Panel(
        id="needs_attention",
        title=_title(rows),
        subtitle=say("charts.attention.subtitle", scope=scope(result, catalog)),
        takeaway=" ".join(_sentence(row, catalog) for row in rows[:SENTENCES]) or words,
        note=note([result], catalog),
        results=(result,),
        table=_table(result, catalog) if rows else None,
        empty=words,
        height=0,
    )


def _table(result: Result, catalog: Catalog) -> TableTwin:
    rows = [tuple(row[name] for name in COLUMNS) for row in result.records()]
    caption = say("charts.attention.caption")
    return table_from(rows, catalog, caption=caption, columns=COLUMNS, blank="–")


def _title(rows: list[dict[str, Any]]) -> str:
    if not rows:
        return say("charts.attention.title_none")
    issues = len({row["issue"] for row in rows})
    return say("charts.attention.title", n=issues, issues=numbers.count(issues))


def _sentence(row: dict[str, Any], catalog: Catalog) -> str:
    places = {
        "partner": partner_name(catalog, row["partner"]),
        "exchanges": numbers.count(row["exchanges"]),
        "days": numbers.days(row["longest_days"]),
        "amount": _amount(row["amount_eur"]),
    }
    if row["partner"] is None:
        places["partner"] = say("charts.attention.no_partner")
    return say(f"charts.attention.issue.{row['issue']}", n=row["exchanges"], **places)


def _amount(euros: float | None) -> str:
    return say("charts.attention.no_amount") if euros is None else numbers.euros(euros)
