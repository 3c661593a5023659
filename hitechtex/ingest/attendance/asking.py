"""What the reading process is told about exports, and what it answers besides the rows."""

from __future__ import annotations

from datetime import date

from pydantic import Field

from hitechtex.catalog.declared import Declared
from hitechtex.catalog.exports import Export, Order


class ExportQuestion(Declared):
    """The exports that are known, the session the rows belong to (blank: the export's own
    meeting), and the order of day and month where nothing in the file tells it. Where `only` an
    export is wanted, any other file is refused before it is read."""

    exports: tuple[Export, ...]
    session: str = ""
    dates: Order = ""
    only: bool = False

    @property
    def is_strict(self) -> bool:
        """Whether what was asked makes no sense for any other file."""
        return self.only or bool(self.session or self.dates)


class Note(Declared):
    """One thing to say: the name of its sentence (`exports.*`), its number, its places.

    `is_left_out` where it says what the rows do not hold.
    """

    says: str
    n: int = 0
    places: dict[str, str] = Field(default_factory=dict)
    is_left_out: bool = False


class Meeting(Declared):
    """The session that an export tells of; `title` is blank where it named somebody."""

    session_id: str
    title: str
    start_date: date
    end_date: date | None = None
    hours: str = ""


class ExportAnswer(Declared):
    """What an export was understood as. `meeting` is there where no session was named."""

    product: str
    layout: str
    language: str
    notes: tuple[Note, ...] = ()
    meeting: Meeting | None = None
