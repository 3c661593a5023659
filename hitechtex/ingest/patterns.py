"""Patterns of dates (%d %m %Y %y %b %B), as a mapping declares them."""

from __future__ import annotations

import re

WHOLE_MONTHS = (
    *("january", "february", "march", "april", "may", "june", "july"),
    *("august", "september", "october", "november", "december"),
)
MONTHS = tuple(name[:3] for name in WHOLE_MONTHS)


def compile_pattern(pattern: str) -> re.Pattern[str]:
    """Return a date pattern (%d %m %Y %y %b %B) as a regular expression with those groups."""
    groups = {
        "%d": r"(?P<d>\d{1,2})",
        "%m": r"(?P<m>\d{1,2})",
        "%Y": r"(?P<Y>\d{4})",
        "%y": r"(?P<y>\d{2})",
        "%b": rf"(?P<b>(?i:{'|'.join(MONTHS)}))",
        "%B": rf"(?P<b>(?i:{'|'.join(WHOLE_MONTHS)}))",
    }
    pieces = re.split(r"(%[dmYybB])", pattern)
    return re.compile("".join(groups.get(piece, re.escape(piece)) for piece in pieces), re.ASCII)
