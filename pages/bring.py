"""What is in my file, what will be taken from it, and what does that change? For partners.

Nothing is kept before “Accept” is pressed. A file that is understood is not thereby right: whoever
brings it says with that button that it is what was meant. Names of people are neither kept nor
shown.
"""

from collections.abc import Iterator

from hitechtex import charts, ui


def panels(query: charts.Query) -> Iterator[charts.Panel]:
    """Yield no panel: what is shown depends on the reader's own file alone."""
    del query
    yield from ()


if __name__ == "__main__":
    ui.page(__doc__, name="bring", panels=panels, filtered=False, below={"": ui.bring})
