"""Panels about files: what they say, where a file leads, and what is counted of people: nothing."""

from __future__ import annotations

from hitechtex import charts
from hitechtex.catalog import Catalog
from hitechtex.charts.panel import Panel
from tests.charts import batch_results
from tests.charts.results import emptied


def test_the_history_counts_files_that_count(panels: dict[str, Panel]) -> None:
    panel = panels["batch_table"]
    assert panel.title == "1 of 2 files that count are approved"
    assert panel.takeaway == "1 file was returned to its partner and waits to be sent again."
    assert panel.table is not None
    assert panel.table.links[1] == "batches?section=One+file&batch=b2"
    people = dict(zip(panel.table.columns, panel.table.rows[2], strict=True))
    assert people["Accepted"] == people["Set aside"] == "–"


def test_what_changed_is_said_with_its_whole_number(panels: dict[str, Panel]) -> None:
    panel = panels["batch_comparison"]
    assert panel.title == "Rows added: 1, changed: 1, gone: 1"
    assert "values that are not the same: 2" in panel.takeaway
    assert panel.rows_total == 4  # one added, two cells, one gone


def test_months_and_rows_without_a_day(panels: dict[str, Panel]) -> None:
    panel = panels["batch_months"]
    assert panel.title == "The file holds 16 accepted rows"
    assert panel.takeaway == "They are filed under 3 months."
    assert panel.table is not None and panel.table.rows[-1][0] == "No day given"


def test_nothing_is_said_in_words(catalog: Catalog) -> None:
    same = emptied(batch_results.changes())
    none = charts.batch_comparison(same, batch_results.total(), catalog, files="march.csv")
    assert none.empty == "Both files say the same in every cell."
    of_people = charts.batch_comparison(
        same, batch_results.total(), catalog, files="march.csv", is_of_people=True
    )
    assert "Rows about people are not compared" in of_people.empty
    assert not any(character.isdigit() for character in of_people.title + of_people.empty)
    months = emptied(batch_results.months())
    panel = charts.batch_months(months, catalog, file="all.csv", is_of_people=True)
    assert "Rows about people are not counted" in panel.empty
    assert charts.batch_table(emptied(batch_results.files()), catalog).empty
    assert (
        "No period is approved yet."
        in charts.approved_periods(emptied(batch_results.periods()), catalog).empty
    )
