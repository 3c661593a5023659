"""Are we on schedule, and what do we offer together? For the committee and every partner.

It does not say whether a milestone is worth reaching or a service is good. An expected day is what
the plan and the delay so far lead to, not a promise; percent done is not used for it.
"""

from collections.abc import Iterator

from hitechtex import charts, ui

INDICATORS = ("milestones_on_time", "services_new", "smes_served")


def roadmap(query: charts.Query) -> Iterator[charts.Panel]:
    """What is planned, done and expected, and what has been published?"""
    record = query("public_record")
    schedule, met = query("milestone_roadmap", limit=2000), query("milestones_on_time")
    yield charts.roadmap(schedule, met, record, query.catalog)
    yield charts.public_record(record, query.catalog)


def schedule(query: charts.Query) -> Iterator[charts.Panel]:
    """What is on time, and what is late?"""
    yield charts.late_milestones(query("milestones_late"), query.catalog)
    yield charts.lines_on_time(query("milestones_by_line"), query.catalog)
    yield charts.owners_on_time(query("milestones_on_time"), query.catalog)


def portfolio(query: charts.Query) -> Iterator[charts.Panel]:
    """Which services are there, and which are missing?"""
    yield charts.service_portfolio(query("service_portfolio"), query.catalog)
    yield charts.service_gaps(query("service_gaps"), query.catalog)
    yield charts.service_launches(query("services_by_month"), query.catalog)


SECTIONS = {each.__name__: each for each in (roadmap, schedule, portfolio)}


def panels(query: charts.Query) -> Iterator[charts.Panel]:
    """Yield the panels of the section chosen, in reading order."""
    yield from SECTIONS[query.choices["section"]](query)


if __name__ == "__main__":
    ui.page(__doc__, name="strategy", panels=panels, indicators=INDICATORS, sections=SECTIONS)
