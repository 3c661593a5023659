"""Results made by hand, small enough to work every number of a panel in the head."""

from __future__ import annotations

from datetime import date
from typing import Any

from hitechtex.catalog.units import unit_of
from hitechtex.query.result import Column, Result, Source

AS_OF = date(2023, 6, 14)  # in project month 17 of 24
PARTNERS = ("citeve", "aei_textils", "ateval", "ntt", "clutex", "dcc_ttc")
REGIONS = ("PT11", "ES51", "ES52", "ITI1", "CZ05", "TR3")
COUNTRY = dict(zip(REGIONS, ("PT", "ES", "ES", "IT", "CZ", "TR"), strict=True))


def result(
    query: str, names: str, rows: list[tuple[Any, ...]], *, n: int = 90, **more: Any
) -> Result:
    """Return a Result whose columns are those named, with these rows."""
    columns = tuple(_column(name, place, rows) for place, name in enumerate(names.split()))
    settings: dict[str, Any] = {
        "question": f"The question of {query}?",
        "grain": "one row per hand-made row",
        "filters": {},
        "sources": (Source("exchanges", 6, ("b1", "b2"), PARTNERS, False),),
        "data_date": AS_OF,
        "as_of": AS_OF,
        "snapshot": "hand-made",
    }
    return Result(query=query, columns=columns, rows=tuple(rows), n=n, **(settings | more))


def emptied(full: Result) -> Result:
    """Return the same question with nothing in it."""
    return result(full.query, " ".join(full.names), [], n=0)


def _column(name: str, place: int, rows: list[tuple[Any, ...]]) -> Column:
    is_number = any(isinstance(row[place], int | float) for row in rows)
    return Column(
        name, "BIGINT" if is_number else "VARCHAR", unit_of(name, is_number=is_number), ""
    )


# Achieved per month from month 1 to 17; the sum is 62.
ACHIEVED = (0, 0, 0, 0, 1, 0, 3, 4, 0, 6, 2, 5, 8, 0, 11, 14, 8)
# Planned at the end of each quarter; straight lines between: 2, 8, 18, 30, 48, 68, 82, 90.
PLANNED = (2, 8, 18, 30, 48, 68, 82, 90)
# Each partner's part of what was achieved, and its own target; the fifth has no target, the last
# has sent no data.
SHARES = {"citeve": 0.3, "aei_textils": 0.25, "ateval": 0.1, "ntt": 0.2, "clutex": 0.15}
TARGETS = {"citeve": 18.0, "aei_textils": 24.0, "ateval": 12.0, "ntt": 12.0}


def month_day(month: int) -> date:
    """Return the first day of project month 1…24."""
    return date(2022 + (month // 12), month % 12 + 1, 1)


def planned(month: int, whole: float = 90) -> float:
    """Return the plan at the end of a month for a target of `whole`."""
    quarter, rest = divmod(month, 3)
    before = PLANNED[quarter - 1] if quarter else 0
    after = PLANNED[quarter] if rest else before
    return round((before + (after - before) * rest / 3) * whole / 90, 2)


def burn_up() -> Result:
    """The partnership: 62 of 90 by month 17, planned 68 + … = 60.67 (48 + 2/3 of 20 = 61.33)."""
    rows: list[tuple[Any, ...]] = []
    for partner, share, target in [(None, 1.0, 90.0)] + [
        (partner, share, TARGETS.get(partner)) for partner, share in SHARES.items()
    ]:
        to_date = 0
        for month in range(1, 25):
            given = month <= len(ACHIEVED)
            whole = sum(ACHIEVED[:month])
            achieved = round(whole * share) - to_date if given else 0
            to_date += achieved
            plan = planned(month, target) if target is not None else None
            rows.append(
                (partner, month_day(month), month, achieved, to_date if given else None, plan)
            )
    names = (
        "partner month project_month achieved_exchanges achieved_to_date_exchanges "
        "planned_exchanges"
    )
    return result("exchange_burn_up", names, rows)


# Visitors from … to …: 12 corridors in use of 28; 79 exchanges in all.
PAIRS = {
    ("PT11", "ES51"): 6, ("PT11", "ITI1"): 12, ("PT11", "TR3"): 10, ("PT11", "CZ05"): 4,
    ("ES51", "PT11"): 6, ("ES51", "TR3"): 8, ("ES52", "ITI1"): 7, ("ES52", "ES51"): 1,
    ("ITI1", "PT11"): 9, ("ITI1", "CZ05"): 5, ("CZ05", "ITI1"): 3, ("CZ05", "other"): 2,
    ("TR3", "ITI1"): 3, ("other", "TR3"): 3,
}  # fmt: skip


def pairs() -> Result:
    """Every ordered pair of the six regions and elsewhere; one pair breaks the country rule."""
    codes = (*REGIONS, "other")
    rows = [
        (a, b, COUNTRY.get(a) != COUNTRY.get(b) or "other" in (a, b), count, count - count // 4,
         count * 4, count * 700.0 if count else None)
        for a in codes for b in codes for count in [PAIRS.get((a, b), 0)]
    ]  # fmt: skip
    names = (
        "visiting_region host_region is_eligible exchanges achieved_exchanges working_days "
        "lump_sum_eur"
    )
    return result("exchanges_by_region_pair", names, rows, n=79)
