"""Files that came in: their history and states, one of them, two side by side, what is approved."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from hitechtex.catalog import Catalog
from hitechtex.catalog.texts import say
from hitechtex.charts import numbers
from hitechtex.charts.forms import Bar, bars
from hitechtex.charts.labels import partner_name
from hitechtex.charts.notes import note, nothing, scope
from hitechtex.charts.panel import Panel
from hitechtex.charts.tables import table_from
from hitechtex.metrics import Questions
from hitechtex.query.comparing import knows_people
from hitechtex.query.result import Result

HISTORY = ("file", "received_on", "dataset", "partner", "received_by", "accepted_rows",
           "set_aside_rows", "repaired_values", "batch_state", "review", "reviewed_by",
           "reviewed_on", "review_comment")  # fmt: skip
PERIODS = ("partner", "dataset", "approved_until", "approved_on", "approved_by")
CHANGES = ("change", "row_name", "field", "before_value", "after_value", "before_sheet",
           "before_row", "after_sheet", "after_row")  # fmt: skip
MOST_FILES = 200
Record = dict[str, Any]


def batch_choices(query: Questions) -> dict[str, str]:
    """Return the files to choose from, the newest first, by batch."""
    listed = query("batch_list", limit=MOST_FILES).records()
    return {row["batch"]: _called(row, query.catalog) for row in listed}


def other_batch_choices(query: Questions) -> dict[str, str]:
    """Return the files to compare the chosen one with: what it replaced, then earlier ones."""
    listed = query("batch_list", limit=MOST_FILES).records()
    chosen = next((row for row in listed if row["batch"] == query.choices.get("batch")), None)
    if chosen is None:
        return {}
    same = [row for row in listed if row["dataset"] == chosen["dataset"] and row is not chosen]
    place = listed.index(chosen)
    same.sort(key=lambda row: (row["batch"] != chosen["replaces"], listed.index(row) < place))
    return {row["batch"]: _called(row, query.catalog) for row in same}


def is_about_people(query: Questions, batch: str) -> bool:
    """Return whether a file holds a row per person."""
    datasets = {each.batch: each.dataset for each in query.engine.snapshot.batches}
    return batch in datasets and knows_people(query.catalog.contract(datasets[batch]))


def batch_table(listed: Result, catalog: Catalog) -> Panel:
    """Return every file with what was accepted of it, its state, and who said what of it."""
    rows = listed.records()
    if not rows:
        return nothing("batch_table", [listed], catalog, what="files")
    lines = [tuple(_said(row, name, catalog) for name in HISTORY) for row in rows]
    links = tuple(_address(row["batch"]) for row in rows)
    table = table_from(lines, catalog, caption=listed.question, columns=HISTORY, blank="–")
    counted = [row for row in rows if row["batch_state"] == "live"]
    approved = sum(row["review"] == "approved" for row in counted)
    returned = sum(row["review"] == "returned" for row in counted)
    places = {"files": numbers.count(len(counted)), "approved": numbers.count(approved)}
    return Panel(
        id="batch_table",
        title=say("charts.batch_table.title", n=len(counted), **places),
        subtitle=say("charts.batch_table.subtitle", scope=scope(listed, catalog)),
        takeaway=say("charts.batch_table.takeaway", n=returned, count=numbers.count(returned)),
        note=note([listed], catalog),
        results=(listed,),
        table=replace(table, links=links, linked=HISTORY.index("file")),
        height=0,
        span=2,
        rows_query="",
    )


def approved_periods(listed: Result, catalog: Catalog) -> Panel:
    """Return until when each partner's rows of each dataset are approved."""
    rows = listed.records()
    words = "" if rows else say("charts.approved_periods.none")
    lines = [tuple(_said(row, name, catalog) for name in PERIODS) for row in rows]
    return Panel(
        id="approved_periods",
        title=say("charts.approved_periods.title", n=len(rows), count=numbers.count(len(rows))),
        subtitle=say("charts.approved_periods.subtitle", scope=scope(listed, catalog)),
        takeaway=words or say("charts.approved_periods.takeaway"),
        note=note([listed], catalog),
        results=(listed,),
        table=table_from(lines, catalog, caption=listed.question, columns=PERIODS, blank="–")
        if rows
        else None,
        empty=words,
        height=0,
        span=2,
        rows_query="",
    )


def batch_months(
    counted: Result, catalog: Catalog, *, file: str, is_of_people: bool = False
) -> Panel:
    """Return the accepted rows of one file by the month that they are filed under."""
    rows = counted.records()
    if not rows:
        made = nothing("batch_months", [counted], catalog, what="rows")
        words = say("charts.batch_months.people") if is_of_people else made.empty
        return replace(made, empty=words, takeaway=words)
    figure = bars([_month_bar(row) for row in rows], beside=True, left=110)
    lines = [(_month(row), row["accepted_rows"]) for row in rows]
    columns = ("month", "accepted_rows")
    return Panel(
        id="batch_months",
        title=say("charts.batch_months.title", n=counted.n, count=numbers.count(counted.n)),
        subtitle=say("charts.batch_months.subtitle", file=file),
        takeaway=_months_told([row for row in rows if row["month"]]),
        note=note([counted], catalog),
        results=(counted,),
        figure=figure,
        table=table_from(lines, catalog, caption=counted.question, columns=columns),
        height=int(figure.layout.height),
        rows_query="",
    )


def batch_comparison(
    changes: Result, total: Result, catalog: Catalog, *, files: str, is_of_people: bool = False
) -> Panel:
    """Return what one file says that the other does not, each with its row in both."""
    counted = total.records()[0]
    rows = changes.records()
    none = "people" if is_of_people else "none"
    words = "" if rows else say(f"charts.batch_comparison.{none}")
    lines = [tuple(_said(row, name, catalog) for name in CHANGES) for row in rows]
    places: Record = {name: numbers.count(counted[name]) for name in total.names}
    all_changes = counted["added_rows"] + counted["changed_values"] + counted["gone_rows"]
    return Panel(
        id="batch_comparison",
        title=say(f"charts.batch_comparison.{'question' if is_of_people else 'title'}", **places),
        subtitle=say("charts.batch_comparison.subtitle", files=files),
        takeaway=words or say("charts.batch_comparison.takeaway", n=counted["same_rows"], **places),
        note=note([changes, total], catalog),
        results=(changes, total),
        table=table_from(lines, catalog, caption=changes.question, columns=CHANGES, blank="–")
        if rows
        else None,
        empty=words,
        height=0,
        span=2,
        rows_query="batch_changes" if rows else "",
        rows_given={name: changes.filters.get(name) for name in ("earlier", "later")},
        rows_total=all_changes,
    )


def _said(row: Record, name: str, catalog: Catalog) -> Any:
    value = row[name]
    if name == "dataset":
        return say(f"charts.dataset.{value}")
    if name in ("batch_state", "review", "change"):
        return say(f"charts.{name}.{value}")
    if name == "partner":
        return say("charts.file_table.several") if value is None else partner_name(catalog, value)
    return value


def _called(row: Record, catalog: Catalog) -> str:
    """Return a file as a list of files calls it."""
    return say(
        "charts.batch_choice",
        file=row["file"],
        dataset=say(f"charts.dataset.{row['dataset']}"),
        partner=_said(row, "partner", catalog),
        day=numbers.day(row["received_on"]),
        state=say(f"charts.batch_state.{row['batch_state']}"),
        review=say(f"charts.review.{row['review']}"),
    )


def _address(batch: str) -> str:
    return f"batches?{urlencode({'section': say('section.batches.one'), 'batch': batch})}"


def _months_told(dated: list[Record]) -> str:
    if not dated:
        return say("charts.batch_months.takeaway_none")
    return say("charts.batch_months.takeaway", n=len(dated), count=numbers.count(len(dated)))


def _month(row: Record) -> Any:
    return row["month"] or say("charts.batch_months.no_day")


def _month_bar(row: Record) -> Bar:
    day = row["month"]
    label = numbers.month(day) if day else say("charts.batch_months.no_day")
    said = numbers.count(row["accepted_rows"])
    words = say("charts.words", label=label, count=said)
    return Bar(label=label, value=row["accepted_rows"], said=said, words=words)
