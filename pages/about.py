"""What is this, who is behind it, and where does everything come from? For everyone."""

from collections.abc import Iterator

from hitechtex import charts, ui


def panels(query: charts.Query) -> Iterator[charts.Panel]:
    """Yield the panels in reading order."""
    yield charts.about.project(query.catalog)
    yield charts.about.lines(query.catalog)
    yield charts.about.partners(query.catalog)
    yield charts.about.files(query.engine.snapshot, query.catalog)
    yield charts.about.sources()


if __name__ == "__main__":
    ui.page(__doc__, name="about", panels=panels, filtered=False)
