"""What do partners do together, what comes of it, and what follows from exchanges? For everybody.

It does not say what an action is worth: a result is what its partners report, and an SME that is
in two actions counts in both.
"""

from collections.abc import Iterator

from hitechtex import charts, ui

INDICATORS = (
    "pilot_actions",
    "pilot_actions_done",
    "action_smes",
    "follow_ups",
    "follow_up_share",
    "reach_beyond",
)


def board(query: charts.Query) -> Iterator[charts.Panel]:
    """What is under way, what is over, and when did it begin?"""
    by_status, cards = query("actions_by_status"), query("action_board", limit=8)
    yield charts.actions_under_way(by_status, cards, query.catalog)
    yield charts.actions_over(by_status, cards, query.catalog)
    yield charts.action_timeline(query("actions_by_month"), query("actions_undated"), query.catalog)


def together(query: charts.Query) -> Iterator[charts.Panel]:
    """Who works with whom, on what, across which sectors?"""
    by_status = query("actions_by_status")
    yield charts.action_partners(query("action_pairs"), by_status, query.catalog)
    yield charts.action_kinds(by_status, query.catalog)
    yield charts.action_sectors(query("actions_by_sector"), query.catalog)


def results(query: charts.Query) -> Iterator[charts.Panel]:
    """Who is involved, what does it cost, what came of it?"""
    by_kind = query("actions_by_kind")
    yield charts.action_smes(by_kind, query.catalog)
    yield charts.action_budgets(by_kind, query.catalog)
    yield charts.action_results(query("action_results", limit=200), query.catalog)


def follow_up(query: charts.Query) -> Iterator[charts.Panel]:
    """What follows from exchanges, and how far do they reach?"""
    follow_ups = query("exchange_follow_ups")
    yield charts.follow_up_funnel(follow_ups, query.catalog)
    yield charts.outcomes(query("exchange_outcomes"), query.catalog)
    yield charts.follow_up_partners(follow_ups, query.catalog)
    yield charts.reach_partners(query("exchange_reach"), query.catalog)


SECTIONS = {each.__name__: each for each in (board, together, results, follow_up)}


def panels(query: charts.Query) -> Iterator[charts.Panel]:
    """Yield the panels of the section chosen, in reading order."""
    yield from SECTIONS[query.choices["section"]](query)


if __name__ == "__main__":
    ui.page(__doc__, name="collaboration", panels=panels, indicators=INDICATORS, sections=SECTIONS)
