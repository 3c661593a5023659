"""What only a person can decide about a file: open questions, and decisions to be changed."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import streamlit as st

from hitechtex.catalog import Catalog
from hitechtex.catalog.texts import say
from hitechtex.charts.brought import decided
from hitechtex.charts.numbers import day
from hitechtex.ingest import Batch, Understanding
from hitechtex.ingest.understanding import LEAVE, Choice, Decision, Question
from hitechtex.metrics.bringing import ASKS_FOR_DATES, ASKS_FOR_SESSION
from hitechtex.metrics.remembering import offered
from hitechtex.store import Store, current
from hitechtex.ui import markup
from hitechtex.ui.cases import Case
from hitechtex.ui.plain import plain

OPEN = ""


def ask(answers: dict[str, str], found: Understanding) -> None:
    """Ask every open question, with why it is open; an answer reads the file anew."""
    if found.questions:
        st.warning(say("bring.open", n=len(found.questions)), icon=":material/help:")
    for question in found.questions:
        _question(answers, question)


def change(answers: dict[str, str], found: Understanding, catalog: Catalog) -> None:
    """Offer to change what was decided about the file or a column, and to take answers back."""
    if not found.columns:
        return
    with st.expander(say("bring.head.change"), icon=":material/edit:"):
        for decision in found.decisions:
            if len(decision.choices) > 1:
                _decision(answers, decision)
        _column(answers, found, catalog)
        if answers:
            st.button(say("bring.forget_answers"), key="bring-forget", on_click=answers.clear)


def offer(answers: dict[str, str], found: Understanding, store: Store) -> None:
    """Offer the answers of the last file with this layout, and say where this one differs."""
    offered_answers = offered(store, found)
    if offered_answers is None:
        return
    layout = offered_answers.layout
    on = day(layout.day)
    with st.container(border=True):
        st.write(say("bring.known_layout", file=plain(layout.file), day=on))
        for each in offered_answers.against:
            said = say(
                "bring.against",
                column=each.column,
                before=layout.answers[each.id],
                now=each.value,
                day=on,
                why=each.evidence.says,
            )
            st.write(plain(said))
        if offered_answers.answers:
            st.button(
                say("bring.as_before", n=len(offered_answers.answers), day=on),
                key="bring-as-before",
                help=plain("; ".join(f"{n} = {v}" for n, v in offered_answers.answers.items())),
                on_click=partial(answers.update, offered_answers.answers),
            )


def ask_about_export(case: Case, rule: str) -> None:
    """Ask what an attendance export leaves open: the order of its days, or whose rows they are."""
    if rule in ASKS_FOR_DATES:
        orders = {name: say(f"bring.date_order.{name}") for name in ("day_first", "month_first")}
        options = {OPEN: say("bring.choose"), **orders}
        _pick(say("bring.dates"), "dates", options, partial(_set, case, "dates"))
    if rule in ASKS_FOR_SESSION:
        key = "bring-session"
        taken = partial(_set, case, "session", key)
        st.text_input(say("bring.session"), key=key, max_chars=80, on_change=taken)


def ask_what_it_replaces(case: Case, batch: Batch, store: Store) -> None:
    """Offer the files of the same partner and dataset that this one may take the place of."""
    kept = {
        each.batch: say(
            "bring.replaceable", file=each.file, day=day(each.at.date()), n=each.accepted
        )
        for each in current(store).live
        if (each.dataset, each.partner) == (batch.dataset, batch.partner) and not each.is_sample
    }
    if kept:
        options = {"": say("bring.replaces_none"), **kept}
        taken = partial(_set, case, "replaces")
        _pick(say("bring.replaces"), "replaces", options, taken, value=case.replaces)


def _question(answers: dict[str, str], question: Question) -> None:
    options = {OPEN: say("bring.choose")}
    options |= {each.value: _choice(each, question.kind) for each in question.choices}
    taken = partial(_answer, answers, question.id)
    _pick(question.says, question.id, options, taken)
    st.html(markup.note(question.evidence.says))


def _choice(choice: Choice, kind: str) -> str:
    words = choice.says(kind)
    shown = next((each for each in choice.examples if each.row and each.read), None)
    if shown is None:
        return words
    return say("bring.choice", choice=words, text=shown.text, read=shown.read)


def _decision(answers: dict[str, str], decision: Decision) -> None:
    label = say(f"bring.decision.{decision.id.partition('.')[0]}")
    if decision.column:
        label = say("bring.decision_of", decision=label, column=decision.column)
    values = (decision.value, *decision.choices)
    options = {each: decided(decision.id, each) for each in values}
    taken = partial(_answer, answers, decision.id)
    _pick(label, decision.id, options, taken, value=decision.value, why=decision.evidence.says)


def _column(answers: dict[str, str], found: Understanding, catalog: Catalog) -> None:
    meant = {each.name: " + ".join(each.fields) for each in found.columns}
    left, right = st.columns(2)
    column = left.selectbox(say("bring.column_pick"), list(meant), key="bring-column")
    options = {LEAVE: say("bring.not_read")}
    options |= {name: name for name in catalog.contract(found.dataset).field_names}
    name = f"column.{column}"
    with right:
        taken = partial(_answer, answers, name)
        # The same column may be asked about above: the two are told apart by their names.
        shown = f"means.{column}"
        _pick(say("bring.column_means"), shown, options, taken, value=meant.get(column or "", ""))


def _pick(
    label: str,
    name: str,
    options: dict[str, str],
    taken: Callable[[str], None],
    *,
    value: str = OPEN,
    why: str = "",
) -> None:
    """Offer values with their words; `taken` is called with the key of the widget."""
    key = f"bring-pick-{name}"
    st.session_state[key] = value if value in options else next(iter(options))
    st.selectbox(
        plain(label),
        list(options),
        key=key,
        on_change=taken,
        args=(key,),
        format_func=lambda each: options.get(each, each),
        help=plain(why) or None,
    )


def _answer(answers: dict[str, str], name: str, key: str) -> None:
    if picked := st.session_state.get(key, ""):
        answers[name] = str(picked)


def _set(case: Case, name: str, key: str) -> None:
    setattr(case, name, str(st.session_state.get(key, "")).strip())
