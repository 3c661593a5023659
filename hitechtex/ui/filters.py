"""The shared filters: one place, in the URL, shown as chips with a way back."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

import streamlit as st
from babel.dates import format_date

from hitechtex.catalog import Catalog
from hitechtex.catalog.texts import LANGUAGE, say
from hitechtex.charts.panel import WITHIN
from hitechtex.query.result import Filters

PERIOD = "period"
PAIR = "pair"
ARROW = ">"


@dataclass(frozen=True)
class ListFilter:
    """A filter that keeps some of a list of codes; `name` is also its name in the URL."""

    name: str
    field: str
    options: Callable[[Catalog], dict[str, str]]


LISTS = (
    ListFilter("partner", "partners", lambda c: {p.id: p.name for p in c.project.partners}),
    ListFilter("region", "regions", lambda c: {r.code: r.name for r in c.project.regions}),
    ListFilter("type", "organisation_types", lambda c: c.codes["organisation_types"]),
    ListFilter("mode", "modes", lambda c: c.codes["modes"]),
    ListFilter("state", "states", lambda c: c.codes["states"]),
)
BY_FIELD = {each.field: each for each in LISTS}


def choose_filters(catalog: Catalog) -> Filters:
    """Draw the filters in the sidebar and return what the reader has narrowed to."""
    _name_codes(catalog)
    with st.sidebar:
        st.subheader(say("filter.head"), help=say("filter.help"))
        first_day, last_day = _period(catalog)
        lists: dict[str, Any] = {e.field: _choose(e, e.options(catalog)) for e in LISTS}
    return _with_pair(Filters(first_day=first_day, last_day=last_day, **lists), catalog)


def _name_codes(catalog: Catalog) -> None:
    """Let an address say codes where it says names: `?partner=` and an id, for other programs."""
    named = {}
    for each in LISTS:
        options = each.options(catalog)
        asked = [] if each.name in st.session_state else st.query_params.get_all(each.name)
        names = [options[code] for code in asked if code in {*options} - {*options.values()}]
        if names:
            named[each.name] = names
    if named:
        st.query_params.update(named)
        st.rerun()  # a filter reads the address before anything else does


def _choose(each: ListFilter, options: dict[str, str]) -> tuple[str, ...] | None:
    picked = st.multiselect(
        say(f"filter.{each.name}"),
        list(options),
        format_func=lambda code: options.get(code, code),
        key=each.name,
        bind="query-params",
        placeholder=say("filter.choose"),
    )
    # The browser may send anything: only codes that exist are kept.
    known = tuple(sorted(code for code in picked if code in options))
    return known or None


def _period(catalog: Catalog) -> tuple[date | None, date | None]:
    months = month_options(catalog)
    first, last = st.select_slider(
        say("filter.period"),
        list(months),
        value=(next(iter(months)), list(months)[-1]),
        format_func=lambda month: months.get(month, month),
        key=PERIOD,
        bind="query-params",
    )
    names = list(months)
    whole = (first, last) == (names[0], names[-1]) or first not in months or last not in months
    if whole:
        return None, None
    start = None if first == names[0] else date.fromisoformat(f"{first}-01")
    end = None if last == names[-1] else _end_of_month(date.fromisoformat(f"{last}-01"))
    return start, end


def month_options(catalog: Catalog) -> dict[str, str]:
    """Return the project's months, `2022-02` → `Feb 2022`."""
    days = (catalog.project.first_day_of(month + 1) for month in range(catalog.project.months))
    return {f"{day:%Y-%m}": format_date(day, "MMM y", locale=LANGUAGE) for day in days}


def _end_of_month(day: date) -> date:
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)


def _with_pair(filters: Filters, catalog: Catalog) -> Filters:
    """Add the corridor chosen in a matrix, if any: visitors from one region, hosts in another."""
    if PAIR not in st.session_state:
        st.session_state[PAIR] = st.query_params.get(PAIR, "")
    if st.query_params.get(PAIR, "") != st.session_state[PAIR]:
        _write_pair(st.session_state[PAIR])
    visiting, _, host = st.session_state[PAIR].partition(ARROW)
    known = {*catalog.project.region_codes, "other"}
    if visiting in known and host in known:
        return replace(filters, visiting_regions=(visiting,), host_regions=(host,))
    return filters


def _write_pair(pair: str) -> None:
    if pair:
        st.query_params[PAIR] = pair
    else:
        del st.query_params[PAIR]


def toggle(field: str, key: str | None) -> None:
    """Take a click on a mark: choose what it stands for, or take the choice back.

    `field` is the field of Filters that the panel selects, or `pair` for a corridor.
    """
    if field == PAIR:
        st.session_state[PAIR] = key or ""
        return
    st.session_state[BY_FIELD[field].name] = [key.partition(WITHIN)[0]] if key else []


def chips(filters: Filters, catalog: Catalog) -> None:
    """Say what is narrowed, each with its own way back, and one for all."""
    shown = list(_described(filters, catalog))
    if not shown:
        return
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.html(f"<span class='htx-showing'>{say('filter.showing')}</span>", width="content")
        for name, words in shown:
            st.button(
                words,
                key=f"chip-{name}",
                icon=":material/close:",
                on_click=_clear,
                args=((name,), catalog),
            )
        if len(shown) > 1:
            names = tuple(name for name, _ in shown)
            st.button(
                say("filter.clear"),
                key="chip-clear",
                type="tertiary",
                on_click=_clear,
                args=(names, catalog),
            )


def described(filters: Filters, catalog: Catalog) -> str:
    """Return the filters in words, for an empty selection and for exports."""
    return "; ".join(words for _, words in _described(filters, catalog))


def _described(filters: Filters, catalog: Catalog) -> Iterable[tuple[str, str]]:
    months = list(month_options(catalog).values())
    if filters.first_day or filters.last_day:
        first = _month(filters.first_day) if filters.first_day else months[0]
        last = _month(filters.last_day) if filters.last_day else months[-1]
        yield PERIOD, _chip(PERIOD, (f"{first} – {last}",))
    for each in LISTS:
        if codes := getattr(filters, each.field):
            options = each.options(catalog)
            yield each.name, _chip(each.name, tuple(options[code] for code in codes))
    if filters.visiting_regions and filters.host_regions:
        pair = (*filters.visiting_regions, *filters.host_regions)
        names = {**BY_FIELD["regions"].options(catalog), "other": say("elsewhere")}
        yield PAIR, f"{names[pair[0]]} → {names[pair[1]]}"


def _chip(name: str, values: tuple[str, ...]) -> str:
    return say("filter.chip", filter=say(f"filter.{name}"), values=", ".join(values))


def _month(day: date) -> str:
    return format_date(day, "MMM y", locale=LANGUAGE)


def _clear(names: tuple[str, ...], catalog: Catalog) -> None:
    months = list(month_options(catalog))
    for name in names:
        blank = (months[0], months[-1]) if name == PERIOD else "" if name == PAIR else []
        st.session_state[name] = blank
