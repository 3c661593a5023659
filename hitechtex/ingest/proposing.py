"""Which dataset a file holds, in which sheet and row its table begins; or what is open there."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from hitechtex.catalog.contracts import Contract
from hitechtex.ingest.books import Row, text_of
from hitechtex.ingest.header_search import Header, search
from hitechtex.ingest.troubles import Refusal
from hitechtex.ingest.understanding import Choice, Decision, Evidence, Example, Question

if TYPE_CHECKING:
    from hitechtex.ingest.look_job import LookJob

LIKELY, APART = 50, 12
"""Score from which a dataset is proposed, and its distance to the next one."""
INTERNAL = {"same_organisation"}


@dataclass
class Proposal:
    """What a file is taken for; without a header it is only shown."""

    sheet: str
    dataset: str = ""
    header: Header | None = None
    datasets: tuple[tuple[str, int], ...] = ()
    decisions: list[Decision] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)


def propose(job: LookJob, heads: dict[str, list[Row]]) -> Proposal:
    """Return the likeliest dataset and sheet; raise Refusal where no sheet holds anything."""
    lines = {
        sheet: [(number, [text_of(cell) for cell in row]) for number, row in rows]
        for sheet, rows in heads.items()
    }
    lines = {sheet: rows for sheet, rows in lines.items() if any(any(row) for _, row in rows)}
    if not lines:
        raise Refusal("no_sheet")
    said = job.dataset or job.answers.get("dataset", "")
    names = [said] if said else [name for name in job.contracts if name not in INTERNAL]
    at = int(job.answers["header_row"]) if job.answers.get("header_row", "").isdigit() else 0
    found = {
        (name, sheet): header
        for name in names
        for sheet, rows in lines.items()
        if (header := search(rows, job.lexicon, name, at=at))
    }
    scores = {key: _score(header, job.contracts[key[0]], job) for key, header in found.items()}
    return _chosen(job, said, scores, found, list(lines))


def _score(header: Header, contract: Contract, job: LookJob) -> int:
    """Return how well a header fits a dataset: its columns known, its required fields there."""
    fields = {one for name in header.fields for one in name.split("+")}
    named = sum(not name.startswith("[") for name in header.names)
    filled = set(job.lexicon.fill.get(contract.dataset, {}))
    required = [f.name for f in contract.fields if f.required and f.name not in filled]
    there = sum(name in fields for name in required) / max(1, len(required))
    return round(50 * len(fields) / max(1, named, len(fields)) + 50 * there)


Key = tuple[str, str]


def _chosen(
    job: LookJob,
    said: str,
    scores: dict[Key, int],
    found: dict[Key, Header],
    sheets: list[str],
) -> Proposal:
    best: dict[str, int] = {}
    for (name, _), score in scores.items():
        best[name] = max(best.get(name, 0), score)
    ranked = tuple(sorted(best.items(), key=lambda each: -each[1]))
    wanted = job.answers.get("sheet", "")
    proposal = Proposal(sheet=wanted if wanted in sheets else sheets[0], datasets=ranked)
    if not said and not _is_clear(ranked):
        _ask_dataset(proposal, ranked, job)
        return proposal
    proposal.dataset = said or ranked[0][0]
    fitting = {sheet: score for (name, sheet), score in scores.items() if name == proposal.dataset}
    if not fitting:
        raise Refusal("no_table", dataset=proposal.dataset, sheets=len(sheets))
    proposal.sheet = _sheet(job, proposal, fitting)
    proposal.header = found[proposal.dataset, proposal.sheet]
    _note(proposal, ranked, said)
    return proposal


def _is_clear(ranked: tuple[tuple[str, int], ...]) -> bool:
    if not ranked or ranked[0][1] < LIKELY:
        return False
    return len(ranked) == 1 or ranked[0][1] - ranked[1][1] >= APART


def _sheet(job: LookJob, proposal: Proposal, fitting: dict[str, int]) -> str:
    """Return the sheet to read; several that fit alike are asked about."""
    best = max(fitting, key=lambda sheet: fitting[sheet])
    wanted = job.answers.get("sheet", "")
    if wanted in fitting:
        return wanted
    alike = [sheet for sheet, score in fitting.items() if fitting[best] - score < 2 * APART]
    if len(alike) > 1:
        listed = ", ".join(f"“{sheet}”" for sheet in alike)
        evidence = Evidence(rule="sheet_open", places={"sheets": listed})
        choices = tuple(Choice(value=sheet) for sheet in alike)
        question = Question(id="sheet", column="", evidence=evidence, choices=choices)
        proposal.questions.append(question)
    return best


def _ask_dataset(proposal: Proposal, ranked: tuple[tuple[str, int], ...], job: LookJob) -> None:
    names = [name for name, _ in ranked] or [n for n in job.contracts if n not in INTERNAL]
    shown = ", ".join(f"{name} {score}" for name, score in ranked[:3])
    evidence = Evidence(rule="dataset_open" if ranked else "dataset_none", places={"shown": shown})
    choices = tuple(Choice(value=name) for name in names)
    question = Question(id="dataset", column="", evidence=evidence, choices=choices)
    proposal.questions.append(question)


def _note(proposal: Proposal, ranked: tuple[tuple[str, int], ...], said: str) -> None:
    header = proposal.header
    assert header is not None
    rows = " + ".join(map(str, header.rows))
    known = sorted(header.fields)
    if not said:
        places = {"dataset": proposal.dataset, "score": str(ranked[0][1])}
        evidence = Evidence(rule="dataset", places=places)
        choices = tuple(name for name, _ in ranked)
        proposal.decisions.append(
            Decision(
                id="dataset", column="", value=proposal.dataset, evidence=evidence, choices=choices
            )
        )
    first = next(iter(header.names), "")
    proposal.decisions.append(
        Decision(
            id="header_row",
            column="",
            value=rows,
            evidence=Evidence(rule="header", places={"rows": rows, "n": str(len(known))}),
            examples=(Example(row=header.rows[0], text=first),),
        )
    )
