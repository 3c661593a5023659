"""A snapshot becomes tables: which rows live, what older files lack, what is never loaded."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pytest

from hitechtex.catalog import Catalog
from hitechtex.errors import StoreError
from hitechtex.query import Engine, Filters, open_engine
from hitechtex.store.snapshot import Snapshot
from tests.query.loading import from_records, schema_of, snapshot_of

Open = Callable[..., Engine]


@pytest.fixture
def opened(catalog: Catalog) -> Iterator[Callable[[Snapshot], Engine]]:
    engines: list[Engine] = []

    def open_one(snapshot: Snapshot) -> Engine:
        engines.append(open_engine(snapshot, catalog))
        return engines[-1]

    yield open_one
    for engine in engines:
        engine.close()


def exchange(identifier: str, **fields: Any) -> dict[str, Any]:
    return {
        "exchange_id": identifier,
        "partner": "ntt",
        "visiting_organisation": "Filati",
        "status": "registered",
        **fields,
    }


def batch(catalog: Catalog, name: str, *rows: dict[str, Any]) -> tuple[str, str, pa.Table]:
    return "exchanges", name, from_records(list(rows), catalog.contract("exchanges"), batch=name)


def test_only_live_batches_count(catalog: Catalog, opened: Open, tmp_path: Path) -> None:
    batches = [batch(catalog, "b1", exchange("E1")), batch(catalog, "b2", exchange("E2"))]
    engine = opened(snapshot_of(tmp_path, batches, undone=("b2",)))
    assert engine.ask("exchange_list")["exchange_id"] == ["E1"]


def test_the_later_batch_wins_per_key(catalog: Catalog, opened: Open, tmp_path: Path) -> None:
    batches = [
        batch(catalog, "z-first", exchange("E1", lump_sum_eur=100), exchange("E2", lump_sum_eur=1)),
        batch(catalog, "a-later", exchange("E1", lump_sum_eur=300), exchange("E3", lump_sum_eur=5)),
    ]
    later = opened(snapshot_of(tmp_path / "both", batches))
    assert later.ask("exchanges_total").rows == ((3, None, 306.0),)
    undone = opened(snapshot_of(tmp_path / "undone", batches, undone=("a-later",)))
    assert undone.ask("exchanges_total").rows == ((2, None, 101.0),)


def test_a_key_with_a_gap_is_replaced_too(catalog: Catalog, opened: Open, tmp_path: Path) -> None:
    def plan(name: str, value: int) -> tuple[str, str, pa.Table]:
        row = {"indicator": "exchanges_achieved", "partner": None, "month": 24, "value": value,
               "kind": "cumulative", "version": "v1", "set_on": date(2022, 3, 1)}  # fmt: skip
        return "targets", name, from_records([row], catalog.contract("targets"), batch=name)

    engine = opened(snapshot_of(tmp_path, [plan("b1", 80), plan("b2", 90)]))
    assert engine.ask("targets_total").rows == ((1,),)
    assert engine.ask("targets_due").rows[0][3] == 90.0


def test_files_of_an_older_contract_are_united_by_name(
    catalog: Catalog, opened: Open, tmp_path: Path
) -> None:
    older = batch(catalog, "b1", exchange("E1", working_days=3))
    newer = batch(catalog, "b2", exchange("E2", outcome="follow_up", working_days=4))
    lacking = older[2].drop_columns(["outcome", "distance_km", "mode"])
    reversed_columns = lacking.select(lacking.column_names[::-1])
    engine = opened(snapshot_of(tmp_path, [("exchanges", "b1", reversed_columns), newer]))
    assert engine.ask("exchanges_total").rows == ((2, 7, None),)
    assert sorted(map(str, engine.ask("exchange_list")["outcome"])) == ["None", "follow_up"]
    alone = opened(snapshot_of(tmp_path / "alone", [("exchanges", "b1", lacking)]))
    assert alone.ask("exchange_list")["outcome"] == [None]


def test_values_the_catalogue_has_forgotten_are_kept(
    catalog: Catalog, opened: Open, tmp_path: Path
) -> None:
    odd = exchange("E1", visiting_country="ZZ", visiting_region="X'1", visiting_type="guild")
    engine = opened(snapshot_of(tmp_path, [batch(catalog, "b'1", odd)]))
    listed = engine.ask("exchange_list").records()[0]
    assert (listed["visiting_country"], listed["visiting_region"]) == ("ZZ", "X'1")
    assert (listed["visiting_type"], listed["batch"]) == ("guild", "b'1")
    pairs = engine.ask("exchanges_by_region_pair").records()
    assert [row["visiting_region"] for row in pairs if row["exchanges"]] == ["other"]


def test_a_path_is_no_pattern(catalog: Catalog, opened: Open, tmp_path: Path) -> None:
    folder = tmp_path / "it's [a-z]* what?"
    engine = opened(snapshot_of(folder, [batch(catalog, "b1", exchange("E1"))]))
    assert engine.ask("exchanges_total").rows[0][0] == 1


def test_a_missing_file_is_said_plainly(catalog: Catalog, tmp_path: Path) -> None:
    snapshot = snapshot_of(tmp_path, [batch(catalog, "b1", exchange("E1"))])
    Path(snapshot.files["exchanges"][0]).unlink()
    with pytest.raises(StoreError, match="could not be read"):
        open_engine(snapshot, catalog)


def test_people_are_left_at_the_door(catalog: Catalog, opened: Open, tmp_path: Path) -> None:
    people = [
        {"session_id": "S1", "participant_key": "h-maria", "attended": True, "partner": "ntt"},
        {"session_id": "S1", "participant_key": "h-joao", "attended": True, "partner": "ntt"},
    ]
    attended = from_records(people, catalog.contract("attendance"), batch="b1")
    engine = opened(snapshot_of(tmp_path, [("attendance", "b1", attended)]))
    with engine.connection.cursor() as cursor:
        everywhere = cursor.execute("select sql from duckdb_tables()").fetchall()
    assert "maria" not in str(everywhere)
    assert "participant_key" not in str(everywhere)


def test_the_fields_of_every_contract_are_there(
    catalog: Catalog, opened: Open, tmp_path: Path
) -> None:
    empty = {
        name: schema_of(contract).empty_table() for name, contract in catalog.contracts.items()
    }
    batches = [(name, f"b-{name}", table) for name, table in empty.items()]
    engine = opened(snapshot_of(tmp_path, batches))
    kept = {name: each for name, each in catalog.contracts.items() if name != "attendance"}
    for name, contract in kept.items():  # people are forgotten once they are counted
        with engine.connection.cursor() as cursor:
            columns = {row[0] for row in cursor.execute(f"describe {name}").fetchall()}
        means = {"satisfaction", "satisfaction_n"} if name == "sessions" else set()
        assert set(contract.field_names) - means <= columns


def test_a_month_without_day_is_in_no_period(
    catalog: Catalog, opened: Open, tmp_path: Path
) -> None:
    rows = [exchange("E1"), exchange("E2", registered_on=date(2023, 3, 31))]
    engine = opened(snapshot_of(tmp_path, [batch(catalog, "b1", *rows)]))
    assert engine.ask("exchanges_total").rows[0][0] == 2
    march = Filters(first_day=date(2023, 3, 31), last_day=date(2023, 3, 31))
    result = engine.ask("exchanges_total", march)
    assert (result.rows[0][0], result.n) == (1, 1)
    assert result.left_out == (
        "One record without a date is left out, because a period is chosen.",
    )


def test_the_files_cannot_be_reached_afterwards(
    catalog: Catalog, opened: Open, tmp_path: Path
) -> None:
    snapshot = snapshot_of(tmp_path, [batch(catalog, "b1", exchange("E1"))])
    engine = opened(snapshot)
    path = snapshot.files["exchanges"][0]
    with engine.connection.cursor() as cursor:
        for attempt in (
            f"select * from read_parquet('{path}')",
            "select * from read_text('/etc/hostname')",
            f"copy exchanges to '{tmp_path}/out.parquet'",
            "set enable_external_access = true",
            "set threads = 64",
            "install httpfs",
        ):
            with pytest.raises(duckdb.Error):
                cursor.execute(attempt)
        views = cursor.execute("select view_name from duckdb_views() where not internal").fetchall()
    assert not [name for (name,) in views if name.startswith(("files_", "live_", "accepted_"))]
    assert not (tmp_path / "out.parquet").exists()
