"""Where and when the sample plays: the partnership in force on an invented reporting day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np
from pyproj import Geod

from hitechtex.catalog import Catalog
from hitechtex.catalog.declared import Declared, declare, read_toml
from hitechtex.catalog.project import DATA, Country, Partner
from hitechtex.sample.draws import Mask, Whole, shuffled, stream

REPORTED_SHARE = 5 / 6
"""How much of the project's months has passed on the reporting day: month 20 of 24."""


class Place(Declared):
    """A region that may host, and the point it is reached at (degrees, WGS 84)."""

    region: str
    country: Country
    latitude: float
    longitude: float


class Places(Declared):
    """Places and partnerships beyond any partnership's own."""

    partnerships: tuple[str, ...]
    places: tuple[Place, ...]


@dataclass(frozen=True)
class Role:
    """How a partner fares: its weight in what is done and in what was planned."""

    visitors: int
    target: int
    falls_silent: bool = False


ROLES = (
    Role(visitors=23, target=18),
    Role(visitors=10, target=17, falls_silent=True),
    Role(visitors=16, target=0),
    Role(visitors=19, target=20),
    Role(visitors=17, target=18),
    Role(visitors=13, target=17),
)
"""One ahead, one behind and silent of late, one without a target, the others near their plan."""


@dataclass(frozen=True, eq=False)
class Setting:
    """All that every block of rows is drawn from.

    `places` begins with the project's regions. Days are counted from 1970-01-01. `tenths_of_km`
    has one row per partner and one column per place; ceilings are EUR by place, -1 where none.
    """

    catalog: Catalog
    seed: int
    rows: int
    roles: tuple[Role, ...]
    places: tuple[Place, ...]
    partnerships: tuple[str, ...]
    home: Whole
    tenths_of_km: Whole
    full_eur: Whole
    half_eur: Whole
    first_day: int
    as_of: int
    days: int

    @property
    def regions(self) -> int:
        """Number of places that are regions of the partnership."""
        return len(self.catalog.project.regions)

    @cached_property
    def same_country(self) -> Mask:
        """Whether a partner (row) and a place (column) lie in one country."""
        partners = self.catalog.project.partners
        return np.array([[p.country == q.country for q in self.places] for p in partners])

    @cached_property
    def neighbours(self) -> tuple[tuple[int, int], ...]:
        """Return (partner, place) where the place is another region of the partner's country.

        Where no two regions share a country, each partner's own region stands in.
        """
        partners = self.catalog.project.partners
        own = tuple((i, int(self.home[i])) for i in range(len(partners)))
        near = tuple(
            (i, j)
            for i, partner in enumerate(partners)
            for j, place in enumerate(self.places[: self.regions])
            if place.country == partner.country and place.region != partner.region
        )
        return near or own


def read_setting(catalog: Catalog, *, seed: int, rows: int) -> Setting:
    """Return the setting of the sample of this partnership."""
    project = catalog.project
    declared = declare(
        Places,
        read_toml(DATA / "sample" / "places.toml"),
        where=str(DATA / "sample" / "places.toml"),
    )
    places = (*_regions(catalog), *_beyond(catalog, declared.places))
    reported = max(1, int(project.months * REPORTED_SHARE + 0.5))
    ceilings = {each.country: each for each in catalog.lump_sums.lump_sums}
    full = [int(ceilings[p.country].full_eur) if p.country in ceilings else -1 for p in places]
    half = [int(ceilings[p.country].half_eur) if p.country in ceilings else -1 for p in places]
    order = shuffled(stream(seed, "roles"), len(project.partners))
    return Setting(
        catalog=catalog,
        seed=seed,
        rows=rows,
        roles=tuple(ROLES[i] if i < len(ROLES) else ROLES[-1] for i in order),
        places=places,
        partnerships=declared.partnerships,
        home=np.array([project.region_codes.index(p.region) for p in project.partners]),
        tenths_of_km=_distances(project.partners, places),
        full_eur=np.array(full),
        half_eur=np.array(half),
        first_day=_day(project.start),
        as_of=_day(project.first_day_of(reported + 1)) - 1,
        days=_day(project.end) - _day(project.start) + 1,
    )


def _day(day: date) -> int:
    return (day - date(1970, 1, 1)).days


def _regions(catalog: Catalog) -> tuple[Place, ...]:
    """Return the project's regions, each at the first seat that lies in it or in its country."""
    project = catalog.project
    places = []
    for region in project.regions:
        there = [p for p in project.partners if p.region == region.code]
        near = [p for p in project.partners if p.country == region.country]
        seat = (*there, *near, *project.partners)[0]
        places.append(
            Place(
                region=region.code,
                country=region.country,
                latitude=seat.latitude,
                longitude=seat.longitude,
            )
        )
    return tuple(places)


def _beyond(catalog: Catalog, places: tuple[Place, ...]) -> tuple[Place, ...]:
    own = set(catalog.project.region_codes)
    eligible = set(catalog.countries.eligible)
    return tuple(each for each in places if each.region not in own and each.country in eligible)


def _distances(partners: tuple[Partner, ...], places: tuple[Place, ...]) -> Whole:
    """Return geodesics on WGS 84 from each partner's seat to each place, in tenths of a km."""
    geodesic = Geod(ellps="WGS84")
    metres = [
        [geodesic.inv(a.longitude, a.latitude, b.longitude, b.latitude)[2] for b in places]
        for a in partners
    ]
    return np.rint(np.array(metres) / 100).astype(np.int64)
