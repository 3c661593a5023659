"""A partnership small enough to see: every indicator by hand equals the program's."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from hitechtex.catalog import Catalog, read_catalog
from hitechtex.catalog.indicators import Indicator
from hitechtex.ingest import ingest
from hitechtex.metrics import DoesNotAdd, Status, Word, add_up, judge_all
from hitechtex.query import Engine, Filters, open_engine
from hitechtex.store import append, current, open_store
from tests.metrics.worked_exchanges import EXCHANGES, PARTS
from tests.metrics.worked_lines import JOINT, TRAINING

FILES = Path(__file__).parent / "worked"
WORKED = EXCHANGES | TRAINING | JOINT
INDICATORS = read_catalog().indicators.indicators
Statuses = dict[str, dict[str | None, Status]]
# An interval by the printed table of t against the program's series for it (off by up to 0.3 %).
INTERVAL = 0.05


def opened(catalog: Catalog, files: Path, store: Path) -> Engine:
    """Ingest, store and open every file of a folder, as partners' files are."""
    kept = open_store(store)
    for path in sorted(files.glob("*.csv")):
        batch = ingest(path, dataset=path.stem, catalog=catalog, key=b"k" * 32)
        assert not batch.faults, batch.faults
        append(kept, batch)
    return open_engine(current(kept), catalog)


@pytest.fixture(scope="module")
def worked(catalog: Catalog, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    engine = opened(catalog, FILES, tmp_path_factory.mktemp("worked") / "store")
    yield engine
    engine.close()


@pytest.fixture(scope="module")
def statuses(worked: Engine) -> Statuses:
    told: Statuses = {}
    for status in judge_all(worked):
        told.setdefault(status.indicator, {})[status.partner] = status
    return told


def test_the_reporting_day_is_the_last_that_the_data_speaks_of(worked: Engine) -> None:
    assert worked.as_of() == date(2023, 6, 30)
    assert not worked.is_sample


def test_every_indicator_is_worked_out() -> None:
    assert set(WORKED) == {indicator.id for indicator in INDICATORS}
    assert set(PARTS) == {indicator.id for indicator in INDICATORS if indicator.parts}


@pytest.mark.parametrize("name", WORKED)
def test_the_program_tells_what_was_worked_out_by_hand(statuses: Statuses, name: str) -> None:
    assert statuses[name].keys() == WORKED[name].keys()
    for partner, told in WORKED[name].items():
        said = statuses[name][partner]
        assert (said.value, said.n, said.word) == (
            pytest.approx(told.value), told.n, told.word,
        ), partner  # fmt: skip
        assert (said.expected, said.target) == (
            pytest.approx(told.expected), pytest.approx(told.target),
        ), partner  # fmt: skip
        assert (said.low, said.high) == (
            pytest.approx(told.low, abs=INTERVAL), pytest.approx(told.high, abs=INTERVAL),
        ), partner  # fmt: skip


@pytest.mark.parametrize("name", PARTS)
def test_parts_of_a_breakdown_make_the_whole(worked: Engine, name: str) -> None:
    indicator = worked.catalog.indicators[name]
    told: dict[str | None, dict[str | None, int]] = {}
    for row in worked.ask(indicator.query).records():
        if row[indicator.value]:
            told.setdefault(row["partner"], {})[row[indicator.parts]] = row[indicator.value]
    assert told == PARTS[name]
    for partner, parts in told.items():
        assert sum(parts.values()) == WORKED[name][partner].value


@pytest.mark.parametrize("indicator", INDICATORS, ids=lambda each: each.id)
def test_partners_make_the_whole_or_are_refused(statuses: Statuses, indicator: Indicator) -> None:
    told = statuses[indicator.id]
    if "partner" in indicator.adds_over:
        assert add_up(indicator, told.values()) == pytest.approx(told[None].value)
        return
    with pytest.raises(DoesNotAdd):
        add_up(indicator, told.values())


@pytest.mark.parametrize("indicator", INDICATORS, ids=lambda each: each.id)
def test_months_make_the_whole_or_are_refused(
    worked: Engine, statuses: Statuses, indicator: Indicator
) -> None:
    if "month" not in indicator.adds_over:
        with pytest.raises(DoesNotAdd):
            add_up(indicator, statuses[indicator.id].values(), over="month")
        return
    starts = [date(2022 + (month + 1) // 12, (month + 1) % 12 + 1, 1) for month in range(18)]
    months = [
        judge_all(
            worked,
            filters=Filters(first_day=first, last_day=following - timedelta(days=1)),
            names=(indicator.id,),
        )[0]
        for first, following in pairwise(starts)
    ]
    whole = statuses[indicator.id][None].value
    assert add_up(indicator, months, over="month") == pytest.approx(whole)


def test_a_target_set_after_the_reporting_day_is_told_as_such(
    statuses: Statuses,
) -> None:
    said = statuses["training_sessions"]["citeve"]
    assert (said.word, said.target) == (Word.NO_TARGET, None)
    assert "1 Sep 2023" in said.note


def test_where_too_few_are_behind_a_number_the_note_says_how_many(
    statuses: Statuses,
) -> None:
    assert "4 records" in statuses["exchange_conversion"]["aei_textils"].note


def test_a_person_is_not_told_before_the_group_is_whole(worked: Engine) -> None:
    # b1 came to T1 as the only one of aei_textils: counted with the group, in February
    early = Filters(last_day=date(2022, 12, 31))
    told = {row["partner"]: row["people"] for row in worked.ask("training_people", early).records()}
    assert told == {None: 5, "citeve": 5, "aei_textils": None, "ateval": None}


def test_four_that_are_tested_are_told_only_with_others(catalog: Catalog, tmp_path: Path) -> None:
    # without b5's test T2 has four: T1 joins them, so that neither partner's mean is told, and the
    # partnership's is that of 6 + 4: (90 + 25)/10
    files = tmp_path / "files"
    files.mkdir()
    for path in FILES.glob("*.csv"):
        text = path.read_text(encoding="utf-8")
        (files / path.name).write_text(text.replace("30,35,4", "30,,4"), encoding="utf-8")
    engine = opened(catalog, files, tmp_path / "store")
    told = {said.partner: said for said in judge_all(engine, names=("learning_gain",))}
    engine.close()
    assert (told[None].value, told[None].n) == (pytest.approx(11.5), 10)
    for partner in ("citeve", "aei_textils"):
        assert (told[partner].value, told[partner].n) == (None, 0)
