"""Sessions, people, actions, services, milestones and targets of the sample."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from hitechtex.catalog import Catalog
from tests.sample.files import read

AS_OF = "2023-09-30"
Shipped = Callable[[str], pd.DataFrame]
Write = Callable[..., Path]


@pytest.fixture(params=[(90, 1), (70, 12), (4_000, 5)], ids=["shipped", "70 rows", "4000 rows"])
def folder(request: pytest.FixtureRequest, write: Write) -> Path:
    rows, seed = request.param
    return write(rows=rows, seed=seed)


def test_sessions_have_been_held_and_people_number_about_two_hundred(shipped: Shipped) -> None:
    sessions, people = shipped("sessions"), shipped("attendance")
    assert len(sessions) == 25
    assert sessions["start_date"].between("2022-03-01", AS_OF).all()
    assert 150 <= people["participant_key"].nunique() <= 200
    assert people["participant_key"].str.fullmatch(r"SAMPLE-P-\d{4}@example\.org").all()


def test_attendance_is_kept_as_totals_as_people_or_as_both(folder: Path) -> None:
    """Where both are kept, a few totals say more people than the list has; never fewer."""
    sessions, people = read(folder, "sessions"), read(folder, "attendance")
    there = people[people["attended"] == "yes"].groupby("session_id").size()
    listed = sessions["session_id"].isin(people["session_id"])
    totals = sessions["attended"].notna()
    assert (listed | totals).all()
    assert (listed & totals).any()
    assert (listed & ~totals).any()
    assert (~listed & totals).any()
    both = sessions[listed & totals].set_index("session_id")["attended"].astype(int)
    more = both - there.reindex(both.index).fillna(0)
    assert more.min() == 0
    assert 1 <= more.max() <= 3


def test_nobody_sits_twice_in_a_session_and_many_come_again(folder: Path) -> None:
    people = read(folder, "attendance")
    assert not people.duplicated(["session_id", "participant_key"]).any()
    times = people["participant_key"].value_counts()
    assert times.max() >= 4
    assert (times == 1).any()
    belongs = people.groupby("participant_key")[["partner", "country"]].nunique()
    assert (belongs <= 1).all(axis=None)


def test_who_was_absent_says_nothing(folder: Path) -> None:
    people = read(folder, "attendance")
    absent = people[people["attended"] == "no"]
    assert len(absent) > 0
    silent = ["minutes_attended", "pre_score", "post_score", "satisfaction", "would_recommend"]
    assert absent[silent].isna().all(axis=None)
    assert (absent["certificate"] == "no").all()


def test_forty_to_eighty_in_a_hundred_answer(write: Write) -> None:
    people = read(write(rows=20_000), "attendance")
    there = people[people["attended"] == "yes"]
    answered = there["satisfaction"].notna().groupby(there["session_id"]).agg(["mean", "size"])
    large = answered[answered["size"] >= 30]
    assert 0.55 <= answered["mean"].mean() <= 0.65
    assert large["mean"].min() > 0.2
    assert large["mean"].max() < 0.97


def test_some_are_tested_before_and_after_and_learn(folder: Path) -> None:
    people = read(folder, "attendance")
    before, after = people["pre_score"].astype(float), people["post_score"].astype(float)
    assert (before.notna() & after.isna()).any()
    assert (before.isna() & after.notna()).any()
    gain = (after - before).dropna()
    assert 8 <= gain.mean() <= 22
    assert (gain < 0).any()
    assert after.max() <= 100


def test_actions_stand_where_their_dates_say(folder: Path) -> None:
    actions = read(folder, "actions")
    assert len(actions) == 14
    assert set(actions["status"]) >= {"done", "running", "planned", "idea", "dropped"} - MAY_LACK
    for each in actions.itertuples():
        assert each.lead in each.partners.split(";")
        assert len(set(each.partners.split(";"))) == len(each.partners.split(";"))
        if each.status == "done":
            assert each.end_date <= AS_OF
        if each.status == "running":
            assert each.start_date <= AS_OF < each.end_date
        if each.status == "planned":
            assert each.start_date > AS_OF
        assert isinstance(each.result, str) <= (each.status == "done")


MAY_LACK = {"planned"}
"""The one planned action may be the one that was dropped."""


def test_services_fill_every_category_and_every_partner(folder: Path, catalog: Catalog) -> None:
    services = read(folder, "services")
    assert len(services) == 24
    assert set(services["category"]) == set(catalog.codes["service_categories"])
    assert set(services["provider"]) == set(catalog.project.partner_ids)
    planned = services["status"] == "planned"
    assert services.loc[planned, ["launched_on", "smes_served"]].isna().all(axis=None)
    assert services.loc[~planned, "launched_on"].between("2022-02-01", AS_OF).all()


def test_milestones_are_met_missed_or_still_to_come(folder: Path, catalog: Catalog) -> None:
    milestones = read(folder, "milestones")
    assert len(milestones) == 30
    assert set(milestones["line"]) == {line.id for line in catalog.project.lines}
    done = milestones["actual_end"].notna()
    assert ((milestones["percent_done"] == "100") == done).all()
    assert milestones.loc[done, "actual_end"].max() <= AS_OF
    assert (milestones["actual_end"] > milestones["planned_end"]).any()
    assert (milestones["actual_end"] <= milestones["planned_end"]).any()
    assert (~done & (milestones["planned_end"] > AS_OF)).any()
    known = set(milestones["milestone_id"])
    assert {one for many in milestones["depends_on"].dropna() for one in many.split(";")} <= known


def test_labels_were_awarded_and_one_partner_has_none(folder: Path, catalog: Catalog) -> None:
    labels = read(folder, "labels")
    assert set(labels["label"]) == set(catalog.codes["labels"])
    assert labels["awarded_on"].max() <= AS_OF
    assert (labels["awarded_on"] < "2022-02-01").any()
    assert len(set(catalog.project.partner_ids) - set(labels["partner"])) == 1


def test_training_is_planned_as_the_months_pass(write: Write) -> None:
    """By hand: 25 sessions x 1.2 = 30 in the end, half of it by half-time; 80 h, 9 people each."""
    targets = read(write(rows=90), "targets")
    latest = targets[targets["partner"].isna() & (targets["version"] == "SAMPLE-2")]
    for indicator, last, half in (
        ("training_sessions", 30, 15), ("learner_hours", 2000, 1000), ("people_trained", 225, 113),
    ):  # fmt: skip
        plan = latest[latest["indicator"] == indicator].set_index("month")["value"].astype(float)
        assert (plan["24"], plan["12"]) == (last, half), indicator


def test_every_indicator_with_a_target_has_a_plan(write: Write, catalog: Catalog) -> None:
    with_target = {
        each.id
        for each in catalog.indicators.indicators
        if each.target != "none" and each.better != "lower"  # the sample sets no limits
    }
    assert set(read(write(), "targets")["indicator"]) == with_target


def test_the_plan_is_late_steep_and_revised_once(write: Write) -> None:
    """By hand: 90 exchanges x 0, 2, 10, 24, 43, 65, 86, 100 %, first planned 15 % higher."""
    targets = read(write(rows=90), "targets")
    whole = targets[targets["partner"].isna() & (targets["indicator"] == "exchanges_achieved")]
    curves = {
        version: [
            int(value) for value in plan.sort_values("month", key=lambda m: m.astype(int))["value"]
        ]
        for version, plan in whole.groupby("version")
    }
    assert curves == {
        "SAMPLE-1": [0, 2, 10, 25, 45, 67, 89, 104],
        "SAMPLE-2": [0, 2, 9, 22, 39, 59, 77, 90],
    }
    assert dict(zip(whole["version"], whole["set_on"], strict=True)) == {
        "SAMPLE-1": "2022-02-28",
        "SAMPLE-2": "2023-03-14",
    }


def test_plans_never_fall(folder: Path) -> None:
    targets = read(folder, "targets").astype({"month": int, "value": float})
    by = ["version", "indicator", "partner"]
    for _, plan in targets.sort_values("month").groupby(by, dropna=False):
        assert plan["value"].is_monotonic_increasing
