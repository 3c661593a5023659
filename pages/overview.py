"""Are we on target, what changed, what do we decide? For the steering committee.

Exchanges only: training, collaboration and strategy are not on it yet. A status compares with the
plan in force, not with what would be possible.
"""

from collections.abc import Iterator

from hitechtex import charts, ui

INDICATORS = (
    "exchanges_achieved",
    "exchange_pace",
    "exchanges_range",
    "sme_share",
    "lump_sums_committed",
    "lump_sums_paid",
    "region_pairs",
)


def panels(query: charts.Query) -> Iterator[charts.Panel]:
    """Yield the panels in reading order."""
    statuses = query.judge(*INDICATORS)
    burn_up = query("exchange_burn_up")

    yield charts.indicator_bullets(statuses, query.catalog)
    yield charts.exchange_burn_up(burn_up, statuses, query.catalog)
    yield charts.partner_multiples(burn_up, statuses, query.catalog)
    yield charts.needs_attention(query("needs_attention"), query.catalog)


if __name__ == "__main__":
    ui.page(__doc__, name="overview", panels=panels, indicators=INDICATORS)
