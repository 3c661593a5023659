"""How far have exchanges come, and when do the stays take place?"""

from __future__ import annotations

from typing import Any

from hitechtex.catalog import Catalog
from hitechtex.catalog.texts import say
from hitechtex.charts import forms, forms_strip, numbers
from hitechtex.charts.forms import Bar, Fill
from hitechtex.charts.labels import region_name
from hitechtex.charts.notes import note, nothing, scope
from hitechtex.charts.panel import Panel, TableTwin
from hitechtex.charts.tables import table_from, table_of
from hitechtex.charts.theme import ACTUAL, OTHERS
from hitechtex.query.result import Result

FILLS = {
    "open": Fill.PLAN,
    "awaiting_validation": Fill.FORECAST,
    "achieved": Fill.ACTUAL,
    "closed": Fill.VOID,
}
STATES = ("done_exchanges", "planned_exchanges", "cancelled_exchanges")
LABELS = 146  # pixels for the names of the statuses


def pipeline_by_phase(by_status: Result, catalog: Catalog) -> Panel:
    """Return exchanges by status under the phase each belongs to, in the order of the road."""
    if by_status.is_empty:
        return nothing("pipeline_by_phase", [by_status], catalog)
    figure = forms.bars(_status_bars(by_status, catalog), beside=True, left=LABELS)
    states = _by_state(by_status)
    places: dict[str, Any] = {state: numbers.count(states.get(state, 0)) for state in FILLS}
    return Panel(
        id="pipeline_by_phase",
        title=say("charts.pipeline.title", n=states.get("open", 0), **places),
        subtitle=say("charts.pipeline.subtitle", scope=scope(by_status, catalog)),
        takeaway=say("charts.pipeline.takeaway", n=states.get("awaiting_validation", 0), **places),
        note=note([by_status], catalog),
        results=(by_status,),
        figure=figure,
        table=table_of(by_status, catalog, columns=("phase", "status", "state", "exchanges")),
        height=int(figure.layout.height),
    )


def _by_state(by_status: Result) -> dict[str, int]:
    states: dict[str, int] = {}
    for row in by_status.records():
        states[row["state"]] = states.get(row["state"], 0) + row["exchanges"]
    return states


def _status_bars(by_status: Result, catalog: Catalog) -> list[Bar]:
    rows = {row["status"]: row for row in by_status.records()}
    ordered = [rows[status] for status in catalog.codes["statuses"] if status in rows]
    bars, phase = [], None
    for row in ordered:
        heading = catalog.codes.label("phases", row["phase"]) if row["phase"] != phase else ""
        phase = row["phase"]
        label = catalog.codes.label("statuses", row["status"])
        count = numbers.count(row["exchanges"])
        bars.append(
            Bar(
                label=label,
                value=row["exchanges"],
                said=count,
                key=row["status"],
                words=say("charts.words", label=label, count=count),
                colour=OTHERS if row["state"] == "closed" else ACTUAL,
                fill=FILLS[row["state"]],
                heading=heading,
            )
        )
    return bars


def stay_timeline(by_month: Result, missions: Result, catalog: Catalog) -> Panel:
    """Return stays by month: planned hollow, done solid, cancelled crossed; missions above."""
    if by_month.is_empty or not by_month.rows:
        return nothing("stay_timeline", [by_month, missions], catalog, span=2)
    figure = forms_strip.strip(
        [_stays(row) for row in by_month.records()],
        [_mission(row, catalog) for row in missions.records() if row["first_day"] is not None],
        today=by_month.as_of or by_month.data_date,
        label=say("charts.stays.missions_label"),
    )
    return Panel(
        id="stay_timeline",
        title=_stays_title(by_month),
        subtitle=say("charts.stays.subtitle", scope=scope(by_month, catalog)),
        takeaway=_stays_takeaway(by_month, missions, catalog),
        note=note([by_month, missions], catalog),
        results=(by_month, missions),
        figure=figure,
        table=_stays_table(by_month, missions, catalog),
        height=int(figure.layout.height),
        span=2,
    )


def _stays_table(by_month: Result, missions: Result, catalog: Catalog) -> TableTwin:
    """Return the months and, below them, the missions: two kinds of row in one table."""
    months = [
        (row["month"], None, None, None, *(row[name] for name in STATES), None)
        for row in by_month.records()
    ]
    travelled = [
        (
            None, row["mission_id"], row["first_day"], row["host_region"],
            row["done_exchanges"], None, row["cancelled_exchanges"], row["exchanges"],
        )
        for row in missions.records()
    ]  # fmt: skip
    columns = ("month", "mission_id", "first_day", "host_region", *STATES, "exchanges")
    rows = [*months, *travelled]
    return table_from(rows, catalog, caption=by_month.question, columns=columns, blank="–")


def _stays(row: dict[str, Any]) -> forms_strip.Stays:
    counts = {name.removesuffix("_exchanges"): row[name] for name in STATES}
    written: dict[str, Any] = {name: numbers.count(count) for name, count in counts.items()}
    words = say("charts.stays.words", month=numbers.month(row["month"]), **written)
    return forms_strip.Stays(month=row["month"], words=words, **counts)


def _mission(row: dict[str, Any], catalog: Catalog) -> forms_strip.Mission:
    words = say(
        "charts.stays.mission",
        n=row["exchanges"],
        mission=row["mission_id"],
        first=numbers.day(row["first_day"]),
        last=numbers.day(row["last_day"]),
        region=region_name(catalog, row["host_region"]),
        country=numbers.country(row["host_country"]),
        exchanges=numbers.count(row["exchanges"]),
        done=numbers.count(row["done_exchanges"]),
        cancelled=numbers.count(row["cancelled_exchanges"]),
    )
    return forms_strip.Mission(row["mission_id"], row["first_day"], row["exchanges"], words)


def _stays_title(by_month: Result) -> str:
    done, planned, cancelled = (
        numbers.total(by_month[f"{name}_exchanges"]) or 0
        for name in ("done", "planned", "cancelled")
    )
    places: dict[str, Any] = {"done": numbers.count(done), "planned": numbers.count(planned)}
    return say("charts.stays.title", n=done, cancelled=numbers.count(cancelled), **places)


def _stays_takeaway(by_month: Result, missions: Result, catalog: Catalog) -> str:
    """Return the fullest month, the months without any, and the largest mission."""
    whole = [
        (row["done_exchanges"] or 0) + (row["planned_exchanges"] or 0) for row in by_month.records()
    ]
    blank = sum(1 for count in whole if not count)
    most = max(whole)
    month = numbers.month(by_month["month"][whole.index(most)])
    sentences = [
        say("charts.stays.fullest", month=month, count=numbers.count(most)) if most else "",
        say("charts.stays.blank", n=blank, count=numbers.count(blank)) if blank else "",
    ]
    if missions.rows:
        largest = max(missions.records(), key=lambda row: row["exchanges"])
        sentences.append(
            say(
                "charts.stays.largest",
                n=len(missions.rows),
                missions=numbers.count(len(missions.rows)),
                most=numbers.count(largest["exchanges"]),
                region=region_name(catalog, largest["host_region"]),
            )
        )
    return " ".join(sentence for sentence in sentences if sentence)
