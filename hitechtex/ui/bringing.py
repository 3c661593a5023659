"""Bring data: choose, drop, see what was understood, answer, look at the effect, accept."""

from __future__ import annotations

from functools import partial
from threading import Event

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from hitechtex.catalog import Catalog
from hitechtex.catalog.texts import say
from hitechtex.errors import HitechtexError
from hitechtex.ingest.corrections import is_correction_sheet
from hitechtex.ingest.people import read_key
from hitechtex.metrics import Questions
from hitechtex.metrics.bringing import Asked, Brought, accept
from hitechtex.metrics.bringing import bring as read
from hitechtex.store import Store
from hitechtex.ui import bring_answers, bring_mending, bring_shown, receipt, state, working
from hitechtex.ui.cases import Case
from hitechtex.ui.plain import plain

CASES = "bring-cases"
ROLE = "bring-role"
INTERNAL = "same_organisation"


def bring(query: Questions) -> None:
    """Take files in, one case each; what is accepted shows its receipt."""
    catalog = query.catalog
    partner, dataset = _whose(catalog)
    files = st.file_uploader(
        say("bring.files"), accept_multiple_files=True, key="bring-files", help=say("bring.help")
    )
    cases: dict[str, Case] = st.session_state.setdefault(CASES, {})
    _forget(cases, {each.file_id for each in files})
    if files:
        file = _chosen(files)
        case = cases.setdefault(file.file_id, Case(file.name))
        _case(case, file, partner, dataset, catalog)


def _whose(catalog: Catalog) -> tuple[str, str]:
    """Ask who sends the files, and what they hold."""
    names = {each.id: each.name for each in catalog.project.partners}
    kinds = {name: say(f"bring.dataset.{name}") for name in catalog.contracts if name != INTERNAL}
    left, right = st.columns(2)
    partner = left.selectbox(
        say("bring.partner"), ["", *names], key="bring-partner",
        format_func=lambda each: names.get(each) or say("bring.partner_in_file"),
    )  # fmt: skip
    dataset = right.selectbox(
        say("bring.dataset_label"), ["", *kinds], key="bring-dataset",
        format_func=lambda each: kinds.get(each) or say("bring.find_out"),
    )  # fmt: skip
    return partner if partner in names else "", dataset if dataset in kinds else ""


def _chosen(files: list[UploadedFile]) -> UploadedFile:
    if len(files) == 1:
        return files[0]
    places = list(range(len(files)))
    place = st.selectbox(
        say("bring.which"), places, format_func=lambda each: files[each].name, key="bring-which"
    )
    return files[place if place in places else 0]


def _forget(cases: dict[str, Case], kept: set[str]) -> None:
    for file in set(cases) - kept:
        if (work := cases.pop(file).work) is not None:
            work.cancel()


def _case(case: Case, file: UploadedFile, partner: str, dataset: str, catalog: Catalog) -> None:
    store = state.store()
    if case.batch:
        receipt.show(store, case.batch, catalog)
        return
    wanted = case.wanted(partner, dataset)
    if case.asked != wanted or case.work is None:
        _begin(case, file, wanted, store, catalog)
    assert case.work is not None
    if not case.work.is_done():
        working.show_progress(case.work, name=plain(case.name), key=f"bring-cancel-{file.file_id}")
        return
    try:
        brought = case.work.result()
    except HitechtexError as problem:
        st.error(say("bring.failed", problem=plain(str(problem))), icon=":material/error:")
        st.button(say("bring.forget_answers"), key="bring-forget", on_click=case.forget)
        return
    if brought is None:
        st.info(say("bring.cancelled", file=plain(case.name)), icon=":material/info:")
        st.button(say("bring.again"), key="bring-again", on_click=case.forget_work)
        return
    _draw(case, brought, store, catalog)


def _begin(case: Case, file: UploadedFile, asked: Asked, store: Store, catalog: Catalog) -> None:
    if case.work is not None:
        case.work.cancel()
    content, key = file.getvalue(), read_key(store.path)

    def task(cancel: Event) -> Brought:
        with working.private_file(case.name, content) as path:
            return read(path, asked, store=store, catalog=catalog, key=key, cancel=cancel)

    case.asked, case.work = asked, working.start(task)


def _draw(case: Case, brought: Brought, store: Store, catalog: Catalog) -> None:
    if brought.refused is not None:
        st.warning(plain(str(brought.refused)), icon=":material/block:")
    if brought.understanding is not None:
        bring_answers.offer(case.answers, brought.understanding, store)
        if is_correction_sheet(each.name for each in brought.understanding.columns):
            st.info(say("bring.correction_known"), icon=":material/info:")
        bring_answers.ask(case.answers, brought.understanding)
        bring_shown.understood(brought.understanding)
        bring_answers.change(case.answers, brought.understanding, catalog)
    if brought.refused is not None:
        bring_answers.ask_about_export(case, brought.refused.rule)
    if brought.batch is None:
        return
    bring_shown.read(brought, catalog)
    bring_mending.mend(case, brought.batch, by_hand=brought.understanding is not None)
    bring_shown.effect(brought, catalog)
    bring_answers.ask_what_it_replaces(case, brought.batch, store)
    if case.problem:
        st.error(say("bring.failed", problem=plain(case.problem)), icon=":material/error:")
    st.text_input(say("bring.role"), key=ROLE, max_chars=60)
    st.button(
        say("bring.accept", n=brought.batch.accepted), type="primary", key="bring-accept",
        disabled=not brought.batch.accepted, icon=":material/check:",
        on_click=partial(_accept, case, brought, store),
    )  # fmt: skip


def _accept(case: Case, brought: Brought, store: Store) -> None:
    try:
        case.batch = accept(store, brought, by=str(st.session_state.get(ROLE, "")))
        case.problem = ""
    except HitechtexError as problem:
        case.problem = str(problem)
