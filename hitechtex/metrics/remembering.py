"""How a partner's layout was read the last time, held against the file that has come now."""

from __future__ import annotations

from dataclasses import dataclass

from hitechtex.ingest import Understanding
from hitechtex.ingest.understanding import LEAVE, Decision
from hitechtex.store import Layout, Store, recall

OF_THE_FILE = frozenset(("encoding", "delimiter", "dataset", "header_row", "sheet"))
"""Decisions about a file, which the next one of the same layout may make otherwise."""


@dataclass(frozen=True)
class Offer:
    """How a layout was read the last time: `answers` to take over, unless the file speaks against.

    `against` are decisions that this file's own values settle otherwise than the last time.
    """

    layout: Layout
    answers: dict[str, str]
    against: tuple[Decision, ...]


def offered(store: Store, found: Understanding) -> Offer | None:
    """Return what may be taken over from the last time; None for a new layout or nothing to say.

    Nothing is ever applied by itself, and what a file's own values prove is never offered.
    """
    layout = recall(store, found)
    if layout is None or layout.dataset != found.dataset:
        return None
    known = {name: value for name, value in layout.answers.items() if name not in found.answers}
    answers = {
        each.id: known[each.id]
        for each in found.questions
        if known.get(each.id) in {choice.value for choice in each.choices}
    }
    for column in found.columns:
        name = f"column.{column.name}"
        if known.get(name, "") not in ("", " + ".join(column.fields) or LEAVE):
            answers[name] = known[name]
    against = tuple(
        each
        for each in found.decisions
        if each.id.partition(".")[0] not in OF_THE_FILE
        and known.get(each.id, each.value) != each.value
    )
    return Offer(layout, answers, against) if answers or against else None
