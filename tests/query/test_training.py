"""Training, worked by hand: once with groups of fewer than five hidden, once with nothing hidden.

T1 training of citeve, 4 h: a list of 7, of whom 6 came; the partner's totals say otherwise.
T2 webinar of ntt, 2 h: totals alone, 25 of 30 came.
T3 coaching of aei_textils, 3 h: a list, 4 came.
T4 workshop of ateval, length not given: a list of 14 who came, who registered not told.
T5 coaching of ntt, 2 h: a list, 3 of 4 came.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from hitechtex.catalog import Catalog
from hitechtex.metrics import Word
from hitechtex.metrics.indicators import judge_all
from hitechtex.query import Engine, Filters, open_engine
from tests.query.loading import from_records, snapshot_of
from tests.query.trainings import Row, opened


def session(name: str, organiser: str, kind: str, day: date, mode: str, **more: Any) -> Row:
    known = {"session_id": name, "title": f"Session {name}", "topic": kind, "organiser": organiser}
    return known | {"kind": kind, "start_date": day, "mode": mode} | more


SESSIONS = [
    session("T1", "citeve", "training", date(2022, 5, 10), "physical", hours=4, registered=9,
            attended=8, certificates=6, satisfaction=1.0, satisfaction_n=8),
    session("T2", "ntt", "webinar", date(2022, 11, 20), "virtual", hours=2, registered=30,
            attended=25, certificates=3, satisfaction=4.5, satisfaction_n=10),
    session("T3", "aei_textils", "coaching", date(2023, 4, 4), "virtual", hours=3),
    session("T4", "ateval", "workshop", date(2023, 5, 5), "physical"),
    session("T5", "ntt", "coaching", date(2023, 6, 1), "physical", hours=2),
]  # fmt: skip
# Person, partner and type of organisation.
CITEVE = [(f"p{k}", "citeve", "cluster_organisation" if k < 6 else "sme") for k in range(1, 8)]
ATEVAL = [(f"q{k}", "ateval", "sme") for k in range(1, 9)]
AEI = [(f"r{k}", "aei_textils", "sme") for k in range(1, 7)]
NOBODY = [("s1", None, None), ("s2", None, None)]


def there(name: str, who: tuple[str, str | None, str | None], **more: Any) -> Row:
    person, partner, kind = who
    return {"session_id": name, "participant_key": person, "partner": partner,
            "organisation_type": kind} | more  # fmt: skip


def people() -> Iterator[Row]:
    scores = [(5, 40, 60), (4, 50, 60), (4, 30, 60), (3, 60, 70), (2, 20, 70), (None, 45, None)]
    for who, (score, before, after) in zip(CITEVE, scores, strict=False):
        yield there("T1", who, registered=True, attended=True, certificate=True,
                    satisfaction=score, pre_score=before, post_score=after)  # fmt: skip
    yield there("T1", CITEVE[6], registered=True, attended=False)
    for who in CITEVE[:4]:
        yield there("T3", who, registered=True, attended=True, satisfaction=1)
    for place, who in enumerate(ATEVAL + AEI):
        yield there("T4", who, attended=True, satisfaction=4 if place < 6 else None)
    for who in (CITEVE[1], CITEVE[4], NOBODY[0]):
        yield there("T5", who, registered=True, attended=True)
    yield there("T5", NOBODY[1], registered=True, attended=False)


@pytest.fixture(scope="module")
def hidden(catalog: Catalog, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """Groups of fewer than five are hidden: T3 and T5 are told together alone."""
    folder = tmp_path_factory.mktemp("hidden")
    engine = opened(catalog, folder, SESSIONS, list(people()))
    yield engine
    engine.close()


@pytest.fixture(scope="module")
def plain(catalog: Catalog, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """Nothing is hidden."""
    folder = tmp_path_factory.mktemp("plain")
    engine = opened(catalog, folder, SESSIONS, list(people()), least=1)
    yield engine
    engine.close()


def of(engine: Engine, name: str, partner: str | None = None, **filters: Any) -> Row:
    """Return the row of one partner."""
    rows = engine.ask(name, Filters(**filters)).records()
    (row,) = [row for row in rows if row["partner"] == partner]
    return row


def test_sessions_and_learner_hours(plain: Engine, hidden: Engine) -> None:
    # T1 4 x 6, not the 8 of the totals; T2 2 x 25; T3 3 x 4; T4 cannot be told; T5 2 x 3
    assert of(plain, "training_sessions") == {
        "partner": None, "sessions": 5, "learner_hours": 92.0,
        "attended_people": 6 + 25 + 4 + 14 + 3,
    }  # fmt: skip
    assert of(plain, "training_sessions", "ntt")["learner_hours"] == 56.0
    # T3 and T5 together: 7 people and a mean length of 2.5 hours
    whole = of(hidden, "training_sessions")
    assert (whole["sessions"], whole["learner_hours"], whole["attended_people"]) == (5, 91.5, 52)
    ntt = of(hidden, "training_sessions", "ntt")
    assert (ntt["sessions"], ntt["learner_hours"], ntt["attended_people"]) == (2, 50.0, 25)
    aei = of(hidden, "training_sessions", "aei_textils")
    assert (aei["sessions"], aei["learner_hours"], aei["attended_people"]) == (1, None, 0)


def test_a_session_still_to_come_is_not_held(catalog: Catalog, tmp_path: Path) -> None:
    """Exchanges tell that the data end in April 2023: two sessions are held, one is planned.

    4 hours with 10 people, 4 with 20; the 30 who are named for May have not attended yet.
    """
    days = (date(2022, 5, 10), date(2023, 4, 30), date(2023, 5, 1))
    sessions = [
        session(f"T{place}", "citeve", "training", day, "physical")
        | {"hours": 4, "attended": 10 * (place + 1)}
        for place, day in enumerate(days)
    ]
    stay = {"exchange_id": "X", "partner": "ntt", "visiting_organisation": "V", "status": "paid",
            "start_date": date(2023, 4, 3), "paid_on": date(2023, 4, 30)}  # fmt: skip
    batches = [
        (name, name, from_records(rows, catalog.contract(name), batch=name))
        for name, rows in (("sessions", sessions), ("exchanges", [stay]))
    ]
    engine = open_engine(snapshot_of(tmp_path, batches), catalog)
    for partner in ("citeve", None):
        assert of(engine, "training_sessions", partner) == {
            "partner": partner, "sessions": 2, "learner_hours": 4 * 10 + 4 * 20.0,
            "attended_people": 30,
        }  # fmt: skip
    engine.close()


def test_people_count_once(plain: Engine, hidden: Engine) -> None:
    # p1 to p6, q1 to q8, r1 to r6 and s1 came; p7 and s2 did not
    assert of(plain, "training_people")["people"] == 6 + 8 + 6 + 1
    assert of(plain, "training_people", "citeve")["people"] == 6
    # each counts at the first session: of those at T3 nobody is new, at T5 one without a partner
    late = {"first_day": date(2023, 5, 6)}
    assert of(plain, "training_people", **late)["people"] == 1
    # one without partner is too few: the six of aei_textils are told with it, without partner
    assert of(hidden, "training_people")["people"] == 21
    told = {row["partner"]: row["people"] for row in hidden.ask("training_people").records()}
    assert told == {None: 21, "citeve": 6, "aei_textils": None, "ateval": 8, "ntt": None}
    assert hidden.ask("region_measures")["trained_people"] == [6, None, 8, None, None, None]
    assert plain.ask("region_measures")["trained_people"] == [6, 6, 8, 0, 0, 0]


def test_people_of_one_kind_of_organisation(plain: Engine, hidden: Engine) -> None:
    def told(engine: Engine) -> set[tuple[str | None, str | None, int]]:
        return set(engine.ask("trained_organisations").rows)

    # p1 to p5 are of a cluster organisation, p6 of an SME
    assert told(plain) >= {("citeve", "cluster_organisation", 5), ("citeve", "sme", 1)}
    assert (None, "sme", 1 + 8 + 6) in told(plain)
    # five of six would tell the sixth
    assert told(hidden) == {
        (None, "sme", 8), (None, None, 13), ("citeve", None, 6), ("ateval", "sme", 8),
    }  # fmt: skip


def test_who_registered_and_came(plain: Engine, hidden: Engine) -> None:
    # T1 6 of 7, T2 25 of 30, T3 4 of 4, T5 3 of 4; T4 does not say who registered
    for engine in (plain, hidden):
        whole = of(engine, "training_attendance")
        assert (whole["came_people"], whole["registered_people"]) == (38, 45)
        # T1 6 from the list, T2 3 from the total
        assert (whole["certificates"], whole["certifiable_people"]) == (9, 31)
    assert of(plain, "training_attendance", "ntt")["registered_people"] == 34
    assert of(hidden, "training_attendance", "ntt")["registered_people"] == 30
    # not the mean of 6/7, 25/30, 4/4 and 3/4
    (rate,) = [s for s in judge_all(plain, names=("attendance_rate",)) if s.partner is None]
    assert rate.value == 38 / 45
    assert (rate.n, rate.word) == (45, Word.NO_TARGET)


def test_satisfaction_is_pooled_over_persons_and_totals(plain: Engine, hidden: Engine) -> None:
    # T1 18 of 5, T2 4.5 x 10, T3 4 of 4, T4 24 of 6: 91 of 25, not the mean of four means (3.275);
    # T1's own totals (1.0) do not count beside its list
    for engine in (plain, hidden):
        whole = of(engine, "training_satisfaction")
        assert whole["satisfaction_score"] == pytest.approx(91 / 25)
        assert whole["answers"] == 25
    # asked were those who came where anybody answered: T5 is no denominator
    assert (of(plain, "training_satisfaction")["asked_people"]) == 6 + 25 + 4 + 14
    # T3 and T1 are told together: what was asked of them would tell T3 apart
    assert (of(hidden, "training_satisfaction")["asked_people"]) == 25 + 14
    assert (of(hidden, "training_satisfaction")["of_asked_answers"]) == 10 + 6
    assert of(hidden, "training_satisfaction", "citeve")["satisfaction_score"] is None
    assert of(hidden, "training_satisfaction", "citeve")["answers"] == 0


def test_the_interval_of_a_mean_is_students(plain: Engine) -> None:
    # 5 4 4 3 2: mean 3.6, squares 70, variance (70 - 18 * 18 / 5) / 4 = 1.3, t of 4 is 2.776
    citeve = of(plain, "training_satisfaction", "citeve")
    half = 2.776 * math.sqrt(1.3 / 5)
    assert citeve["low_score"] == pytest.approx(3.6 - half, abs=0.01)
    assert citeve["high_score"] == pytest.approx(5)  # no mean of answers from 1 to 5 is higher
    # a mean of the partner's alone says nothing of how answers spread
    assert of(plain, "training_satisfaction", "ntt")["low_score"] is None


def test_learning_is_of_those_who_sat_both_tests(plain: Engine, hidden: Engine) -> None:
    # gains of 20 10 30 10 50: 24 on average; p6 sat the first test alone, T3 sat none
    for engine in (plain, hidden):
        whole = of(engine, "training_gain")
        assert whole["matched_people"] == 5
        assert (whole["pre_points"], whole["post_points"], whole["gain_points"]) == (40, 64, 24)
        half = 2.776 * math.sqrt(280 / 5)  # variance (4000 - 120 * 120 / 5) / 4
        assert whole["low_points"] == pytest.approx(24 - half, abs=0.05)
        assert whole["high_points"] == pytest.approx(24 + half, abs=0.05)
        assert of(engine, "training_gain", "ntt")["gain_points"] is None


def test_parts_have_their_rest(plain: Engine, hidden: Engine) -> None:
    def kinds(engine: Engine) -> dict[str | None, Row]:
        rows = engine.ask("training_parts").records()
        return {row["part"]: row for row in rows if row["divided_by"] == "kind"}

    assert kinds(plain)["coaching"]["came_people"] == 7
    assert None not in kinds(plain)
    assert list(kinds(hidden)) == ["training", "coaching", "workshop", "webinar", None]
    assert kinds(hidden)["coaching"]["sessions"] == 2
    assert kinds(hidden)["coaching"]["came_people"] is None
    assert kinds(hidden)[None]["came_people"] == 7
    assert kinds(hidden)[None]["answers"] == 9  # T3 and T1
    training = kinds(plain)["training"]
    assert [training[f"answers_{score}"] for score in range(1, 6)] == [0, 1, 1, 2, 1]
    assert kinds(plain)["webinar"]["answers_1"] is None  # a mean has no single answers
    for engine in (plain, hidden):
        assert (
            sum(row["learner_hours"] or 0 for row in kinds(engine).values())
            == (of(engine, "training_sessions")["learner_hours"])
        )


def test_months(plain: Engine, hidden: Engine) -> None:
    def month(engine: Engine, year: int, number: int) -> Row:
        rows = engine.ask("training_by_month", as_of=date(2023, 5, 10)).records()
        return next(row for row in rows if row["month"] == date(year, number, 1))

    assert month(plain, 2022, 5) == {
        "month": date(2022, 5, 1), "held_sessions": 1, "planned_sessions": 0,
        "learner_hours": 24.0, "attended_people": 6, "registered_people": 7, "came_people": 6,
    }  # fmt: skip
    assert month(plain, 2023, 4)["attended_people"] == 4
    assert month(hidden, 2023, 4)["attended_people"] is None  # a session, but too few people
    assert month(hidden, 2023, 4)["held_sessions"] == 1
    assert month(plain, 2022, 6)["learner_hours"] is None  # no session: no hours, not none
    assert (month(plain, 2023, 6)["held_sessions"], month(plain, 2023, 6)["planned_sessions"]) == (
        0, 1,
    )  # fmt: skip


def test_people_by_month_add_up(plain: Engine, hidden: Engine) -> None:
    for engine in (plain, hidden):
        rows = engine.ask("people_by_month", as_of=date(2023, 9, 30)).records()
        assert rows[-1]["people_to_date"] == sum(row["people"] for row in rows) == 21
    assert rows[3] == {"month": date(2022, 5, 1), "people": 6, "people_to_date": 6}


def test_the_list_wins_and_the_difference_is_told(plain: Engine, hidden: Engine) -> None:
    for engine in (plain, hidden):
        (row,) = engine.ask("session_differences").records()
        assert (row["session_id"], row["registered"], row["registered_in_total"]) == ("T1", 7, 9)
        assert (row["attended"], row["attended_in_total"]) == (6, 8)
        assert row["certificates"] == row["certificates_in_total"] == 6
        assert row["source_row"] == 2


def test_the_list_of_sessions_hides_small_ones(plain: Engine, hidden: Engine) -> None:
    def told(engine: Engine) -> list[tuple[Any, ...]]:
        rows = engine.ask("session_list").records()
        names = ("session_id", "registered", "attended", "certificates", "small_group")
        return [tuple(row[name] for name in names) for row in rows]

    assert told(plain) == [
        ("T5", 4, 3, None, False), ("T4", None, 14, None, False), ("T3", 4, 4, None, False),
        ("T2", 30, 25, 3, False), ("T1", 7, 6, 6, False),
    ]  # fmt: skip
    assert told(hidden)[0] == ("T5", None, None, None, True)
    assert told(hidden)[2] == ("T3", None, None, None, True)
    assert told(hidden)[1::2] == told(plain)[1::2]


def test_what_is_hidden_is_said_without_its_number(plain: Engine, hidden: Engine) -> None:
    said = "Groups of fewer than 5 people are told only together with others, or not at all."
    assert said in hidden.ask("sessions_total").left_out
    assert said not in plain.ask("sessions_total").left_out
    assert said not in hidden.ask("exchanges_total").left_out


def test_nobody_can_be_read(hidden: Engine) -> None:
    with hidden.connection.cursor() as cursor:
        tables = {
            row[0] for row in cursor.execute("select table_name from duckdb_tables()").fetchall()
        }
        columns = {
            row[0] for row in cursor.execute("select column_name from duckdb_columns()").fetchall()
        }
    assert "attendance" not in tables and "training_cells" in tables
    assert not columns & {"participant_key", "listed_attended", "pre_score", "would_recommend"}


def test_so_few_that_nothing_is_told(catalog: Catalog, tmp_path: Path) -> None:
    few = [there("T3", who, registered=True, attended=True, satisfaction=1) for who in CITEVE[:4]]
    engine = opened(catalog, tmp_path, SESSIONS[2:3], few)
    assert engine.ask("sessions_total").rows == ((1, None, None),)
    assert of(engine, "training_satisfaction")["satisfaction_score"] is None
    assert of(engine, "training_people")["people"] is None
    statuses = judge_all(engine, names=("people_trained", "satisfaction", "learner_hours"))
    assert {status.word for status in statuses} == {Word.NO_DATA}
    engine.close()


def test_a_list_nobody_came_to_is_told(catalog: Catalog, tmp_path: Path) -> None:
    absent = [there("T3", who, registered=True, attended=False) for who in CITEVE[:6]]
    engine = opened(catalog, tmp_path, SESSIONS[2:3], absent)
    (row,) = engine.ask("session_list").records()
    assert (row["registered"], row["attended"]) == (6, 0)
    assert engine.ask("sessions_total").rows == ((1, 0.0, 0),)
    engine.close()


def test_labels_hold_two_years_and_absence_is_a_row(catalog: Catalog, tmp_path: Path) -> None:
    held = [
        {"label_id": "L1", "partner": "citeve", "label": "bronze",
         "awarded_on": date(2020, 6, 1)},
        {"label_id": "L2", "partner": "citeve", "label": "silver",
         "awarded_on": date(2022, 9, 1), "valid_until": date(2025, 8, 31)},
    ]  # fmt: skip
    table = from_records(held, catalog.contract("labels"), batch="b")
    engine = open_engine(snapshot_of(tmp_path, [("labels", "b", table)]), catalog)
    rows = engine.ask("partner_labels", as_of=date(2022, 6, 1)).rows
    assert [row[:5] for row in rows[:3]] == [
        ("citeve", "bronze", date(2020, 6, 1), date(2022, 6, 1), True),  # its last day
        ("citeve", "silver", date(2022, 9, 1), date(2025, 8, 31), False),
        ("aei_textils", None, None, None, None),
    ]
    assert len(rows) == 7
    assert engine.ask("labels_total").rows == ((2,),)
    one = engine.ask("partner_labels", Filters(partners=("ntt",)))
    assert one["partner"] == ["ntt"]
    engine.close()
