"""How each line of work stands: as its worst indicator with a target does."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from hitechtex.catalog import Catalog
from hitechtex.catalog.project import Line
from hitechtex.metrics.indicators import closeness
from hitechtex.metrics.status import WORST_FIRST, Status, Word


@dataclass(frozen=True)
class LineStatus:
    """One line of work, judged.

    `reason` is the status that decides, that of the line's worst indicator with a target; None
    where no target is set or nothing can be said. `behind` is the partner's status that is
    furthest behind its own plan for that indicator, None where no partner is.
    """

    line: Line
    word: Word
    reason: Status | None
    behind: Status | None


def judge_lines(statuses: Sequence[Status], catalog: Catalog) -> tuple[LineStatus, ...]:
    """Return a status per line that has indicators, the worst first, else in the project's order.

    `statuses` are those of indicators with a target: the partnership's decide (partner None), the
    partners' say who is behind.
    """
    measured = {indicator.line for indicator in catalog.indicators.indicators}
    lines = [each for each in catalog.project.lines if each.id in measured]
    judged = (_judge(line, statuses, catalog) for line in lines)
    return tuple(sorted(judged, key=lambda each: WORST_FIRST.index(each.word)))


def _judge(line: Line, statuses: Sequence[Status], catalog: Catalog) -> LineStatus:
    ours = [each for each in statuses if catalog.indicators[each.indicator].line == line.id]
    whole = [each for each in ours if each.partner is None]
    if not whole:
        return LineStatus(line, Word.NO_TARGET, None, None)
    worst = min(whole, key=lambda each: WORST_FIRST.index(each.word))
    if worst.word in (Word.NO_DATA, Word.NO_TARGET):
        return LineStatus(line, worst.word, None, None)
    return LineStatus(line, worst.word, worst, _furthest_behind(worst, ours, catalog))


def _furthest_behind(worst: Status, statuses: Sequence[Status], catalog: Catalog) -> Status | None:
    better = catalog.indicators[worst.indicator].better
    behind = [
        (closeness(better, each.value, each.expected), each)
        for each in statuses
        if each.partner is not None
        and each.indicator == worst.indicator
        and each.word in (Word.OFF_TRACK, Word.WATCH)
        and each.value is not None
        and each.expected
    ]
    return min(behind, key=lambda pair: pair[0], default=(0.0, None))[1]
