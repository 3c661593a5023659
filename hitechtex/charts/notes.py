"""What stands under and around a figure: its note, its scope, and the words for nothing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from hitechtex.catalog import Catalog
from hitechtex.catalog.texts import say
from hitechtex.charts import numbers
from hitechtex.charts.labels import partner_name, region_name
from hitechtex.charts.panel import Panel
from hitechtex.query.result import Result, Source

CODED = ("organisation_types", "modes", "states")
"""Filters whose values are codes of the list of the same name."""


def note(results: Sequence[Result], catalog: Catalog) -> str:
    """Return the line under a figure.

    Source, data date, number of records, what is left out or masked, provisional or final.
    """
    if not results:
        return ""
    days = [result.data_date for result in results if result.data_date is not None]
    sentences = [
        _sources(results, catalog),
        say("charts.note.data_date", day=numbers.day(max(days))) if days else "",
        say("charts.note.n", n=results[0].n, count=numbers.count(results[0].n)),
        *dict.fromkeys(sentence for result in results for sentence in result.left_out),
        _standing(results),
    ]
    return " ".join(sentence for sentence in sentences if sentence)


def nothing(
    name: str, results: Sequence[Result], catalog: Catalog, *, what: str = "exchanges", **more: Any
) -> Panel:
    """Return a panel whose question found nothing: it says so, and how to see more.

    `what` names what was looked for, as `charts.what` calls it; `more` are fields of the panel.
    """
    narrow = "narrowed" if narrowed(results[0].filters, catalog) else "all"
    words = say(f"charts.empty.{narrow}", what=say(f"charts.what.{what}"))
    title = say(f"charts.{name}.question")
    line = note(results, catalog)
    return Panel(name, title, words, line, tuple(results), empty=words, height=0, **more)


def scope(result: Result, catalog: Catalog) -> str:
    """Return what the numbers are narrowed to, or that they are not."""
    chosen = narrowed(result.filters, catalog)
    return "; ".join(chosen) if chosen else say("charts.scope.everything")


def narrowed(filters: dict[str, Any], catalog: Catalog) -> list[str]:
    """Return each filter in force in words."""
    said = [_period(filters.get("first_day"), filters.get("last_day"))]
    said.append(_each(partner_name(catalog, name) for name in filters.get("partners") or ()))
    said.append(_each(region_name(catalog, code) for code in filters.get("regions") or ()))
    for name in CODED:
        said.append(_each(catalog.codes.label(name, code) for code in filters.get(name) or ()))
    for name in ("visiting_regions", "host_regions"):
        if filters.get(name):
            regions = _each(region_name(catalog, code) for code in filters[name])
            said.append(say(f"charts.scope.{name}", regions=regions))
    return [words for words in said if words]


def _each(names: Iterable[str]) -> str:
    return ", ".join(names)


def _period(first: date | None, last: date | None) -> str:
    if first and last:
        return say("charts.scope.between", first=numbers.day(first), last=numbers.day(last))
    if first:
        return say("charts.scope.since", first=numbers.day(first))
    return say("charts.scope.until", last=numbers.day(last)) if last else ""


def _sources(results: Sequence[Result], catalog: Catalog) -> str:
    sources = {source.dataset: source for result in results for source in result.sources}
    if not sources:
        return ""
    said = numbers.listed(_source(source, catalog) for source in sources.values())
    sample = any(source.is_sample for source in sources.values())
    if sample:
        return say("charts.note.source_sample", sources=said)
    return say("charts.note.source", sources=said)


def _standing(results: Sequence[Result]) -> str:
    """Return whether the numbers can still change, and how many files are approved so far."""
    if all(result.final for result in results):
        return say("charts.note.final")
    sources = {source.dataset: source for result in results for source in result.sources}
    approved = sum(source.approved_files for source in sources.values())
    if not approved:
        return say("charts.note.provisional")
    files = sum(source.files for source in sources.values())
    places = {"approved": numbers.count(approved), "files": numbers.count(files)}
    return say("charts.note.partly_approved", n=files, **places)


def _source(source: Source, catalog: Catalog) -> str:
    dataset = say(f"charts.dataset.{source.dataset}")
    files = numbers.count(source.files)
    every = set(catalog.project.partner_ids) <= set(source.partners)
    whom = _each(partner_name(catalog, partner) for partner in source.partners)
    if every or not whom:
        return say("charts.note.files", n=source.files, dataset=dataset, count=files)
    return say("charts.note.files_of", n=source.files, dataset=dataset, count=files, whom=whom)
