"""What metrics give: a value judged against its target and the time that has passed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from hitechtex.catalog.units import Unit


class Word(StrEnum):
    """The judgement in a word; said on screen with a symbol, colour last."""

    REACHED = "reached"
    ON_TRACK = "on_track"
    WATCH = "watch"
    OFF_TRACK = "off_track"
    NOT_DUE = "not_due"
    NO_TARGET = "no_target"
    NO_DATA = "no_data"


WORST_FIRST = (
    Word.OFF_TRACK, Word.WATCH, Word.ON_TRACK, Word.REACHED,
    Word.NOT_DUE, Word.NO_TARGET, Word.NO_DATA,
)  # fmt: skip


@dataclass(frozen=True)
class Status:
    """One indicator for one partner (None: the partnership), judged.

    `value` is None where there is nothing to say (no data, or n below the indicator's minimum).
    `target` is the last one of the plan, `expected` the one for `as_of`. `note` is a whole
    sentence: the caveat, or why nothing can be said.
    """

    indicator: str
    partner: str | None
    value: float | None
    unit: Unit
    n: int
    target: float | None
    expected: float | None
    word: Word
    as_of: date | None
    note: str = ""
    low: float | None = None
    high: float | None = None
