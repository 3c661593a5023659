"""What does this number mean, how did it come about, and what is behind it? For everyone.

Months show what is known today of the records up to their end, not what was known then. Partners
are held against their own targets, which need not add up to the partnership's.
"""

from collections.abc import Iterator

from hitechtex import charts, ui


def panels(query: charts.Query) -> Iterator[charts.Panel]:
    """Yield the panels in reading order."""
    indicator = query.catalog.indicators[query.choices["indicator"]]
    statuses = query.judge(indicator.id)
    answer = query.of(indicator.id)
    rows = query.rows_query(indicator.id)
    listed = query(rows, limit=200) if rows else None
    months, planned = query.series(indicator.id), query.planned(indicator.id)

    yield charts.indicator_now(statuses, answer, query.catalog, rows_query=rows)
    yield charts.indicator_partners(statuses, answer, query.catalog, rows_query=rows)
    yield charts.indicator_series(months, planned, answer, query.catalog, rows_query=rows)
    yield charts.indicator_definition(indicator, answer, query.catalog)
    if indicator.parts:
        yield charts.indicator_parts(indicator, answer, query.catalog, rows_query=rows)
    yield charts.indicator_query(query.engine.queries[answer.query], answer, query.catalog)
    yield charts.indicator_rows(indicator, listed, answer, query.catalog)


if __name__ == "__main__":
    chosen = ui.Choice("indicator", charts.indicator_choices, is_long=True)
    ui.page(__doc__, name="indicator", panels=panels, choices=(chosen,))
