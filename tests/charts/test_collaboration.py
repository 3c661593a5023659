"""The panels of joint actions: numbers, words, and what is said where there is nothing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from hitechtex import charts
from hitechtex.catalog import Catalog
from hitechtex.charts.panel import Panel
from hitechtex.charts.theme import plain
from hitechtex.query.result import Result
from tests.charts import action_results as results
from tests.charts.results import emptied, result


def texts(panel: Panel) -> list[str]:
    return [each.text for each in plain(panel.figure).layout.annotations]


def with_rows(full: Result, rows: list[tuple[Any, ...]]) -> Result:
    return result(full.query, " ".join(full.names), rows, n=9)


def test_the_board_has_a_card_per_action_in_its_lane(catalog: Catalog) -> None:
    panel = charts.actions_under_way(results.by_status(), results.board(), catalog)
    assert panel.title == "2 actions run, 2 planned, 1 only an idea"
    assert panel.takeaway == (
        "2 actions are behind their own plan, most of all Late to end, by 14 days."
    )
    said = texts(panel)
    assert [text for text in said if text.startswith("<b>") and text[-5].isdigit()] == [
        "<b>Running: 2</b>", "<b>Planned: 2</b>", "<b>Idea: 1</b>",
    ]  # fmt: skip
    assert "Cooperation agreement, led by CITEVE" in said
    assert "0 SMEs; should have ended 14 days ago" in said  # none is said, and is not "not given"
    assert "SMEs not given; no day set" in said
    assert "1 SME; since Feb 2023" in said
    assert panel.table is not None and len(panel.table.rows) == 5
    keys = [key for key, _ in plain(panel.figure).data[0].customdata]
    assert keys[0] == "citeve|A4" and panel.selects == "partners"


def test_what_is_over_says_how_many_tell_and_how_many_are_not_shown(catalog: Catalog) -> None:
    panel = charts.actions_over(results.by_status(), results.board(), catalog)
    assert panel.title == "3 actions done, 1 dropped"
    assert panel.takeaway == "2 of 3 that are done say what came of them."
    said = texts(panel)
    assert "and 1 more, in Rows" in said
    assert "<s>Given up</s>" in said
    assert "7 SMEs; Sep 2022" in said
    assert "12 SMEs; until Dec 2022" in said
    # a long title goes on in a second line
    assert "<b>A long title that goes on until it</b>" in said
    colours = plain(panel.figure).layout.shapes
    assert colours[-1].fillcolor == "rgba(0,0,0,0)" != colours[0].fillcolor


def test_a_title_is_text_and_never_markup(catalog: Catalog) -> None:
    panel = charts.actions_under_way(results.by_status(), results.board(), catalog)
    written = " ".join(texts(panel))
    assert "<a href" not in written and "<b>Bold" not in written
    assert "&lt;b&gt;Bold&lt;/b&gt; &amp; &lt;a" in written


def test_without_anything_late_the_next_to_begin_is_named(catalog: Catalog) -> None:
    in_time = with_rows(results.by_status(), [(*row[:4], 0) for row in results.by_status().rows])
    panel = charts.actions_under_way(in_time, results.board(), catalog)
    assert panel.takeaway == "Next to begin: Late to begin, 1 Jun 2023."
    ideas = with_rows(results.board(), [row for row in results.board().rows if row[5] == "idea"])
    panel = charts.actions_under_way(in_time, ideas, catalog)
    assert panel.takeaway == "No action has a day on which it is to begin."


def test_the_months_tell_what_runs_from_what_is_done(catalog: Catalog) -> None:
    panel = charts.action_timeline(results.by_month(), results.undated(), catalog)
    assert panel.title == "2 actions have begun: 1 done, 1 still running; 1 planned, 1 dropped"
    assert panel.takeaway == (
        "The latest to begin did so in Feb 2023. 2 have no day and stand in no month."
    )
    done, running, planned, dropped = plain(panel.figure).data
    assert [list(trace.y) for trace in (done, running)] == [[None, 1, None, None, None]] * 2
    assert running.marker.pattern.shape == "/"
    assert planned.marker.color == "rgba(0,0,0,0)" and planned.y[4] == 1
    assert dropped.marker.pattern.shape == "x" and dropped.y[2] == 1
    assert plain(panel.figure).layout.yaxis.dtick == 1  # there is no half an action


def test_partners_stand_with_zeros_and_what_they_lead_on_the_diagonal(catalog: Catalog) -> None:
    panel = charts.action_partners(results.pairs(), results.by_status(), catalog)
    assert panel.title == "2 of 15 pairs of partners work together"
    assert panel.takeaway == (
        "CITEVE and NTT share most: 4 actions. AEI TÈXTILS, ATEVAL, and DCC TTC take part in none."
    )
    heat, hatched, totals = plain(panel.figure).data
    z = [list(row) for row in heat.z]
    assert z == [[z[across][down] for across in range(6)] for down in range(6)]  # symmetric
    assert [z[place][place] for place in range(6)] == [None] * 6
    assert z[0] == [None, 0, 0, 4, 1, 0]
    assert heat.text[0][0] == "3"
    assert "CITEVE leads 3 of the 6 actions it takes part in" in heat.customdata[0][0][1]
    assert hatched.x.count(None) == 6
    # the margin counts each action once: 9, less the one that is dropped
    assert totals.text[-1] == "<b>8</b>" and totals.text[0] == "<b>6</b>"


def test_many_partners_are_narrowed_to_those_who_take_part(catalog: Catalog) -> None:
    names = [f"p{place:02}" for place in range(20)]
    rows = [(one, other, int(one == other == "p07"), 0) for one in names for other in names]
    panel = charts.action_partners(with_rows(results.pairs(), rows), results.by_status(), catalog)
    assert len(plain(panel.figure).data[0].z) == 1
    assert panel.takeaway.startswith("No two partners share an action.")


def test_kinds_by_status_add_up_at_the_margins(catalog: Catalog) -> None:
    panel = charts.action_kinds(results.by_status(), catalog)
    assert panel.title == "9 joint actions; most often of the kind Pilot action, 6 of 9"
    assert panel.takeaway == "Never: Joint learning."
    heat, _, totals = plain(panel.figure).data
    assert list(heat.z[0]) == [1, 2, 1, 2, 0]
    assert totals.text[:5] == tuple(f"<b>{n}</b>" for n in (6, 1, 1, 1, 0))
    assert totals.text[-1] == "<b>9</b>"


def test_sectors_without_an_action_are_drawn_and_named(catalog: Catalog) -> None:
    panel = charts.action_sectors(results.by_sector(), catalog)
    assert panel.title == "Actions cross into 3 of 8 sectors"
    assert panel.takeaway == (
        "No action crosses into: Mobility, Construction, Protection, Fashion, and Home."
    )
    bars = plain(panel.figure).data[0]
    assert list(bars.x) == [3, 2, 1, 0, 0, 0, 0, 0, 2]  # "not given" last
    assert bars.text[0] == "3 of 8"


def test_smes_and_budgets_tell_none_from_not_given(catalog: Catalog) -> None:
    panel = charts.action_smes(results.by_kind(), catalog)
    assert panel.title == "8 SMEs involved, in 3 of 5 actions that run or are done"
    assert panel.takeaway == "2 actions do not give a number: that is not none."
    assert list(plain(panel.figure).data[0].x) == [8, 0]
    assert list(plain(panel.figure).data[0].text) == ["8", "0"]
    said = texts(panel)
    assert said.count("not given") == 1  # the event; two kinds have no action at all
    assert said.count("none") == 2
    assert "Matchmaking event (0 of 1 says)" in said
    budgets = charts.action_budgets(results.by_kind(), catalog)
    assert budgets.title == "Budgets of €15,500, given by 3 of 8 actions"
    assert list(plain(budgets.figure).data[0].x) == [12500, 3000]


def test_no_number_at_all_is_said_and_not_added_up_to_zero(catalog: Catalog) -> None:
    rows = [(*row[:2], 0, None, row[4], 0, None) for row in results.by_kind().rows]
    silent = with_rows(results.by_kind(), rows)
    assert charts.action_smes(silent, catalog).title == (
        "5 actions run or are done, and none says how many SMEs are involved"
    )
    assert charts.action_budgets(silent, catalog).title == "8 actions, and no budget is given"


def test_results_say_what_came_of_the_actions_and_where(catalog: Catalog) -> None:
    panel = charts.action_results(results.outcomes(), catalog)
    assert panel.title == "1 of 2 actions that are over say what came of them"
    assert panel.table is not None
    assert panel.table.rows[0][:2] == ("A fair", "Forty talks.")
    assert panel.table.rows[0][-2:] == ("https://example.org/a7", "A7")
    assert (panel.table.rows[1][1], panel.table.rows[1][-2]) == ("not given", "not given")
    nothing = charts.action_results(with_rows(results.outcomes(), []), catalog)
    assert nothing.empty == "No action is done, and none tells a result yet."


def test_the_funnel_takes_each_step_of_the_one_before(catalog: Catalog) -> None:
    panel = charts.follow_up_funnel(results.follow_ups(), catalog)
    assert panel.title == ("24 of 40 exchanges that say what came of them led to something further")
    bars = plain(panel.figure).data[0]
    assert list(bars.x) == [62, 40, 24, 9]
    assert list(bars.text) == ["62", "40 (65%)", "24 (60%)", "9 (38%)"]
    assert panel.takeaway == (
        "9 ended in an agreement, a joint project or a contract."
        " 22 exchanges do not say what came of them."
    )
    silent = with_rows(results.follow_ups(), [(None, 62, 0, 0, 0)])
    assert charts.follow_up_funnel(silent, catalog).title == (
        "62 exchanges achieved, and none says what came of it"
    )


def test_who_does_not_say_has_no_bar(catalog: Catalog) -> None:
    panel = charts.follow_up_partners(results.follow_ups(), catalog)
    assert panel.title == "Of 40 exchanges that say, 24 led further"
    assert panel.takeaway == ("Most: CITEVE, 15 (60%). 22 exchanges do not say what came of them.")
    assert list(plain(panel.figure).data[0].x) == [15, 9]
    assert "does not say" in texts(panel)


def test_reach_counts_those_that_can_be_placed(catalog: Catalog) -> None:
    panel = charts.reach_partners(results.reach(), catalog)
    assert panel.title == "5 of 61 exchanges reach beyond the partnership’s regions"
    assert panel.takeaway == "Most: CITEVE, 5 (17%). 1 exchange does not give both regions."
    assert list(plain(panel.figure).data[0].x) == [5, 0, 0]


@pytest.mark.parametrize(
    ("what", "made"),
    [
        ("joint actions", lambda c: charts.actions_under_way(
            emptied(results.by_status()), emptied(results.board()), c)),
        ("joint actions", lambda c: charts.actions_over(
            emptied(results.by_status()), emptied(results.board()), c)),
        ("joint actions", lambda c: charts.action_timeline(
            emptied(results.by_month()), emptied(results.undated()), c)),
        ("joint actions", lambda c: charts.action_partners(
            emptied(results.pairs()), emptied(results.by_status()), c)),
        ("joint actions", lambda c: charts.action_kinds(emptied(results.by_status()), c)),
        ("joint actions", lambda c: charts.action_sectors(emptied(results.by_sector()), c)),
        ("joint actions", lambda c: charts.action_smes(emptied(results.by_kind()), c)),
        ("joint actions", lambda c: charts.action_budgets(emptied(results.by_kind()), c)),
        ("joint actions", lambda c: charts.action_results(emptied(results.outcomes()), c)),
        ("achieved exchanges", lambda c: charts.follow_up_funnel(
            emptied(results.follow_ups()), c)),
        ("achieved exchanges", lambda c: charts.follow_up_partners(
            emptied(results.follow_ups()), c)),
        ("achieved exchanges", lambda c: charts.reach_partners(emptied(results.reach()), c)),
    ],
)  # fmt: skip
def test_nothing_at_all_is_said(
    what: str, made: Callable[[Catalog], Panel], catalog: Catalog
) -> None:
    panel = made(catalog)
    assert panel.figure is None and panel.table is None
    assert panel.title.endswith("?")
    assert panel.empty.startswith(f"There are no {what} in the store yet.")
