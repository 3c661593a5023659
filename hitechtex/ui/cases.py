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
    asked: Asked | None = None
    work: Work[Brought] | None = None
    batch: str = ""
    problem: str = ""
