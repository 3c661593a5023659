"""What visitors and hosts are and say: types, purposes, modes, satisfaction, what came of it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from hitechtex.sample.columns import code_column, number_column, yes_no_column
from hitechtex.sample.course import Course
from hitechtex.sample.draws import Chance, Mask, Whole, below, choose, exactly, one_in, spread
from hitechtex.sample.missions import Travel
from hitechtex.sample.setting import Setting

VISITING_TYPES = {
    "sme": 72,
    "cluster_organisation": 13,
    "scaling_up_support": 8,
    "large_company": 3,
    "training_provider": 2,
    "public_authority": 1,
    "other": 1,
}
HOST_TYPES = {
    "sme": 28,
    "cluster_organisation": 24,
    "large_company": 24,
    "training_provider": 9,
    "scaling_up_support": 6,
    "public_authority": 5,
    "other": 4,
}
PURPOSES = {
    "explore_new_markets": 36,
    "adopt_new_technologies": 30,
    "learn_from_another_cluster": 22,
    "invest_in_interregional_collaboration": 12,
}
ACTIVITIES = {
    "networking": 38,
    "sharing_knowledge": 24,
    "project_development": 15,
    "capacity_building": 13,
    "market_research": 10,
}
PARTICIPANTS = (0, 66, 25, 9)
SATISFACTION = (0, 1, 4, 15, 40, 40)
VISITOR_ANSWERS, HOST_ANSWERS = 0.74, 0.58
OUTCOMES = ("none", "follow_up", "cooperation_agreement", "joint_project", "commercial_contract")
OUTCOME_WEIGHTS = (
    (92, 8, 0, 0, 0),
    (62, 30, 5, 2, 1),
    (44, 33, 12, 6, 5),
    (30, 33, 18, 10, 9),
)
"""Outcomes under 1, 3 and 8 months after the stay, and later: what comes of it takes time."""
OUTCOME_AFTER_DAYS = (30, 90, 240)
UNKNOWN_OUTCOME_SHARE = 0.12

MUST_BE_MEMBERS = {"sme", "scaling_up_support"}
MEMBERSHIP_ANSWERS, NO_MEMBER_SHARE = 0.93, 0.02

HOSTS_PER_MISSION = 4
VIRTUAL_SHARE, VIRTUAL_PAID_SHARE, HYBRID_SHARE = 0.04, 0.01, 0.03
UNKNOWN_TYPE_SHARE, UNKNOWN_REGION_SHARE, UNKNOWN_PURPOSE_SHARE = 0.03, 0.02, 0.03


@dataclass(frozen=True, eq=False)
class Answers:
    """One element per exchange; types, purposes and modes are positions in their lists of codes.

    `free` holds where no lump sum is due: a virtual stay that nobody paid by mistake.
    """

    visiting_type: Whole
    visiting_type_given: Mask
    host_of_mission: Whole
    host_type: Whole
    host_type_given: Mask
    host_region_given: Mask
    purpose: Whole
    activity: Whole
    purpose_given: Mask
    mode: Whole
    free: Mask
    participants: Whole

    def types(self, setting: Setting, kind: Whole, given: Mask) -> pa.Array:
        """Return types of organisation as codes."""
        return code_column(list(setting.catalog.codes["organisation_types"]), kind, given=given)

    def members(self, chance: Chance, setting: Setting) -> pa.Array:
        """Return whether those who must be members are; some did not say, and a few are not."""
        codes = list(setting.catalog.codes["organisation_types"])
        must = np.array([code in MUST_BE_MEMBERS for code in codes])[self.visiting_type]
        given = must & self.visiting_type_given & one_in(chance, len(must), MEMBERSHIP_ANSWERS)
        return yes_no_column(~exactly(chance, NO_MEMBER_SHARE, given), given=given)

    def closing(
        self, chance: Chance, setting: Setting, way: Travel, gone: Course
    ) -> dict[str, pa.Array]:
        """Return what is known once a stay is over: two answers, and what came of it."""
        return {
            "visitor_satisfaction": _scores(chance, gone.over, VISITOR_ANSWERS),
            "host_satisfaction": _scores(chance, gone.over, HOST_ANSWERS),
            "outcome": _outcomes(chance, setting, way, gone),
        }


def answers(chance: Chance, setting: Setting, way: Travel, *, missions: int) -> Answers:
    """Return what is known of every exchange from the day of its registration."""
    codes, n = setting.catalog.codes, len(way)
    everyone = np.ones(n, dtype=np.bool_)
    mode, free = _modes(chance, list(codes["modes"]), way, setting)
    host, host_type = _hosts(chance, way, missions, list(codes["organisation_types"]))
    visiting = spread(chance, n, _weights(VISITING_TYPES, codes["organisation_types"]))
    return Answers(
        visiting_type=visiting,
        visiting_type_given=~exactly(chance, UNKNOWN_TYPE_SHARE, everyone),
        host_of_mission=host,
        host_type=host_type,
        host_type_given=~exactly(chance, UNKNOWN_TYPE_SHARE, everyone),
        host_region_given=~exactly(chance, UNKNOWN_REGION_SHARE, everyone),
        purpose=spread(chance, n, _weights(PURPOSES, codes["purposes"])),
        activity=spread(chance, n, _weights(ACTIVITIES, codes["activities"])),
        purpose_given=~exactly(chance, UNKNOWN_PURPOSE_SHARE, everyone),
        mode=mode,
        free=free,
        participants=choose(chance, n, PARTICIPANTS),
    )


def _weights(of_code: dict[str, int], codes: dict[str, str]) -> list[int]:
    return [of_code.get(code, 0) for code in codes]


def _modes(chance: Chance, modes: list[str], way: Travel, setting: Setting) -> tuple[Whole, Mask]:
    """Return modes, and who travelled without costs: virtual visitors, but for those paid."""
    begun = way.start < setting.as_of - 60
    virtual = exactly(chance, VIRTUAL_SHARE, begun)
    paid = exactly(chance, VIRTUAL_PAID_SHARE, virtual)
    hybrid = exactly(chance, HYBRID_SHARE, ~virtual)
    mode = np.full(len(way), modes.index("physical"))
    mode[virtual], mode[hybrid] = modes.index("virtual"), modes.index("hybrid")
    return mode, virtual & ~paid


def _hosts(chance: Chance, way: Travel, missions: int, types: list[str]) -> tuple[Whole, Whole]:
    """Return which of its mission's hosts received each visitor, and that host's type."""
    weights = [HOST_TYPES.get(code, 0) for code in types]
    of_mission = spread(chance, missions * HOSTS_PER_MISSION, weights)
    host = below(chance, len(way), HOSTS_PER_MISSION)
    alone = choose(chance, len(way), weights)
    kind = np.where(way.mission >= 0, of_mission[way.mission * HOSTS_PER_MISSION + host], alone)
    return host, kind


def _scores(chance: Chance, over: Mask, answered: float) -> pa.Array:
    score = choose(chance, len(over), SATISFACTION)
    return number_column(score, given=over & one_in(chance, len(over), answered))


def _outcomes(chance: Chance, setting: Setting, way: Travel, gone: Course) -> pa.Array:
    codes = list(setting.catalog.codes["outcomes"])
    age = np.searchsorted(OUTCOME_AFTER_DAYS, setting.as_of - way.end, side="right")
    u = chance.random(len(way))
    ends = np.cumsum(np.array(OUTCOME_WEIGHTS), axis=1)[age]
    position = (u[:, None] * 100 >= ends).sum(axis=1)
    known = gone.over & ~one_in(chance, len(way), UNKNOWN_OUTCOME_SHARE)
    return code_column(codes, np.array([codes.index(o) for o in OUTCOMES])[position], given=known)
