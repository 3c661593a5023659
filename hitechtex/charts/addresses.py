"""Where things stand in the dashboard, as the address of a page writes it."""

from __future__ import annotations

from urllib.parse import urlencode

from hitechtex.catalog import Catalog
from hitechtex.catalog.health import Action
from hitechtex.catalog.texts import say
from hitechtex.charts.labels import partner_name

TO_INDICATOR = "htx:to-indicator:"
"""Stands, before an id, for the address of an indicator's page; the page puts its filters in."""


def address(catalog: Catalog, issue: str, partner: str) -> str:
    """Return the address, within the dashboard, of the rows of an issue for one partner."""
    action = catalog.health.action(issue)
    asked = {"section": _section(action), "partner": partner_name(catalog, partner)}
    return f"{action.page}?{urlencode(asked)}"


def place_name(action: Action) -> str:
    """Return page and section as they are called on screen."""
    return say("charts.next_actions.where", page=say(f"nav.{action.page}"), part=_section(action))


def _section(action: Action) -> str:
    return say(f"section.{action.page}.{action.section}")
