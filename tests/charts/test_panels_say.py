"""Titles and takeaways, each number worked by hand from `results.py`."""

from __future__ import annotations

from dataclasses import replace

import pytest

from hitechtex import charts
from hitechtex.catalog import Catalog
from hitechtex.charts.panel import Panel
from hitechtex.metrics.status import Status, Word
from tests.charts import results
from tests.charts.conftest import status


def test_bullets_come_worst_first(panels: dict[str, Panel]) -> None:
    panel = panels["indicator_bullets"]
    # Expected is set for 5; one is off track, one on watch.
    assert panel.title == "2 of 5 indicators with a target are behind their plan"
    assert panel.takeaway.startswith("Lump sums paid: Off track, €21,000 of €70,000; €45,000 due.")
    assert [row[1] for row in panel.table.rows] == [
        "✖ Off track", "▲ Watch", "● On track", "✔ Reached", "– No target", "– No target",
        "– No target", "? No data",
    ]  # fmt: skip
    # 62 / 90 = 0.6889; 71 / 90 = 0.7889
    assert panel.table.rows[1][2:7] == ("62", "71", "90", "69%", "79%")
    assert panel.table.rows[-1][2] == "not given"


def test_bullets_say_when_all_is_well_or_nothing_is_due(catalog: Catalog) -> None:
    well = [status("exchanges_achieved", 80, 90, 71, Word.ON_TRACK)]
    assert charts.indicator_bullets(well, catalog).title == (
        "The indicator with a target is on track"
    )
    early = [status("exchanges_achieved", 0, 90, None, Word.NOT_DUE)]
    assert "No target is due yet" in charts.indicator_bullets(early, catalog).title
    # Nothing is known of this one, although it is always due: nobody says that it is on track.
    silent = [status("exchange_pace", None, 1, 1, Word.NO_DATA, n=0)]
    assert "No target is due yet" in charts.indicator_bullets(silent, catalog).title
    assert charts.indicator_bullets(well + silent, catalog).title == (
        "The indicator with a target is on track"
    )


def test_a_bullet_without_a_value_has_no_bar(catalog: Catalog) -> None:
    silent = [status("sme_share", None, 0.7, 0.7, Word.NO_DATA, n=0)]
    figure = charts.indicator_bullets(silent, catalog).figure
    track, actual, expected, target = figure.data
    assert list(track.x) == [1]
    assert list(actual.x) == []
    assert list(expected.x) == [1.0]
    assert list(target.x) == [1]


def test_burn_up_says_where_we_stand(panels: dict[str, Panel]) -> None:
    panel = panels["exchange_burn_up"]
    # Planned at the end of month 17: 48 + 2/3 of (68 - 48) = 61.33
    assert panel.title == "62 of 90 exchanges achieved; 61 expected by now"
    assert panel.takeaway == "Today’s pipeline can reach 95 of 90, but 81 are likely."
    assert panel.table.rows[16] == ("Jun 2023", "8", "62", "61.3", "–", "–")
    # What lies ahead is not zero, even where the query counts nothing yet
    assert panel.table.rows[17] == ("Jul 2023", "–", "–", "68", "–", "–")
    assert panel.table.exact[-1][-2:] == (81.4, 95)


def test_burn_up_ends_actual_on_the_day_of_the_data(panels: dict[str, Panel]) -> None:
    actual = panels["exchange_burn_up"].figure.data[-1]
    assert actual.x[-1] == "2023-06-14"
    assert actual.x[0] == "2022-02-28"
    assert len(actual.x) == 17  # no month after it, where nothing is known


@pytest.mark.parametrize(
    ("likely", "possible", "says"),
    [
        (85.0, 89, "1 more visitors must register to reach 90"),
        (90.0, 95, "likely enough: 90 of 90"),
        (None, None, "Only 4 exchanges are decided so far"),
    ],
)
def test_burn_up_says_the_odds(
    likely: float | None, possible: float | None, says: str, catalog: Catalog
) -> None:
    forecast = status("exchanges_range", likely, None, None, Word.NO_TARGET, n=4, high=possible)
    panel = charts.exchange_burn_up(results.burn_up(), [forecast], catalog)
    assert says in panel.takeaway


def test_burn_up_without_a_target_draws_no_plan(
    catalog: Catalog, statuses: tuple[Status, ...]
) -> None:
    full = results.burn_up()
    bare = replace(full, rows=tuple((*row[:5], None) for row in full.rows))
    panel = charts.exchange_burn_up(bare, statuses, catalog)
    assert panel.title == "62 exchanges achieved; no target is set"
    assert panel.takeaway.startswith("With today’s pipeline, 81 are likely")
    assert "target" not in " ".join(text.text for text in panel.figure.layout.annotations)
    assert list(panel.figure.data[-2].y) == []


def test_multiples_name_who_is_behind_and_who_is_silent(panels: dict[str, Panel]) -> None:
    panel = panels["partner_multiples"]
    # Of 62: 30 % is 18.6, rounded 19; 25 % 15.5 → 16; 10 % 6; 20 % 12; 15 % 9
    assert panel.title == "CITEVE brought most: 19 of 62 exchanges; 5 of 6 partners contribute"
    # Plans at month 17 are 61.33/90 of the targets: 12.3, 16.4, 8.2, 8.2
    assert panel.takeaway == (
        "AEI TÈXTILS and ATEVAL are behind their own plans. DCC TTC has sent no data."
    )
    texts = [text.text for text in panel.figure.layout.annotations]
    assert "9, no target" in texts
    assert "✔ 19 of 18" in texts
    assert "no data" in texts


def test_attention_is_in_the_order_of_the_result(panels: dict[str, Panel]) -> None:
    panel = panels["needs_attention"]
    assert panel.title == "4 kinds of issue need attention"
    assert panel.takeaway.startswith(
        "AEI TÈXTILS: 4 visitors have waited for payment for more than 10 days, 41 days at the "
        "longest (€3,120). CLUTEX: 1 report has waited"
    )
    assert panel.table.rows[3] == ("Silent partner", "DCC TTC", "0", "140 days", "–")
    assert panel.table.exact[3] == ("silent_partner", "dcc_ttc", 0, 140, None)


def test_nothing_to_attend_to_is_good_news(catalog: Catalog) -> None:
    full = results.attention()
    panel = charts.needs_attention(replace(full, rows=()), catalog)
    assert panel.title == "Nothing needs attention"
    assert panel.empty.startswith("No exchange is overdue")


def test_pipeline_counts_by_state(panels: dict[str, Panel]) -> None:
    panel = panels["pipeline_by_phase"]
    # 8 + 6 + 7 + 5 + 2 = 28 open; 5 + 4 = 9 awaiting; 20 + 42 = 62 achieved; 9 + 2 = 11 closed
    assert panel.title == "28 exchanges in the pipeline, 9 awaiting validation, 62 achieved"
    assert panel.takeaway == ("9 reports wait for validation. Cancelled or rejected: 11.")
    shapes = panel.figure.data[0].marker.pattern.shape
    assert list(shapes) == [""] * 5 + ["/", "/", "", "", "x", "x"]


def test_outcomes_leave_out_who_does_not_say(panels: dict[str, Panel]) -> None:
    panel = panels["outcomes"]
    # 20 + 5 + 2 + 1 = 28 of 62 - 2 = 60
    assert panel.title == "28 of 60 achieved exchanges led to something further"
    assert panel.takeaway == "Most often: Follow-up, 20 (32%). 2 exchanges do not say."
    assert panel.table.exact[-1] == (None, 2)


def test_few_are_counted_not_shared(panels: dict[str, Panel]) -> None:
    shares = [bar for bar in panels["activities"].figure.data[0].text]
    assert shares == ["5 of 12", "4 of 12", "3 of 12", "0 of 12", "0 of 12"]
    assert list(panels["purposes"].figure.data[0].text)[:2] == ["30 (48%)", "20 (32%)"]
    assert "Never: Invest in strategic interregional collaboration." in panels["purposes"].takeaway


def test_stays_count_what_is_done_and_what_is_not(panels: dict[str, Panel]) -> None:
    panel = panels["stay_timeline"]
    # Done 2+4+5+7+3+6+9+14+15+6 = 71; planned 4+12+6+4 = 26; cancelled 1+2+1+1+3+1 = 9
    assert panel.title == "71 stays done, 26 planned, 9 cancelled"
    # Months with done or planned: 5,7,8,10,11,12,13,15,16,17 and 19,20,23, so 24 - 13 = 11 without
    assert panel.takeaway == (
        "The fullest month is May 2023 with 15. 11 months have no stay. "
        "6 missions; the largest, in Ege, has 16."
    )
    assert panel.table.rows[24][1:4] == ("M-05", "8 May 2023", "Ege")
    done, planned, cancelled, missions = panel.figure.data
    assert done.y[0] is None  # a month without a stay has no bar, not even a flat one
    assert sum(value or 0 for value in done.y) == 71
    assert sum(value or 0 for value in planned.y) == 26
    assert sum(value or 0 for value in cancelled.y) == 9
    assert sorted(missions.text, key=int) == ["5", "6", "9", "12", "12", "16"]


def test_the_matrix_shows_zeros_margins_and_what_cannot_be(panels: dict[str, Panel]) -> None:
    panel = panels["region_matrix"]
    # Of 14 pairs with exchanges, 3 lead elsewhere or come from there or break the rule: 11 of 28
    assert panel.title == "11 of 28 eligible corridors between the regions are in use"
    assert panel.takeaway == "Busiest: Norte to Toscana, 12 (15%)."  # 12 / 79 = 15.2 %
    heat, hatched, totals = panel.figure.data
    assert heat.z[0][3] == 12
    assert heat.z[1][2] == 0
    assert heat.text[1][0] == "6"
    assert heat.text[4][0] == "0"  # nobody yet, but might
    assert heat.text[1][2] == ""  # cannot be
    assert heat.text[2][1] == "1"  # should not have been
    # Six on the diagonal and two between the regions of one country, six corners each
    assert len(hatched.x) == 8 * 6
    assert totals.text[0] == "<b>32</b>"  # 6 + 12 + 10 + 4
    assert totals.text[-1] == "<b>79</b>"
    assert heat.customdata[0][3] == ["PT11>ITI1", "Norte to Toscana: 12 (Exchanges)"]
    assert panel.selects == "pair"


def test_a_sum_over_nothing_is_blank_in_the_matrix(catalog: Catalog) -> None:
    panel = charts.region_matrix(results.pairs(), catalog, value="lump_sum_eur")
    heat = panel.figure.data[0]
    assert heat.z[4][0] is None
    assert heat.text[4][0] == ""
    assert heat.z[0][3] == 8400.0  # 12 × 700


def test_countries_beyond_the_busiest_are_added_up(panels: dict[str, Panel]) -> None:
    panel = panels["country_matrix"]
    # Visitors from PT ES IT CZ TR DE FR PL SE; hosts in IT TR PT CZ AT BE ES
    assert panel.title == "Visitors from 9 countries, hosts in 7"
    # Eleven in all (PT ES IT CZ TR DE FR AT PL BE SE), eight shown
    assert panel.takeaway.endswith("3 more countries are added up as Other.")
    totals = panel.figure.data[2].text
    assert totals[-1] == "<b>67</b>"  # nothing is lost: 12+10+8+7+9+3+3+4+2+2+2+1+1+1+2
    assert [row[0] for row in panel.table.rows[::10]][-2:] == ["Other", "not given"]


def test_flows_leave_out_empty_pairs(panels: dict[str, Panel]) -> None:
    panel = panels["flow_sankey"]
    # Sent by the first 6+12+10+4 = 32; hosted by the fourth 12+7+3+3 = 25
    assert panel.title == "Norte sends most (32), Toscana hosts most (25)"
    assert sum(panel.figure.data[0].link.value) == 79
    assert len(panel.figure.data[0].link.value) == 14


def test_types_stand_on_those_that_are_given(panels: dict[str, Panel]) -> None:
    panel = panels["organisation_types"]
    assert panel.title == "Most visitors: SME, 45 (73%)"  # 45 / (45 + 11 + 6)
    assert panel.takeaway == "Most hosts: Large company, 24 (38%)."  # 24 / (20 + 24 + 12 + 7)
    assert panel.table.exact[-1] == (None, 3, 2)


def test_money_keeps_nothing_apart_from_zero(panels: dict[str, Panel]) -> None:
    panel = panels["lump_sums"]
    assert panel.title == "€37,400 of €61,200 committed is paid"
    assert panel.takeaway == (
        "3 of 80 lump sums with a known ceiling are above it, by €340 together."
    )
    committed, paid, ceilings = panel.figure.data
    assert len(committed.x) == 5  # the sixth has committed nothing: no bar
    assert len(paid.x) == 4  # the fifth has paid nothing
    assert 0 not in [*committed.x, *paid.x, *ceilings.x]
    texts = [text.text for text in panel.figure.layout.annotations]
    assert "nothing paid of €3,600; ceiling €3,600" in texts
    assert "nothing committed" in texts


def test_delays_show_their_limit_and_their_n(panels: dict[str, Panel]) -> None:
    panel = panels["delays"]
    assert panel.title == (
        "Half the reports are validated within 21 days, half the visitors paid within 12 days "
        "(limit 10 days)"
    )
    assert panel.takeaway == "The longest wait for a validation was at AEI TÈXTILS: 96 days."
    texts = [text.text for text in panel.figure.layout.annotations]
    assert "R-PAY: within 10 days" in texts
    assert "22.5 days, n = 15" in texts
    assert texts.count("none") == 2  # the partner with nothing validated, nothing paid
    assert [shape.x0 for shape in panel.figure.layout.shapes] == [10]


def test_the_table_of_exchanges_says_what_it_leaves_out(panels: dict[str, Panel]) -> None:
    panel = panels["exchange_table"]
    assert panel.title == "The newest 2 of 110 exchanges"
    full, bare = panel.table.rows
    assert full[0:3] == ("X-2", "CITEVE", "M-04")
    assert "Portugal" in full
    assert "€780" in full
    assert full[-1] == "1042"  # a row is a place, not an amount
    assert bare[1] == "not given"  # not "Partnership": the partner of one exchange is missing


def test_the_map_shades_and_draws_the_flows_of_the_chosen(panels: dict[str, Panel]) -> None:
    panel = panels["region_map"]
    assert panel.title == "Visits hosted: Toscana leads with 25"
    # With the sixth chosen: 10 and 8 to it, 3 from it; "elsewhere" is not on the map
    assert panel.takeaway == "All 3 flows between the regions are drawn."
    first, land, countries, regions, *rest = panel.figure.data
    assert (first.type, list(first.lon)) == ("scattergeo", [None])  # or Plotly asks its own host
    assert [land.hoverinfo, countries.hoverinfo] == ["skip", "skip"]
    assert regions.locations[-1] == "TR3"  # drawn last, so that its outline is whole
    assert dict(zip(regions.locations, regions.z, strict=True))["ITI1"] == 25
    assert list(rest[-2].text) == ["10", "8", "3"]
    assert panel.table.exact[6:] == (
        ("PT11", "TR3", None, 10), ("ES51", "TR3", None, 8), ("TR3", "ITI1", None, 3),
    )  # fmt: skip


def test_a_region_without_a_number_is_not_zero(catalog: Catalog) -> None:
    drawn = {"measure": "trained_people", "chosen": None, "catalog": catalog}
    panel = charts.region_map(results.measures(), results.pairs(), **drawn)
    regions = panel.figure.data[3]
    assert dict(zip(regions.locations, regions.z, strict=True))["TR3"] is None
    assert "<b>Ege</b> not given" in panel.figure.data[-1].text


def test_the_map_says_how_many_flows_it_leaves_out(catalog: Catalog) -> None:
    full = results.pairs()
    panel = charts.region_map(
        results.measures(), full, measure="balance_exchanges", chosen=None, catalog=catalog
    )
    # 14 pairs less two with elsewhere; the one in the same country is a flow, too: 12
    assert panel.takeaway.startswith("The largest 10 of 12 flows are drawn")
    assert panel.figure.data[3].zmin == -18
    assert panel.figure.data[3].zmax == 18
    assert "<b>Norte</b> +17" in panel.figure.data[-1].text


def test_a_share_of_a_target_needs_a_target(catalog: Catalog) -> None:
    panel = charts.region_ranking(results.measures(), measure="target_share", catalog=catalog)
    # 19/18 = 1.06, 12/12 = 1.00, 16/24 = 0.67, 6/12 = 0.50, 0/12 = 0; the fifth has no target
    assert panel.title == "Share of target: from Norte (106%) to Ege (0%)"
    assert panel.takeaway == "No number for Severovýchod."
    assert panel.table.exact[-1] == ("CZ05", None)


def test_the_profile_is_of_one_region_or_of_all(panels: dict[str, Panel], catalog: Catalog) -> None:
    panel = panels["region_profile"]
    assert panel.title == "Norte sent 32 exchanges and hosted 15"
    assert panel.takeaway == (
        "Norte: 19 achieved (target 18), lump sums €23,400, 41 people trained."
    )
    assert panel.table.exact[0] == ("ES51", 6, 6)
    every = charts.region_profile(results.measures(), results.pairs(), chosen=None, catalog=catalog)
    assert every.title == "The regions sent 76 exchanges"  # 79 less 3 from elsewhere
    assert every.table.exact[3] == ("ITI1", 14, 25)


def test_empty_corridors_are_listed(panels: dict[str, Panel]) -> None:
    panel = panels["empty_corridors"]
    assert panel.title == "17 of 28 eligible corridors are empty"
    assert panel.takeaway == "Comunitat Valenciana is visited by nobody from another region."
    assert panel.table.rows[0] == ("Norte", "Comunitat Valenciana", "1")
    assert sum(row[2] for row in panel.table.exact) == 17


def test_a_pair_that_never_met_has_no_sum(catalog: Catalog) -> None:
    panel = charts.country_matrix(results.countries(), catalog, value="lump_sum_eur")
    exact = {row[:2]: row[2] for row in panel.table.exact}
    assert exact["PT", "IT"] == 8400.0  # 12 × 700
    assert exact["IT", "TR"] is None


def test_who_is_filtered_away_is_not_called_silent(catalog: Catalog) -> None:
    full = results.burn_up()
    rows = tuple(row for row in full.rows if row[0] in (None, "ateval"))
    narrowed = replace(full, rows=rows, filters={"partners": ("ateval",)})
    panel = charts.partner_multiples(narrowed, (), catalog)
    assert panel.title == "ATEVAL: 6 of 12 exchanges achieved"
    assert panel.takeaway == "ATEVAL is behind its own plan."
    assert len(panel.figure.data) == 3  # plan, steps and point of the one


def test_one_of_something_is_said_in_the_singular(catalog: Catalog) -> None:
    rows = [("PT", "TR", 3, 3, 9, 100.0), ("PT", "IT", 2, 2, 9, 100.0)]
    pairs = replace(results.countries(), rows=tuple(rows))
    assert charts.country_matrix(pairs, catalog).title == "Visitors from 1 country, hosts in 2"
    whole = [(None, 5, 500.0, 0, None, 480.0, 5, 1, 20.0)]
    money = replace(results.money(), rows=tuple(whole))
    assert charts.lump_sums(money, catalog).takeaway == (
        "1 of 5 lump sums with a known ceiling is above it, by €20."
    )


def test_an_amount_that_is_not_given_is_said_so(catalog: Catalog) -> None:
    rows = [("payment_overdue", "ntt", 1, 24, None)]
    panel = charts.needs_attention(replace(results.attention(), rows=tuple(rows)), catalog)
    assert panel.takeaway == (
        "NTT: 1 visitor has waited for payment for more than 10 days, 24 days at the longest "
        "(amount not given)."
    )


def test_where_all_stays_are_cancelled_no_month_is_the_fullest(catalog: Catalog) -> None:
    rows = [(results.month_day(3), 0, 0, 2)]
    by_month = replace(results.by_month(), rows=tuple(rows))
    none = results.emptied(results.missions())
    panel = charts.stay_timeline(by_month, none, catalog)
    assert panel.title == "0 stays done, 0 planned, 2 cancelled"
    assert panel.takeaway == "1 month has no stay."


def test_exchanges_without_an_outcome_led_to_none(catalog: Catalog) -> None:
    full = results.outcomes()
    panel = charts.outcomes(replace(full, rows=((None, "none", 4),)), catalog)
    assert panel.title == "0 of 4 achieved exchanges led to something further"
    assert panel.takeaway == "None of them has an outcome yet."


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("outcomes", "4,599 achieved exchanges, and none says what came of it"),
        ("purposes", "4,599 achieved exchanges, and none gives its purpose"),
        ("activities", "4,599 achieved exchanges, and none gives its activity"),
    ],
)
def test_what_nobody_gave_is_not_counted_as_zero(catalog: Catalog, name: str, title: str) -> None:
    full = getattr(results, name)()
    panel = getattr(charts, name)(replace(full, rows=((None, None, 4599),)), catalog)
    assert panel.title == title
    assert panel.takeaway == "Not given is not zero: there may have been some of each."
