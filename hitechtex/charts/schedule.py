"""Which milestones are met on time, what is late, and what was published about the project."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from hitechtex.catalog import Catalog
from hitechtex.catalog.texts import say
from hitechtex.charts import forms, numbers
from hitechtex.charts.forms import Bar
from hitechtex.charts.labels import line_title, partner_colour, partner_name
from hitechtex.charts.notes import note, nothing, scope
from hitechtex.charts.panel import Panel, TableTwin
from hitechtex.charts.tables import table_from, table_of
from hitechtex.query.result import Result

LATE = (
    "title", "owner", "line", "standing", "planned_end", "late_days", "forecast_end",
    "forecast_late_days", "pushed_by", "waiting",
)  # fmt: skip
RECORD = ("published_day", "title", "record_kind", "host", "guests", "place", "country", "note",
          "source_url")  # fmt: skip
Row = dict[str, Any]


def lines_on_time(by_line: Result, catalog: Catalog) -> Panel:
    """Return, for each line, how many of its milestones that were due are met on time."""
    if by_line.is_empty:
        return nothing("lines_on_time", [by_line], catalog, what="milestones")
    rows = by_line.records()
    figure = forms.bars([_line_bar(row, catalog) for row in rows])
    due, on_time, overdue = (
        int(numbers.total(by_line[f"{name}_milestones"]) or 0)
        for name in ("due", "on_time", "overdue")
    )
    behind = [row for row in rows if row["overdue_milestones"]]
    names = numbers.listed(line_title(catalog, row["line"]) for row in behind)
    return Panel(
        id="lines_on_time",
        title=say(
            "charts.lines_on_time.title",
            n=due,
            met=numbers.count(on_time),
            due=numbers.count(due),
        )
        if due
        else say("charts.lines_on_time.title_none"),
        subtitle=say("charts.lines_on_time.subtitle", scope=scope(by_line, catalog)),
        takeaway=say(
            "charts.lines_on_time.overdue", n=overdue, count=numbers.count(overdue), lines=names
        )
        if overdue
        else say("charts.lines_on_time.none_overdue"),
        note=note([by_line], catalog),
        results=(by_line,),
        figure=figure,
        table=table_of(by_line, catalog),
        height=int(figure.layout.height),
        rows_query="milestone_list",
    )


def owners_on_time(met: Result, catalog: Catalog) -> Panel:
    """Return, for each partner in charge, how many milestones that were due are met on time."""
    rows = [row for row in met.records() if row["partner"] is not None]
    if met.is_empty or not rows:
        return nothing("owners_on_time", [met], catalog, what="milestones")
    figure = forms.bars([_owner_bar(row, catalog) for row in rows])
    behind = sum(1 for row in rows if row["overdue_milestones"])
    return Panel(
        id="owners_on_time",
        title=say(
            "charts.owners_on_time.title",
            n=behind,
            count=numbers.count(behind),
            owners=numbers.count(len(rows)),
        ),
        subtitle=say("charts.owners_on_time.subtitle", scope=scope(met, catalog)),
        takeaway=_best(rows, catalog),
        note=note([met], catalog),
        results=(met,),
        figure=figure,
        table=table_of(met, catalog),
        height=int(figure.layout.height),
        selects="partners",
        rows_query="milestone_list",
    )


def _best(rows: list[Row], catalog: Catalog) -> str:
    """Return who met most milestones on time; the first of several that met as many."""
    due = [row for row in rows if row["due_milestones"]]
    if not due:
        return say("charts.owners_on_time.none_due")
    most = max(due, key=lambda row: row["on_time_milestones"])
    met = numbers.of_total(most["on_time_milestones"], most["due_milestones"])
    return say("charts.owners_on_time.best", names=partner_name(catalog, most["partner"]), met=met)


def _owner_bar(row: Row, catalog: Catalog) -> Bar:
    colour = partner_colour(catalog, row["partner"])
    bar = _bar(row, partner_name(catalog, row["partner"]))
    return replace(bar, key=row["partner"], colour=colour)


def _line_bar(row: Row, catalog: Catalog) -> Bar:
    return _bar(row, line_title(catalog, row["line"]))


def _bar(row: Row, label: str) -> Bar:
    said = _said(row)
    value = row["on_time_milestones"] if row["due_milestones"] else None
    return Bar(label, value, said, words=say("charts.words", label=label, count=said))


def _said(row: Row) -> str:
    """Return “3 of 5, 1 overdue”; a row without milestones, or with none due, says so."""
    if not row["due_milestones"]:
        return say(f"charts.lines_on_time.{'none_due' if row['milestones'] else 'no_milestone'}")
    met = numbers.of_total(row["on_time_milestones"], row["due_milestones"])
    overdue = row["overdue_milestones"]
    if not overdue:
        return met
    return say("charts.lines_on_time.row", met=met, overdue=numbers.count(overdue))


def late_milestones(late: Result, catalog: Catalog) -> Panel:
    """Return what is late or will be, the worst first, with its owner and what waits for it."""
    if late.is_empty:
        return nothing("late_milestones", [late], catalog, what="milestones", span=2)
    rows = late.records()
    overdue = sum(row["standing"] == "overdue" for row in rows)
    words = "" if rows else say("charts.late_milestones.none")
    return Panel(
        id="late_milestones",
        title=say(
            "charts.late_milestones.title",
            n=overdue,
            overdue=numbers.count(overdue),
            expected=numbers.count(len(rows) - overdue),
        ),
        subtitle=say("charts.late_milestones.subtitle", scope=scope(late, catalog)),
        takeaway=words or _worst(rows[0], catalog),
        note=note([late], catalog),
        results=(late,),
        table=_late_table(late, catalog) if rows else None,
        empty=words,
        height=0,
        span=2,
        rows_query="milestone_list",
    )


def _late_table(late: Result, catalog: Catalog) -> TableTwin:
    lines = [tuple(row[name] for name in LATE) for row in late.records()]
    return table_from(lines, catalog, caption=late.question, columns=LATE, blank="–")


def _worst(row: Row, catalog: Catalog) -> str:
    """Return the first sentence on what is late: whose it is, and how many wait for it."""
    days = row["late_days"] or row["forecast_late_days"]
    return say(
        f"charts.late_milestones.worst_{'now' if row['late_days'] else 'expected'}",
        n=row["waiting_milestones"],
        title=row["title"],
        owner=partner_name(catalog, row["owner"]) if row["owner"] else numbers.missing(),
        days=numbers.days(days),
        waiting=numbers.count(row["waiting_milestones"]),
    )


def public_record(record: Result, catalog: Catalog) -> Panel:
    """Return what was published, each event with its source; those without a day stand last."""
    if record.is_empty:
        return nothing("public_record", [record], catalog, what="published", span=2)
    rows = record.records()
    undated = sum(row["first_day"] is None for row in rows)
    # The record speaks until the day on which its sources were read, whatever partners have sent.
    read = replace(record, data_date=max(row["read_on"] for row in rows))
    no_day = say("charts.public_record.no_day")
    lines = [(row["first_day"] or no_day, *(row[name] for name in RECORD[1:])) for row in rows]
    return Panel(
        id="public_record",
        title=say("charts.public_record.title", n=len(rows), count=numbers.count(len(rows))),
        subtitle=say("charts.public_record.subtitle", scope=scope(record, catalog)),
        takeaway=say("charts.public_record.undated", n=undated, count=numbers.count(undated))
        if undated
        else say("charts.public_record.all_dated"),
        note=note([read], catalog),
        results=(record,),
        table=table_from(lines, catalog, caption=record.question, columns=RECORD, blank="–"),
        height=0,
        span=2,
        rows_query="",
    )
