"""The panels of the About page: the project, its lines and partners, the data, the sources."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from babel.dates import format_date, format_datetime

from hitechtex.catalog import Catalog
from hitechtex.catalog.sources import read_sources
from hitechtex.catalog.texts import LANGUAGE, say
from hitechtex.catalog.units import COUNT
from hitechtex.charts.numbers import shown
from hitechtex.charts.panel import Panel, TableTwin
from hitechtex.store.snapshot import BatchRecord, Snapshot


def project(catalog: Catalog) -> Panel:
    """Return what the project is, when and under which call."""
    facts = catalog.project
    takeaway = say(
        "about.project.takeaway",
        partners=len(facts.partners),
        countries=len({partner.country for partner in facts.partners}),
        start=format_date(facts.start, "long", locale=LANGUAGE),
        end=format_date(facts.end, "long", locale=LANGUAGE),
        months=facts.months,
        call=facts.call,
    )
    title = say("about.project.title", name=facts.name, full_name=facts.full_name)
    note = say("about.project.note", website=facts.website)
    return Panel("project", title, takeaway, note, (), span=2, rows_query="")


def lines(catalog: Catalog) -> Panel:
    """Return the lines of work in the project's own words."""
    rows = [(line.title, line.says) for line in catalog.project.lines]
    return _table("lines", ("line", "says"), rows, n=len(rows))


def partners(catalog: Catalog) -> Panel:
    """Return the partners, their seats and regions."""
    facts = catalog.project
    rows = [
        (partner.name, partner.seat, facts.region(partner.region).name, partner.country)
        for partner in facts.partners
    ]
    columns = ("partner", "seat", "region", "country")
    note = facts.texts.region_note
    return _table("partners", columns, rows, n=len(rows), regions=len(facts.regions), note=note)


def files(snapshot: Snapshot, catalog: Catalog) -> Panel:
    """Return every file that came in, newest first, with what became of it."""
    rows = [_file(record, catalog) for record in reversed(snapshot.batches)]
    columns = ("file", "dataset", "partner", "accepted", "set_aside", "at", "state", "sample")
    accepted = sum(record.accepted for record in snapshot.live)
    takeaway = say("about.data.takeaway", n=accepted)
    if snapshot.live and all(record.is_sample for record in snapshot.live):
        takeaway = f"{takeaway} {say('about.data.takeaway_sample')}"
    panel = _table("data", columns, rows, n=len(snapshot.live), takeaway=takeaway, span=2)
    return panel if rows else Panel("data", panel.title, "", "", (), empty=say("about.data.empty"))


def _file(record: BatchRecord, catalog: Catalog) -> tuple[str, ...]:
    names = {partner.id: partner.name for partner in catalog.project.partners}
    return (
        record.file,
        record.dataset,
        names.get(record.partner, say("about.data.everyone")),
        shown(record.accepted, COUNT),
        shown(record.set_aside, COUNT),
        format_datetime(record.at, "d MMM y, HH:mm", locale=LANGUAGE),
        say(f"about.data.{record.state}"),
        say("about.data.yes" if record.is_sample else "about.data.no"),
    )


def sources() -> Panel:
    """Return where facts, boundaries and rules come from, and under which terms."""
    rows = [(each.name, each.used_for, each.terms, each.url) for each in read_sources()]
    return _table("sources", ("name", "used_for", "terms", "url"), rows, span=2)


def _table(
    name: str,
    columns: tuple[str, ...],
    rows: Iterable[tuple[str, ...]],
    *,
    takeaway: str = "",
    note: str = "",
    span: int = 1,
    n: int = 0,
    **places: Any,
) -> Panel:
    title = say(f"about.{name}.title", n=n, **places)
    cells = tuple(rows)
    twin = TableTwin(
        title, tuple(say(f"about.{name}.{column}") for column in columns), cells, cells
    )
    takeaway = takeaway or say(f"about.{name}.takeaway")
    return Panel(name, title, takeaway, note, (), table=twin, span=span, rows_query="")
