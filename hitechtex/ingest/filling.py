"""What a blank stands for: merged cells, a value written once for several rows, the obvious."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from hitechtex.catalog.contracts import Contract
from hitechtex.ingest.lexicon import Lexicon
from hitechtex.ingest.understanding import Choice, Filled

if TYPE_CHECKING:
    from hitechtex.ingest.deciding import Column
    from hitechtex.ingest.found import Found

NUMBERS = {"integer", "decimal"}


def fill_absent(contract: Contract, lexicon: Lexicon, places: Mapping[str, int]) -> list[Filled]:
    """Return what is filled because the sheet has no column for it: it was obvious to its owner."""
    known = lexicon.fill.get(contract.dataset, {})
    return [
        Filled(field=name, value=known[name])
        for name in contract.field_names
        if name in known and name not in places
    ]


def ask_about_blanks(column: Column, place: int, found: Found) -> None:
    """Decide what blanks of a column stand for, or ask where they may repeat the value above."""
    name, cells, contract = column.promised.name, column.cells, found.matches.contract
    said = column.answer("fill_down")
    if cells.merged and column.promised.type not in NUMBERS:
        found.fill_merged.append(column.name)
        column.decide("fill_down", "above", "merged", n=str(cells.merged))
        return
    if cells.merged and not said:
        choices = (Choice(value="leave"), Choice(value="above"))
        column.ask("fill_down", "merged_numbers", choices, n=str(cells.merged))
        return
    sender = column.lexicon.fill.get(contract.dataset, {}).get(name, "")
    if said:
        _apply(said, column, sender, found)
    elif cells.blanks and cells.times and _may_repeat(column, place, found):
        _ask(column, contract, sender)


def _apply(said: str, column: Column, sender: str, found: Found) -> None:
    column.decide("fill_down", said, "answer", choices=("above", "sender", "leave"))
    if said == "above" and column.cells.merged:
        found.fill_merged.append(column.name)
    elif said == "above":
        found.fill_down.append(column.name)
    elif said == "sender" and sender:
        found.filled.append(Filled(field=column.promised.name, value=sender))


def _may_repeat(column: Column, place: int, found: Found) -> bool:
    """Return whether blanks may mean the value above, or the sender."""
    contract = found.matches.contract
    promised = column.promised
    if promised.name == contract.partner and promised.required:
        return True
    if promised.name in contract.key or promised.default:
        return False
    if promised.required:
        return not column.cells.starts_blank and promised.type not in NUMBERS
    # Lists are grouped by their first columns; a workbook would say that cells are merged.
    groups = found.table.columns[: place + 1]
    return found.source.kind not in {"xlsx", "xls"} and all(
        each.blanks and not each.starts_blank and not each.repeats for each in groups
    )


def _ask(column: Column, contract: Contract, sender: str) -> None:
    values = ["above", "leave"]
    if column.cells.starts_blank:
        values.remove("above")
    if sender and column.promised.name == contract.partner:
        values.insert(len(values) - 1, "sender")
    choices = tuple(Choice(value=value) for value in values)
    column.ask("fill_down", "blanks", choices, n=str(column.cells.blanks))
