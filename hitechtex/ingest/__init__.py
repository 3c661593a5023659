"""A partner's file becomes a Batch: read, matched, mapped, cast and checked, and never changed.

The steps are `files.read` (bytes → text cells), `headers.match`, `mapping.apply`, `values`
(text → typed) and `checks`; `reading` runs them in a process of its own.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from threading import Event
from typing import Any

from hitechtex.catalog import Catalog
from hitechtex.catalog.contracts import Contract
from hitechtex.catalog.exports import Order, read_exports
from hitechtex.catalog.texts import say
from hitechtex.ingest import process
from hitechtex.ingest.attendance.asking import ExportQuestion
from hitechtex.ingest.batch import Batch, Fault, Repair, RowsRefused, SetAside
from hitechtex.ingest.job import Job
from hitechtex.ingest.limits import Limits
from hitechtex.ingest.mapping import canonical, check_mapping, read_mapping
from hitechtex.ingest.opening import fingerprint, opened, state
from hitechtex.ingest.receiving import receive
from hitechtex.ingest.sentences import refusal_of
from hitechtex.ingest.totals import differing_totals
from hitechtex.ingest.troubles import Refusal
from hitechtex.ingest.understand import partner_id, understand
from hitechtex.ingest.understanding import QuestionsOpen, Understanding
from hitechtex.ingest.words import vocabularies

__all__ = [
    "Batch",
    "Fault",
    "Limits",
    "QuestionsOpen",
    "Repair",
    "RowsRefused",
    "SetAside",
    "Understanding",
    "ingest",
    "rows_refused",
    "understand",
]

ATTENDANCE = "attendance"


def ingest(
    path: Path,
    *,
    dataset: str,
    catalog: Catalog,
    key: bytes,
    partner: str = "",
    mapping: Path | None = None,
    understanding: Understanding | None = None,
    all_or_nothing: bool = False,
    by: str = "",
    session: str = "",
    dates: Order = "",
    only_export: bool = False,
    limits: Limits | None = None,
    cancel: Event | None = None,
) -> Batch:
    """Return the rows of a partner's file under the contract of `dataset`; change nothing.

    `understanding` says how a partner's own layout is read (see understand); it holds for the very
    file that was looked at, and only when no question is open.

    `key` hashes people (see people.read_key). `partner` is who sent the file; where the contract
    requires a partner in every row, a blank one is filled with it. Good rows are accepted and
    faulty ones set aside; with `all_or_nothing` one fault refuses the file.

    For `attendance` an export of a meeting program is recognised by itself (data/exports/);
    `session` says whose rows they are, `dates` the order of day and month where the file leaves it
    open. Without a session the batch tells the meeting (see meetings.session_of). With
    `only_export` any other file is refused at once.

    Raises FileRefused where the file cannot be taken as a whole (RowsRefused, with its faults,
    for `all_or_nothing`, QuestionsOpen for an understanding with questions), UnknownName for a
    dataset or partner that is not declared, and DeclarationError for a mapping that is wrong.
    """
    contract = catalog.contract(dataset)
    sender = partner_id(partner, catalog)
    if (session or dates) and (dataset != ATTENDANCE or (dates and mapping)):
        raise refusal_of(Refusal("no_export"), path.name)
    said = {contract.key[0]: session.strip()} if session.strip() else {}
    job = Job(
        name=path.name,
        contract=contract,
        words=vocabularies(contract, catalog),
        key=key.hex(),
        limits=limits or Limits(),
        export=_export(dataset, mapping, understanding, session, dates, only=only_export),
        session=session.strip(),
        **_layout(contract, catalog, mapping, understanding, sender=sender, said=said),
    )
    try:
        expected = understanding.sha256 if understanding else ""
        batch = _read(
            path, job, cancel, expected, partner=sender, by=by,
            mapping=mapping.name if mapping else "",
        )  # fmt: skip
    except Refusal as refusal:
        raise refusal_of(refusal, path.name) from None
    if all_or_nothing and batch.faults:
        raise rows_refused(batch)
    return _with_left_out(batch, understanding, contract) if understanding else batch


def _with_left_out(batch: Batch, found: Understanding, contract: Contract) -> Batch:
    """Return the batch with the rows that were no rows of the table, and totals that differ."""
    said = (each.says for each in found.left_out)
    totals = differing_totals(found, batch, contract)
    return replace(batch, left_out=(*totals, *said, *batch.left_out))


def _read(
    path: Path,
    job: Job,
    cancel: Event | None,
    expected: str,
    *,
    partner: str,
    by: str,
    mapping: str,
) -> Batch:
    with opened(path, job.limits) as file, process.outputs() as written:
        before = state(file)
        sha256 = fingerprint(file)
        if expected and sha256 != expected:
            raise Refusal("changed")
        answer = process.run(job, file, written, cancel=cancel)
        if state(file) != before:
            raise Refusal("changed")
        return receive(job, answer, written, sha256=sha256, partner=partner, by=by, mapping=mapping)


def _export(
    dataset: str,
    mapping: Path | None,
    understanding: Understanding | None,
    session: str,
    dates: Order,
    *,
    only: bool,
) -> ExportQuestion | None:
    """Return what is asked of an export; nothing where the file cannot be one."""
    if dataset != ATTENDANCE or mapping is not None or understanding is not None:
        return None
    return ExportQuestion(exports=read_exports(), session=session.strip(), dates=dates, only=only)


def _layout(
    contract: Contract,
    catalog: Catalog,
    mapping: Path | None,
    understanding: Understanding | None,
    *,
    sender: str,
    said: dict[str, str],
) -> dict[str, Any]:
    """Return how the file is laid out: as declared, as understood, or as the contract has it."""
    if understanding is None:
        given = frozenset(said)
        layout = read_mapping(mapping, contract, given=given) if mapping else canonical(contract)
        fill = _fill(contract, sender, catalog) | said
        return {"mapping": layout, "is_mapped": mapping is not None, "fill": fill}
    if understanding.is_open or understanding.mapping is None:
        raise QuestionsOpen(understanding)
    given = frozenset(said)
    check_mapping(understanding.mapping, contract, where=understanding.file, given=given)
    filled = {each.field: each.value for each in understanding.filled}
    defaults = {each.name: catalog.project.name for each in contract.fields if each.default}
    return {
        "mapping": understanding.mapping,
        "is_mapped": True,
        "fill": defaults | filled | said,
        "skip": understanding.skip,
    }


def _fill(contract: Contract, sender: str, catalog: Catalog) -> dict[str, str]:
    """Return what blanks are filled with: the sender, and the project where it is the default."""
    fill = {field.name: catalog.project.name for field in contract.fields if field.default}
    if sender and contract.field(contract.partner).required:
        fill[contract.partner] = sender
    return fill


def rows_refused(batch: Batch) -> RowsRefused:
    """Return the refusal of a file of which everything or nothing was to be taken."""
    first = batch.faults[0]
    return RowsRefused(
        say("ingest.all_or_nothing", n=len(batch.faults)),
        where=batch.file,
        do=say("ingest.first_fault", row=first.row, hint=first.hint),
        faults=batch.faults,
    )
