"""What came in and what is wrong with it: open faults by partner and rule, each with its row."""

from __future__ import annotations

from typing import Any

from hitechtex.catalog import Catalog
from hitechtex.catalog.texts import read_texts, say
from hitechtex.charts import numbers
from hitechtex.charts.forms import Bar, bars
from hitechtex.charts.labels import partner_colour, partner_name
from hitechtex.charts.notes import note, nothing, scope
from hitechtex.charts.panel import WITHIN, Panel
from hitechtex.charts.tables import table_from
from hitechtex.query.result import Result

COUNTED = ("partner", "dataset", "fault_rule", "open_faults", "faulty_rows", "oldest_on")
LISTED = ("partner", "source_file", "source_row", "field", "value", "hint", "received_on")
FILES = ("file", "dataset", "partner", "received_on", "rows_read", "accepted_rows",
         "set_aside_rows", "repaired_values", "batch_state")  # fmt: skip
REMARKS = ("file", "dataset", "partner", "received_on", "remark")
MOST_BARS = 12
Records = list[dict[str, Any]]


def fault_counts(counted: Result, catalog: Catalog) -> Panel:
    """Return open faults by partner, dataset and rule, the most frequent first."""
    rows = counted.records()
    if not counted.sources:
        return nothing("fault_counts", [counted], catalog, what="files")
    words = "" if rows else say("charts.fault_counts.none")
    figure = bars([_bar(row, catalog) for row in rows[:MOST_BARS]]) if rows else None
    total = sum(row["open_faults"] for row in rows)
    lines = [tuple(_said(row, name, catalog) for name in COUNTED) for row in rows]
    return Panel(
        id="fault_counts",
        title=say("charts.fault_counts.title", n=total, count=numbers.count(total)),
        subtitle=say("charts.fault_counts.subtitle", scope=scope(counted, catalog)),
        takeaway=words or _most_frequent(rows[0], catalog),
        note=note([counted], catalog),
        results=(counted,),
        figure=figure,
        table=table_from(lines, catalog, caption=counted.question, columns=COUNTED)
        if rows
        else None,
        empty=words,
        height=int(figure.layout.height) if figure else 0,
        span=2,
        selects="partners" if figure else "",
        rows_query="fault_list",
    )


def fault_table(listed: Result, catalog: Catalog) -> Panel:
    """Return the rows that were not accepted: file, row, what stands there, and what to do."""
    rows = listed.records()
    if not listed.sources:
        return nothing("fault_table", [listed], catalog, what="files")
    words = "" if rows else say("charts.fault_table.none")
    lines = [tuple(_said(row, name, catalog) for name in LISTED) for row in rows]
    title = "fault_table.title" if rows else "fault_table.title_none"
    return Panel(
        id="fault_table",
        title=say(f"charts.{title}", n=listed.n, count=numbers.count(listed.n)),
        subtitle=say("charts.fault_table.subtitle", scope=scope(listed, catalog)),
        takeaway=words or say("charts.fault_table.takeaway"),
        note=note([listed], catalog),
        results=(listed,),
        table=table_from(lines, catalog, caption=listed.question, columns=LISTED, blank="–")
        if rows
        else None,
        empty=words,
        height=0,
        span=2,
        rows_query="",
    )


def file_remarks(remarks: Result, catalog: Catalog) -> Panel:
    """Return what was said of each file when it was read: rows left out, totals that differ."""
    if not remarks.rows:
        return nothing("file_remarks", [remarks], catalog, what="remarks", rows_query="")
    several = say("charts.file_table.several")
    lines = [
        tuple(
            several if name == "partner" and row[name] is None else _said(row, name, catalog)
            for name in REMARKS
        )
        for row in remarks.records()
    ]
    files = len(set(remarks["batch"]))
    return Panel(
        id="file_remarks",
        title=say(
            "charts.file_remarks.title",
            n=len(lines),
            count=numbers.count(len(lines)),
            files=numbers.count(files),
        ),
        subtitle=say("charts.file_remarks.subtitle", scope=scope(remarks, catalog)),
        takeaway=say("charts.file_remarks.takeaway", remark=remarks["remark"][0]),
        note=note([remarks], catalog),
        results=(remarks,),
        table=table_from(lines, catalog, caption=remarks.question, columns=REMARKS, blank="–"),
        height=0,
        span=2,
        rows_query="",
    )


def file_table(batches: Result, catalog: Catalog) -> Panel:
    """Return the files that came in, with what was accepted of each and what became of it."""
    if not batches.rows:
        return nothing("file_table", [batches], catalog, what="files")
    rows = batches.records()
    several = say("charts.file_table.several")
    lines = [
        tuple(
            several if name == "partner" and row[name] is None else _said(row, name, catalog)
            for name in FILES
        )
        for row in rows
    ]
    accepted = sum(row["accepted_rows"] or 0 for row in rows if row["batch_state"] == "live")
    return Panel(
        id="file_table",
        title=say(
            "charts.file_table.title",
            n=batches.n,
            files=numbers.count(batches.n),
            rows=numbers.count(accepted),
        ),
        subtitle=say("charts.file_table.subtitle", scope=scope(batches, catalog)),
        takeaway=say("charts.file_table.takeaway"),
        note=note([batches], catalog),
        results=(batches,),
        table=table_from(lines, catalog, caption=batches.question, columns=FILES, blank="–"),
        height=0,
        span=2,
        rows_query="",
    )


def rule_name(rule: str) -> str:
    """Return what a check is called; one that came later than its name stands for itself."""
    name = f"charts.fault_rule.{rule}"
    return say(name) if name in read_texts() else rule


def _said(row: dict[str, Any], name: str, catalog: Catalog) -> Any:
    if name == "dataset":
        return say(f"charts.dataset.{row[name]}")
    if name == "fault_rule":
        return rule_name(row[name])
    if name == "batch_state":
        return say(f"charts.batch_state.{row[name]}")
    if name == "partner":
        return _owner(row[name], catalog)
    return row[name]


def _owner(partner: str | None, catalog: Catalog) -> str:
    """Return whose it is; a file may hold rows of several, or name nobody who is known."""
    return say("charts.nobody_named") if partner is None else partner_name(catalog, partner)


def _bar(row: dict[str, Any], catalog: Catalog) -> Bar:
    owner = _owner(row["partner"], catalog)
    label = say(
        "charts.fault_counts.label",
        partner=owner,
        dataset=say(f"charts.dataset.{row['dataset']}"),
        rule=rule_name(row["fault_rule"]),
    )
    said = numbers.count(row["open_faults"])
    key = WITHIN.join((str(row["partner"]), row["dataset"], row["fault_rule"]))
    return Bar(
        label=numbers.folded(label, 60),
        value=row["open_faults"],
        said=said,
        key=key if row["partner"] else "",
        words=say("charts.words", label=label, count=said),
        colour=partner_colour(catalog, row["partner"]),
    )


def _most_frequent(row: dict[str, Any], catalog: Catalog) -> str:
    return say(
        "charts.fault_counts.takeaway",
        n=row["open_faults"],
        partner=_owner(row["partner"], catalog),
        dataset=say(f"charts.dataset.{row['dataset']}"),
        rule=rule_name(row["fault_rule"]),
        count=numbers.count(row["open_faults"]),
    )
