"""Statuses made by hand, beside the results of `results.py`."""

from __future__ import annotations

from dataclasses import replace

import pytest

from hitechtex import charts
from hitechtex.catalog import Catalog
from hitechtex.catalog.units import COUNT, UNITS, Unit
from hitechtex.charts.panel import Panel
from hitechtex.metrics.lines import judge_lines
from hitechtex.metrics.status import Status, Word
from hitechtex.query import read_queries
from tests.charts import (
    action_results,
    batch_results,
    health_results,
    ledger_results,
    plan_results,
    results,
    strategy_results,
)
from tests.charts import training_results as training
from tests.charts.forecast_results import ACHIEVED, HELD, SAID

EUR, SHARE = UNITS["_eur"], UNITS["_share"]


def status(
    indicator: str,
    value: float | None,
    target: float | None,
    expected: float | None,
    word: Word,
    *,
    unit: Unit = COUNT,
    n: int = 90,
    **more: object,
) -> Status:
    """Return a status of the partnership, unless `partner` says otherwise."""
    settings = {"partner": None, "as_of": results.AS_OF} | more
    return Status(
        indicator=indicator, value=value, unit=unit, n=n, target=target, expected=expected,
        word=word, **settings,  # type: ignore[arg-type]
    )  # fmt: skip


@pytest.fixture(scope="session")
def statuses() -> tuple[Status, ...]:
    """One of every word, the partnership's; and two of single partners."""
    return (
        status("exchanges_achieved", 62, 90, 71, Word.WATCH),
        status("exchange_pace", 62 / 71, None, None, Word.NO_TARGET, unit=SHARE),
        status("exchanges_range", 81.4, None, None, Word.NO_TARGET, low=62, high=95, n=74),
        status("sme_share", 0.72, 0.7, 0.7, Word.REACHED, unit=SHARE, n=60),
        status("lump_sums_committed", 61200, 70000, 56000, Word.ON_TRACK, unit=EUR),
        status("lump_sums_paid", 21000, 70000, 45000, Word.OFF_TRACK, unit=EUR),
        status("region_pairs", 13 / 28, None, None, Word.NO_TARGET, unit=SHARE),
        status("exchange_conversion", None, 0.8, 0.8, Word.NO_DATA, unit=SHARE, n=0),
        status("exchanges_achieved", 19, 18, 13, Word.REACHED, partner="citeve"),
        status("exchanges_achieved", 16, 24, 18, Word.WATCH, partner="aei_textils"),
    )


@pytest.fixture(scope="session")
def panels(statuses: tuple[Status, ...], catalog: Catalog) -> dict[str, Panel]:
    """Every panel, made from the results worked by hand."""
    burn_up, pairs, measures = results.burn_up(), results.pairs(), results.measures()
    made = (
        charts.line_statuses(judge_lines(statuses, catalog), strategy_results.coming(), catalog),
        charts.indicator_bullets(statuses, catalog),
        charts.exchange_burn_up(burn_up, statuses, catalog),
        charts.partner_multiples(burn_up, statuses, catalog),
        charts.needs_attention(results.attention(), catalog),
        charts.pipeline_by_phase(results.by_status(), catalog),
        charts.outcomes(results.outcomes(), catalog),
        charts.stay_timeline(results.by_month(), results.missions(), catalog),
        charts.region_matrix(pairs, catalog),
        charts.flow_sankey(pairs, catalog),
        charts.country_matrix(results.countries(), catalog),
        charts.organisation_types(results.organisation_types(), catalog),
        charts.purposes(results.purposes(), catalog),
        charts.activities(results.activities(), catalog),
        charts.lump_sums(results.money(), catalog),
        charts.delays(results.delays(), catalog),
        charts.exchange_table(results.exchange_list(), catalog),
        charts.region_map(
            measures, pairs, measure="hosted_exchanges", chosen=("TR3",), catalog=catalog
        ),
        charts.region_profile(measures, pairs, chosen=("PT11",), catalog=catalog),
        charts.region_ranking(measures, measure="trained_people", catalog=catalog),
        charts.empty_corridors(pairs, catalog),
        *_ledger(catalog),
        *_forecast(catalog),
        *_actions(catalog),
        *_strategy(catalog),
        *_indicator(catalog),
        *_targets(catalog),
        *_training(catalog),
        *_partners(catalog),
    )
    return {panel.id: panel for panel in made}


def _forecast(catalog: Catalog) -> tuple[Panel, ...]:
    known = results.result("exchanges_total", "exchanges", [(90,)])
    theirs = replace(SAID, partner=catalog.project.partner_ids[0])
    said = (SAID, theirs)
    return (
        charts.forecast_odds(said, (known,), catalog),
        charts.forecast_fan(said, known, catalog, indicator=ACHIEVED),
        charts.forecast_partners(said, known, catalog, indicator=ACHIEVED),
        charts.forecast_back_test((HELD,), known, catalog),
    )


def _strategy(catalog: Catalog) -> tuple[Panel, ...]:
    schedule, met = strategy_results.schedule(), strategy_results.met()
    return (
        charts.roadmap(schedule, met, strategy_results.record(), catalog),
        charts.lines_on_time(strategy_results.by_line(), catalog),
        charts.owners_on_time(met, catalog),
        charts.late_milestones(strategy_results.late(), catalog),
        charts.public_record(strategy_results.record(), catalog),
        charts.service_portfolio(strategy_results.portfolio(), catalog),
        charts.service_gaps(strategy_results.gaps(), catalog),
        charts.service_launches(strategy_results.launches(), catalog),
    )


def _ledger(catalog: Catalog) -> tuple[Panel, ...]:
    exceptions = ledger_results.exceptions()
    return (
        charts.rule_matrix(exceptions, catalog),
        charts.rule_costs(exceptions, catalog),
        charts.rule_gaps(ledger_results.gaps(), catalog),
        charts.broken_rules(ledger_results.verdicts(), catalog),
        charts.proposed_organisations(ledger_results.proposals(), exceptions, catalog),
        charts.answered_organisations(ledger_results.answers(), catalog),
        charts.double_entries(ledger_results.entries(), catalog),
        charts.still_possible(ledger_results.possible(), ledger_results.corridors(), catalog),
    )


def _actions(catalog: Catalog) -> tuple[Panel, ...]:
    by_status, board = action_results.by_status(), action_results.board()
    by_kind, follow_ups = action_results.by_kind(), action_results.follow_ups()
    return (
        charts.actions_under_way(by_status, board, catalog),
        charts.actions_over(by_status, board, catalog),
        charts.action_timeline(action_results.by_month(), action_results.undated(), catalog),
        charts.action_partners(action_results.pairs(), by_status, catalog),
        charts.action_kinds(by_status, catalog),
        charts.action_sectors(action_results.by_sector(), catalog),
        charts.action_smes(by_kind, catalog),
        charts.action_budgets(by_kind, catalog),
        charts.action_results(action_results.outcomes(), catalog),
        charts.follow_up_funnel(follow_ups, catalog),
        charts.follow_up_partners(follow_ups, catalog),
        charts.reach_partners(action_results.reach(), catalog),
    )


def _indicator(catalog: Catalog) -> tuple[Panel, ...]:
    indicators, answer = catalog.indicators, plan_results.answer()
    achieved, now = indicators[plan_results.ACHIEVED], plan_results.NOW
    return (
        charts.indicator_now(now, answer, catalog),
        charts.indicator_definition(achieved, answer, catalog),
        charts.indicator_series(plan_results.months(), plan_results.plan(), answer, catalog),
        charts.indicator_partners(now, answer, catalog),
        charts.indicator_parts(indicators["exchange_pipeline"], plan_results.phases(), catalog),
        charts.indicator_query(read_queries()[answer.query], answer, catalog),
        charts.indicator_rows(achieved, results.exchange_list(), answer, catalog),
    )


def _targets(catalog: Catalog) -> tuple[Panel, ...]:
    versions, achieved = plan_results.versions(), plan_results.ACHIEVED
    return (
        charts.target_comparison(plan_results.compared(), catalog),
        charts.target_curves(versions, catalog, indicator=achieved),
        charts.partner_curves(versions, catalog, indicator=achieved),
        charts.target_history(plan_results.history(), plan_results.snapshot(), catalog),
    )


def _training(catalog: Catalog) -> tuple[Panel, ...]:
    by_month, parts = training.by_month(), training.parts()
    return (
        charts.training_calendar(by_month, catalog),
        charts.training_growth(by_month, training.people(), catalog),
        charts.training_shares(parts, catalog),
        charts.attendance_map(training.attendance_map(), catalog),
        charts.attendance_rates(training.attendance(), catalog),
        charts.session_differences(training.differences(), catalog),
        charts.satisfaction_answers(training.satisfaction(), parts, catalog),
        charts.learning_slopes(training.gain(), parts, catalog),
        charts.trained_organisations(training.organisations(), catalog),
        charts.cluster_labels(training.labels(), catalog),
    )


def _partners(catalog: Catalog) -> tuple[Panel, ...]:
    said, known = health_results.statuses(), health_results.balance()
    faults = health_results.faults()
    return (
        charts.partner_comparison(said, known, catalog, left="citeve", right="ntt"),
        charts.partner_shares(said, known, catalog, chosen=None),
        charts.partner_table(
            health_results.work(), known, faults, health_results.exceptions(), catalog
        ),
        charts.next_actions(health_results.steps(), catalog),
        charts.completeness_matrix(health_results.by_month(), catalog),
        charts.missing_fields(health_results.by_field(), catalog),
        charts.fault_counts(faults, catalog),
        charts.fault_table(health_results.listed(), catalog),
        charts.file_table(health_results.files(), catalog),
        charts.file_remarks(health_results.remarks(), catalog),
        charts.batch_table(batch_results.files(), catalog),
        charts.approved_periods(batch_results.periods(), catalog),
        charts.batch_months(batch_results.months(), catalog, file="march.csv"),
        charts.batch_comparison(
            batch_results.changes(), batch_results.total(), catalog, files="march.csv"
        ),
        charts.late_partners(health_results.arrivals(), catalog),
        charts.odd_values(health_results.outliers(), catalog),
    )
