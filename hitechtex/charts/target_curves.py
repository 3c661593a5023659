"""How targets run over the quarters: planned is outlined, what is no longer in force lighter."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from hitechtex.catalog import Catalog
from hitechtex.catalog.indicators import Indicator
from hitechtex.catalog.texts import say
from hitechtex.catalog.units import Unit
from hitechtex.charts import numbers
from hitechtex.charts.forms_plans import PlanLine, plan_lines
from hitechtex.charts.labels import partner_colour, partner_name
from hitechtex.charts.notes import note
from hitechtex.charts.panel import Panel
from hitechtex.charts.targets import Row, end_of, state_of, twin
from hitechtex.charts.theme import ACTUAL
from hitechtex.query.result import Result

CURVE = ("who", "version", "set_on", "state", "until", "expected")


def target_curves(versions: Result, catalog: Catalog, *, indicator: str) -> Panel:
    """Return the partnership's plan by quarter, earlier versions lighter."""
    return _curves("target_curves", versions, catalog, indicator=indicator, partners=False)


def partner_curves(versions: Result, catalog: Catalog, *, indicator: str) -> Panel:
    """Return the partners' own plans by quarter, on one scale, earlier versions lighter."""
    return _curves("partner_curves", versions, catalog, indicator=indicator, partners=True)


def _curves(
    name: str, versions: Result, catalog: Catalog, *, indicator: str, partners: bool
) -> Panel:
    declared = catalog.indicators[indicator]
    rows = [row for row in versions.records() if (row["partner"] is not None) == partners]
    plans = list(_plans(rows, catalog.project.months))
    if not plans:
        words = say(f"charts.{name}.none", label=declared.label)
        title = say(f"charts.{name}.question", label=declared.label)
        return Panel(name, title, words, "", (versions,), empty=words, rows_query="")
    lines = [_line(plan, declared.unit, catalog) for plan in plans]
    is_share = declared.unit.name == "share"
    figure = plan_lines(lines, start=catalog.project.start, is_share=is_share)
    holding = [plan for plan in plans if plan[0]["is_in_force"]]
    return Panel(
        id=name,
        title=_curves_title(name, declared, holding),
        subtitle=say("charts.target_curves.subtitle",
                     unit=say(f"charts.unit.{declared.unit.name}")),
        takeaway=say("charts.target_curves.takeaway", n=len(plans) - len(holding),
                     count=numbers.count(len(plans) - len(holding))),
        note=note([versions], catalog),
        results=(versions,),
        figure=figure,
        table=twin(name, CURVE, [_point(row, declared.unit, catalog) for p in plans for row in p]),
        height=int(figure.layout.height),
        rows_query="target_list",
    )  # fmt: skip


def _curves_title(name: str, declared: Indicator, holding: list[list[Row]]) -> str:
    if not holding:
        return say("charts.target_curves.title_none", label=declared.label)
    ends = [numbers.shown(plan[-1]["expected"], declared.unit) for plan in holding]
    return say(f"charts.{name}.title", n=len(holding), label=declared.label, target=ends[0],
               count=numbers.count(len(holding)))  # fmt: skip


def _plans(rows: list[Row], months: int) -> Iterator[list[Row]]:
    """Yield each version of each plan, at the ends of its quarters and of the project."""
    plans: dict[tuple[Any, ...], list[Row]] = {}
    for row in rows:
        if row["project_month"] % 3 == 0 or row["project_month"] == months:
            plans.setdefault((row["partner"], row["set_on"], row["version"]), []).append(row)
    yield from plans.values()


def _line(plan: list[Row], unit: Unit, catalog: Catalog) -> PlanLine:
    last = plan[-1]
    value = numbers.shown(last["expected"], unit)
    if last["partner"] is None:
        colour, said = ACTUAL, say("charts.words", label=last["version"], count=value)
    else:
        colour, name = (find(catalog, last["partner"]) for find in (partner_colour, partner_name))
        said = say("charts.target_curves.end", colour=colour, label=name, value=value)
        said = said if last["is_in_force"] else ""
    return PlanLine(
        days=tuple(end_of(row["month"]) for row in plan),
        values=tuple(row["expected"] for row in plan),
        said=said,
        colour=colour,
        is_in_force=last["is_in_force"],
    )


def _point(row: Row, unit: Unit, catalog: Catalog) -> tuple[tuple[Any, str], ...]:
    return (
        (row["partner"], partner_name(catalog, row["partner"])),
        (row["version"], row["version"]),
        (row["set_on"], numbers.day(row["set_on"])),
        (row["is_in_force"], state_of(row)),
        (end_of(row["month"]), numbers.day(end_of(row["month"]))),
        (row["expected"], numbers.shown(row["expected"], unit)),
    )
