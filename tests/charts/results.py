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
    """The partnership: 62 of 90 by month 17, planned 48 + 2/3 of 20 = 61.33."""
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


def countries() -> Result:
    """Eleven countries, so that three are added up: 8 are shown by traffic."""
    counts = {
        ("PT", "IT"): 12, ("PT", "TR"): 10, ("ES", "TR"): 8, ("ES", "IT"): 7, ("IT", "PT"): 9,
        ("CZ", "IT"): 3, ("TR", "IT"): 3, ("PT", "CZ"): 4, ("DE", "TR"): 2, ("FR", "TR"): 2,
        ("CZ", "AT"): 2, ("PL", "PT"): 1, ("CZ", "BE"): 1, ("SE", "ES"): 1, (None, "ES"): 2,
    }  # fmt: skip
    rows = [(a, b, count, count, count * 4, count * 700.0) for (a, b), count in counts.items()]
    names = "visiting_country host_country exchanges achieved_exchanges working_days lump_sum_eur"
    return result("exchanges_by_country_pair", names, rows, n=67)


def by_status() -> Result:
    """28 open, 9 awaiting validation, 62 achieved, 11 closed: 110."""
    counts = {
        "registered": 8, "accepted": 6, "matched": 7, "commitment_signed": 5, "ongoing": 2,
        "completed": 5, "report_submitted": 4, "report_validated": 20, "paid": 42,
        "cancelled": 9, "rejected": 2,
    }  # fmt: skip
    phases = ["registration"] * 2 + ["matching"] + ["exchange_building"] * 2
    phases += ["exchange_finalisation"] * 4 + ["closed"] * 2
    states = ["open"] * 5 + ["awaiting_validation"] * 2 + ["achieved"] * 2 + ["closed"] * 2
    rows = list(zip(counts, phases, states, counts.values(), strict=True))
    return result("exchanges_by_status", "status phase state exchanges", rows, n=110)


def by_month() -> Result:
    """Done 71, planned 26, cancelled 9; 24 months, of which 8 have no stay."""
    done = (0, 0, 0, 0, 2, 0, 4, 5, 0, 7, 3, 6, 9, 0, 14, 15, 6)
    ahead = (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 4, 0, 12, 6, 0, 0, 4)
    off = (0, 0, 0, 0, 0, 0, 1, 0, 0, 2, 0, 1, 1, 0, 3, 1)
    counts = [(*each, *[0] * (24 - len(each))) for each in (ahead, done, off)]
    rows = [(month_day(month + 1), *(each[month] for each in counts)) for month in range(24)]
    names = "month planned_exchanges done_exchanges cancelled_exchanges"
    return result("exchanges_by_month", names, rows, n=106)


def missions() -> Result:
    """Six missions; the largest has 16 exchanges."""
    rows = [
        ("M-05", date(2023, 5, 8), date(2023, 5, 12), "TR3", "TR", 16, 14, 15, 1),
        ("M-04", date(2023, 4, 17), date(2023, 4, 21), "ITI1", "IT", 12, 10, 11, 1),
        ("M-06", date(2023, 8, 21), date(2023, 8, 25), "other", "DE", 12, 12, 0, 0),
        ("M-03", date(2023, 2, 28), date(2023, 3, 2), "TR3", "TR", 9, 9, 9, 0),
        ("M-02", date(2022, 11, 7), date(2022, 11, 11), "CZ05", "CZ", 6, 5, 6, 2),
        ("M-01", date(2022, 9, 12), date(2022, 9, 14), None, None, 5, 4, 5, 0),
    ]
    names = (
        "mission_id first_day last_day host_region host_country exchanges organisations "
        "done_exchanges cancelled_exchanges"
    )
    return result("exchange_missions", names, rows, n=60)


def organisation_types() -> Result:
    """45 of 62 visitors with a type are SMEs (73 %); two types of host are not given."""
    visiting = {"sme": 45, "cluster_organisation": 11, "scaling_up_support": 6, None: 3}
    hosting = {
        "sme": 20,
        "large_company": 24,
        "training_provider": 12,
        "public_authority": 7,
        None: 2,
    }
    rows = [("visiting", code, count, count) for code, count in visiting.items()]
    rows += [("host", code, count, count) for code, count in hosting.items()]
    names = "side organisation_type exchanges achieved_exchanges"
    return result("exchange_organisation_types", names, rows, n=65)


def _by_code(query: str, name: str, counts: dict[str | None, int]) -> Result:
    rows = [(None, code, count) for code, count in counts.items()]
    rows += [("citeve", code, count // 2) for code, count in counts.items()]
    return result(query, f"partner {name} exchanges", rows, n=62)


def purposes() -> Result:
    """Of 62: 30 to learn, 20 for markets, 9 for technologies, none to invest, 3 not given."""
    counts: dict[str | None, int] = {
        "learn_from_another_cluster": 30, "explore_new_markets": 20, "adopt_new_technologies": 9,
        None: 3,
    }  # fmt: skip
    return _by_code("exchange_purposes", "purpose", counts)


def activities() -> Result:
    """Of 12, so that counts and not percentages are shown: 5, 4, 3."""
    counts: dict[str | None, int] = {"networking": 5, "sharing_knowledge": 4, "market_research": 3}
    return _by_code("exchange_activities", "activity", counts)


def outcomes() -> Result:
    """Of 60 that are known, 28 led to something: 20 + 5 + 2 + 1; 2 are not given."""
    counts: dict[str | None, int] = {
        "none": 32, "follow_up": 20, "cooperation_agreement": 5, "joint_project": 2,
        "commercial_contract": 1, None: 2,
    }  # fmt: skip
    return _by_code("exchange_outcomes", "outcome", counts)


def money() -> Result:
    """EUR 61 200 committed, 37 400 paid; 3 of 80 above their ceilings, by 340 together."""
    rows = [
        (None, 82, 61200.0, 50, 37400.0, 62300.0, 80, 3, 340.0),
        ("citeve", 30, 23400.0, 20, 15600.0, 23400.0, 30, 0, None),
        ("aei_textils", 20, 14200.0, 12, 8400.0, 15100.0, 20, 1, 120.0),
        ("ateval", 10, 7200.0, 8, 5900.0, 7000.0, 10, 2, 220.0),
        ("ntt", 16, 12800.0, 10, 7500.0, 13200.0, 16, 0, None),
        ("clutex", 6, 3600.0, 0, None, 3600.0, 4, 0, None),
        ("dcc_ttc", 0, None, 0, None, None, 0, 0, None),
    ]
    names = (
        "partner committed_exchanges committed_eur paid_exchanges paid_eur ceiling_eur "
        "with_ceiling_exchanges over_ceiling_exchanges over_ceiling_eur"
    )
    return result("exchange_money", names, rows, n=110)


def delays() -> Result:
    """Median 21 days to validation, 12 to payment; the longest wait is 96 days."""
    rows = [
        (None, 60, 3, 21.0, 96, 50, 2, 12.0, 41),
        ("citeve", 19, 3, 18.0, 60, 18, 2, 9.0, 30),
        ("aei_textils", 15, 7, 22.5, 96, 12, 4, 13.0, 41),
        ("ateval", 6, 10, 30.0, 45, 6, 5, 8.0, 12),
        ("ntt", 11, 5, 20.0, 51, 10, 3, 14.0, 28),
        ("clutex", 9, 12, 28.0, 70, 4, 6, 10.0, 22),
        ("dcc_ttc", 0, None, None, None, 0, None, None, None),
    ]
    names = (
        "partner validated_exchanges shortest_to_validation_days median_to_validation_days "
        "longest_to_validation_days paid_exchanges shortest_to_payment_days "
        "median_to_payment_days longest_to_payment_days"
    )
    return result("exchange_delays", names, rows, n=60)


def attention() -> Result:
    """Four issues; one partner is silent for 140 days."""
    rows = [
        ("payment_overdue", "aei_textils", 4, 41, 3120.0),
        ("validation_overdue", "clutex", 1, 96, None),
        ("over_ceiling", "ateval", 2, None, 220.0),
        ("silent_partner", "dcc_ttc", 0, 140, None),
    ]
    names = "issue partner exchanges longest_days amount_eur"
    return result("needs_attention", names, rows)


def measures() -> Result:
    """The regions; people trained are not known in one of them, a target is not set in another."""
    rows = [
        ("PT11", 32, 15, 17, 23400.0, 41, 18.0, 19),
        ("ES51", 14, 7, 7, 14200.0, 38, 24.0, 16),
        ("ES52", 8, 0, 8, 7200.0, 12, 12.0, 6),
        ("ITI1", 14, 25, -11, 12800.0, 27, 12.0, 12),
        ("CZ05", 5, 9, -4, 3600.0, 9, None, 9),
        ("TR3", 3, 21, -18, None, None, 12.0, 0),
    ]
    names = (
        "region sent_exchanges hosted_exchanges balance_exchanges lump_sum_eur trained_people "
        "target_exchanges achieved_exchanges"
    )
    return result("region_measures", names, rows)


def exchange_list() -> Result:
    """Two of 110 exchanges, the second with hardly anything given."""
    names = (
        "exchange_id partner mission_id visiting_organisation visiting_type visiting_country "
        "visiting_region host_organisation host_type host_country host_region purpose activity "
        "mode status state registered_on start_date end_date completed_on validated_on paid_on "
        "working_days participants distance_km lump_sum_eur outcome batch source_file "
        "source_sheet source_row"
    )
    full = (
        "X-2", "citeve", "M-04", "Fios & Filhos", "sme", "PT", "PT11", "Lanificio", "large_company",
        "IT", "ITI1", "explore_new_markets", "networking", "physical", "paid", "achieved",
        date(2023, 1, 9), date(2023, 4, 17), date(2023, 4, 21), date(2023, 4, 21),
        date(2023, 5, 2), date(2023, 5, 9), 5, 2, 1790.4, 780.0, "follow_up", "b1", "citeve.xlsx",
        "Sheet1", 1042,
    )  # fmt: skip
    bare = ("X-1", *[None] * 13, "registered", "open", *[None] * 11, "b1", "citeve.xlsx", None, 7)
    return result("exchange_list", names, [full, bare], n=110)
