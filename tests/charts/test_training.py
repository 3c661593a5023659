"""The panels of training: numbers, words, and what is said where little or nothing may be told."""

from __future__ import annotations

import json
from typing import Any

import pytest

from hitechtex import charts
from hitechtex.catalog import Catalog
from hitechtex.charts.panel import Panel
from tests.charts import training_results as results
from tests.charts.results import emptied, result


def drawn(panel: Panel) -> list[dict[str, Any]]:
    return list(json.loads(panel.figure_json)["data"])


def written(panel: Panel) -> str:
    return " | ".join(
        note["text"] for note in json.loads(panel.figure_json)["layout"]["annotations"]
    )


def test_the_calendar_counts_held_and_planned_and_empty_months(catalog: Catalog) -> None:
    panel = charts.training_calendar(results.by_month(), catalog)
    assert panel.title == "5 sessions held, 1 planned"
    assert panel.takeaway == "1 month so far had no session."  # April; July is still to come
    assert results.FEW in panel.note
    assert drawn(panel)[0]["y"] == [2, None, 1, 2, None]


def test_a_month_that_may_not_be_told_has_no_bar(catalog: Catalog) -> None:
    panel = charts.training_growth(results.by_month(), results.people(), catalog)
    assert panel.title == "200 h of learning told by month; 35 different people"
    assert drawn(panel)[0]["y"] == [120.0, None, None, 80.5, None]
    assert drawn(panel)[1]["y"] == [20, 20, 25, 35]
    assert panel.table is not None
    assert panel.table.rows[2] == ("May 2023", "–", "–", "25")


def test_parts_end_with_what_is_told_in_none(catalog: Catalog) -> None:
    panel = charts.training_shares(results.parts(), catalog)
    assert panel.title == "Most learner hours are on Green transition: 200 h"
    assert "Groups of too few" in written(panel)
    assert panel.table is not None
    coaching = next(row for row in panel.table.rows if row[1] == "Coaching")
    assert coaching == ("Kind of session", "Coaching", "2", "not given")


def test_answers_diverge_with_the_middle_aside(catalog: Catalog) -> None:
    panel = charts.satisfaction_answers(results.satisfaction(), results.parts(), catalog)
    assert panel.title == "Satisfaction is 3.97 of 5 (3.61 to 4.33), n = 36 answers"
    assert (
        panel.takeaway
        == "30 (57%) of the 53 people asked answered; the others may think otherwise."
    )
    two, one, four, five, three = drawn(panel)
    # of 20 answers: 1 2 4 8 5, once as trainings and once as citeve's; webinars have no single ones
    assert [trace["x"] for trace in (one, two, three, four, five)] == [
        [0.05, 0.05], [0.1, 0.1], [0.2, 0.2], [0.4, 0.4], [0.25, 0.25],
    ]  # fmt: skip
    assert one["xaxis"] == two["xaxis"] == "x" and three["xaxis"] == "x3"
    layout = json.loads(panel.figure_json)["layout"]
    spans = [layout[f"xaxis{k}"] for k in ("", 2, 3)]
    widths = [(a["domain"][1] - a["domain"][0]) / max(a["range"]) for a in spans]
    assert widths == pytest.approx([widths[0]] * 3)  # one scale
    assert "means alone" in written(panel) and "59% answered" in written(panel)


def test_slopes_are_of_matched_people_with_their_n(catalog: Catalog) -> None:
    panel = charts.learning_slopes(results.gain(), results.parts(), catalog)
    assert panel.title == "12 people tested twice gained 19.5 points of 100 on average"
    assert panel.takeaway == "The gain lies between 12.1 and 26.9 points with 95 % confidence."
    assert [trace["y"] for trace in drawn(panel)[::2]] == [[41.0, 60.5], [44.0, 56.0], [36.8, 66.8]]
    assert "67  NTT (+30, n = 5)" in written(panel)


def test_attendance_is_blank_without_a_session_and_hatched_where_not_told(catalog: Catalog) -> None:
    panel = charts.attendance_map(results.attendance_map(), catalog)
    assert panel.title == "53 (87%) of those registered came, where it may be told"  # 53 of 61
    assert panel.takeaway == "Of 2 sessions it is not told who registered and came."
    heat, hatched, totals = drawn(panel)
    assert heat["z"][2] == pytest.approx([14 / 16, None, None])
    assert heat["z"][3] == [None] * 3
    assert (heat["text"][2][0], heat["text"][4][0]) == ("14 of<br>16", "83%")  # counts under twenty
    assert len(hatched["x"]) == 6  # one cell: the coachings
    # not the mean of 88 %, 83 % and 90 %
    assert "<b>87%</b>" in totals["text"]


def test_rates_leave_blank_what_nobody_tells(catalog: Catalog) -> None:
    panel = charts.attendance_rates(results.attendance(), catalog)
    assert panel.title == "25 certificates issued"
    assert panel.takeaway.startswith("22 (65%) of those who attended")
    assert panel.table is not None
    assert [row[0] for row in panel.table.rows] == ["Partnership", "CITEVE", "NTT"]
    assert panel.table.rows[2] == ("NTT", "21", "19", "90%", "3", "not given")


def test_differences_name_who_looks_into_the_file(catalog: Catalog) -> None:
    panel = charts.session_differences(results.differences(), catalog)
    assert panel.title == "1 session whose list and total differ"
    assert panel.takeaway == "The partner looks into its own file: CITEVE."
    full = results.differences()
    agreed = result(full.query, " ".join(full.names), [], n=6)
    panel = charts.session_differences(agreed, catalog)
    assert panel.table is None and panel.empty.endswith("they agree.")


def test_staff_of_clusters_are_counted_by_partner(catalog: Catalog) -> None:
    panel = charts.trained_organisations(results.organisations(), catalog)
    assert panel.title == "14 (40%) of 35 people trained are of cluster organisations"
    assert panel.takeaway.startswith("For NTT nobody, or too few")
    assert drawn(panel)[0]["x"] == [11, 14, 10, 14]


def test_labels_hold_run_out_or_are_absent(catalog: Catalog) -> None:
    panel = charts.cluster_labels(results.labels(), catalog)
    assert panel.title == "2 of 3 clusters hold a label today"
    assert panel.takeaway == "Next to end: Gold of NTT, on 1 Sep 2023."
    (bars,) = drawn(panel)
    assert bars["base"][0] == 152  # from 1 January to 1 June 2020, a leap year
    assert bars["x"] == [731, 732, 731]
    assert "no label recorded" in written(panel)


def test_nothing_is_said_with_a_way_back(catalog: Catalog) -> None:
    blank = {name: emptied(getattr(results, name)()) for name in (
        "by_month", "people", "parts", "satisfaction", "gain", "attendance_map", "attendance",
        "differences", "organisations", "labels",
    )}  # fmt: skip
    nothing = [
        charts.training_calendar(blank["by_month"], catalog),
        charts.training_growth(blank["by_month"], blank["people"], catalog),
        charts.training_shares(blank["parts"], catalog),
        charts.satisfaction_answers(blank["satisfaction"], blank["parts"], catalog),
        charts.learning_slopes(blank["gain"], blank["parts"], catalog),
        charts.attendance_map(blank["attendance_map"], catalog),
        charts.attendance_rates(blank["attendance"], catalog),
        charts.session_differences(blank["differences"], catalog),
        charts.trained_organisations(blank["organisations"], catalog),
        charts.cluster_labels(blank["labels"], catalog),
    ]
    for panel in nothing:
        assert panel.figure is None and panel.table is None, panel.id
        assert panel.title.endswith("?") and panel.empty.startswith("There are no "), panel.id
