"""What holds for every panel, whatever it shows."""

from __future__ import annotations

import inspect
import json
import re
from collections.abc import Iterator
from datetime import date
from typing import Any

import plotly.graph_objects as go
import pytest

from hitechtex import charts
from hitechtex.catalog import Catalog
from hitechtex.charts.panel import Panel
from hitechtex.charts.theme import plain
from hitechtex.metrics.status import Status
from tests.charts import results

NAMES = (
    "line_statuses", "indicator_bullets", "exchange_burn_up", "partner_multiples",
    "needs_attention",
    "pipeline_by_phase", "outcomes", "stay_timeline", "region_matrix", "flow_sankey",
    "country_matrix", "organisation_types", "purposes", "activities", "lump_sums", "delays",
    "exchange_table", "region_map", "region_profile", "region_ranking", "empty_corridors",
    "rule_matrix", "rule_costs", "rule_gaps", "broken_rules", "proposed_organisations",
    "answered_organisations", "double_entries", "still_possible", "forecast_odds",
    "forecast_fan", "forecast_partners", "forecast_back_test",
    "actions_under_way", "actions_over", "action_timeline", "action_partners", "action_kinds",
    "action_sectors", "action_smes", "action_budgets", "action_results", "follow_up_funnel",
    "follow_up_partners", "reach_partners",
    "roadmap", "lines_on_time", "owners_on_time", "late_milestones", "public_record",
    "service_portfolio", "service_gaps", "service_launches",
    "indicator_now", "indicator_definition", "indicator_series", "indicator_partners",
    "indicator_parts", "indicator_query", "indicator_rows", "target_comparison", "target_curves",
    "partner_curves", "target_history",
    "training_calendar", "training_growth", "training_shares", "attendance_map",
    "attendance_rates", "session_differences", "satisfaction_answers", "learning_slopes",
    "trained_organisations", "cluster_labels",
    "partner_comparison", "partner_shares", "partner_table", "next_actions",
    "completeness_matrix", "missing_fields", "fault_counts", "fault_table", "file_table",
    "file_remarks",
    "batch_table", "approved_periods", "batch_months", "batch_comparison",
    "late_partners", "odd_values",
)  # fmt: skip
TABLES = {
    "line_statuses",
    *("batch_table", "approved_periods", "batch_comparison"),
    "file_remarks",
    *("partner_table", "next_actions", "fault_table", "file_table", "late_partners", "odd_values"),
    *("needs_attention", "exchange_table", "empty_corridors"),
    *("rule_costs", "rule_gaps", "broken_rules", "still_possible"),
    *("forecast_odds", "forecast_partners", "forecast_back_test"),
    *("proposed_organisations", "answered_organisations", "double_entries"),
    "action_results",
    *("late_milestones", "public_record", "service_gaps"),
    *("indicator_now", "indicator_definition", "indicator_query", "indicator_rows"),
    *("target_comparison", "target_history"),
    *("attendance_rates", "session_differences"),
}
MOST_BYTES = {"region_map": 210_000}
DAYS = {"roadmap"}
"""Panels that draw days and no numbers; tests/charts/test_strategy.py holds the days."""

every_panel = pytest.mark.parametrize("name", NAMES)


def test_every_panel_that_pages_may_ask_for_is_here(panels: dict[str, Panel]) -> None:
    offered = {
        name
        for name in charts.__all__
        if inspect.isfunction(made := getattr(charts, name))
        and inspect.signature(made).return_annotation == "Panel"
    }
    assert offered == set(NAMES) == set(panels)


@every_panel
def test_a_panel_says_what_it_shows(name: str, panels: dict[str, Panel]) -> None:
    panel = panels[name]
    for words in (panel.title, panel.subtitle, panel.takeaway, panel.note):
        assert words
        assert not re.search(r"[{}]|None(?! yet)|\bnan\b|theme:", words), words
    assert "Data to 14 Jun 2023." in panel.note
    assert "Provisional." in panel.note
    assert panel.takeaway.endswith(".")
    assert panel.empty == ""
    assert panel.table is not None
    assert all(len(row) == len(panel.table.columns) for row in panel.table.rows)
    assert len(panel.table.rows) == len(panel.table.exact) > 0


@every_panel
@pytest.mark.parametrize("dark", [False, True])
def test_a_figure_is_one_that_plotly_knows(name: str, dark: bool, panels: dict[str, Panel]) -> None:
    figure = panels[name].figure
    assert (figure is None) == (name in TABLES)
    if figure is None:
        return
    written = plain(figure, dark).to_json()
    assert "theme:" not in written
    assert "boundaries:" not in written
    go.Figure(json.loads(written))  # raises where a property or a value is unknown
    assert panels[name].height == figure.layout.height


@every_panel
def test_a_figure_is_light(name: str, panels: dict[str, Panel]) -> None:
    assert len(panels[name].figure_json) < MOST_BYTES.get(name, 14_000)


@every_panel
def test_every_number_drawn_stands_in_the_table(name: str, panels: dict[str, Panel]) -> None:
    panel = panels[name]
    if panel.figure is None or panel.table is None:
        return
    exact = [float(v) for row in panel.table.exact for v in row if isinstance(v, int | float)] + (
        [1.0] if name in {"indicator_bullets", "actions_under_way", "actions_over"} else []
    )  # the track ends at the target itself; a card is as wide as its panel
    if name in DAYS:
        return
    drawn = [number for trace in traces(panel) for number in numbers_of(trace)]
    assert drawn
    missing = [v for v in drawn if not any(abs(v - known) < 0.006 for known in exact)]
    assert missing == []


def traces(panel: Panel) -> list[dict[str, Any]]:
    return list(json.loads(panel.figure_json)["data"])


def numbers_of(trace: dict[str, Any]) -> Iterator[float]:
    """Yield the numbers a trace stands for, leaving out those that only place it."""
    kind = trace["type"]
    if kind == "sankey":
        given = trace["link"]["value"]
    elif kind == "heatmap":
        given = [value for line in trace["z"] for value in line]
    elif kind == "choropleth":
        given = trace["z"] if "customdata" in trace else []
    elif kind == "scattergeo":
        given = [float(t) for t in trace["text"]] if trace.get("mode") == "markers+text" else []
    elif trace.get("mode") == "text" or (trace.get("fill") and is_number(trace["x"])):
        given = []  # totals at the margin, the hatching of a matrix
    elif trace.get("mode") == "markers+text":
        given = [float(text) for text in trace["text"]]  # missions
    else:
        given = trace["x"] if is_number(trace["x"]) else trace["y"]
    yield from (float(value) for value in given if value is not None)


def is_number(values: list[Any]) -> bool:
    return all(isinstance(value, int | float) or value is None for value in values)


@every_panel
def test_a_click_selects_one_thing(name: str, panels: dict[str, Panel]) -> None:
    """Keys are texts, each once in a figure, each with the words that are said of it."""
    if panels[name].figure is None:
        return
    keys = []
    for trace in traces(panels[name]):
        given = trace.get("customdata") or trace.get("link", {}).get("customdata") or []
        cells = [cell for line in given for cell in line] if trace["type"] == "heatmap" else given
        for key, words in cells:
            assert words
            keys += [key] if key else []
    assert len(keys) == len(set(keys))
    if panels[name].selects:
        assert keys


@every_panel
def test_lines_and_texts_do_not_take_clicks(name: str, panels: dict[str, Panel]) -> None:
    if panels[name].figure is None:
        return
    for trace in traces(panels[name]):
        if trace.get("mode") in {"lines", "text", "lines+markers"}:
            assert trace["hoverinfo"] == "skip"


def test_nothing_found_is_said_in_words(statuses: tuple[Status, ...], catalog: Catalog) -> None:
    nothing = [
        charts.exchange_burn_up(results.emptied(results.burn_up()), statuses, catalog),
        charts.partner_multiples(results.emptied(results.burn_up()), statuses, catalog),
        charts.needs_attention(results.emptied(results.attention()), catalog),
        charts.pipeline_by_phase(results.emptied(results.by_status()), catalog),
        charts.outcomes(results.emptied(results.outcomes()), catalog),
        charts.stay_timeline(
            results.emptied(results.by_month()), results.emptied(results.missions()), catalog
        ),
        charts.region_matrix(results.emptied(results.pairs()), catalog),
        charts.flow_sankey(results.emptied(results.pairs()), catalog),
        charts.country_matrix(results.emptied(results.countries()), catalog),
        charts.organisation_types(results.emptied(results.organisation_types()), catalog),
        charts.purposes(results.emptied(results.purposes()), catalog),
        charts.activities(results.emptied(results.activities()), catalog),
        charts.lump_sums(results.emptied(results.money()), catalog),
        charts.delays(results.emptied(results.delays()), catalog),
        charts.exchange_table(results.emptied(results.exchange_list()), catalog),
        charts.empty_corridors(results.emptied(results.pairs()), catalog),
    ]
    measures, pairs = results.emptied(results.measures()), results.emptied(results.pairs())
    nothing += [
        charts.region_map(measures, pairs, measure="lump_sum_eur", chosen=None, catalog=catalog),
        charts.region_profile(measures, pairs, chosen=None, catalog=catalog),
        charts.region_ranking(measures, measure="target_share", catalog=catalog),
    ]
    for panel in nothing:
        assert panel.figure is None, panel.id
        assert panel.table is None, panel.id
        assert panel.empty.startswith("There are no "), panel.id
        assert panel.title.endswith("?"), panel.id
        assert panel.figure_json == ""
    assert charts.indicator_bullets((), catalog).empty == "No indicator is declared."


def test_an_empty_selection_shows_the_way_back(catalog: Catalog) -> None:
    filters = {"first_day": date(2022, 3, 1), "last_day": date(2022, 4, 30)}
    blank = results.result("exchange_list", "exchange_id partner", [], n=0, filters=filters)
    panel = charts.exchange_table(blank, catalog)
    assert panel.empty == ("There are no exchanges in this selection. Clear a filter to see more.")


@every_panel
def test_a_panel_changes_nothing_it_was_given(
    name: str, panels: dict[str, Panel], catalog: Catalog
) -> None:
    """The boundaries are shared by everybody: writing a figure out leaves them as they were."""
    if panels[name].figure is not None:
        assert panels[name].figure_json == panels[name].figure_json
        assert plain(panels[name].figure).to_json() == plain(panels[name].figure).to_json()
