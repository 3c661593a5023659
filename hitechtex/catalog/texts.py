"""What is said on screen: whole sentences from `data/texts/`, never glued from pieces.

A text is a template with named places (`{achieved} of {expected}`), or one template per plural
form of the language (`one`, `other`, …; CLDR names) chosen by the number `n`.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

from babel import Locale

from hitechtex.catalog.declared import read_toml
from hitechtex.catalog.project import DATA
from hitechtex.errors import DeclarationError, UnknownName

LANGUAGE = "en"


@cache
def read_texts(
    language: str = LANGUAGE, folder: Path = DATA / "texts"
) -> dict[str, str | dict[str, str]]:
    """Return every text of a language by its dotted name (`page.overview.title`).

    Raises DeclarationError where two files of the language give the same name.
    """
    texts: dict[str, str | dict[str, str]] = {}
    for path in sorted((folder / language).glob("*.toml")):
        for name, text in _flat(read_toml(path), "", str(path)):
            if name in texts:
                raise DeclarationError(f"the text “{name}” is given twice", where=str(path))
            texts[name] = text
    return texts


def say(name: str, /, *, n: float | None = None, language: str = LANGUAGE, **places: object) -> str:
    """Return the text `name` with its places filled; `n` chooses the plural form.

    Raises UnknownName for a text that nobody wrote.
    """
    texts = read_texts(language)
    if name not in texts:
        raise UnknownName("text", name, texts)
    template = texts[name]
    if isinstance(template, dict):
        form = Locale(language).plural_form(n if n is not None else 0)
        template = template.get(form, template["other"])
    return template.format(n=n, **places)


def _flat(
    tables: dict[str, object], prefix: str, where: str
) -> Iterator[tuple[str, str | dict[str, str]]]:
    for key, value in tables.items():
        name = f"{prefix}{key}"
        if isinstance(value, str) or (isinstance(value, dict) and "other" in value):
            yield name, value
        elif isinstance(value, dict):
            yield from _flat(value, f"{name}.", where)
        else:
            raise DeclarationError(f"the text “{name}” is not a sentence", where=where)
