"""Batches are accepted, replaced and taken back; every earlier state can be read again."""

from __future__ import annotations

import dataclasses
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from deltalake import DeltaTable

from hitechtex.errors import StoreError, UnknownName
from hitechtex.ingest.batch import Batch, Fault, Repair
from hitechtex.store import (
    Store,
    append,
    current,
    faults,
    find_snapshot,
    open_store,
    set_aside,
    snapshot,
    undo,
    version,
)
from tests.store.batches import a_batch, live_rows


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return open_store(tmp_path / "a store, übers Jahr")


def test_a_new_store_is_empty(store: Store) -> None:
    empty = current(store)
    assert (empty.version, empty.batches, empty.files) == (0, (), {})
    assert version(store) == 0


def test_an_accepted_batch_counts_and_is_told_about(store: Store) -> None:
    repairs = (
        Repair("partner", "alias", 3, 2, "N.", "north"),
        Repair("mode", "case", 1, 5, "A", "a"),
    )
    batch = a_batch({"EX-1": 3, "EX-2": 5}, file="march.csv", repairs=repairs)
    after = append(store, batch)
    (record,) = after.batches
    assert live_rows(after) == {"EX-1": 3, "EX-2": 5}
    assert (record.batch, record.file, record.state, record.order) == (
        batch.id,
        "march.csv",
        "live",
        1,
    )
    assert (record.rows_read, record.accepted, record.set_aside, record.repaired) == (2, 2, 0, 4)
    assert record.at == datetime(2023, 3, 15, 9, 30, tzinfo=UTC)
    assert after == current(store) == current(open_store(store.path))


def test_of_the_same_key_the_later_batch_counts(store: Store) -> None:
    append(store, a_batch({"EX-1": 3, "EX-2": 5}))
    after = append(store, a_batch({"EX-2": 9, "EX-3": 1}))
    assert [record.order for record in after.live] == [1, 2]
    assert live_rows(after) == {"EX-1": 3, "EX-2": 9, "EX-3": 1}


def test_undo_brings_back_exactly_the_earlier_rows(store: Store) -> None:
    before = append(store, a_batch({"EX-1": 3, "EX-2": 5}))
    batch = a_batch({"EX-2": 9, "EX-3": 1})
    append(store, batch)
    after = undo(store, batch.id, by="anna")
    assert live_rows(after) == live_rows(before) == {"EX-1": 3, "EX-2": 5}
    assert after.files == before.files
    assert [(r.state, r.undone_by) for r in after.batches] == [("live", ""), ("undone", "anna")]


def test_undone_twice_is_refused_and_changes_nothing(store: Store) -> None:
    batch = a_batch({"EX-1": 3})
    append(store, batch)
    after = undo(store, batch.id)
    with pytest.raises(StoreError, match=f"{batch.id} was taken back already, on 20"):
        undo(store, batch.id)
    assert current(store) == after


def test_an_unknown_batch_is_answered_with_the_nearest(store: Store) -> None:
    with pytest.raises(StoreError, match="the store is empty"):
        undo(store, "0000")
    batch = a_batch({"EX-1": 3})
    append(store, batch)
    with pytest.raises(UnknownName, match=f"Did you mean “{batch.id}”"):
        undo(store, batch.id[:-1])
    for read in (faults, set_aside):
        with pytest.raises(UnknownName, match="no batch named “nothing”"):
            read(store, "nothing")


def test_a_replacement_counts_in_the_place_of_what_it_replaces(store: Store) -> None:
    first, second, third = (
        a_batch({"EX-1": 3, "EX-2": 5}),
        a_batch({"EX-2": 9}),
        a_batch({"EX-9": 2}),
    )
    append(store, first)
    replaced = append(store, second, replaces=first.id)
    assert live_rows(replaced) == {"EX-2": 9}
    assert [r.state for r in replaced.batches] == ["replaced", "live"]
    assert live_rows(append(store, third, replaces=second.id)) == {"EX-9": 2}
    with pytest.raises(StoreError, match=f"Take {second.id} back instead"):
        undo(store, first.id)
    assert live_rows(undo(store, third.id)) == {"EX-2": 9}
    assert live_rows(undo(store, second.id)) == {"EX-1": 3, "EX-2": 5}


def test_only_a_live_batch_of_the_same_dataset_can_be_replaced(store: Store) -> None:
    first = a_batch({"EX-1": 3})
    append(store, first)
    with pytest.raises(StoreError, match="does not hold sessions"):
        append(store, a_batch({"S-1": 1}, dataset="sessions"), replaces=first.id)
    with pytest.raises(UnknownName):
        append(store, a_batch({"EX-2": 1}), replaces="nothing")
    undo(store, first.id)
    with pytest.raises(StoreError, match="was taken back already"):
        append(store, a_batch({"EX-2": 1}), replaces=first.id)
    assert live_rows(current(store)) == {}


def test_the_same_file_counts_once(store: Store) -> None:
    first = a_batch({"EX-1": 3}, file="march.csv")
    append(store, first)
    with pytest.raises(StoreError, match=rf"batch {first.id} of 2023-03-15 \(march.csv\)"):
        append(store, a_batch({"EX-1": 3}, file="march.csv"))
    assert len(current(store).batches) == 1
    # Another partner's file, another dataset, a file that no longer counts: each is another matter.
    append(store, a_batch({"EX-1": 3}, file="march.csv", partner="south"))
    append(store, a_batch({"S-1": 3}, file="march.csv", dataset="sessions"))
    append(store, a_batch({"EX-1": 4}, file="march.csv"), replaces=first.id)
    after = append(store, a_batch({"EX-1": 5}, file="march.csv"), again=True)
    assert live_rows(after) == {"EX-1": 5}


def test_a_file_that_was_taken_back_may_come_again(store: Store) -> None:
    first = a_batch({"EX-1": 3}, file="march.csv")
    append(store, first)
    undo(store, first.id)
    assert live_rows(append(store, a_batch({"EX-1": 3}, file="march.csv"))) == {"EX-1": 3}


def sample(rows: dict[str, int], **more: str) -> Batch:
    return dataclasses.replace(a_batch(rows, **more), is_sample=True)


def test_sample_data_steps_aside_for_a_real_file_and_comes_back(store: Store) -> None:
    invented = sample({"SAMPLE-1": 3}, file="sample.csv")
    assert append(store, invented).is_sample
    real = a_batch({"EX-1": 5})
    mixed = append(store, real)
    assert live_rows(mixed) == {"EX-1": 5}
    assert not mixed.is_sample
    assert [each.state for each in mixed.batches] == ["stepped_aside", "live"]
    with pytest.raises(StoreError, match=invented.id):
        append(store, sample({"SAMPLE-1": 3}, file="sample.csv"))
    assert live_rows(undo(store, real.id)) == {"SAMPLE-1": 3}


def test_sample_data_of_another_dataset_steps_aside_as_well(store: Store) -> None:
    append(store, sample({"SAMPLE-S": 1}, dataset="sessions"))
    assert set(append(store, a_batch({"EX-1": 5})).files) == {"exchanges"}


def test_a_batch_is_accepted_once(store: Store) -> None:
    batch = a_batch({"EX-1": 3})
    append(store, batch)
    undo(store, batch.id)
    with pytest.raises(StoreError, match="in the store already"):
        append(store, batch)


def test_every_version_can_be_read_again(store: Store) -> None:
    first, second = a_batch({"EX-1": 3}), a_batch({"EX-1": 4, "EX-2": 1})
    append(store, first)
    append(store, second)
    undo(store, first.id)
    history = [live_rows(snapshot(store, at)) for at in range(4)]
    assert history == [{}, {"EX-1": 3}, {"EX-1": 4, "EX-2": 1}, {"EX-1": 4, "EX-2": 1}]
    assert [r.state for r in snapshot(store, 2).batches] == ["live", "live"]
    assert (
        find_snapshot(store, "2")
        == find_snapshot(store, snapshot(store, 2).id)
        == snapshot(store, 2)
    )


@pytest.mark.parametrize("name", ["4", "-1", "", "1-other", "one"])
def test_a_snapshot_that_never_was_is_refused(store: Store, name: str) -> None:
    append(store, a_batch({"EX-1": 3}))
    with pytest.raises(UnknownName, match="no snapshot"):
        find_snapshot(store, name)
    with pytest.raises(StoreError, match="There is no snapshot 2; the latest is 1"):
        snapshot(store, 2)


def test_ids_of_two_stores_differ(tmp_path: Path) -> None:
    ids = {current(open_store(tmp_path / name)).id for name in ("one", "two")}
    assert len(ids) == 2


def test_what_was_set_aside_is_kept_as_it_came(store: Store) -> None:
    rows = [
        {"Días": "drei", "Land": "", "source_sheet": "Hoja 1", "source_row": 7},
        {"Días": None, "Land": "PT", "source_sheet": "Hoja 1", "source_row": 3},
    ]
    found = (
        Fault("Hoja 1", 0, "", "", "column_missing", "The column “Land” is twice."),
        Fault("Hoja 1", 3, "Días", "", "required", "Give the days."),
        Fault("Hoja 1", 7, "Días", "drei", "number", "“drei” is not a number."),
        Fault("Hoja 1", 3, "Land", "PT", "code", "Unknown."),
    )
    batch = a_batch({"EX-1": 3}, set_aside=rows, faults=found)
    (record,) = append(store, batch).batches
    kept = set_aside(store, batch.id)
    assert kept.rows.to_pylist() == rows
    assert kept.faults == faults(store, batch.id) == found
    assert (record.rows_read, record.accepted, record.set_aside) == (3, 1, 2)


def test_a_batch_without_accepted_rows_is_remembered(store: Store) -> None:
    aside = [{"a": "1", "source_sheet": "", "source_row": 2}]
    batch = a_batch({}, set_aside=aside, faults=(Fault("", 2, "a", "1", "r", "h"),))
    after = append(store, batch)
    assert after.files == {} and after.batches[0].accepted == 0
    assert set_aside(store, batch.id).rows.num_rows == 1


def test_a_contract_that_gained_a_field_still_reads_old_files(store: Store) -> None:
    old, new = a_batch({"EX-1": 3}), a_batch({"EX-2": 5})
    append(store, old)
    wider = new.rows.append_column("outcome", pa.array(["follow_up"]))
    append(store, dataclasses.replace(new, rows=wider))
    append(store, a_batch({"EX-3": 1}))
    read = DeltaTable(store.path / "exchanges").to_pyarrow_table().to_pylist()
    assert {row["exchange_id"]: row["outcome"] for row in read} == {
        "EX-1": None, "EX-2": "follow_up", "EX-3": None,
    }  # fmt: skip


def test_a_column_that_changed_its_type_is_refused(store: Store) -> None:
    before = append(store, a_batch({"EX-1": 3}))
    batch = a_batch({"EX-2": 5})
    text = batch.rows.set_column(1, "working_days", pa.array(["five"]))
    with pytest.raises(StoreError, match="“working_days” was stored as"):
        append(store, dataclasses.replace(batch, rows=text))
    assert current(store) == before


def test_types_survive(store: Store) -> None:
    batch = a_batch({"EX-1": 3})
    sums = pa.array([Decimal("1234.50")], pa.decimal128(12, 2))
    batch = dataclasses.replace(batch, rows=batch.rows.set_column(2, "lump_sum_eur", sums))
    (file,) = append(store, batch).files["exchanges"]
    assert pq.read_table(file).equals(batch.rows)


def test_others_read_the_tables_as_they_are(store: Store) -> None:
    """The ledger joined to the rows, as its docstring tells other engines, gives the live rows."""
    first, second, third = a_batch({"EX-1": 3}), a_batch({"EX-2": 5}), a_batch({"EX-3": 1})
    append(store, first)
    append(store, second)
    undo(store, second.id)
    append(store, third, replaces=first.id)
    batches = DeltaTable(store.path / "batches").to_pyarrow_table()
    exchanges = DeltaTable(store.path / "exchanges").to_pyarrow_table()
    assert batches.num_rows == 4 and exchanges.num_rows == 3
    sql = """
        with counted as (
            select * from batches where event = 'accepted'
            and batch not in (select batch from batches where event = 'undone')
        )
        select exchange_id from exchanges where batch in (
            select batch from counted where batch not in (select replaces from counted)
        )
    """
    assert duckdb.sql(sql).fetchall() == [("EX-3",)]


@pytest.mark.parametrize("dataset", ["batches", "set_aside", "../escape", ""])
def test_a_dataset_cannot_name_another_folder(store: Store, dataset: str) -> None:
    with pytest.raises(StoreError, match="cannot be the name"):
        append(store, a_batch({"EX-1": 3}, dataset=dataset))


def test_many_rows_become_several_files_in_order(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("hitechtex.store.parquet.ROWS_PER_FILE", 4)
    monkeypatch.setattr("hitechtex.store.parquet.ROWS_PER_GROUP", 3)
    rows = {f"EX-{number:02}": number for number in range(10)}
    files = append(store, a_batch(rows)).files["exchanges"]
    assert [pq.ParquetFile(file).metadata.num_row_groups for file in files] == [2, 2, 1]
    found = [key for file in files for key in pq.read_table(file)["exchange_id"].to_pylist()]
    assert found == list(rows)
