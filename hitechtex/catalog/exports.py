"""What the attendance exports of meeting programs look like: a file below `data/exports/` each."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Literal

from pydantic import Field, model_validator

from hitechtex.catalog.declared import Declared, declare, read_toml
from hitechtex.catalog.project import DATA

Words = tuple[str, ...]
Column = Literal[
    "name", "email", "upn", "role", "join", "leave", "first_join", "last_leave", "duration",
    "total_duration", "action", "time", "waiting_room", "unread",
]  # fmt: skip
Line = Literal["title", "start", "end", "minutes", "people", "host_email"]
Order = Literal["", "day_first", "month_first"]
Grain = Literal["joins", "spans", "people", "actions"]


class ExportLayout(Declared):
    """One layout: it is there where one row names all its columns in one language.

    `grain` says what a row is: one join (`joins`), the time from the first join to the last leave
    with pauses between (`spans`), a person's total (`people`), an arrival or departure (`actions`).
    `detail` are the columns of a second block that has every join.
    """

    id: str
    says: str
    grain: Grain
    needs: tuple[Column, ...] = Field(min_length=3)
    detail: tuple[Column, ...] = ()


class ExportLanguage(Declared):
    """The words of an export in one language; `dates` is the order where no value tells it."""

    code: str
    dates: Order = ""
    columns: dict[Column, Words]
    summary: dict[Line, Words]
    organiser: Words = ()
    joined: Words = ()
    joined_before: Words = ()
    left: Words = ()
    yes: Words = ()
    am: Words = ()
    pm: Words = ()
    hours: Words = ()
    minutes: Words = ()
    seconds: Words = ()


class Export(Declared):
    """The exports of one program: its layouts, the more particular first, and its languages.

    `summary` is how the meeting's own lines stand above the people: as pairs of name and value,
    or as a row of names over a row of values.
    """

    product: str
    summary: Literal["pairs", "row"]
    duration_unit: Literal["", "minutes"]
    layouts: tuple[ExportLayout, ...] = Field(min_length=1)
    languages: tuple[ExportLanguage, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _layouts_have_words(self) -> Export:
        for layout in self.layouts:
            for column in (*layout.needs, *layout.detail):
                if not any(column in language.columns for language in self.languages):
                    raise ValueError(f"no language has a word for the column {column}")
        return self


@cache
def read_exports(folder: Path = DATA / "exports") -> tuple[Export, ...]:
    """Return every export that is declared; raise DeclarationError naming file and key."""
    return tuple(
        declare(Export, read_toml(path), where=str(path)) for path in sorted(folder.glob("*.toml"))
    )
