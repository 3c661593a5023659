"""Joint actions: every query on six of them, worked by hand; and what follows from exchanges.

| | kind | lead; others taking part | status, start | SMEs, EUR |
|---|---|---|---|---|
| A1 | pilot_action | citeve; ntt | done, 2022-09-01 | 5, 10 000 |
| A2 | pilot_action | ntt (not listed); citeve | running, 2023-02-01 | not given, 2 500.50 |
| A3 | matchmaking_event | aei_textils (listed twice); citeve | planned, 2023-09-04 | 4, 3 000 |
| A4 | project_proposal | citeve (nobody is listed) | dropped, 2022-11-02 | 9, not given |
| A5 | pilot_action | clutex; ateval, ntt | idea, no day | not given |
| A6 | cooperation_agreement | ateval; citeve | done, 2022-09-15 | none (0), not given |
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from hitechtex.catalog import Catalog
from hitechtex.metrics import Word
from hitechtex.metrics.indicators import judge_all
from hitechtex.query import Engine, Filters, open_engine
from tests.query.loading import from_records, snapshot_of
from tests.query.test_answers import EVERYTHING, rows

IN_2022 = Filters(last_day=date(2022, 12, 31))
EXCHANGE = {"partner": "citeve", "status": "paid", "start_date": date(2023, 3, 1)}


def test_actions_total_and_undated(engine: Engine) -> None:
    assert rows(engine, "actions_total") == [(6, 3)]
    assert rows(engine, "actions_total", IN_2022) == [(3, 2)]  # A1 A4 A6
    assert rows(engine, "actions_undated") == [(1,)]  # A5
    assert rows(engine, "actions_undated", Filters(partners=("citeve",))) == [(0,)]


def test_pilot_actions(engine: Engine) -> None:
    # actions, led, pilots, running or done, done; of any kind running or done, giving SMEs, SMEs
    assert rows(engine, "pilot_actions") == [
        (None, 6, 6, 3, 2, 1, 3, 2, 5),  # A1 A2 A6 have begun; A1 5, A6 0, A2 does not say
        ("citeve", 5, 2, 2, 2, 1, 3, 2, 5),  # A1 A2 A3 A4 A6
        ("aei_textils", 1, 1, 0, 0, 0, 0, 0, None),  # A3 once, although listed twice
        ("ateval", 2, 1, 1, 0, 0, 1, 1, 0),  # A6 involves none, which is said
        ("ntt", 3, 1, 3, 2, 1, 2, 1, 5),  # A2, which it leads, A1 and A5
        ("clutex", 1, 1, 1, 0, 0, 0, 0, None),
    ]


def test_one_partner_chosen_leads_or_takes_part(engine: Engine) -> None:
    chosen = rows(engine, "pilot_actions", Filters(partners=("ntt",)))
    assert chosen == [(None, 3, 3, 3, 2, 1, 2, 1, 5), ("ntt", 3, 1, 3, 2, 1, 2, 1, 5)]
    # A1 and A2 are actions of both, and are still two: A3 A4 A6 and A5 are the others
    both = engine.ask("pilot_actions", Filters(partners=("citeve", "ntt"))).records()
    assert [row["actions"] for row in both] == [6, 5, 3]


def test_parts_do_not_make_the_whole_of_joint_actions(engine: Engine, catalog: Catalog) -> None:
    records = engine.ask("pilot_actions").records()
    assert sum(row["started_pilots"] for row in records[1:]) == 4 != records[0]["started_pilots"]
    for name in ("pilot_actions", "pilot_actions_done", "action_smes"):
        assert "partner" not in catalog.indicators[name].adds_over
        assert "do not add up" in catalog.indicators[name].caveat


def test_action_list(engine: Engine) -> None:
    listed = engine.ask("action_list")
    assert listed["action_id"] == ["A3", "A2", "A4", "A6", "A1", "A5"]
    taking_part = dict(zip(listed["action_id"], listed["partners"], strict=True))
    assert taking_part == {
        "A1": "citeve;ntt",
        "A2": "ntt;citeve",
        "A3": "aei_textils;citeve",
        "A4": "citeve",
        "A5": "clutex;ateval;ntt",
        "A6": "ateval;citeve",
    }
    involved = dict(zip(listed["action_id"], listed["smes_involved"], strict=True))
    assert (involved["A2"], involved["A6"]) == (None, 0)
    first = listed.records()[4]
    assert (first["source_file"], first["source_row"]) == ("actions.csv", 2)
    assert engine.ask("action_list", limit=2)["action_id"] == ["A3", "A2"]
    assert engine.ask("action_list", Filters(partners=("clutex",)))["action_id"] == ["A5"]


@pytest.mark.parametrize(
    ("as_of", "late"),
    [
        (date(2023, 6, 30), {}),  # A2 gives no last day: it is never late
        (date(2023, 9, 4), {}),  # the day itself
        (date(2023, 9, 5), {"A3": 1}),
        (date(2023, 9, 30), {"A3": 26}),
    ],
)
def test_action_board(engine: Engine, as_of: date, late: dict[str, int]) -> None:
    found = engine.ask("action_board", as_of=as_of).records()
    assert [row["action_id"] for row in found] == ["A5", "A3", "A2", "A6", "A1", "A4"]
    assert {row["action_id"]: row["late_days"] for row in found if row["late_days"]} == late
    counted = engine.ask("actions_by_status", as_of=as_of).records()
    assert sum(row["late_actions"] for row in counted) == len(late)
    assert [row["action_id"] for row in engine.ask("action_board", limit=1).records()] == [
        "A5", "A3", "A2", "A6", "A4",
    ]  # fmt: skip


def test_what_should_have_ended_is_late_and_what_is_next_comes_first(
    catalog: Catalog, tmp_path: Path
) -> None:
    plain = {"title": "T", "kind": "pilot_action", "lead": "ntt", "status": "planned"}
    actions: list[dict[str, object]] = [
        plain | {"action_id": "RUNS", "status": "running", "end_date": date(2023, 3, 1)},
        plain | {"action_id": "LATER", "start_date": date(2023, 6, 1)},
        plain | {"action_id": "NEXT", "start_date": date(2023, 5, 1)},
        plain | {"action_id": "UNDATED"},
    ]
    table = from_records(actions, catalog.contract("actions"), batch="b1")
    engine = open_engine(snapshot_of(tmp_path, [("actions", "b1", table)]), catalog)
    # joint actions alone have no data date: their days may lie ahead
    assert engine.data_date is None
    assert engine.ask("action_board")["late_days"] == [None] * 4
    board = engine.ask("action_board", as_of=date(2023, 3, 3))
    assert board["action_id"] == ["NEXT", "LATER", "UNDATED", "RUNS"]
    assert board["late_days"] == [None, None, None, 2]
    engine.close()


def test_action_results(engine: Engine) -> None:
    found = engine.ask("action_results").records()
    assert [row["action_id"] for row in found] == ["A1", "A6"]
    assert [row["result"] for row in found] == ["Tested at one clinic.", None]
    # only an address of the web is one: A6 gives a script
    assert [row["source_url"] for row in found] == ["https://example.org/a1", None]


def test_actions_by_status(engine: Engine) -> None:
    found = {(kind, status): n for kind, status, n, *_ in rows(engine, "actions_by_status")}
    assert len(found) == 5 * 5
    told = [row[:2] for row in rows(engine, "actions_by_status") if row[3]]
    assert told == [("pilot_action", "done")]  # A1; A6 is done and does not say
    assert {key: n for key, n in found.items() if n} == {
        ("pilot_action", "idea"): 1,
        ("pilot_action", "running"): 1,
        ("pilot_action", "done"): 1,
        ("cooperation_agreement", "done"): 1,
        ("matchmaking_event", "planned"): 1,
        ("project_proposal", "dropped"): 1,
    }


def test_actions_by_kind(engine: Engine) -> None:
    assert rows(engine, "actions_by_kind") == [
        ("pilot_action", 3, 2, 12500.5, 2, 1, 5),
        ("cooperation_agreement", 1, 0, None, 1, 1, 0),
        ("matchmaking_event", 1, 1, 3000.0, 0, 0, None),
        ("project_proposal", 0, 0, None, 0, 0, None),  # dropped
        ("joint_learning", 0, 0, None, 0, 0, None),
    ]


def test_actions_by_sector(engine: Engine) -> None:
    assert rows(engine, "actions_by_sector") == [
        ("health", 1, 1),  # A1; A4 is dropped
        ("mobility", 0, 0),
        ("sport", 0, 0),
        ("construction", 1, 0),
        ("protection", 0, 0),
        ("fashion", 1, 1),
        ("home", 0, 0),
        ("other", 1, 0),
        (None, 1, 1),  # A2
    ]


def test_action_pairs(engine: Engine) -> None:
    found = {(one, other): counts for one, other, *counts in rows(engine, "action_pairs")}
    assert len(found) == 6 * 6
    assert {key: counts for key, counts in found.items() if counts[0]} == {
        ("citeve", "citeve"): [4, 1],  # A1 A2 A3 A6; A4, its other own, is dropped
        ("citeve", "aei_textils"): [1, 0],
        ("aei_textils", "citeve"): [1, 1],
        ("citeve", "ateval"): [1, 0],
        ("ateval", "citeve"): [1, 1],
        ("citeve", "ntt"): [2, 1],
        ("ntt", "citeve"): [2, 1],
        ("aei_textils", "aei_textils"): [1, 1],
        ("ateval", "ateval"): [2, 1],
        ("ateval", "ntt"): [1, 0],
        ("ntt", "ateval"): [1, 0],
        ("ateval", "clutex"): [1, 0],
        ("clutex", "ateval"): [1, 1],
        ("ntt", "ntt"): [3, 1],
        ("ntt", "clutex"): [1, 0],
        ("clutex", "ntt"): [1, 1],
        ("clutex", "clutex"): [1, 1],
    }


def test_actions_by_month(engine: Engine) -> None:
    found = {row[0]: row[1:] for row in rows(engine, "actions_by_month")}
    assert len(found) == 24
    assert {month: counts for month, counts in found.items() if counts[0]} == {
        date(2022, 9, 1): (2, 2, 0, 0, 0),
        date(2022, 11, 1): (1, 0, 0, 0, 1),
        date(2023, 2, 1): (1, 0, 1, 0, 0),
        date(2023, 9, 1): (1, 0, 0, 1, 0),
    }
    assert len(rows(engine, "actions_by_month", IN_2022)) == 11


def test_what_a_period_leaves_out_and_a_filter_does_not_touch_is_said(engine: Engine) -> None:
    listed = engine.ask("action_list", Filters(last_day=date(2022, 12, 31), modes=("virtual",)))
    assert listed["action_id"] == ["A4", "A6", "A1"]
    assert listed.left_out == (
        "One record without a date is left out, because a period is chosen.",
        "The filter on modes does not apply to these numbers.",
    )
    assert listed.n == 3


def test_no_action_known_is_not_zero_pilots(empty_engine: Engine, engine: Engine) -> None:
    assert rows(empty_engine, "pilot_actions") == [(None, 0, 0, 0, None, None, 0, 0, None)]
    assert rows(empty_engine, "actions_total") == [(0, 0)]
    # some are known, but none in a month of the first half-year: that is none
    early = Filters(last_day=date(2022, 6, 30))
    assert rows(engine, "pilot_actions", early)[0] == (None, 0, 0, 0, 0, 0, 0, 0, None)


def test_the_indicators_of_joint_actions(engine: Engine, empty_engine: Engine) -> None:
    names = ("pilot_actions", "pilot_actions_done", "action_smes")
    told = {(each.indicator, each.partner): each for each in judge_all(engine, names=names)}
    assert [told[name, None].value for name in names] == [2, 1, 5]
    assert [told[name, None].n for name in names] == [3, 3, 2]
    assert told["action_smes", "ateval"].value == 0
    assert told["action_smes", "aei_textils"].word is Word.NO_DATA
    unknown = judge_all(empty_engine, names=names)
    assert [each.word for each in unknown] == [Word.NO_DATA] * 3


# what follows from exchanges, and how far they reach


def test_exchange_follow_ups(engine: Engine) -> None:
    # E01 follow_up, E02 none, E03 agreement, E04 joint project, E05 does not say
    assert rows(engine, "exchange_follow_ups") == [
        (None, 5, 4, 3, 2),
        ("citeve", 2, 2, 1, 0),
        ("aei_textils", 1, 1, 1, 1),
        ("ateval", 0, 0, 0, 0),
        ("ntt", 2, 1, 1, 1),
        ("clutex", 0, 0, 0, 0),
    ]


@pytest.mark.parametrize(
    ("regions", "counts"),
    [
        (("PT11", "ES51"), (1, 1, 0)),
        (("PT11", "FR10"), (1, 1, 1)),
        (("FR10", "PT11"), (1, 1, 1)),
        (("FR10", "AT12"), (1, 1, 1)),
        (("PT11", None), (1, 0, 0)),  # the host may be anywhere
        ((None, "FR10"), (1, 1, 1)),  # one end outside is enough, wherever the other is
        ((None, None), (1, 0, 0)),
    ],
)
def test_exchange_reach(
    catalog: Catalog, tmp_path: Path, regions: tuple[str | None, str | None], counts: Any
) -> None:
    visiting, host = regions
    exchange = EXCHANGE | {"exchange_id": "X", "visiting_region": visiting, "host_region": host}
    table = from_records([exchange], catalog.contract("exchanges"), batch="b1")
    engine = open_engine(snapshot_of(tmp_path, [("exchanges", "b1", table)]), catalog)
    assert rows(engine, "exchange_reach") == [(None, *counts), ("citeve", *counts)]
    engine.close()


def test_reach_is_a_ratio_of_what_can_be_placed(engine: Engine) -> None:
    # E01 to E05 stay inside; E07, to FR10, is not achieved yet
    assert rows(engine, "exchange_reach")[0] == (None, 5, 5, 0)
    assert rows(engine, "exchange_reach", EVERYTHING)[4] == ("ntt", 2, 2, 0)
    told = judge_all(engine, names=("reach_beyond", "follow_ups", "follow_up_share"))
    together = {each.indicator: (each.value, each.n) for each in told if each.partner is None}
    assert together["reach_beyond"] == (0.0, 5)
    assert together["follow_ups"] == (3, 4)
    assert together["follow_up_share"] == (None, 4)  # fewer than five say
