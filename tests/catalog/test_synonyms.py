"""The synonyms name only what the contracts and lists have, in all seven languages."""

from __future__ import annotations

from hitechtex.catalog import Catalog
from hitechtex.catalog.synonyms import read_synonyms
from hitechtex.ingest.lexicon import BOTH_DAYS
from hitechtex.ingest.wordings import lexicon

LANGUAGES = {"en", "pt", "es", "ca", "it", "cs", "tr"}


def test_every_name_has_words_in_every_language() -> None:
    synonyms = read_synonyms()
    assert set(synonyms.languages) == LANGUAGES
    for scope, names in synonyms.headers.items():
        for name, wordings in names.items():
            assert set(wordings) == LANGUAGES, (scope, name)
    for role, wordings in synonyms.roles.items():
        assert set(wordings) == LANGUAGES, role


def test_every_name_is_one_of_a_contract(catalog: Catalog) -> None:
    synonyms = read_synonyms()
    fields = {name for contract in catalog.contracts.values() for name in contract.field_names}
    rests = {name.partition("_")[2] for name in fields}
    for scope, names in synonyms.headers.items():
        known = fields | rests if scope == "any" else set(catalog.contract(scope).field_names)
        assert set(names) - {BOTH_DAYS} <= known, scope
    for name, words in synonyms.values.items():
        lists = catalog.codes.root | {"line": {line.id: "" for line in catalog.project.lines}}
        if name in lists:
            assert set(words) <= set(lists[name]), name
        else:
            assert name in {"country", "region"}


def test_every_field_but_few_has_words(catalog: Catalog) -> None:
    for dataset, keys in lexicon(catalog, "").headers.items():
        named = {name for fields in keys.values() for name in fields}
        assert named >= set(catalog.contract(dataset).field_names)


def test_a_wording_of_a_list_means_one_code(catalog: Catalog) -> None:
    lists = lexicon(catalog, "").lists
    assert lists["country"]["turkiye"] == lists["country"]["turkey"]
    assert lists["country"]["ceska_republika"] == lists["country"]["czechia"]
    assert lists["modes"]["cevrimici"] == "virtual"
    for name, words in read_synonyms().values.items():
        codes = {code for code in words if code in set(lists[name].values())}
        assert codes, name
