"""What a reader picks on the page itself, kept in the address."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from difflib import get_close_matches
from functools import partial

import streamlit as st

from hitechtex.catalog.texts import read_texts, say
from hitechtex.metrics import Questions
from hitechtex.ui.described import Choice


def pick_all(choices: Iterable[Choice], query: Questions) -> tuple[tuple[str, str], ...]:
    """Offer the choices of the section that is shown; return each name with what is picked."""
    picked: dict[str, str] = {}
    for choice in choices:
        sections = (choice.within,) if isinstance(choice.within, str) else choice.within
        if "" in sections or picked.get("section") in sections:
            picked[choice.name] = pick(choice, replace(query, choices=dict(picked)))
    return tuple(picked.items())


def pick(choice: Choice, query: Questions) -> str:
    """Offer the options of a choice and return the one picked; blank where there are none."""
    options = choice.options(query.catalog) if callable(choice.options) else choice.options
    if choice.asked is not None:
        options = choice.asked(query)
        if not options:
            st.write(say(f"choice.none_{choice.name}"))
            return ""
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
            unknown = f"choice.unknown_{name}"
            unknown = unknown if unknown in read_texts() else "choice.unknown"
            st.info(say(unknown, asked=asked[:80], label=label), icon=":material/search:")
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
