"""An attack on what may not be told: every answer to every filter, subtracted and solved.

Attendance is made up with many groups of fewer than five. The attacker asks every query that counts
people under every period of months, every set of partners and of modes. He must not find a group
of one to four, neither as the difference of two answers nor by solving all answers together; the
same attack breaks the usual way, which counts and then blanks small cells.
"""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import combinations, product
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from hitechtex.catalog import Catalog
from hitechtex.query import Engine, Filters
from hitechtex.query.declared import QUERIES
from tests.query.trainings import Row, opened

LEAST = 5
PARTNERS = ("citeve", "aei_textils", "ntt")
MODES = ("physical", "virtual")
MONTHS = tuple(date(2022, month, 1) for month in range(2, 5))
COUNTED = {
    "sessions_total": ("people",),
    "training_people": ("people",),
    "people_by_month": ("people", "people_to_date"),
    "trained_organisations": ("people",),
    "region_measures": ("trained_people",),
    "training_sessions": ("attended_people",),
    "training_attendance": ("registered_people", "came_people", "certificates",
                            "certifiable_people", "certified_people"),
    "training_satisfaction": ("answers", "asked_people", "of_asked_answers"),
    "training_gain": ("matched_people",),
    "training_parts": ("registered_people", "came_people", "answers", "asked_people",
                       "of_asked_answers", "matched_people"),
    "training_by_month": ("attended_people", "registered_people", "came_people"),
    "training_attendance_map": ("registered_people", "came_people"),
    "session_list": ("registered", "attended", "certificates"),
}  # fmt: skip
"""Every column of every query that counts people."""


def made_up(seed: int) -> tuple[list[Row], list[Row]]:
    """Return sessions of one to ten people each, and the people, most of them at several."""
    chance = random.Random(seed)
    sessions, people = [], []
    for number in range(chance.randint(9, 14)):
        day = MONTHS[0] + timedelta(days=chance.randrange(28 * len(MONTHS)))
        name = f"S{number:02}"
        sessions.append({
            "session_id": name, "title": name, "kind": chance.choice(["training", "coaching"]),
            "topic": chance.choice(["a", "b", None]), "start_date": day, "hours": 1 + number % 4,
            "mode": chance.choice([*MODES, None]), "organiser": chance.choice(PARTNERS),
        })  # fmt: skip
        knows_registered = chance.random() < 0.7
        for person in chance.sample(range(30), chance.randint(1, 11)):
            people.append({
                "session_id": name, "participant_key": f"p{person}",
                "partner": (*PARTNERS, None)[person % 4 if person < 24 else 0],
                "organisation_type": ("sme", "cluster_organisation", None)[person % 3],
                "registered": chance.random() < 0.9 if knows_registered else None,
                "attended": chance.random() < 0.8,
                "certificate": chance.choice([True, False, None]),
                "satisfaction": chance.choice([None, 1, 2, 3, 4, 5]),
                "pre_score": chance.choice([None, 40, 50]),
                "post_score": chance.choice([None, 60, 70]),
            })  # fmt: skip
    return sessions, people


def subsets(names: Sequence[str]) -> Iterator[tuple[str, ...] | None]:
    """Yield nothing chosen, each alone, and all by name: other choices are sums of these."""
    yield None
    yield from ((name,) for name in names)
    yield tuple(names)


def every_filter() -> Iterator[Filters]:
    """Yield every period of whole months, open at either end too, with every choice."""
    ends = [None, *((MONTHS[k + 1] - timedelta(days=1)) for k in range(len(MONTHS) - 1))]
    for first, last in product([None, *MONTHS[1:]], ends):
        if first is None or last is None or first <= last:
            for partners, modes in product(subsets(PARTNERS), subsets(MODES)):
                yield Filters(first_day=first, last_day=last, partners=partners, modes=modes)


@dataclass(frozen=True)
class Answer:
    """One number that was told, and the names of what it was told of."""

    where: tuple[Any, ...]
    value: int


def answers(engine: Engine, queries: Sequence[str] = tuple(COUNTED)) -> list[Answer]:
    """Return every count of people that these queries tell under any filter."""
    found: set[Answer] = set()
    for filters in every_filter():
        for query, columns in ((name, COUNTED[name]) for name in queries):
            result = engine.ask(
                query, filters, **({"limit": None} if query == "session_list" else {})
            )
            labels = [n for n in result.names if result.column(n).type in ("VARCHAR", "DATE")]
            applied = tuple(
                getattr(filters, name) if name in result.filters else None
                for name in ("first_day", "last_day", "partners", "modes")
            )
            for row in result.records():
                told = tuple(row[name] for name in labels if name != "title")
                found |= {
                    Answer((query, column, applied, told), row[column])
                    for column in columns
                    if row[column] is not None
                }
    return sorted(found, key=repr)


@pytest.fixture(
    scope="module", params=[1, *(pytest.param(seed, marks=pytest.mark.slow) for seed in (2, 3, 4))]
)
def attacked(
    request: pytest.FixtureRequest, catalog: Catalog, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Engine, list[Row], list[Row]]]:
    sessions, people = made_up(request.param)
    engine = opened(catalog, tmp_path_factory.mktemp("attacked"), sessions, people)
    yield engine, sessions, people
    engine.close()


def test_every_query_that_reads_people_is_attacked(empty_engine: Engine) -> None:
    reading = {name for name, q in empty_engine.queries.items() if "attendance" in q.datasets}
    # that one lists sessions with totals beside their list, with counts that session_list gives too
    # these tell of files, and give no number of rows that are people (test_intake.py)
    of_files = {"batch_list", "fault_list", "faults_open", "partner_arrivals", "periods_approved"}
    assert reading - {"session_differences"} - of_files == set(COUNTED)


def test_no_difference_of_two_answers_is_a_group_of_few(
    attacked: tuple[Engine, list[Row], list[Row]],
) -> None:
    """Whatever two numbers are set against each other of which one counts more than the other."""
    engine, _, _ = attacked
    told = answers(engine)
    assert len(told) > 1000
    assert not [each for each in told if 0 < each.value < LEAST]
    close = [(a, b) for a, b in nested(told) if 0 < abs(a.value - b.value) < LEAST]
    assert close == []


def nested(told: Sequence[Answer]) -> Iterator[tuple[Answer, Answer]]:
    """Yield pairs of answers to one question whose filters lie one within the other."""
    by_question: dict[tuple[Any, ...], list[Answer]] = {}
    for each in told:
        query, column, _, labels = each.where
        by_question.setdefault((query, column, labels), []).append(each)
    for group in by_question.values():
        for a, b in combinations(group, 2):
            if within(a.where[2], b.where[2]) or within(b.where[2], a.where[2]):
                yield a, b


def within(inner: tuple[Any, ...], outer: tuple[Any, ...]) -> bool:
    """Return whether everything that `inner` keeps, `outer` keeps too."""
    first, last, *lists = zip(inner, outer, strict=True)
    return (
        (first[1] is None or (first[0] is not None and first[0] >= first[1]))
        and (last[1] is None or (last[0] is not None and last[0] <= last[1]))
        and all(b is None or (a is not None and set(a) <= set(b)) for a, b in lists)
    )


# What every answer is made of, solved together


@dataclass(frozen=True)
class Group:
    """People who are told together, with all that a filter may ask of them."""

    cells: frozenset[int]
    first_day: date
    last_day: date
    partner: str | None
    mode: str | None


def is_kept(group: Group, filters: Filters) -> bool:
    return (
        (filters.first_day is None or group.first_day >= filters.first_day)
        and (filters.last_day is None or group.last_day <= filters.last_day)
        and (filters.partners is None or group.partner in filters.partners)
        and (filters.modes is None or group.mode in filters.modes)
    )


def solved(groups: Sequence[Group], sizes: Sequence[int]) -> list[int]:
    """Return the cells of one to four people that follow from all answers together.

    An answer that would itself count one to four is blank.
    """
    asked = {
        frozenset().union(*(g.cells for g in groups if is_kept(g, each))) for each in every_filter()
    }
    told = [c for c in asked if not 0 < sum(sizes[cell] for cell in c) < LEAST]
    matrix = np.array([[float(cell in cells) for cell in range(len(sizes))] for cells in told])
    _, singular, basis = np.linalg.svd(matrix)
    span = basis[: int((singular > 1e-9).sum())]
    return [
        cell
        for cell, size in enumerate(sizes)
        if 0 < size < LEAST and np.linalg.norm(span[:, cell]) > 1 - 1e-9
    ]


def sizes_of(
    sessions: Sequence[Row], people: Sequence[Row], counts: Callable[[Row], Any]
) -> list[int]:
    """Return how many people of each session `counts` holds for."""
    return [
        sum(1 for row in people if row["session_id"] == each["session_id"] and counts(row))
        for each in sessions
    ]


def matched(row: Row) -> bool:
    return None not in (row["pre_score"], row["post_score"])


MEASURES: dict[str, tuple[str, str, Callable[[Row], Any]]] = {
    "presence": ("training_sessions", "attended_people", lambda row: row["attended"]),
    "reaction": ("training_satisfaction", "answers", lambda row: row["satisfaction"]),
    "learning": ("training_gain", "matched_people", matched),
    "certificates": ("training_attendance", "certificates", lambda row: row["certificate"]),
}  # fmt: skip


@pytest.mark.parametrize("measure", MEASURES)
def test_all_answers_together_tell_no_group_of_few(
    attacked: tuple[Engine, list[Row], list[Row]], measure: str
) -> None:
    engine, sessions, people = attacked
    query, column, counts = MEASURES[measure]
    sizes = sizes_of(sessions, people, counts)
    groups = list(groups_of(engine, measure, sessions, sizes))
    # What the groups say is what was told, under every filter: so these are what an attacker knows.
    for filters in every_filter():
        cells = [cell for group in groups if is_kept(group, filters) for cell in group.cells]
        told = engine.ask(query, filters).records()[0][column]
        assert (told or 0) == sum(sizes[cell] for cell in cells), filters
    assert any(0 < size < LEAST for size in sizes)
    assert solved(groups, sizes) == []


def groups_of(
    engine: Engine, measure: str, sessions: Sequence[Row], sizes: Sequence[int]
) -> Iterator[Group]:
    """Yield the sessions that are told one by one, and the rest of those that have anybody."""
    with engine.connection.cursor() as cursor:
        rows = cursor.execute(
            "select told, first_day, last_day from training_cells where measure = ?", [measure]
        ).fetchall()
    told = {name: (first, last) for name, first, last in rows}
    alone = [k for k, each in enumerate(sessions) if each["session_id"] in told]
    for k in alone:
        day = sessions[k]["start_date"]
        yield Group(frozenset([k]), day, day, sessions[k]["organiser"], sessions[k]["mode"])
    if None in told:
        rest = frozenset(k for k, size in enumerate(sizes) if size and k not in alone)
        yield Group(rest, *told[None], None, None)


def test_hiding_small_cells_alone_fails_this_attack() -> None:
    """Counted as they are, cells under five left blank: the rest of every total gives them away."""
    sessions, people = made_up(1)
    sizes = sizes_of(sessions, people, lambda row: row["attended"])
    told = [
        Group(
            frozenset([k]), each["start_date"], each["start_date"], each["organiser"], each["mode"]
        )
        for k, each in enumerate(sessions)
    ]
    assert solved(told, sizes) != []


def test_a_group_of_few_told_apart_is_found(catalog: Catalog, tmp_path: Path) -> None:
    """The attack is worth its name: with the joining of small groups left out it succeeds."""
    queries = tmp_path / "queries"
    shutil.copytree(QUERIES, queries)
    path = queries / "scope" / "39_told_units.sql"
    sql = path.read_text(encoding="utf-8")
    assert "given.size < privacy.minimum_people" in sql
    path.write_text(sql.replace("given.size < privacy.minimum_people", "false"), encoding="utf-8")
    sessions, people = made_up(1)
    engine = opened(catalog, tmp_path / "store", sessions, people, queries=queries)
    assert [each for each in answers(engine, ("training_sessions",)) if 0 < each.value < LEAST]
    sizes = sizes_of(sessions, people, MEASURES["presence"][2])
    assert solved(list(groups_of(engine, "presence", sessions, sizes)), sizes) != []
    engine.close()
