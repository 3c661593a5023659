"""What a forecast is made from, worked by hand on the sixteen exchanges of `test_answers`.

Today is 2023-06-30, the last day of project month 17. On 2022-11-30, the last day of month 10,
seven of them were registered: E01-E05, E13 (2 November) and E15; E16 never said when.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from hitechtex.catalog import Catalog
from hitechtex.ingest import ingest
from hitechtex.query import Engine, Filters, open_engine
from hitechtex.store import append, current, open_store

FIXTURE = Path(__file__).parent / "fixture"

EARLIER = date(2022, 11, 30)


def rows(engine: Engine, name: str, partner: str | None = None, **parameters: Any) -> list[Any]:
    answer = engine.ask(f"forecast_{name}", **parameters).rows
    return [row[1:] for row in answer if row[0] == partner]


def test_reached_today(engine: Engine) -> None:
    # lost E13, E14, E15; achieved E01-E05; committed E01-E09: 830 + 500 + 780 + 750 + 200 + 415
    # + 900 + 830 + 780 = 5 985; paid E01, E02, E04, E05: 2 280.
    # Squares of the nine: 4 429 325; 4 429 325 / 9 - (5 985 / 9)^2 = 49 922.2, its root 223.43.
    # Three share M1 and two share another mission: (9 + 4 + 11) / 16 = 1.5
    known, lost, achieved, committed, eur, paid, paid_eur, spread, together = rows(
        engine, "reached"
    )[0]
    assert (known, lost, achieved, committed, eur) == (16, 3, 5, 9, 5985.0)
    assert (paid, paid_eur) == (4, 2280.0)
    assert spread == pytest.approx(223.4328, abs=1e-3)
    assert together == 1.5


def test_reached_on_an_earlier_day_is_what_was_known_then(engine: Engine) -> None:
    # E15's stay ended in November, so that its cancellation counts as known; E13's is to come.
    # E05 waits for its report; E03 for its payment. E04 was paid on 24 November.
    assert rows(engine, "reached", as_of=EARLIER)[0][:7] == (7, 1, 4, 5, 3060.0, 3, 2080.0)


def test_before_the_data_date_only_whole_months_are_known(engine: Engine) -> None:
    """On 29 November, November is not over: E04 and E05 were then known as of 31 October."""
    middle = engine.ask("forecast_reached", as_of=date(2022, 11, 29)).rows
    assert middle == engine.ask("forecast_reached", as_of=date(2022, 10, 31)).rows
    assert rows(engine, "reached", as_of=date(2022, 10, 31))[0][:3] == (6, 0, 3)


def test_arrivals_by_project_month(engine: Engine) -> None:
    # E01 and E02 in May 2022 (month 4), E03 in June; E15 in August, E04 in September, E05 in
    # October, E13 in November; E14, E06, E07, E09, E08, E10 one a month; E11 and E12 in June 2023
    ones = [(month, 1) for month in (5, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16)]
    assert rows(engine, "arrivals") == [(4, 2), *ones, (17, 2)]
    assert rows(engine, "arrivals", as_of=EARLIER) == [(4, 2), *ones[:5]]


def test_pipeline_today(engine: Engine) -> None:
    assert rows(engine, "pipeline") == [
        (1, False, 0, 2, 0, None),  # E11 registered this month; E16 nobody knows when
        (1, True, -4, 1, 0, None),  # E12: a stay in October
        (2, True, -3, 1, 0, None),  # E10: in September
        (3, True, 0, 2, 2, 1610.0),  # E08, E09: this month
        (4, True, 0, 1, 1, 900.0),  # E07 completed this month
        (4, True, 3, 1, 1, 415.0),  # E06 in March
        (5, True, 10, 1, 1, 780.0),  # E03 validated last August, not paid
    ]


def test_pipeline_on_an_earlier_day(engine: Engine) -> None:
    """E13's stay in February was not yet agreed in November: it waits undated."""
    assert rows(engine, "pipeline", as_of=EARLIER) == [
        (1, False, 0, 1, 1, 780.0),
        (4, True, 0, 1, 1, 200.0),
        (5, True, 3, 1, 1, 780.0),
    ]


def test_conversion_counts_only_who_should_have_come_through(engine: Engine) -> None:
    # Due are E01-E09 (stays until June), E13 (lost in building), E14 (lost in registration, more
    # than three months ago) and E15 (lost when completed); not E10, E11, E12, E16
    assert rows(engine, "conversion") == [(1, 11, 1), (2, 11, 0), (3, 8, 1), (4, 5, 1), (5, 4, 0)]


def test_a_cancellation_counts_once_others_of_its_age_could_have_come_through(
    catalog: Catalog, tmp_path: Path
) -> None:
    """Today is 2023-06-30, month 17: who registered in March (14) is due, in April (15) not yet."""
    header = (FIXTURE / "exchanges.csv").read_text(encoding="utf-8").splitlines()[0].split(",")
    given = [
        {"exchange_id": "A", "status": "rejected", "registered_on": "2023-03-31"},
        {"exchange_id": "B", "status": "rejected", "registered_on": "2023-04-01"},
        {"exchange_id": "C", "status": "registered", "registered_on": "2023-06-30"},
    ]
    lines = [
        ",".join(
            {**each, "partner": "ntt", "visiting_organisation": "X"}.get(k, "") for k in header
        )
        for each in given
    ]
    path = tmp_path / "exchanges.csv"
    path.write_text("\n".join([",".join(header), *lines]), encoding="utf-8")
    store = open_store(tmp_path / "store")
    append(store, ingest(path, dataset="exchanges", catalog=catalog, key=b"k" * 32))
    opened = open_engine(current(store), catalog)
    assert rows(opened, "reached")[0][:2] == (3, 2)
    assert rows(opened, "conversion")[0] == (1, 0, 1)
    opened.close()


def test_delays(engine: Engine) -> None:
    taken = {(step, months): counts for step, months, *counts in rows(engine, "delays")}
    # validated in the month of completion E01, E04; in the next E02, E03, E05; E07 and E06 wait
    report = {key[1]: counts for key, counts in taken.items() if key[0] == "report"}
    assert report == {0: [2, 1], 1: [3, 0], 3: [0, 1]}
    # paid in the month of validation E04, E05; in the next E01, E02; E03 waits since August
    payment = {key[1]: counts for key, counts in taken.items() if key[0] == "payment"}
    assert payment == {0: [2, 0], 1: [2, 0], 10: [0, 1]}
    # completed in the month of the stay but for E07, whose stay ended in May; E08, E09 are due now
    due = {key[1]: counts for key, counts in taken.items() if key[0] == "stay_due"}
    assert due == {0: [7, 2], 1: [1, 0]}
    # From registration: E03 1, E05 1; E01, E02, E04, E06 2; E15 3; E07 4. E11 and E12 wait since
    # this month, E10 since May, E08 since April, E09 since March
    stay = {key[1]: counts for key, counts in taken.items() if key[0] == "stay"}
    assert stay == {0: [0, 2], 1: [2, 1], 2: [4, 1], 3: [1, 1], 4: [1, 0]}
    # From registration to the signature: E01-E09 at the month of the stay; the others wait
    signed = {key[1]: counts for key, counts in taken.items() if key[0] == "signature"}
    assert signed == {0: [0, 2], 1: [2, 1], 2: [5, 0], 3: [2, 0]}


@pytest.mark.parametrize("name", ["reached", "arrivals", "pipeline", "conversion", "delays"])
def test_partners_make_the_partnership(engine: Engine, name: str) -> None:
    answer = engine.ask(f"forecast_{name}")
    counts = [column for column in answer.names if column.endswith("_exchanges")]
    for column in counts or ["exchanges"]:
        together = sum(row[column] for row in answer.records() if row["partner"] is None)
        assert together == sum(row[column] for row in answer.records() if row["partner"])


@pytest.mark.parametrize("name", ["reached", "arrivals", "pipeline", "conversion", "delays"])
def test_one_partner_chosen_is_the_partnership_of_one(engine: Engine, name: str) -> None:
    chosen = engine.ask(f"forecast_{name}", Filters(partners=("ntt",))).rows
    own = [row[1:] for row in chosen if row[0] == "ntt"]
    alone = [row[1:] for row in chosen if row[0] is None]
    assert own == alone


@pytest.mark.parametrize("name", ["arrivals", "pipeline", "conversion", "delays"])
def test_an_empty_store_has_nothing(empty_engine: Engine, name: str) -> None:
    assert empty_engine.ask(f"forecast_{name}").rows == ()


def test_an_empty_store_has_reached_nothing(empty_engine: Engine) -> None:
    assert rows(empty_engine, "reached") == [(0, 0, 0, 0, None, 0, None, None, None)]
