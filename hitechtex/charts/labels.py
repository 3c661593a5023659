"""What the codes in a result are called: partners, regions, countries, lists of codes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from hitechtex.catalog import Catalog
from hitechtex.catalog.texts import say
from hitechtex.catalog.units import Unit
from hitechtex.charts import numbers
from hitechtex.charts.theme import OTHERS

OTHER = "other"
LISTS = {
    "organisation_type": "organisation_types",
    "visiting_type": "organisation_types",
    "host_type": "organisation_types",
    "purpose": "purposes",
    "activity": "activities",
    "mode": "modes",
    "status": "statuses",
    "phase": "phases",
    "state": "states",
    "outcome": "outcomes",
    "kind": "session_kinds",
    "action_kind": "action_kinds",
    "action_status": "action_statuses",
    "cross_sector": "sectors",
    "milestone_kind": "milestone_kinds",
    "category": "service_categories",
    "service_status": "service_statuses",
    "record_kind": "record_kinds",
    "label": "labels",
}
"""Columns that hold a code, and the list it is from."""


def partner_name(catalog: Catalog, partner: str | None) -> str:
    """Return the name of a partner; None is the partnership as a whole."""
    if partner is None:
        return say("charts.partnership")
    known = partner in catalog.project.partner_ids
    return catalog.project.partner(partner).name if known else partner


def partner_names(catalog: Catalog, partners: str) -> str:
    """Return the names of partners given as codes with semicolons between."""
    return ", ".join(partner_name(catalog, partner) for partner in partners.split(";"))


def line_title(catalog: Catalog, line: str) -> str:
    """Return the title of a line of the project; one that is not known stands for itself."""
    return next((each.title for each in catalog.project.lines if each.id == line), line)


def partner_choices(catalog: Catalog) -> dict[str, str]:
    """Return the partners to choose from, by id."""
    return {partner.id: partner.name for partner in catalog.project.partners}


def other_partner_choices(catalog: Catalog) -> dict[str, str]:
    """Return the same, beginning with the second: whom the first is compared with."""
    first, *others = partner_choices(catalog).items()
    return dict([*others, first])


def status_words(word: str) -> str:
    """Return the word of a status behind its symbol."""
    return say("status.shown", symbol=say(f"status.symbol.{word}"), word=say(f"status.word.{word}"))


def region_name(catalog: Catalog, code: str | None) -> str:
    """Return the name of a region, of all others, or that it is not given."""
    if code is None:
        return numbers.missing()
    if code == OTHER:
        return say("charts.other_regions")
    known = code in catalog.project.region_codes
    return catalog.project.region(code).name if known else code


def region_colour(catalog: Catalog, code: str | None) -> str:
    """Return the colour of the first partner in a region; a grey for all others."""
    partners = catalog.project.partners
    return next((partner.colour for partner in partners if partner.region == code), OTHERS)


def partner_colour(catalog: Catalog, partner: str | None) -> str:
    """Return the colour a partner keeps on every page."""
    known = partner in catalog.project.partner_ids
    return catalog.project.partner(str(partner)).colour if known else OTHERS


def cell(catalog: Catalog, column: str, unit: Unit, value: Any) -> str:
    """Return one value of a table as it is shown."""
    name = _named(catalog, column, value)
    if name is not None:
        return name
    if value is None:
        return numbers.missing()
    if isinstance(value, bool):
        return say("charts.yes") if value else say("charts.no")
    if isinstance(value, date):
        return numbers.month(value) if column == "month" else numbers.day(value)
    if isinstance(value, int | float | Decimal) and unit.name != "text":
        return numbers.shown(value, unit)
    return str(value)


def heading(column: str) -> str:
    """Return the head of a column."""
    return say(f"charts.column.{column}")


def _named(catalog: Catalog, column: str, value: Any) -> str | None:
    """Return the name a code goes by, or None where the column holds no codes."""
    if column == "region" or column.endswith("_region"):
        return region_name(catalog, value)
    if column.endswith("country"):
        return numbers.country(value)
    if value is None:
        return None
    if column in LISTS:
        return catalog.codes.label(LISTS[column], value)
    name = NAMED.get(column)
    return name(catalog, value) if name else None


NAMED: dict[str, Callable[[Catalog, Any], str]] = {
    "partner": partner_name,
    "other_partner": partner_name,
    "lead": partner_name,
    "partners": partner_names,
    "organiser": partner_name,
    "indicator": lambda catalog, value: catalog.indicators[value].label,
    "side": lambda _, value: say(f"charts.side.{value}"),
    "issue": lambda _, value: say(f"charts.issue.{value}"),
    "status_word": lambda _, value: status_words(value),
    "owner": partner_name,
    "provider": partner_name,
    "host": partner_name,
    "guests": partner_names,
    "missing_partners": partner_names,
    "duplicate_partners": partner_names,
    "line": line_title,
    "standing": lambda _, value: say(f"charts.standing.{value}"),
    "finding": lambda _, value: say(f"charts.finding.{value}"),
}
"""Columns whose values have names of their own, and where those stand."""
