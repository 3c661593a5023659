"""How do exchanges go, from registration to payment, and who visits whom? For every partner.

It does not say whether an exchange was worth its while: satisfaction and outcomes are what
visitors and hosts report.
"""

from collections.abc import Iterator

from hitechtex import charts, ui

INDICATORS = (
    "exchanges_achieved",
    "exchange_pipeline",
    "exchange_conversion",
    "days_to_validation",
    "days_to_payment",
    "lump_sums_committed",
    "lump_sums_paid",
)


def progress(query: charts.Query) -> Iterator[charts.Panel]:
    """How far have exchanges come, and when do the stays take place?"""
    yield charts.pipeline_by_phase(query("exchanges_by_status"), query.catalog)
    yield charts.outcomes(query("exchange_outcomes"), query.catalog)
    yield charts.stay_timeline(
        query("exchanges_by_month"), query("exchange_missions", limit=60), query.catalog
    )


def flows(query: charts.Query) -> Iterator[charts.Panel]:
    """Who visits whom?"""
    pairs = query("exchanges_by_region_pair")
    yield charts.region_matrix(pairs, query.catalog)
    yield charts.flow_sankey(pairs, query.catalog)
    yield charts.country_matrix(query("exchanges_by_country_pair"), query.catalog)


def visitors(query: charts.Query) -> Iterator[charts.Panel]:
    """Who are they, why do they travel and what do they do?"""
    yield charts.organisation_types(query("exchange_organisation_types"), query.catalog)
    yield charts.purposes(query("exchange_purposes"), query.catalog)
    yield charts.activities(query("exchange_activities"), query.catalog)


def money(query: charts.Query) -> Iterator[charts.Panel]:
    """What is committed and paid, and how long does it take?"""
    yield charts.lump_sums(query("exchange_money"), query.catalog)
    yield charts.delays(query("exchange_delays"), query.catalog)


def exchanges(query: charts.Query) -> Iterator[charts.Panel]:
    """Every exchange, one by one."""
    yield charts.exchange_table(query("exchange_list", limit=200), query.catalog)


SECTIONS = {each.__name__: each for each in (progress, flows, visitors, money, exchanges)}


def panels(query: charts.Query) -> Iterator[charts.Panel]:
    """Yield the panels of the section chosen, in reading order."""
    yield from SECTIONS[query.choices["section"]](query)


if __name__ == "__main__":
    ui.page(__doc__, name="clusterxchange", panels=panels, indicators=INDICATORS, sections=SECTIONS)
