"""Who travels with whom, when, and where to: the skeleton of a block of exchanges."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from hitechtex.sample.draws import (
    Chance,
    Whole,
    at,
    below,
    between,
    choose,
    exactly,
    one_in,
    spread,
)
from hitechtex.sample.setting import Setting

ROWS_PER_MISSION = 7.4
SMALLEST, LARGEST = 5, 18
FULL_SHARE = 0.85
"""Missions up to here, in the order of their days, are full; later ones still fill up."""
ALONE_SHARE = 0.06
SAME_COUNTRY_SHARE = 0.02
LED_SHARE = 0.4
"""Visitors of a mission that come from the partner who leads it, besides those who would anyway."""
BEYOND_WEIGHT = 14
"""Of 100 missions, about these go to a host outside the partnership."""
SILENT_DAYS = 105
"""For so long before the data date, a partner that has fallen silent registers nobody."""

CALENDAR = (0, 0, 0, 1, 1, 3, 4, 5, 6, 7, 7, 5, 6, 8, 9, 13, 15, 16, 14, 13, 8, 5, 3, 1)
"""Stays begun in each 24th of the project: a late start, a peak in the last nine."""

LAST_START_DAYS = 14
"""No stay begins later than so many days before the project ends."""

STAY_DAYS = (2, 3, 4, 5, 6, 8, 10, 25)
STAY_WEIGHTS = (0, 38, 20, 26, 6, 6, 4, 0)
MISSION_WEIGHTS = (0, 48, 20, 32, 0, 0, 0, 0)
SHORT, LONG = 0, 7
SHORT_SHARE, LONG_SHARE = 0.03, 0.006


@dataclass(frozen=True, eq=False)
class Travel:
    """One element per exchange; `mission` is counted within the block, -1 for one alone.

    `partner`, `place` are positions in the setting; days are counted from 1970-01-01.
    """

    mission: Whole
    partner: Whole
    place: Whole
    registered: Whole
    start: Whole
    end: Whole
    working_days: Whole

    def __len__(self) -> int:
        return len(self.mission)


def missions_in(rows: int) -> int:
    """Return how many missions a block of so many rows holds."""
    return max(1, round(rows / ROWS_PER_MISSION))


def travel(chance: Chance, setting: Setting, rows: int) -> Travel:
    """Return `rows` stays in the order of their registration."""
    missions = missions_in(rows)
    alone = int(rows * ALONE_SHARE)
    sizes = _sizes(chance, missions, rows - alone)
    mission = np.concatenate([np.repeat(np.arange(missions), sizes), np.full(alone, -1)])
    start = _starts(chance, setting, mission, missions)
    working_days = _stays(chance, mission, missions)
    registered = _registered(chance, setting, start)
    mission, partner, place = _ways(chance, setting, mission, missions, registered)
    order = np.argsort(registered, kind="stable")
    return Travel(
        mission=mission[order],
        partner=partner[order],
        place=place[order],
        registered=registered[order],
        start=start[order],
        end=_last_day(start, working_days)[order],
        working_days=working_days[order],
    )


def _sizes(chance: Chance, missions: int, visitors: int) -> Whole:
    """Return visitors per mission, 5 to 18 where there are enough: a few large, most small."""
    least = min(SMALLEST, visitors // missions)
    u = chance.random(missions)
    weight = (u * u * u * u * 10_000).astype(np.int64) + 400
    weight[int(missions * FULL_SHARE) :] //= 5
    more = (visitors - least * missions) * weight // weight.sum()
    sizes: Whole = least + np.minimum(more, LARGEST - least)
    while (short := visitors - int(sizes.sum())) > 0:
        smallest = np.argsort(sizes, kind="stable")[: min(short, max(1, missions - 1))]
        sizes[smallest] += 1
    return sizes


def _starts(chance: Chance, setting: Setting, mission: Whole, missions: int) -> Whole:
    """Return first days: one per mission, Monday to Wednesday, evenly laid over the calendar."""
    together = (np.arange(missions) + chance.random(missions)) / missions
    alone = chance.random(len(mission))
    position = np.where(mission >= 0, together[mission], alone)
    slot = at(CALENDAR, position)
    weekday = between(chance, missions, 0, 2)[mission]
    within = np.where(mission >= 0, chance.random(missions)[mission], chance.random(len(mission)))
    day = setting.first_day + ((slot + within) / len(CALENDAR) * setting.days).astype(np.int64)
    day = np.minimum(day, setting.first_day + setting.days - LAST_START_DAYS)
    monday = day - (day + 3) % 7
    first: Whole = np.maximum(monday + weekday, setting.first_day)
    return first


def _stays(chance: Chance, mission: Whole, missions: int) -> Whole:
    """Return working days: mostly those of the mission; some too short, one or two too long."""
    together = spread(chance, missions, MISSION_WEIGHTS)[mission]
    own = choose(chance, len(mission), STAY_WEIGHTS)
    stay = np.where((mission >= 0) & one_in(chance, len(mission), 0.75), together, own)
    everyone = np.ones(len(mission), dtype=np.bool_)
    stay[exactly(chance, SHORT_SHARE, everyone)] = SHORT
    stay[one_in(chance, len(mission), LONG_SHARE)] = LONG
    days: Whole = np.array(STAY_DAYS)[stay]
    return days


def _last_day(start: Whole, working_days: Whole) -> Whole:
    """Return last days when Saturdays and Sundays are not worked."""
    weekday = (start + 3) % 7
    weekends = (np.minimum(weekday, 4) + working_days - 1) // 5
    last: Whole = start + working_days - 1 + 2 * weekends
    return last


def _registered(chance: Chance, setting: Setting, start: Whole) -> Whole:
    """Return days of registration: before the stay, in the project, never after the data date."""
    n = len(start)
    early = start - between(chance, n, 20, 100)
    recent = setting.as_of - below(chance, n, 40)
    days = np.where(early > setting.as_of, recent, early)
    return np.maximum(days, setting.first_day)


def _ways(
    chance: Chance, setting: Setting, mission: Whole, missions: int, registered: Whole
) -> tuple[Whole, Whole, Whole]:
    """Return mission, handling partner and place of each visitor.

    A visitor whose own country is the host's, or whose partner has fallen silent, is left to the
    next partner; a few stay in their own country all the same, alone.
    """
    n = len(mission)
    weights = [role.visitors for role in setting.roles]
    place = _places(chance, setting, mission, missions)
    lead = spread(chance, missions, weights)[mission]
    follows = (mission >= 0) & one_in(chance, n, LED_SHARE)
    partner = np.where(follows, lead, spread(chance, n, weights))
    silent = np.array([role.falls_silent for role in setting.roles])
    late = registered > setting.as_of - SILENT_DAYS
    for _ in weights:
        blocked = setting.same_country[partner, place] | (silent[partner] & late)
        partner = np.where(blocked, (partner + 1) % len(weights), partner)
    at_home = exactly(chance, SAME_COUNTRY_SHARE, ~late)
    near = np.array(setting.neighbours)
    way = near[below(chance, n, len(near))]
    return (
        np.where(at_home, -1, mission),
        np.where(at_home, way[:, 0], partner),
        np.where(at_home, way[:, 1], place),
    )


def _places(chance: Chance, setting: Setting, mission: Whole, missions: int) -> Whole:
    """Return places visited: one per mission, mostly in the partnership's regions."""
    beyond = len(setting.places) - setting.regions
    weights = [(100 - BEYOND_WEIGHT) * max(1, beyond)] * setting.regions
    weights += [BEYOND_WEIGHT * setting.regions] * beyond
    together = spread(chance, missions, weights)[mission]
    return np.where(mission >= 0, together, choose(chance, len(mission), weights))
