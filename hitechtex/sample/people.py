"""People of the sample: numbers, never names, who come to several sessions and answer some."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from hitechtex.sample.columns import code_column, key_column, number_column, yes_no_column
from hitechtex.sample.draws import (
    Chance,
    Mask,
    Whole,
    below,
    between,
    choose,
    one_in,
    spread,
    stream,
)
from hitechtex.sample.names import read_names
from hitechtex.sample.setting import Setting

PEOPLE, AT_ROWS = 200, 90
FEWEST_PEOPLE = 120
"""Enough for the largest session to seat nobody twice."""

FAITHFUL = 4
"""One in so many people belongs to the circle that fills a third of the seats."""

TYPES = {"cluster_organisation": 38, "sme": 40, "scaling_up_support": 8, "training_provider": 8}
SATISFACTION = (0, 1, 4, 16, 44, 35)
LEAST_RESPONSE, MOST_RESPONSE = 0.40, 0.80


@dataclass(frozen=True, eq=False)
class People:
    """One element per person and session; `satisfaction` is 0 and a score -1 where not given."""

    sessions: int
    people: int
    session: Whole
    person: Whole
    attended: Mask
    certificate: Mask
    minutes: Whole
    logged: Mask
    pre_score: Whole
    post_score: Whole
    satisfaction: Whole
    recommends: Mask

    def count(self, which: Mask) -> Whole:
        """Return how many of each session `which` holds for."""
        return np.bincount(self.session[which], minlength=self.sessions).astype(np.int64)

    def columns(self, setting: Setting) -> dict[str, pa.Array]:
        """Return the columns of attendance that tell of people."""
        answered = self.satisfaction > 0
        number = key_column("SAMPLE-P-", self.person + 1, width=max(4, len(str(self.people))))
        return {
            "participant_key": pc.binary_join_element_wise(number, "@example.org", ""),
            **self._organisations(setting),
            "registered": yes_no_column(np.ones(len(self.session), dtype=np.bool_)),
            "attended": yes_no_column(self.attended),
            "certificate": yes_no_column(self.certificate),
            "minutes_attended": number_column(self.minutes, given=self.attended & self.logged),
            "pre_score": number_column(self.pre_score, given=self.pre_score >= 0),
            "post_score": number_column(self.post_score, given=self.post_score >= 0),
            "satisfaction": number_column(self.satisfaction, given=answered),
            "would_recommend": yes_no_column(self.recommends, given=answered),
        }

    def _organisations(self, setting: Setting) -> dict[str, pa.Array]:
        """Return where people belong, the same in every session; two share an organisation."""
        chance = stream(setting.seed, "organisations of people")
        organisations = self.people // 2 + 1
        codes = list(setting.catalog.codes["organisation_types"])
        kind = choose(chance, organisations, [TYPES.get(code, 2) for code in codes])
        partner = spread(chance, organisations, [1] * len(setting.roles))
        is_named, is_typed = (~one_in(chance, organisations, 0.03) for _ in range(2))
        book = read_names(tuple((p.region, p.country) for p in setting.places), tuple(codes))
        own = pa.array(self.person // 2)
        home = setting.home[partner]
        name = book.name(home, kind, np.arange(organisations))
        countries = [place.country for place in setting.places]
        return {
            "organisation": pc.if_else(pa.array(is_named), name, None).take(own),
            "organisation_type": code_column(codes, kind, given=is_typed).take(own),
            "partner": code_column(setting.catalog.project.partner_ids, partner).take(own),
            "country": code_column(countries, home).take(own),
        }


def people_at(
    chance: Chance,
    setting: Setting,
    *,
    registered: Whole,
    minutes: Whole,
    certified: Mask,
    tested: Mask,
    logged: Mask,
) -> People:
    """Return everybody registered for each session; the arrays have one element per session."""
    people = max(FEWEST_PEOPLE, int(PEOPLE * math.sqrt(setting.rows / AT_ROWS) + 0.5))
    session = np.repeat(np.arange(len(registered)), registered)
    n = len(session)
    attended = one_in(chance, n, 0.82)
    asked = LEAST_RESPONSE + chance.random(len(registered)) * (MOST_RESPONSE - LEAST_RESPONSE)
    answered = attended & (chance.random(n) < asked[session])
    satisfaction = np.where(answered, choose(chance, n, SATISFACTION), 0)
    pre_score, post_score = _scores(chance, attended & tested[session])
    return People(
        sessions=len(registered),
        people=people,
        session=session,
        person=_seats(chance, registered, session, people),
        attended=attended,
        certificate=attended & certified[session] & one_in(chance, n, 0.88),
        minutes=minutes[session] * between(chance, n, 45, 100) // 100,
        logged=logged[session],
        pre_score=pre_score,
        post_score=post_score,
        satisfaction=satisfaction,
        recommends=satisfaction >= between(chance, n, 3, 4),
    )


def _seats(chance: Chance, registered: Whole, session: Whole, people: int) -> Whole:
    """Return who sits where: nobody twice in a session, some in many sessions.

    A third of the seats is walked from a place of chance through the faithful, the rest through
    everybody else, one after the other.
    """
    rank = np.arange(len(session)) - np.repeat(np.cumsum(registered) - registered, registered)
    faithful = people // FAITHFUL
    first = below(chance, len(registered), faithful)[session]
    other = below(chance, len(registered), people - faithful)[session]
    inner = rank < (registered // 3)[session]
    far = rank - (registered // 3)[session]
    return np.where(
        inner, (first + rank) % faithful, faithful + (other + far) % (people - faithful)
    )


def _scores(chance: Chance, tested: Mask) -> tuple[Whole, Whole]:
    """Return test scores before and after; some people sat only one of the two tests."""
    n = len(tested)
    before = between(chance, n, 28, 68)
    after = np.minimum(before + between(chance, n, -4, 34), 100)
    has_before, has_after = tested & one_in(chance, n, 0.85), tested & one_in(chance, n, 0.78)
    return np.where(has_before, before, -1), np.where(has_after, after, -1)
