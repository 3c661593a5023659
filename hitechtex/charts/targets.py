"""The plan: whose targets add up to what, and how it was changed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from hitechtex.catalog import Catalog
from hitechtex.catalog.indicators import Indicator
from hitechtex.catalog.texts import say
from hitechtex.catalog.units import Unit
from hitechtex.charts import numbers
from hitechtex.charts.addresses import TO_INDICATOR
from hitechtex.charts.labels import partner_name
from hitechtex.charts.notes import note
from hitechtex.charts.panel import Panel, TableTwin
from hitechtex.query.result import Result
from hitechtex.store.snapshot import Snapshot

COMPARED = ("indicator", "target", "partners_target", "difference", "said")
HISTORY = ("set_on", "indicator", "who", "version", "state", "target", "change", "by", "batch",
           "source_row")  # fmt: skip
Row = dict[str, Any]


def planned_choices(catalog: Catalog) -> dict[str, str]:
    """Return every indicator that can have a plan, with its label."""
    return {name: catalog.indicators[name].label for name in catalog.indicators.planned}


def target_comparison(compared: Result, catalog: Catalog) -> Panel:
    """Return per indicator the partnership's target, the partners' together, and the difference."""
    rows = {row["indicator"]: row for row in compared.records()}
    planned = [catalog.indicators[name] for name in planned_choices(catalog)]
    lines = [_compared(each, rows.get(each.id, {}), catalog) for each in planned]
    links = tuple(TO_INDICATOR + each.id for each in planned)
    unset = [each.label for each in planned if rows.get(each.id, {}).get("target") is None]
    return Panel(
        id="target_comparison",
        title=say("charts.target_comparison.title", n=len(planned) - len(unset),
                  count=numbers.count(len(planned) - len(unset)), all=numbers.count(len(planned))),
        subtitle=say("charts.target_comparison.subtitle"),
        takeaway=_unset(unset) + " " + _rule(catalog),
        note=note([compared], catalog),
        results=(compared,),
        table=replace(twin("target_comparison", COMPARED, lines), links=links, linked=0),
        span=2,
        rows_query="target_list",
    )  # fmt: skip


def target_history(history: Result, snapshot: Snapshot, catalog: Catalog) -> Panel:
    """Return every version of a plan, newest first: what it changed, who set it, where it stands.

    `snapshot` knows who brought each batch.
    """
    rows = history.records()
    brought = {record.batch: record.by for record in snapshot.live}
    lines = [_version(row, brought.get(row["batch"], ""), catalog) for row in rows]
    words = "" if rows else say("charts.target_history.none")
    newest = rows[0]["set_on"] if rows else None
    return Panel(
        id="target_history",
        title=say("charts.target_history.title", n=len(rows), count=numbers.count(len(rows))),
        subtitle=say("charts.target_history.subtitle"),
        takeaway=words or say("charts.target_history.takeaway", day=numbers.day(newest)),
        note=note([history], catalog),
        results=(history,),
        table=twin("target_history", HISTORY, lines) if rows else None,
        empty=words,
        span=2,
        rows_query="target_list",
    )


def _compared(indicator: Indicator, row: Row, catalog: Catalog) -> tuple[tuple[Any, str], ...]:
    """Return one line: each cell exact and as shown."""
    unit, target, together = indicator.unit, row.get("target"), row.get("partners_target")
    adds = "partner" in indicator.adds_over
    both = adds and target is not None and together is not None
    difference = together - target if both and together is not None and target is not None else None
    return (
        (indicator.id, indicator.label),
        (target, _or_none(target, unit)),
        (together if adds else None, _or_none(together, unit) if adds else "–"),
        (difference, "–" if difference is None else _signed(difference, unit)),
        (row.get("without"), _said(indicator, row, difference, catalog)),
    )


def _said(indicator: Indicator, row: Row, difference: float | None, catalog: Catalog) -> str:
    """Return what the difference means, and who has no target."""
    unit = indicator.unit
    if "partner" not in indicator.adds_over and row:
        said = say("charts.target_comparison.does_not_add")
    elif difference is None:
        said = ""
    elif abs(difference) < 0.005:
        said = say("charts.target_comparison.equal")
    else:
        side = "more" if difference > 0 else "less"
        amount = numbers.shown(abs(difference), unit)
        said = say(f"charts.target_comparison.{side}", amount=amount)
    names = [partner_name(catalog, each) for each in (row.get("without") or "").split(", ") if each]
    if not row:
        return say("charts.target_comparison.nobody")
    without = say("charts.target_comparison.without", n=len(names), names=numbers.listed(names))
    return f"{said} {without}".strip() if names else said


def _unset(labels: list[str]) -> str:
    if not labels:
        return say("charts.target_comparison.all_set")
    return say("charts.target_comparison.unset", n=len(labels), names=numbers.listed(labels))


def _rule(catalog: Catalog) -> str:
    rule = catalog.project.status
    places = {"on_track": numbers.percent(rule.on_track), "watch": numbers.percent(rule.watch)}
    return say("charts.target_comparison.rule", on_track=places["on_track"], watch=places["watch"])


def _version(row: Row, by: str, catalog: Catalog) -> tuple[tuple[Any, str], ...]:
    indicator = catalog.indicators[row["indicator"]]
    before, target = row["previous_target"], row["target"]
    change = None if before is None else target - before
    return (
        (row["set_on"], numbers.day(row["set_on"])),
        (row["indicator"], indicator.label),
        (row["partner"], partner_name(catalog, row["partner"])),
        (row["version"], row["version"]),
        (row["is_in_force"], state_of(row)),
        (target, numbers.shown(target, indicator.unit)),
        (change, say("charts.target_history.first") if change is None
         else _signed(change, indicator.unit)),
        (by, by or "–"),
        (row["batch"], row["batch"]),
        (row["source_row"], f"{row['source_file']}, {row['source_row']}"),
    )  # fmt: skip


def state_of(row: Row) -> str:
    """Return whether a version is in force, in words."""
    return say(f"charts.target_state.{'in_force' if row['is_in_force'] else 'not_in_force'}")


def twin(
    name: str, columns: tuple[str, ...], lines: list[tuple[tuple[Any, str], ...]]
) -> TableTwin:
    """Return lines whose cells are pairs, exact and as shown, as a table."""
    return TableTwin(
        caption=say(f"charts.{name}.caption"),
        columns=tuple(say(f"charts.target_column.{column}") for column in columns),
        rows=tuple(tuple(shown for _, shown in line) for line in lines),
        exact=tuple(tuple(exact for exact, _ in line) for line in lines),
    )


def _or_none(value: float | None, unit: Unit) -> str:
    return say("status.word.no_target") if value is None else numbers.shown(value, unit)


def _signed(value: float, unit: Unit) -> str:
    """Return a difference with its sign: + more, − less, ±0."""
    sign = "+" if value > 0 else "−" if value < 0 else "±"
    return f"{sign}{numbers.shown(abs(value), unit)}"


def end_of(month: date) -> date:
    """Return the last day of a month."""
    return (month.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
