"""Are we on target, what changed, what do we decide? For the steering committee.

A status compares with the plan in force, not with what would be possible. A line stands as its
worst indicator does: how much the others make up for it is for the committee to weigh.
"""

from collections.abc import Iterator

from hitechtex import charts, ui

INDICATORS = (
    "exchanges_achieved",
    "exchange_pace",
    "sme_share",
    "people_trained",
    "satisfaction",
    "lump_sums_paid",
    "data_completeness",
)


def panels(query: charts.Query) -> Iterator[charts.Panel]:
    """Yield the panels in reading order."""
    statuses = query.judge(*INDICATORS, "exchanges_range")
    burn_up = query("exchange_burn_up")

    yield charts.line_statuses(query.lines(), query("milestones_next"), query.catalog)
    yield charts.indicator_bullets(query.judge(*INDICATORS), query.catalog)
    yield charts.exchange_burn_up(burn_up, statuses, query.catalog)
    yield charts.partner_multiples(burn_up, statuses, query.catalog)
    yield charts.needs_attention(query("needs_attention"), query.catalog)


if __name__ == "__main__":
    ui.page(__doc__, name="overview", panels=panels, indicators=INDICATORS)
