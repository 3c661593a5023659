"""Columns and fields brought together: by their names, held against their values, else asked."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from hitechtex.catalog.contracts import Contract, Field
from hitechtex.catalog.project import match_key
from hitechtex.ingest.free_dates import readings, serial
from hitechtex.ingest.free_numbers import bare, value
from hitechtex.ingest.header_names import letter
from hitechtex.ingest.header_search import Header, Likeness
from hitechtex.ingest.lexicon import BOTH_DAYS, Lexicon, list_name
from hitechtex.ingest.table_pass import ColumnCells, Table
from hitechtex.ingest.understanding import (
    LEAVE,
    Choice,
    ColumnSeen,
    Evidence,
    Question,
)

FITTING = 0.5
"""Share of the values that a column must be able to mean, for a name that is only nearly alike."""
SPEAKING = 0.8
"""Share of the values from which days and numbers are asked about although no name says so."""
LOOKED_AT = 500


@dataclass
class Matches:
    """For each field the column it is read from, the columns as they are shown, what is open."""

    places: dict[str, int] = field(default_factory=dict)
    columns: list[ColumnSeen] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)


def match(
    header: Header,
    table: Table,
    contract: Contract,
    lexicon: Lexicon,
    answers: Mapping[str, str],
    *,
    hides: bool,
) -> Matches:
    """Return which column gives which field; `hides` keeps cells of people out of the examples."""
    likely = [
        _heard(name, each, contract, answers)
        for name, each in zip(header.names, header.likely, strict=True)
    ]
    likely += [Likeness()] * (len(table.names) - len(likely))
    likely = _by_elimination(likely)
    found = Matches()
    claims: dict[str, list[int]] = defaultdict(list)
    for place, (name, cells) in enumerate(zip(table.names, table.columns, strict=True)):
        each = likely[place]
        fields = _settled(name, each, cells, contract, lexicon, found)
        for one in fields:
            claims[one].append(place)
        found.columns.append(
            ColumnSeen(
                name=name,
                letter=letter(place),
                fields=fields,
                score=each.fields[0][1] if fields else 0,
                how=each.how if fields or each.how == "answer" else "none",  # type: ignore[arg-type]
                near=tuple((n, s) for n, s in each.fields if n not in fields),
                examples=() if hides and _may_name(fields, contract) else cells.examples(),
            )
        )
    _settle_claims(claims, table, answers, found)
    _ask_by_values(found, table, contract, lexicon)
    _ask_for_required(table, contract, lexicon, answers, found)
    return found


def fits(cells: ColumnCells, promised: Field, lexicon: Lexicon) -> float:
    """Return the share of a column's distinct values that a field can mean, 1 where none stands."""
    texts = list(cells.texts)[:LOOKED_AT]
    typed = len(cells.days) + len(cells.numbers)
    if not texts and not typed:
        return 1.0
    missing = set(lexicon.missing)
    texts = [text for text in texts if text not in missing]
    good = sum(_can_mean(text, promised, lexicon) for text in texts)
    if promised.type == "date":
        good += len(cells.days)
    if promised.type in {"integer", "decimal", "text", "person"}:
        good += len(cells.numbers)
    return good / max(1, len(texts) + typed)


def _can_mean(text: str, promised: Field, lexicon: Lexicon) -> bool:
    if promised.type in {"text", "person"}:
        return True
    if promised.type == "date":
        return bool(readings(text, lexicon.months)) or serial(text, "1900") is not None
    if promised.type in {"integer", "decimal"}:
        units = tuple(unit for units in lexicon.units.values() for unit in units)
        plain = bare(text, units).text
        return any(value(plain, mark) is not None for mark in ",.")
    if promised.type == "boolean":
        return (match_key(text) or text) in lexicon.truth
    if promised.type == "partners":
        return True
    return match_key(text) in lexicon.lists[list_name(promised)]


def _heard(name: str, each: Likeness, contract: Contract, answers: Mapping[str, str]) -> Likeness:
    """Return what somebody has said of a column, else what its name says."""
    said = answers.get(f"column.{name}", "")
    if not said:
        return each
    if said == LEAVE:
        return Likeness((), "answer")
    for one in said.split("+"):
        contract.field(one)
    return Likeness(((said, 100),), "answer")


def _by_elimination(likely: list[Likeness]) -> list[Likeness]:
    """Return likenesses in which a field that one column surely means is no other column's."""
    sure = {each.fields[0][0] for each in likely if each.is_sure and each.how != "fuzzy"}
    sure |= {one for name in sure if "+" in name for one in name.split("+")}
    kept = []
    for each in likely:
        if each.is_sure or not each.fields:
            kept.append(each)
            continue
        left = tuple(pair for pair in each.fields if pair[0] not in sure)
        kept.append(Likeness(left, each.how if left else "none"))
    return kept


def _settled(
    name: str,
    each: Likeness,
    cells: ColumnCells,
    contract: Contract,
    lexicon: Lexicon,
    found: Matches,
) -> tuple[str, ...]:
    """Return the fields of a column; none where it is open, and then it is asked about."""
    if not each.fields:
        return ()
    fields = _both(each.fields[0][0], cells, lexicon, contract)
    if each.how == "answer":
        return fields
    doubtful = each.how == "fuzzy" and any(
        fits(cells, contract.field(one), lexicon) < FITTING for one in fields
    )
    if each.is_sure and not doubtful:
        return fields
    if not cells.times:
        # An empty column cannot be misread.
        return ()
    near = ", ".join(f"{one} ({score})" for one, score in each.fields)
    rule = "column_values" if doubtful else "column_near"
    choices = [Choice(value=one) for one, _ in each.fields]
    _ask_column(name, Evidence(rule=rule, places={"column": name, "near": near}), choices, found)
    return ()


def _both(name: str, cells: ColumnCells, lexicon: Lexicon, contract: Contract) -> tuple[str, ...]:
    """Return the fields of a column: both days where its cells are ranges of days."""
    if name == BOTH_DAYS:
        return tuple(BOTH_DAYS.split("+"))
    if name == "start_date" and "end_date" in contract.field_names:
        texts = list(cells.texts)[:LOOKED_AT]
        spans = [t for t in texts for days in readings(t, lexicon.months).values()
                 if days.first != days.last]  # fmt: skip
        if spans:
            return ("start_date", "end_date")
    return tuple(name.split("+"))


def _ask_by_values(found: Matches, table: Table, contract: Contract, lexicon: Lexicon) -> None:
    """Ask about columns whose names say nothing, but whose values are those of a free field."""
    taken = set(found.places) | {c.value for q in found.questions for c in q.choices}
    free = [each for each in contract.fields if each.name not in taken]
    asked = {question.id for question in found.questions}
    for column, cells in zip(found.columns, table.columns, strict=True):
        if column.fields or column.how == "answer" or f"column.{column.name}" in asked:
            continue
        able = [each.name for each in free if _shows(cells, each, lexicon)]
        if able:
            shown = ", ".join(list(cells.every)[:3])
            evidence = Evidence(
                rule="column_by_values", places={"column": column.name, "values": shown}
            )
            _ask_column(column.name, evidence, [Choice(value=e) for e in able], found)


def _shows(cells: ColumnCells, promised: Field, lexicon: Lexicon) -> bool:
    """Return whether values alone speak for a field: several codes of its list, days, numbers."""
    if promised.type == "code":
        return len(cells.texts) > 1 and fits(cells, promised, lexicon) == 1.0
    if promised.type in {"date", "integer", "decimal"}:
        return bool(cells.times) and fits(cells, promised, lexicon) > SPEAKING
    return False


def _ask_column(name: str, evidence: Evidence, choices: list[Choice], found: Matches) -> None:
    every = (*choices, Choice(value=LEAVE))
    found.questions.append(
        Question(id=f"column.{name}", column=name, evidence=evidence, choices=every)
    )


def _settle_claims(
    claims: dict[str, list[int]],
    table: Table,
    answers: Mapping[str, str],
    found: Matches,
) -> None:
    """Give each field one column; where two mean it, an answer chooses or the question is asked."""
    for name, places in claims.items():
        said = answers.get(f"field.{name}", "")
        left = [p for p in places if table.names[p] == said] or places
        filled = [place for place in left if table.columns[place].times]
        left = filled if len(left) > 1 and len(filled) == 1 else left
        _drop(name, [place for place in places if place not in left], found)
        if len(left) > 1:
            columns = ", ".join(f"“{table.names[place]}”" for place in left)
            places_said = {"field": name, "columns": columns}
            found.questions.append(
                Question(
                    id=f"field.{name}",
                    column=columns,
                    evidence=Evidence(
                        rule="field_twice", places={"field": name, "columns": columns}
                    ),
                    choices=tuple(
                        Choice(value=table.names[p], examples=found.columns[p].examples)
                        for p in left
                    ),
                )
            )
        found.places[name] = left[0]


def _drop(name: str, places: list[int], found: Matches) -> None:
    for place in places:
        column = found.columns[place]
        fields = tuple(one for one in column.fields if one != name)
        how = column.how if fields else "none"
        found.columns[place] = column.model_copy(update={"fields": fields, "how": how})


def _ask_for_required(
    table: Table,
    contract: Contract,
    lexicon: Lexicon,
    answers: Mapping[str, str],
    found: Matches,
) -> None:
    """Ask which column gives a field that must have a value and that nothing fills."""
    filled = lexicon.fill.get(contract.dataset, {})
    asked = {q.choices[0].value for q in found.questions if q.id.startswith("column.")}
    for promised in contract.fields:
        name = promised.name
        if not promised.required or name in found.places or name in filled or name in asked:
            continue
        said = answers.get(f"field.{name}", "")
        free = [c for c in found.columns if not c.fields and table.columns[_place(c, table)].times]
        chosen = [c for c in free if c.name == said]
        if chosen:
            place = _place(chosen[0], table)
            found.places[name] = place
            found.columns[place] = chosen[0].model_copy(
                update={"fields": (name,), "how": "answer", "score": 100}
            )
            continue
        found.questions.append(
            Question(
                id=f"field.{name}",
                column=name,
                evidence=Evidence(rule="field_missing", places={"field": name}),
                choices=tuple(Choice(value=c.name, examples=c.examples) for c in free),
            )
        )


def _place(column: ColumnSeen, table: Table) -> int:
    return table.names.index(column.name)


def _may_name(fields: tuple[str, ...], contract: Contract) -> bool:
    return not fields or any(contract.field(one).type == "person" for one in fields)
