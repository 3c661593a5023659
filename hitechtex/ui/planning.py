"""Somebody changes a plan: a grid of quarters, kept as a new version, and taken back again."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import partial
from typing import Any

import streamlit as st

from hitechtex.catalog.texts import say
from hitechtex.charts.numbers import day, listed, shown
from hitechtex.errors import HitechtexError
from hitechtex.ingest.people import read_key
from hitechtex.ingest.planning import PLAN_FILE, falls, plan
from hitechtex.metrics import Questions
from hitechtex.store import append, undo
from hitechtex.ui import state

TOGETHER = ""
WHO, NAME, ON, ROLE = "plan-who", "plan-name", "plan-on", "plan-role"
SAID = "plan-said"
Given = dict[int, Any]


@dataclass(frozen=True)
class Wish:
    """A plan as it stands in the grid: of what, whose, by project month, its name and its day."""

    indicator: str
    who: str
    given: Given
    name: str
    on: date


def set_plan(query: Questions) -> None:
    """Offer the plan of one indicator and one partner to be changed, and versions to be undone."""
    st.subheader(say("planning.head"))
    _say_what_happened()
    if query.engine.is_sample:
        st.write(say("planning.sample"))
    indicator = query.choices["indicator"]
    with st.container(horizontal=True, vertical_alignment="bottom"):
        who = _who(query)
        name = st.text_input(say("planning.name"), key=NAME, max_chars=60)
        on = st.date_input(say("planning.set_on"), value=_today(query), key=ON)
        by = st.text_input(say("planning.role"), key=ROLE, max_chars=60)
    given = _grid(query, indicator, who)
    wish = Wish(indicator, who, given, name, on if isinstance(on, date) else _today(query))
    _warn(query, wish)
    # In the run itself, not in a callback: that would be given the grid of the run before.
    if st.button(say("planning.save"), key="plan-save", type="primary"):
        st.session_state[SAID] = _keep(query, wish, by)
        st.rerun()
    _take_back(query)


def _say_what_happened() -> None:
    kind, words = st.session_state.pop(SAID, ("", ""))
    if kind == "kept":
        st.session_state[NAME] = ""
        st.success(words, icon=":material/check:")
    elif kind:
        st.error(words, icon=":material/error:")


def _today(query: Questions) -> date:
    return query.engine.as_of() or datetime.now(UTC).date()


def _who(query: Questions) -> str:
    partners = query.catalog.project.partners
    names = {TOGETHER: say("charts.partnership"), **{each.id: each.name for each in partners}}
    chosen = st.selectbox(
        say("planning.who"), list(names), format_func=lambda each: names.get(each, each), key=WHO
    )
    return chosen if chosen in names else TOGETHER


def _grid(query: Questions, indicator: str, who: str) -> Given:
    """Draw the quarters and return what is given for the end of each, by project month."""
    project, unit = query.catalog.project, query.catalog.indicators[indicator].unit
    months = sorted({*range(3, project.months + 1, 3), project.months})
    in_force = _in_force(query, indicator, who)
    is_share = unit.name == "share"
    scale = 100 if is_share else 1
    columns = {name: say(f"planning.column.{name}") for name in ("until", "now", "new")}
    rows = [
        {
            columns["until"]: day(project.first_day_of(month + 1) - timedelta(days=1)),
            columns["now"]: shown(in_force[month], unit) if month in in_force else "–",
            columns["new"]: _scaled(in_force.get(month), scale),
        }
        for month in months
    ]
    edited = st.data_editor(
        rows,
        hide_index=True,
        disabled=[columns["until"], columns["now"]],
        column_config={
            columns["new"]: st.column_config.NumberColumn(
                say("planning.new_in", unit=say(f"charts.unit.{unit.name}")), min_value=0
            )
        },
        key=f"plan-grid-{indicator}-{who}-{query.engine.snapshot.version}",
        alt=say("planning.grid"),
    )
    pairs = zip(months, edited, strict=True)
    return {month: _unscaled(row.get(columns["new"]), scale) for month, row in pairs}


def _in_force(query: Questions, indicator: str, who: str) -> dict[int, float]:
    """Return the plan in force by project month; empty where there is none."""
    return {
        row["project_month"]: row["expected"]
        for row in query.engine.ask("target_curve").records()
        if (row["indicator"], row["partner"] or TOGETHER) == (indicator, who)
    }


def _scaled(value: float | None, scale: int) -> float | None:
    return None if value is None else round(value * scale, 4)


def _unscaled(value: Any, scale: int) -> Any:
    """Return what was typed in the unit of the indicator; a blank cell is not given."""
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    if value is None or value == "" or (is_number and math.isnan(value)):
        return None
    return round(value / scale, 6) if is_number else value


def _warn(query: Questions, wish: Wish) -> None:
    """Say what is likely to be a slip, before anything is kept."""
    falling = falls(wish.given, wish.indicator, query.catalog)
    if falling:
        months = listed(map(str, falling))
        st.warning(say("planning.falls", n=len(falling), months=months), icon=":material/warning:")
    newest = max((each["set_on"] for each in _versions(query, wish)), default=wish.on)
    if wish.on < newest:
        st.warning(say("planning.older", day=day(newest)), icon=":material/warning:")


def _versions(query: Questions, wish: Wish) -> list[dict[str, Any]]:
    """Return the versions that this very plan has."""
    history = query.engine.ask("target_history", indicator=wish.indicator).records()
    return [row for row in history if (row["partner"] or TOGETHER) == wish.who]


def _keep(query: Questions, wish: Wish, by: str) -> tuple[str, str]:
    """Accept the version; return whether it was kept, and what to say of it."""
    store = state.store()
    try:
        batch = plan(
            wish.given,
            indicator=wish.indicator,
            partner=wish.who,
            version=wish.name,
            on=wish.on,
            catalog=query.catalog,
            key=read_key(store.path),
            is_sample=query.engine.is_sample,
            known=frozenset(row["version"] for row in _versions(query, wish)),
            by=by,
        )
        append(store, batch)
    except HitechtexError as problem:
        return "failed", say("planning.failed", problem=problem)
    name = batch.rows.column("version")[0].as_py()
    return "kept", say("planning.kept", name=name, n=batch.accepted)


def _take_back(query: Questions) -> None:
    """Offer the versions that were kept on this page, the newest first."""
    own = {each.batch for each in query.engine.snapshot.live if each.file == PLAN_FILE}
    history = query.engine.ask("target_history").records()
    kept = {row["batch"]: _named(query, row) for row in history if row["batch"] in own}
    if not kept:
        return
    batch = st.selectbox(
        say("planning.undo_pick"),
        list(kept),
        format_func=lambda each: kept.get(each, each),
        key="plan-undo-pick",
    )
    st.button(say("planning.undo"), key="plan-undo", on_click=partial(_undo, batch))


def _named(query: Questions, row: dict[str, Any]) -> str:
    names = {each.id: each.name for each in query.catalog.project.partners}
    return say(
        "planning.version",
        version=row["version"],
        indicator=query.catalog.indicators[row["indicator"]].label,
        who=names.get(row["partner"], say("charts.partnership")),
        day=day(row["set_on"]),
    )


def _undo(batch: str) -> None:
    try:
        undo(state.store(), batch, by=st.session_state.get(ROLE, ""))
    except HitechtexError as problem:
        st.session_state[SAID] = ("failed", say("planning.failed", problem=problem))
        return
    st.session_state[SAID] = ("kept", say("planning.undone"))
