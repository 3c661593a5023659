"""Each field gets one column; what two columns claim, or none, is asked."""

from __future__ import annotations

from hitechtex.ingest.fitting import speaks
from hitechtex.ingest.header_search import Header
from hitechtex.ingest.matching import Matches, match_names
from hitechtex.ingest.ranges import place_beside
from hitechtex.ingest.understanding import Choice, ColumnSeen, Evidence, Question


def match(header: Header, found: Matches) -> None:
    """Bring the columns of a table and the fields of its contract together."""
    match_names(header, found)
    for name, places in found.claims.items():
        _settle(name, places, found)
    _ask_by_values(found)
    _ask_for_required(found)


def _settle(name: str, places: list[int], found: Matches) -> None:
    """Give a field one column; where two mean it, an answer chooses or the question is asked."""
    said = found.answers.get(f"field.{name}", "")
    left = [place for place in places if found.table.names[place] == said] or places
    filled = [place for place in left if found.table.columns[place].times]
    left = filled if len(left) > 1 and len(filled) == 1 else left
    beside = place_beside(name, left, found)
    if beside is not None:
        left, found.has_ranges_beside = [beside], True
    for place in places:
        if place not in left:
            _drop(name, place, found)
    found.places[name] = left[0]
    if len(left) > 1:
        columns = ", ".join(f"“{found.table.names[place]}”" for place in left)
        evidence = Evidence(rule="field_twice", places={"field": name, "columns": columns})
        _ask_field(name, columns, evidence, [found.columns[place] for place in left], found)


def _drop(name: str, place: int, found: Matches) -> None:
    column = found.columns[place]
    fields = tuple(one for one in column.fields if one != name)
    how = column.how if fields else "none"
    found.columns[place] = column.model_copy(update={"fields": fields, "how": how})


def _ask_by_values(found: Matches) -> None:
    """Ask about columns whose names say nothing, but whose values are those of a free field."""
    taken = set(found.places) | {c.value for q in found.questions for c in q.choices}
    free = [each for each in found.contract.fields if each.name not in taken]
    asked = {question.id for question in found.questions}
    for column, cells in zip(found.columns, found.table.columns, strict=True):
        if column.fields or column.how == "answer" or f"column.{column.name}" in asked:
            continue
        able = [each.name for each in free if speaks(cells, each, found.lexicon)]
        if able:
            shown = ", ".join(example.text for example in column.examples)
            places = {"column": column.name, "values": shown}
            evidence = Evidence(rule="column_by_values", places=places)
            found.ask_column(column.name, evidence, [Choice(value=each) for each in able])


def _ask_for_required(found: Matches) -> None:
    """Ask which column gives a field that must have a value and that nothing fills."""
    filled = found.lexicon.fill.get(found.contract.dataset, {})
    asked = {q.choices[0].value for q in found.questions if q.id.startswith("column.")}
    for promised in found.contract.fields:
        name = promised.name
        is_there = name in found.places or name in filled or name in asked
        if not promised.required or is_there:
            continue
        free = [each for each in found.columns if not each.fields and _says(each, found)]
        said = found.answers.get(f"field.{name}", "")
        if chosen := next((each for each in free if each.name == said), None):
            place = found.table.names.index(chosen.name)
            found.places[name] = place
            update = {"fields": (name,), "how": "answer", "score": 100}
            found.columns[place] = chosen.model_copy(update=update)
        else:
            evidence = Evidence(rule="field_missing", places={"field": name})
            _ask_field(name, name, evidence, free, found)


def _says(column: ColumnSeen, found: Matches) -> bool:
    return bool(found.table.columns[found.table.names.index(column.name)].times)


def _ask_field(
    name: str, shown: str, evidence: Evidence, columns: list[ColumnSeen], found: Matches
) -> None:
    choices = tuple(Choice(value=each.name, examples=each.examples) for each in columns)
    question = Question(id=f"field.{name}", column=shown, evidence=evidence, choices=choices)
    found.questions.append(question)
