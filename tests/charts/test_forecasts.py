"""The forecast's panels: what they say for a range, for too early, for a target reached."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from hitechtex.catalog import Catalog
from hitechtex.charts import forecast_back_test, forecast_fan, forecast_odds, forecast_partners
from hitechtex.charts.theme import plain
from hitechtex.query.result import Result, Source
from tests.charts.forecast_results import ACHIEVED, EARLY, HELD, SAID
from tests.charts.results import result


@pytest.fixture
def known() -> Result:
    return result("exchanges_total", "exchanges", [(90,)])


def test_the_range_and_the_odds_are_said(known: Result, catalog: Catalog) -> None:
    panel = forecast_fan((SAID,), known, catalog, indicator=ACHIEVED)
    assert panel.title == "Exchanges achieved: between 66 and 90 by 31 Jan 2024"
    assert "about 3 in 10" in panel.takeaway and "75" in panel.takeaway
    assert panel.table is not None
    assert panel.table.exact[-1] == (date(2024, 1, 1), 66, 70, 75, 82, 90)


def test_the_bands_begin_at_what_is_reached_and_hold_each_other(
    known: Result, catalog: Catalog
) -> None:
    panel = forecast_fan((SAID,), known, catalog, indicator=ACHIEVED)
    assert panel.figure is not None
    outer, inner, middle, now = plain(panel.figure).data
    # There and back: low 62 64 66, then high 90 75 62.
    assert list(outer.y) == [62, 64, 66, 90, 75, 62]
    assert list(inner.y) == [62, 66, 70, 82, 71, 62]
    assert list(middle.y) == [62, 68, 75]
    assert list(now.y) == [62]


def test_too_early_is_said_and_nothing_drawn(known: Result, catalog: Catalog) -> None:
    panel = forecast_fan((EARLY,), known, catalog, indicator=ACHIEVED)
    assert panel.figure is None
    assert panel.empty == "Too early to say."
    odds = forecast_odds((EARLY,), (known,), catalog)
    assert odds.table is not None
    assert odds.table.rows[0][1:] == ("62", "80", "–", "–", "Too early to say.")


def test_the_records_of_all_datasets_are_behind_the_odds(known: Result, catalog: Catalog) -> None:
    """Two answers from the same datasets rest on the same records; others add theirs."""
    on = Source("sessions", 1, ("b3",), (), is_sample=False)
    sessions = replace(result("training_sessions", "sessions", [(3,)]), sources=(on,), n=12)
    again = replace(sessions, query="training_people")
    panel = forecast_odds((SAID,), (replace(known, n=90), sessions, again), catalog)
    assert "n = 102 records" in panel.note and "sessions" in panel.note


def test_partners_stand_by_name_and_the_partnership_apart(known: Result, catalog: Catalog) -> None:
    first = catalog.project.partners[0]
    theirs = replace(SAID, partner=first.id, reached=5.0, target=None)
    panel = forecast_partners((SAID, theirs), known, catalog, indicator=ACHIEVED)
    assert panel.table is not None
    assert [row[:3] for row in panel.table.rows] == [(first.name, "5", "–")]


def test_a_selection_without_forecasts_says_so(known: Result, catalog: Catalog) -> None:
    for panel in (
        forecast_odds((), (known,), catalog),
        forecast_fan((), known, catalog, indicator=ACHIEVED),
        forecast_partners((), known, catalog, indicator=ACHIEVED),
        forecast_back_test((), known, catalog),
    ):
        assert panel.empty and panel.figure is None and panel.table is None


def test_earlier_forecasts_are_counted_only_where_they_said_something(
    known: Result, catalog: Catalog
) -> None:
    missed = replace(HELD, month=18, came=99, held80=False, held50=False, words="More came.")
    silent = replace(HELD, month=6, band=None, held80=None, held50=None, words="Too early.")
    panel = forecast_back_test((silent, HELD, missed), known, catalog)
    assert panel.title == "1 of 2 earlier forecasts held what came"
    assert panel.table is not None
    assert panel.table.exact[1] == (12, "64 and 75", 70, "Held.")
