"""The lexicon of a partnership, made of its catalogue, the synonyms and CLDR."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import cache

from babel import Locale
from babel.numbers import get_decimal_symbol, get_group_symbol

from hitechtex.catalog import Catalog
from hitechtex.catalog.contracts import Contract
from hitechtex.catalog.project import Partner, match_key
from hitechtex.catalog.synonyms import Synonyms, read_synonyms
from hitechtex.ingest.lexicon import BOTH_DAYS, Lexicon, header_key
from hitechtex.ingest.marks import MARK_NAMES
from hitechtex.ingest.month_names import months
from hitechtex.ingest.words import NO_COUNTRIES


@cache
def lexicon(catalog: Catalog, partner: str) -> Lexicon:
    """Return the words for a file of `partner` (an id, or blank where the sender is not known)."""
    synonyms, project = read_synonyms(), catalog.project
    sender = project.partner(partner) if partner else None
    spoken = sorted({name for each in project.partners for name in each.languages} | {"en"})
    own = [*(sender.languages if sender else spoken), "en"]
    stop = frozenset(_keys(word for each in synonyms.languages.values() for word in each.stop))
    return Lexicon(
        headers={
            name: _headers(contract, synonyms, stop) for name, contract in catalog.contracts.items()
        },
        lists=_lists(catalog, synonyms),
        months=months(tuple(synonyms.languages)),
        truth=_truth(synonyms),
        totals=tuple(_keys(w for each in synonyms.languages.values() for w in each.totals)),
        missing=tuple({w: None for each in synonyms.languages.values() for w in each.missing}),
        stop=stop,
        conjunctions=tuple(
            _keys(w for each in synonyms.languages.values() for w in each.conjunctions)
        ),
        units={
            ending: tuple(words) + tuple(w + "." for w in words if w.isalpha())
            for ending, words in synonyms.units.items()
        },
        unit_keys=frozenset(_keys(word for words in synonyms.units.values() for word in words)),
        fill=_fill(catalog, synonyms, sender),
        encodings=_encodings(synonyms, tuple(synonyms.languages)),
        own_encodings=_encodings(synonyms, tuple(own)),
        letters=_letters(synonyms, tuple(synonyms.languages)),
        own_letters=_letters(synonyms, tuple(own)),
        first_day=project.start,
        last_day=project.end,
        habit=_habit(sender),
    )


def _keys(words: Iterable[str]) -> dict[str, None]:
    return dict.fromkeys(match_key(word) or word for word in words)


def _headers(
    contract: Contract, synonyms: Synonyms, stop: frozenset[str]
) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = defaultdict(list)
    names = list(contract.field_names)
    if {"start_date", "end_date"} <= set(names):
        names.append(BOTH_DAYS)
    for name in names:
        for wording in (name, *_wordings(contract.dataset, name, synonyms)):
            key = header_key(wording, stop)
            if name not in found[key]:
                found[key].append(name)
    for name in names:
        # The contract's own name is nobody else's.
        found[header_key(name, stop)] = [name]
    return {key: tuple(fields) for key, fields in found.items()}


def _wordings(dataset: str, name: str, synonyms: Synonyms) -> list[str]:
    """Return what a field is called: by the dataset, by all datasets, by its role."""
    said = [
        wording
        for scope in (dataset, "any")
        for wordings in synonyms.headers.get(scope, {}).get(name, {}).values()
        for wording in wordings
    ]
    role, _, rest = name.partition("_")
    shared = synonyms.headers["any"].get(rest, {})
    for language, words in synonyms.roles.get(role, {}).items():
        said += [f"{word} {wording}" for word in words for wording in shared.get(language, ())]
    return said


def _lists(catalog: Catalog, synonyms: Synonyms) -> dict[str, dict[str, str]]:
    project = catalog.project
    lists = {name: dict(labels) for name, labels in catalog.codes.root.items()}
    named = {
        "line": [(line.id, line.title) for line in project.lines],
        "indicator": [(each.id, each.label) for each in catalog.indicators.indicators],
        "region": [(r.code, name) for r in project.regions for name in (r.name, r.english)],
        "partner": [(p.id, name) for p in project.partners for name in (p.name, *p.aliases)],
        "country": _countries(tuple(synonyms.languages)),
    }
    pairs = {name: list(labels.items()) for name, labels in lists.items()} | named
    found = {}
    for name, said in pairs.items():
        codes = {code for code, _ in said}
        more = [
            (code, word)
            for code, words in synonyms.values.get(name, {}).items()
            if code in codes
            for word in words
        ]
        found[name] = _unambiguous([*((code, code) for code in codes), *said, *more])
    return found


def _unambiguous(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return codes by key; a wording that would mean two codes means none."""
    found: dict[str, set[str]] = defaultdict(set)
    for code, wording in pairs:
        found[match_key(wording)].add(code)
    return {key: codes.pop() for key, codes in found.items() if key and len(codes) == 1}


def _countries(languages: tuple[str, ...]) -> list[tuple[str, str]]:
    return [
        (str(code), str(name))
        for language in languages
        for code, name in Locale(language).territories.items()
        if len(code) == 2 and code.isalpha() and code not in NO_COUNTRIES
    ]


def _truth(synonyms: Synonyms) -> dict[str, bool]:
    said = [(word, True) for each in synonyms.languages.values() for word in each.yes]
    said += [(word, False) for each in synonyms.languages.values() for word in each.no]
    found: dict[str, set[bool]] = defaultdict(set)
    for word, is_true in said:
        found[match_key(word) or word].add(is_true)
    return {key: meant.pop() for key, meant in found.items() if len(meant) == 1}


def _fill(
    catalog: Catalog, synonyms: Synonyms, sender: Partner | None
) -> dict[str, dict[str, str]]:
    """Return what an absent column is filled with, by dataset and field."""
    known = {"country": sender.country, "region": sender.region} if sender else {}
    found: dict[str, dict[str, str]] = {}
    for dataset, contract in catalog.contracts.items():
        filled = {f.name: catalog.project.name for f in contract.fields if f.default}
        if sender and contract.field(contract.partner).required:
            filled[contract.partner] = sender.id
        wanted = synonyms.fill.get(dataset, {})
        filled |= {name: known[what] for name, what in wanted.items() if what in known}
        found[dataset] = filled
    return found


def _encodings(synonyms: Synonyms, languages: tuple[str, ...]) -> tuple[str, ...]:
    every = (e for name in languages if name in synonyms.languages
             for e in synonyms.languages[name].encodings)  # fmt: skip
    return tuple(dict.fromkeys(every))


def _letters(synonyms: Synonyms, languages: tuple[str, ...]) -> str:
    spoken = [synonyms.languages[name] for name in languages if name in synonyms.languages]
    small = "".join(each.letters for each in spoken)
    return "".join(sorted({*small, *small.upper(), *"".join(each.dotted for each in spoken)}))


def _habit(sender: Partner | None) -> dict[str, str]:
    if sender is None or not sender.languages:
        return {}
    locale = f"{sender.languages[0]}_{sender.country}"
    return {
        "decimal": MARK_NAMES.get(get_decimal_symbol(locale), ""),
        "group": MARK_NAMES.get(get_group_symbol(locale), ""),
    }
