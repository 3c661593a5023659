"""Every forecast of a snapshot, made once: each indicator that accumulates, for each partner."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from threading import Lock
from weakref import WeakKeyDictionary

from hitechtex.catalog.indicators import Indicator
from hitechtex.catalog.texts import say
from hitechtex.metrics.forecast import Forecast, forecast
from hitechtex.metrics.forecast_reading import Clock, clock_on, read_histories
from hitechtex.query import Engine
from hitechtex.query.result import Filters

EVERYTHING = Filters()
Known = dict[tuple[object, ...], tuple[Forecast, ...]]
_KNOWN: WeakKeyDictionary[Engine, Known] = WeakKeyDictionary()
_LOCK = Lock()


def forecast_all(engine: Engine, *, filters: Filters = EVERYTHING) -> tuple[Forecast, ...]:
    """Return a forecast per indicator that accumulates: the partnership's, then each partner's.

    With one partner chosen, the partnership's place is that partner's own; with several, it is
    theirs together, without a target. Only partners and the last day narrow a forecast: under
    any other filter nothing is forecast, and there is no answer. Kept for as long as the engine
    is. A partner's range need not add up to the partnership's.
    """
    day = engine.as_of(filters)
    if day is None or filters != Filters(partners=filters.partners, last_day=filters.last_day):
        return ()
    return tuple(
        each
        for indicator in engine.catalog.indicators.accumulating
        for each in forecast_indicator(engine, indicator, day, partners=filters.partners)
    )


def forecast_indicator(
    engine: Engine, indicator: Indicator, day: date, *, partners: tuple[str, ...] | None = None
) -> tuple[Forecast, ...]:
    """Return the forecasts of one indicator as they were made on `day`, the partnership first."""
    clock = clock_on(day, engine.catalog.project, data_date=engine.data_date)
    key = (indicator.id, clock, partners)
    with _LOCK:
        known = _KNOWN.setdefault(engine, {}).get(key)
    if known is None:
        known = tuple(_made(engine, indicator, clock, partners))
        with _LOCK:
            _KNOWN[engine][key] = known
    return known


def _made(
    engine: Engine, indicator: Indicator, clock: Clock, partners: tuple[str, ...] | None
) -> Iterator[Forecast]:
    targets = _targets(engine, indicator, clock.day)
    histories = list(read_histories(engine, indicator, clock, partners))
    whole = histories if partners is None else read_histories(engine, indicator, clock, None)
    partnership = next(iter(whole), None)
    for history in histories:
        who = _planned_for(history.partner, partners)
        said = forecast(
            history,
            engine.catalog.forecast,
            seed=seed_of(engine.snapshot.id, indicator.id, who, clock.day),
            target=targets.get(who),
            pooled=None if who is None else partnership,
        )
        yield said if said.note else replace(said, note=_note(engine, indicator))


def seed_of(snapshot: str, indicator: str, partner: str | None, day: date) -> int:
    """Return the seed of a forecast: the same snapshot, indicator and partner, the same numbers."""
    named = f"{snapshot}|{indicator}|{partner or ''}|{day}"
    return int.from_bytes(hashlib.sha256(named.encode()).digest()[:8], "big")


def _note(engine: Engine, indicator: Indicator) -> str:
    has_way = engine.catalog.forecast.way(indicator.id) is not None
    return say("forecast.note.way") if has_way else say("forecast.note.arrivals")


def _targets(engine: Engine, indicator: Indicator, day: date) -> dict[str | None, float]:
    return {
        row["partner"]: row["target"]
        for row in engine.ask("targets_due", as_of=day).records()
        if row["indicator"] == indicator.id and row["target"] is not None
    }


def _planned_for(partner: str | None, partners: tuple[str, ...] | None) -> str | None:
    """Return whose row it is, and whose target: "" for several partners, who have none."""
    if partner is None and partners is not None:
        return partners[0] if len(partners) == 1 else ""
    return partner
