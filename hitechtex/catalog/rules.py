"""Amounts and countries of the scheme, each with its source, date and status."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

from hitechtex.catalog.declared import Declared, declare, read_toml
from hitechtex.catalog.project import Country


class LumpSum(Declared):
    """Ceiling for a stay in one host country, EUR; halved for short or near stays."""

    country: Country
    full_eur: Decimal
    half_eur: Decimal
    status: str
    note: str
    source: str
    read_on: date


class LumpSums(Declared):
    """Every ceiling, and what holds for all of them; `maximum_eur` None is no common ceiling."""

    maximum_eur: Decimal | None = None
    halved_under_working_days: int
    halved_under_km: float
    source: str
    lump_sums: tuple[LumpSum, ...]


class Countries(Declared):
    """Countries whose organisations may take part (ISO 3166-1 alpha-2)."""

    source: str
    read_on: date
    status: str
    eligible: tuple[Country, ...]


def read_lump_sums(path: Path) -> LumpSums:
    """Return the lump sums declared in `path`."""
    return declare(LumpSums, read_toml(path), where=str(path))


def read_countries(path: Path) -> Countries:
    """Return the eligible countries declared in `path`."""
    return declare(Countries, read_toml(path), where=str(path))
