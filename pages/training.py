"""How much training was there, who came, and did it work? For partners and the committee.

Answers and tests tell what those say who took part in them; the others are not known. Groups of
few people are told only together with others.
"""

from collections.abc import Iterator

from hitechtex import charts, ui

INDICATORS = (
    "training_sessions",
    "learner_hours",
    "people_trained",
    "attendance_rate",
    "satisfaction",
    "learning_gain",
)


def sessions(query: charts.Query) -> Iterator[charts.Panel]:
    """When was training held, how much, and what about?"""
    by_month = query("training_by_month")
    yield charts.training_calendar(by_month, query.catalog)
    yield charts.training_growth(by_month, query("people_by_month"), query.catalog)
    yield charts.training_shares(query("training_parts"), query.catalog)


def attendance(query: charts.Query) -> Iterator[charts.Panel]:
    """Who came of those who registered, and who got a certificate?"""
    yield charts.attendance_map(query("training_attendance_map"), query.catalog)
    yield charts.attendance_rates(query("training_attendance"), query.catalog)
    yield charts.session_differences(query("session_differences"), query.catalog)


def learning(query: charts.Query) -> Iterator[charts.Panel]:
    """Did the training work?"""
    parts = query("training_parts")
    yield charts.satisfaction_answers(query("training_satisfaction"), parts, query.catalog)
    yield charts.learning_slopes(query("training_gain"), parts, query.catalog)


def clusters(query: charts.Query) -> Iterator[charts.Panel]:
    """Whose people were trained, and which labels do the clusters hold?"""
    yield charts.trained_organisations(query("trained_organisations"), query.catalog)
    yield charts.cluster_labels(query("partner_labels"), query.catalog)


SECTIONS = {each.__name__: each for each in (sessions, attendance, learning, clusters)}


def panels(query: charts.Query) -> Iterator[charts.Panel]:
    """Yield the panels of the section chosen, in reading order."""
    yield from SECTIONS[query.choices["section"]](query)


if __name__ == "__main__":
    ui.page(__doc__, name="training", panels=panels, indicators=INDICATORS, sections=SECTIONS)
