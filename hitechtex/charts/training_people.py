"""Whose people were trained, and which labels of excellence the clusters hold."""

from __future__ import annotations

from datetime import date
from typing import Any

from hitechtex.catalog import Catalog
from hitechtex.catalog.texts import say
from hitechtex.charts import forms, numbers
from hitechtex.charts.forms import Bar, Fill
from hitechtex.charts.forms_slopes import Span, spans
from hitechtex.charts.labels import partner_colour, partner_name
from hitechtex.charts.notes import note, nothing, scope
from hitechtex.charts.panel import Panel
from hitechtex.charts.tables import table_from
from hitechtex.charts.theme import ACTUAL, OTHERS
from hitechtex.charts.training import ROWS
from hitechtex.query.result import Result

CLUSTER = "cluster_organisation"
NAMES = 96  # pixels for the names of the partners
HELD = ("partner", "label", "awarded_on", "valid_until", "valid_days", "holds", "source_url")
Row = dict[str, Any]


def trained_organisations(by_type: Result, catalog: Catalog) -> Panel:
    """Return the people trained by type of organisation; those of clusters by partner too."""
    rows = by_type.records()
    if by_type.is_empty or not rows:
        return nothing("trained_organisations", [by_type], catalog, what="people")
    whole = [row for row in rows if row["partner"] is None]
    clusters = [r for r in rows if r["partner"] and r["organisation_type"] == CLUSTER]
    figure = forms.bars(
        [_type_bar(row, place, whole, catalog) for place, row in enumerate(whole)]
        + [_cluster_bar(row, place, catalog) for place, row in enumerate(clusters)]
    )
    staff = sum(row["people"] for row in whole if row["organisation_type"] == CLUSTER)
    everybody = sum(row["people"] for row in whole)
    return Panel(
        id="trained_organisations",
        title=say("charts.trained_organisations.title",
                  staff=numbers.of_total(staff, everybody), all=numbers.count(everybody)),
        subtitle=say("charts.trained_organisations.subtitle", scope=scope(by_type, catalog)),
        takeaway=_untold(rows, clusters, catalog),
        note=note([by_type], catalog),
        results=(by_type,),
        figure=figure,
        table=table_from(
            [(row["partner"], _type(row, catalog), row["people"]) for row in rows],
            catalog, caption=by_type.question, columns=("partner", "type", "people"),
        ),
        height=int(figure.layout.height),
        rows_query=ROWS,
    )  # fmt: skip


def _type(row: Row, catalog: Catalog) -> str:
    code = row["organisation_type"]
    return catalog.codes.label("organisation_types", code) if code else say(
        "charts.training.too_few_or_none")  # fmt: skip


def _type_bar(row: Row, place: int, whole: list[Row], catalog: Catalog) -> Bar:
    label = _type(row, catalog)
    said = numbers.of_total(row["people"], sum(each["people"] for each in whole))
    return Bar(
        label=label,
        value=row["people"],
        said=said,
        key=f"type:{row['organisation_type'] or ''}",
        words=say("charts.words", label=label, count=said),
        colour=ACTUAL if row["organisation_type"] else OTHERS,
        heading="" if place else say("charts.trained_organisations.types"),
    )


def _cluster_bar(row: Row, place: int, catalog: Catalog) -> Bar:
    label, said = partner_name(catalog, row["partner"]), numbers.count(row["people"])
    return Bar(
        label=label,
        value=row["people"],
        said=said,
        key=row["partner"],
        words=say("charts.words", label=label, count=said),
        colour=partner_colour(catalog, row["partner"]),
        heading="" if place else say("charts.trained_organisations.clusters"),
    )


def _untold(rows: list[Row], clusters: list[Row], catalog: Catalog) -> str:
    """Return of which partners with people trained nobody of the cluster may be told."""
    told = {row["partner"] for row in clusters}
    others = dict.fromkeys(row["partner"] for row in rows if row["partner"] not in (None, *told))
    if not others:
        return say("charts.trained_organisations.all_told")
    names = numbers.listed(partner_name(catalog, partner) for partner in others)
    return say("charts.trained_organisations.untold", names=names)


def cluster_labels(labels: Result, catalog: Catalog) -> Panel:
    """Return the labels of each cluster over time; a cluster without any says so."""
    rows = [row for row in labels.records() if row["label"] is not None]
    if labels.is_empty or not rows:
        return nothing("cluster_labels", [labels], catalog, what="labels")
    partners = list(dict.fromkeys(labels["partner"]))
    first = min(row["awarded_on"] for row in rows)
    start, end = date(first.year, 1, 1), max(row["valid_until"] for row in rows)
    today = labels.as_of
    figure = spans(
        [partner_name(catalog, partner) for partner in partners],
        [_span(row, partners.index(row["partner"]), start, catalog) for row in rows],
        blank=_without(partners, rows),
        length=(end - start).days + 20,
        ticks=[((date(y, 1, 1) - start).days, str(y)) for y in range(start.year, end.year + 1)],
        today=(today - start).days if today and start <= today <= end else None,
        left=NAMES,
    )
    return Panel(
        id="cluster_labels",
        title=_holding(rows, partners),
        subtitle=say("charts.cluster_labels.subtitle", scope=scope(labels, catalog)),
        takeaway=_next_to_end(rows, catalog),
        note=note([labels], catalog),
        results=(labels,),
        figure=figure,
        table=table_from([_held_row(row) for row in labels.records()], catalog,
                         caption=labels.question, columns=HELD, blank="–"),
        height=int(figure.layout.height),
        rows_query="",
    )  # fmt: skip


def _span(row: Row, place: int, start: date, catalog: Catalog) -> Span:
    label = catalog.codes.label("labels", row["label"])
    words = say(
        "charts.cluster_labels.words", partner=partner_name(catalog, row["partner"]), label=label,
        first=numbers.day(row["awarded_on"]), last=numbers.day(row["valid_until"]),
    )  # fmt: skip
    return Span(
        row=place,
        first=(row["awarded_on"] - start).days,
        days=_days(row),
        text=label,
        colour=partner_colour(catalog, row["partner"]),
        fill=Fill.ACTUAL if row["holds"] else Fill.PLAN,
        key=f"{row['partner']}:{row['label']}:{row['awarded_on']}",
        words=words,
    )


def _days(row: Row) -> int:
    """Return the days that a label holds, its first and last included."""
    return int((row["valid_until"] - row["awarded_on"]).days) + 1


def _held_row(row: Row) -> tuple[Any, ...]:
    days = None if row["label"] is None else _days(row)
    known = {**row, "valid_days": days, "holds": row["holds"] if row["label"] else None}
    return tuple(known[name] for name in HELD)


def _without(partners: list[str], rows: list[Row]) -> list[tuple[int, str]]:
    have = {row["partner"] for row in rows}
    text = say("charts.cluster_labels.none")
    return [(place, text) for place, partner in enumerate(partners) if partner not in have]


def _holding(rows: list[Row], partners: list[str]) -> str:
    holding = len({row["partner"] for row in rows if row["holds"]})
    return say("charts.cluster_labels.title", n=holding, holding=numbers.count(holding),
               all=numbers.count(len(partners)))  # fmt: skip


def _next_to_end(rows: list[Row], catalog: Catalog) -> str:
    holding = [row for row in rows if row["holds"]]
    if not holding:
        return say("charts.cluster_labels.no_one_holds")
    soonest = min(holding, key=lambda row: row["valid_until"])
    return say(
        "charts.cluster_labels.takeaway",
        label=catalog.codes.label("labels", soonest["label"]),
        partner=partner_name(catalog, soonest["partner"]),
        day=numbers.day(soonest["valid_until"]),
    )
