"""What do we offer together? Services by category and partner, gaps, and days of launch."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from hitechtex.catalog import Catalog
from hitechtex.catalog.texts import say
from hitechtex.charts import forms_strip, numbers
from hitechtex.charts.forms_flow import Cell, Matrix, matrix
from hitechtex.charts.labels import partner_name
from hitechtex.charts.notes import note, nothing, scope
from hitechtex.charts.panel import WITHIN, Panel, TableTwin
from hitechtex.charts.tables import table_from, table_of
from hitechtex.query.result import Result

STATUSES = ("offered", "pilot", "planned", "retired")
LAUNCHES = ("live", "ahead", "retired")
GAPS = ("category", "finding", "live_services", "joint_services", "planned_services",
        "missing_partners", "duplicate_partners")  # fmt: skip
FINDINGS = ("nobody", "duplicate", "partial", "covered")
"""What is found of a category, what needs a decision first."""
Row = dict[str, Any]


def service_portfolio(portfolio: Result, catalog: Catalog) -> Panel:
    """Return categories by partners: services by status and SMEs served; a click chooses one."""
    if portfolio.is_empty:
        return nothing("service_portfolio", [portfolio], catalog, what="services", span=2)
    rows = portfolio.records()
    figure = matrix(_drawn(rows, catalog))
    live, smes = numbers.total(portfolio["live_services"]), numbers.total(portfolio["smes_served"])
    offering = len({row["partner"] for row in rows if row["live_services"]})
    return Panel(
        id="service_portfolio",
        title=say(
            "charts.service_portfolio.title",
            n=offering,
            live=numbers.count(live),
            partners=numbers.count(offering),
            smes=numbers.count(smes),
        ),
        subtitle=say("charts.service_portfolio.subtitle", scope=scope(portfolio, catalog)),
        takeaway=_joint(rows, catalog),
        note=note([portfolio], catalog),
        results=(portfolio,),
        figure=figure,
        table=_table(portfolio, catalog),
        height=int(figure.layout.height),
        span=2,
        selects="partners",
        rows_query="service_list",
    )


def service_gaps(gaps: Result, catalog: Catalog) -> Panel:
    """Return categories with what is missing or offered twice, what needs a decision first."""
    if gaps.is_empty:
        return nothing("service_gaps", [gaps], catalog, what="services", span=2)
    rows = sorted(gaps.records(), key=lambda row: FINDINGS.index(row["finding"]))
    lines = [tuple(row[name] for name in GAPS) for row in rows]
    found = {name: [row for row in rows if row["finding"] == name] for name in FINDINGS}
    return Panel(
        id="service_gaps",
        title=say(
            "charts.service_gaps.title",
            n=len(found["nobody"]),
            nobody=numbers.count(len(found["nobody"])),
            duplicate=numbers.count(len(found["duplicate"])),
        ),
        subtitle=say("charts.service_gaps.subtitle", scope=scope(gaps, catalog)),
        takeaway=_first_finding(found, catalog),
        note=note([gaps], catalog),
        results=(gaps,),
        table=table_from(lines, catalog, caption=gaps.question, columns=GAPS, blank="–"),
        height=0,
        span=2,
        rows_query="service_list",
    )


def service_launches(by_month: Result, catalog: Catalog) -> Panel:
    """Return launches by month: live services solid, retired ones crossed, those ahead hollow."""
    if by_month.is_empty or not by_month.rows:
        return nothing("service_launches", [by_month], catalog, what="services", span=2)
    figure = forms_strip.strip(
        [_month(row) for row in by_month.records()], [], today=by_month.as_of, label=""
    )
    live, ahead, retired = (
        int(numbers.total(by_month[f"{name}_services"]) or 0) for name in LAUNCHES
    )
    today = by_month.as_of
    blank = sum(not any(row[1:]) for row in by_month.rows if today is None or row[0] <= today)
    return Panel(
        id="service_launches",
        title=say(
            "charts.service_launches.title",
            n=live,
            live=numbers.count(live),
            ahead=numbers.count(ahead),
            retired=numbers.count(retired),
        ),
        subtitle=say("charts.service_launches.subtitle", scope=scope(by_month, catalog)),
        takeaway=say("charts.service_launches.blank", n=blank, count=numbers.count(blank)),
        note=note([by_month], catalog),
        results=(by_month,),
        figure=figure,
        table=table_of(by_month, catalog),
        height=int(figure.layout.height),
        span=2,
        rows_query="service_list",
    )


def _month(row: Row) -> forms_strip.Stays:
    written: dict[str, Any] = {name: numbers.count(row[f"{name}_services"]) for name in LAUNCHES}
    words = say("charts.service_launches.words", month=numbers.month(row["month"]), **written)
    counts = {"done": row["live_services"], "planned": row["ahead_services"]}
    return forms_strip.Stays(
        month=row["month"], cancelled=row["retired_services"], words=words, **counts
    )


def _drawn(rows: Sequence[Row], catalog: Catalog) -> Matrix:
    categories = list(dict.fromkeys(row["category"] for row in rows))
    partners = list(dict.fromkeys(row["partner"] for row in rows))
    found = {(row["category"], row["partner"]): row for row in rows}
    return Matrix(
        origins=tuple(catalog.codes.label("service_categories", each) for each in categories),
        destinations=tuple(numbers.folded(partner_name(catalog, each), 12) for each in partners),
        cells={
            (down, across): _cell(found[category, partner], catalog)
            for down, category in enumerate(categories)
            for across, partner in enumerate(partners)
        },
        origin_totals=tuple(
            _live([row for row in rows if row["category"] == each]) for each in categories
        ),
        destination_totals=tuple(
            _live([row for row in rows if row["partner"] == each]) for each in partners
        ),
        whole=_live(rows),
        total_label=say("charts.service_portfolio.live"),
        corner=say("charts.service_portfolio.corner"),
    )


def _live(rows: Sequence[Row]) -> str:
    live = numbers.total([row["live_services"] for row in rows])
    return say("charts.service_portfolio.not_told") if live is None else numbers.count(live)


def _cell(row: Row, catalog: Catalog) -> Cell:
    """Return one category and partner; hatched where the partner has sent no service at all."""
    is_told = row["services"] is not None
    where: dict[str, Any] = {
        "category": catalog.codes.label("service_categories", row["category"]),
        "partner": partner_name(catalog, row["partner"]),
    }
    if not is_told:
        words = say("charts.service_portfolio.words_not_told", **where)
        text = say("charts.service_portfolio.not_told")
    elif not row["services"]:
        words, text = say("charts.service_portfolio.words_none", **where), numbers.count(0)
    else:
        words, text = _words(row, where), _text(row)
    key = f"{row['partner']}{WITHIN}{row['category']}"
    return Cell(row["live_services"], text, key, words, is_told)


def _text(row: Row) -> str:
    """Return a sign per status, its number where it is not one, and the SMEs served below."""
    signs = "".join(_sign(name, row[f"{name}_services"]) for name in STATUSES)
    if row["smes_served"] is None:
        return signs
    smes = numbers.count(row["smes_served"])
    return say("charts.service_portfolio.cell", signs=signs, smes=smes)


def _sign(status: str, services: int) -> str:
    if not services:
        return ""
    count = numbers.count(services) if services > 1 else ""
    return say(f"charts.service_portfolio.sign.{status}", count=count)


def _words(row: Row, where: dict[str, Any]) -> str:
    counts: dict[str, Any] = {name: numbers.count(row[f"{name}_services"]) for name in STATUSES}
    return say(
        "charts.service_portfolio.words",
        titles=row["titles"],
        smes=numbers.count(row["smes_served"]),
        **where,
        **counts,
    )


def _table(portfolio: Result, catalog: Catalog) -> TableTwin:
    """Return the cells that hold a service, and those of partners who have sent none."""
    rows = [row for row in portfolio.rows if row[2] != 0]
    return table_of(portfolio, catalog, rows=rows, columns=portfolio.names)


def _joint(rows: Sequence[Row], catalog: Catalog) -> str:
    live, joint, planned = (
        int(numbers.total([row[f"{name}_services"] for row in rows]) or 0)
        for name in ("live", "joint", "planned")
    )
    silent = dict.fromkeys(row["partner"] for row in rows if row["services"] is None)
    names = numbers.listed(partner_name(catalog, each) for each in silent)
    said = say(
        "charts.service_portfolio.joint",
        n=planned,
        joint=numbers.of_total(joint, live),
        planned=numbers.count(planned),
    )
    if not silent:
        return said
    return f"{said} {say('charts.service_portfolio.silent', n=len(silent), names=names)}"


def _first_finding(found: dict[str, list[Row]], catalog: Catalog) -> str:
    """Return what needs a decision first: a gap, a duplicate, or that there is neither."""
    for name in FINDINGS[:3]:
        if found[name]:
            labels = [catalog.codes.label("service_categories", r["category"]) for r in found[name]]
            return say(
                f"charts.service_gaps.{name}", n=len(labels), categories=numbers.listed(labels)
            )
    return say("charts.service_gaps.covered")
