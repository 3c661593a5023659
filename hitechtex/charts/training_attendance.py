"""Who came of those who registered, and where a list and the partner's own totals differ."""

from __future__ import annotations

from datetime import date
from typing import Any

from hitechtex.catalog import Catalog
from hitechtex.catalog.texts import say
from hitechtex.charts import numbers
from hitechtex.charts.forms_flow import Cell, Matrix, matrix
from hitechtex.charts.labels import partner_name
from hitechtex.charts.notes import note, nothing, scope
from hitechtex.charts.panel import Panel
from hitechtex.charts.tables import table_from, table_of
from hitechtex.charts.training import ROWS
from hitechtex.query.result import Result

MAP = ("kind", "quarter", "sessions", "registered_people", "came_people", "attendance_share")
RATES = ("partner", "registered_people", "came_people", "attendance_share", "certificates",
         "certificate_share")  # fmt: skip
Rows = list[dict[str, Any]]


def attendance_map(by_kind: Result, catalog: Catalog) -> Panel:
    """Return quarters by kind of session, shaded by the share of those registered who came."""
    rows = by_kind.records()
    if by_kind.is_empty or not rows:
        return nothing("attendance_map", [by_kind], catalog, what="sessions")
    figure = matrix(_grid(rows, _quarters(rows, catalog), catalog))
    came, registered = (
        sum(row[name] or 0 for row in rows) for name in ("came_people", "registered_people")
    )
    return Panel(
        id="attendance_map",
        title=say("charts.attendance_map.title", share=_of(came, registered)),
        subtitle=say("charts.attendance_map.subtitle", scope=scope(by_kind, catalog)),
        takeaway=_untold(rows),
        note=note([by_kind], catalog),
        results=(by_kind,),
        figure=figure,
        table=table_from(
            [(*(row[name] for name in MAP[:-1]), _share(row)) for row in rows],
            catalog, caption=by_kind.question, columns=MAP,
        ),
        height=int(figure.layout.height),
        rows_query=ROWS,
    )  # fmt: skip


def _quarters(rows: Rows, catalog: Catalog) -> list[date]:
    """Return every quarter from the first to the last of the project, and where sessions lie."""
    months = range(1, catalog.project.months + 1, 3)
    planned = {catalog.project.first_day_of(month) for month in months}
    return sorted(planned | {row["quarter"] for row in rows})


def _grid(rows: Rows, quarters: list[date], catalog: Catalog) -> Matrix:
    kinds = list(dict.fromkeys(row["kind"] for row in rows))
    found = {(row["kind"], row["quarter"]): row for row in rows}
    cells = {
        (down, across): _cell(kind, quarter, found.get((kind, quarter)), catalog)
        for down, quarter in enumerate(quarters)
        for across, kind in enumerate(kinds)
    }
    names = [numbers.folded(catalog.codes.label("session_kinds", kind), 10) for kind in kinds]
    return Matrix(
        origins=tuple(numbers.month(quarter) for quarter in quarters),
        destinations=tuple(names),
        cells=cells,
        origin_totals=tuple(
            _total([r for r in rows if r["quarter"] == quarter]) for quarter in quarters
        ),
        destination_totals=tuple(_total([r for r in rows if r["kind"] == kind]) for kind in kinds),
        whole=_total(rows),
        total_label=say("charts.attendance_map.total"),
        corner=say("charts.attendance_map.corner"),
    )


def _cell(kind: str, quarter: date, row: dict[str, Any] | None, catalog: Catalog) -> Cell:
    """Return one kind and quarter: blank without a session, hatched where nothing may be told."""
    name, since = catalog.codes.label("session_kinds", kind), numbers.month(quarter)
    key = f"{kind}:{quarter}"
    if row is None:
        return Cell(None, "", key, say("charts.attendance_map.blank", kind=name, quarter=since))
    share = _share(row)
    words = say(
        "charts.attendance_map.words", n=row["sessions"], kind=name, quarter=since,
        sessions=numbers.count(row["sessions"]),
        share=say("charts.unknown") if share is None
        else _of(row["came_people"], row["registered_people"]),
    )  # fmt: skip
    text = "" if share is None else _short(row["came_people"], row["registered_people"])
    return Cell(share, text, key, words, share is not None)


def _total(rows: Rows) -> str:
    came, registered = (
        numbers.total([row[name] for row in rows]) for name in ("came_people", "registered_people")
    )
    return _short(came or 0, registered) if registered else ""


def _untold(rows: Rows) -> str:
    sessions = sum(row["sessions"] for row in rows if row["registered_people"] is None)
    if not sessions:
        return say("charts.attendance_map.all_told")
    return say("charts.attendance_map.untold", n=sessions, count=numbers.count(sessions))


def attendance_rates(by_partner: Result, catalog: Catalog) -> Panel:
    """Return a line per organiser: registered, came, certificates."""
    rows = [row for row in by_partner.records() if row["registered_people"] or row["certificates"]]
    if by_partner.is_empty or not rows:
        return nothing("attendance_rates", [by_partner], catalog, what="attendance")
    whole = rows[0]
    certified = _of(whole["certified_people"], whole["certifiable_people"])
    return Panel(
        id="attendance_rates",
        title=say("charts.attendance_rates.title", n=whole["certificates"] or 0,
                  certificates=numbers.count(whole["certificates"] or 0)),
        subtitle=say("charts.attendance_rates.subtitle", scope=scope(by_partner, catalog)),
        takeaway=say("charts.attendance_rates.takeaway", certified=certified),
        note=note([by_partner], catalog),
        results=(by_partner,),
        table=table_from([_rate(row) for row in rows], catalog, caption=by_partner.question,
                         columns=RATES),
        height=0,
        rows_query=ROWS,
    )  # fmt: skip


def _rate(row: dict[str, Any]) -> tuple[Any, ...]:
    certified = row["certified_people"] / row["certifiable_people"] if (
        row["certifiable_people"]) else None  # fmt: skip
    return (*(row[name] for name in RATES[:3]), _share(row), row["certificates"], certified)


def session_differences(differences: Result, catalog: Catalog) -> Panel:
    """Return the sessions whose list of people and whose totals do not agree; the list counts."""
    if differences.is_empty:
        return nothing("session_differences", [differences], catalog, what="sessions")
    rows = differences.records()
    words = "" if rows else say("charts.session_differences.none")
    names = numbers.listed(dict.fromkeys(partner_name(catalog, r["organiser"]) for r in rows))
    columns = tuple(n for n in differences.names if n not in ("session_id", "source_file"))
    return Panel(
        id="session_differences",
        title=say("charts.session_differences.title", n=len(rows), count=numbers.count(len(rows))),
        subtitle=say("charts.session_differences.subtitle", scope=scope(differences, catalog)),
        takeaway=words or say("charts.session_differences.takeaway", names=names),
        note=note([differences], catalog),
        results=(differences,),
        table=table_of(differences, catalog, columns=columns) if rows else None,
        empty=words,
        height=0,
        span=2,
        rows_query=ROWS,
    )


def _share(row: dict[str, Any]) -> float | None:
    registered = row["registered_people"]
    return row["came_people"] / registered if registered else None


def _short(came: float, registered: float) -> str:
    """Return a percentage, or the counts in two lines where they are under twenty."""
    if registered < numbers.LEAST_FOR_PERCENT:
        return numbers.folded(numbers.of_total(came, registered), 5)
    return numbers.percent(came / registered)


def _of(part: int, whole: int) -> str:
    return numbers.of_total(part, whole)
