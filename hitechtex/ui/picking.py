"""What a reader picks on the page itself, kept in the address."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from functools import partial

import streamlit as st

from hitechtex.catalog import Catalog
from hitechtex.catalog.texts import say
from hitechtex.ui.described import Choice


def pick_all(choices: Iterable[Choice], catalog: Catalog) -> tuple[tuple[str, str], ...]:
    """Offer the choices of the section that is shown; return each name with what is picked."""
    picked: dict[str, str] = {}
    for choice in choices:
        if choice.within in ("", picked.get("section")):
            picked[choice.name] = pick(choice, catalog)
    return tuple(picked.items())


def pick(choice: Choice, catalog: Catalog) -> str:
    """Offer the options of a choice and return the one picked."""
    options = choice.options(catalog) if callable(choice.options) else choice.options
    return (_from_list if choice.is_long else _from_row)(choice.name, options)


def _from_row(name: str, options: dict[str, str]) -> str:
    picked = st.segmented_control(
        say(f"choice.{name}"),
        list(options),
        format_func=lambda option: options.get(option, option),
        default=next(iter(options)),
        required=True,
        key=name,
        bind="query-params",
    )
    return picked if picked in options else next(iter(options))


def _from_list(name: str, options: dict[str, str]) -> str:
    """Offer a list to search. The address holds the option itself, and leads: so does a link."""
    asked = st.query_params.get(name, "")
    picked = nearest(asked, options)
    key = f"{name}-picked"
    st.session_state[key] = picked
    st.selectbox(
        say(f"choice.{name}"),
        list(options),
        format_func=lambda option: options.get(option, option),
        key=key,
        on_change=partial(_write, name, key),
    )
    if asked and picked != asked:
        label = options[picked]
        if asked != label:
            st.info(say("choice.unknown", asked=asked[:80], label=label), icon=":material/search:")
        st.query_params[name] = picked
    return picked


def _write(name: str, key: str) -> None:
    st.query_params[name] = st.session_state[key]


def nearest(asked: str, options: dict[str, str]) -> str:
    """Return the option asked for, by itself or by its label; else the one most like it."""
    if asked in options:
        return asked
    named = {label.casefold(): option for option, label in options.items()}
    written = asked.casefold()
    known = [*options, *named]
    close = get_close_matches(written, known, n=1, cutoff=0.3) if asked else []
    found = close[0] if close else next(iter(options))
    return named.get(found, found)
