"""The panels of one indicator and of plans: numbers, words, gaps, and what is said of nothing."""

from __future__ import annotations

from dataclasses import replace

import pytest

from hitechtex import charts
from hitechtex.catalog import Catalog
from hitechtex.charts.panel import Panel
from hitechtex.charts.statuses import rule_words
from hitechtex.metrics import Word
from tests.charts import plan_results as results
from tests.charts.results import emptied


def rows_of(panel: Panel) -> list[tuple[str, ...]]:
    assert panel.table is not None
    return list(panel.table.rows)


def test_how_it_stands_says_word_symbol_numbers_and_rule(panels: dict[str, Panel]) -> None:
    panel = panels["indicator_now"]
    assert panel.title == "Exchanges achieved: ▲ Watch, 62 of 90; 71 due"
    assert "on track from 90% of what is expected by now, watch from 70%" in panel.takeaway
    assert ("Records it rests on (n)", "90") in rows_of(panel)


@pytest.mark.parametrize("word", list(Word))
def test_every_word_has_its_symbol_on_the_page(word: Word, catalog: Catalog) -> None:
    nothing = word is Word.NO_DATA
    value, target = (None if nothing else 3), (None if word is Word.NO_TARGET else 5)
    status = results.stands(value, target, word, target=target)
    panel = charts.indicator_now((status,), results.answer(), catalog)
    symbols = {"reached": "✔", "on_track": "●", "watch": "▲", "off_track": "✖", "not_due": "○",
               "no_target": "–", "no_data": "?"}  # fmt: skip
    assert f": {symbols[word.value]} " in panel.title
    assert ("Value", "cannot say" if nothing else "3") in rows_of(panel)
    assert ("Target in the end", "not set" if target is None else "5") in rows_of(panel)


def test_the_rule_follows_the_direction(catalog: Catalog) -> None:
    achieved = catalog.indicators["exchanges_achieved"]
    lower = achieved.model_copy(update={"better": "lower"})
    said = rule_words(lower, catalog)
    # 1 / 0.9 = 111 %, 1 / 0.7 = 143 % of the limit
    assert "on track up to 111% of the limit" in said and "watch up to 143%" in said
    assert "reached when the project is over" in said
    assert "never “reached”" in rule_words(catalog.indicators["lump_sums_paid"], catalog)
    assert "not judged" in rule_words(catalog.indicators["region_pairs"], catalog)


def test_a_month_of_which_nothing_can_be_said_is_a_gap(panels: dict[str, Panel]) -> None:
    panel = panels["indicator_series"]
    line = panel.figure.data[-1]  # type: ignore[union-attr]
    course = dict(zip(line.x, line.y, strict=True))
    assert {day: value for day, value in course.items() if value is not None} == {
        "2022-07-31": 3, "2023-01-31": 25, "2023-06-14": 62,
    }  # fmt: skip
    assert course["2022-10-31"] is None
    assert line.x[-1] == "2023-06-14" and line.connectgaps is False
    assert panel.takeaway == "In 2 months nothing can be said: gaps, not zeros."
    assert panel.title == "Exchanges achieved: 3 on 31 Jul 2022, 62 on 14 Jun 2023"
    blank = rows_of(panel)[0]
    assert blank[1:3] == ("cannot say", "? No data")
    ahead = rows_of(panel)[-1]
    assert ahead == ("31 Jan 2024", "–", "–", "–", "–", "90")


def test_partners_make_the_whole_and_each_has_its_own_target(panels: dict[str, Panel]) -> None:
    panel = panels["indicator_partners"]
    assert panel.takeaway.startswith("The partners add up to the whole: 62.")
    assert "AEI TÈXTILS" in panel.takeaway  # has sent no data
    assert rows_of(panel)[-1][:5] == ("CLUTEX", "– No target", "0", "not set", "not set")
    assert list(panel.figure.data[2].x) == [38, 44]  # type: ignore[union-attr]


def test_partners_that_do_not_make_the_whole_are_said_not_to(catalog: Catalog) -> None:
    short = (replace(results.NOW[0], value=63), *results.NOW[1:])
    panel = charts.indicator_partners(short, results.answer(), catalog)
    assert panel.takeaway.startswith("The partners add up to 62, the whole is 63.")


def test_shares_are_not_added_and_it_says_why(catalog: Catalog) -> None:
    shares = tuple(
        replace(each, indicator="sme_share", unit=catalog.indicators["sme_share"].unit, value=0.5)
        for each in results.NOW
    )
    panel = charts.indicator_partners(shares, results.answer(), catalog)
    assert panel.takeaway.startswith(
        "SME share of visitors does not add up over partners. It is a share:"
    )


def test_the_query_stands_there_with_its_parameters(panels: dict[str, Panel]) -> None:
    panel = panels["indicator_query"]
    assert panel.title.startswith("How many exchanges did each partner achieve, and how many")
    assert "from exchange_cells_in_scope(" in panel.code
    assert ("$first_day", "null", "first day of the period, inclusive") in rows_of(panel)


def test_records_about_people_are_not_listed(catalog: Catalog) -> None:
    achieved = catalog.indicators["exchanges_achieved"]
    panel = charts.indicator_rows(achieved, None, results.answer(), catalog)
    assert panel.empty == (
        "The records behind it are not listed here, because they are about people."
    )


def test_the_difference_between_targets_is_said(panels: dict[str, Panel]) -> None:
    lines = {row[0]: row[1:] for row in rows_of(panels["target_comparison"])}
    assert lines["Exchanges achieved"] == (
        "90", "72", "−18", "18 of the partnership’s target is nobody’s. Without one: DCC TTC.",
    )  # fmt: skip
    assert lines["Lump sums committed"][2:] == (
        "+€1,000", "The partners aim at €1,000 more than the partnership.",
    )  # fmt: skip
    assert lines["Lump sums paid"][2:] == ("±€0", "The partners’ targets add up to it.")
    assert lines["SME share of visitors"][1:] == (
        "–", "–", "Partners’ targets do not add up here. Without one: CLUTEX and DCC TTC.",
    )  # fmt: skip


def test_an_indicator_without_any_plan_is_listed_without_a_zero(catalog: Catalog) -> None:
    panel = charts.target_comparison(emptied(results.compared()), catalog)
    assert panel.title.startswith("0 of ")
    assert all(row[1:3] in (("No target", "No target"), ("No target", "–"))
               for row in rows_of(panel))  # fmt: skip
    assert all(row[-1] == "Nobody has a target." for row in rows_of(panel))


def test_earlier_versions_are_lighter_and_behind(panels: dict[str, Panel]) -> None:
    panel = panels["target_curves"]
    assert panel.title == "Exchanges achieved: 90 planned for the partnership in the end"
    assert [trace.opacity for trace in panel.figure.data] == [0.35, 1]  # type: ignore[union-attr]
    assert [trace.y[-1] for trace in panel.figure.data] == [100, 90]  # type: ignore[union-attr]
    assert len(panel.figure.data[0].x) == 8  # type: ignore[union-attr]  # by quarter


def test_the_history_says_what_changed_and_who_set_it(panels: dict[str, Panel]) -> None:
    newest, first, _ = rows_of(panels["target_history"])
    assert newest[4:] == ("in force", "90", "−10", "coordinator", "b2", "t.csv, 2")
    assert first[4:8] == ("not in force", "100", "first version", "–")


def test_nothing_planned_is_said(catalog: Catalog) -> None:
    nothing = [
        charts.target_curves(emptied(results.versions()), catalog, indicator=results.ACHIEVED),
        charts.partner_curves(emptied(results.versions()), catalog, indicator=results.ACHIEVED),
        charts.target_history(emptied(results.history()), results.snapshot(), catalog),
        charts.indicator_series((), (), results.answer(), catalog),
    ]
    for panel in nothing:
        assert panel.figure is None and panel.table is None, panel.id
        assert panel.empty.endswith("."), panel.id
