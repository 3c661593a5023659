"""What the reading process found, said in whole sentences (`data/texts/en/ingest.toml`)."""

from __future__ import annotations

from typing import Any

from hitechtex.catalog.texts import read_texts, say
from hitechtex.errors import FileRefused
from hitechtex.ingest.batch import Fault, Repair
from hitechtex.ingest.job import Answer, Change
from hitechtex.ingest.troubles import Finding, Refusal

SEPARATORS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar", " ": "space"}


def refusal_of(refusal: Refusal, file: str) -> FileRefused:
    """Return the refusal of a whole file: what is wrong, and what to do."""
    places = {name: _place(name, text) for name, text in refusal.places.items()}
    sheet = places.pop("sheet", "")
    near = places.get("near", "")
    does = [_optional(f"ingest.do.{refusal.rule}", places)]
    if near:
        does.insert(0, say("ingest.did_you_mean", near=near))
    refused = FileRefused(
        _said(f"ingest.refused.{refusal.rule}", places),
        where=say("ingest.in_sheet", file=file, sheet=sheet) if sheet else file,
        do=" ".join(each for each in does if each),
    )
    refused.rule = refusal.rule
    return refused


def fault_of(finding: Finding, sheet: str) -> Fault:
    """Return a finding with its sentence: what is wrong with the value, and what to do."""
    rule, near, limit = finding.trouble
    hint = say(
        f"ingest.fault.{rule}",
        value=finding.value,
        column=finding.column,
        near=near,
        limit=limit,
    )
    if rule.startswith("unknown_") and near:
        hint = f"{hint} {say('ingest.did_you_mean_value', near=near)}"
    elif rule.startswith("unknown_") and limit:
        hint = f"{hint} {say('ingest.known', known=limit)}"
    return Fault(sheet, finding.row, finding.column, finding.value, rule, hint)


def repair_of(change: Change) -> Repair:
    """Return a change as the receipt lists it."""
    return Repair(
        column=change.column,
        rule=change.rule,
        times=change.times,
        example_row=change.row,
        before=change.before,
        after=change.after,
    )


def left_out_of(answer: Answer) -> tuple[str, ...]:
    """Return whole sentences on what the batch does not hold."""
    said = _notes(answer, are_left_out=True)
    said += [say("ingest.left_out.absent", column=name) for name in answer.absent]
    said += [say("ingest.left_out.unread", column=name) for name in answer.unread]
    if answer.unmapped:
        said.append(say("ingest.left_out.unmapped", fields=", ".join(answer.unmapped)))
    if answer.blank_rows:
        said.append(say("ingest.left_out.blank_rows", n=answer.blank_rows))
    return tuple(said)


def understood_of(answer: Answer) -> tuple[str, ...]:
    """Return whole sentences on how an attendance export was read; none where it is no export."""
    return tuple(_notes(answer, are_left_out=False))


def _notes(answer: Answer, *, are_left_out: bool) -> list[str]:
    notes = answer.export.notes if answer.export else ()
    return [
        say(f"exports.{note.says}", n=note.n, **{**note.places})
        for note in notes
        if note.is_left_out == are_left_out
    ]


def _place(name: str, text: str) -> str:
    if name in {"found", "expected"} and text in SEPARATORS:
        return say(f"ingest.separators.{SEPARATORS[text]}")
    return text


def _optional(name: str, places: dict[str, str]) -> str:
    return _said(name, places) if name in read_texts() else ""


def _said(name: str, places: dict[str, str]) -> str:
    filled: dict[str, Any] = dict(places)
    return say(name, **filled)
