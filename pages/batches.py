"""What came in, what became of it, and what is approved? For partners, and for who approves.

A file that is approved may still hold values that are not true; it says that somebody has looked.
"""

from collections.abc import Iterator

from hitechtex import charts, ui


def history(query: charts.Query) -> Iterator[charts.Panel]:
    """Which files came in?"""
    yield charts.batch_table(query("batch_list", limit=200), query.catalog)


def one(query: charts.Query) -> Iterator[charts.Panel]:
    """What is in one file, and what is wrong with it?"""
    batch = query.choices["batch"]
    if batch:
        file = charts.batch_choices(query)[batch]
        by_month = query("batch_rows_by_month", batch=batch)
        people = charts.is_about_people(query, batch)
        yield charts.batch_months(by_month, query.catalog, file=file, is_of_people=people)
        yield charts.fault_table(query("fault_list", batch=batch, limit=200), query.catalog)


def compare(query: charts.Query) -> Iterator[charts.Panel]:
    """What does a file say that another does not?"""
    later, earlier = query.choices["batch"], query.choices["earlier"]
    if later and earlier:
        yield charts.batch_comparison(
            query("batch_changes", earlier=earlier, later=later, limit=200),
            query("batch_changes_total", earlier=earlier, later=later),
            query.catalog,
            files=charts.batch_choices(query)[earlier],
            is_of_people=charts.is_about_people(query, later),
        )


def periods(query: charts.Query) -> Iterator[charts.Panel]:
    """Which periods are approved?"""
    yield charts.approved_periods(query("periods_approved"), query.catalog)


SECTIONS = {each.__name__: each for each in (history, one, compare, periods)}


def panels(query: charts.Query) -> Iterator[charts.Panel]:
    """Yield the panels of the section chosen, in reading order."""
    yield from SECTIONS[query.choices["section"]](query)


if __name__ == "__main__":
    ui.page(
        __doc__,
        name="batches",
        panels=panels,
        sections=SECTIONS,
        choices=(
            ui.Choice("batch", asked=charts.batch_choices, is_long=True, within=("one", "compare")),
            ui.Choice("earlier", asked=charts.other_batch_choices, is_long=True, within="compare"),
        ),
        below={"one": ui.review_batch, "periods": ui.review_periods},
    )
