"""Names of the marks in files, so that an answer can be typed and kept: `;` is `semicolon`."""

from __future__ import annotations

MARKS = {
    "comma": ",",
    "dot": ".",
    "space": " ",
    "apostrophe": "'",
    "semicolon": ";",
    "tab": "\t",
    "bar": "|",
    "none": "",
}
"""A mark by its name."""

MARK_NAMES = {mark: name for name, mark in MARKS.items()} | {
    "\xa0": "space",
    "\u202f": "space",
    "\u2009": "space",
    "’": "apostrophe",
}
"""A name by its mark; every kind of space is one mark."""

SPACES = "[\\s\xa0\u202f\u2009\u2007]"
"""A pattern of all that partners use as a space between thousands."""
