"""Which rules of the scheme are not met, what does it cost, and what cannot be told? For partners.

A rule is judged on what the files say: an exchange that meets every rule here may still be refused.
Rules marked “not confirmed” are shown as such; missing data is never taken for met.
"""

from collections.abc import Iterator

from hitechtex import charts, ui

INDICATORS = ("rule_exceptions", "exchanges_achieved", "lump_sums_committed")


def exceptions(query: charts.Query) -> Iterator[charts.Panel]:
    """Which rules are not met, by whom, and why does an exchange not count?"""
    judged = query("rule_exceptions")
    yield charts.rule_matrix(judged, query.catalog)
    yield charts.rule_costs(judged, query.catalog)
    yield charts.broken_rules(query.newest_verdicts("not_met", limit=200), query.catalog)


def questions(query: charts.Query) -> Iterator[charts.Panel]:
    """What is missing?"""
    yield charts.rule_gaps(query("rule_gaps"), query.catalog)


def doubles(query: charts.Query) -> Iterator[charts.Panel]:
    """Which visitors and exchanges stand there twice?"""
    yield charts.proposed_organisations(query.proposals(), query("exchanges_total"), query.catalog)
    yield charts.double_entries(query("exchange_entries"), query.catalog)
    yield charts.answered_organisations(query("organisation_answers"), query.catalog)


def possible(query: charts.Query) -> Iterator[charts.Panel]:
    """What can still be reached?"""
    yield charts.still_possible(
        query("exchanges_possible"), query("region_pairs_active"), query.catalog
    )


SECTIONS = {each.__name__: each for each in (exceptions, questions, doubles, possible)}


def panels(query: charts.Query) -> Iterator[charts.Panel]:
    """Yield the panels of the section chosen, in reading order."""
    yield from SECTIONS[query.choices["section"]](query)


if __name__ == "__main__":
    ui.page(
        __doc__,
        name="ledger",
        panels=panels,
        indicators=INDICATORS,
        sections=SECTIONS,
        below={"doubles": ui.decide},
    )
