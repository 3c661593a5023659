"""The names above the columns, compared as a set: their order is free, everything else is not."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from hitechtex.catalog.contracts import Contract
from hitechtex.ingest.mapping import Mapping
from hitechtex.ingest.troubles import Nearest, Refusal, alike


@dataclass(frozen=True)
class Matching:
    """Where each column that is read stands in the file, and which ones the file does not have."""

    places: dict[str, int]
    absent: tuple[str, ...]
    unread: tuple[str, ...]


def match(
    header: tuple[str, ...],
    mapping: Mapping,
    contract: Contract,
    *,
    declared: bool,
    filled: frozenset[str] = frozenset(),
) -> Matching:
    """Return where the columns stand; raise Refusal naming every column that is wrong.

    A column may be absent if every field that reads it can do without (not required, or in
    `filled`), or has another source; with a `declared` mapping every named column must be there.
    """
    known = set(mapping.columns)
    # A question that nobody reads may be asked twice.
    _refuse_twice([name for name in header if name in known or not mapping.ignore_others])
    ignored = set(header) - known if mapping.ignore_others else set(mapping.ignore)
    unknown = [name for name in header if name and name not in known | ignored]
    absent = [name for name in mapping.columns if name not in header]
    needed = _needed(mapping, contract, declared=declared, filled=filled)
    missing = [name for name in absent if name in needed]
    if unknown or missing:
        _refuse(header, unknown, missing, absent, declared=declared)
    return Matching(
        places={name: header.index(name) for name in mapping.columns if name in header},
        absent=tuple(absent),
        unread=tuple(name for name in header if name and name in ignored),
    )


def _needed(
    mapping: Mapping, contract: Contract, *, declared: bool, filled: frozenset[str]
) -> set[str]:
    if declared:
        return set(mapping.columns)
    return {field.name for field in contract.fields if field.required and field.name not in filled}


def _refuse_twice(header: list[str]) -> None:
    twice = [name for name, times in Counter(header).items() if name and times > 1]
    if twice:
        raise Refusal("column_twice", names=quoted(twice))


def _refuse(
    header: tuple[str, ...],
    unknown: list[str],
    missing: list[str],
    free: list[str],
    *,
    declared: bool,
) -> None:
    nearest = Nearest(alike(free))
    meant = [f"“{name}” → “{near}”" for name in unknown if (near := nearest(name))]
    kind = "both" if unknown and missing else "unknown" if unknown else "missing"
    raise Refusal(
        f"columns_{kind}{'_mapped' if declared else ''}",
        unknown=quoted(unknown),
        missing=quoted(missing),
        near=", ".join(meant),
        found=quoted(name for name in header if name),
    )


def quoted(names: object, most: int = 12) -> str:
    """Return names in quotation marks for a sentence; of a long list the first ones."""
    listed = [f"“{name[:60]}”" for name in names]  # type: ignore[attr-defined]
    more = len(listed) - most
    return ", ".join(listed[:most]) + (f" … (+{more})" if more > 0 else "")
