"""In which order a column says day, month and year, decided from its own cells, or asked."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from hitechtex.ingest.books import text_of
from hitechtex.ingest.free_dates import ORDERS, Readings, readings, serial
from hitechtex.ingest.understanding import Choice, Example

if TYPE_CHECKING:
    from hitechtex.ingest.deciding import Column

SHOWN = 4
FAR = timedelta(days=3 * 365)
NEAR = timedelta(days=365)
TURNED = frozenset({"dmy", "mdy"})
"""The orders of which a program can take one for the other."""


def decide_dates(column: Column) -> dict[str, Any]:
    """Return `order`, `part` and `epoch` of a column of days."""
    read = {text: readings(text, column.lexicon.months) for text in column.texts}
    read = {text: found for text, found in read.items() if found}
    said = column.answer("date_order")
    if said in ORDERS:
        column.decide("date_order", said, "answer", choices=ORDERS)
        order = said
    else:
        order = _order(column, read)
    _ask_about_swapped(column, read)
    return {"order": order, "part": column.part, "epoch": _epoch(column)}


def _order(column: Column, read: dict[str, Readings]) -> str:
    moving = {text: found for text, found in read.items() if len(set(found.values())) > 1
              or len(found) < len(ORDERS)}  # fmt: skip
    if not moving:
        return "dmy"
    fitting = [o for o in ORDERS if all(o in found for found in moving.values())]
    if not fitting:
        _ask(column, "date_conflict", moving, ["dmy", "mdy"])
        return "dmy"
    # A year of two digits in front is thought of only where it gives days near the project.
    if "ymd" in fitting and len(fitting) > 1 and not _is_near(column, moving, "ymd"):
        fitting.remove("ymd")
    if len({tuple(found[o] for found in moving.values()) for o in fitting}) > 1:
        _ask(column, "date_open", moving, fitting)
    else:
        _decide(column, fitting[0], moving)
    return fitting[0]


def _is_near(column: Column, moving: dict[str, Readings], order: str) -> bool:
    first, last = column.lexicon.first_day - FAR, column.lexicon.last_day + FAR
    return all(first <= found[order].first <= last for found in moving.values())


def _decide(column: Column, order: str, moving: dict[str, Readings]) -> None:
    # The cell that excludes most other orders is the proof.
    proof = min(moving, key=lambda text: len(moving[text]))
    rows = column.cells.texts
    shown = dict.fromkeys((proof, *moving))
    examples = tuple(
        Example(row=rows[text], text=text, read=_said(moving[text], order))
        for text in list(shown)[:SHOWN]
    )
    column.decide(
        "date_order", order, f"date_{order}", examples=examples, choices=ORDERS, text=proof,
        row=str(rows[proof]),
    )  # fmt: skip


def _said(found: Readings, order: str) -> str:
    days = found.get(order)
    if days is None:
        return ""
    return str(days.first) if days.first == days.last else f"{days.first} … {days.last}"


def _ask(column: Column, rule: str, moving: dict[str, Readings], orders: list[str]) -> None:
    rows = column.cells.texts
    shown = sorted(moving, key=lambda text: len(moving[text]))[:SHOWN]
    choices = tuple(
        Choice(
            value=order,
            examples=tuple(
                Example(row=rows[text], text=text, read=_said(moving[text], order))
                for text in shown
            ),
        )
        for order in orders
    )
    first = shown[0]
    last = next((t for t in moving if orders[0] not in moving[t]), shown[-1])
    column.ask("date_order", rule, choices, text=first, other=last, row=str(rows[first]))


def _ask_about_swapped(column: Column, read: dict[str, Readings]) -> None:
    """Ask where a program has taken days for months: it made dates of all texts up to the 12th."""
    days = column.cells.days
    # A range stays text in every program, and a month by name cannot be taken for a day.
    numeric = {text: found for text, found in read.items() if _is_one_numeric_day(found)}
    shapes = {frozenset(found) & TURNED for found in numeric.values()}
    if not days or len(shapes) != 1 or shapes == {TURNED} or any(day.day > 12 for day in days):
        return
    if column.answer("typed_dates") == "as_typed":
        column.decide("typed_dates", "as_typed", "answer", choices=("as_typed",))
        return
    day, text = next(iter(days)), next(iter(numeric))
    example = Example(row=days[day], text=day.isoformat(), read=day.isoformat())
    choices = (Choice(value="as_typed", examples=(example,)),)
    column.ask("typed_dates", "typed_dates", choices, text=text, day=day.isoformat())


def _is_one_numeric_day(found: Readings) -> bool:
    says_range = any(days.first != days.last for days in found.values())
    return not says_range and (len(found) < len(ORDERS) or len(set(found.values())) > 1)


def _epoch(column: Column) -> str:
    """Return from when serial numbers count, where a column has any."""
    texts = [t for t in (*column.texts, *map(text_of, column.cells.numbers)) if serial(t, "1900")]
    if not texts:
        return ""
    said = column.answer("serial")
    if said in {"1900", "1904"}:
        column.decide("serial", said, "answer", choices=("1900", "1904"))
        return said
    days = {epoch: [serial(text, epoch) for text in texts] for epoch in ("1900", "1904")}
    near = [epoch for epoch, found in days.items() if _all_near(column, found)]
    rows = column.cells.every
    if column.epoch:
        near, rule = [column.epoch], "serial_book"
    else:
        rule = "serial_near"
    if len(near) == 1:
        example = Example(row=rows[texts[0]], text=texts[0], read=str(days[near[0]][0]))
        column.decide(
            "serial", near[0], rule, examples=(example,), choices=("1900", "1904"), text=texts[0],
            day=str(days[near[0]][0]), epoch=near[0],
        )  # fmt: skip
        return near[0]
    choices = tuple(
        Choice(
            value=epoch,
            examples=(Example(row=rows[texts[0]], text=texts[0], read=str(found[0])),),
        )
        for epoch, found in days.items()
    )
    column.ask("serial", "serial_open", choices, text=texts[0])
    return "1900"


def _all_near(column: Column, days: list[date | None]) -> bool:
    first, last = column.lexicon.first_day - NEAR, column.lexicon.last_day + NEAR
    return all(day is not None and first <= day <= last for day in days)
