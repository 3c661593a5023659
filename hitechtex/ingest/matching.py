"""Columns and fields brought together: by their names, held against their values, else asked."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from hitechtex.catalog.contracts import Contract
from hitechtex.ingest.fitting import fits, has_ranges
from hitechtex.ingest.header_names import letter
from hitechtex.ingest.header_search import Header, Likeness
from hitechtex.ingest.lexicon import BOTH_DAYS, Lexicon
from hitechtex.ingest.table_pass import ColumnCells, Table
from hitechtex.ingest.understanding import LEAVE, Choice, ColumnSeen, Evidence, Question

FITTING = 0.5
"""Share of the values that must fit a field for a name that is only nearly alike."""


@dataclass
class Matches:
    """A table and a contract; for each field the place of its column, and what is open.

    `hides` keeps the cells of columns that may name people out of the examples. `claims` are the
    places of all columns that mean a field, `places` the one that is read. It `has_ranges_beside`
    the last days where the column of first days gives some of these, too (see ranges).
    """

    table: Table
    contract: Contract
    lexicon: Lexicon
    answers: Mapping[str, str]
    hides: bool
    claims: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    places: dict[str, int] = field(default_factory=dict)
    columns: list[ColumnSeen] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    has_ranges_beside: bool = False

    def ask_column(self, name: str, evidence: Evidence, choices: list[Choice]) -> None:
        """Ask what a column is; to leave it unread is always one of the answers."""
        every = (*choices, Choice(value=LEAVE))
        self.questions.append(
            Question(id=f"column.{name}", column=name, evidence=evidence, choices=every)
        )


def match_names(header: Header, found: Matches) -> None:
    """Say for every column which fields it means, and claim them for it."""
    names = found.table.names
    likely = [_heard(name, each, found) for name, each in zip(names, header.likely, strict=False)]
    likely += [_heard(name, Likeness(), found) for name in names[len(likely) :]]
    likely = _by_elimination(likely)
    for place, (name, each) in enumerate(zip(names, likely, strict=True)):
        cells = found.table.columns[place]
        fields = _settled(name, each, cells, found)
        for one in fields:
            found.claims[one].append(place)
        is_heard = fields or each.how == "answer"
        found.columns.append(
            ColumnSeen(
                name=name,
                letter=letter(place),
                fields=fields,
                score=each.fields[0][1] if fields else 0,
                how=each.how if is_heard else "none",
                near=tuple((n, s) for n, s in each.fields if n not in fields),
                examples=() if found.hides and _may_name(fields, found) else cells.examples(),
            )
        )


def _heard(name: str, each: Likeness, found: Matches) -> Likeness:
    """Return what somebody has said of a column, else what its name says."""
    said = found.answers.get(f"column.{name}", "")
    if not said:
        return each
    if said == LEAVE:
        return Likeness((), "answer")
    for one in said.split("+"):
        found.contract.field(one)
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


def _settled(name: str, each: Likeness, cells: ColumnCells, found: Matches) -> tuple[str, ...]:
    """Return the fields of a column; none where it is open, and then it is asked about."""
    if not each.fields:
        return ()
    fields = _both(each.fields[0][0], cells, found)
    if each.how == "answer":
        return fields
    promised = [found.contract.field(one) for one in fields]
    is_doubtful = each.how == "fuzzy" and any(
        fits(cells, one, found.lexicon) < FITTING for one in promised
    )
    if each.is_sure and not is_doubtful:
        return fields
    # An empty column cannot be misread.
    if cells.times:
        near = ", ".join(f"{one} ({score})" for one, score in each.fields)
        rule = "column_values" if is_doubtful else "column_near"
        evidence = Evidence(rule=rule, places={"column": name, "near": near})
        found.ask_column(name, evidence, [Choice(value=one) for one, _ in each.fields])
    return ()


def _both(name: str, cells: ColumnCells, found: Matches) -> tuple[str, ...]:
    """Return the fields of a column: both days where its cells are ranges of days."""
    is_start = name == "start_date" and "end_date" in found.contract.field_names
    if is_start and has_ranges(cells, found.lexicon):
        return tuple(BOTH_DAYS.split("+"))
    return tuple(name.split("+"))


def _may_name(fields: tuple[str, ...], found: Matches) -> bool:
    return not fields or any(found.contract.field(one).type == "person" for one in fields)
