"""What was understood of a partner's own file: the proposal, its evidence, the open questions.

Everything here is a frozen value that can be written as JSON. A decision has a name (`id`) such as
`date_order.start_date`; whoever wants another choice answers with the same name, so that what is
asked, what is shown and what can be changed are one list.
"""

from __future__ import annotations

import json
from typing import Literal

from pydantic import Field as Setting

from hitechtex.catalog.declared import Declared
from hitechtex.catalog.texts import say
from hitechtex.errors import FileRefused
from hitechtex.ingest.mapping import Mapping

LEAVE = "-"
"""The answer that leaves a column unread."""


class Evidence(Declared):
    """Why something is taken for what it is: a rule, and what its sentence needs."""

    rule: str
    places: dict[str, str] = Setting(default_factory=dict)

    @property
    def says(self) -> str:
        """The whole sentence, in the reader's language."""
        places: dict[str, object] = dict(self.places)
        return say(f"understand.evidence.{self.rule}", **places)  # type: ignore[arg-type]


class Example(Declared):
    """A cell that shows what is meant: its row in the file, its text there, and as it is read."""

    row: int
    text: str
    read: str = ""


class Choice(Declared):
    """One of the answers to a question; `examples` show what it would make of the cells."""

    value: str
    examples: tuple[Example, ...] = ()

    def says(self, kind: str) -> str:
        """The choice in words; a field or a sheet stands for itself."""
        named = {"date_order", "decimal", "fill_down", "blank", "percent", "total", "serial"}
        named |= {"typed_dates", "delimiter"}
        return say(f"understand.choice.{kind}.{self.value}") if kind in named else self.value


class Decision(Declared):
    """Something that was decided, on what evidence, and what else it could be changed to."""

    id: str
    column: str
    value: str
    evidence: Evidence
    examples: tuple[Example, ...] = ()
    choices: tuple[str, ...] = ()


class Question(Declared):
    """Something that only a person can decide; the first of `choices` is the most likely one."""

    id: str
    column: str
    evidence: Evidence
    choices: tuple[Choice, ...]

    @property
    def kind(self) -> str:
        """What is asked about: the first part of the name."""
        return self.id.partition(".")[0]

    @property
    def says(self) -> str:
        """The question, a whole sentence."""
        return say(f"understand.question.{self.kind}", column=self.column)


class SheetSeen(Declared):
    """A sheet of a workbook; a hidden one is named and never read."""

    name: str
    is_visible: bool
    is_read: bool
    rows: int = 0


class ColumnSeen(Declared):
    """A column of the file and what it is taken for; no `fields`: it is not read.

    `score` is 0 to 100; `how` is canonical, synonym, fuzzy, values, answer or none; `near` are
    other fields with their scores.
    """

    name: str
    letter: str
    fields: tuple[str, ...] = ()
    score: int = 0
    how: Literal["canonical", "synonym", "fuzzy", "values", "answer", "none"] = "none"
    near: tuple[tuple[str, int], ...] = ()
    examples: tuple[Example, ...] = ()

    @property
    def says(self) -> str:
        """Why the column is taken for these fields, a whole sentence."""
        fields = " + ".join(self.fields)
        near = ", ".join(f"{name} ({score})" for name, score in self.near)
        return say(
            f"understand.column.{self.how}", column=self.name, fields=fields, score=self.score,
            near=near,
        )  # fmt: skip


class LeftOut(Declared):
    """Rows that are no rows of the table, by kind: title, repeated header, total, note.

    `text` is what stands in the first of them; `cells` are the numbers of a total, by column.
    """

    kind: Literal["title", "header_again", "total", "note"]
    rows: tuple[int, ...]
    text: str = ""
    cells: dict[str, str] = Setting(default_factory=dict)

    @property
    def says(self) -> str:
        """What is left out, a whole sentence."""
        rows = ", ".join(map(str, self.rows[:12])) + (" …" if len(self.rows) > 12 else "")
        return say(f"understand.left_out.{self.kind}", n=len(self.rows), rows=rows, text=self.text)


class Filled(Declared):
    """A field that the sheet does not have and that is filled from the partner or the project."""

    field: str
    value: str

    @property
    def says(self) -> str:
        """What is filled, a whole sentence."""
        return say("understand.filled", field=self.field, value=self.value)


class Understanding(Declared):
    """A file that was looked at: what would be read, why, and what is still open.

    `datasets` are scores (0 to 100) of what the file may hold; `fingerprint` is the same for every
    file with the same layout of the same dataset; `skip` are the rows of `left_out`; `preview` the
    first rows as text. `mapping` is None as long as no table or no dataset was found.
    """

    file: str
    kind: str
    sha256: str = ""
    partner: str = ""
    dataset: str = ""
    datasets: tuple[tuple[str, int], ...] = ()
    sheets: tuple[SheetSeen, ...] = ()
    sheet: str = ""
    header_rows: tuple[int, ...] = ()
    columns: tuple[ColumnSeen, ...] = ()
    decisions: tuple[Decision, ...] = ()
    questions: tuple[Question, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    filled: tuple[Filled, ...] = ()
    rows: int = 0
    preview: tuple[tuple[str, ...], ...] = ()
    mapping: Mapping | None = None
    fingerprint: str = ""
    answers: dict[str, str] = Setting(default_factory=dict)

    @property
    def is_open(self) -> bool:
        """Whether a question waits, so that nothing may be read yet."""
        return bool(self.questions)

    @property
    def skip(self) -> tuple[int, ...]:
        """Rows of the file that are no rows of the table."""
        return tuple(sorted({row for left in self.left_out for row in left.rows}))

    @property
    def unmatched(self) -> tuple[str, ...]:
        """Columns that are not read."""
        return tuple(column.name for column in self.columns if not column.fields)


class QuestionsOpen(FileRefused):
    """A file that is not read before somebody has answered; the understanding says what."""

    def __init__(self, understanding: Understanding) -> None:
        first = understanding.questions[0]
        super().__init__(
            say("understand.open", n=len(understanding.questions)),
            where=understanding.file,
            do=say(
                "understand.answer_with", question=first.says, id=first.id,
                choices=", ".join(choice.value for choice in first.choices[:12]),
            ),
        )  # fmt: skip
        self.understanding = understanding


def mapping_toml(mapping: Mapping) -> str:
    """Return a mapping as the TOML file that `read_mapping` reads."""
    lines: list[str] = []
    _table(lines, "", mapping.model_dump(exclude_defaults=True, mode="json"))
    return "\n".join(lines) + "\n"


def _table(lines: list[str], name: str, table: dict[str, object]) -> None:
    if name:
        lines.append(f"\n[{name}]")
    nested = {key: value for key, value in table.items() if isinstance(value, dict)}
    lines += [f"{_key(key)} = {_value(v)}" for key, v in table.items() if key not in nested]
    for key, value in nested.items():
        _table(lines, f"{name}.{_key(key)}" if name else _key(key), value)


def _value(value: object) -> str:
    if isinstance(value, list) and value and isinstance(value[0], dict):
        pairs = (", ".join(f"{_key(k)} = {_value(v)}" for k, v in each.items()) for each in value)
        return "[" + ", ".join("{" + pair + "}" for pair in pairs) + "]"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_key(k)} = {_value(v)}" for k, v in value.items()) + "}"
    return json.dumps(value, ensure_ascii=False)


def _key(key: str) -> str:
    bare = key.replace("_", "").replace("-", "")
    return key if bare.isascii() and bare.isalnum() else json.dumps(key, ensure_ascii=False)
