"""Somebody approves, returns, reopens or takes back a file, or approves a period; asked twice.

A button says what will happen and asks once more; only the answer acts. What it changed is said
where it was asked. Who acts is a function ("coordinator"), never a person's name.
"""

from __future__ import annotations

import calendar
from collections.abc import Callable
from datetime import UTC, date, datetime
from functools import partial
from typing import Any

import streamlit as st

from hitechtex.catalog.texts import say
from hitechtex.charts.numbers import count, day, month
from hitechtex.errors import HitechtexError
from hitechtex.metrics import Questions
from hitechtex.query.comparing import knows_people
from hitechtex.store import (
    BatchRecord,
    Snapshot,
    approve,
    approve_period,
    current,
    reopen,
    reopen_period,
    send_back,
    undo,
)
from hitechtex.ui import receipt, state
from hitechtex.ui.plain import plain

ROLE, WHY, ASKED, SAID = "review-role", "review-why", "review-asked", "review-said"
WHO, WHAT, UNTIL = "period-partner", "period-dataset", "period-until"
BRING = "pages/bring.py"
Act = Callable[[str, str], Snapshot]


def review_batch(query: Questions) -> None:
    """Offer what can be done with the chosen file, each with a reason and asked once more."""
    st.subheader(say("reviewing.head"))
    _say_what_happened()
    found = {each.batch: each for each in query.engine.snapshot.batches}
    record = found.get(query.choices.get("batch", ""))
    if record is None:
        st.write(say("reviewing.no_file"))
        return
    contract = query.catalog.contract(record.dataset)
    st.write(plain(_standing(record, knows_people(contract))))
    receipt.offer(state.store(), record.batch, query.catalog)
    acts = _acts_on(record)
    if not acts:
        return
    _who_and_why()
    _buttons(record.batch, acts)
    if "undo" in acts and record.state == "live" and not record.is_sample:
        st.write(plain(say("reviewing.replace", file=record.file, batch=record.batch)))
        st.page_link(BRING, label=say("reviewing.bring"), icon=":material/upload_file:")


def review_periods(query: Questions) -> None:
    """Offer a partner's rows of a dataset to be approved until a month, or reopened."""
    st.subheader(say("reviewing.periods"))
    _say_what_happened()
    if query.engine.is_sample or not query.engine.sources:
        st.write(say("reviewing.sample"))
        return
    partners = {each.id: each.name for each in query.catalog.project.partners}
    dated = [each.dataset for each in query.catalog.contracts.values() if each.day]
    datasets = {name: say(f"charts.dataset.{name}") for name in dated}
    months = {str(last): month(last) for last in _months(query)}
    with st.container(horizontal=True, vertical_alignment="bottom"):
        partner = _pick(WHO, partners)
        dataset = _pick(WHAT, datasets)
        until = _pick(UNTIL, months)
    _who_and_why()
    whose = {"dataset": dataset, "partner": partner}
    last = date.fromisoformat(until)
    named = {"partner": partners[partner], "dataset": datasets[dataset], "until": day(last)}
    acts: dict[str, tuple[Act, dict[str, Any]]] = {
        "approve_period": (_with_store(approve_period, until=last, **whose), named)
    }
    held = [each for each in query.engine.snapshot.periods if (each.dataset, each.partner) ==
            (dataset, partner)]  # fmt: skip
    if held:
        acts["reopen_period"] = (
            _with_store(reopen_period, **whose), named | {"until": day(held[0].until)}
        )  # fmt: skip
    _buttons(f"{partner}-{dataset}", acts)


def _standing(record: BatchRecord, is_of_people: bool) -> str:
    """Return state and review of a file in sentences, with who said it and why.

    How many people a list holds is not said: two lists would tell who was added.
    """
    sentences = [say(f"reviewing.state.{record.state}", file=record.file)]
    if not is_of_people:
        sentences.append(say("reviewing.rows", n=record.accepted, rows=count(record.accepted)))
    if record.state == "live" and record.reviewed_at is not None:
        name = f"{record.review}_because" if record.comment else record.review
        told: dict[str, Any] = {
            "by": record.reviewed_by or say("reviewing.nobody"),
            "day": day(record.reviewed_at.date()),
            "comment": record.comment,
        }
        sentences.append(say(f"reviewing.review.{name}", **told))
    return " ".join(sentences)


def _acts_on(record: BatchRecord) -> dict[str, tuple[Act, dict[str, Any]]]:
    """Return what can be done with a file in its state; what is not offered would be refused."""
    if record.state not in ("live", "stepped_aside"):
        return {}
    places = {"file": record.file}
    names: dict[str, Any] = {"undo": undo}
    if not record.is_sample:
        names = {"approve": approve, "send_back": send_back, "undo": undo}
    if record.review == "approved":
        names = {"reopen": reopen}
    return {name: (_with_store(act, batch=record.batch), places) for name, act in names.items()}


def _with_store(act: Callable[..., Snapshot], **given: Any) -> Act:
    def done(by: str, why: str) -> Snapshot:
        more = {} if act is undo else {"comment": why}
        return act(state.store(), by=by, **given, **more)

    return done


def _who_and_why() -> None:
    st.text_input(say("reviewing.role"), key=ROLE, max_chars=60)
    st.text_area(say("reviewing.why"), key=WHY, max_chars=500, height=80)


def _buttons(about: str, acts: dict[str, tuple[Act, dict[str, Any]]]) -> None:
    with st.container(horizontal=True):
        for name in acts:
            if st.button(say(f"reviewing.do.{name}"), key=f"review-{name}"):
                st.session_state[ASKED] = (about, name)
    asked = st.session_state.get(ASKED)
    if asked and asked[0] == about and asked[1] in acts:
        act, places = acts[asked[1]]
        st.warning(plain(say(f"reviewing.ask.{asked[1]}", **places)), icon=":material/help:")
        with st.container(horizontal=True):
            st.button(say("reviewing.yes"), key="review-yes", type="primary",
                      on_click=partial(_do, act, asked[1], places))  # fmt: skip
            st.button(say("reviewing.no"), key="review-no", on_click=_forget)


def _forget() -> None:
    st.session_state.pop(ASKED, None)


def _do(act: Act, name: str, places: dict[str, Any]) -> None:
    by, why = (str(st.session_state.get(key, "")).strip() for key in (ROLE, WHY))
    if not by:
        st.session_state[SAID] = ("wrong", say("reviewing.needs_role"))
        return
    before = _counted(current(state.store()))
    try:
        after = _counted(act(by, why))
    except HitechtexError as problem:
        st.session_state[SAID] = ("wrong", str(problem))
        return
    _forget()
    st.session_state[WHY] = ""
    done = say(f"reviewing.done.{name}", **places)
    effect = say("reviewing.effect", n=len(after), before=count(len(before)),
                 after=count(len(after)))  # fmt: skip
    st.session_state[SAID] = ("done", f"{done} {effect}")


def _counted(snapshot: Snapshot) -> set[str]:
    return {each.batch for each in snapshot.live}


def _say_what_happened() -> None:
    kind, words = st.session_state.pop(SAID, ("", ""))
    if kind:
        show = st.success if kind == "done" else st.error
        show(plain(words))


def _pick(key: str, options: dict[str, str]) -> str:
    """Offer options by name; the browser may send anything, so only one of them is returned."""
    label = say(f"reviewing.{key.replace('-', '_')}")
    chosen = st.selectbox(
        label, list(options), format_func=lambda each: options.get(each, each), key=key
    )
    return chosen if chosen in options else next(iter(options))


def _months(query: Questions) -> list[date]:
    """Return the last days of the months of the project that are over, the latest first."""
    project, today = query.catalog.project, datetime.now(UTC).date()
    firsts = (project.first_day_of(number) for number in range(1, project.months + 1))
    lasts = [each.replace(day=calendar.monthrange(each.year, each.month)[1]) for each in firsts]
    return [each for each in reversed(lasts) if each < today] or lasts[:1]
