"""The words that the fields of a contract may say, from the catalogue, as plain values."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache

from babel import Locale
from babel.core import get_global

from hitechtex.catalog import Catalog
from hitechtex.catalog.contracts import Contract, Field
from hitechtex.catalog.project import match_key
from hitechtex.catalog.synonyms import read_synonyms
from hitechtex.ingest.month_names import months
from hitechtex.ingest.values import Vocabulary

# In CLDR's list of territories, but no countries of ISO 3166-1 (XK is used for Kosovo).
NO_COUNTRIES = frozenset(
    ("AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "ZZ")
)


def vocabularies(contract: Contract, catalog: Catalog) -> dict[str, Vocabulary]:
    """Return the words of every field of `contract` that says words of a list."""
    found = {field.name: _words(field, catalog) for field in contract.fields}
    return {name: words for name, words in found.items() if words is not None}


def _words(field: Field, catalog: Catalog) -> Vocabulary | None:
    if field.type == "date":
        return Vocabulary(months=months(tuple(read_synonyms().languages)))
    if field.codes:
        return _suggested(catalog.codes[field.codes].items())
    listed: dict[str, Callable[[], Vocabulary]] = {
        "country": _countries,
        "region": lambda: _regions(catalog),
        "line": lambda: _suggested((line.id, line.title) for line in catalog.project.lines),
        "indicator": lambda: _suggested(
            (each.id, each.label) for each in catalog.indicators.indicators
        ),
        "partner": lambda: _partners(catalog),
        "partners": lambda: _partners(catalog),
    }
    return listed[field.type]() if field.type in listed else None


def _suggested(named: Iterable[tuple[str, str]]) -> Vocabulary:
    """Return codes that are accepted as they are, and names that only lead to a suggestion."""
    pairs = tuple(named)
    codes = tuple(dict.fromkeys(code for code, _ in pairs))
    names = {match_key(name): code for code, name in pairs}
    return Vocabulary(accepted=codes, alike={**names, **{match_key(code): code for code in codes}})


def _regions(catalog: Catalog) -> Vocabulary:
    return _suggested(
        (region.code, name)
        for region in catalog.project.regions
        for name in (region.name, region.english)
    )


def _partners(catalog: Catalog) -> Vocabulary:
    """Return the partners' ids, and their names and aliases, which are taken for them."""
    partners = catalog.project.partners
    named = {
        match_key(name): partner.id
        for partner in partners
        for name in (*partner.aliases, partner.name, partner.id)
    }
    return Vocabulary(accepted=tuple(each.id for each in partners), by_name=named, alike=named)


@cache
def _countries() -> Vocabulary:
    english = {str(code): str(name) for code, name in Locale("en").territories.items()}
    codes = [code for code in english if len(code) == 2 and code.isalpha()]
    pairs = [(code, english[code]) for code in codes if code not in NO_COUNTRIES]
    words = _suggested(sorted(pairs))
    former = {
        match_key(name): codes[0]
        for name, codes in get_global("territory_aliases").items()
        if codes and codes[0] in words.accepted and name.isalnum()
    }
    return Vocabulary(accepted=words.accepted, alike={**former, **words.alike})
