"""Ranges of days in the column of first days, beside a column of last days.

Such a range says the last day too: it stands where the other column is blank, and must agree with
it where it is not. A single day says nothing of the last one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from hitechtex.ingest.fitting import first_range, has_ranges
from hitechtex.ingest.lexicon import BOTH_DAYS
from hitechtex.ingest.mapping import BESIDE, FieldMapping
from hitechtex.ingest.understanding import Decision, Evidence, Example

if TYPE_CHECKING:
    from hitechtex.ingest.found import Found
    from hitechtex.ingest.matching import Matches

FIRST, LAST = BOTH_DAYS.split("+")


def place_beside(name: str, places: list[int], found: Matches) -> int | None:
    """Return the place of the last days where the only other column that means them has ranges."""
    firsts = found.claims.get(FIRST, [])
    if name != LAST or len(places) != 2 or len(firsts) != 1 or firsts[0] not in places:
        return None
    (own,) = set(places) - set(firsts)
    return own if has_ranges(found.table.columns[firsts[0]], found.lexicon) else None


def read_beside(found: Found) -> None:
    """Read the last day from both columns, and show a range that says it."""
    first, last = found.fields[FIRST], found.fields[LAST]
    names, cells = found.table.names, found.table.columns[found.matches.places[FIRST]]
    columns = (names[found.matches.places[FIRST]], names[found.matches.places[LAST]])
    found.fields[FIRST] = first.model_copy(update={"part": "first"})
    found.fields[LAST] = FieldMapping(
        column=columns, joined_by=BESIDE, with_blanks=True, free=True,
        order=last.order, epoch=last.epoch, beside=first.order,
    )  # fmt: skip
    text, days = first_range(cells, found.job.lexicon, first.order)
    evidence = Evidence(
        rule="range_beside", places={"text": text, "column": columns[0], "other": columns[1]}
    )
    examples = (Example(row=cells.texts[text], text=text, read=f"{days.first} … {days.last}"),)
    found.decisions.append(
        Decision(id=f"ranges.{LAST}", column=columns[1], value=columns[0], evidence=evidence,
                 examples=examples)
    )  # fmt: skip
