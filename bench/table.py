"""What every part of the benchmark gives: one line with the machine's own floor beside it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Line:
    """One thing measured.

    `value` and `floor` are medians in `unit`; the floor is the least this machine needs for the
    same kind of thing, measured in the same run (`floor_is` says what). `limit` is what is to be
    reached, as a multiple of the floor where `limit_is_ratio`. `n` is how often it was measured.
    """

    what: str
    value: float
    unit: str
    n: int
    floor: float | None = None
    floor_is: str = ""
    limit: float | None = None
    limit_is_ratio: bool = False

    @property
    def ratio(self) -> float | None:
        """Value over floor."""
        return self.value / self.floor if self.floor else None

    @property
    def is_reached(self) -> bool | None:
        """Whether the limit is kept; None without one."""
        compared = self.ratio if self.limit_is_ratio else self.value
        return None if self.limit is None or compared is None else compared <= self.limit

    @property
    def cells(self) -> tuple[str, ...]:
        """The line as it is printed."""
        mark = {True: "yes", False: "**no**", None: "–"}[self.is_reached]
        return (
            self.what,
            _number(self.value, self.unit),
            _number(self.floor, self.unit),
            self.floor_is or "–",
            "–" if self.ratio is None else f"{self.ratio:.2f}",
            self._limit,
            mark,
            str(self.n),
        )

    @property
    def _limit(self) -> str:
        if self.limit is None:
            return "–"
        return f"{self.limit:g} x floor" if self.limit_is_ratio else f"{self.limit:g} {self.unit}"


HEAD = ("what", "median", "floor", "the floor is", "ratio", "to reach", "reached", "n")


def markdown(lines: Iterable[Line]) -> str:
    """Return the lines as one table, its columns as wide as what they hold."""
    rows = [HEAD, *(line.cells for line in lines)]
    widths = [max(len(row[place]) for row in rows) for place in range(len(HEAD))]
    ruled = [rows[0], tuple("-" * width for width in widths), *rows[1:]]
    return "".join("| " + " | ".join(map(str.ljust, row, widths)) + " |\n" for row in ruled)


def _number(value: float | None, unit: str) -> str:
    if value is None:
        return "–"
    digits = 0 if abs(value) >= 100 else 1 if abs(value) >= 10 else 2
    return f"{value:.{digits}f} {unit}"
