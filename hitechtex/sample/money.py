"""Distances and lump sums of the sample, mostly by the scheme's rules and sometimes not."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from hitechtex.sample.draws import Chance, Mask, Whole, between, exactly, one_in
from hitechtex.sample.missions import Travel
from hitechtex.sample.setting import Setting

NOT_GIVEN = -1
OVER_SHARE = 0.03
LESS_SHARE = 0.12
UNKNOWN_SUM_SHARE = 0.01
AROUND_TENTHS_OF_KM = 350
"""Organisations lie up to 35 km off their partner's seat."""


@dataclass(frozen=True, eq=False)
class Money:
    """One element per exchange: tenths of a kilometre and whole EUR, NOT_GIVEN where blank."""

    tenths_of_km: Whole
    lump_sum_eur: Whole


def money(chance: Chance, setting: Setting, way: Travel, *, committed: Mask, free: Mask) -> Money:
    """Return distance and lump sum; exchanges in `free` cost nothing, early ones not yet."""
    n = len(way)
    around = between(chance, n, -AROUND_TENTHS_OF_KM, AROUND_TENTHS_OF_KM)
    tenths = np.abs(setting.tenths_of_km[way.partner, way.place] + around)
    rules = setting.catalog.lump_sums
    halved = way.working_days < rules.halved_under_working_days
    halved |= tenths < rules.halved_under_km * 10
    full, half = setting.full_eur[way.place], setting.half_eur[way.place]
    ceiling = np.where(halved, half, full)
    due = committed & ~free & (ceiling > 0)
    less = ceiling * between(chance, n, 80, 95) // 100
    amount = np.where(one_in(chance, n, LESS_SHARE), less, ceiling)
    over = exactly(chance, OVER_SHARE, due)
    too_much = np.where(halved, full, full + between(chance, n, 2, 12) * 10)
    amount = np.where(over, too_much, amount)
    unknown = one_in(chance, n, UNKNOWN_SUM_SHARE)
    return Money(tenths_of_km=tenths, lump_sum_eur=np.where(due & ~unknown, amount, NOT_GIVEN))
