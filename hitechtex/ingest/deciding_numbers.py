"""Which mark stands before the decimals of a column, decided from its own cells, or asked."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from hitechtex.ingest.books import text_of
from hitechtex.ingest.free_numbers import bare, contradicts, doubtful, value
from hitechtex.ingest.marks import MARK_NAMES, MARKS
from hitechtex.ingest.understanding import Choice, Example

if TYPE_CHECKING:
    from hitechtex.ingest.deciding import Column

DECIMALS = ("comma", "dot")
SHOWN = 4


def decide_numbers(column: Column) -> dict[str, Any]:
    """Return `decimal`, `units` and `factor` of a column of numbers."""
    units = _units(column)
    amounts = {text: bare(text, units) for text in column.texts}
    texts = [amount.text for amount in amounts.values()]
    decimal = MARKS[column.answer("decimal")] if column.answer("decimal") in DECIMALS else ""
    if decimal:
        column.decide("decimal", MARK_NAMES[decimal], "answer", choices=DECIMALS)
    else:
        decimal = _from_cells(column, texts, units)
    said = {amount.unit for amount in amounts.values()}
    used = tuple(unit for unit in units if unit in said)
    return {"decimal": decimal, "units": used, "factor": _factor(column, amounts, decimal)}


def _units(column: Column) -> tuple[str, ...]:
    """Return the units that may stand beside the numbers of a field, by the field's name."""
    known, promised = column.lexicon.units, column.promised
    found = [unit for ending, units in known.items() if promised.name.endswith(ending)
             for unit in units]  # fmt: skip
    found += known["percent"] if _may_be_percent(column) else ()
    # “3 days” is not “3 day” and an s.
    return tuple(sorted(found, key=len, reverse=True))


def _may_be_percent(column: Column) -> bool:
    return column.promised.type == "decimal" and column.promised.maximum == 100


def _from_cells(column: Column, texts: list[str], units: tuple[str, ...]) -> str:
    whole = column.promised.type == "integer"
    against = {mark: contradicts(texts, mark, whole=whole) for mark in ",."}
    open_text = doubtful(texts)
    if against[","] and against["."]:
        _ask(column, "decimal_conflict", units, one=against[","], other=against["."])
    elif against[","] or against["."]:
        mark = "." if against[","] else ","
        if suspect := _suspect(texts, mark, column.promised.decimals):
            _ask(column, "decimal_suspect", units, text=suspect, proof=against[_other(mark)])
        else:
            _decide(column, mark, against[_other(mark)], open_text, units)
        return mark
    elif open_text:
        _ask(column, "decimal_open", units, text=open_text)
    return MARKS.get(column.lexicon.habit.get("decimal", "dot"), ".")


def _other(mark: str) -> str:
    return "," if mark == "." else "."


def _suspect(texts: list[str], mark: str, decimals: int) -> str:
    """Return a text with three digits behind the mark of decimals where fewer are kept."""
    if decimals >= 3:
        return ""
    three = (t for t in texts if t.count(mark) == 1 and len(t.partition(mark)[2]) == 3)
    return next((text for text in three if doubtful([text])), "")


def _decide(column: Column, mark: str, proof: str, open_text: str, units: tuple[str, ...]) -> None:
    shown = list(dict.fromkeys((proof, *([open_text] if open_text else ()), *column.texts)))
    rows = column.cells.texts
    examples = tuple(
        Example(row=rows[text], text=text, read=str(value(bare(text, units).text, mark)))
        for text in shown
        if text in rows
    )
    rule = "decimal_whole" if doubtful([proof]) else "decimal_proof"
    column.decide(
        "decimal", MARK_NAMES[mark], rule, examples=examples[:SHOWN], choices=DECIMALS,
        text=proof, mark=MARK_NAMES[mark], other=MARK_NAMES[_other(mark)],
    )  # fmt: skip


def _ask(column: Column, rule: str, units: tuple[str, ...], **places: str) -> None:
    first = column.lexicon.habit.get("decimal", "comma")
    names = sorted(DECIMALS, key=lambda name: name != first)
    rows = column.cells.texts
    open_ones = [text for text in rows if doubtful([bare(text, units).text])]
    others = [text for text in rows if text not in open_ones]
    choices = tuple(
        Choice(
            value=name,
            examples=tuple(
                Example(
                    row=rows[t], text=t, read=str(value(bare(t, units).text, MARKS[name]) or "")
                )
                for t in (open_ones + others)[:SHOWN]
            ),
        )
        for name in names
    )
    column.ask("decimal", rule, choices, **places)


def _factor(column: Column, amounts: dict[str, Any], decimal: str) -> Decimal:
    """Return 100 where shares are meant as percentages; ask where all are 1 or less."""
    if not _may_be_percent(column):
        return Decimal(1)
    said = column.answer("percent")
    if said in {"share", "percent"}:
        column.decide("percent", said, "answer", choices=("share", "percent"))
        return Decimal(100 if said == "share" else 1)
    plain = [value(a.text, decimal) for a in amounts.values() if not a.is_percent]
    plain += [Decimal(text_of(number)) for number in column.cells.numbers]
    numbers = [number for number in plain if number is not None]
    small = [number for number in numbers if 0 < number <= 1]
    if small and all(number <= 1 for number in numbers):
        shown = str(small[0])
        choices = (Choice(value="share"), Choice(value="percent"))
        column.ask("percent", "percent_open", choices, text=shown)
    return Decimal(1)
