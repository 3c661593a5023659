"""What joint actions come to: SMEs, budgets, results; and what follows from exchanges."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from hitechtex.catalog import Catalog
from hitechtex.catalog.texts import say
from hitechtex.catalog.units import Unit
from hitechtex.charts import forms, numbers
from hitechtex.charts.collaboration import no_actions
from hitechtex.charts.forms import Bar
from hitechtex.charts.notes import note, nothing, scope
from hitechtex.charts.panel import Panel
from hitechtex.charts.tables import table_of
from hitechtex.query.result import Result

STEPS = ("achieved", "answered", "followed", "agreed")
TOLD = ("title", "result", "lead", "action_kind", "action_status", "end_date", "smes_involved",
        "source_url", "action_id")  # fmt: skip
FOLD = 44  # letters of a label in one line
Row = dict[str, Any]


@dataclass(frozen=True)
class Asked:
    """A number that only some actions give: the columns of it, of who gives it, of all."""

    name: str
    value: str
    given: str
    of: str


SMES = Asked("action_smes", "smes", "with_smes_actions", "started_actions")
BUDGETS = Asked("action_budgets", "budget_eur", "with_budget_actions", "live_actions")


def action_smes(by_kind: Result, catalog: Catalog) -> Panel:
    """Return the SMEs involved in actions running or done, by kind; who gives none is not zero."""
    return _by_kind(SMES, by_kind, catalog)


def action_budgets(by_kind: Result, catalog: Catalog) -> Panel:
    """Return the budgets of actions that are not dropped, by kind; not given is not zero."""
    return _by_kind(BUDGETS, by_kind, catalog)


def _by_kind(asked: Asked, by_kind: Result, catalog: Catalog) -> Panel:
    name = asked.name
    if by_kind.is_empty:
        return no_actions(name, [by_kind], catalog)
    unit = by_kind.column(asked.value).unit
    rows = by_kind.records()
    whole = numbers.total([row[asked.value] for row in rows])
    telling, actions = (sum(row[column] for row in rows) for column in (asked.given, asked.of))
    bars = [_kind_bar(asked, row, unit, catalog) for row in rows]
    figure = forms.bars(bars)
    places: dict[str, Any] = {"given": numbers.count(telling), "all": numbers.count(actions)}
    title = say(f"charts.{name}.title_none", n=actions, **places)
    if whole is not None:
        title = say(f"charts.{name}.title", n=whole, total=numbers.shown(whole, unit), **places)
    silent = actions - telling
    return Panel(
        id=name,
        title=title,
        subtitle=say(f"charts.{name}.subtitle", scope=scope(by_kind, catalog)),
        takeaway=say(f"charts.{name}.silent", n=silent, count=numbers.count(silent))
        if silent
        else say(f"charts.{name}.every"),
        note=note([by_kind], catalog),
        results=(by_kind,),
        figure=figure,
        table=table_of(
            by_kind,
            catalog,
            columns=("action_kind", asked.value, asked.given, asked.of),
        ),
        height=int(figure.layout.height),
        rows_query="action_list",
    )


def _kind_bar(asked: Asked, row: Row, unit: Unit, catalog: Catalog) -> Bar:
    value, given, actions = (row[column] for column in (asked.value, asked.given, asked.of))
    label = catalog.codes.label("action_kinds", row["action_kind"])
    if actions:
        places: dict[str, Any] = {"given": numbers.count(given), "all": numbers.count(actions)}
        label = say(f"charts.{asked.name}.row", n=actions, kind=label, **places)
    blank = numbers.missing() if actions else say("charts.none")
    said = blank if value is None else numbers.shown(value, unit)
    words = say("charts.words", label=label, count=said)
    key = "" if value is None else row["action_kind"]
    return Bar(numbers.folded(label, FOLD), value, said, key, words)


def action_results(results: Result, catalog: Catalog) -> Panel:
    """Return what came of the actions, one by one: the latest end first."""
    if results.is_empty:
        return no_actions("action_results", [results], catalog, span=2)
    told = sum(1 for row in results.records() if row["result"] is not None)
    words = "" if results.rows else say("charts.action_results.none")
    shown = len(results.rows)
    return Panel(
        id="action_results",
        title=say(
            "charts.action_results.title",
            n=shown,
            told=numbers.count(told),
            all=numbers.count(shown),
        )
        if shown
        else say("charts.action_results.question"),
        subtitle=say("charts.action_results.subtitle", scope=scope(results, catalog)),
        takeaway=words or say("charts.action_results.takeaway"),
        note=note([results], catalog),
        results=(results,),
        table=table_of(results, catalog, columns=TOLD) if shown else None,
        empty=words,
        height=0,
        span=2,
        rows_query="action_list",
    )


def follow_up_funnel(follow_ups: Result, catalog: Catalog) -> Panel:
    """Return achieved exchanges, those that say what came of them, and what they led to."""
    whole = next((row for row in follow_ups.records() if row["partner"] is None), {})
    if not whole.get("achieved_exchanges"):
        return nothing("follow_up_funnel", [follow_ups], catalog, what="achieved")
    steps = [whole[f"{step}_exchanges"] for step in STEPS]
    achieved, answered, followed, agreed = steps
    figure = forms.bars(_steps(steps))
    places: dict[str, Any] = {"all": numbers.count(answered), "some": numbers.count(followed)}
    return Panel(
        id="follow_up_funnel",
        title=say("charts.follow_up_funnel.title", n=answered, **places)
        if answered
        else say("charts.follow_up_funnel.title_none", n=achieved, all=numbers.count(achieved)),
        subtitle=say("charts.follow_up_funnel.subtitle", scope=scope(follow_ups, catalog)),
        takeaway=_came_of(achieved - answered, agreed),
        note=note([follow_ups], catalog),
        results=(follow_ups,),
        figure=figure,
        table=table_of(follow_ups, catalog),
        height=int(figure.layout.height),
    )


def _steps(steps: Sequence[int]) -> list[Bar]:
    """Return each step with its share of the step before it."""
    bars = []
    for step, count, before in zip(STEPS, steps, (None, *steps), strict=False):
        said = numbers.count(count) if before is None else numbers.of_total(count, before)
        label = say(f"charts.follow_up_funnel.{step}")
        words = say("charts.words", label=label, count=said)
        bars.append(Bar(numbers.folded(label, FOLD), count, said, step, words))
    return bars


def _came_of(silent: int, agreed: int) -> str:
    sentences = [
        say("charts.follow_up_funnel.agreements", n=agreed, count=numbers.count(agreed)),
        say("charts.follow_up_funnel.silent", n=silent, count=numbers.count(silent))
        if silent
        else say("charts.follow_up_funnel.all_say"),
    ]
    return " ".join(sentences)
