"""Parts make the whole wherever an indicator says so, over any partners and months."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hitechtex.catalog import Catalog, read_catalog
from hitechtex.catalog.indicators import Indicator
from hitechtex.errors import HitechtexError
from hitechtex.metrics import DoesNotAdd, Questions, Status, add_up, judge_all
from hitechtex.query import Engine, Filters, open_engine
from tests.query.loading import from_records, snapshot_of
from tests.query.made_up import exchanges

CATALOG = read_catalog()
INDICATORS = CATALOG.indicators.indicators
OVER_PARTNERS = [each for each in INDICATORS if "partner" in each.adds_over]
OVER_MONTHS = [each for each in INDICATORS if "month" in each.adds_over]
PARTNERS = CATALOG.project.partner_ids


fewer = settings(max_examples=max(12, settings().max_examples // 3))


@pytest.fixture(scope="module")
def made_up(catalog: Catalog, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    rows = from_records(exchanges(catalog, rows=300), catalog.contract("exchanges"), batch="b1")
    snapshot = snapshot_of(tmp_path_factory.mktemp("made_up"), [("exchanges", "b1", rows)])
    engine = open_engine(snapshot, catalog)
    yield engine
    engine.close()


def judged(engine: Engine, indicator: Indicator, filters: Filters) -> tuple[Status, ...]:
    return judge_all(engine, filters=filters, names=(indicator.id,))


def months() -> st.SearchStrategy[tuple[date, date]]:
    """Return a period of whole months, as first and last day."""
    starts = [date(2022 + month // 12, month % 12 + 1, 1) for month in range(24)]
    ends = [day - timedelta(days=1) for day in [*starts[1:], date(2024, 1, 1)]]
    chosen = st.tuples(st.integers(0, 23), st.integers(0, 23)).map(sorted)
    return chosen.map(lambda pair: (starts[pair[0]], ends[pair[1]]))


@pytest.mark.parametrize("indicator", OVER_PARTNERS, ids=lambda each: each.id)
@fewer
@given(
    chosen=st.sets(st.sampled_from(PARTNERS), min_size=1).map(lambda found: tuple(sorted(found))),
    period=months(),
)
def test_partners_make_the_whole(
    made_up: Engine, indicator: Indicator, chosen: tuple[str, ...], period: tuple[date, date]
) -> None:
    filters = Filters(first_day=period[0], last_day=period[1], partners=chosen)
    statuses = judged(made_up, indicator, filters)
    together = add_up(indicator, statuses)
    assert (together or 0) == pytest.approx(statuses[0].value or 0)


@pytest.mark.parametrize("indicator", OVER_MONTHS, ids=lambda each: each.id)
@fewer
@given(period=months())
def test_months_make_the_whole(
    made_up: Engine, indicator: Indicator, period: tuple[date, date]
) -> None:
    first, last = period
    parts, start = [], first
    while start <= last:
        following = (start.replace(day=28) + timedelta(days=4)).replace(day=1)
        each = Filters(first_day=start, last_day=following - timedelta(days=1))
        parts.append(judged(made_up, indicator, each)[0])
        start = following
    whole = judged(made_up, indicator, Filters(first_day=first, last_day=last))[0]
    assert (add_up(indicator, parts, over="month") or 0) == pytest.approx(whole.value or 0)


@pytest.mark.parametrize("indicator", INDICATORS, ids=lambda each: each.id)
@pytest.mark.parametrize("over", ["partner", "month"])
def test_what_does_not_add_up_is_refused_in_words(
    made_up: Engine, indicator: Indicator, over: str
) -> None:
    statuses = judged(made_up, indicator, Filters())
    if over in indicator.adds_over:
        add_up(indicator, statuses, over=over)  # type: ignore[arg-type]
        return
    with pytest.raises(DoesNotAdd) as refused:
        add_up(indicator, statuses, over=over)  # type: ignore[arg-type]
    assert isinstance(refused.value, HitechtexError)
    said = str(refused.value)
    assert said.startswith(f"{indicator.label} does not add up over {over}s. ")
    assert said.endswith(".") and len(said) > 80  # it says why


def test_adding_what_is_refused_would_have_been_wrong(made_up: Engine) -> None:
    """The refusal is not pedantry: shares of partners, added, are not the share of the whole."""
    share = CATALOG.indicators["sme_share"]
    statuses = judged(made_up, share, Filters())
    parts = [status.value for status in statuses[1:] if status.value is not None]
    assert sum(parts) > 1 > (statuses[0].value or 0)


def test_only_the_indicator_asked_for_is_added_and_nothing_is_not_zero(made_up: Engine) -> None:
    achieved, paid = (CATALOG.indicators[n] for n in ("exchanges_achieved", "lump_sums_paid"))
    both = (*judged(made_up, achieved, Filters()), *judged(made_up, paid, Filters()))
    assert add_up(achieved, both) == add_up(achieved, judged(made_up, achieved, Filters()))
    assert add_up(achieved, ()) is None


def test_the_months_end_with_the_indicator_as_it_stands(made_up: Engine) -> None:
    for indicator in INDICATORS:
        months = Questions(made_up).series(indicator.id)
        assert months[-1].whole == judged(made_up, indicator, Filters())[0], indicator.id
        assert [each.day for each in months] == sorted({each.day for each in months})
        assert months[0].day == date(2022, 2, 28)
    march = Questions(made_up, Filters(last_day=date(2023, 3, 31))).series("exchanges_achieved")
    whole = Questions(made_up).series("exchanges_achieved")
    assert [e.whole.value for e in march] == [e.whole.value for e in whole[: len(march)]]
    assert march[-1].day == date(2023, 3, 31)


def test_months_before_the_period_are_not_asked_about(made_up: Engine) -> None:
    asked = Questions(made_up, Filters(first_day=date(2023, 3, 10)))
    assert asked.series("exchanges_achieved")[0].day == date(2023, 3, 31)


def test_without_data_there_is_no_month(catalog: Catalog, tmp_path_factory) -> None:  # type: ignore[no-untyped-def]
    snapshot = snapshot_of(tmp_path_factory.mktemp("none"), [])
    engine = open_engine(snapshot, catalog)
    assert Questions(engine).series("exchanges_achieved") == ()
    assert Questions(engine).planned("exchanges_achieved") == ()
    aims = Questions(engine).planned("exchange_pace")
    assert (len(aims), aims[-1]) == (24, (date(2024, 1, 31), 1.0))
    engine.close()


def test_the_records_behind_are_listed_by_the_dataset(made_up: Engine) -> None:
    assert Questions(made_up).rows_query("exchanges_achieved") == "exchange_list"
