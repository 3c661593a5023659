"""What a partner did, brought in and is asked to do next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from hitechtex.catalog import Catalog
from hitechtex.catalog.texts import say
from hitechtex.charts import numbers
from hitechtex.charts.addresses import address, place_name
from hitechtex.charts.labels import partner_name
from hitechtex.charts.notes import note, nothing, scope
from hitechtex.charts.panel import Panel
from hitechtex.charts.tables import table_from
from hitechtex.query.result import Result

WORK = (
    *("partner", "sent_exchanges", "hosted_exchanges", "organised_sessions", "provided_services"),
    *("owned_overdue_milestones", "open_faults", "exceptions"),
)
STEPS = ("partner", "to_do", "since_on", "look_at")
SMALL_WORDS = 2
Records = list[dict[str, Any]]


def partner_table(
    work: Result,
    balance: Result,
    faults: Result,
    exceptions: Result,
    catalog: Catalog,
    *,
    only: Sequence[str] = (),
) -> Panel:
    """Return a line per partner: exchanges, trainings, services, milestones, faults, exceptions.

    `only` keeps some of the partners; blank is all that are not filtered away.
    """
    results = (work, balance, faults, exceptions)
    kept = [row for row in work.records() if not only or row["partner"] in only]
    if not kept:
        return nothing("partner_table", [work], catalog, what="partners")
    sent = {row["partner"]: row for row in balance.records()}
    broken = {row["partner"]: row["exceptions"] for row in exceptions.records()}
    rows = [
        row
        | {name: sent.get(row["partner"], {}).get(name) for name in WORK[1:3]}
        | {
            "open_faults": _faults(faults.records(), row["partner"]),
            "exceptions": broken.get(row["partner"]),
        }
        for row in kept
    ]
    lines = [tuple(row[name] for name in WORK) for row in rows]
    return Panel(
        id="partner_table",
        title=_work_title(rows, catalog),
        subtitle=say("charts.partner_table.subtitle", scope=scope(balance, catalog)),
        takeaway=_work_takeaway(rows, catalog),
        note=note(results, catalog),
        results=results,
        table=table_from(lines, catalog, caption=work.question, columns=WORK, blank="–"),
        height=0,
        span=2,
    )


def next_actions(steps: Result, catalog: Catalog) -> Panel:
    """Return what each partner is asked to do next, how much of it, since when, and where."""
    rows = steps.records()
    if not rows and steps.is_empty:
        return nothing("next_actions", [steps], catalog)
    chosen = steps.filters.get("partners")
    words = "" if rows else say("charts.next_actions.none")
    lines = [
        (
            row["partner"], _sentence(row), row["since_on"],
            place_name(catalog.health.action(row["issue"])),
        )
        for row in rows
    ]  # fmt: skip
    caption = steps.question
    made = table_from(lines, catalog, caption=caption, columns=STEPS, blank="–")
    links = tuple(address(catalog, row["issue"], row["partner"]) for row in rows)
    name = partner_name(catalog, chosen[0]) if chosen and len(chosen) == 1 else ""
    title = "next_actions.title_of" if name else "next_actions.title"
    return Panel(
        id="next_actions",
        title=say(f"charts.{title}", n=len(rows), count=numbers.count(len(rows)), partner=name),
        subtitle=say("charts.next_actions.subtitle", scope=scope(steps, catalog)),
        takeaway=words or " ".join(_told(row, catalog) for row in rows[:SMALL_WORDS]),
        note=note([steps], catalog),
        results=(steps,),
        table=replace(made, links=links) if rows else None,
        empty=words,
        height=0,
        span=2,
        rows_query="",
    )


def _faults(rows: Records, partner: str) -> int:
    return sum(row["open_faults"] for row in rows if row["partner"] == partner)


def _work_title(rows: Records, catalog: Catalog) -> str:
    if len(rows) == 1:
        return say(
            "charts.partner_table.title_one", partner=partner_name(catalog, rows[0]["partner"])
        )
    return say("charts.partner_table.title", n=len(rows), count=numbers.count(len(rows)))


def _work_takeaway(rows: Records, catalog: Catalog) -> str:
    """Return who sent and who hosted most; of one partner both numbers."""
    if len(rows) == 1:
        sent, hosted = (numbers.count(rows[0][name]) for name in WORK[1:3])
        return say("charts.partner_table.takeaway_one", sent=sent, hosted=hosted)
    most = [(name, max(rows, key=lambda row: row[name] or 0)) for name in WORK[1:3]]
    said = [
        say(
            f"charts.partner_table.{name}",
            partner=partner_name(catalog, row["partner"]),
            count=numbers.count(row[name]),
        )
        for name, row in most
        if row[name]
    ]
    return " ".join(said) or say("charts.partner_table.nobody")


def _sentence(row: dict[str, Any]) -> str:
    needed = row["needed_monthly_exchanges"]
    return say(
        f"charts.next_action.{row['issue']}",
        n=row["cases"],
        count=numbers.count(row["cases"]),
        monthly=numbers.missing() if needed is None else numbers.decimal(needed, 1),
        since=numbers.day(row["since_on"]),
    )


def _told(row: dict[str, Any], catalog: Catalog) -> str:
    name = partner_name(catalog, row["partner"])
    return say("charts.next_actions.told", partner=name, sentence=_sentence(row))
