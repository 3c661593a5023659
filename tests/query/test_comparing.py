"""Two files side by side: what came, what changed by cell, what is gone; people stay hidden."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hitechtex.catalog import Catalog
from hitechtex.errors import QueryError
from hitechtex.query import Engine, comparing, open_engine
from hitechtex.store import approve, approve_period, current, open_store, send_back
from tests.query.test_intake import Desk, desk  # noqa: F401  (a fixture)

HEADER = "exchange_id,partner,visiting_organisation,status,start_date,working_days,lump_sum_eur\n"
BEFORE = f"""{HEADER}A,citeve,Fios,paid,2023-03-06,3,780.00
B,ntt,Lana,paid,2023-04-07,4,
C,ntt,Seta,paid,2023-04-08,5,390
"""
# A says more days and less money, C is as it was (a sum in other digits is the same), D is new.
AFTER = f"""{HEADER}D,ntt,Tela,paid,2023-05-02,2,
C,ntt,Seta,paid,2023-04-08,5,390.00
A,citeve,Fios,paid,2023-03-06,4,
"""
PEOPLE = "session_id,participant_key,organisation_type,partner,attended,pre_score\n"
FIRST = f"{PEOPLE}S1,maria@example.org,sme,citeve,yes,40\nS1,Joana Reis,sme,citeve,yes,70\n"
SECOND = f"{PEOPLE}S1,maria@example.org,sme,citeve,yes,55\nS2,Joana Reis,sme,citeve,yes,70\n"


def told(engine: Engine, earlier: str, later: str) -> list[tuple[Any, ...]]:
    return list(engine.ask("batch_changes", earlier=earlier, later=later).rows)


def test_every_change_stands_with_its_cells_and_both_rows(desk: Desk) -> None:  # noqa: F811
    before = desk.bring(BEFORE, "exchanges")
    after = desk.bring(AFTER, "exchanges", replaces=before.id)
    engine = desk.engine()
    # The file before was replaced: its rows count no longer, and are compared all the same.
    assert told(engine, before.id, after.id) == [
        ("added", "D", None, None, None, None, None, None, 2),
        ("changed", "A", "working_days", "3", "4", None, 2, None, 4),
        ("changed", "A", "lump_sum_eur", "780.00", None, None, 2, None, 4),
        ("gone", "B", None, None, None, None, 3, None, None),
    ]
    total = engine.ask("batch_changes_total", earlier=before.id, later=after.id)
    assert total.rows == ((1, 1, 2, 1, 1),)
    assert total.n == 6
    assert engine.ask("exchanges_total").rows[0][0] == 3


def test_rows_about_people_are_not_read_at_all(desk: Desk) -> None:  # noqa: F811
    """Not even how many: the length of a list before and after tells of who was added."""
    before, after = desk.bring(FIRST, "attendance"), desk.bring(SECOND, "attendance")
    engine = desk.engine()
    assert told(engine, before.id, after.id) == []
    total = engine.ask("batch_changes_total", earlier=before.id, later=after.id)
    assert total.rows == ((0, 0, 0, 0, 0),)
    assert total.n == 0
    assert engine.ask("batch_rows_by_month", batch=before.id).rows == ()


def test_the_months_a_file_speaks_of(desk: Desk) -> None:  # noqa: F811
    batch = desk.bring(BEFORE, "exchanges")
    result = desk.engine().ask("batch_rows_by_month", batch=batch.id)
    assert [(str(month), rows) for month, rows in result.rows] == [
        ("2023-03-01", 1), ("2023-04-01", 2),
    ]  # fmt: skip
    assert result.n == 3


def test_batches_that_are_not_there_or_of_two_datasets_have_nothing_in_common(
    desk: Desk,  # noqa: F811
) -> None:
    batch = desk.bring(BEFORE, "exchanges")
    engine = desk.engine()
    assert told(engine, "nothing", "nowhere") == []
    assert {row[0] for row in told(engine, batch.id, "nothing")} == {"gone"}
    assert {row[0] for row in told(engine, "nothing", batch.id)} == {"added"}
    assert told(engine, batch.id, batch.id) == []


def test_too_many_rows_are_refused_in_words(
    desk: Desk,  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    batch = desk.bring(BEFORE, "exchanges")
    monkeypatch.setattr(comparing, "MOST_ROWS", 2)
    with pytest.raises(QueryError, match="more than 2 rows together"):
        told(desk.engine(), batch.id, batch.id)


def test_rows_of_batches_are_forgotten_after_the_question(desk: Desk) -> None:  # noqa: F811
    batch = desk.bring(BEFORE, "exchanges")
    engine = desk.engine()
    assert told(engine, "", batch.id)
    with engine.connection.cursor() as cursor:
        assert cursor.execute("select count(*) from batch_rows").fetchone() == (0,)


def test_the_ledger_tells_reviews_and_approved_periods(desk: Desk) -> None:  # noqa: F811
    first, second = desk.bring(BEFORE, "exchanges"), desk.bring(AFTER, "exchanges")
    approve(desk.store, first.id, by="coordinator")
    send_back(desk.store, second.id, comment="Where is B?", by="work package leader")
    until = date(2023, 4, 30)
    approve_period(desk.store, dataset="exchanges", partner="ntt", until=until)
    engine = desk.engine()
    names = ("batch", "review", "reviewed_by", "review_comment")
    listed = [tuple(row[n] for n in names) for row in engine.ask("batch_list").records()]
    assert listed == [
        (second.id, "returned", "work package leader", "Where is B?"),
        (first.id, "approved", "coordinator", None),
    ]
    (period,) = engine.ask("periods_approved").records()
    assert (period["partner"], period["dataset"], period["approved_until"]) == (
        "ntt", "exchanges", until,
    )  # fmt: skip


def test_faults_of_one_file_alone(desk: Desk) -> None:  # noqa: F811
    wrong = BEFORE.replace(",5,390", ",five,390")
    first, second = desk.bring(wrong, "exchanges"), desk.bring(BEFORE, "exchanges")
    third = desk.bring(wrong.replace("C,", "E,"), "exchanges")
    engine = desk.engine()
    counts = [len(engine.ask("fault_list", batch=each.id).rows) for each in (first, second, third)]
    assert counts == [0, 0, 1]  # the first one's fault was mended by the second file


CELLS = st.dictionaries(
    st.sampled_from("ABCDE"),
    st.tuples(st.integers(1, 9), st.one_of(st.none(), st.integers(0, 2000))),
    min_size=1,
)


@pytest.fixture(scope="module")
def shop(catalog: Catalog, tmp_path_factory: pytest.TempPathFactory) -> Desk:
    folder = tmp_path_factory.mktemp("shop")
    return Desk(folder, catalog, open_store(folder / "store"))


def as_file(rows: dict[str, tuple[int, int | None]]) -> str:
    lines = [
        f"{key},ntt,Lana,paid,2023-04-07,{days},{'' if eur is None else eur}\n"
        for key, (days, eur) in rows.items()
    ]
    return HEADER + "".join(lines)


@settings(max_examples=12, suppress_health_check=list(HealthCheck))
@given(earlier=CELLS, later=CELLS)
def test_what_is_compared_is_what_two_dicts_say(
    shop: Desk, earlier: dict[str, Any], later: dict[str, Any]
) -> None:
    first = shop.bring(as_file(earlier), "exchanges", again=True)
    second = shop.bring(as_file(later), "exchanges", again=True)
    engine = open_engine(current(shop.store), shop.catalog)
    rows = told(engine, first.id, second.id)
    (total,) = engine.ask("batch_changes_total", earlier=first.id, later=second.id).rows
    engine.close()
    both = earlier.keys() & later.keys()
    assert {r[1] for r in rows if r[0] == "added"} == later.keys() - earlier.keys()
    assert {r[1] for r in rows if r[0] == "gone"} == earlier.keys() - later.keys()
    changed = {(key, place) for key in both for place in (0, 1)
               if earlier[key][place] != later[key][place]}  # fmt: skip
    names = {"working_days": 0, "lump_sum_eur": 1}
    assert {(r[1], names[r[2]]) for r in rows if r[0] == "changed"} == changed
    keys = {key for key, _ in changed}
    counts = (len(later.keys() - both), len(keys), len(changed), len(earlier.keys() - both))
    assert total == (*counts, len(both - keys))
