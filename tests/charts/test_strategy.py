"""The roadmap, what is late, the public record and the portfolio: days, words, and what is not."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from hitechtex import charts
from hitechtex.catalog import Catalog
from hitechtex.charts.panel import Panel
from hitechtex.charts.theme import plain
from tests.charts import strategy_results as results
from tests.charts.results import AS_OF, emptied, result

DAY = 86_400_000  # milliseconds


def drawn(panel: Panel, kind: str) -> list[Any]:
    assert panel.figure is not None
    return [trace for trace in plain(panel.figure).data if trace.type == kind]


def roadmap(catalog: Catalog, *more: tuple[Any, ...]) -> Panel:
    schedule = results.schedule(*more)
    return charts.roadmap(schedule, results.met(), results.record(), catalog)


def bars(panel: Panel) -> list[list[tuple[date, date]]]:
    """Return first and last day of each bar: planned, done, expected."""
    return [
        [
            (date.fromisoformat(first), date.fromisoformat(first) + timedelta(days=long // DAY - 1))
            for first, long in zip(trace.base, trace.x, strict=True)
        ]
        for trace in drawn(panel, "bar")
    ]


def test_the_roadmap_draws_plan_outlined_done_solid_and_expected_hatched(catalog: Catalog) -> None:
    panel = roadmap(catalog)
    planned, done, expected = bars(panel)
    assert planned == [
        (date(2022, 3, 1), date(2022, 4, 30)),
        (date(2023, 4, 1), date(2023, 6, 1)),
        (date(2023, 6, 2), date(2023, 9, 30)),
        (date(2022, 12, 2), date(2022, 12, 2)),
    ]
    assert done == [
        (date(2022, 3, 5), date(2022, 5, 12)),
        (date(2023, 6, 2), AS_OF),  # C, so far
        (date(2022, 12, 1), date(2022, 12, 1)),
    ]
    assert expected == [(AS_OF, date(2023, 8, 14)), (AS_OF, date(2023, 12, 13))]
    outlined, solid, hatched = drawn(panel, "bar")
    assert (outlined.marker.color, outlined.marker.line.width) == ("rgba(0,0,0,0)", 1.5)
    assert (solid.marker.pattern.shape, hatched.marker.pattern.shape) == ("", "/")


def test_every_day_drawn_stands_in_the_table(catalog: Catalog) -> None:
    panel = roadmap(catalog)
    assert panel.table is not None
    known = {value for row in panel.table.exact for value in row if isinstance(value, date)}
    spans = {day for trace in bars(panel) for span in trace for day in span}
    marks = {date.fromisoformat(day) for trace in drawn(panel, "scatter") for day in trace.x if day}
    assert spans | marks <= known | {AS_OF}


def test_diamonds_stars_and_links_stand_where_they_should(catalog: Catalog) -> None:
    links, planned, solid, stars = drawn(roadmap(catalog), "scatter")
    assert (planned.x, planned.marker.symbol) == (("2022-12-02",), "diamond")
    assert (solid.x, solid.marker.symbol) == (("2022-12-01",), "diamond")
    # the two events with a day; that without one is in the table of the record
    assert (stars.x, stars.marker.symbol) == (("2022-02-07", "2023-05-03"), "star")
    assert [key for key, _ in stars.customdata] == ["citeve|record-0", None]  # nobody to choose
    # A to B, A to C, B to C: from the end, down, to the beginning
    assert [day for day in links.x if day][::3] == ["2022-05-12", "2022-05-12", "2023-08-14"]
    assert [day for day in links.x if day][2::3] == ["2023-06-14", "2023-06-02", "2023-06-02"]


def test_a_milestone_that_is_open_has_no_solid_diamond(catalog: Catalog) -> None:
    half = results.milestone(
        "E", "strategy", "milestone", planned_start=date(2023, 6, 1), planned_end=date(2023, 8, 1),
        started_on=date(2023, 6, 1), forecast_end=date(2023, 8, 1), forecast_late_days=0,
        standing="running",
    )  # fmt: skip
    _, planned, expected, solid, _ = drawn(roadmap(catalog, half), "scatter")
    assert (expected.x, expected.marker.symbol) == (("2023-08-01",), "diamond-dot")
    assert planned.x == ("2022-12-02", "2023-08-01")
    assert solid.x == ("2022-12-01",)


def test_the_roadmap_says_how_it_stands(catalog: Catalog) -> None:
    panel = roadmap(catalog)
    assert panel.title == "1 of 3 milestones due are met on time; 1 is overdue"
    assert panel.takeaway == (
        "As it stands, the last milestone ends on 13 Dec 2023; the project ends on 31 Jan 2024."
    )
    texts = [each.text for each in plain(panel.figure).layout.annotations]
    for words in ("done 12 days late", "13 days overdue", "74 days late expected", "on time"):
        assert any(text.endswith(words) for text in texts), words
    words = {key: said for trace in drawn(panel, "bar") for key, said in trace.customdata if key}
    assert words["citeve|B"] == "Title B (CITEVE), planned until 1 Jun 2023: 13 days overdue"
    nobody = [said for trace in drawn(panel, "bar") for key, said in trace.customdata if not key]
    assert any(said.startswith("Title D (not given)") for said in nobody)
    assert panel.selects == "partners"


def test_every_mark_is_one_stop_for_the_keyboard(catalog: Catalog) -> None:
    """Marks with the same key, an empty one as well, would hold the keyboard between them."""
    traces = plain(roadmap(catalog).figure).data
    keys = [key for trace in traces for key, _ in trace.customdata or () if key is not None]
    assert keys == ["citeve|A", "citeve|B", "ntt|C", "citeve|record-0"]


def test_public_record_is_told_apart_from_what_partners_sent(catalog: Catalog) -> None:
    panel = roadmap(catalog)
    assert panel.note.endswith(
        "Beside it 3 events on public record, which are not counted and are no partner’s data."
    )
    assert panel.table is not None
    from_partners, published = panel.table.rows[:4], panel.table.rows[4:]
    assert {row[-1] for row in from_partners} == {"milestones sent in"}
    assert [row[-1] for row in published] == [
        "https://example.org/kick-off", "https://example.org/workshop",
    ]  # fmt: skip
    assert {row[0] for row in published} == {"Public record: published by the partnership itself"}
    assert "n = 4 records." in panel.note


def test_circles_unknown_links_and_missing_days_are_said(catalog: Catalog) -> None:
    panel = roadmap(
        catalog,
        results.milestone("X", waits_for="Y", is_circular=True),
        results.milestone("Y", waits_for="X", is_circular=True, unknown_links="Q"),
        results.milestone("Z", standing="undated", waits_for="Z", is_circular=True),
    )
    assert (
        "3 milestones wait for themselves, because their dependencies lead round in a circle:"
        " Title X, Title Y, and Title Z." in panel.takeaway
    )
    assert "Title Y waits for a milestone that nobody has sent." in panel.takeaway
    assert "3 milestones have no planned end" in panel.takeaway


def test_a_title_is_never_read_as_markup_and_a_long_one_is_cut(catalog: Catalog) -> None:
    hostile = results.milestone("H", title="<a href='https://example.org'>here</a> " + "x" * 80)
    texts = [each.text for each in plain(roadmap(catalog, hostile).figure).layout.annotations]
    (shown,) = [text for text in texts if "example.org" in text]
    assert shown.startswith("&lt;a href=") and shown.endswith("…") and "<" not in shown


def test_of_many_milestones_those_that_are_open_are_drawn(catalog: Catalog) -> None:
    many = [
        results.milestone(f"N{k}", planned_end=date(2022, 3, 1), ended_on=date(2022, 3, 1),
                          standing="on_time", late_days=0)
        for k in range(70)
    ]  # fmt: skip
    panel = roadmap(catalog, *many)
    assert "The 60 that are open or were done last are drawn, of 74" in panel.takeaway
    assert panel.table is not None and len(panel.table.rows) == 74 + 2
    assert len(bars(panel)[0]) == 60
    assert (date(2023, 6, 2), date(2023, 9, 30)) in bars(panel)[0]


def test_without_milestones_the_public_record_stands_alone(catalog: Catalog) -> None:
    schedule, met = emptied(results.schedule()), emptied(results.met())
    panel = charts.roadmap(schedule, met, results.record(), catalog)
    assert panel.title == "No milestone yet; 2 events on public record"
    assert panel.takeaway.startswith("There are no milestones in the store yet.")
    assert len(drawn(panel, "scatter")) == 1 and drawn(panel, "bar") == []
    nothing = charts.roadmap(schedule, met, emptied(results.record()), catalog)
    assert nothing.figure is None and nothing.title == "Are we on schedule?"


def test_lines_say_none_due_and_none_at_all_apart(catalog: Catalog) -> None:
    panel = charts.lines_on_time(results.by_line(), catalog)
    assert panel.title == "1 of 3 milestones due are met on time"
    assert panel.takeaway == "1 milestone is overdue, in Training and coaching."
    (bar,) = drawn(panel, "bar")
    assert (tuple(bar.x), tuple(bar.text)) == ((0, 1), ("0 of 2, 1 overdue", "1 of 1"))
    texts = [each.text for each in plain(panel.figure).layout.annotations]
    assert "none due yet" in texts and "no milestone" in texts


def test_owners_keep_their_colour_and_take_a_click(catalog: Catalog) -> None:
    panel = charts.owners_on_time(results.met(), catalog)
    assert panel.title == "1 of 2 partners in charge has an overdue milestone"
    (bar,) = drawn(panel, "bar")
    assert [key for key, _ in bar.customdata] == ["citeve"]  # nothing of ntt is due
    assert bar.marker.color[0] == catalog.project.partner("citeve").colour


def test_late_milestones_name_owner_days_and_what_waits(catalog: Catalog) -> None:
    panel = charts.late_milestones(results.late(), catalog)
    assert panel.title == "1 milestone is overdue, 1 more will be late as it stands"
    assert panel.takeaway == "Title B (CITEVE) is 13 days overdue, and 1 milestone waits for it."
    assert panel.table is not None
    assert panel.table.rows[1][-5:] == ("–", "13 Dec 2023", "74 days", "Title B", "–")
    on_time = result("milestones_late", " ".join(results.late().names), [], n=4)
    assert charts.late_milestones(on_time, catalog).empty == (
        "Nothing is overdue, and nothing will be late as it stands."
    )


def test_an_event_without_a_day_says_so(catalog: Catalog) -> None:
    panel = charts.public_record(results.record(), catalog)
    assert panel.takeaway == "1 of them has no day that a source states."
    assert panel.table is not None
    assert [row[0] for row in panel.table.rows] == [
        "7 Feb 2022", "3 May 2023", "date not published",
    ]  # fmt: skip
    assert panel.table.rows[0][4] == "NTT, CLUTEX"
    assert panel.table.rows[2][2] == "Announced only"
    assert "Source:" not in panel.note  # no file of a partner, no sample


def test_the_portfolio_tells_zero_from_not_told(catalog: Catalog) -> None:
    panel = charts.service_portfolio(results.portfolio(), catalog)
    (heat,) = drawn(panel, "heatmap")
    assert [list(row) for row in heat.z] == [[3, 0, None], [0, 0, None]]
    assert [list(row) for row in heat.text][1] == ["0", "○", "?"]
    assert heat.text[0][0].startswith("●2◐<br>") and "12" in heat.text[0][0]
    assert heat.customdata[0][0][1] == (
        "Innovation, CITEVE: 2 offered, 1 piloted, 0 planned, 0 retired (Audit; Lab; Visit);"
        " SMEs served: 12"
    )
    assert "SMEs served: not given" in heat.customdata[1][1][1]
    assert panel.takeaway == (
        "1 of 3 are offered jointly; 1 more is planned. CLUTEX has sent no services."
    )


def test_gaps_put_first_what_needs_a_decision(catalog: Catalog) -> None:
    panel = charts.service_gaps(results.gaps(), catalog)
    assert panel.title == (
        "1 category is offered by nobody, 1 by several partners each on their own"
    )
    assert panel.takeaway == "Nobody offers Digital."
    assert panel.table is not None
    assert [row[0] for row in panel.table.rows] == ["Digital", "Innovation", "Green"]
    assert panel.table.rows[0][5] == panel.table.rows[1][6] == "CITEVE, NTT"


def test_launches_leave_months_without_one_and_count_those_passed(catalog: Catalog) -> None:
    panel = charts.service_launches(results.launches(), catalog)
    assert panel.title == "3 services launched and live, 1 retired since, 1 ahead"
    assert panel.takeaway == "1 month has no launch."  # May; August lies ahead
    live, ahead, retired = drawn(panel, "bar")
    assert tuple(live.y) == (2, None, 1, None, None)  # no bar at all for none
    assert (ahead.y[3], retired.y[0]) == (1, 1)


@pytest.mark.parametrize(
    ("name", "full"),
    [
        ("lines_on_time", results.by_line),
        ("owners_on_time", results.met),
        ("late_milestones", results.late),
        ("public_record", results.record),
        ("service_portfolio", results.portfolio),
        ("service_gaps", results.gaps),
        ("service_launches", results.launches),
    ],
)
def test_nothing_found_asks_the_question(name: str, full: Any, catalog: Catalog) -> None:
    panel = getattr(charts, name)(emptied(full()), catalog)
    assert panel.figure is None and panel.table is None
    assert panel.title.endswith("?") and panel.empty.startswith("There are no ")
