"""Somebody who knows both says whether two names are one organisation, or takes an answer back."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import partial

import streamlit as st

from hitechtex.catalog.texts import say
from hitechtex.charts.numbers import day
from hitechtex.errors import HitechtexError
from hitechtex.ingest.answering import answer
from hitechtex.ingest.people import read_key
from hitechtex.metrics import Questions
from hitechtex.metrics.duplicates import Proposal
from hitechtex.store import append, undo
from hitechtex.ui import state

MOST_PAIRS = 50
ROLE = "decision-role"
FAILED = "decision-failed"


def decide(query: Questions) -> None:
    """Offer the pairs that are most alike, each to be answered; and the answers, to be undone."""
    st.subheader(say("decisions.head"))
    if FAILED in st.session_state:
        st.error(say("decisions.failed", problem=st.session_state.pop(FAILED)))
    _offer(query)
    _take_back(query)


def _offer(query: Questions) -> None:
    pairs = {_named(each): each for each in query.proposals()[:MOST_PAIRS]}
    if not pairs:
        st.write(say("decisions.none"))
        return
    chosen = st.selectbox(say("decisions.pair"), list(pairs), key="decision-pair")
    pair = pairs.get(chosen) or next(iter(pairs.values()))
    st.text_input(say("decisions.role"), key=ROLE, max_chars=60)
    with st.container(horizontal=True):
        for name, is_same in (("same", True), ("different", False)):
            given = partial(_answer, query, pair, is_same)
            st.button(say(f"decisions.{name}"), key=f"decision-{name}", on_click=given)


def _named(pair: Proposal) -> str:
    return say(
        "decisions.choice", left=pair.left.written, right=pair.right.written, score=pair.score
    )


def _answer(query: Questions, pair: Proposal, is_same: bool) -> None:
    store = state.store()
    try:
        batch = answer(
            pair.left.written,
            pair.right.written,
            is_same=is_same,
            on=datetime.now(UTC).date(),
            catalog=query.catalog,
            key=read_key(store.path),
            by=st.session_state.get(ROLE, ""),
        )
        append(store, batch, again=True)
    except HitechtexError as problem:
        st.session_state[FAILED] = str(problem)


def _take_back(query: Questions) -> None:
    answers = query.engine.ask("organisation_answers").records()
    if not answers:
        return
    words = {
        row["batch"]: say(
            "decisions.answer",
            left=row["left_name"],
            right=row["right_name"],
            day=day(row["decided_on"]),
        )
        for row in answers
    }
    batch = st.selectbox(
        say("decisions.undo_pick"),
        list(words),
        format_func=lambda each: words.get(each, each),
        key="decision-answer",
    )
    st.button(say("decisions.undo"), key="decision-undo", on_click=partial(_undo, batch))


def _undo(batch: str) -> None:
    try:
        undo(state.store(), batch, by=st.session_state.get(ROLE, ""))
    except HitechtexError as problem:
        st.session_state[FAILED] = str(problem)
