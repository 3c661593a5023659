"""The partnership in force: who, where, when, and what must be said beside its numbers."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Sequence
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, Field, model_validator

from hitechtex.catalog.declared import Declared, declare, read_toml
from hitechtex.errors import UnknownName

DATA = Path(__file__).resolve().parents[2] / "data"

Code = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
Country = Annotated[str, Field(pattern=r"^[A-Z]{2}$")]
Colour = Annotated[str, Field(pattern=r"^#[0-9A-Fa-f]{6}$")]


def _first_of_month(day: date) -> date:
    if day.day != 1:
        raise ValueError("must be the first day of a month")
    return day


def _refuse_twice(what: str, names: Sequence[str]) -> None:
    for name in names:
        if names.count(name) > 1:
            raise ValueError(f"the {what} {name} is listed twice")


class Partner(Declared):
    """A member of the partnership and the seat it is drawn at (degrees, WGS 84)."""

    id: Code
    name: str
    seat: str
    latitude: float = Field(ge=-90, le=90)
    longitude: float = Field(ge=-180, le=180)
    region: str
    country: Country
    colour: Colour
    languages: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()


def _calls(partners: tuple[Partner, ...]) -> list[str]:
    """Return what files may call each partner, as keys, each once per partner."""
    return [
        key
        for partner in partners
        for key in sorted(
            {match_key(name) for name in (partner.id, partner.name, *partner.aliases)}
        )
    ]


class Region(Declared):
    """A region that is shaded on the map; `code` is its NUTS / statistical code."""

    code: str
    name: str
    english: str
    level: str
    country: Country


class Line(Declared):
    """An activity line of the project."""

    id: Code
    title: str
    says: str


class Texts(Declared):
    """What the grant obliges the partnership to show; shown word for word."""

    funding_statement: str
    disclaimer: str
    region_note: str = ""


class StatusRule(Declared):
    """Least ratio of actual to expected for a status."""

    on_track: float = Field(default=0.9, gt=0)
    watch: float = Field(default=0.7, gt=0)

    @model_validator(mode="after")
    def _watch_lies_below(self) -> StatusRule:
        if self.watch >= self.on_track:
            raise ValueError("watch must be less than on_track")
        return self


class Privacy(Declared):
    """How few people are too few for a number of their own."""

    minimum_people: int = Field(default=5, ge=1)


class MapFiles(Declared):
    """Boundary files, relative to the project file, and the box that is shown (degrees)."""

    regions: str
    countries: str
    land: str
    attribution: str
    longitude: tuple[float, float]
    latitude: tuple[float, float]


class RuleFiles(Declared):
    """Files with the amounts and countries of the scheme, relative to the project file."""

    lump_sums: str
    countries: str


class Project(Declared):
    """One partnership; another one is another file."""

    name: str
    full_name: str = ""
    call: str = ""
    website: str = ""
    start: Annotated[date, AfterValidator(_first_of_month)]
    months: int = Field(ge=1, le=240)
    currency: str = "EUR"
    grant_number: str = ""
    coordinator: str = ""
    sample: str = ""
    public_record: str = ""
    texts: Texts
    status: StatusRule = StatusRule()
    privacy: Privacy = Privacy()
    map: MapFiles
    rules: RuleFiles
    lines: tuple[Line, ...]
    regions: tuple[Region, ...]
    partners: tuple[Partner, ...]
    folder: Path

    @model_validator(mode="after")
    def _names_agree(self) -> Project:
        _refuse_twice("region", [region.code for region in self.regions])
        _refuse_twice("line", [line.id for line in self.lines])
        _refuse_twice("partner", self.partner_ids)
        _refuse_twice("partner name or alias", _calls(self.partners))
        countries = {region.code: region.country for region in self.regions}
        for partner in self.partners:
            if partner.region not in countries:
                raise ValueError(
                    f"the region {partner.region} of partner {partner.id} is not listed"
                )
            if countries[partner.region] != partner.country:
                raise ValueError(f"partner {partner.id} and its region lie in different countries")
        if self.coordinator and self.coordinator not in self.partner_ids:
            raise ValueError(f"the coordinator {self.coordinator} is not one of the partners")
        return self

    @cached_property
    def partner_ids(self) -> tuple[str, ...]:
        """Partners in the order of the file."""
        return tuple(partner.id for partner in self.partners)

    @cached_property
    def region_codes(self) -> tuple[str, ...]:
        """Regions in the order of the file."""
        return tuple(region.code for region in self.regions)

    @cached_property
    def eligible_pairs(self) -> tuple[tuple[str, str], ...]:
        """Ordered pairs of regions that lie in different countries (rule R-COUNTRY)."""
        return tuple(
            (visiting.code, host.code)
            for visiting in self.regions
            for host in self.regions
            if visiting.country != host.country
        )

    @cached_property
    def end(self) -> date:
        """Last day of the last project month."""
        return date.fromordinal(self.first_day_of(self.months + 1).toordinal() - 1)

    def partner(self, name: str) -> Partner:
        """Return the partner with this id; raise UnknownName with the nearest one."""
        for partner in self.partners:
            if partner.id == name:
                return partner
        raise UnknownName("partner", name, self.partner_ids)

    def region(self, code: str) -> Region:
        """Return the region with this code; raise UnknownName with the nearest one."""
        for region in self.regions:
            if region.code == code:
                return region
        raise UnknownName("region", code, self.region_codes)

    def first_day_of(self, month: int) -> date:
        """Return the first day of project month `month` (1 is the first)."""
        months = self.start.year * 12 + self.start.month - 1 + month - 1
        return date(months // 12, months % 12 + 1, 1)

    def month_of(self, day: date) -> int:
        """Return the project month of `day`; 1 is the first, 0 and below lie before the start."""
        return (day.year - self.start.year) * 12 + day.month - self.start.month + 1

    def file(self, relative: str) -> Path:
        """Return a file named in the project file."""
        return (self.folder / relative).resolve()


def project_path() -> Path:
    """Return the project file in force: HITECHTEX_PROJECT, else the one shipped."""
    return Path(os.environ.get("HITECHTEX_PROJECT") or DATA / "project.toml")


def read_project(path: Path | None = None) -> Project:
    """Return the partnership declared in `path`; raise DeclarationError naming file and key."""
    path = path or project_path()
    return declare(Project, {**read_toml(path), "folder": path.resolve().parent}, where=str(path))


def match_key(text: str) -> str:
    """Return `text` as a key for comparing names: no accents, no case, dotless i is i.

    Letters of every script are kept, so that two Greek names do not become one empty key.

    `'BİLGİ'.lower()` is not `'bilgi'`; this is.
    """
    bare = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return re.sub(r"[\W_]+", "_", bare.replace("ı", "i").casefold()).strip("_")
