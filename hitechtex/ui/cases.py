"""What one visit has dropped and not yet accepted."""

from __future__ import annotations

from dataclasses import dataclass, field

from hitechtex.metrics.bringing import Asked, Brought, Dates
from hitechtex.ui.working import Work


@dataclass
class Case:
    """One dropped file in one visit: what was answered, what is under way, what came of it."""

    name: str
    answers: dict[str, str] = field(default_factory=dict)
    session: str = ""
    dates: Dates = ""
    replaces: str = ""
    edits: dict[tuple[int, str], str] = field(default_factory=dict)
    asked: Asked | None = None
    work: Work[Brought] | None = None
    batch: str = ""
    problem: str = ""

    def wanted(self, partner: str, dataset: str) -> Asked:
        """Return how the file is to be read, by all that was chosen and answered so far."""
        return Asked(
            partner=partner,
            dataset=dataset,
            answers=tuple(self.answers.items()),
            session=self.session,
            dates=self.dates,
            replaces=self.replaces,
            edits=tuple((row, column, text) for (row, column), text in self.edits.items()),
        )

    def forget_work(self) -> None:
        """Read the file again, as it was asked."""
        self.work = None

    def forget(self) -> None:
        """Take back whatever was answered or mended, and read the file again."""
        self.answers.clear()
        self.edits.clear()
        self.session, self.dates, self.replaces, self.work = "", "", "", None
