"""The panels of the ledger: numbers, words, and what is said where there is nothing."""

from __future__ import annotations

import pytest

from hitechtex import charts
from hitechtex.catalog import Catalog
from hitechtex.charts.ledger import values
from hitechtex.charts.theme import plain
from tests.charts import ledger_results as results
from tests.charts.results import emptied, result


def test_the_matrix_counts_errors_and_warnings_and_hatches_what_cannot_be_judged(
    catalog: Catalog,
) -> None:
    panel = charts.rule_matrix(results.exceptions(), catalog)
    assert panel.title == "5 exceptions to the rules, 2 warnings"
    assert panel.takeaway == (
        "NTT has 3 exchanges that do not meet R-MIN: At least 3 working days."
    )
    heat = plain(panel.figure).data[0]
    assert [list(row) for row in heat.z] == [[1, 3], [0, 2], [None, 1]]
    assert [list(row) for row in heat.text] == [["1", "3"], ["0", "2"], ["?", "1"]]
    assert heat.customdata[0][1][0] == "ntt|R-MIN"  # a click chooses the partner
    assert panel.selects == "partners"
    assert panel.table is not None and len(panel.table.rows) == 9


def test_costs_are_listed_by_amount_and_named_in_words(catalog: Catalog) -> None:
    panel = charts.rule_costs(results.exceptions(), catalog)
    assert panel.title.startswith("Lump sums of €2,915 are concerned")  # 1 600 + 900 + 415
    assert panel.table is not None
    assert [row[0] for row in panel.table.rows] == ["R-MIN", "R-TYPE", "R-MEMBER"]
    assert panel.table.rows[1][2:4] == ("Warning", "Read in the source")


def test_a_line_says_what_was_read_and_where_the_rule_was(catalog: Catalog) -> None:
    panel = charts.broken_rules(results.verdicts(), catalog)
    assert panel.title == "1 exchange does not meet a rule, and why"
    assert panel.table is not None
    shown = panel.table.rows[1]
    assert shown[3] == "Visitor’s type: other; Host’s type: not given"
    assert "https://example.org/type" in shown
    assert values("first_visit = E1") == "First visit: E1"


def test_a_rule_that_came_later_lacks_nothing(catalog: Catalog) -> None:
    rows = [("R-MEMBER", "", 19), ("R-MIN", "working_days", 1)]
    columns = "rule missing cannot_tell_exchanges"
    panel = charts.rule_gaps(result("rule_gaps", columns, rows, n=20), catalog)
    assert panel.table is not None
    assert panel.table.rows[0] == ("R-MEMBER", "nothing: the rule did not hold yet", "19")
    assert "Working days, which R-MIN needs" in panel.takeaway
    alone = charts.rule_gaps(result("rule_gaps", columns, rows[:1], n=19), catalog)
    assert alone.takeaway.startswith("Nothing is missing: the rules did not hold yet")


def test_gaps_name_the_fields_as_the_reader_knows_them(catalog: Catalog) -> None:
    panel = charts.rule_gaps(results.gaps(), catalog)
    assert panel.title == "20 times a rule cannot be judged"
    assert "Visitor’s type, Member of a cluster" in panel.takeaway


def test_pairs_say_who_handled_which_name(catalog: Catalog) -> None:
    panel = charts.proposed_organisations(results.proposals(), results.exceptions(), catalog)
    assert panel.table is not None
    assert panel.table.rows[0][:4] == ("Fios SA", "CITEVE", "Fiós Lda", "CITEVE, NTT")
    assert panel.table.rows[0][5] == "legal form"


def test_what_is_possible_without_a_target_is_not_zero(catalog: Catalog) -> None:
    panel = charts.still_possible(results.possible(), results.corridors(), catalog)
    assert panel.title == "3.5 exchanges must be achieved in each of the 4 months left"
    assert panel.takeaway.endswith("17 corridors are untravelled.")  # 28 - 11
    assert panel.table is not None
    partnership, reached, untargeted = panel.table.rows
    assert partnership[0] == "Partnership"
    assert reached[4] == "0"
    assert untargeted[1] == untargeted[4] == "–"


@pytest.mark.parametrize(
    ("name", "made"),
    [
        ("rule_gaps", lambda c: charts.rule_gaps(without_rows(results.gaps()), c)),
        ("broken_rules", lambda c: charts.broken_rules(without_rows(results.verdicts()), c)),
        ("double_entries", lambda c: charts.double_entries(without_rows(results.entries()), c)),
        ("answered", lambda c: charts.answered_organisations(without_rows(results.answers()), c)),
        ("proposed", lambda c: charts.proposed_organisations((), results.exceptions(), c)),
    ],
)
def test_nothing_to_list_is_said(name: str, made, catalog: Catalog) -> None:  # type: ignore[no-untyped-def]
    panel = made(catalog)
    assert panel.table is None and panel.empty.endswith("."), name


def without_rows(full):  # type: ignore[no-untyped-def]
    return result(full.query, " ".join(full.names), [], n=20)


def test_an_empty_selection_asks_the_question_and_shows_the_way_back(catalog: Catalog) -> None:
    nothing = [
        charts.rule_matrix(emptied(results.exceptions()), catalog),
        charts.rule_costs(emptied(results.exceptions()), catalog),
        charts.rule_gaps(emptied(results.gaps()), catalog),
        charts.broken_rules(emptied(results.verdicts()), catalog),
        charts.proposed_organisations((), emptied(results.exceptions()), catalog),
        charts.double_entries(emptied(results.entries()), catalog),
        charts.still_possible(emptied(results.possible()), results.corridors(), catalog),
    ]
    for panel in nothing:
        assert panel.figure is None and panel.table is None, panel.id
        assert panel.title.endswith("?") and panel.empty.startswith("There are no "), panel.id
