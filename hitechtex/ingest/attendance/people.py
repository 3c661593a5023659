"""Who is who in one export: an address before a name, and a doubt never settled by a guess."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import Enum

from hitechtex.catalog.project import match_key
from hitechtex.ingest.attendance.clock import Stamp
from hitechtex.ingest.people import has_address


class Time(Enum):
    """What a row tells: a whole join, or an arrival or departure with a row of its own."""

    JOIN = "join"
    ARRIVED = "arrived"
    ARRIVED_BEFORE = "arrived_before"
    LEFT = "left"


@dataclass(frozen=True)
class Entry:
    """One row of an export. `trouble` is the rule that the row breaks, `at` the column it is in."""

    line: int
    name: str
    address: str
    other_address: str
    is_organiser: bool
    start: Stamp | None = None
    end: Stamp | None = None
    stated: int | None = None
    kind: Time = Time.JOIN
    is_span: bool = False
    trouble: str = ""
    at: str = ""
    limit: str = ""


@dataclass
class Person:
    """Somebody, as the address or name that will be hashed, with every row of theirs."""

    identity: str
    entries: list[Entry] = field(default_factory=list)
    is_organiser: bool = False
    trouble: str = ""


def people_of(entries: Iterable[Entry], host: str = "") -> list[Person]:
    """Return the people of an export in the order of their first rows.

    The same address is the same person, whatever the name. A row without an address belongs to the
    address that its name has elsewhere in the export; where the name has several, nobody can say
    to which, and the row is a person of its own with the trouble `person_open`. Without any
    address the name is the person. `host` is the address of the meeting's host.
    """
    rows = list(entries)
    alias = {_key(row.other_address): row.address for row in rows if row.address}
    addresses: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        if address := _address(row, alias):
            addresses[match_key(row.name)].add(_key(address))
    found: dict[str, Person] = {}
    for row in rows:
        address = _address(row, alias)
        known = addresses.get(match_key(row.name), set()) if match_key(row.name) else set()
        if not address and len(known) == 1:
            address = next(iter(known))
        is_open = not address and len(known) > 1
        key = (
            f"open {match_key(row.name)}" if is_open else _key(address) or f"name {_key(row.name)}"
        )
        # Nobody at all is a row of its own, so that it can be set aside and mended.
        key = key if address or row.name else f"line {row.line}"
        person = found.setdefault(key, Person(_key(address) or row.name))
        person.entries.append(row)
        person.is_organiser |= row.is_organiser or (bool(host) and _key(address) == _key(host))
        person.trouble = "person_open" if is_open else person.trouble
    return list(found.values())


def _address(row: Entry, alias: dict[str, str]) -> str:
    """Return the address of a row: its e-mail, else the account's, where that is an address."""
    if row.address:
        return row.address
    return alias.get(_key(row.other_address), row.other_address) if row.other_address else ""


def address(text: str) -> str:
    """Return a cell if it holds one address and nothing else, else an empty text."""
    return text if has_address(text) and " " not in text else ""


def _key(text: str) -> str:
    # As people.pseudonym compares: what has one hash is one person here.
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())
