"""Words of a file in a sentence: shown as they stand."""

from __future__ import annotations

import pytest

from hitechtex.ui.plain import plain


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("march.csv is approved (2 rows), +1 -1!", "march.csv is approved (2 rows), +1 -1!"),
        ("[x](javascript:alert(1))", r"\[x\](javascript&#58;alert(1))"),
        ("<b>*a_b*</b>", r"\<b\>\*a\_b\*\</b\>"),
        (":material/delete: and :red[x]", r"&#58;material/delete: and &#58;red\[x\]"),
        ("at 9:30: said", "at 9:30: said"),
        (r"\*", r"\\\*"),
    ],
)
def test_markdown_does_nothing(words: str, shown: str) -> None:
    assert plain(words) == shown
