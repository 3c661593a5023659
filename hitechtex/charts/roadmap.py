"""Are we on schedule? The roadmap: milestones by line, the public record above them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from html import escape
from typing import Any

from hitechtex.catalog import Catalog
from hitechtex.catalog.texts import say
from hitechtex.charts import numbers
from hitechtex.charts.forms_gantt import Group, gantt
from hitechtex.charts.forms_gantt_marks import Published, Span, Task
from hitechtex.charts.labels import line_title, partner_name, partner_names
from hitechtex.charts.notes import note, nothing, scope
from hitechtex.charts.panel import WITHIN, Panel, TableTwin
from hitechtex.charts.tables import table_from
from hitechtex.charts.theme import STATUS_COLOURS
from hitechtex.metrics.status import Word
from hitechtex.query.result import Result

MOST_DRAWN, MOST_NAMED, LONGEST_LABEL = 60, 5, 46
COLUMNS = (
    "line", "title", "milestone_kind", "owner", "standing", "planned_start", "planned_end",
    "started_on", "ended_on", "late_days", "forecast_start", "forecast_end", "forecast_late_days",
    "waits_for", "pushed_by", "milestone_id",
)  # fmt: skip
SIGNS = {
    "on_time": Word.ON_TRACK,
    "done_late": Word.WATCH,
    "overdue": Word.OFF_TRACK,
}
"""Standings that are a judgement, and the word whose symbol and colour they share."""
Row = dict[str, Any]


def roadmap(schedule: Result, met: Result, record: Result, catalog: Catalog) -> Panel:
    """Return the milestones by line as planned, done and expected; the public record above them.

    `schedule` has a row per milestone, `met` counts those on time, `record` what was published.
    """
    published = [row for row in record.records() if row["first_day"] is not None]
    if schedule.is_empty and not published:
        return nothing("roadmap", [schedule], catalog, what="milestones", span=2)
    rows = schedule.records()
    project = catalog.project
    figure = gantt(
        [*_published(published, catalog), *_lines(_drawn(rows), schedule.as_of, catalog)],
        frame=Span(project.start, project.end),
        today=schedule.as_of,
    )
    return Panel(
        id="roadmap",
        title=_title(met, len(published)),
        subtitle=say("charts.roadmap.subtitle", scope=scope(schedule, catalog)),
        takeaway=" ".join(_sentences(rows, schedule.n, catalog)),
        note=_note(schedule, record, catalog),
        results=(schedule, met, record),
        figure=figure,
        table=_table(rows, published, schedule, catalog),
        height=int(figure.layout.height),
        span=2,
        selects="partners",
        rows_query="milestone_list",
    )


def _title(met: Result, published: int) -> str:
    whole = next((row for row in met.records() if row["partner"] is None), None)
    if whole is None or not whole["milestones"]:
        return say("charts.roadmap.title_record", n=published, count=numbers.count(published))
    if not whole["due_milestones"]:
        return say("charts.roadmap.title_none_due")
    return say(
        "charts.roadmap.title",
        n=whole["overdue_milestones"],
        met=numbers.count(whole["on_time_milestones"]),
        due=numbers.count(whole["due_milestones"]),
        overdue=numbers.count(whole["overdue_milestones"]),
    )


def _note(schedule: Result, record: Result, catalog: Catalog) -> str:
    line = note([schedule], catalog)
    if not record.n:
        return line
    return f"{line} {say('charts.roadmap.record_note', n=record.n, count=numbers.count(record.n))}"


def _drawn(rows: list[Row]) -> list[Row]:
    """Return the rows that are drawn, in their order: all that are open, then those done last."""
    latest = sorted(rows, key=lambda row: row["ended_on"] or date.max, reverse=True)
    kept = {row["milestone_id"] for row in latest[:MOST_DRAWN]}
    return [row for row in rows if row["milestone_id"] in kept]


def _lines(rows: list[Row], today: date | None, catalog: Catalog) -> Iterator[Group]:
    for line in dict.fromkeys(row["line"] for row in rows):
        tasks = tuple(_task(row, today, catalog) for row in rows if row["line"] == line)
        yield Group(line_title(catalog, line), tasks)


def _published(rows: list[Row], catalog: Catalog) -> Iterator[Group]:
    """Yield one group with the public record, if there is any."""
    events = tuple(
        Published(
            label=_short(row["title"]),
            day=row["first_day"],
            words=_published_words(row, catalog),
            key=_key(row["host"], f"record-{place}"),
        )
        for place, row in enumerate(rows)
    )
    if events:
        yield Group(say("charts.roadmap.record"), events=events)


def _key(partner: str | None, name: str) -> str:
    """Return what a click selects: the partner; nothing where nobody is named."""
    return f"{partner}{WITHIN}{name}" if partner else ""


def _published_words(row: Row, catalog: Catalog) -> str:
    names = [partner_name(catalog, row["host"])] if row["host"] else []
    names += [partner_names(catalog, row["guests"])] if row["guests"] else []
    return say(
        f"charts.roadmap.published{'_by' if names else ''}",
        title=row["title"],
        day=numbers.day(row["first_day"]),
        names=", ".join(names),
    )


def _task(row: Row, today: date | None, catalog: Catalog) -> Task:
    label, said = _short(row["title"]), _said(row)
    owner = row["owner"]
    return Task(
        id=row["milestone_id"],
        label=label,
        said=_with_sign(row, said),
        words=say(
            "charts.roadmap.words",
            title=row["title"],
            owner=partner_name(catalog, owner) if owner else numbers.missing(),
            planned=numbers.day(row["planned_end"]),
            standing=said,
        ),
        key=_key(owner, row["milestone_id"]),
        planned=_span(row["planned_start"], row["planned_end"]),
        actual=_actual(row, today),
        forecast=_forecast(row, today),
        is_point=row["milestone_kind"] == "milestone",
        after=tuple((row["waits_for"] or "").split("; ")),
    )


def _span(first: date | None, last: date | None) -> Span | None:
    """Return the days between; where only the last is known, that day alone."""
    if last is None:
        return None
    return Span(min(first or last, last), last)


def _actual(row: Row, today: date | None) -> Span | None:
    """Return the days that it took; of one that has begun and is not done, those until today."""
    if row["ended_on"] is not None:
        return _span(row["started_on"], row["ended_on"])
    return _span(row["started_on"], today) if row["started_on"] is not None else None


def _forecast(row: Row, today: date | None) -> Span | None:
    first = today if row["started_on"] is not None else row["forecast_start"]
    return _span(first, row["forecast_end"])


def _said(row: Row) -> str:
    """Return how it stands, in words, with the days."""
    standing, late, ahead = row["standing"], row["late_days"], row["forecast_late_days"]
    if standing == "overdue" and not late:
        return say("charts.roadmap.due_today")
    if standing in ("done_late", "overdue"):
        return say(f"charts.roadmap.{standing}", days=numbers.days(late))
    if ahead:
        return say("charts.roadmap.expected_late", days=numbers.days(ahead))
    return say(f"charts.standing.{standing}")


def _with_sign(row: Row, said: str) -> str:
    word = SIGNS.get(row["standing"]) or (Word.WATCH if row["forecast_late_days"] else None)
    if word is None:
        return said
    symbol = say(f"status.symbol.{word}")
    return say("charts.roadmap.signed", colour=STATUS_COLOURS[word], symbol=symbol, said=said)


def _short(title: str) -> str:
    """Return a title as it is drawn: cut where it is long, and never read as markup."""
    fits = len(title) <= LONGEST_LABEL
    return escape(title if fits else f"{title[: LONGEST_LABEL - 1].rstrip()}…", quote=False)


def _sentences(rows: list[Row], n: int, catalog: Catalog) -> Iterator[str]:
    if not rows:
        yield say("charts.empty.all", what=say("charts.what.milestones"))
        return
    ends = [row["forecast_end"] or row["ended_on"] for row in rows]
    known = [day for day in ends if day is not None]
    if known:
        last, end = numbers.day(max(known)), numbers.day(catalog.project.end)
        yield say("charts.roadmap.last", last=last, end=end)
    if n > MOST_DRAWN:
        yield say("charts.roadmap.drawn", drawn=numbers.count(MOST_DRAWN), all=numbers.count(n))
    yield from _exceptions(rows)


def _exceptions(rows: list[Row]) -> Iterator[str]:
    """Yield what the plan does not tell: circles, links to nowhere, milestones without an end."""
    found = {
        "circular": [row for row in rows if row["is_circular"]],
        "unknown": [row for row in rows if row["unknown_links"]],
        "undated": [row for row in rows if row["planned_end"] is None],
    }
    for name, concerned in found.items():
        if concerned:
            named = numbers.listed(row["title"] for row in concerned[:MOST_NAMED])
            count = numbers.count(len(concerned))
            yield say(f"charts.roadmap.{name}", n=len(concerned), count=count, names=named)


def _table(rows: list[Row], published: list[Row], schedule: Result, catalog: Catalog) -> TableTwin:
    """Return the milestones and, below them, the public record: its rows name their source."""
    record = say("charts.roadmap.record")
    columns = (*COLUMNS, "source")
    lines = [
        *((*(row[name] for name in COLUMNS), say("charts.roadmap.from_partner")) for row in rows),
        *(
            (record, row["title"], None, row["host"], None, None, None, row["first_day"],
             row["last_day"], *(None for _ in range(7)), row["source_url"])
            for row in published
        ),
    ]  # fmt: skip
    return table_from(lines, catalog, caption=schedule.question, columns=columns, blank="–")
