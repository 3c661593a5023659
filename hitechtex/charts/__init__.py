"""A result becomes a picture."""

from hitechtex.charts import panels_about as about
from hitechtex.charts.attention import needs_attention
from hitechtex.charts.batches import (
    approved_periods,
    batch_choices,
    batch_comparison,
    batch_months,
    batch_table,
    is_about_people,
    other_batch_choices,
)
from hitechtex.charts.bullets import indicator_bullets
from hitechtex.charts.burn_up import exchange_burn_up
from hitechtex.charts.collaboration import action_timeline, actions_over, actions_under_way
from hitechtex.charts.collaboration_partners import follow_up_partners, reach_partners
from hitechtex.charts.collaboration_results import (
    action_budgets,
    action_results,
    action_smes,
    follow_up_funnel,
)
from hitechtex.charts.collaboration_together import action_kinds, action_partners, action_sectors
from hitechtex.charts.completeness import completeness_matrix, missing_fields
from hitechtex.charts.corridors import empty_corridors
from hitechtex.charts.data_health import late_partners, odd_values
from hitechtex.charts.faults import fault_counts, fault_table, file_remarks, file_table
from hitechtex.charts.flows import flow_sankey
from hitechtex.charts.forecasts import (
    forecast_back_test,
    forecast_choices,
    forecast_fan,
    forecast_odds,
    forecast_partners,
)
from hitechtex.charts.indicator_page import (
    indicator_choices,
    indicator_definition,
    indicator_now,
    indicator_series,
)
from hitechtex.charts.indicator_parts import (
    indicator_partners,
    indicator_parts,
    indicator_query,
    indicator_rows,
)
from hitechtex.charts.labels import other_partner_choices, partner_choices
from hitechtex.charts.ledger import broken_rules, rule_costs, rule_gaps, rule_matrix
from hitechtex.charts.ledger_pairs import (
    answered_organisations,
    double_entries,
    proposed_organisations,
    still_possible,
)
from hitechtex.charts.lines import line_statuses
from hitechtex.charts.matrices import country_matrix, region_matrix
from hitechtex.charts.multiples import partner_multiples
from hitechtex.charts.organisations import organisation_types
from hitechtex.charts.panel import Panel
from hitechtex.charts.partner_shares import partner_shares
from hitechtex.charts.partner_work import next_actions, partner_table
from hitechtex.charts.payments import delays, exchange_table, lump_sums
from hitechtex.charts.portfolio import service_gaps, service_launches, service_portfolio
from hitechtex.charts.progress import pipeline_by_phase, stay_timeline
from hitechtex.charts.region_profiles import region_profile, region_ranking
from hitechtex.charts.regions import region_map, region_measure_labels
from hitechtex.charts.roadmap import roadmap
from hitechtex.charts.schedule import (
    late_milestones,
    lines_on_time,
    owners_on_time,
    public_record,
)
from hitechtex.charts.scorecards import partner_comparison, scorecards
from hitechtex.charts.target_curves import partner_curves, target_curves
from hitechtex.charts.targets import planned_choices, target_comparison, target_history
from hitechtex.charts.training import training_calendar, training_growth, training_shares
from hitechtex.charts.training_answers import learning_slopes, satisfaction_answers
from hitechtex.charts.training_attendance import (
    attendance_map,
    attendance_rates,
    session_differences,
)
from hitechtex.charts.training_people import cluster_labels, trained_organisations
from hitechtex.charts.visitors import activities, outcomes, purposes
from hitechtex.metrics import Questions as Query

__all__ = [
    "Panel",
    "Query",
    "about",
    "action_budgets",
    "action_kinds",
    "action_partners",
    "action_results",
    "action_sectors",
    "action_smes",
    "action_timeline",
    "actions_over",
    "actions_under_way",
    "activities",
    "answered_organisations",
    "approved_periods",
    "attendance_map",
    "attendance_rates",
    "batch_choices",
    "batch_comparison",
    "batch_months",
    "batch_table",
    "broken_rules",
    "cluster_labels",
    "completeness_matrix",
    "country_matrix",
    "delays",
    "double_entries",
    "empty_corridors",
    "exchange_burn_up",
    "exchange_table",
    "fault_counts",
    "fault_table",
    "file_remarks",
    "file_table",
    "flow_sankey",
    "follow_up_funnel",
    "follow_up_partners",
    "forecast_back_test",
    "forecast_choices",
    "forecast_fan",
    "forecast_odds",
    "forecast_partners",
    "indicator_bullets",
    "indicator_choices",
    "indicator_definition",
    "indicator_now",
    "indicator_partners",
    "indicator_parts",
    "indicator_query",
    "indicator_rows",
    "indicator_series",
    "is_about_people",
    "late_milestones",
    "late_partners",
    "learning_slopes",
    "line_statuses",
    "lines_on_time",
    "lump_sums",
    "missing_fields",
    "needs_attention",
    "next_actions",
    "odd_values",
    "organisation_types",
    "other_batch_choices",
    "other_partner_choices",
    "outcomes",
    "owners_on_time",
    "partner_choices",
    "partner_comparison",
    "partner_curves",
    "partner_multiples",
    "partner_shares",
    "partner_table",
    "pipeline_by_phase",
    "planned_choices",
    "proposed_organisations",
    "public_record",
    "purposes",
    "reach_partners",
    "region_map",
    "region_matrix",
    "region_measure_labels",
    "region_profile",
    "region_ranking",
    "roadmap",
    "rule_costs",
    "rule_gaps",
    "rule_matrix",
    "satisfaction_answers",
    "scorecards",
    "service_gaps",
    "service_launches",
    "service_portfolio",
    "session_differences",
    "stay_timeline",
    "still_possible",
    "target_comparison",
    "target_curves",
    "target_history",
    "trained_organisations",
    "training_calendar",
    "training_growth",
    "training_shares",
]
