"""What a partnership has published about itself: facts with their source, no data of partners."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import Field, model_validator

from hitechtex.catalog.declared import Declared, declare, read_toml
from hitechtex.catalog.project import Code, Country, Project
from hitechtex.errors import DeclarationError

Address = Annotated[str, Field(pattern=r"^https?://\S+$")]


class PublishedEvent(Declared):
    """One event as its source tells it; a day, place or partner that it does not tell stays open.

    `kind` is a code of the list `record_kinds`; `host` and `guests` are partners' ids.
    """

    kind: Code
    title: str = Field(min_length=1)
    first_day: date | None = None
    last_day: date | None = None
    host: str = ""
    guests: tuple[str, ...] = ()
    place: str = ""
    country: Country | None = None
    mode: Literal["physical", "virtual", "hybrid"] | None = None
    note: str = ""
    source_url: Address

    @model_validator(mode="after")
    def _days_run_forward(self) -> PublishedEvent:
        if (self.first_day is None) != (self.last_day is None):
            raise ValueError("first_day and last_day come together")
        if self.first_day and self.last_day and self.last_day < self.first_day:
            raise ValueError("last_day lies before first_day")
        return self


class PublicRecord(Declared):
    """Every event of the record, and the day on which the sources were read; None without any."""

    read_on: date | None = None
    events: tuple[PublishedEvent, ...] = ()

    @model_validator(mode="after")
    def _was_read_on_a_day(self) -> PublicRecord:
        if self.events and self.read_on is None:
            raise ValueError("read_on, the day on which the sources were read, is missing")
        return self


def read_public_record(project: Project, kinds: dict[str, str]) -> PublicRecord:
    """Return the record that `project` names, an empty one where it names none.

    Raises DeclarationError naming file and key where it is wrong, where a kind is not one of
    `kinds`, or a partner not one of the project's.
    """
    if not project.public_record:
        return PublicRecord()
    path = project.file(project.public_record)
    record = declare(PublicRecord, read_toml(path), where=str(path))
    for number, event in enumerate(record.events):
        named = {name for name in (event.host, *event.guests) if name}
        unknown = sorted(named - set(project.partner_ids))
        if unknown or event.kind not in kinds:
            what = f"the partner “{unknown[0]}”" if unknown else f"the kind “{event.kind}”"
            raise DeclarationError(f"{what} of events.{number} is not known", where=str(path))
    return record
