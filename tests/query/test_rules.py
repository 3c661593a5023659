"""The rules: thirty exchanges that each break one, the same with a field missing, and in Python.

GOOD meets every rule: Portuguese SME, member of a cluster, five days at a Spanish SME 850 km away,
EUR 830 (Spain's ceiling), paid nine days after completion.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from hitechtex.catalog import Catalog
from hitechtex.errors import QueryError, UnknownName
from hitechtex.ingest import ingest
from hitechtex.metrics.rules import Verdict, check, newest
from hitechtex.query import Engine, Filters, open_engine
from hitechtex.query.rules import read_rule, read_rules
from hitechtex.store import append, current, open_store
from tests.query.loading import from_records, snapshot_of

GOOD: dict[str, Any] = {
    "partner": "citeve",
    "vop": "Hi-Tech-TEX",
    "visiting_type": "sme",
    "visiting_country": "PT",
    "visiting_region": "PT11",
    "host_organisation": "Roca SL",
    "host_type": "sme",
    "host_country": "ES",
    "host_region": "ES51",
    "mode": "physical",
    "status": "paid",
    "registered_on": "2023-01-10",
    "start_date": "2023-03-06",
    "end_date": "2023-03-10",
    "completed_on": "2023-03-10",
    "validated_on": "2023-03-15",
    "paid_on": "2023-03-19",
    "working_days": 5,
    "distance_km": 850,
    "lump_sum_eur": 830,
    "visitor_is_member": "yes",
}
# What is changed, the rule that breaks, the fields whose absence leaves the question open, and
# part of what is read. Ceilings: ES 830 / 415, PT 780 / 390, AT 900 / 450, none for CH.
BROKEN: list[tuple[dict[str, Any], str, str, str]] = [
    # Two regions of one country; and each of them outside the countries of the scheme.
    ({"visiting_country": "ES", "visiting_region": "ES52"}, "R-COUNTRY", "visiting_country",
     "visiting_country = ES; host_country = ES"),
    ({"host_country": "PT", "lump_sum_eur": 780}, "R-COUNTRY", "host_country", "= PT; host"),
    ({"visiting_country": "CH", "visiting_region": ""}, "R-COUNTRY", "visiting_country", "CH"),
    ({"visiting_country": "TR", "host_country": "TR", "lump_sum_eur": 700}, "R-COUNTRY",
     "host_country", "host_country = TR"),
    # Under five days only half is paid, or R-HALF would break as well.
    ({"working_days": 2, "lump_sum_eur": 415}, "R-MIN", "working_days", "working_days = 2"),
    ({"working_days": 0, "lump_sum_eur": 400}, "R-MIN", "working_days", "working_days = 0"),
    # 6 March to 7 April is a month and a day; payment follows the later completion.
    ({"end_date": "2023-04-07", "completed_on": "2023-04-07", "validated_on": "2023-04-08",
      "paid_on": "2023-04-12"}, "R-MAX", "end_date", "end_date = 2023-04-07"),
    ({"start_date": "2023-01-30", "end_date": "2023-03-10"}, "R-MAX", "start_date", "2023-01-30"),
    # Visitors of a type on which sources conflict, and one that no source names, on either side.
    ({"visiting_type": "large_company"}, "R-TYPE", "visiting_type", "= large_company"),
    ({"visiting_type": "public_authority"}, "R-TYPE", "visiting_type", "public_authority"),
    ({"visiting_type": "training_provider"}, "R-TYPE", "visiting_type", "training_provider"),
    ({"visiting_type": "other"}, "R-TYPE", "visiting_type", "visiting_type = other"),
    ({"host_type": "other"}, "R-TYPE", "host_type", "host_type = other"),
    ({"visitor_is_member": "no"}, "R-MEMBER", "visitor_is_member", "visitor_is_member = false"),
    ({"visitor_is_member": "no", "host_type": "cluster_organisation"}, "R-MEMBER",
     "visitor_is_member", "visiting_type = sme"),
    # A cent above the ceiling; above the ceiling of the scheme; and in a country whose own is 900.
    ({"lump_sum_eur": 830.01}, "R-SUM", "lump_sum_eur", "lump_sum_eur = 830.01; host_country = ES"),
    ({"lump_sum_eur": 1200}, "R-SUM", "lump_sum_eur", "full_eur = 830.00"),
    ({"host_country": "AT", "lump_sum_eur": 901}, "R-SUM", "host_country", "full_eur = 900.00"),
    ({"working_days": 4}, "R-HALF", "working_days", "working_days = 4"),
    ({"distance_km": 199.9}, "R-HALF", "distance_km", "distance_km = 199.9"),
    ({"working_days": 3, "lump_sum_eur": 415.01}, "R-HALF", "lump_sum_eur", "half_eur = 415.00"),
    ({"working_days": 3, "distance_km": 120, "lump_sum_eur": 500}, "R-HALF", "lump_sum_eur", "500"),
    # Another partnership pays the visitor: it counts there.
    ({"vop": "EXCITE"}, "R-COUNT", "", "vop = EXCITE"),
    # Eleven days after completion; forty.
    ({"paid_on": "2023-03-21"}, "R-PAY", "paid_on", "paid_on = 2023-03-21"),
    ({"validated_on": "2023-04-15", "paid_on": "2023-04-19"}, "R-PAY", "completed_on", "04-19"),
    ({"mode": "virtual"}, "R-VIRTUAL", "mode", "mode = virtual; lump_sum_eur = 830.00"),
    ({"mode": "virtual", "lump_sum_eur": 0.01}, "R-VIRTUAL", "lump_sum_eur", "lump_sum_eur = 0.01"),
    # The project runs from 1 February 2022 to 31 January 2024.
    ({"registered_on": "2022-01-03", "start_date": "2022-01-31", "end_date": "2022-02-04",
      "completed_on": "2022-02-04", "validated_on": "2022-02-07", "paid_on": "2022-02-08"},
     "R-PERIOD", "start_date", "start_date = 2022-01-31"),
    ({"start_date": "2024-01-29", "end_date": "2024-02-02", "completed_on": "2024-02-02",
      "validated_on": "2024-02-05", "paid_on": "2024-02-08"},
     "R-PERIOD", "end_date", "end_date = 2024-02-02"),
]  # fmt: skip
CASES = [f"X{place:02}" for place in range(1, len(BROKEN) + 1)]
# The thirtieth: the same organisation a second time, at another host, written a little otherwise.
ONCE = [
    {"exchange_id": "ONCE-1", "visiting_organisation": "Fios do Ave, Lda."},
    {"exchange_id": "ONCE-2", "visiting_organisation": "FIOS DO AVE LDA", "host_organisation":
     "Telas SL", "partner": "ntt", "start_date": "2023-04-03", "end_date": "2023-04-07",
     "completed_on": "2023-04-07", "validated_on": "2023-04-11", "paid_on": "2023-04-12"},
    # Cancelled visits were none: this organisation has visited once.
    {"exchange_id": "CANCELLED-1", "visiting_organisation": "Malhas SA", "status": "cancelled"},
    {"exchange_id": "CANCELLED-2", "visiting_organisation": "Malhas SA", "host_organisation": "T"},
    # Accents and legal forms make another name until somebody says yes.
    {"exchange_id": "SPELT-1", "visiting_organisation": "Fiação Norte Lda"},
    {"exchange_id": "SPELT-2", "visiting_organisation": "Fiacao Norte, S.A.",
     "host_organisation": "Telas SL"},
    # Without a day nobody can tell which of two visits was the first.
    {"exchange_id": "UNDATED-1", "visiting_organisation": "Seda SA", "start_date": "",
     "registered_on": "", "end_date": ""},
    {"exchange_id": "UNDATED-2", "visiting_organisation": "Seda SA", "host_organisation": "T"},
    # One stay entered by both sides: the same visitor, the same host, overlapping days.
    {"exchange_id": "TWICE-1", "visiting_organisation": "Rendas SA"},
    {"exchange_id": "TWICE-2", "visiting_organisation": "Rendas S.A.", "host_organisation":
     "ROCA, S.L.", "partner": "aei_textils", "start_date": "2023-03-07"},
    # The host of the second is not given: it may be the same stay, or a later visit.
    {"exchange_id": "HOSTLESS-1", "visiting_organisation": "Lã SA"},
    {"exchange_id": "HOSTLESS-2", "visiting_organisation": "Lã SA", "host_organisation": "",
     "start_date": "2023-03-07"},
]  # fmt: skip


def rows() -> Iterator[dict[str, Any]]:
    yield GOOD | {"exchange_id": "GOOD", "visiting_organisation": "Boa Lda"}
    for case, (changed, _, missing, _) in zip(CASES, BROKEN, strict=True):
        broken = GOOD | {"exchange_id": case, "visiting_organisation": f"Visitor {case}"} | changed
        yield broken
        if missing:
            named = {"exchange_id": f"{case}-MISSING", "visiting_organisation": f"Lost {case}"}
            yield broken | named | {missing: ""}
    for changed in ONCE:
        yield GOOD | changed


@pytest.fixture(scope="module")
def told(catalog: Catalog, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """Every case, through the real road."""
    folder = tmp_path_factory.mktemp("rules")
    path = folder / "exchanges.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, ["exchange_id", "visiting_organisation", *GOOD])
        writer.writeheader()
        writer.writerows(rows())
    batch = ingest(path, dataset="exchanges", catalog=catalog, key=b"k" * 32)
    assert not batch.faults, batch.faults
    store = open_store(folder / "store")
    append(store, batch)
    engine = open_engine(current(store), catalog)
    yield engine
    engine.close()


@pytest.fixture(scope="module")
def verdicts(told: Engine) -> dict[str, dict[str, Verdict]]:
    found: dict[str, dict[str, Verdict]] = {}
    for verdict in check(told):
        assert verdict.rule not in found.setdefault(verdict.exchange_id, {})
        found[verdict.exchange_id][verdict.rule] = verdict
    return found


def not_met(verdicts: dict[str, Verdict]) -> list[str]:
    return [rule for rule, verdict in verdicts.items() if verdict.verdict == "not_met"]


def test_the_good_exchange_meets_every_rule(verdicts: dict[str, dict[str, Verdict]]) -> None:
    assert {rule: v.verdict for rule, v in verdicts["GOOD"].items()} == {
        rule.id: "met" for rule in read_rules()
    }
    assert len(read_rules()) == 12


@pytest.mark.parametrize(
    ("case", "rule", "read"),
    [
        *((case, row[1], row[3]) for case, row in zip(CASES, BROKEN, strict=True)),
        ("ONCE-2", "R-ONCE", "first_visit = ONCE-1"),
        ("TWICE-2", "R-COUNT", "first_entry = TWICE-1"),
    ],
)
def test_exactly_one_rule_is_not_met(
    verdicts: dict[str, dict[str, Verdict]], case: str, rule: str, read: str
) -> None:
    assert not_met(verdicts[case]) == [rule]
    assert read in verdicts[case][rule].value
    declared = {each.id: each.source for each in read_rules()}
    assert verdicts[case][rule].source == declared[rule]
    others = {v.verdict for name, v in verdicts[case].items() if name != rule}
    assert others <= {"met", "cannot_tell"}


@pytest.mark.parametrize(
    ("case", "rule", "missing"),
    [(case, row[1], row[2]) for case, row in zip(CASES, BROKEN, strict=True) if row[2]],
)
def test_the_same_with_a_field_missing_cannot_be_told(
    verdicts: dict[str, dict[str, Verdict]], case: str, rule: str, missing: str
) -> None:
    verdict = verdicts[f"{case}-MISSING"][rule]
    assert verdict.verdict == "cannot_tell"
    assert f"{missing} = ?" in verdict.value


def test_who_visits_twice_and_who_is_entered_twice(
    verdicts: dict[str, dict[str, Verdict]],
) -> None:
    assert {name: found["R-ONCE"].verdict for name, found in verdicts.items() if "-" in name and
            "MISSING" not in name} == {
        "ONCE-1": "met", "ONCE-2": "not_met",
        "CANCELLED-1": "met", "CANCELLED-2": "met",
        "SPELT-1": "met", "SPELT-2": "met",
        "UNDATED-1": "cannot_tell", "UNDATED-2": "cannot_tell",
        "TWICE-1": "met", "TWICE-2": "met",
        "HOSTLESS-1": "met", "HOSTLESS-2": "not_met",
    }  # fmt: skip
    assert verdicts["HOSTLESS-2"]["R-COUNT"].verdict == "cannot_tell"
    assert verdicts["TWICE-1"]["R-COUNT"].verdict == "met"


def test_a_yes_makes_two_names_one_and_undo_takes_it_back(
    told: Engine, catalog: Catalog, tmp_path: Path
) -> None:
    exchanges = [
        {"exchange_id": name, "partner": "ntt", "visiting_organisation": organisation,
         "status": "paid", "start_date": date(2023, 3, day)}
        for name, organisation, day in (
            ("A", "Fiação Norte Lda", 1), ("B", "Fiacao Norte, S.A.", 2), ("C", "Norte, Fiação", 3),
            ("D", "Fiação Norte SA", 4),
        )
    ]  # fmt: skip
    answers = [("Fiacao Norte, S.A.", "Fiação Norte Lda", True),
               ("Fiação Norte Lda", "Norte, Fiação", True),
               ("Fiação Norte Lda", "Fiação Norte SA", False)]  # fmt: skip
    said = [
        {"left_name": left, "right_name": right, "is_same": same, "decided_on": date(2023, 4, 1)}
        for left, right, same in answers
    ]
    batches = [
        ("exchanges", "b1", from_records(exchanges, catalog.contract("exchanges"), batch="b1")),
        ("same_organisation", "b2",
         from_records(said, catalog.contract("same_organisation"), batch="b2")),
    ]  # fmt: skip
    for undone, expected in (((), ["C", "B"]), (("b2",), [])):
        engine = open_engine(snapshot_of(tmp_path / str(undone), batches, undone=undone), catalog)
        broken = check(engine, rules=("R-ONCE",), verdicts=("not_met",))
        assert [each.exchange_id for each in broken] == expected
        engine.close()


# counted


def test_exceptions_are_counted_per_rule_and_partner(told: Engine) -> None:
    """Cancelled exchanges break nothing; errors and warnings are told apart; parts add up."""
    records = told.ask("rule_exceptions").records()
    counted = {(row["rule"], row["partner"]): row for row in records}
    # X14 and X15 have visitors that are no members; each EUR 830.
    assert counted["R-MEMBER", "citeve"]["not_met_exchanges"] == 2
    assert counted["R-MEMBER", "citeve"]["not_met_eur"] == 1660.0
    assert counted["R-ONCE", "ntt"]["not_met_exchanges"] == 1
    assert counted["R-ONCE", None]["not_met_exchanges"] == 2
    for rule in told.rules:
        parts = [row for row in records if row["rule"] == rule.id and row["partner"]]
        for column in ("not_met_exchanges", "cannot_tell_exchanges", "met_exchanges"):
            assert sum(row[column] for row in parts) == counted[rule.id, None][column]
        whole = sum(
            counted[rule.id, None][f"{word}_exchanges"]
            for word in ("met", "not_met", "cannot_tell")
        )
        assert whole == sum(row["status"] != "cancelled" for row in rows())


def test_exceptions_agree_with_the_verdicts_under_any_filter(told: Engine) -> None:
    for filters in (
        Filters(),
        Filters(partners=("ntt",)),
        Filters(first_day=date(2023, 3, 7), last_day=date(2023, 4, 3)),
        Filters(modes=("virtual",), states=("achieved",)),
    ):
        listed = told.ask("rule_verdicts", filters, counted=True).records()
        total = told.ask("rule_exceptions_total", filters).records()[0]
        broken = [row for row in listed if row["verdict"] == "not_met"]
        assert total["exceptions"] == sum(row["severity"] == "error" for row in broken)
        assert total["warnings"] == sum(row["severity"] == "warning" for row in broken)
        assert total["open_questions"] == sum(row["verdict"] == "cannot_tell" for row in listed)
        assert total["judged_exchanges"] == len({row["exchange_id"] for row in listed})


@pytest.mark.parametrize("limit", [1, 2, 7, 40, 1000])
@pytest.mark.parametrize("verdict", ["not_met", "cannot_tell"])
def test_the_newest_verdicts_are_the_first_of_all(told: Engine, verdict: str, limit: int) -> None:
    """And no older exchange is looked at than the month in which the last of them lies."""
    for filters in (
        Filters(),
        Filters(partners=("ntt",)),
        Filters(first_day=date(2023, 3, 7), last_day=date(2023, 4, 3)),
        Filters(last_day=date(2023, 3, 6)),
    ):
        every = told.ask("rule_verdicts", filters, verdicts=(verdict,), counted=True)
        found = newest(told, filters, verdict, limit=limit)
        assert found.rows == every.rows[:limit]
        days = {row["exchange_id"]: row["start_date"] or row["registered_on"] for row in rows()}
        told_on = sorted((days[name] for name in every["exchange_id"] if days[name]), reverse=True)
        since = told_on[limit - 1][:8] + "01" if len(told_on) >= limit else "None"
        assert str(found.filters["since"]) == since


def test_nothing_is_said_of_an_empty_store(empty_engine: Engine) -> None:
    assert check(empty_engine) == ()
    assert len(empty_engine.ask("rule_exceptions").rows) == 12  # every rule, nobody
    assert empty_engine.ask("rule_exceptions_total").rows == ((None, 0, 0, 0, 0),)


def test_an_unknown_rule_is_answered_with_the_nearest(told: Engine) -> None:
    with pytest.raises(UnknownName, match="R-MNI") as unknown:
        check(told, rules=("R-MNI",))
    assert unknown.value.do == "Did you mean “R-MIN”?"


# declared


@pytest.mark.parametrize("rule", read_rules(), ids=lambda rule: rule.id)
def test_what_a_rule_declares_is_what_duckdb_returns(empty_engine: Engine, rule: Any) -> None:
    assert rule.wording.endswith(".")
    assert len(duckdb.extract_statements(rule.sql)) == 1
    with empty_engine.connection.cursor() as cursor:
        described = {row[0] for row in cursor.execute(f"describe {rule.sql}").fetchall()}
    assert {"exchange_id", "verdict", *rule.reads} <= described
    warn = {"R-TYPE", "R-VIRTUAL"}
    assert rule.severity == ("warning" if rule.id in warn else "error")
    assert rule.mark == {"R-VIRTUAL": "U", "R-PERIOD": "I"}.get(rule.id, "C")


@pytest.mark.parametrize(
    ("before", "after", "says"),
    [
        ("-- Mark: C\n", "", "“Mark” is not given"),
        ("-- Mark: C", "-- Mark: X", "“Mark” is “X”"),
        ("-- Severity: error", "-- Severity: fatal", "“Severity” is “fatal”"),
        ("-- Holds from: 2020-01-01", "-- Holds from: long ago", "“long ago” is no day"),
        ("-- Reads: working_days\n", "", "“Reads” is not given"),
    ],
)
def test_a_wrong_header_is_refused(tmp_path: Path, before: str, after: str, says: str) -> None:
    path = tmp_path / "r_min.sql"
    sql = next(rule.sql for rule in read_rules() if rule.id == "R-MIN")
    assert before in sql
    path.write_text(sql.replace(before, after))
    with pytest.raises(QueryError, match=says):
        read_rule(path)


def test_before_a_rule_holds_nothing_is_judged_by_it(catalog: Catalog, tmp_path: Path) -> None:
    row = {"exchange_id": "OLD", "partner": "ntt", "visiting_organisation": "V", "status": "paid",
           "start_date": date(2019, 12, 31), "end_date": date(2020, 3, 1),
           "working_days": 1}  # fmt: skip
    table = from_records([row], catalog.contract("exchanges"), batch="b")
    engine = open_engine(snapshot_of(tmp_path / "old", [("exchanges", "b", table)]), catalog)
    found = {each.rule: each.verdict for each in check(engine)}
    assert found["R-MIN"] == found["R-MAX"] == "cannot_tell"
    assert found["R-PERIOD"] == "not_met"  # it always holds
    engine.close()


# in plain Python

DAYS = st.one_of(st.none(), st.dates(date(2022, 1, 1), date(2024, 3, 31)))
EXCHANGES = st.fixed_dictionaries({
    "partner": st.sampled_from(["ntt", "citeve"]),
    "status": st.sampled_from(["registered", "ongoing", "completed", "paid"]),
    "vop": st.sampled_from([None, "Hi-Tech-TEX", "hi tech tex", "CLOTH"]),
    "visiting_type": st.sampled_from([None, "sme", "cluster_organisation", "other"]),
    "host_type": st.sampled_from([None, "sme", "large_company", "other"]),
    "visiting_country": st.sampled_from([None, "PT", "ES", "CH"]),
    "host_country": st.sampled_from([None, "PT", "AT", "CH"]),
    "mode": st.sampled_from([None, "physical", "virtual", "hybrid"]),
    "start_date": DAYS, "end_date": DAYS, "completed_on": DAYS, "validated_on": DAYS,
    "paid_on": DAYS,
    "working_days": st.sampled_from([None, 2, 3, 4, 5]),
    "distance_km": st.sampled_from([None, 199.9, 200.0, 800.0]),
    "lump_sum_eur": st.sampled_from([None, 0, 390, 390.01, 450, 780, 900, 1100.01]),
    "visitor_is_member": st.sampled_from([None, True, False]),
})  # fmt: skip


# Each example opens a store; the rows in it are what matters, and shrinking them takes minutes.
@settings(max_examples=3, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
@given(st.lists(EXCHANGES, min_size=80, max_size=120))
def test_every_rule_again_in_plain_python(
    catalog: Catalog, tmp_path_factory: pytest.TempPathFactory, made: list[dict[str, Any]]
) -> None:
    listed = [
        row | {"exchange_id": f"E{k}", "visiting_organisation": f"Visitor {k}"}
        for k, row in enumerate(made)
    ]
    table = from_records(listed, catalog.contract("exchanges"), batch="b")
    folder = tmp_path_factory.mktemp("made")
    engine = open_engine(snapshot_of(folder, [("exchanges", "b", table)]), catalog)
    found = {(each.exchange_id, each.rule): each.verdict for each in check(engine)}
    engine.close()
    for row in listed:
        for rule, verdict in judged(row).items():
            said = found[row["exchange_id"], rule]
            assert said == verdict, (rule, said, {k: v for k, v in row.items() if v is not None})


HALVES = {"PT": 390, "ES": 415, "AT": 450}


def judged(row: dict[str, Any]) -> dict[str, str]:
    """Return the verdicts on one exchange whose visitor never comes again, from the wording."""
    start, end = row["start_date"], row["end_date"]
    paid, completed, validated = row["paid_on"], row["completed_on"], row["validated_on"]
    ours = row["vop"] and row["vop"].lower().replace("-", " ") == "hi tech tex"
    countries = row["visiting_country"], row["host_country"]
    half = HALVES.get(row["host_country"])
    amount, days, km = row["lump_sum_eur"], row["working_days"], row["distance_km"]
    month_later = start and date(start.year + start.month // 12, start.month % 12 + 1, 1)
    last = month_later and min(start.day, (following(month_later) - month_later).days)
    first, final = date(2022, 2, 1), date(2024, 1, 31)
    return {
        "R-COUNTRY": verdict(
            broken=countries[0] == countries[1] is not None or "CH" in countries,
            known=None not in countries,
        ),
        "R-MIN": verdict(broken=days is not None and days < 3, known=days is not None),
        "R-MAX": verdict(
            broken=bool(start and end and end > month_later.replace(day=last)),
            known=None not in (start, end),
        ),
        "R-ONCE": "met",
        "R-TYPE": verdict(
            broken="other" in (row["visiting_type"], row["host_type"]),
            known=None not in (row["visiting_type"], row["host_type"]),
        ),
        "R-MEMBER": verdict(
            broken=row["visiting_type"] == "sme" and row["visitor_is_member"] is False,
            known=row["visiting_type"] not in (None, "sme")
            or (row["visiting_type"] == "sme" and row["visitor_is_member"] is not None),
        ),
        "R-SUM": verdict(
            broken=amount is not None and amount > min(2 * half if half else 1100, 1100),
            known=None not in (amount, half),
        ),
        "R-HALF": verdict(
            broken=None not in (amount, half) and amount > half
            and ((days is not None and days < 5) or (km is not None and km < 200)),
            known=None not in (amount, half) and (amount <= half or None not in (days, km)),
        ),
        "R-COUNT": verdict(broken=bool(row["vop"]) and not ours, known=row["vop"] is not None),
        "R-PAY": verdict(
            broken=bool(paid and (
                (completed and not 0 <= (paid - completed).days <= 10)
                or (validated and paid < validated)
            )),
            known=None not in (paid, completed, validated),
        ),
        "R-VIRTUAL": verdict(
            broken=row["mode"] == "virtual" and bool(amount),
            known=row["mode"] not in (None, "virtual")
            or (row["mode"] == "virtual" and amount is not None),
        ),
        "R-PERIOD": verdict(
            broken=any(day and not first <= day <= final for day in (start, end)),
            known=None not in (start, end),
        ),
    }  # fmt: skip


def verdict(*, broken: bool, known: bool) -> str:
    """A rule that is broken is broken, whatever else is missing; missing data is never met."""
    return "not_met" if broken else "met" if known else "cannot_tell"


def following(day: date) -> date:
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)
