"""The lines of work: how each stands, why, and what is to be decided next; worst first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from hitechtex.catalog import Catalog
from hitechtex.catalog.texts import say
from hitechtex.charts import numbers
from hitechtex.charts.addresses import TO_INDICATOR
from hitechtex.charts.labels import partner_name
from hitechtex.charts.notes import note
from hitechtex.charts.panel import Panel
from hitechtex.charts.tables import table_from
from hitechtex.metrics.lines import LineStatus
from hitechtex.metrics.status import Word
from hitechtex.query.result import Result

COLUMNS = ("line", "status_word", "reason", "decision", "coming")
BEHIND = (Word.OFF_TRACK, Word.WATCH)


def line_statuses(lines: Sequence[LineStatus], coming: Result, catalog: Catalog) -> Panel:
    """Return a row per line of work: status, the reason for it, the next decision, what comes.

    `coming` is the answer to `milestones_next`, one row per line that has milestones.
    """
    following = {row["line"]: row for row in coming.records()}
    rows = [
        (
            each.line.id,
            each.word.value,
            _reason(each, catalog),
            _decision(each, catalog),
            _coming(following.get(each.line.id), catalog),
        )
        for each in lines
    ]
    made = table_from(rows, catalog, caption=say("charts.line_statuses.caption"), columns=COLUMNS)
    links = tuple(TO_INDICATOR + each.reason.indicator if each.reason else "" for each in lines)
    return Panel(
        id="line_statuses",
        title=_title(lines),
        subtitle=say("charts.line_statuses.subtitle"),
        takeaway=_takeaway(lines, catalog),
        note=note([coming], catalog),
        results=(coming,),
        table=replace(made, links=links, linked=COLUMNS.index("reason")),
        height=0,
        span=2,
        rows_query="",
    )


def _title(lines: Sequence[LineStatus]) -> str:
    judged = [each for each in lines if each.word not in (Word.NO_TARGET, Word.NO_DATA)]
    behind = sum(each.word in BEHIND for each in judged)
    if not judged:
        return say("charts.line_statuses.title_none")
    if not behind:
        return say(
            "charts.line_statuses.title_all", n=len(judged), lines=numbers.count(len(judged))
        )
    places = {"behind": numbers.count(behind), "lines": numbers.count(len(judged))}
    return say("charts.line_statuses.title", n=behind, **places)


def _takeaway(lines: Sequence[LineStatus], catalog: Catalog) -> str:
    first = lines[0]
    word = say(f"status.word.{first.word}")
    reason = _reason(first, catalog)
    return say("charts.line_statuses.takeaway", line=first.line.title, word=word, reason=reason)


def _reason(each: LineStatus, catalog: Catalog) -> str:
    """Return the sentence on the indicator that decides."""
    status = each.reason
    if status is None:
        return say(f"charts.line_statuses.no_reason.{each.word}")
    return say(
        "charts.line_statuses.reason",
        label=catalog.indicators[status.indicator].label,
        value=numbers.shown(status.value, status.unit),
        expected=numbers.shown(status.expected, status.unit),
        target=numbers.shown(status.target, status.unit),
    )


def _decision(each: LineStatus, catalog: Catalog) -> str:
    """Return what the committee decides next: by whom to catch up, or what to set or bring."""
    behind = each.behind
    if behind is not None:
        return say(
            "charts.line_statuses.decide.partner",
            partner=partner_name(catalog, behind.partner),
            value=numbers.shown(behind.value, behind.unit),
            expected=numbers.shown(behind.expected, behind.unit),
        )
    if each.reason is None:
        return say(f"charts.line_statuses.decide.{each.word}")
    label = catalog.indicators[each.reason.indicator].label
    return say(f"charts.line_statuses.decide.{each.word}", label=label)


def _coming(row: dict[str, Any] | None, catalog: Catalog) -> str:
    if row is None:
        return say("charts.line_statuses.coming.none")
    late = row["late_milestones"]
    named = "last" if row["next_title"] is None else "owned" if row["next_partner"] else "ownerless"
    return say(
        f"charts.line_statuses.coming.{named}{'_late' if late else ''}",
        n=late,
        late=numbers.count(late),
        title=row["next_title"],
        day=numbers.day(row["next_end"]),
        partner=partner_name(catalog, row["next_partner"]),
    )
