"""A file on its way in, as tables: what was understood, repaired, set aside, and its effect."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from hitechtex.catalog import Catalog
from hitechtex.catalog.texts import read_texts, say
from hitechtex.charts.labels import partner_name
from hitechtex.charts.numbers import missing, shown
from hitechtex.charts.panel import TableTwin
from hitechtex.ingest.batch import Batch, Fault, Repair
from hitechtex.ingest.understanding import Example, Understanding
from hitechtex.metrics.effects import Effect
from hitechtex.query.export import harmless

FIRST_ROWS = 5
MOST_FAULTS = 200
MINUS = "\N{MINUS SIGN}"


def column_table(found: Understanding) -> TableTwin:
    """Return what each column of the file is taken for, how surely, and why."""
    rows = [
        (
            each.letter,
            each.name,
            " + ".join(each.fields) or say("bring.not_read"),
            each.score if each.fields else None,
            "; ".join(example.text for example in each.examples[:3]),
            each.says,
        )
        for each in found.columns
    ]
    return _table("columns", ("letter", "column", "field", "score", "example", "why"), rows)


def decision_table(found: Understanding) -> TableTwin:
    """Return what was decided about the file and its columns, each with its evidence."""
    rows = [
        (
            say(f"bring.decision.{each.id.partition('.')[0]}"),
            each.column,
            decided(each.id, each.value),
            each.evidence.says,
            "; ".join(map(_read, each.examples[:3])),
        )
        for each in found.decisions
    ]
    return _table("decisions", ("decision", "column", "value", "why", "example"), rows)


def decided(name: str, value: str) -> str:
    """Return the value of a decision in words, where it has any; else as it is."""
    text = f"understand.choice.{name.partition('.')[0]}.{value}"
    return say(text) if text in read_texts() else value


def repair_table(repairs: Iterable[Repair]) -> TableTwin:
    """Return what was changed while reading, how often, and one place where it happened."""
    rows = [
        (each.column, say(f"ingest.repair.{each.rule}", after=each.after), each.times,
         each.example_row, each.before, each.after)
        for each in repairs
    ]  # fmt: skip
    return _table("repairs", ("column", "repair", "times", "row", "before", "after"), rows)


def fault_table(faults: Sequence[Fault], *, most: int = MOST_FAULTS) -> TableTwin:
    """Return why rows wait: sheet, row, column, value and what to do; the first of them."""
    rows = [
        (each.sheet, each.row or None, each.column, each.value, each.hint) for each in faults[:most]
    ]
    return _table("faults", ("sheet", "row", "column", "value", "hint"), rows)


def effect_table(effects: Iterable[Effect], catalog: Catalog) -> TableTwin:
    """Return each indicator that changes: before, after, the difference, and its unit."""
    kept = tuple(effects)
    names = ("indicator", "partner", "before", "after", "difference", "unit")
    return TableTwin(
        caption=say("bring.table.effects"),
        columns=tuple(say(f"bring.column.{name}") for name in names),
        rows=tuple(
            (
                catalog.indicators[each.indicator].label,
                partner_name(catalog, each.partner),
                shown(each.before, each.unit),
                shown(each.after, each.unit),
                _signed(each),
                say(f"bring.unit.{each.unit.name}"),
            )
            for each in kept
        ),
        exact=tuple(
            (each.indicator, each.partner or "", each.before, each.after, each.difference,
             each.unit.name)
            for each in kept
        ),
    )  # fmt: skip


def accepted_table(batch: Batch, catalog: Catalog) -> TableTwin:
    """Return the first rows that would be accepted, with their rows in the file; no people."""
    contract = catalog.contract(batch.dataset)
    people = {each.name for each in contract.fields if each.type == "person"}
    first = batch.rows.slice(0, FIRST_ROWS)
    given = [
        name
        for name in (each.name for each in contract.fields)
        if name not in people and first.column(name).null_count < first.num_rows
    ]
    rows = zip(*(first.column(name).to_pylist() for name in ("source_row", *given)), strict=True)
    return _table("accepted", ("row",), rows, more=given)


def _signed(effect: Effect) -> str:
    if effect.difference is None:
        return missing()
    sign = "+" if effect.difference > 0 else MINUS if effect.difference < 0 else ""
    return f"{sign}{shown(abs(effect.difference), effect.unit)}"


def _read(example: Example) -> str:
    if example.read and example.read != example.text:
        return say("bring.read_as", text=example.text, read=example.read)
    return example.text


def _table(
    name: str, columns: Sequence[str], rows: Iterable[Sequence[Any]], *, more: Sequence[str] = ()
) -> TableTwin:
    """Return rows under named columns; `more` are names of fields, which stand for themselves."""
    exact = tuple(tuple(row) for row in rows)
    return TableTwin(
        caption=say(f"bring.table.{name}"),
        columns=(*(say(f"bring.column.{column}") for column in columns), *more),
        rows=tuple(tuple("" if v is None else str(v) for v in row) for row in exact),
        exact=tuple(tuple(harmless(v) if v is not None else None for v in row) for row in exact),
    )
