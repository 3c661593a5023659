"""Texts that somebody may put into a file to see what breaks: formulas, scripts, SQL, letters."""

from __future__ import annotations

import json
import os
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FOLDER = Path(os.environ.get("HITECHTEX_REALDATA") or ROOT.parent / "shared" / "realdata")
LISTS = FOLDER / "payloads"

# Enough of each kind for a machine that has no list; with one, its texts come on top.
FORMULAS = (
    *("=1+1", "=cmd|' /C calc'!A0", '=HYPERLINK("http://example.org","x")', "+1+1", "-1+1"),
    *("-2+3+cmd|' /C calc'!D2", "@SUM(1+9)", "\t=1+1", "\r=1+1", "=1+1;=2+2", '"=1+1"', "＝1+1"),
    *("-5", "-5.00", "+351912345678", "=", "-", "@", "'=1+1"),
)
SCRIPTS = (
    *("<script>window.htxBroken=1;alert(1)</script>", "<img src=x onerror='window.htxBroken=1'>"),
    *('"><svg onload=window.htxBroken=1>', "javascript:window.htxBroken=1", "</style><b>x</b>"),
    *("[x](javascript:window.htxBroken=1)", "<a href='javascript:window.htxBroken=1'>x</a>"),
    *("{{7*7}}", "${7*7}", "%{x}", "{n}", "$\\alpha$", ":material/delete:", "`x`", "# Heading"),
)
QUERIES = (
    "'; drop table exchanges; --",
    "' or 1=1 --",
    "1; select 1",
    "\\'; select 1",
    '" or ""="',
)
LETTERS = ("Ω≈ç√∫", "田中さん", "\u202egnirts", "Ṱ̺̺o͞", "👾🙇", "ﷺ", "\u200b", "ı̇İß", "a" * 500)


def hostile_texts() -> list[str]:
    """Return every text once, in the order of the lists; none blank or with a null in it."""
    found = [*FORMULAS, *SCRIPTS, *QUERIES, *LETTERS]
    if (LISTS / "blns.json").exists():
        found += json.loads((LISTS / "blns.json").read_text(encoding="utf-8"))
    if (LISTS / "csv-injection.txt").exists():
        found += (LISTS / "csv-injection.txt").read_text(encoding="utf-8").splitlines()
    return [text for text in dict.fromkeys(found) if text.strip() and "\0" not in text]
