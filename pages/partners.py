"""Is my share right, what is wrong with my files, and what do I do next? For each partner.

A scorecard compares with the partner’s own targets, which need not add up to those of the
partnership; it does not say why somebody is behind.
"""

from collections.abc import Iterator

from hitechtex import charts, ui


def work(query: charts.Query, *only: str) -> charts.Panel:
    """Return what each partner did; `only` of some of them."""
    return charts.partner_table(
        query("partner_work"),
        query("exchange_balance"),
        query("faults_open"),
        query("rule_exceptions_total"),
        query.catalog,
        only=only,
    )


def cards(query: charts.Query) -> Iterator[charts.Panel]:
    """How does each partner stand, what did it do, and what comes next?"""
    known, files = query("exchange_balance"), (query("batch_list", limit=1),)
    yield from charts.scorecards(query.judge_planned(), known, query.catalog, others=files)
    yield charts.next_actions(query("next_actions", most=3), query.catalog)
    yield work(query)
    yield charts.partner_shares(
        query.judge_shared_out(),
        known,
        query.catalog,
        chosen=query.filters.partners,
        others=files,
    )


def rows(query: charts.Query) -> Iterator[charts.Panel]:
    """Which rows are not right?"""
    yield charts.fault_table(query("fault_list", limit=200), query.catalog)
    yield charts.broken_rules(query.newest_verdicts("not_met", limit=200), query.catalog)


def two(query: charts.Query) -> Iterator[charts.Panel]:
    """How do two partners compare?"""
    left, right = query.choices["left"], query.choices["right"]
    yield charts.partner_comparison(
        query.judge_planned(),
        query("exchange_balance"),
        query.catalog,
        left=left,
        right=right,
        others=(query("batch_list", limit=1),),
    )
    yield work(query, left, right)


SECTIONS = {each.__name__: each for each in (cards, rows, two)}


def panels(query: charts.Query) -> Iterator[charts.Panel]:
    """Yield the panels of the section chosen, in reading order."""
    yield from SECTIONS[query.choices["section"]](query)


if __name__ == "__main__":
    left = ui.Choice("left", charts.partner_choices, is_long=True, within="two")
    right = ui.Choice("right", charts.other_partner_choices, is_long=True, within="two")
    ui.page(__doc__, name="partners", panels=panels, sections=SECTIONS, choices=(left, right))
