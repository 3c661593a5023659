"""A file in its owner's own layout: understood first, shown with its evidence, then read."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from hitechtex.catalog import Catalog
from hitechtex.catalog.texts import say
from hitechtex.cli.printing import WrongUse, print_faulty, print_table, printable
from hitechtex.errors import FileRefused
from hitechtex.ingest import Batch, QuestionsOpen, Understanding, ingest, understand

OWN_LAYOUT = frozenset(
    (
        *("columns_unknown", "columns_missing", "columns_both", "column_twice", "unnamed_column"),
        *("delimiter", "encoding", "encoding_other", "no_header", "sheet_choice", "binary"),
        *("old_workbook", "workbook_misnamed", "no_workbook", "broken_workbook", "quotes"),
    )
)
"""Why a file is not in the contract's own layout, and may be in another."""
UNLIKE = frozenset(("no_table", "other_archive"))
"""Then it is in no layout at all, and the first reason is the better one."""


def read_file(options: argparse.Namespace, catalog: Catalog, key: bytes) -> Batch:
    """Read a file in the contract's layout, else as it is understood; raise FileRefused."""
    given: dict[str, Any] = {
        "dataset": options.dataset,
        "catalog": catalog,
        "key": key,
        "partner": options.partner,
        "all_or_nothing": options.all_or_nothing,
        "by": options.by,
    }
    if options.session or options.dates:
        given |= {"session": options.session, "dates": options.dates.replace("-", "_")}
    if options.mapping:
        return ingest(options.file, mapping=options.mapping, **given)
    answers = read_answers(options.set)
    if not answers:
        try:
            return ingest(options.file, **given)
        except FileRefused as refused:
            if refused.rule not in OWN_LAYOUT:
                raise
            understanding = _understood(options, catalog, refused)
    else:
        understanding = look_at(options, catalog, answers)
    options.understood = understanding
    return ingest(options.file, understanding=understanding, **given)


def look_at(
    options: argparse.Namespace, catalog: Catalog, answers: dict[str, str]
) -> Understanding:
    """Return what a file is understood to be, with the answers of `--set`."""
    return understand(
        options.file,
        catalog=catalog,
        dataset=options.dataset,
        partner=options.partner,
        answers=answers,
    )


def _understood(
    options: argparse.Namespace, catalog: Catalog, refused: FileRefused
) -> Understanding:
    try:
        return look_at(options, catalog, {})
    except FileRefused as again:
        raise refused if again.rule in UNLIKE else again from None


def read_answers(given: list[str]) -> dict[str, str]:
    """Return the answers of `--set name=value`; raise WrongUse where one has no value."""
    answers = {}
    for each in given:
        # The name of a column may hold a sign of equality, an answer does not.
        name, mark, value = each.rpartition("=")
        if not mark or not value:
            raise WrongUse(say("cli.ingest.no_answer", given=each))
        answers[name.strip()] = value.strip()
    return answers


def print_understood(found: Understanding) -> None:
    """Print what a file was understood to be: columns, decisions with evidence, rows left out."""
    print(_summary(found))
    for sheet in found.sheets:
        if not sheet.is_read:
            state = "unread" if sheet.is_visible else "hidden"
            print(say(f"cli.understood.{state}", sheet=printable(sheet.name)))
    rows = [
        (printable(each.name), " + ".join(each.fields) or None, each.score or None, _first(each))
        for each in found.columns
    ]
    if rows:
        print_table(("column", "field", "score", "example"), rows)
    for decision in found.decisions:
        print(f"{printable(decision.id)} = {decision.value}: {printable(decision.evidence.says)}")
    for sentence in (*(e.says for e in found.left_out), *(e.says for e in found.filled)):
        print(printable(sentence))


def print_questions(found: Understanding) -> None:
    """Print every open question, why it is open, and how to answer it."""
    for question in found.questions:
        print_faulty(printable(f"{found.file}: {question.says} {question.evidence.says}"))
        for choice in question.choices:
            shown = "; ".join(
                say("cli.understood.example", row=each.row, text=each.text, read=each.read)
                for each in choice.examples
                if each.row
            )
            answer = f'  --set "{question.id}={choice.value}"'
            print_faulty(printable(f"{answer}  {choice.says(question.kind)}  {shown}".rstrip()))


def told(found: Understanding) -> dict[str, Any]:
    """Return an understanding for JSON: stable keys, whole sentences beside the names."""
    return {
        "dataset": found.dataset or None,
        "datasets": dict(found.datasets),
        "sheet": found.sheet or None,
        "sheets": [each.model_dump() for each in found.sheets],
        "header_rows": list(found.header_rows),
        "columns": [each.model_dump() | {"says": each.says} for each in found.columns],
        "decisions": [each.model_dump() | {"says": each.evidence.says} for each in found.decisions],
        "questions": [
            each.model_dump() | {"says": each.says, "because": each.evidence.says}
            for each in found.questions
        ],
        "left_out": [each.model_dump() | {"says": each.says} for each in found.left_out],
        "filled": [each.model_dump() | {"says": each.says} for each in found.filled],
        "fingerprint": found.fingerprint,
    }


def open_questions(refused: FileRefused) -> Understanding | None:
    """Return the understanding whose questions a refusal is about."""
    return refused.understanding if isinstance(refused, QuestionsOpen) else None


def _summary(found: Understanding) -> str:
    name = "cli.understood.sheet" if found.sheet else "cli.understood.file"
    return say(
        name,
        n=found.rows,
        file=printable(Path(found.file).name),
        dataset=found.dataset or "?",
        sheet=printable(found.sheet),
    )


def _first(column: Any) -> str | None:
    return printable(column.examples[0].text) if column.examples else None
