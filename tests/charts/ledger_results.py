"""Results of the ledger made by hand: three rules, two partners."""

from __future__ import annotations

from datetime import date

from hitechtex.catalog.organisations import read_organisations
from hitechtex.metrics.duplicates import Name, Proposal
from hitechtex.query.result import Result
from tests.charts.results import result

RULES = (
    ("R-MIN", "At least 3 working days.", "https://example.org/min", "C", "error"),
    ("R-TYPE", "Visitors are SMEs.", "https://example.org/type", "C", "warning"),
    ("R-MEMBER", "A visiting SME is a member.", "https://example.org/member", "C", "error"),
)
# Per rule and partner: not met, EUR, cannot tell, met. Errors 4 + 0 + 1, warnings 2.
COUNTS = {
    ("R-MIN", None): (4, 1600.0, 1, 15), ("R-MIN", "citeve"): (1, 400.0, 1, 8),
    ("R-MIN", "ntt"): (3, 1200.0, 0, 7),
    ("R-TYPE", None): (2, 900.0, 0, 18), ("R-TYPE", "citeve"): (0, None, 0, 10),
    ("R-TYPE", "ntt"): (2, 900.0, 0, 8),
    ("R-MEMBER", None): (1, 415.0, 19, 0), ("R-MEMBER", "citeve"): (0, None, 10, 0),
    ("R-MEMBER", "ntt"): (1, 415.0, 9, 0),
}  # fmt: skip


def exceptions() -> Result:
    names = (
        "rule wording source mark severity holds_from partner not_met_exchanges not_met_eur"
        " cannot_tell_exchanges met_exchanges"
    )
    rows = [(*rule, None, partner, *COUNTS[rule[0], partner])
            for rule in RULES for partner in (None, "citeve", "ntt")]  # fmt: skip
    return result("rule_exceptions", names, rows, n=20)


def verdicts() -> Result:
    names = (
        "exchange_id rule severity verdict value missing wording source mark partner"
        " visiting_organisation status lump_sum_eur source_file source_row"
    )
    rows = [
        ("E7", *rule[:1], rule[4], "not_met", value, None, rule[1], rule[2], rule[3], "ntt",
         "Filati srl", "paid", 400.0, "march.csv", 8)
        for rule, value in (
            (RULES[0], "working_days = 2"), (RULES[1], "visiting_type = other; host_type = ?"),
        )
    ]  # fmt: skip
    return result("rule_verdicts", names, rows, n=20)


def gaps() -> Result:
    rows = [("R-MEMBER", "visiting_type, visitor_is_member", 19), ("R-MIN", "working_days", 1)]
    return result("rule_gaps", "rule missing cannot_tell_exchanges", rows, n=20)


def proposals() -> tuple[Proposal, ...]:
    rules = read_organisations()
    left, right = (
        Name(written, written, "PT", partners, 1, rules.words(written))
        for written, partners in (("Fios SA", "citeve"), ("Fiós Lda", "citeve, ntt"))
    )
    return (Proposal(left, right, 100.0, "legal_form"),)


def answers() -> Result:
    names = "left_name right_name is_same decided_on decided_by batch"
    rows = [("Fios SA", "Fiós Lda", True, date(2023, 6, 1), "manager", "b7")]
    return result("organisation_answers", names, rows, n=20)


def entries() -> Result:
    names = (
        "first_entry first_partner exchange_id partner visiting_organisation host_organisation"
        " start_date end_date lump_sum_eur"
    )
    rows = [("E1", "citeve", "E2", "ntt", "Fios SA", "Roca SL", date(2023, 3, 6),
             date(2023, 3, 10), 830.0)]  # fmt: skip
    return result("exchange_entries", names, rows, n=20)


def possible() -> Result:
    names = (
        "partner target_exchanges achieved_exchanges months_left needed_monthly_exchanges"
        " waiting_visitors free_visitors"
    )
    rows = [(None, 20.0, 6, 4, 3.5, 5, 2), ("citeve", 8.0, 8, 4, 0.0, 2, 1),
            ("ntt", None, 2, 4, None, 3, 1)]  # fmt: skip
    return result("exchanges_possible", names, rows, n=20)


def corridors() -> Result:
    rows = [(None, 20, 11, 28), ("citeve", 10, 4, 5), ("ntt", 10, 3, 5)]
    return result(
        "region_pairs_active", "partner exchanges active_pairs eligible_pairs", rows, n=20
    )
