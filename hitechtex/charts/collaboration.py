"""Joint actions: the board of what is under way and what is over, and when they begin."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Any

from hitechtex.catalog import Catalog
from hitechtex.catalog.texts import say
from hitechtex.charts import forms_board, forms_strip, numbers
from hitechtex.charts.forms import Fill
from hitechtex.charts.forms_board import Card, Lane
from hitechtex.charts.labels import partner_colour, partner_name, partner_names
from hitechtex.charts.notes import note, nothing, scope
from hitechtex.charts.panel import WITHIN, Panel
from hitechtex.charts.tables import table_of
from hitechtex.query.result import Result

UNDER_WAY = ("running", "planned", "idea")
OVER = ("done", "dropped")
FILLS = {
    "idea": Fill.PLAN,
    "planned": Fill.PLAN,
    "running": Fill.ACTUAL,
    "done": Fill.ACTUAL,
    "dropped": Fill.VOID,
}
MONTHLY = ("done", "running", "planned", "dropped")
Row = dict[str, Any]
no_actions = partial(nothing, what="actions", rows_query="action_list")


def actions_under_way(by_status: Result, board: Result, catalog: Catalog) -> Panel:
    """Return a card per action that runs, is planned or is an idea; a click chooses its lead."""
    if by_status.is_empty:
        return no_actions("actions_under_way", [by_status, board], catalog)
    counts = counts_by_status(by_status)
    running, planned, ideas = (numbers.count(counts[status]) for status in UNDER_WAY)
    title = say(
        "charts.actions_under_way.title",
        n=counts["running"],
        running=running,
        planned=planned,
        ideas=ideas,
    )
    rows = [row for row in board.records() if row["action_status"] in UNDER_WAY]
    late = sum(row["late_actions"] for row in by_status.records())
    return _board(
        UNDER_WAY, by_status, board, catalog,
        name="actions_under_way", title=title, takeaway=_late(late, rows),
    )  # fmt: skip


def actions_over(by_status: Result, board: Result, catalog: Catalog) -> Panel:
    """Return a card per action that is done or dropped; a click chooses its lead."""
    if by_status.is_empty:
        return no_actions("actions_over", [by_status, board], catalog)
    counts = counts_by_status(by_status)
    done, dropped = (numbers.count(counts[status]) for status in OVER)
    title = say("charts.actions_over.title", n=counts["done"], done=done, dropped=dropped)
    told = sum(row["told_actions"] for row in by_status.records() if row["action_status"] == "done")
    takeaway = say("charts.actions_over.none")
    if counts["done"]:
        takeaway = say("charts.actions_over.takeaway", n=told, told=numbers.count(told), done=done)
    return _board(
        OVER, by_status, board, catalog, name="actions_over", title=title, takeaway=takeaway
    )


def _board(
    statuses: tuple[str, ...],
    by_status: Result,
    board: Result,
    catalog: Catalog,
    *,
    name: str,
    title: str,
    takeaway: str,
) -> Panel:
    rows = [row for row in board.records() if row["action_status"] in statuses]
    counts = counts_by_status(by_status)
    lanes = [
        _lane(status, counts[status], [r for r in rows if r["action_status"] == status], catalog)
        for status in statuses
    ]
    figure = forms_board.board(lanes)
    return Panel(
        id=name,
        title=title,
        subtitle=say(f"charts.{name}.subtitle", scope=scope(by_status, catalog)),
        takeaway=takeaway,
        note=note([by_status, board], catalog),
        results=(by_status, board),
        figure=figure,
        table=table_of(board, catalog, columns=board.names, rows=[tuple(r.values()) for r in rows]),
        height=int(figure.layout.height),
        selects="partners",
        rows_query="action_list",
    )


def counts_by_status(by_status: Result) -> dict[str, int]:
    """Return the actions of each status, of any kind."""
    counts: dict[str, int] = {}
    for row in by_status.records():
        counts[row["action_status"]] = counts.get(row["action_status"], 0) + row["actions"]
    return counts


def _lane(status: str, count: int, rows: list[Row], catalog: Catalog) -> Lane:
    label = catalog.codes.label("action_statuses", status)
    hidden = count - len(rows)
    more = say("charts.board.more", n=hidden, count=numbers.count(hidden)) if hidden > 0 else ""
    return Lane(
        heading=say("charts.words", label=label, count=numbers.count(count)),
        cards=tuple(_card(row, catalog) for row in rows),
        more=more or ("" if rows else say("charts.board.none")),
    )


def _card(row: Row, catalog: Catalog) -> Card:
    kind = catalog.codes.label("action_kinds", row["action_kind"])
    lead = partner_name(catalog, row["lead"])
    first = say("charts.board.line", kind=kind, lead=lead)
    second = say("charts.board.second", smes=_smes(row["smes_involved"]), days=_days(row))
    words = say(
        "charts.board.words",
        title=row["title"],
        status=catalog.codes.label("action_statuses", row["action_status"]),
        kind=kind,
        lead=lead,
        partners=partner_names(catalog, row["partners"]),
        rest=second,
    )
    return Card(
        title=row["title"],
        beside=(first, second),
        key=f"{row['lead']}{WITHIN}{row['action_id']}",
        words=words,
        colour=partner_colour(catalog, row["lead"]),
        fill=FILLS[row["action_status"]],
    )


def _smes(smes: int | None) -> str:
    if smes is None:
        return say("charts.board.smes_unknown")
    return say("charts.board.smes", n=smes, count=numbers.count(smes))


def _days(row: Row) -> str:
    """Return when it began and ended or will, or since when it is late."""
    if row["late_days"]:
        return say(f"charts.board.late_{row['action_status']}", days=numbers.days(row["late_days"]))
    first, last = row["start_date"], row["end_date"]
    if first is None and last is None:
        return say("charts.board.undated")
    if first is None or last is None:
        form = "until" if first is None else "since"
        return say(f"charts.board.{form}", month=numbers.month(first or last))
    same = (first.year, first.month) == (last.year, last.month)
    form = "within" if same else "between"
    return say(f"charts.board.{form}", first=numbers.month(first), last=numbers.month(last))


def _late(late: int, rows: list[Row]) -> str:
    """Return how many actions are late and the worst of them, or which one is to begin next."""
    if late:
        worst = max(rows, key=lambda row: row["late_days"] or 0)
        return say(
            "charts.actions_under_way.late",
            n=late,
            count=numbers.count(late),
            title=worst["title"],
            days=numbers.days(worst["late_days"]),
        )
    planned = [row for row in rows if row["action_status"] == "planned" and row["start_date"]]
    if not planned:
        return say("charts.actions_under_way.nothing_next")
    following = min(planned, key=lambda row: row["start_date"])
    day = numbers.day(following["start_date"])
    return say("charts.actions_under_way.next", title=following["title"], day=day)


def action_timeline(by_month: Result, undated: Result, catalog: Catalog) -> Panel:
    """Return actions by the month they begin in: done, running, planned, dropped."""
    if by_month.is_empty or not by_month.rows:
        return no_actions("action_timeline", [by_month, undated], catalog, span=2)
    figure = forms_strip.strip(
        [_month(row) for row in by_month.records()], [], today=by_month.as_of, label=""
    )
    whole = {name: int(numbers.total(by_month[f"{name}_actions"]) or 0) for name in MONTHLY}
    counts: dict[str, Any] = {name: numbers.count(count) for name, count in whole.items()}
    return Panel(
        id="action_timeline",
        title=say(
            "charts.action_timeline.title",
            n=whole["done"] + whole["running"],
            begun=numbers.count(whole["done"] + whole["running"]),
            **counts,
        ),
        subtitle=say("charts.action_timeline.subtitle", scope=scope(by_month, catalog)),
        takeaway=_timeline_takeaway(by_month, undated),
        note=note([by_month, undated], catalog),
        results=(by_month, undated),
        figure=figure,
        table=table_of(by_month, catalog),
        height=int(figure.layout.height),
        span=2,
        rows_query="action_list",
    )


def _month(row: Row) -> forms_strip.Stays:
    counts = {name: row[f"{name}_actions"] for name in MONTHLY}
    written: dict[str, Any] = {name: numbers.count(count) for name, count in counts.items()}
    return forms_strip.Stays(
        month=row["month"],
        done=counts["done"],
        running=counts["running"],
        planned=counts["planned"],
        cancelled=counts["dropped"],
        words=say("charts.action_timeline.words", month=numbers.month(row["month"]), **written),
    )


def _timeline_takeaway(by_month: Result, undated: Result) -> str:
    """Return the latest month in which an action began, and how many have no day at all."""
    begun: list[date] = [
        row["month"] for row in by_month.records() if row["done_actions"] or row["running_actions"]
    ]
    without = undated.rows[0][0]
    sentences = [
        say("charts.action_timeline.latest", month=numbers.month(max(begun)))
        if begun
        else say("charts.action_timeline.none"),
        say("charts.action_timeline.undated", n=without, count=numbers.count(without))
        if without
        else "",
    ]
    return " ".join(sentence for sentence in sentences if sentence)
