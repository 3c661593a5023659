"""Will we get there, and how sure can we be? For the steering committee.

A forecast knows the cases on their way, the months behind and the season; it does not know what
partners have decided since. Only partner and the end of the period narrow it.
"""

from collections.abc import Iterator

from hitechtex import charts, ui


def panels(query: charts.Query) -> Iterator[charts.Panel]:
    """Yield the panels in reading order."""
    forecasts = query.forecasts()
    every = [query.of(name) for name in charts.forecast_choices(query.catalog)]
    indicator = query.choices["indicator"]
    known, tests = query.of(indicator), query.back_tests(indicator)

    yield charts.forecast_odds(forecasts, every, query.catalog)
    yield charts.forecast_fan(forecasts, known, query.catalog, indicator=indicator)
    yield charts.forecast_partners(forecasts, known, query.catalog, indicator=indicator)
    yield charts.forecast_back_test(tests, known, query.catalog)


if __name__ == "__main__":
    chosen = ui.Choice("indicator", charts.forecast_choices, is_long=True)
    ui.page(__doc__, name="forecast", panels=panels, choices=(chosen,))
