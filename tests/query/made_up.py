"""Exchanges made up for properties: every code, every gap, every order of dates that may occur."""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import Any

from hitechtex.catalog import Catalog

FIRST, DAYS = date(2022, 1, 20), 640
REGIONS = ("PT11", "ES51", "ES52", "ITI1", "CZ05", "TR3", "FR10", "PT17", None)
COUNTRY = {"PT11": "PT", "PT17": "PT", "ES51": "ES", "ES52": "ES", "ITI1": "IT", "CZ05": "CZ",
           "TR3": "TR", "FR10": "FR", None: "CH"}  # fmt: skip

Row = dict[str, Any]


def exchanges(catalog: Catalog, *, rows: int, seed: int = 1) -> list[Row]:
    """Return `rows` exchanges, two of three like the one before; the last of the partners has none.

    Alike means one cell: the same month and codes, with an amount and days of its own.
    """
    chance = random.Random(seed)
    found: list[Row] = []
    for number in range(rows):
        row = _exchange(catalog, chance, number)
        if number % 3:
            amounts = {name: row[name] for name in ("exchange_id", "working_days", "lump_sum_eur")}
            row = found[-1] | amounts
        found.append(row)
    return found


def _exchange(catalog: Catalog, chance: random.Random, number: int) -> Row:
    codes = catalog.codes
    visiting, host = chance.choice(REGIONS), chance.choice(REGIONS)
    start = FIRST + timedelta(days=chance.randrange(DAYS))
    row: Row = {
        "exchange_id": f"E{number:04}",
        "mission_id": chance.choice([None, *(f"M{k}" for k in range(9))]),
        "partner": chance.choice(catalog.project.partner_ids[:-1]),
        "visiting_organisation": f"Org {chance.randrange(30)}",
        "visiting_type": _code(chance, codes["organisation_types"]),
        "visiting_country": COUNTRY[visiting],
        "visiting_region": visiting,
        "host_type": _code(chance, codes["organisation_types"]),
        "host_country": COUNTRY[host],
        "host_region": host,
        "purpose": _code(chance, codes["purposes"]),
        "activity": _code(chance, codes["activities"]),
        "mode": _code(chance, codes["modes"]),
        "outcome": _code(chance, codes["outcomes"]),
        "status": chance.choice([*codes["statuses"], "paid", "paid", "report_validated"]),
        "working_days": chance.choice([None, 3, 4, 5, 8]),
        "distance_km": chance.choice([None, 150.5, 199.9, 200.0, 1500.0]),
        "lump_sum_eur": chance.choice([None, 0, 305, 415, 412.5, 780, 900, 1100.01]),
    }
    return row | _dates(chance, start)


def _code(chance: random.Random, codes: dict[str, str]) -> str | None:
    return chance.choice([None, *codes])


def _dates(chance: random.Random, start: date) -> Row:
    """Return the dates of one stay in their order, each missing now and then."""
    steps = {
        "registered_on": start - timedelta(days=chance.randrange(1, 200)),
        "start_date": start,
        "end_date": start + timedelta(days=chance.randrange(20)),
    }
    day = steps["end_date"]
    for name, most in (("completed_on", 8), ("validated_on", 90), ("paid_on", 50)):
        day += timedelta(days=chance.randrange(most))
        steps[name] = day
    return {name: None if chance.random() < 0.15 else day for name, day in steps.items()}
