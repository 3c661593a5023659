"""The words that understanding goes by, as plain values for the child.

Every wording is a key (see `match_key`): no accents, no letter case, dotless i is i.
"""

from __future__ import annotations

from datetime import date

from pydantic import Field as Setting

from hitechtex.catalog.contracts import Field
from hitechtex.catalog.declared import Declared
from hitechtex.catalog.project import match_key

BOTH_DAYS = "start_date+end_date"
"""The column of ranges, which gives two fields."""


class Lexicon(Declared):
    """What a partner may write, by comparable key.

    `headers` gives for each dataset and header key the fields that it may mean, `lists` for each
    list (codes, country, region, partner, line, indicator) the code of a key. `habit` is how the
    partner's country writes numbers and dates: what is proposed first, never what decides.
    """

    headers: dict[str, dict[str, tuple[str, ...]]]
    lists: dict[str, dict[str, str]]
    months: dict[str, int]
    truth: dict[str, bool]
    totals: tuple[str, ...]
    missing: tuple[str, ...]
    stop: frozenset[str]
    conjunctions: tuple[str, ...]
    units: dict[str, tuple[str, ...]]
    unit_keys: frozenset[str]
    fill: dict[str, dict[str, str]]
    encodings: tuple[str, ...]
    own_encodings: tuple[str, ...]
    letters: str
    own_letters: str
    first_day: date
    last_day: date
    habit: dict[str, str] = Setting(default_factory=dict)


def header_key(name: str, stop: frozenset[str]) -> str:
    """Return a header as a key in which the order of words and small words make no difference."""
    words = [word for word in match_key(name).split("_") if word]
    kept = [word for word in words if word not in stop] or words
    return " ".join(sorted(kept))


def list_name(field: Field) -> str:
    """Return the list that the values of a field come from; blank where there is none."""
    listed = {"country", "region", "partner", "partners", "line", "indicator"}
    if field.codes:
        return field.codes
    return {"partners": "partner"}.get(field.type, field.type) if field.type in listed else ""
