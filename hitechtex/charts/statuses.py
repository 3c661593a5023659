"""A status in words: the value against its plan, the word with its symbol, and the rule."""

from __future__ import annotations

from hitechtex.catalog import Catalog
from hitechtex.catalog.indicators import Indicator
from hitechtex.catalog.texts import say
from hitechtex.charts import numbers
from hitechtex.metrics.status import Status


def against(status: Status) -> str:
    """Return the value against its target, as far as there is one."""
    if status.value is None:
        return ""
    value = numbers.shown(status.value, status.unit)
    if status.target is None:
        return value
    target = numbers.shown(status.target, status.unit)
    if status.expected is None:
        return say("charts.bullets.of_target", value=value, target=target)
    expected = numbers.shown(status.expected, status.unit)
    return say("charts.bullets.of_expected", value=value, target=target, expected=expected)


def value_of(status: Status) -> str:
    """Return the value as it is shown, or that nothing can be said."""
    if status.value is None:
        return say("tile.no_value")
    return numbers.shown(status.value, status.unit)


def plan_of(value: float | None, status: Status) -> str:
    """Return a number of the plan as it is shown, or that none is set: never zero."""
    return say("charts.not_set") if value is None else numbers.shown(value, status.unit)


def rule_words(indicator: Indicator, catalog: Catalog) -> str:
    """Return the rule by which an indicator is judged, with the bounds in force."""
    if indicator.target == "none" and indicator.aim is None:
        return say("status.rule.none")
    rule, is_lower = catalog.project.status, indicator.better == "lower"
    bounds = (1 / rule.on_track, 1 / rule.watch) if is_lower else (rule.on_track, rule.watch)
    on_track, watch = map(numbers.percent, bounds)
    return say(f"status.rule.{indicator.better}", on_track=on_track, watch=watch)
