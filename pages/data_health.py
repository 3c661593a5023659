"""Is what partners have told complete, in time and plausible? For those who send files, and ask.

It does not say whether a value is true, only whether it is there and like the others. What looks
odd is asked about and never changed.
"""

from collections.abc import Iterator

from hitechtex import charts, ui

INDICATORS = ("data_completeness",)


def complete(query: charts.Query) -> Iterator[charts.Panel]:
    """How complete is it?"""
    yield charts.completeness_matrix(query("completeness_by_month"), query.catalog)
    yield charts.missing_fields(query("completeness_by_field"), query.catalog)


def faults(query: charts.Query) -> Iterator[charts.Panel]:
    """What was not accepted?"""
    yield charts.fault_counts(query("faults_open"), query.catalog)
    yield charts.fault_table(query("fault_list", limit=200), query.catalog)


def arrivals(query: charts.Query) -> Iterator[charts.Panel]:
    """Who is late, and what came in?"""
    yield charts.late_partners(query("partner_arrivals"), query.catalog)
    yield charts.file_table(query("batch_list", limit=200), query.catalog)
    yield charts.file_remarks(query("file_remarks", limit=200), query.catalog)


def odd(query: charts.Query) -> Iterator[charts.Panel]:
    """What looks like an error of typing?"""
    yield charts.odd_values(query("exchange_outliers", limit=200), query.catalog)
    yield charts.proposed_organisations(query.proposals(), query("exchanges_total"), query.catalog)
    yield charts.session_differences(query("session_differences"), query.catalog)


SECTIONS = {each.__name__: each for each in (complete, faults, arrivals, odd)}


def panels(query: charts.Query) -> Iterator[charts.Panel]:
    """Yield the panels of the section chosen, in reading order."""
    yield from SECTIONS[query.choices["section"]](query)


if __name__ == "__main__":
    ui.page(__doc__, name="data_health", panels=panels, indicators=INDICATORS, sections=SECTIONS)
