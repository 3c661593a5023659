"""The panels of Partners and Data health: numbers, words, and what is said of nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from hitechtex import charts
from hitechtex.catalog import Catalog
from hitechtex.catalog.texts import read_texts
from hitechtex.charts.panel import Panel
from hitechtex.charts.theme import OTHERS, plain
from tests.charts import health_results as results
from tests.charts.results import emptied, result


def made(panel: Panel) -> list[tuple[str, ...]]:
    assert panel.table is not None
    return list(panel.table.rows)


# scorecards


def test_a_scorecard_each_and_who_is_furthest_behind_first(catalog: Catalog) -> None:
    cards = charts.scorecards(results.statuses(), results.balance(), catalog)
    assert [card.id for card in cards][:2] == ["scorecard-ntt", "scorecard-citeve"]
    assert len(cards) == len(catalog.project.partners)
    assert cards[0].title == "NTT: 1 of 1 targets due is behind plan"
    assert cards[1].title == "CITEVE: 0 of 2 targets due are behind plan"
    # Worst first; an indicator that is never held against a target is not on it.
    assert [row[0] for row in made(cards[0])] == ["Exchanges achieved", "Lump sums paid"]
    assert made(cards[0])[0][1:5] == ("✖ Off track", "3", "10", "20")
    # Absence is drawn: who told nothing has a card that says so.
    silent = cards[-1]
    assert silent.figure is None and silent.empty.endswith("has told nothing in this selection.")


def test_one_partner_chosen_is_one_card_and_no_other(catalog: Catalog) -> None:
    known = results.balance(filters={"partners": ("citeve",)})
    cards = charts.scorecards(results.statuses(), known, catalog)
    assert [(card.id, card.span) for card in cards] == [("scorecard-citeve", 2)]


def test_two_stand_side_by_side_each_against_its_own_target(catalog: Catalog) -> None:
    panel = charts.partner_comparison(
        results.statuses(), results.balance(), catalog, left="citeve", right="ntt"
    )
    bars = plain(panel.figure).data[0]
    # Exchanges 9 of 10 and 3 of 20; lump sums 8 of 9, and without a target no bar.
    found = {key: round(x, 4) for x, (key, _) in zip(bars.x, bars.customdata, strict=True)}
    assert found == {
        "exchanges_achieved|citeve": 0.9,
        "exchanges_achieved|ntt": 0.15,
        "lump_sums_paid|citeve": round(8 / 9, 4),
    }
    assert panel.takeaway == (
        "CITEVE is behind plan with 0 of 2 targets due. NTT is behind plan with 1 of 1 targets due."
    )
    assert panel.selects == "indicator"  # a bar leads to the page of what it shows
    assert ("Exchanges achieved", "NTT", "✖ Off track", "3", "10", "20", "15%", "20") in made(panel)


# shares, work, next steps


def test_parts_make_the_whole_and_only_where_they_add_up(catalog: Catalog) -> None:
    panel = charts.partner_shares(results.statuses(), results.balance(), catalog, chosen=None)
    assert panel.title == "Exchanges achieved: CITEVE has the largest part, 9 of 12"
    first, second = plain(panel.figure).data
    assert list(first.x) == [0.75, 0.8] and list(second.x) == [0.25, 0.2]
    assert first.customdata[0][0] == "exchanges_achieved|citeve"
    assert [row[0] for row in made(panel)] == ["Exchanges achieved"] * 2 + ["Lump sums paid"] * 2


def test_of_one_chosen_the_others_are_one_part_in_grey(catalog: Catalog) -> None:
    panel = charts.partner_shares(results.statuses(), results.balance(), catalog, chosen=("ntt",))
    mine, rest = plain(panel.figure).data
    assert list(mine.x) == [0.25, 0.2] and list(rest.x) == [0.75, 0.8]
    colour = catalog.project.partner("ntt").colour
    assert set(mine.marker.color) == {colour} and set(rest.marker.color) == {OTHERS}
    assert panel.title == "Exchanges achieved: NTT has 3 of 12"
    shown = " ".join(cell for row in made(panel) for cell in row)
    assert "CITEVE" not in shown and "All others" in shown


def test_work_of_each_partner_with_its_faults_and_exceptions(catalog: Catalog) -> None:
    panel = charts.partner_table(
        results.work(), results.balance(), results.faults(), results.exceptions(), catalog
    )
    assert made(panel) == [
        ("CITEVE", "9", "4", "4", "3", "0", "3", "–"),
        ("NTT", "3", "6", "2", "1", "2", "0", "5"),
        ("CLUTEX", "–", "–", "0", "0", "0", "0", "–"),  # not told is not zero
    ]
    assert panel.takeaway == "CITEVE sent most visits: 9. The region of NTT hosted most: 6."
    two = charts.partner_table(
        results.work(), results.balance(), results.faults(), results.exceptions(), catalog,
        only=("ntt",),
    )  # fmt: skip
    assert [row[0] for row in made(two)] == ["NTT"]
    assert two.takeaway == "Visits sent: 3. Visits hosted in the region: 6."


def test_next_steps_are_sentences_with_a_way_to_the_rows(catalog: Catalog) -> None:
    panel = charts.next_actions(results.steps(), catalog)
    assert panel.title == "3 next steps, the most urgent of each partner"
    assert [row[1] for row in made(panel)] == [
        "Mend 3 faults in the files sent, and send the rows again.",
        "Finish 1 milestone that is past its day, or give it a new one.",
        "Achieve 17 more exchanges by the end: 2.5 in each month left.",
    ]
    assert panel.table is not None
    assert panel.table.links[0] == "partners?section=Faults+and+exceptions&partner=CITEVE"
    assert made(panel)[0][2:] == ("1 Jun 2023", "Partners, Faults and exceptions")


def test_every_step_that_is_declared_has_its_sentence_and_its_place(catalog: Catalog) -> None:
    texts = read_texts()
    for action in catalog.health.actions:
        assert f"charts.next_action.{action.issue}" in texts
        assert f"section.{action.page}.{action.section}" in texts
        assert f"nav.{action.page}" in texts


# data health


def test_months_are_shaded_by_share_and_silent_ones_hatched(catalog: Catalog) -> None:
    panel = charts.completeness_matrix(results.by_month(), catalog)
    heat, hatching = plain(panel.figure).data
    assert [list(row) for row in heat.z] == [[46 / 48, None, 0.75], [None, 20 / 24, None]]
    assert len([x for x in hatching.x if x is None]) == 3  # three silent months, an outline each
    assert panel.title == "72 of 80 values that should be given are (90%)"
    assert panel.takeaway == "NTT was silent most often: 2 of 3 months."
    assert heat.customdata[1][0][1] == "NTT, Jan 2023: no exchange told"
    wholes = [text.text for text in plain(panel.figure).layout.annotations]
    assert wholes == ["<b>93%</b>", "<b>83%</b>"]  # 52 of 56, 20 of 24: sum over sum


def test_fields_that_are_never_blank_are_in_the_table_alone(catalog: Catalog) -> None:
    panel = charts.missing_fields(results.by_field(), catalog)
    assert list(plain(panel.figure).data[0].x) == [8, 3]
    assert panel.title == "11 values are left blank that should be given by now"
    assert made(panel)[0] == ("Outcome", "Report submitted", "63", "8")
    assert len(made(panel)) == 3


def test_faults_are_counted_by_whose_they_are(catalog: Catalog) -> None:
    panel = charts.fault_counts(results.faults(), catalog)
    assert panel.title == "4 faults are open"
    assert panel.takeaway == "Most frequent: CITEVE, exchanges, Not a number (2 faults)."
    bars = plain(panel.figure).data[0]
    assert list(bars.x) == [2, 1, 1]
    assert [key for key, _ in bars.customdata] == [
        "citeve|exchanges|not_a_number", "citeve|sessions|unknown_code", "",
    ]  # fmt: skip
    # A check that came later than its name stands for itself; a row of nobody is said to be so.
    assert made(panel)[2][:3] == ("No partner named", "exchanges", "a_later_check")


def test_every_check_of_a_file_has_a_name() -> None:
    texts = read_texts()
    checks = {
        name.removeprefix("ingest.fault.") for name in texts if name.startswith("ingest.fault.")
    }
    assert {name for name in checks if f"charts.fault_rule.{name}" not in texts} == set()


def test_a_fault_says_file_row_value_and_what_to_do(catalog: Catalog) -> None:
    panel = charts.fault_table(results.listed(), catalog)
    assert panel.title == "4 faults, each with its file and row"  # of which two are listed
    assert made(panel)[0] == (
        "CITEVE", "march.csv", "7", "working_days", "five", "“five” is not a number.", "1 Jun 2023",
    )  # fmt: skip


def test_files_say_what_became_of_them(catalog: Catalog) -> None:
    panel = charts.file_table(results.files(), catalog)
    assert panel.title == "1 file counts, with 9 rows accepted"  # the replaced one does not
    assert [(row[0], row[2], row[8]) for row in made(panel)] == [
        ("all.csv", "Several partners", "Counts"), ("march.csv", "CITEVE", "Replaced")
    ]  # fmt: skip


def test_who_is_late_is_named_with_the_dataset(catalog: Catalog) -> None:
    panel = charts.late_partners(results.arrivals(), catalog)
    assert panel.title == "2 datasets of partners are late"
    assert panel.takeaway == "Longest silent: NTT (exchanges) and CLUTEX (targets)."
    assert "exchanges after 60 days" in panel.subtitle
    assert [row[-1] for row in made(panel)] == ["Late", "Late", "No"]
    assert made(panel)[1][2:6] == ("0", "–", "–", "–")


def test_odd_values_carry_the_unit_of_their_field_and_are_asked_about(catalog: Catalog) -> None:
    panel = charts.odd_values(results.outliers(), catalog)
    assert [row[3:7] for row in made(panel)] == [
        ("€8,300", "€830", "10 ×", "Its ceiling"),
        ("8,500 km", "850 km", "12.5 ×", "Norte to Elsewhere"),
        ("50 days", "4 days", "9 ×", "Virtual"),
    ]
    assert "Nothing is changed" in panel.subtitle


# nothing

Make = Callable[[Catalog], Panel]
NOTHING: dict[str, Make] = {
    "scorecard": lambda c: charts.scorecards((), emptied(results.balance()), c)[0],
    "partner_comparison": lambda c: charts.partner_comparison(
        (), emptied(results.balance()), c, left="citeve", right="ntt"
    ),
    "partner_shares": lambda c: charts.partner_shares((), emptied(results.balance()), c, chosen=()),
    "completeness_matrix": lambda c: charts.completeness_matrix(emptied(results.by_month()), c),
    "missing_fields": lambda c: charts.missing_fields(emptied(results.by_field()), c),
    "odd_values": lambda c: charts.odd_values(emptied(results.outliers()), c),
    "late_partners": lambda c: charts.late_partners(emptied(results.arrivals()), c),
    "file_table": lambda c: charts.file_table(emptied(results.files()), c),
    "file_remarks": lambda c: charts.file_remarks(emptied(results.remarks()), c),
    "next_actions": lambda c: charts.next_actions(emptied(results.steps()), c),
    "fault_counts": lambda c: charts.fault_counts(without_files(results.faults()), c),
    "fault_table": lambda c: charts.fault_table(without_files(results.listed()), c),
    "partner_table": lambda c: charts.partner_table(
        emptied(results.work()), results.balance(), results.faults(), results.exceptions(), c
    ),
}
NONE: dict[str, Make] = {
    "next_actions": lambda c: charts.next_actions(without_rows(results.steps()), c),
    "fault_counts": lambda c: charts.fault_counts(emptied(results.faults()), c),
    "fault_table": lambda c: charts.fault_table(emptied(results.listed()), c),
    "odd_values": lambda c: charts.odd_values(without_rows(results.outliers()), c),
    "missing_fields": lambda c: charts.missing_fields(without_rows(results.by_field()), c),
    "partner_comparison": lambda c: charts.partner_comparison(
        (), results.balance(), c, left="citeve", right="ntt"
    ),
    "partner_shares": lambda c: charts.partner_shares((), results.balance(), c, chosen=None),
}


def without_rows(full):  # type: ignore[no-untyped-def]
    return result(full.query, " ".join(full.names), [], n=20)


def without_files(full):  # type: ignore[no-untyped-def]
    return replace(emptied(full), sources=())


@pytest.mark.parametrize("name", NOTHING)
def test_an_empty_selection_asks_the_question_and_shows_the_way_back(
    name: str, catalog: Catalog
) -> None:
    panel = NOTHING[name](catalog)
    assert panel.figure is None and panel.table is None
    assert panel.title.endswith("?") and panel.empty.startswith("There are no ")


@pytest.mark.parametrize("name", NONE)
def test_nothing_to_list_is_said(name: str, catalog: Catalog) -> None:
    panel = NONE[name](catalog)
    assert panel.figure is None and panel.table is None
    assert panel.empty.endswith(".") and panel.title


def test_who_sent_nothing_has_not_sent_most(catalog: Catalog) -> None:
    none = replace(results.balance(), rows=())
    panel = charts.partner_table(
        results.work(), none, results.faults(), results.exceptions(), catalog
    )
    assert panel.takeaway == "Nobody has sent or hosted a visit yet."


def test_where_no_target_is_due_nobody_is_behind(catalog: Catalog) -> None:
    bare = [replace(each, target=None, expected=None) for each in results.statuses()]
    panel = charts.partner_comparison(bare, results.balance(), catalog, left="citeve", right="ntt")
    assert panel.takeaway == "No target of CITEVE is due yet. No target of NTT is due yet."
