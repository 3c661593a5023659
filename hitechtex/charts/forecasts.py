"""Will we get there? Odds, bands and earlier forecasts against what came."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from hitechtex.catalog import Catalog
from hitechtex.catalog.texts import say
from hitechtex.catalog.units import Unit
from hitechtex.charts import numbers
from hitechtex.charts.addresses import TO_INDICATOR
from hitechtex.charts.forms_fan import FAN_HEIGHT, fan
from hitechtex.charts.notes import note, nothing
from hitechtex.charts.panel import Panel, TableTwin
from hitechtex.metrics import BackTest, Forecast
from hitechtex.query.result import Result

ODDS = ("reached", "target", "median", "range", "odds")


def forecast_choices(catalog: Catalog) -> dict[str, str]:
    """Return the indicators that can be forecast, with their labels."""
    return {each.id: each.label for each in catalog.indicators.accumulating}


def forecast_odds(
    forecasts: Sequence[Forecast], known: Sequence[Result], catalog: Catalog
) -> Panel:
    """Return the partnership's odds, one line per indicator; `known` says what each rests on."""
    ours = [each for each in forecasts if each.partner is None]
    if not ours:
        return nothing("forecast_odds", known, catalog, span=2, rows_query="")
    first = ours[0]
    title = say(
        "charts.forecast_odds.title",
        indicator=catalog.indicators[first.indicator].label,
        words=first.words,
    )
    named = [(catalog.indicators[each.indicator].label, each) for each in ours]
    links = tuple(TO_INDICATOR + each.indicator for each in ours)
    return Panel(
        id="forecast_odds",
        title=title,
        subtitle=say("charts.forecast_odds.subtitle"),
        takeaway=say(
            "charts.forecast_odds.takeaway",
            end=numbers.day(first.end),
            day=numbers.day(first.as_of),
        ),
        note=f"{note(_of_all(known), catalog)} {say('charts.forecast.method')}",
        results=tuple(known),
        table=replace(_odds_table("odds", "indicator", named, catalog), links=links, linked=0),
        span=2,
        rows_query="",
    )


def _of_all(known: Sequence[Result]) -> list[Result]:
    """Return the answers with the records of all datasets on the first, each set counted once."""
    counted = {frozenset(source.dataset for source in each.sources): each.n for each in known}
    return [replace(known[0], n=sum(counted.values())), *known[1:]]


def forecast_partners(
    forecasts: Sequence[Forecast], known: Result, catalog: Catalog, *, indicator: str
) -> Panel:
    """Return the odds of each partner for one indicator."""
    theirs = [each for each in forecasts if each.indicator == indicator and each.partner]
    if not theirs:
        return nothing("forecast_partners", [known], catalog, rows_query="")
    named = [(catalog.project.partner(each.partner or "").name, each) for each in theirs]
    label = catalog.indicators[indicator].label
    return Panel(
        id="forecast_partners",
        title=say("charts.forecast_partners.title", indicator=label),
        subtitle=say("charts.forecast_partners.subtitle"),
        takeaway=say("charts.forecast_partners.takeaway"),
        note=note([known], catalog),
        results=(known,),
        table=_odds_table("partners", "partner", named, catalog),
        rows_query="",
    )


def _odds_table(
    name: str, first: str, named: Iterable[tuple[str, Forecast]], catalog: Catalog
) -> TableTwin:
    rows = [(label, each, catalog.indicators[each.indicator].unit) for label, each in named]
    return TableTwin(
        caption=say(f"charts.forecast_{name}.caption"),
        columns=tuple(say(f"charts.forecast.column_{column}") for column in (first, *ODDS)),
        rows=tuple(
            (
                label,
                numbers.shown(each.reached, unit),
                _value(each.target, unit),
                _value(each.median, unit),
                _range(each.low80, each.high80, unit),
                each.words,
            )
            for label, each, unit in rows
        ),
        exact=tuple(
            (
                label,
                each.reached,
                each.target,
                each.median,
                _range(each.low80, each.high80, unit),
                each.words,
            )
            for label, each, unit in rows
        ),
    )


def forecast_fan(
    forecasts: Sequence[Forecast], known: Result, catalog: Catalog, *, indicator: str
) -> Panel:
    """Return the bands of one indicator from today to the end of the project."""
    chosen = [each for each in forecasts if each.indicator == indicator and not each.partner]
    if not chosen:
        return nothing("forecast_fan", [known], catalog, rows_query="")
    said, unit = chosen[0], catalog.indicators[indicator].unit
    label = catalog.indicators[indicator].label
    if said.median is None:
        title = say("charts.forecast_fan.title_early", indicator=label)
        return Panel("forecast_fan", title, said.note, note([known], catalog), (known,),
                     empty=said.note, rows_query="")  # fmt: skip
    return Panel(
        id="forecast_fan",
        title=say(
            "charts.forecast_fan.title",
            indicator=label,
            low=_value(said.low80, unit),
            high=_value(said.high80, unit),
            end=numbers.day(said.end),
        ),
        subtitle=say("charts.forecast_fan.subtitle"),
        takeaway=say(
            "charts.forecast_fan.takeaway", words=said.words, median=_value(said.median, unit)
        ),
        note=f"{note([known], catalog)} {said.note}",
        results=(known,),
        figure=fan(said, unit),
        table=_fan_table(said, unit),
        height=FAN_HEIGHT,
        rows_query="",
    )


def _fan_table(said: Forecast, unit: Unit) -> TableTwin:
    names = ("low80", "low50", "median", "high50", "high80")
    columns = ("month", "low80", "low50", "median", "high50", "high80")
    today = (said.as_of, *(said.reached for _ in names))
    ahead = ((band.month, *(getattr(band, name) for name in names)) for band in said.path)
    exact = (today, *ahead)
    return TableTwin(
        caption=say("charts.forecast_fan.caption"),
        columns=tuple(
            say("charts.forecast.column_median")
            if column == "median"
            else say(f"charts.forecast_fan.column_{column}")
            for column in columns
        ),
        rows=tuple(
            (_when(row[0], said), *(numbers.shown(value, unit) for value in row[1:]))
            for row in exact
        ),
        exact=exact,
    )


def _when(day: date, said: Forecast) -> str:
    return numbers.day(day) if day == said.as_of else numbers.month(day)


def forecast_back_test(tests: Sequence[BackTest], known: Result, catalog: Catalog) -> Panel:
    """Return what would have been said in earlier months, and what came of it."""
    ours = [each for each in tests if each.partner is None]
    judged = [each for each in ours if each.held80 is not None]
    words = "" if ours else say("charts.forecast_back_test.none")
    held = sum(bool(each.held80) for each in judged)
    return Panel(
        id="forecast_back_test",
        title=say("charts.forecast_back_test.title", n=len(judged), held=held)
        if judged
        else say("charts.forecast_back_test.question"),
        subtitle=say("charts.forecast_back_test.subtitle"),
        takeaway=say("charts.forecast_back_test.takeaway"),
        note=note([known], catalog),
        results=(known,),
        table=_back_test_table(ours, catalog) if ours else None,
        empty=words,
        rows_query="",
    )


def _back_test_table(tests: Sequence[BackTest], catalog: Catalog) -> TableTwin:
    rows = []
    for each in tests:
        unit = catalog.indicators[each.indicator].unit
        band = each.band
        said = _range(band.low80, band.high80, unit) if band else say(
            "charts.forecast_back_test.too_early"
        )  # fmt: skip
        rows.append((each.month, said, each.came, each.words, unit))
    columns = ("month", "said", "came", "words")
    return TableTwin(
        caption=say("charts.forecast_back_test.caption"),
        columns=tuple(say(f"charts.forecast_back_test.column_{column}") for column in columns),
        rows=tuple(
            (numbers.count(month), said, numbers.shown(came, unit), words)
            for month, said, came, words, unit in rows
        ),
        exact=tuple((month, said, came, words) for month, said, came, words, _ in rows),
    )


def _value(value: float | None, unit: Unit) -> str:
    return say("charts.forecast.none") if value is None else numbers.shown(value, unit)


def _range(low: float | None, high: float | None, unit: Unit) -> str:
    if low is None or high is None:
        return say("charts.forecast.none")
    return say("charts.forecast.range", low=_value(low, unit), high=_value(high, unit))
