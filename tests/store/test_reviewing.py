"""What is approved holds until it is reopened: files by name, and periods by the rows in them."""

from __future__ import annotations

import dataclasses
import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from deltalake import DeltaTable

from hitechtex.errors import StoreError, UnknownName
from hitechtex.store import (
    Store,
    append,
    approve,
    approve_period,
    current,
    faults,
    keep_approved,
    open_store,
    reopen,
    reopen_period,
    send_back,
    set_aside,
    snapshot,
    undo,
)
from tests.store.batches import a_batch, a_filed_batch, live_rows

MARCH, APRIL, MAY = date(2023, 3, 6), date(2023, 4, 3), date(2023, 5, 8)
SPRING = {
    "A": ("north", MARCH, 3),
    "B": ("north", APRIL, 5),
    "C": ("south", MARCH, 4),
    "D": ("north", MAY, 2),
    "E": ("north", None, 1),
}
DAYS = {key: days for key, (_, _, days) in SPRING.items()}
END = date(2023, 4, 30)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return open_store(tmp_path / "store")


@pytest.fixture
def approved_spring(store: Store) -> Store:
    """Rows of two partners, of which the north's are approved until the end of April."""
    append(store, a_filed_batch(SPRING, file="spring.csv"))
    approve_period(store, dataset="exchanges", partner="north", until=END, by="coordinator")
    return store


def states(store: Store) -> list[tuple[str, str, str, str]]:
    return [(r.state, r.review, r.reviewed_by, r.comment) for r in current(store).batches]


def test_a_batch_goes_from_submitted_by_returned_to_approved_and_back(store: Store) -> None:
    batch = a_batch({"EX-1": 3})
    append(store, batch)
    assert states(store) == [("live", "submitted", "", "")]
    send_back(store, batch.id, comment="Where is the region? ", by="coordinator")
    assert states(store) == [("live", "returned", "coordinator", "Where is the region?")]
    after = approve(store, batch.id, by="work package leader")
    assert states(store) == [("live", "approved", "work package leader", "")]
    assert after.batches[0].reviewed_at is not None
    reopen(store, batch.id, by="coordinator", comment="A row is missing.")
    assert states(store) == [("live", "submitted", "coordinator", "A row is missing.")]
    # Reviews change no row and no earlier version.
    assert live_rows(current(store)) == {"EX-1": 3}
    assert [snapshot(store, at).batches[0].review for at in range(1, 5)] == [
        "submitted", "returned", "approved", "submitted",
    ]  # fmt: skip


def test_what_is_approved_is_not_undone_replaced_or_returned(store: Store) -> None:
    batch = a_batch({"EX-1": 3}, file="march.csv")
    append(store, batch)
    before = approve(store, batch.id, by="coordinator")
    today = datetime.now(UTC).date()
    refused = rf"march.csv \(batch {batch.id}\) is approved since {today}, by coordinator.*Reopen"
    for act in (
        lambda: undo(store, batch.id),
        lambda: append(store, a_batch({"EX-1": 4}), replaces=batch.id),
        lambda: send_back(store, batch.id, comment="No."),
        lambda: approve(store, batch.id),
    ):
        with pytest.raises(StoreError, match=refused):
            act()
    assert current(store) == before
    # A later file may bring its rows anew: then not every file behind the number is approved.
    after = append(store, a_batch({"EX-1": 5}))
    assert live_rows(after) == {"EX-1": 5}
    reopen(store, batch.id)
    undo(store, batch.id)
    assert [r.state for r in current(store).batches] == ["undone", "live"]


def test_only_what_counts_and_is_real_is_reviewed(store: Store) -> None:
    invented = dataclasses.replace(a_batch({"SAMPLE-1": 3}), is_sample=True)
    append(store, invented)
    with pytest.raises(StoreError, match="Sample data are invented"):
        approve(store, invented.id)
    with pytest.raises(StoreError, match="Sample data are invented"):
        approve_period(store, dataset="exchanges", partner="north", until=END)
    batch = a_batch({"EX-1": 3})
    append(store, batch)
    with pytest.raises(StoreError, match="without a comment"):
        send_back(store, batch.id, comment="  ")
    with pytest.raises(StoreError, match="is not approved: it is submitted"):
        reopen(store, batch.id)
    undo(store, batch.id)
    for review in (approve, reopen):
        with pytest.raises(StoreError, match="was taken back already"):
            review(store, batch.id)
        with pytest.raises(UnknownName):
            review(store, "nothing")


def test_a_period_is_approved_to_a_day_that_is_over_and_only_further_on(store: Store) -> None:
    tomorrow = datetime.now(UTC).date() + timedelta(days=1)
    for until in (tomorrow, tomorrow - timedelta(days=1)):
        with pytest.raises(StoreError, match="is not over yet"):
            approve_period(store, dataset="exchanges", partner="north", until=until)
    for dataset in ("attendance", "nothing"):
        with pytest.raises(StoreError, match="under no day"):
            approve_period(store, dataset=dataset, partner="north", until=END)
    with pytest.raises(StoreError, match="Nothing is approved of the exchanges of north"):
        reopen_period(store, dataset="exchanges", partner="north")
    approve_period(store, dataset="exchanges", partner="north", until=END, by="coordinator")
    for until in (END, MARCH):
        with pytest.raises(StoreError, match=r"approved until 2023-04-30 already.*coordinator"):
            approve_period(store, dataset="exchanges", partner="north", until=until)
    with pytest.raises(StoreError, match="from 2023-05-08 on"):
        reopen_period(store, dataset="exchanges", partner="north", since=MAY)
    after = reopen_period(store, dataset="exchanges", partner="north", since=APRIL)
    assert [(p.dataset, p.partner, p.until) for p in after.periods] == [
        ("exchanges", "north", date(2023, 4, 2))
    ]
    assert reopen_period(store, dataset="exchanges", partner="north").periods == ()


@pytest.mark.parametrize(
    ("rows", "column", "value"),
    [
        ({"A": ("north", MARCH, 9)}, "working_days", "9"),  # changed
        ({"N": ("north", APRIL, 1)}, "start_date", "2023-04-03"),  # added
        ({"N": ("north", END, 1)}, "start_date", "2023-04-30"),  # the last day is in it
        ({"B": ("north", MAY, 5)}, "start_date", "2023-05-08"),  # moved out
        ({"D": ("north", APRIL, 2)}, "start_date", "2023-04-03"),  # moved in
        ({"A": ("south", MARCH, 3)}, "partner", "south"),  # given away
        ({"C": ("north", MARCH, 4)}, "partner", "north"),  # taken over
    ],
)
def test_a_row_that_would_change_the_period_is_set_aside_with_its_place(
    approved_spring: Store, rows: dict[str, tuple[str, date | None, int]], column: str, value: str
) -> None:
    before = current(approved_spring)
    sent = a_filed_batch({"D2": ("north", MAY, 7), **rows})
    with pytest.raises(StoreError, match="would change 1 row of an approved period: the exchanges"):
        append(approved_spring, sent)
    assert current(approved_spring) == before
    kept = keep_approved(approved_spring, sent)
    after = append(approved_spring, kept)
    assert live_rows(after) == DAYS | {"D2": 7}
    (fault,) = faults(approved_spring, sent.id)
    assert (fault.rule, fault.row, fault.column, fault.value) == (
        "period_approved", 3, column, value,
    )  # fmt: skip
    assert "approved until 2023-04-30" in fault.hint and "Reopen the period" in fault.hint
    (row,) = set_aside(approved_spring, sent.id).rows.to_pylist()
    assert row["exchange_id"] == next(iter(rows)) and row["source_row"] == 3
    assert (after.batches[-1].rows_read, after.batches[-1].accepted) == (2, 1)
    assert after.batches[-1].set_aside == 1


def test_what_is_outside_the_period_and_what_is_the_same_comes_in(approved_spring: Store) -> None:
    grown = SPRING | {
        "C": ("south", MARCH, 9),
        "D": ("north", MAY, 9),
        "E": ("north", None, 9),
        "F": ("north", END + timedelta(days=1), 6),
    }
    sent = a_filed_batch(grown)
    assert keep_approved(approved_spring, sent) is sent
    after = append(approved_spring, sent)
    assert live_rows(after) == {key: days for key, (_, _, days) in grown.items()}
    # Both files say the same of the period, so either may be taken back.
    first, second = (record.batch for record in after.batches)
    undo(approved_spring, first)
    with pytest.raises(StoreError, match="2 rows of an approved period would change"):
        undo(approved_spring, second)


def test_a_batch_with_rows_in_the_period_is_not_undone_or_emptied_by_a_replacement(
    approved_spring: Store,
) -> None:
    (spring,) = current(approved_spring).batches
    refused = f"Without the batch {spring.batch}, 2 rows of an approved period would change"
    with pytest.raises(StoreError, match=refused):
        undo(approved_spring, spring.batch)
    shorter = a_filed_batch({key: SPRING[key] for key in "ACDE"})
    assert keep_approved(approved_spring, shorter, replaces=spring.batch) is shorter
    with pytest.raises(StoreError, match="This file would change 1 row of an approved period"):
        append(approved_spring, shorter, replaces=spring.batch)
    whole = a_filed_batch(SPRING | {"D": ("north", MAY, 8)})
    assert live_rows(append(approved_spring, whole, replaces=spring.batch)) == DAYS | {"D": 8}


def test_undoing_a_file_that_moved_a_row_out_before_would_bring_it_back_in(store: Store) -> None:
    append(store, a_filed_batch({"A": ("north", MARCH, 3)}))
    moved = a_filed_batch({"A": ("north", MAY, 3)})
    append(store, moved)
    approve_period(store, dataset="exchanges", partner="north", until=END)
    with pytest.raises(StoreError, match="1 row of an approved period would change"):
        undo(store, moved.id)


def test_the_same_key_twice_in_a_file_is_no_way_around(approved_spring: Store) -> None:
    twice = a_filed_batch({"A": ("north", MARCH, 3), "A2": ("north", MARCH, 9)})
    names = twice.rows.set_column(0, "exchange_id", [["A", "A"]])
    with pytest.raises(StoreError, match="would change 1 row"):
        append(approved_spring, dataclasses.replace(twice, rows=names))


def test_once_reopened_everything_is_as_before(approved_spring: Store) -> None:
    (spring,) = current(approved_spring).batches
    reopen_period(approved_spring, dataset="exchanges", partner="north", by="coordinator")
    changed = a_filed_batch({"A": ("north", MARCH, 9)})
    assert keep_approved(approved_spring, changed) is changed
    assert live_rows(append(approved_spring, changed)) == DAYS | {"A": 9}
    undo(approved_spring, spring.batch)


def test_sample_data_comes_and_goes_whatever_is_approved(store: Store) -> None:
    sample = dataclasses.replace(a_filed_batch({"SAMPLE-1": ("north", MARCH, 3)}), is_sample=True)
    real = a_filed_batch({"EX-1": ("south", MARCH, 4)})
    append(store, sample)
    append(store, real)
    approve_period(store, dataset="exchanges", partner="north", until=END)
    assert live_rows(undo(store, real.id)) == {"SAMPLE-1": 3}
    assert live_rows(append(store, a_filed_batch({"EX-2": ("south", MARCH, 4)}))) == {"EX-2": 4}


def test_a_contract_that_gained_a_field_changes_no_approved_row(approved_spring: Store) -> None:
    again = a_filed_batch(SPRING)
    blank = again.rows.append_column("outcome", [[None] * len(SPRING)])
    after = append(approved_spring, dataclasses.replace(again, rows=blank))
    assert live_rows(after) == DAYS


def test_a_store_from_before_reviews_is_read_and_told_of_them_by_the_first(store: Store) -> None:
    """Its ledger has fewer columns and the earlier layout; other engines still read all of it."""
    log = store.path / "batches" / "_delta_log" / f"{0:020}.json"
    lines = [json.loads(line) for line in log.read_text().splitlines()]
    about = lines[1]["metaData"]
    about["configuration"]["hitechtex.format"] = "1"
    schema = json.loads(about["schemaString"])
    schema["fields"] = [f for f in schema["fields"] if f["name"] not in ("comment", "until")]
    about["schemaString"] = json.dumps(schema)
    log.write_text("".join(f"{json.dumps(line)}\n" for line in lines))
    old = open_store(store.path)
    batch = a_batch({"EX-1": 3})
    append(old, batch)
    assert "comment" not in DeltaTable(store.path / "batches").to_pyarrow_table().column_names
    send_back(old, batch.id, comment="Mend row 2.", by="coordinator")
    table = DeltaTable(store.path / "batches")
    assert table.metadata().configuration["hitechtex.format"] == "2"
    assert table.to_pyarrow_table().sort_by("order")["comment"].to_pylist() == ["", "Mend row 2."]
    assert states(open_store(store.path))[0][1] == "returned"
    assert snapshot(old, 1).batches[0].review == "submitted"


def test_an_event_without_the_new_columns_is_read(store: Store) -> None:
    batch = a_batch({"EX-1": 3})
    append(store, batch)
    (file,) = (store.path / "batches").glob("event*.parquet")
    older = pq.read_table(file).drop_columns(["comment", "until"])
    pq.write_table(older, file)
    assert states(open_store(store.path)) == [("live", "submitted", "", "")]
