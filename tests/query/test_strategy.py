"""Milestones and services, worked by hand on eleven and nine rows; the data speak until 2023-06-30.

| | owner | planned | actual | waits for |
|---|---|---|---|---|
| M1 | citeve | 1 to 10 Feb 2022 | until 8 Feb: before the day planned | |
| M2 | aei_textils | until 31 May 2022 | until that very day | |
| M3 | ateval | until 31 Jul 2022 | until 20 Aug: 20 days late | M2 |
| M4 | ntt | 1 Jan to 30 Jun 2023 | begun on 21 Jan, 20 days late | |
| M5 | clutex | 10 Jul to 30 Sep 2023 | | M4, with 10 days to spare |
| M6 | nobody | no end | | |
| M7 | citeve | 1 May to 15 Jun 2023 | | M6, and M99 that nobody sent |
| M8 | aei_textils | 1 to 31 Aug 2023 | | M9 and, with 47 days to spare, M7 |
| M9 | ntt | 1 Aug to 15 Sep 2023 | | M8: a circle |
| M10 | nobody | 1 Sep to 31 Oct 2023 | | |
| M11 | ateval | not planned | 1 to 5 Oct 2022 | |

| | provider | category | status, launched | SMEs | joint |
|---|---|---|---|---|---|
| V1 | citeve | innovation | offered, Sep 2022 | 12 | no |
| V2 | aei_textils | innovation | pilot, Jan 2023 | does not say | no |
| V3 | ntt | funding | offered, Oct 2022 | 30 | yes |
| V4 | ateval | funding | offered, Oct 2022 | 0 | yes |
| V5 | citeve | digital | offered, Nov 2021: before the project | 40 | no |
| V6 | clutex | green | planned | | no |
| V7 | ntt | skills | retired, Nov 2022 | 8 | yes |
| V8 | aei_textils | quality | offered, nobody says since when | 5 | no |
| V9 | ateval | networking | offered from Aug 2023, which is ahead | does not say | yes |
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from hitechtex.catalog import Catalog
from hitechtex.catalog.public_record import PublicRecord
from hitechtex.metrics import Status, Word
from hitechtex.metrics.indicators import judge_all
from hitechtex.query import Engine, Filters, open_engine
from tests.query.loading import empty_snapshot, from_records, snapshot_of

EVERYTHING = Filters()
AUTUMN = Filters(first_day=date(2022, 9, 1), last_day=date(2022, 10, 31))
UNDATED = "2 records without a date are left out, because a period is chosen."


def rows(engine: Engine, name: str, filters: Filters = EVERYTHING, **given: Any) -> list[Any]:
    return list(engine.ask(name, filters, **given).rows)


def by_id(engine: Engine, name: str, *columns: str, **given: Any) -> dict[str, Any]:
    """Return these columns of each row, by the milestone it is about."""
    found = {}
    for row in engine.ask(name, **given).records():
        values = tuple(row[column] for column in columns)
        found[row["milestone_id"]] = values if len(columns) > 1 else values[0]
    return found


# Milestones


def test_milestones_on_time(engine: Engine) -> None:
    # due: M1 M2 M3 M4 (on that very day) M7; on time M1 (early) and M2; M6 and M11 have no end
    assert rows(engine, "milestones_on_time") == [
        (None, 11, 5, 2, 2, 2),
        ("citeve", 2, 2, 1, 1, 0),
        ("aei_textils", 2, 1, 1, 0, 0),
        ("ateval", 2, 1, 0, 0, 1),
        ("ntt", 2, 1, 0, 1, 0),
        ("clutex", 1, 0, 0, 0, 0),
    ]


def test_a_milestone_is_judged_on_what_was_known_by_the_day(engine: Engine) -> None:
    """On 10 Aug 2022 M3 was due and open, though today it is known to have been done later."""
    earlier = engine.ask("milestones_on_time", Filters(last_day=date(2022, 8, 10)))
    assert earlier.rows[0] == (None, 3, 3, 2, 1, 0)
    assert earlier.left_out == (UNDATED,)
    assert engine.ask("milestones_on_time").left_out == ()
    # the day before it is due, M4 is not
    assert rows(engine, "milestones_on_time", as_of=date(2023, 6, 29))[0][2] == 4


def test_milestones_next(engine: Engine) -> None:
    # M4 is due that very day: next, not late. M7 is late. M6 and M11 have no planned end.
    assert rows(engine, "milestones_next") == [
        ("collaboration", 2, 0, 0, "Pilots", date(2023, 6, 30), "ntt"),
        ("clusterxchange", 2, 0, 0, "Call", date(2023, 8, 31), "aei_textils"),
        ("management", 2, 1, 0, "Report", date(2023, 10, 31), None),
        ("strategy", 1, 0, 1, None, None, None),
        ("training", 2, 2, 0, None, None, None),
    ]
    # a day later M4 is late; before M1 ended it was next
    later = rows(engine, "milestones_next", as_of=date(2023, 7, 1))
    assert later[1] == ("collaboration", 2, 0, 1, "Lessons", date(2023, 9, 30), "clutex")
    early = rows(engine, "milestones_next", Filters(partners=("citeve",)), as_of=date(2022, 2, 7))
    assert early[0] == ("management", 1, 0, 0, "Kick-off", date(2022, 2, 10), "citeve")


def test_milestones_by_line_lists_lines_without_any(engine: Engine) -> None:
    assert rows(engine, "milestones_by_line") == [
        ("training", 3, 2, 1, 1, 0, 1),
        ("collaboration", 2, 1, 0, 0, 1, 0),
        ("strategy", 2, 1, 0, 0, 1, 1),
        ("clusterxchange", 2, 0, 0, 0, 0, 0),
        ("management", 2, 1, 1, 0, 0, 0),
    ]
    clutex = rows(engine, "milestones_by_line", Filters(partners=("clutex",)))
    assert [row[:2] for row in clutex] == [
        ("training", 0), ("collaboration", 1), ("strategy", 0), ("clusterxchange", 0),
        ("management", 0),
    ]  # fmt: skip


def test_parts_make_the_whole_and_who_owns_none_has_no_row(engine: Engine) -> None:
    whole, *parts = engine.ask("milestones_on_time").records()
    assert "dcc_ttc" not in {row["partner"] for row in parts}
    # M6 and M10 have no owner: they are the partnership's alone
    assert sum(row["milestones"] for row in parts) == whole["milestones"] - 2
    assert sum(row["due_milestones"] for row in parts) == whole["due_milestones"]
    lines = engine.ask("milestones_by_line")
    assert sum(lines["milestones"]) == engine.ask("milestones_total").rows[0][0] == 11


def test_milestone_roadmap_stands_as_the_day_saw_it(engine: Engine) -> None:
    assert by_id(engine, "milestone_roadmap", "standing", "late_days") == {
        "M1": ("on_time", -2),
        "M2": ("on_time", 0),
        "M3": ("done_late", 20),
        "M4": ("overdue", 0),
        "M5": ("to_come", None),
        "M6": ("undated", None),
        "M7": ("overdue", 15),
        "M8": ("to_come", None),
        "M9": ("to_come", None),
        "M10": ("to_come", None),
        "M11": ("done", None),
    }
    first = engine.ask("milestone_roadmap").records()[0]
    assert (first["line"], first["milestone_id"]) == ("training", "M2")
    assert len(rows(engine, "milestone_roadmap", limit=3)) == 3


def test_a_forecast_keeps_the_length_and_hands_delays_on(engine: Engine) -> None:
    forecast = by_id(engine, "milestone_roadmap", "forecast_end", "forecast_late_days", "pushed_by")
    assert {name: each for name, each in forecast.items() if each[0]} == {
        "M4": (date(2023, 7, 20), 20, None),  # began 20 days late
        "M5": (date(2023, 10, 10), 10, "M4"),  # 20 days less the 10 to spare
        "M7": (date(2023, 8, 14), 60, None),  # should have begun 60 days ago, on 1 May
        "M8": (date(2023, 9, 13), 13, "M7"),  # 60 days less the 47 to spare
        "M9": (date(2023, 9, 28), 13, "M8"),
        "M10": (date(2023, 10, 31), 0, None),
    }
    begins = by_id(engine, "milestone_roadmap", "forecast_start")
    assert begins["M4"] is None  # it has begun
    assert (begins["M5"], begins["M7"]) == (date(2023, 7, 20), date(2023, 6, 30))


def test_a_forecast_never_lies_before_the_reporting_day(engine: Engine) -> None:
    for day in (date(2023, 6, 30), date(2023, 12, 31), date(2022, 3, 1)):
        ends = by_id(engine, "milestone_roadmap", "forecast_end", as_of=day)
        assert all(end >= day for end in ends.values() if end is not None), day


def test_a_circle_and_an_unknown_dependency_are_told(engine: Engine) -> None:
    circular = by_id(engine, "milestone_roadmap", "is_circular")
    assert {name for name, is_circular in circular.items() if is_circular} == {"M8", "M9"}
    unknown = by_id(engine, "milestone_roadmap", "unknown_links")
    assert {name: links for name, links in unknown.items() if links} == {"M7": "M99"}
    assert by_id(engine, "milestone_roadmap", "waits_for")["M8"] == "M7; M9"


def test_milestones_late_are_the_worst_first_with_what_waits(engine: Engine) -> None:
    late = by_id(
        engine, "milestones_late", "late_days", "forecast_late_days", "pushed_by", "waiting"
    )
    assert list(late.items()) == [
        ("M7", (15, 60, None, "Call")),
        ("M4", (0, 20, None, "Lessons")),
        ("M8", (None, 13, "Portfolio", "Missions")),
        ("M9", (None, 13, "Call", "Call")),
        ("M5", (None, 10, "Pilots", None)),
    ]
    assert engine.ask("milestones_late")["waiting_milestones"] == [1, 1, 1, 1, 0]


def test_a_delay_reaches_a_partner_who_alone_is_chosen(engine: Engine) -> None:
    alone = engine.ask("milestones_late", Filters(partners=("clutex",)))
    assert alone["milestone_id"] == ["M5"]
    assert alone["forecast_late_days"] == [10]


def test_milestone_list_has_file_and_row(engine: Engine) -> None:
    listed = engine.ask("milestone_list", limit=1).records()[0]
    assert (listed["milestone_id"], listed["source_file"], listed["source_row"]) == (
        "M10", "milestones.csv", 11,
    )  # fmt: skip
    assert listed["batch"]
    everything = engine.ask("milestone_list")
    assert (everything.n, len(everything.rows)) == (11, 11)
    shares = dict(zip(everything["milestone_id"], everything["done_share"], strict=True))
    assert (shares["M4"], shares["M6"]) == (0.6, None)


def _milestones(tmp_path: Path, catalog: Catalog, links: dict[str, str]) -> Engine:
    """Return an engine over milestones planned for June 2023, 29 days overdue, so linked."""
    records: list[dict[str, object]] = [
        {"milestone_id": name, "line": "strategy", "title": name, "kind": "task",
         "planned_start": date(2023, 6, 1), "planned_end": date(2023, 6, 1), "depends_on": waits}
        for name, waits in links.items()
    ]  # fmt: skip
    records.append(
        {"milestone_id": "done", "line": "strategy", "title": "done", "kind": "task",
         "planned_end": date(2023, 6, 30), "actual_end": date(2023, 6, 30)}
    )  # fmt: skip
    table = from_records(records, catalog.contract("milestones"), batch="b1")
    return open_engine(snapshot_of(tmp_path / "linked", [("milestones", "b1", table)]), catalog)


def test_milestones_alone_have_a_data_date_of_their_own(tmp_path: Path, catalog: Catalog) -> None:
    engine = _milestones(tmp_path, catalog, {"A": "A; A;;B", "B": ""})
    assert engine.data_date == date(2023, 6, 30)
    assert by_id(engine, "milestone_roadmap", "is_circular", "late_days")["A"] == (True, 29)
    assert engine.ask("milestone_roadmap")["waits_for"].count("A; B") == 1


def test_many_links_break_nothing(tmp_path: Path, catalog: Catalog) -> None:
    """A chain longer than is followed, all linked with all, and more links than are followed."""
    chain = {f"{k:03}": f"{k + 1:03}" for k in range(200)}
    web = {str(k): "; ".join(map(str, range(40))) for k in range(40)}
    for place, links in enumerate((chain, web, {str(k): "0;1;2" for k in range(900)})):
        engine = _milestones(tmp_path / str(place), catalog, links)
        late = engine.ask("milestone_roadmap")["forecast_late_days"]
        assert set(late) == {29, None}, place


# Services


def test_services_new(engine: Engine) -> None:
    # new: V1 V2 V3 V4; SMEs 12 + 30 + 0, V2 does not say; V8 has no day of launch
    assert rows(engine, "services_new") == [
        (None, 9, 4, 3, 42, 1),
        ("citeve", 2, 1, 1, 12, 0),
        ("aei_textils", 2, 1, 0, None, 1),
        ("ateval", 2, 1, 1, 0, 0),
        ("ntt", 2, 1, 1, 30, 0),
        ("clutex", 1, 0, 0, None, 0),
    ]


def test_a_period_keeps_services_by_their_launch(engine: Engine) -> None:
    autumn = engine.ask("services_new", AUTUMN)
    assert autumn.rows[0] == (None, 3, 3, 3, 42, 0)
    assert autumn.left_out == (UNDATED,)  # V6 and V8
    assert rows(engine, "services_total") == [(9, 95)]
    assert rows(engine, "services_total", AUTUMN) == [(3, 42)]
    assert rows(engine, "services_total", Filters(partners=("clutex",))) == [(1, None)]


def test_service_portfolio_tells_none_from_not_told(engine: Engine) -> None:
    cells = {
        (row["category"], row["partner"]): row for row in engine.ask("service_portfolio").records()
    }
    assert len(cells) == 8 * 6
    audit, lab = cells["innovation", "citeve"], cells["innovation", "aei_textils"]
    assert (audit["offered_services"], audit["live_services"], audit["smes_served"]) == (1, 1, 12)
    assert (lab["pilot_services"], lab["smes_served"], lab["titles"]) == (1, None, "Lab")
    assert cells["innovation", "ntt"]["services"] == 0
    assert cells["innovation", "dcc_ttc"]["services"] is None  # has sent no service at all
    assert cells["skills", "ntt"]["retired_services"] == 1
    assert cells["funding", "ateval"]["joint_services"] == 1
    assert sum(row["services"] or 0 for row in cells.values()) == 9


def test_service_gaps_and_duplicates(engine: Engine) -> None:
    found = {row["category"]: row for row in engine.ask("service_gaps").records()}
    assert {name: row["finding"] for name, row in found.items()} == {
        "innovation": "duplicate",  # V1 and V2, neither joint
        "internationalisation": "nobody",
        "digital": "partial",
        "green": "nobody",  # V6 is only planned
        "skills": "nobody",  # V7 is retired
        "funding": "partial",  # V3 and V4 are joint: no duplicate
        "networking": "partial",
        "quality": "partial",
    }
    assert found["innovation"]["duplicate_partners"] == "citeve;aei_textils"
    assert found["funding"]["duplicate_partners"] is None
    # dcc_ttc has sent no service: nobody knows what it offers
    assert found["funding"]["missing_partners"] == "citeve;aei_textils;clutex"
    assert found["green"]["planned_services"] == 1


def test_a_category_that_each_partner_chosen_offers_is_covered(engine: Engine) -> None:
    both = engine.ask("service_gaps", Filters(partners=("ntt", "ateval"))).records()
    funding = next(row for row in both if row["category"] == "funding")
    assert (funding["finding"], funding["missing_partners"]) == ("covered", None)


def test_services_by_month_lists_months_without_a_launch(engine: Engine) -> None:
    months = engine.ask("services_by_month")
    assert len(months.rows) == 24
    told = {row[0]: row[1:] for row in months.rows if any(row[1:])}
    assert told == {
        date(2022, 9, 1): (1, 0, 0),
        date(2022, 10, 1): (2, 0, 0),
        date(2022, 11, 1): (0, 1, 0),  # V7, retired since
        date(2023, 1, 1): (1, 0, 0),
        date(2023, 8, 1): (0, 0, 1),  # V9, ahead of the reporting day
    }  # V5 was launched before the project


def test_service_list_has_file_and_row(engine: Engine) -> None:
    listed = engine.ask("service_list")
    assert listed["service_id"] == ["V9", "V2", "V7", "V3", "V4", "V1", "V5", "V6", "V8"]
    assert listed["source_file"] == ["services.csv"] * 9
    assert listed["source_row"][0] == 10


# Indicators


def judged(engine: Engine, name: str) -> dict[str | None, Status]:
    return {status.partner: status for status in judge_all(engine, names=(name,))}


def test_indicators_22_and_23(engine: Engine) -> None:
    new, served, met = (
        judged(engine, name) for name in ("services_new", "smes_served", "milestones_on_time")
    )
    assert (new[None].value, new[None].n) == (4, 9)
    assert new["clutex"].value == 0  # has a service, but none that is new: that is zero
    assert (served[None].value, served[None].n) == (42, 3)
    assert (served["ateval"].value, served["ateval"].n) == (0, 1)
    assert (served["aei_textils"].value, served["aei_textils"].word) == (None, Word.NO_DATA)
    assert (met[None].value, met[None].n) == (2 / 5, 5)
    assert (met["clutex"].value, met["clutex"].word) == (None, Word.NO_DATA)
    assert met["ateval"].value == 0


def test_indicators_add_over_partners_where_they_say_so(engine: Engine) -> None:
    for name in ("services_new", "smes_served"):
        statuses = judged(engine, name)
        assert "partner" in engine.catalog.indicators[name].adds_over
        parts = [each.value for partner, each in statuses.items() if partner]
        assert sum(value for value in parts if value is not None) == statuses[None].value
    assert engine.catalog.indicators["milestones_on_time"].adds_over == ()


def test_an_empty_store_says_nothing_rather_than_zero(empty_engine: Engine) -> None:
    for name in ("services_new", "smes_served", "milestones_on_time"):
        assert judged(empty_engine, name)[None].word is Word.NO_DATA
    assert rows(empty_engine, "milestone_roadmap") == rows(empty_engine, "milestones_late") == []
    assert {row["services"] for row in empty_engine.ask("service_portfolio").records()} == {None}


# The public record


def test_public_record_lists_the_undated_last(engine: Engine) -> None:
    record = engine.ask("public_record")
    assert record.n == len(record.rows) == 10
    assert record["first_day"][0] == date(2022, 2, 7)
    assert record["first_day"][-4:] == [None] * 4
    assert all(address.startswith("https://") for address in record["source_url"])
    assert record.sources == () and not record.is_sample


def test_public_record_of_a_partner_and_a_period(engine: Engine) -> None:
    ntt = engine.ask("public_record", Filters(partners=("ntt",)))
    # named as guest, as host; the workshop and the final event name nobody
    assert ntt["first_day"] == [date(2022, 2, 7), date(2024, 1, 23), date(2024, 1, 23), None]
    november = Filters(first_day=date(2022, 11, 1), last_day=date(2022, 11, 30))
    of_november = engine.ask("public_record", november)
    assert of_november["record_kind"] == ["coaching"]
    assert of_november.left_out == (
        "4 records without a date are left out, because a period is chosen.",
    )


def test_a_partnership_without_a_public_record_has_none(catalog: Catalog) -> None:
    engine = open_engine(empty_snapshot(), replace(catalog, public_record=PublicRecord()))
    assert engine.ask("public_record").rows == ()
    assert engine.ask("public_record").n == 0


@pytest.mark.parametrize("name", ["milestones_on_time", "services_new", "public_record"])
def test_a_text_is_only_ever_a_value(engine: Engine, name: str) -> None:
    hostile = engine.ask(name, partners=["'; drop table milestones; --"])
    assert hostile.n == (0 if name != "public_record" else 2)
