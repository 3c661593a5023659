"""The names of months in the languages of the partners, from CLDR."""

from __future__ import annotations

from collections import defaultdict
from functools import cache

from babel import Locale

from hitechtex.catalog.project import match_key


@cache
def months(languages: tuple[str, ...]) -> dict[str, int]:
    """Return the number of a month by its name or short name; none that means two months."""
    found: dict[str, set[int]] = defaultdict(set)
    for language in languages:
        for context in Locale(language).months.values():
            for width in ("wide", "abbreviated"):
                for number, name in context.get(width, {}).items():
                    found[match_key(name).split("_")[-1]].add(number)
    return {key: numbers.pop() for key, numbers in found.items() if key and len(numbers) == 1}
