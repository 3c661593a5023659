"""What may be one and the same: names of visitors, entries of an exchange; and what is possible."""

from __future__ import annotations

from collections.abc import Sequence

from hitechtex.catalog import Catalog
from hitechtex.catalog.texts import say
from hitechtex.charts import numbers
from hitechtex.charts.labels import heading, partner_name
from hitechtex.charts.notes import note, nothing, scope
from hitechtex.charts.panel import Panel, TableTwin
from hitechtex.charts.tables import table_from, table_of
from hitechtex.metrics.duplicates import Name, Proposal
from hitechtex.query.result import Result

PROPOSED = ("left_name", "left_partners", "right_name", "right_partners", "likeness_points",
            "evidence")  # fmt: skip
ANSWERED = ("left_name", "right_name", "is_same", "decided_on", "decided_by", "batch")
POSSIBLE = (
    *("partner", "target_exchanges", "achieved_exchanges", "months_left"),
    *("needed_monthly_exchanges", "open_pairs", "waiting_visitors", "free_visitors"),
)


def proposed_organisations(proposals: Sequence[Proposal], known: Result, catalog: Catalog) -> Panel:
    """Return the pairs of names that may be one organisation, the most alike first."""
    if known.is_empty:
        return nothing("proposed_organisations", [known], catalog)
    lines = [
        (each.left.written, _partners(each.left, catalog), each.right.written,
         _partners(each.right, catalog), each.score, say(f"charts.evidence.{each.evidence}"))
        for each in proposals
    ]  # fmt: skip
    words = "" if lines else say("charts.proposed_organisations.none")
    count = numbers.count(len(lines))
    caption = say("charts.proposed_organisations.caption")
    return Panel(
        id="proposed_organisations",
        title=say("charts.proposed_organisations.title", n=len(lines), count=count),
        subtitle=say("charts.proposed_organisations.subtitle"),
        takeaway=words or say("charts.proposed_organisations.takeaway"),
        note=note([known], catalog),
        results=(known,),
        table=table_from(lines, catalog, caption=caption, columns=PROPOSED) if lines else None,
        empty=words,
        height=0,
        span=2,
        rows_query="",
    )


def answered_organisations(answers: Result, catalog: Catalog) -> Panel:
    """Return what somebody has said of two names, when, and the batch that takes it back."""
    words = "" if answers.rows else say("charts.answered_organisations.none")
    count = len(answers.rows)
    return Panel(
        id="answered_organisations",
        title=say("charts.answered_organisations.title", n=count, count=numbers.count(count)),
        subtitle=say("charts.answered_organisations.subtitle"),
        takeaway=words or say("charts.answered_organisations.takeaway"),
        note=note([answers], catalog),
        results=(answers,),
        table=table_of(answers, catalog, columns=ANSWERED) if answers.rows else None,
        empty=words,
        height=0,
        rows_query="",
    )


def double_entries(entries: Result, catalog: Catalog) -> Panel:
    """Return stays that seem to be entered twice, by two partners or by one."""
    if entries.is_empty:
        return nothing("double_entries", [entries], catalog)
    words = "" if entries.rows else say("charts.double_entries.none")
    count = len(entries.rows)
    return Panel(
        id="double_entries",
        title=say("charts.double_entries.title", n=count, count=numbers.count(count)),
        subtitle=say("charts.double_entries.subtitle", scope=scope(entries, catalog)),
        takeaway=words or say("charts.double_entries.takeaway"),
        note=note([entries], catalog),
        results=(entries,),
        table=table_of(entries, catalog) if entries.rows else None,
        empty=words,
        height=0,
        rows_query="",
    )


def still_possible(possible: Result, corridors: Result, catalog: Catalog) -> Panel:
    """Return places needed per month, corridors nobody has travelled and visitors not yet gone."""
    if possible.is_empty:
        return nothing("still_possible", [possible], catalog)
    untravelled = {
        row["partner"]: row["eligible_pairs"] - row["active_pairs"] for row in corridors.records()
    }
    rows = [row | {"open_pairs": untravelled.get(row["partner"])} for row in possible.records()]
    lines = [tuple(row[name] for name in POSSIBLE) for row in rows]
    whole = next(row for row in rows if row["partner"] is None)
    return Panel(
        id="still_possible",
        title=_needed(whole["needed_monthly_exchanges"], whole["months_left"]),
        subtitle=say("charts.still_possible.subtitle"),
        takeaway=say(
            "charts.still_possible.takeaway",
            waiting=numbers.count(whole["waiting_visitors"]),
            free=numbers.count(whole["free_visitors"]),
            corridors=numbers.count(whole["open_pairs"]),
        ),
        note=note([possible, corridors], catalog),
        results=(possible, corridors),
        table=_blank_is_none(lines, catalog, possible.question),
        height=0,
        span=2,
    )


def _needed(each_month: float | None, months: int) -> str:
    if each_month is None:
        return say("charts.still_possible.title_none", n=months)
    return say(
        "charts.still_possible.title", n=months, months=months, count=numbers.decimal(each_month, 1)
    )


def _blank_is_none(
    lines: Sequence[tuple[object, ...]], catalog: Catalog, caption: str
) -> TableTwin:
    """Return the table with the partnership named; without a target nothing is needed or not."""
    made = table_from(lines, catalog, caption=caption, columns=POSSIBLE, blank="–")
    partners = [None if line[0] is None else str(line[0]) for line in lines]
    named = tuple(
        (partner_name(catalog, partner), *row[1:])
        for partner, row in zip(partners, made.rows, strict=True)
    )
    return TableTwin(made.caption, tuple(heading(name) for name in POSSIBLE), named, made.exact)


def _partners(name: Name, catalog: Catalog) -> str:
    return ", ".join(partner_name(catalog, each) for each in name.partners.split(", "))
