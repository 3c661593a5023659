"""What a batch does to the indicators: each before and after, in its unit."""

from __future__ import annotations

from dataclasses import dataclass

from hitechtex.catalog.units import Unit
from hitechtex.metrics.indicators import judge_all
from hitechtex.metrics.status import Status
from hitechtex.query import Engine


@dataclass(frozen=True)
class Effect:
    """One indicator of one partner (None: the partnership) in two snapshots; None: cannot say."""

    indicator: str
    partner: str | None
    unit: Unit
    before: float | None
    after: float | None

    @property
    def difference(self) -> float | None:
        """After less before; None where one of them cannot be said."""
        if self.before is None or self.after is None:
            return None
        return self.after - self.before


def effects(before: Engine, after: Engine, *, partner: str = "") -> tuple[Effect, ...]:
    """Return every indicator that differs, for the partnership and for `partner`, if one is named.

    The order is that of the catalogue. The same rows give no effect at all.
    """
    wanted = {None, partner or None}
    was, now = _by_name(judge_all(before), wanted), _by_name(judge_all(after), wanted)
    found = (_effect(was.get(name), now.get(name)) for name in {**now, **was})
    return tuple(each for each in found if each.before != each.after)


Name = tuple[str, str | None]


def _by_name(statuses: tuple[Status, ...], wanted: set[str | None]) -> dict[Name, Status]:
    return {(each.indicator, each.partner): each for each in statuses if each.partner in wanted}


def _effect(was: Status | None, now: Status | None) -> Effect:
    known = now or was
    assert known is not None
    return Effect(
        indicator=known.indicator,
        partner=known.partner,
        unit=known.unit,
        before=was.value if was else None,
        after=now.value if now else None,
    )
