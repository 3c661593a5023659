"""How the cells of one column are to be read, decided from these cells alone, or asked.

Each decision carries its evidence: the cell that excludes every other reading. Where no cell does,
it is a question; what is usual in the partner's country only decides which answer stands first.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from hitechtex.catalog.contracts import Field
from hitechtex.catalog.project import match_key
from hitechtex.ingest.deciding_dates import decide_dates
from hitechtex.ingest.deciding_numbers import decide_numbers
from hitechtex.ingest.fitting import BETWEEN
from hitechtex.ingest.lexicon import Lexicon, list_name
from hitechtex.ingest.mapping import FieldMapping, Source
from hitechtex.ingest.table_pass import ColumnCells
from hitechtex.ingest.understanding import Choice, Decision, Evidence, Example, Question
from hitechtex.ingest.values import DOUBT

FOR_ALL = ("date_order", "decimal", "percent", "serial", "blank", "fill_down", "typed_dates")
"""Questions about single columns that may be answered for all of them at once."""


@dataclass
class Column:
    """A column that gives a field: its name in the file, its cells, and what was answered."""

    name: str
    promised: Field
    cells: ColumnCells
    lexicon: Lexicon
    answers: Mapping[str, str]
    epoch: str = ""
    part: str = ""
    decisions: list[Decision] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)

    @property
    def texts(self) -> dict[str, int]:
        """Distinct texts that say something, each with the row where it stood first."""
        missing = set(self.lexicon.missing)
        return {text: row for text, row in self.cells.texts.items() if text not in missing}

    def answer(self, kind: str) -> str:
        """Return what was answered about this field."""
        return self.answers.get(f"{kind}.{self.promised.name}", "")

    def decide(
        self,
        kind: str,
        value: str,
        rule: str,
        *,
        examples: tuple[Example, ...] = (),
        choices: tuple[str, ...] = (),
        **places: str,
    ) -> None:
        """Note a decision with its evidence."""
        self.decisions.append(
            Decision(
                id=f"{kind}.{self.promised.name}",
                column=self.name,
                value=value,
                evidence=Evidence(rule=rule, places={"column": self.name, **places}),
                examples=examples,
                choices=choices,
            )
        )

    def ask(self, kind: str, rule: str, choices: tuple[Choice, ...], **places: str) -> None:
        """Note a question with why it is open."""
        self.questions.append(
            Question(
                id=f"{kind}.{self.promised.name}",
                column=self.name,
                evidence=Evidence(rule=rule, places={"column": self.name, **places}),
                choices=choices,
            )
        )


def decide(column: Column) -> FieldMapping:
    """Return how a column is read; what was decided and what is open is noted in it."""
    kind = column.promised.type
    how: dict[str, Any] = {"column": (column.name,)}
    if kind in {"integer", "decimal"}:
        return FieldMapping(**how, free=True, **decide_numbers(column))
    if kind == "date":
        return FieldMapping(**how, free=True, **decide_dates(column))
    if kind == "boolean":
        return _booleans(column, how)
    if kind == "partners":
        return _looked_up(column, how, _partners)
    if list_name(column.promised):
        return _looked_up(column, how, _code)
    return FieldMapping(**how)


def _code(text: str, column: Column) -> str:
    return column.lexicon.lists[list_name(column.promised)].get(match_key(text), "")


def _partners(text: str, column: Column) -> str:
    """Return several partners, however their names are separated; blank where one is unknown."""
    named = column.lexicon.lists["partner"]
    pieces = BETWEEN.split(text)
    codes = [named.get(match_key(piece), "") for piece in pieces if piece.strip()]
    if not all(codes):
        words = match_key(text).split("_")
        cut = [" " if word in column.lexicon.conjunctions else word for word in words]
        pieces = "_".join(cut).split("_ _")
        codes = [named.get(piece.strip("_ "), "") for piece in pieces]
    return "; ".join(dict.fromkeys(codes)) if codes and all(codes) else ""


def _looked_up(column: Column, how: dict[str, Any], meaning: Any) -> FieldMapping:
    """Return a column of codes with the table of its wordings; unknown ones pass to be faults."""
    name = column.promised.name
    table: dict[str, str] = {}
    for text in column.texts | {t: r for t, r in column.cells.every.items() if t not in table}:
        said = column.answers.get(f"value.{name}.{text}", "")
        code = said or ("" if DOUBT.search(text) else meaning(text, column))
        if code and code != text and text not in column.lexicon.missing:
            table[text] = code
    if not table:
        return FieldMapping(**how)
    rows = column.cells.every
    examples = tuple(
        Example(row=rows[text], text=text, read=code) for text, code in list(table.items())[:6]
    )
    first, code = next(iter(table.items()))
    column.decide(
        "values", str(len(table)), "values", examples=examples, n=str(len(table)), text=first,
        code=code,
    )  # fmt: skip
    return FieldMapping(**how, values=table, keep=True)


def _booleans(column: Column, how: dict[str, Any]) -> FieldMapping:
    truth = column.lexicon.truth
    meant = {text: truth[key] for text in column.cells.every
             if (key := match_key(text) or text) in truth and not DOUBT.search(text)}  # fmt: skip
    table = {text: "yes" if is_true else "no" for text, is_true in meant.items()}
    if table:
        rows = column.cells.every
        examples = tuple(
            Example(row=rows[text], text=text, read=word) for text, word in table.items()
        )
        first, word = next(iter(table.items()))
        column.decide(
            "values", str(len(table)), "values", examples=examples[:6], n=str(len(table)),
            text=first, code=word,
        )  # fmt: skip
    otherwise: tuple[Source, ...] = ()
    if meant and all(meant.values()) and column.cells.blanks and len(meant) == len(rows):
        said = column.answer("blank")
        if not said:
            choices = (Choice(value="no"), Choice(value="missing"))
            column.ask("blank", "blank_open", choices, text=", ".join(meant))
        elif said == "no":
            otherwise = (Source(constant="no"),)
        if said:
            column.decide("blank", said, "answer", choices=("no", "missing"))
    return FieldMapping(**how, values=table, keep=bool(table), alternatives=otherwise)
