"""When training was held, how much of it, and what it was about."""

from __future__ import annotations

from datetime import date
from typing import Any

from hitechtex.catalog import Catalog
from hitechtex.catalog.texts import say
from hitechtex.catalog.units import UNITS
from hitechtex.charts import forms, forms_strip, numbers
from hitechtex.charts.forms import Bar
from hitechtex.charts.forms_growth import Month, growth
from hitechtex.charts.labels import heading, partner_colour, partner_name
from hitechtex.charts.notes import note, nothing, scope
from hitechtex.charts.panel import Panel
from hitechtex.charts.tables import table_from, table_of
from hitechtex.charts.theme import ACTUAL, OTHERS
from hitechtex.query.result import Result

ROWS = "session_list"
HOURS = UNITS["_hours"]
DIVISIONS = ("kind", "topic", "organiser")
LABELS = 172  # pixels for the names of the parts
PARTS = ("divided_by", "part", "sessions", "learner_hours")


def training_calendar(by_month: Result, catalog: Catalog) -> Panel:
    """Return sessions by month: held solid, planned hollow; months without any stay empty."""
    if by_month.is_empty:
        return nothing("training_calendar", [by_month], catalog, what="sessions", span=2)
    rows = by_month.records()
    held, planned = (sum(row[f"{name}_sessions"] for row in rows) for name in ("held", "planned"))
    figure = forms_strip.strip(
        [_month_of_sessions(row) for row in rows], [], today=by_month.as_of, label=""
    )
    blank = sum(1 for row in rows if not row["held_sessions"] and _is_past(row, by_month.as_of))
    columns = ("month", "held_sessions", "planned_sessions")
    return Panel(
        id="training_calendar",
        title=say("charts.training_calendar.title", n=held, held=numbers.count(held),
                  planned=numbers.count(planned)),
        subtitle=say("charts.training_calendar.subtitle", scope=scope(by_month, catalog)),
        takeaway=say("charts.training_calendar.blank", n=blank, count=numbers.count(blank)),
        note=note([by_month], catalog),
        results=(by_month,),
        figure=figure,
        table=table_of(by_month, catalog, columns=columns),
        height=int(figure.layout.height),
        span=2,
        rows_query=ROWS,
    )  # fmt: skip


def _is_past(row: dict[str, Any], as_of: date | None) -> bool:
    return as_of is not None and row["month"] <= as_of


def _month_of_sessions(row: dict[str, Any]) -> forms_strip.Stays:
    held, planned = row["held_sessions"], row["planned_sessions"]
    words = say("charts.training_calendar.words", month=numbers.month(row["month"]),
                held=numbers.count(held), planned=numbers.count(planned))  # fmt: skip
    return forms_strip.Stays(row["month"], held, planned, 0, words)


def training_growth(by_month: Result, people: Result, catalog: Catalog) -> Panel:
    """Return learner hours by month and, below, the different people reached by then."""
    if by_month.is_empty:
        return nothing("training_growth", [by_month, people], catalog, what="sessions")
    reached = {row["month"]: row["people_to_date"] for row in people.records()}
    rows = [(row, reached.get(row["month"])) for row in by_month.records()]
    hours = numbers.total([row["learner_hours"] for row, _ in rows])
    last = next((count for _, count in reversed(rows) if count is not None), None)
    said = numbers.count(last) if last else say("charts.unknown")
    first = by_month.records()[-1]["month"]
    figure = growth(
        [_month_of_hours(row, count) for row, count in rows],
        heads=(heading("learner_hours"), heading("people_to_date")),
        last=said if last else "",
        end=date(first.year + first.month // 12, first.month % 12 + 1, 1),
    )
    exact = [(row["month"], row["learner_hours"], row["attended_people"], c) for row, c in rows]
    return Panel(
        id="training_growth",
        title=say("charts.training_growth.title", hours=_hours(hours), people=said),
        subtitle=say("charts.training_growth.subtitle", scope=scope(by_month, catalog)),
        takeaway=say("charts.training_growth.takeaway"),
        note=note([by_month, people], catalog),
        results=(by_month, people),
        figure=figure,
        table=table_from(exact, catalog, caption=by_month.question, blank="–",
                         columns=("month", "learner_hours", "attended_people", "people_to_date")),
        height=int(figure.layout.height),
        rows_query=ROWS,
    )  # fmt: skip


def _month_of_hours(row: dict[str, Any], reached: int | None) -> Month:
    month = numbers.month(row["month"])
    hours = _hours(row["learner_hours"])
    return Month(
        first_day=row["month"],
        amount=row["learner_hours"],
        to_date=reached,
        words=say("charts.words", label=month, count=hours),
        words_to_date=say("charts.training_growth.words", month=month,
                          people=numbers.count(reached)),
    )  # fmt: skip


def training_shares(parts: Result, catalog: Catalog) -> Panel:
    """Return learner hours by kind, topic and organiser, with the sessions of each."""
    rows = [row for row in parts.records() if row["sessions"] or row["learner_hours"]]
    if parts.is_empty or not rows:
        return nothing("training_shares", [parts], catalog, what="sessions")
    bars = []
    for division in DIVISIONS:
        divided = [row for row in rows if row["divided_by"] == division]
        bars += [_share_bar(row, place, catalog) for place, row in enumerate(divided)]
    figure = forms.bars(bars, beside=True, left=LABELS)
    topics = [row for row in rows if row["divided_by"] == "topic" and row["learner_hours"]]
    first = max(topics, key=lambda row: row["learner_hours"], default=None)
    return Panel(
        id="training_shares",
        title=_leading(first, catalog),
        subtitle=say("charts.training_shares.subtitle", scope=scope(parts, catalog)),
        takeaway=say("charts.training_shares.takeaway"),
        note=note([parts], catalog),
        results=(parts,),
        figure=figure,
        table=table_from([_share_row(row, catalog) for row in rows], catalog,
                         caption=parts.question, columns=PARTS),
        height=int(figure.layout.height),
        rows_query=ROWS,
    )  # fmt: skip


def part_name(row: dict[str, Any], catalog: Catalog) -> str:
    """Return what a part is called; the one without a name is what may not be told apart."""
    if row["part"] is None:
        return say("charts.training.too_few")
    match row["divided_by"]:
        case "kind":
            return catalog.codes.label("session_kinds", row["part"])
        case "organiser":
            return partner_name(catalog, row["part"])
    return str(row["part"])


def part_colour(row: dict[str, Any], catalog: Catalog) -> str:
    """Return the colour of a part: a partner keeps its own, the rest is grey."""
    if row["part"] is None:
        return OTHERS
    return partner_colour(catalog, row["part"]) if row["divided_by"] == "organiser" else ACTUAL


def _leading(first: dict[str, Any] | None, catalog: Catalog) -> str:
    if first is None:
        return say("charts.training_shares.title_none")
    name, hours = part_name(first, catalog), _hours(first["learner_hours"])
    return say("charts.training_shares.title", topic=name, hours=hours)


def _share_bar(row: dict[str, Any], place: int, catalog: Catalog) -> Bar:
    label = part_name(row, catalog)
    said = hours = _hours(row["learner_hours"])
    if row["sessions"]:
        said = say("charts.training_shares.row", n=row["sessions"], hours=hours,
                   sessions=numbers.count(row["sessions"]))  # fmt: skip
    return Bar(
        label=label,
        value=row["learner_hours"],
        said=said,
        key=f"{row['divided_by']}:{row['part'] or ''}",
        words=say("charts.words", label=label, count=said),
        colour=part_colour(row, catalog),
        heading="" if place else say(f"charts.training.by.{row['divided_by']}"),
    )


def _share_row(row: dict[str, Any], catalog: Catalog) -> tuple[Any, ...]:
    by = say(f"charts.training.by.{row['divided_by']}")
    return (by, part_name(row, catalog), row["sessions"], row["learner_hours"])


def _hours(hours: float | None) -> str:
    return numbers.shown(hours, HOURS)
