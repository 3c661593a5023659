"""Whatever the filters, the queries say what plain Python says.

Periods begin and end in the middle of months as often as not: whole months are counted from
cells, the others from rows, and no one may notice.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from hitechtex.catalog import Catalog, read_catalog
from hitechtex.query import Engine, Filters, open_engine
from tests.query.in_python import Recomputed
from tests.query.loading import from_records, snapshot_of
from tests.query.made_up import DAYS, FIRST, exchanges

CATALOG = read_catalog()


def _some(values: tuple[str, ...]) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from(values), max_size=4, unique=True).map(sorted).map(tuple)


MADE_UP = exchanges(CATALOG, rows=400)
# Days on which a stay begins try the ends of a period; others lie anywhere.
days = st.sampled_from(
    sorted({day for row in MADE_UP if (day := row["start_date"] or row["registered_on"])})
) | st.integers(-30, DAYS + 30).map(lambda n: FIRST + timedelta(days=n))
ends_of_months = st.integers(0, 25).map(
    lambda n: date(2022 + n // 12, n % 12 + 1, 1) - timedelta(days=1)
)
regions = (*CATALOG.project.region_codes, "other")
NARROWED = {
    "first_day": days | ends_of_months.map(lambda day: day + timedelta(days=1)),
    "last_day": days | ends_of_months,
    "partners": _some(CATALOG.project.partner_ids),
    "regions": _some(regions),
    "organisation_types": _some(tuple(CATALOG.codes["organisation_types"])),
    "modes": _some(tuple(CATALOG.codes["modes"])),
    "states": _some(tuple(CATALOG.codes["states"])),
    "visiting_regions": _some(regions),
    "host_regions": _some(regions),
}


@st.composite
def filters_of_all_kinds(draw: st.DrawFn) -> Filters:
    """Narrow by up to three things: by more, nothing would be left to count."""
    names = draw(st.lists(st.sampled_from(tuple(NARROWED)), max_size=3, unique=True))
    return Filters(**{name: draw(NARROWED[name]) for name in names})


# Each example asks up to a dozen questions, so that fewer of them do.
fewer = settings(max_examples=max(12, settings().max_examples // 3))
PER_PARTNER = (
    "exchanges_total",
    "exchanges_achieved",
    "exchange_conversion",
    "exchange_delays",
    "exchange_money",
    "exchange_balance",
    "region_pairs_active",
    "exchanges_range",
    "exchange_follow_ups",
    "exchange_reach",
)


@pytest.fixture(scope="module")
def made_up(
    catalog: Catalog, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Engine, Recomputed]]:
    table = from_records(MADE_UP, catalog.contract("exchanges"), batch="b1")
    snapshot = snapshot_of(tmp_path_factory.mktemp("made_up"), [("exchanges", "b1", table)])
    engine = open_engine(snapshot, catalog)
    yield engine, Recomputed(MADE_UP, catalog)
    engine.close()


def _same(found: list[tuple[Any, ...]], expected: list[tuple[Any, ...]]) -> None:
    assert [row[0] for row in found] == [row[0] for row in expected]
    for one, other in zip(found, expected, strict=True):
        assert list(one) == [
            pytest.approx(value) if isinstance(value, float) else value for value in other
        ]


@fewer
@given(filters=filters_of_all_kinds())
@example(filters=Filters())
@example(filters=Filters(first_day=date(2022, 7, 10), last_day=date(2022, 7, 20)))
@example(filters=Filters(first_day=date(2022, 7, 10), last_day=date(2022, 8, 20)))
@example(filters=Filters(first_day=date(2022, 7, 1), last_day=date(2022, 7, 31)))
def test_counts_per_partner(made_up: tuple[Engine, Recomputed], filters: Filters) -> None:
    engine, recomputed = made_up
    for name in PER_PARTNER:
        as_of = [engine.as_of(filters)] if name == "exchange_conversion" else []
        expected = getattr(recomputed, name)(filters, *as_of)
        _same(list(engine.ask(name, filters).rows), expected)


@fewer
@given(filters=filters_of_all_kinds())
def test_counts_per_month(made_up: tuple[Engine, Recomputed], filters: Filters) -> None:
    engine, recomputed = made_up
    as_of = engine.as_of(filters)
    burn_up = [(p, month, now, so_far) for p, month, _, now, so_far, _ in
               engine.ask("exchange_burn_up", filters).rows]  # fmt: skip
    _same(burn_up, recomputed.exchange_burn_up(filters, as_of))
    months = [row for row in engine.ask("exchanges_by_month", filters).rows if row[1]]
    _same(months, recomputed.exchanges_by_month(filters))


@fewer
@given(filters=filters_of_all_kinds())
def test_counts_by_what_is_told(made_up: tuple[Engine, Recomputed], filters: Filters) -> None:
    engine, recomputed = made_up
    pairs = {row[:2]: row[3:] for row in engine.ask("exchanges_by_region_pair", filters).rows}
    assert {key: row for key, row in pairs.items() if row[0]} == recomputed.grouped(
        filters, "from", "to"
    )
    countries = {row[:2]: row[2:] for row in engine.ask("exchanges_by_country_pair", filters).rows}
    assert countries == recomputed.grouped(filters, "visiting_country", "host_country")
    statuses = {row[0]: row[3] for row in engine.ask("exchanges_by_status", filters).rows}
    by_status = recomputed.grouped(filters, "status")
    assert {key: n for key, n in statuses.items() if n} == {
        k: v[0] for (k,), v in by_status.items()
    }
    for side, column in (("visiting", "visiting_type"), ("host", "host_type")):
        types = engine.ask("exchange_organisation_types", filters).rows
        found = {row[1]: row[2:] for row in types if row[0] == side and row[2]}
        assert found == {k: v[:2] for (k,), v in recomputed.grouped(filters, column).items()}


@fewer
@given(filters=filters_of_all_kinds())
def test_mixes_of_achieved_exchanges(made_up: tuple[Engine, Recomputed], filters: Filters) -> None:
    engine, recomputed = made_up
    for name, column in (
        ("exchange_purposes", "purpose"),
        ("exchange_activities", "activity"),
        ("exchange_outcomes", "outcome"),
    ):
        found = {row[:2]: row[2] for row in engine.ask(name, filters).rows if row[2]}
        by_partner = recomputed.grouped(filters, "partner", column)
        expected = {key: counts[1] for key, counts in by_partner.items() if counts[1]}
        whole = recomputed.grouped(filters, column)
        expected |= {(None, key): counts[1] for (key,), counts in whole.items() if counts[1]}
        assert found == expected
    pipeline = {row[:2]: row[2] for row in engine.ask("exchange_pipeline", filters).rows if row[2]}
    phases = recomputed.grouped(filters, "partner", "phase", "state")
    expected = {}
    for (partner, phase, state), counts in phases.items():
        if state in ("open", "awaiting_validation"):
            for key in ((partner, phase), (None, phase)):
                expected[key] = expected.get(key, 0) + counts[0]
    assert pipeline == expected


@fewer
@given(filters=filters_of_all_kinds())
def test_missions_and_attention(made_up: tuple[Engine, Recomputed], filters: Filters) -> None:
    engine, recomputed = made_up
    as_of = engine.as_of(filters)
    missions = [(*row[:3], *row[5:]) for row in engine.ask("exchange_missions", filters).rows]
    assert missions == recomputed.exchange_missions(filters)
    attention = engine.ask("needs_attention", filters).rows
    listed = sorted(row for row in attention if row[0] != "silent_partner")
    _same(listed, recomputed.needs_attention(filters, as_of))


@fewer
@given(filters=filters_of_all_kinds())
def test_the_list_is_the_scope(made_up: tuple[Engine, Recomputed], filters: Filters) -> None:
    engine, recomputed = made_up
    listed = engine.ask("exchange_list", filters)
    scope = recomputed.scope(filters)
    assert sorted(listed["exchange_id"]) == [row["exchange_id"] for row in scope]
    assert listed.n == len(scope)
    asked_for_period = filters.first_day is not None or filters.last_day is not None
    undated = Filters(**{**filters.__dict__, "first_day": None, "last_day": None})
    without_day = sum(row["day"] is None for row in recomputed.scope(undated))
    assert bool(listed.left_out) == (asked_for_period and without_day > 0)


@fewer
@given(filters=filters_of_all_kinds(), partner=st.sampled_from(CATALOG.project.partner_ids[:-1]))
def test_one_partner_chosen_is_its_own_partnership(
    made_up: tuple[Engine, Recomputed], filters: Filters, partner: str
) -> None:
    assume(filters.states is None)
    engine, _ = made_up
    alone = Filters(**{**filters.__dict__, "partners": (partner,)})
    for name in (*PER_PARTNER[1:], "exchange_pace"):
        whole, only = engine.ask(name, alone).rows
        assert whole[1:] == only[1:], name
