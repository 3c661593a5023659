"""What is planned, by whom, and how has it changed? For the steering committee and every partner.

A version of the plan holds from the day it was set: reports on earlier days keep the one before.
Partners' targets need not add up to the partnership's. No target is not zero.
"""

from collections.abc import Iterator

from hitechtex import charts, ui


def plan(query: charts.Query) -> Iterator[charts.Panel]:
    """What is planned?"""
    indicator = query.choices["indicator"]
    versions = query("target_versions", indicator=indicator)
    yield charts.target_comparison(query("targets_compared"), query.catalog)
    yield charts.target_curves(versions, query.catalog, indicator=indicator)
    yield charts.partner_curves(versions, query.catalog, indicator=indicator)


def history(query: charts.Query) -> Iterator[charts.Panel]:
    """When was which target set?"""
    yield charts.target_history(query("target_history"), query.engine.snapshot, query.catalog)


def edit(query: charts.Query) -> Iterator[charts.Panel]:
    """How is the plan of one indicator, and how shall it be?"""
    indicator = query.choices["indicator"]
    versions = query("target_versions", indicator=indicator)
    yield charts.target_curves(versions, query.catalog, indicator=indicator)
    yield charts.partner_curves(versions, query.catalog, indicator=indicator)


SECTIONS = {each.__name__: each for each in (plan, history, edit)}


def panels(query: charts.Query) -> Iterator[charts.Panel]:
    """Yield the panels of the section chosen, in reading order."""
    yield from SECTIONS[query.choices["section"]](query)


if __name__ == "__main__":
    chosen = ui.Choice("indicator", charts.planned_choices, is_long=True)
    ui.page(
        __doc__,
        name="targets",
        panels=panels,
        choices=(chosen,),
        sections=SECTIONS,
        filtered=False,
        below={"edit": ui.set_plan},
    )
