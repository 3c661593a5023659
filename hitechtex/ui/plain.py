"""Words of a partner's file inside a sentence that Streamlit reads as Markdown: as they stand."""

from __future__ import annotations

import re

_MARKS = re.compile(r"([\\`*_{}\[\]<>$~|#])")
_COLON = re.compile(r":(?=[a-zA-Z_])")


def plain(words: str) -> str:
    """Return words that Markdown shows as they stand: no link, picture, formula or icon."""
    return _COLON.sub("&#58;", _MARKS.sub(r"\\\1", words))
