"""What would have been said in earlier months, against what came."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from hitechtex.catalog.indicators import Indicator
from hitechtex.catalog.texts import say
from hitechtex.metrics.forecast import Band, Forecast
from hitechtex.metrics.forecast_all import forecast_indicator
from hitechtex.metrics.forecast_reading import Clock, clock_on, read_histories
from hitechtex.query import Engine

MONTHS = (6, 12, 18)


@dataclass(frozen=True)
class BackTest:
    """A forecast made at the end of project month `month`, and what came of it.

    `said` is the forecast as of then; `band` is what it said for the month `checked_in` (the
    latest that is over, the project's last at most), None where it was too early; `came` is the
    value reached by the end of that month, in the unit of the indicator. `held80` and `held50`
    tell whether it lay in the bands.
    """

    indicator: str
    partner: str | None
    month: int
    said: Forecast
    checked_in: date
    band: Band | None
    came: float
    held80: bool | None
    held50: bool | None
    words: str


def back_test(engine: Engine, indicator: str) -> tuple[BackTest, ...]:
    """Return what would have been said in months 6, 12 and 18, the partnership first.

    Only what dates tell was known then is used; only months with a later one to hold them to.
    Raises UnknownName for an indicator that is not declared.
    """
    declared = engine.catalog.indicators[indicator]
    project, latest = engine.catalog.project, _latest(engine)
    if latest is None:
        return ()
    came = {
        history.partner: history.reached
        for history in read_histories(engine, declared, latest, None)
    }
    checked_in = project.first_day_of(latest.month)
    return tuple(
        _held(said, month, checked_in, came.get(said.partner, 0.0))
        for month in MONTHS
        if month < latest.month
        for said in _said(engine, declared, month)
    )


def _latest(engine: Engine) -> Clock | None:
    """Return the end of the latest whole month of the data, the project's last at most."""
    project, data_date = engine.catalog.project, engine.data_date
    if data_date is None:
        return None
    following = data_date + timedelta(days=1)
    day = min(following.replace(day=1) - timedelta(days=1), project.end)
    return clock_on(day, project, data_date=data_date)


def _said(engine: Engine, indicator: Indicator, month: int) -> Iterator[Forecast]:
    day = engine.catalog.project.first_day_of(month + 1) - timedelta(days=1)
    yield from forecast_indicator(engine, indicator, day)


def _held(said: Forecast, month: int, checked_in: date, came: float) -> BackTest:
    band = next((each for each in said.path if each.month == checked_in), None)
    held80 = band.low80 <= came <= band.high80 if band else None
    held50 = band.low50 <= came <= band.high50 if band else None
    return BackTest(
        indicator=said.indicator,
        partner=said.partner,
        month=month,
        said=said,
        checked_in=checked_in,
        band=band,
        came=came,
        held80=held80,
        held50=held50,
        words=_in_words(band, came) if band else said.words,
    )


def _in_words(band: Band, came: float) -> str:
    """Return where what came lay: in the inner band, in the outer one, below or above."""
    if came < band.low80:
        return say("forecast.back_test.below")
    if came > band.high80:
        return say("forecast.back_test.above")
    inner = band.low50 <= came <= band.high50
    return say("forecast.back_test.inner") if inner else say("forecast.back_test.outer")
