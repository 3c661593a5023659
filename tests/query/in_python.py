"""The counting queries a second time, in plain Python, from the words of their headers."""

from __future__ import annotations

import statistics
from collections import Counter
from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from hitechtex.catalog import Catalog
from hitechtex.query import Filters
from tests.query.made_up import Row

COMMITTED = ("exchange_building", "exchange_finalisation")
UNDER_WAY = ("open", "awaiting_validation")


class Recomputed:
    """All exchanges with what follows from them, and the questions asked of those in scope."""

    def __init__(self, rows: list[Row], catalog: Catalog) -> None:
        self.catalog = catalog
        self.project = catalog.project
        self.rows = [self._judged(row) for row in rows]
        present = {row["partner"] for row in rows}
        self.partners = [name for name in self.project.partner_ids if name in present]

    def _judged(self, row: Row) -> Row:
        codes = self.catalog.codes
        achieved_on = ("validated_on", "paid_on", "completed_on", "end_date", "start_date")
        return row | {
            "state": codes["state_of_status"][row["status"]],
            "phase": codes["phase_of_status"][row["status"]],
            "day": row["start_date"] or row["registered_on"],
            "from": self._region(row["visiting_region"]),
            "to": self._region(row["host_region"]),
            "achieved_on": next((row[name] for name in achieved_on if row[name]), None),
            "ceiling": self._ceiling(row),
        }

    def _region(self, code: str | None) -> str | None:
        return code if code is None or code in self.project.region_codes else "other"

    def _ceiling(self, row: Row) -> float | None:
        rule = self.catalog.lump_sums
        for each in rule.lump_sums:
            if each.country == row["host_country"]:
                days, km = row["working_days"], row["distance_km"]
                is_short = days is not None and days < rule.halved_under_working_days
                is_near = km is not None and km < rule.halved_under_km
                amount = each.half_eur if is_short or is_near else each.full_eur
                return float(min(amount, rule.maximum_eur))
        return None

    # scope

    def scope(self, filters: Filters) -> list[Row]:
        return [row for row in self.rows if _is_kept(row, filters)]

    def per_partner(
        self, filters: Filters, count: Callable[[list[Row], str | None], tuple[Any, ...]]
    ) -> list[tuple[Any, ...]]:
        """One row for the partnership, then one per partner that is not filtered away."""
        scope = self.scope(filters)
        kept = [p for p in self.partners if filters.partners is None or p in filters.partners]
        return [(None, *count(scope, None))] + [
            (p, *count([row for row in scope if row["partner"] == p], p)) for p in kept
        ]

    # questions

    def exchanges_total(self, filters: Filters) -> list[tuple[Any, ...]]:
        scope = self.scope(filters)
        return [(len(scope), _sum(scope, "working_days"), _money(scope, "lump_sum_eur"))]

    def exchanges_achieved(self, filters: Filters) -> list[tuple[Any, ...]]:
        states = ("achieved", "awaiting_validation", "open", "closed")

        def count(rows: list[Row], _: str | None) -> tuple[Any, ...]:
            types = [row["visiting_type"] for row in rows if row["state"] == "achieved"]
            by_state = (_count(rows, state=state) for state in states)
            return len(rows), *by_state, len(types) - types.count(None), types.count("sme")

        return self.per_partner(filters, count)

    def exchange_conversion(self, filters: Filters, as_of: date) -> list[tuple[Any, ...]]:
        month = as_of.year * 12 + as_of.month - 1 - 6
        last = _last_of_month(month // 12, month % 12 + 1)
        cut = date(last.year, last.month, min(as_of.day, last.day))

        def count(rows: list[Row], _: str | None) -> tuple[Any, ...]:
            early = [row for row in rows if row["registered_on"] and row["registered_on"] <= cut]
            return len(early), _count(early, state="achieved")

        return self.per_partner(filters, count)

    def exchange_delays(self, filters: Filters) -> list[tuple[Any, ...]]:
        def count(rows: list[Row], _: str | None) -> tuple[Any, ...]:
            return (
                *_spread(_days(rows, "completed_on", "validated_on")),
                *_spread(_days(rows, "validated_on", "paid_on")),
            )

        return self.per_partner(filters, count)

    def exchange_money(self, filters: Filters) -> list[tuple[Any, ...]]:
        def count(rows: list[Row], _: str | None) -> tuple[Any, ...]:
            committed = [row for row in rows if row["phase"] in COMMITTED]
            paid = [row for row in rows if row["status"] == "paid"]
            capped = [row for row in committed if row["ceiling"] is not None]
            above = [
                row["lump_sum_eur"] - row["ceiling"]
                for row in capped
                if row["lump_sum_eur"] is not None and row["lump_sum_eur"] > row["ceiling"]
            ]
            return (
                len(committed),
                _money(committed, "lump_sum_eur"),
                len(paid),
                _money(paid, "lump_sum_eur"),
                _money(capped, "ceiling"),
                len(capped),
                len(above),
                _cents(above),
            )

        return self.per_partner(filters, count)

    def exchange_balance(self, filters: Filters) -> list[tuple[Any, ...]]:
        anyone = Filters(**{**filters.__dict__, "partners": None})
        arrived = Counter(row["to"] for row in self.scope(anyone) if row["state"] == "achieved")

        def count(rows: list[Row], partner: str | None) -> tuple[Any, ...]:
            sent = _count(rows, state="achieved")
            if partner is None and filters.partners is None:
                homes = set(self.project.region_codes)
            else:
                chosen = [p for p in self.partners if p in (filters.partners or ())]
                homes = {self.project.partner(p).region for p in ([partner] if partner else chosen)}
            hosted = sum(arrived[home] for home in homes)
            return len(rows), sent, hosted, sent - hosted

        return self.per_partner(filters, count)

    def region_pairs_active(self, filters: Filters) -> list[tuple[Any, ...]]:
        def count(rows: list[Row], partner: str | None) -> tuple[Any, ...]:
            homes = {self.project.partner(partner).region} if partner else None
            if partner is None and filters.partners is not None:
                chosen = [p for p in self.partners if p in filters.partners]
                homes = {self.project.partner(p).region for p in chosen}
            eligible = {
                pair
                for pair in self.project.eligible_pairs
                if (homes is None or pair[0] in homes) and _pair_is_kept(pair, filters)
            }
            active = {(row["from"], row["to"]) for row in rows if row["state"] == "achieved"}
            return len(rows), len(active & eligible), len(eligible)

        return self.per_partner(filters, count)

    def exchange_follow_ups(self, filters: Filters) -> list[tuple[Any, ...]]:
        def count(rows: list[Row], _: str | None) -> tuple[Any, ...]:
            given = Counter(row["outcome"] for row in rows if row["state"] == "achieved")
            silent, without, follow_up = (given[each] for each in (None, "none", "follow_up"))
            whole = given.total()
            answered = whole - silent
            return whole, answered, answered - without, answered - without - follow_up

        return self.per_partner(filters, count)

    def exchange_reach(self, filters: Filters) -> list[tuple[Any, ...]]:
        def count(rows: list[Row], _: str | None) -> tuple[Any, ...]:
            ends = [{row["from"], row["to"]} for row in rows if row["state"] == "achieved"]
            beyond = sum("other" in pair for pair in ends)
            inside = sum(not pair & {"other", None} for pair in ends)
            return len(ends), beyond + inside, beyond

        return self.per_partner(filters, count)

    def exchanges_range(self, filters: Filters) -> list[tuple[Any, ...]]:
        phases = list(self.catalog.codes["phases"])

        def reached(row: Row) -> int:
            if row["state"] != "closed":
                return phases.index(row["phase"])
            if row["completed_on"] or row["validated_on"] or row["paid_on"]:
                return phases.index("exchange_finalisation")
            has_stay = row["start_date"] or row["end_date"]
            return phases.index("exchange_building" if has_stay else "registration")

        def count(rows: list[Row], _: str | None) -> tuple[Any, ...]:
            achieved = _count(rows, state="achieved")
            closed = [row for row in rows if row["state"] == "closed"]
            under_way = [row for row in rows if row["state"] in UNDER_WAY]
            likely: float | None = achieved
            for row in under_way:
                as_far = [each for each in closed if reached(each) >= reached(row)]
                if not achieved + len(as_far):
                    likely = None
                    break
                likely += achieved / (achieved + len(as_far))
            return achieved, likely, achieved + len(under_way), achieved + len(closed)

        return self.per_partner(filters, count)

    def exchange_burn_up(self, filters: Filters, as_of: date) -> list[tuple[Any, ...]]:
        months = [self.project.first_day_of(m) for m in range(1, self.project.months + 1)]
        scope = [row for row in self.scope(filters) if row["state"] == "achieved"]
        kept = [p for p in self.partners if filters.partners is None or p in filters.partners]
        found = []
        for partner in [None, *kept]:
            days = [
                row["achieved_on"].replace(day=1)
                for row in scope
                if row["achieved_on"] and partner in (None, row["partner"])
            ]
            for month in months:
                known = month <= as_of
                to_date = sum(day <= month for day in days) if known else None
                found.append((partner, month, days.count(month) if known else None, to_date))
        return found

    def exchanges_by_month(self, filters: Filters) -> list[tuple[Any, ...]]:
        found: dict[date, list[int]] = {}
        for row in self.scope(filters):
            if row["day"]:
                counts = found.setdefault(row["day"].replace(day=1), [0, 0, 0, 0])
                counts[0] += 1
                counts[1] += row["state"] == "open"
                counts[2] += row["phase"] == "exchange_finalisation"
                counts[3] += row["state"] == "closed"
        return [(month, *counts) for month, counts in sorted(found.items())]

    def grouped(self, filters: Filters, *names: str) -> dict[tuple[Any, ...], tuple[Any, ...]]:
        """Exchanges, those achieved, days and money by the values of `names`."""
        groups: dict[tuple[Any, ...], list[Row]] = {}
        for row in self.scope(filters):
            groups.setdefault(tuple(row[name] for name in names), []).append(row)
        return {
            key: (
                len(rows),
                _count(rows, state="achieved"),
                _sum(rows, "working_days"),
                _money(rows, "lump_sum_eur"),
            )
            for key, rows in groups.items()
        }

    def exchange_missions(self, filters: Filters) -> list[tuple[Any, ...]]:
        missions: dict[str, list[Row]] = {}
        for row in self.scope(filters):
            if row["mission_id"]:
                missions.setdefault(row["mission_id"], []).append(row)
        found = [
            (
                name,
                min((row["day"] for row in rows if row["day"]), default=None),
                max((d for row in rows if (d := row["end_date"] or row["day"])), default=None),
                len(rows),
                len({row["visiting_organisation"] for row in rows}),
                sum(row["phase"] == "exchange_finalisation" for row in rows),
                _count(rows, state="closed"),
            )
            for name, rows in missions.items()
        ]
        return sorted(found, key=lambda row: (-row[3], row[0]))

    def needs_attention(self, filters: Filters, as_of: date) -> list[tuple[Any, ...]]:
        found: dict[tuple[str, str], list[tuple[int | None, float | None]]] = {}
        for row in self.scope(filters):
            for issue, days, amount in _issues(row, as_of):
                found.setdefault((issue, row["partner"]), []).append((days, amount))
        listed = [
            (
                issue,
                partner,
                len(cases),
                max((days for days, _ in cases if days is not None), default=None),
                _cents(amount for _, amount in cases if amount is not None),
            )
            for (issue, partner), cases in found.items()
        ]
        return sorted(listed)


def _issues(row: Row, as_of: date) -> Iterable[tuple[str, int | None, float | None]]:
    """Yield (issue, days, EUR) for what is wrong with one exchange."""
    amount, ceiling = row["lump_sum_eur"], row["ceiling"]
    is_awaited = row["state"] == "awaiting_validation" and not row["validated_on"]
    is_unpaid = row["status"] == "report_validated" and not row["paid_on"]
    is_unconfirmed = row["state"] == "open" and row["status"] != "ongoing"
    for issue, is_waiting, since, patience in (
        ("validation_overdue", is_awaited, row["completed_on"], 30),
        ("payment_overdue", is_unpaid, row["validated_on"], 10),
        ("stay_not_confirmed", is_unconfirmed, row["start_date"], 0),
    ):
        if is_waiting and since and (as_of - since).days > patience:
            yield issue, (as_of - since).days, amount
    has_both = amount is not None and ceiling is not None
    if row["phase"] in COMMITTED and has_both and amount > ceiling:
        yield "over_ceiling", None, amount - ceiling
    if row["visiting_country"] == row["host_country"] and row["state"] != "closed":
        yield "same_country", None, amount
    if row["mode"] == "virtual" and row["status"] == "paid" and amount:
        yield "virtual_paid", None, amount


def _is_kept(row: Row, filters: Filters) -> bool:
    day = row["day"]
    return all(
        (
            filters.first_day is None or (day is not None and day >= filters.first_day),
            filters.last_day is None or (day is not None and day <= filters.last_day),
            filters.partners is None or row["partner"] in filters.partners,
            _pair_is_kept((row["from"], row["to"]), filters),
            _listed(row["visiting_type"], filters.organisation_types),
            _listed(row["mode"], filters.modes),
            _listed(row["state"], filters.states),
        )
    )


def _pair_is_kept(pair: tuple[str | None, str | None], filters: Filters) -> bool:
    return (
        (_listed(pair[0], filters.regions) or _listed(pair[1], filters.regions))
        and _listed(pair[0], filters.visiting_regions)
        and _listed(pair[1], filters.host_regions)
    )


def _listed(value: str | None, listed: tuple[str, ...] | None) -> bool:
    return listed is None or value in listed


def _count(rows: list[Row], *, state: str) -> int:
    return sum(row["state"] == state for row in rows)


def _sum(rows: list[Row], name: str) -> Any:
    values = [row[name] for row in rows if row[name] is not None]
    return sum(values) if values else None


def _money(rows: list[Row], name: str) -> float | None:
    return _cents(row[name] for row in rows if row[name] is not None)


def _cents(amounts: Iterable[float]) -> float | None:
    """Add up in whole cents, so that nothing is lost."""
    cents = [round(amount * 100) for amount in amounts]
    return sum(cents) / 100 if cents else None


def _days(rows: list[Row], first: str, then: str) -> list[int]:
    return [(row[then] - row[first]).days for row in rows if row[first] and row[then]]


def _spread(days: list[int]) -> tuple[Any, ...]:
    if not days:
        return 0, None, None, None
    return len(days), min(days), statistics.median(days), max(days)


def _last_of_month(year: int, month: int) -> date:
    following = date(year + month // 12, month % 12 + 1, 1)
    return date.fromordinal(following.toordinal() - 1)
