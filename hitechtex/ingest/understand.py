"""A partner's own file is looked at in the reading process, and comes back as an Understanding."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from threading import Event

from hitechtex.catalog import Catalog
from hitechtex.catalog.exports import read_exports
from hitechtex.catalog.project import match_key
from hitechtex.errors import UnknownName
from hitechtex.ingest import process
from hitechtex.ingest.limits import Limits
from hitechtex.ingest.look_job import LookJob
from hitechtex.ingest.opening import fingerprint, opened, state
from hitechtex.ingest.sentences import refusal_of
from hitechtex.ingest.troubles import Refusal
from hitechtex.ingest.understanding import Understanding
from hitechtex.ingest.wordings import lexicon

GENERAL = {
    *("dataset", "sheet", "header_row", "encoding", "delimiter"),
    *("date_order", "decimal", "percent", "serial", "blank", "fill_down", "typed_dates"),
}
"""Names of answers that need no column or field."""


def understand(
    path: Path,
    *,
    catalog: Catalog,
    dataset: str | None = None,
    partner: str = "",
    answers: Mapping[str, str] | None = None,
    limits: Limits | None = None,
    cancel: Event | None = None,
) -> Understanding:
    """Return what a partner's file is understood to be; nothing is read into rows or changed.

    `dataset` is proposed where it is not given. `answers` are choices by the name of a question
    or decision (`date_order.start_date` = `dmy`, `column.Valor` = `lump_sum_eur`); they win over
    every evidence. A name without a field (`date_order`) answers for every field.

    Raises FileRefused where the file is no table, UnknownName for a dataset, partner, field or
    answer that does not exist.
    """
    if dataset:
        catalog.contract(dataset)
    sender = partner_id(partner, catalog)
    job = LookJob(
        name=path.name,
        dataset=dataset or "",
        partner=sender,
        contracts=catalog.contracts,
        lexicon=lexicon(catalog, sender),
        exports=read_exports(),
        answers=dict(answers or {}),
        limits=limits or Limits(),
    )
    _check_fields(job.answers, catalog)
    try:
        with opened(path, job.limits) as file:
            before = state(file)
            sha256 = fingerprint(file)
            found = process.look(job, file, cancel=cancel)
            if state(file) != before:
                raise Refusal("changed")
    except Refusal as refusal:
        raise refusal_of(refusal, path.name) from None
    _check_answers(job.answers, found)
    return found.model_copy(update={"sha256": sha256})


def partner_id(name: str, catalog: Catalog) -> str:
    """Return the id of a partner given by id, name or alias; raise UnknownName."""
    if not name:
        return ""
    for each in catalog.project.partners:
        if match_key(name) in {match_key(known) for known in (each.id, each.name, *each.aliases)}:
            return each.id
    raise UnknownName("partner", name, catalog.project.partner_ids)


def _check_fields(answers: dict[str, str], catalog: Catalog) -> None:
    if said := answers.get("dataset"):
        catalog.contract(said)


def _check_answers(answers: dict[str, str], found: Understanding) -> None:
    """Raise UnknownName for an answer to nothing: a slip of the pen must not pass for a choice."""
    known = GENERAL | {each.id for each in found.decisions} | {q.id for q in found.questions}
    fields = {one for column in found.columns for one in column.fields}
    known |= {f"column.{column.name}" for column in found.columns}
    known |= {f"field.{one}" for one in fields}
    for name in answers:
        is_value = name.startswith("value.") and name.split(".")[1] in fields
        if name not in known and not is_value and found.mapping is not None:
            raise UnknownName("question", name, known)
