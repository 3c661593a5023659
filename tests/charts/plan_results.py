"""Results of one indicator and of plans made by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from hitechtex.catalog.units import COUNT
from hitechtex.metrics import Standing, Status, Word
from hitechtex.query.result import Result
from hitechtex.store.snapshot import BatchRecord, Snapshot
from tests.charts.results import AS_OF, month_day, planned, result

ACHIEVED = "exchanges_achieved"


def stands(value: float | None, expected: float | None, word: Word, **more: Any) -> Status:
    """The partnership's exchanges, unless `more` says otherwise."""
    given: dict[str, Any] = {"partner": None, "n": 90, "target": 90, "as_of": AS_OF}
    return Status(indicator=ACHIEVED, value=value, unit=COUNT, expected=expected, word=word,
                  **(given | more))  # fmt: skip


NOW = (
    stands(62, 71, Word.WATCH),
    stands(40, 30, Word.REACHED, partner="citeve", target=38.0, n=50),
    stands(22, 33, Word.OFF_TRACK, partner="ntt", target=44.0, n=38),
    stands(0, None, Word.NO_TARGET, partner="clutex", target=None, n=2),
)


def months() -> tuple[Standing, ...]:
    """Five days: two months of which nothing can be said, one of them in the middle."""
    values = ((1, None), (6, 3), (9, None), (12, 25))
    past = [
        Standing(end_of(month), (stands(v, planned(month), Word.NO_DATA if v is None
                                        else Word.ON_TRACK),))
        for month, v in values
    ]  # fmt: skip
    return (*past, Standing(AS_OF, NOW))


def end_of(month: int) -> date:
    """Return the last day of a project month."""
    return date.fromordinal(month_day(month + 1).toordinal() - 1)


def plan() -> tuple[tuple[date, float], ...]:
    return tuple((end_of(month), planned(month)) for month in range(1, 25))


def answer() -> Result:
    names = "partner exchanges achieved_exchanges"
    rows = [(None, 90, 62), ("citeve", 50, 40), ("ntt", 38, 22), ("clutex", 2, 0)]
    filters = {"first_day": None, "partners": None}
    return result(ACHIEVED, names, rows, filters=filters)


def phases() -> Result:
    rows = [(None, "registration", 5), (None, "matching", 3), ("ntt", "registration", 5),
            ("ntt", "matching", 3)]  # fmt: skip
    return result("exchange_pipeline", "partner phase exchanges", rows)


def compared() -> Result:
    """72 of 90 are somebody's; the committed sums are more than planned; the paid add up."""
    names = "indicator target partners_target planned_partners without"
    rows = [
        (ACHIEVED, 90.0, 72.0, 5, "dcc_ttc"),
        ("lump_sums_committed", 50000.0, 51000.0, 6, None),
        ("lump_sums_paid", 40000.0, 40000.0, 6, None),
        ("sme_share", 0.7, 3.5, 5, "clutex, dcc_ttc"),
    ]
    return result("targets_compared", names, rows, n=312)


def versions() -> Result:
    """The partnership's plan in two versions, one partner's in one."""
    names = "indicator partner version set_on is_in_force project_month month expected"
    plans = ((None, "a", date(2022, 3, 1), False, 100.0), (None, "b", date(2023, 3, 1), True, 90.0),
             ("ntt", "a", date(2022, 3, 1), True, 12.0))  # fmt: skip
    rows = [
        (ACHIEVED, partner, version, day, holds, month, month_day(month), planned(month, target))
        for partner, version, day, holds, target in plans
        for month in range(1, 25)
    ]
    return result("target_versions", names, rows, n=48)


def history() -> Result:
    names = ("set_on indicator partner version is_in_force target previous_target given_months "
             "batch source_file source_row")  # fmt: skip
    rows = [
        (date(2023, 3, 1), ACHIEVED, None, "b", True, 90.0, 100.0, 8, "b2", "t.csv", 2),
        (date(2022, 3, 1), ACHIEVED, None, "a", False, 100.0, None, 8, "b1", "t.csv", 10),
        (date(2022, 3, 1), ACHIEVED, "ntt", "a", True, 12.0, None, 8, "b1", "t.csv", 18),
    ]
    return result("target_history", names, rows, n=48)


def snapshot() -> Snapshot:
    """Two live batches of targets, of which we know who set one."""
    at = datetime(2023, 3, 1, tzinfo=UTC)
    one = BatchRecord(batch="b2", dataset="targets", partner="", file="t.csv", sha256="2",
                      rows_read=8, accepted=8, set_aside=0, repaired=0, state="live", at=at,
                      by="coordinator", is_sample=False, order=2)  # fmt: skip
    return Snapshot("s", 2, (replace(one, batch="b1", by="", order=1), one), {})
