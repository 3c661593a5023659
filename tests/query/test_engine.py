"""Asking: names, values, the reporting day, what is left out, many threads at once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest

from hitechtex.errors import QueryError, UnknownName
from hitechtex.query import Engine, Filters, read_queries
from hitechtex.query.cache import ResultCache

INJECTIONS = (
    "'; drop table exchanges; --",
    "ntt') or 1=1 --",
    "$last_day",
    "\\x00",
    "ntt\u0000",
    "%",
    "ＮＴＴ",
)


def test_an_unknown_query_names_the_nearest(engine: Engine) -> None:
    with pytest.raises(UnknownName, match="Did you mean “exchanges_total”"):
        engine.ask("exchange_totals")


def test_an_unknown_parameter_names_the_nearest(engine: Engine) -> None:
    with pytest.raises(UnknownName, match="Did you mean “limit”"):
        engine.ask("exchange_list", limits=3)


@pytest.mark.parametrize(
    ("name", "given"),
    [
        ("limit", "many"),
        ("limit", 2.5),
        ("limit", True),
        ("first_day", "31.02.2023"),
        ("first_day", 20230101),
        ("partners", 3),
        ("partners", [1]),
        ("partners", {"ntt": 1}),
    ],
)
def test_a_value_of_the_wrong_kind_is_refused(engine: Engine, name: str, given: Any) -> None:
    with pytest.raises(QueryError, match=f"the parameter “{name}” cannot be"):
        engine.ask("exchange_list", **{name: given})


def test_values_may_come_as_text(engine: Engine) -> None:
    text = {"partners": "ntt, citeve", "first_day": "2022-10-01", "limit": "2"}
    result = engine.ask("exchange_list", **text)
    assert result["exchange_id"] == ["E12", "E08"]
    assert result.filters["partners"] == ("citeve", "ntt")
    assert result.filters["first_day"] == date(2022, 10, 1)
    noon = engine.ask("exchange_list", first_day=datetime(2022, 10, 1, 12), limit=1)
    assert noon.filters["first_day"] == date(2022, 10, 1)


@pytest.mark.parametrize("text", INJECTIONS)
def test_a_value_is_only_ever_a_value(engine: Engine, text: str) -> None:
    lists = ("partners", "regions", "organisation_types", "modes", "states", "host_regions")
    for name in (*lists, "visiting_regions"):
        assert engine.ask("exchanges_total", **{name: [text]}).rows == ((0, None, None),)
    assert engine.ask("exchanges_total", partners=[text, "ntt"]).rows[0][0] == 4
    assert engine.ask("exchanges_total").rows[0][0] == 16


def test_nothing_chosen_is_nothing_kept(engine: Engine) -> None:
    nothing = engine.ask("exchanges_achieved", Filters(partners=()))
    assert nothing.rows == ((None, 0, 0, 0, 0, 0, 0, 0),)
    assert (nothing.n, nothing.is_empty) == (0, True)


def test_the_reporting_day(engine: Engine) -> None:
    assert engine.data_date == date(2023, 6, 30)
    assert engine.ask("exchange_pace").as_of == date(2023, 6, 30)
    earlier = Filters(last_day=date(2023, 6, 15))
    assert engine.ask("exchange_pace", earlier).as_of == date(2023, 6, 15)
    assert engine.ask("exchanges_total", earlier).as_of == date(2023, 6, 15)
    later = Filters(last_day=date(2024, 1, 31))
    assert engine.ask("exchange_pace", later).as_of == date(2023, 6, 30)
    chosen = engine.ask("exchange_pace", as_of=date(2022, 7, 31))
    assert (chosen.as_of, chosen.filters["as_of"]) == (date(2022, 7, 31), date(2022, 7, 31))


def test_an_empty_store_has_no_day(empty_engine: Engine) -> None:
    assert empty_engine.data_date is None
    result = empty_engine.ask("exchange_pace")
    assert (result.as_of, result.n, result.rows) == (None, 0, ((None, 0, 0, None),))


def test_a_result_knows_where_it_comes_from(engine: Engine) -> None:
    result = engine.ask("exchange_burn_up")
    assert [source.dataset for source in result.sources] == ["exchanges", "targets"]
    assert [source.files for source in result.sources] == [1, 1]
    assert (result.n, result.snapshot) == (16, engine.snapshot.id)
    assert result.question == "Will the exchanges reach their target?"
    assert not result.is_sample
    assert result.column("planned_exchanges").unit.name == "count"
    assert engine.ask("exchanges_total").column("lump_sum_eur").unit.symbol == "EUR"


def test_n_is_the_records_in_scope(engine: Engine) -> None:
    assert engine.ask("exchanges_by_status", Filters(partners=("ntt",))).n == 4
    assert engine.ask("session_list", Filters(partners=("ntt",))).n == 1
    assert engine.ask("target_curve").n == 8
    assert engine.ask("exchange_list", limit=1).n == 16


def test_a_filter_that_does_not_apply_is_said(engine: Engine) -> None:
    chosen = Filters(regions=("PT11",), partners=("citeve",))
    few = "Groups of fewer than 5 people are told only together with others, or not at all."
    assert engine.ask("sessions_total", chosen).left_out == (
        few,
        "The filter on regions does not apply to these numbers.",
    )
    assert engine.ask("exchanges_total", chosen).left_out == ()
    # the same numbers, asked without that filter, leave nothing out
    assert engine.ask("sessions_total", Filters(partners=("citeve",))).left_out == (few,)


def test_plans_are_not_compared_with_what_they_do_not_plan(engine: Engine) -> None:
    def planned(filters: Filters) -> Any:
        return engine.ask("exchange_pace", filters)["planned_exchanges"][0]

    assert planned(Filters(partners=("aei_textils",))) == 3.0
    assert planned(Filters(partners=("aei_textils", "citeve"))) is None
    assert planned(Filters(partners=("ntt",))) is None
    assert planned(Filters(last_day=date(2023, 6, 15))) == 12.5
    for narrowed in (
        Filters(regions=("PT11",)),
        Filters(first_day=date(2022, 3, 1)),
        Filters(organisation_types=("sme",)),
        Filters(modes=("physical",)),
        Filters(states=("achieved",)),
    ):
        assert planned(narrowed) is None
        burn_up = engine.ask("exchange_burn_up", narrowed)
        assert set(burn_up["planned_exchanges"]) == {None}
        assert set(engine.ask("region_measures", narrowed)["target_exchanges"]) == {None}


def test_the_same_question_is_answered_once(engine: Engine) -> None:
    first = engine.ask("exchanges_by_month", Filters(partners=("ntt", "citeve")))
    assert engine.ask("exchanges_by_month", partners=["citeve", "ntt"]) is first
    assert engine.ask("exchanges_by_month", partners=["ntt"]) is not first


def test_the_cache_forgets_what_is_old_or_long(engine: Engine) -> None:
    short, long = engine.ask("exchanges_total"), engine.ask("exchange_list")
    cache = ResultCache(most_results=2, most_rows=10)
    for key in "ab":
        cache.put(key, short)
    assert cache.get("a") is short
    cache.put("c", short)  # b was unused for longest
    cache.put("long", long)
    assert [cache.get(key) is not None for key in ("a", "b", "c", "long")] == [
        True,
        False,
        True,
        False,
    ]
    assert len(cache) == 2


def test_eight_threads_get_the_answers_of_one(engine: Engine) -> None:
    asked = [
        (name, Filters(partners=partners, modes=modes))
        for name in ("exchanges_achieved", "exchanges_by_status", "exchange_money", "exchange_list")
        for partners in (None, ("ntt",), ("citeve", "clutex"))
        for modes in (None, ("physical",))
    ]
    alone = [engine._rows(*_bound(engine, name, filters)) for name, filters in asked]

    def ask(place: int) -> bool:
        name, filters = asked[place % len(asked)]
        return engine._rows(*_bound(engine, name, filters)) == alone[place % len(asked)]

    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(ask, range(160)))


def _bound(engine: Engine, name: str, filters: Filters) -> tuple[Any, dict[str, Any]]:
    """Ask past the cache, so that every thread really asks."""
    query = engine.queries[name]
    return query, engine._values(query, filters, {})


@pytest.mark.parametrize("name", sorted(read_queries()))
def test_any_query_may_be_the_first_one_asked_of_a_period(engine: Engine, name: str) -> None:
    """Its n and what is left out are counted by other queries, which must not ask back."""
    fresh = replace(engine, cache=ResultCache(), counts={})
    result = fresh.ask(name, Filters(first_day=date(2022, 10, 1), last_day=date(2022, 12, 31)))
    assert result.n >= 0
