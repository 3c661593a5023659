"""Where do visitors come from and go to, and which corridors are empty? For everyone.

Regions outside the partnership are counted as elsewhere. The map shades whole regions, whatever
the size of their industry.
"""

from collections.abc import Iterator

from hitechtex import charts, ui

INDICATORS = ("exchanges_achieved", "region_pairs", "sme_share")


def panels(query: charts.Query) -> Iterator[charts.Panel]:
    """Yield the panels in reading order."""
    measures = query("region_measures")
    pairs = query("exchanges_by_region_pair")
    measure = query.choices["measure"]
    chosen = query.filters.regions

    yield charts.region_map(measures, pairs, measure=measure, chosen=chosen, catalog=query.catalog)
    yield charts.region_profile(measures, pairs, chosen=chosen, catalog=query.catalog)
    yield charts.region_ranking(measures, measure=measure, catalog=query.catalog)
    yield charts.empty_corridors(pairs, query.catalog)


if __name__ == "__main__":
    measure = ui.Choice("measure", charts.region_measure_labels())
    ui.page(__doc__, name="regions", panels=panels, indicators=INDICATORS, choices=(measure,))
