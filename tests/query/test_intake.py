"""The ledger as tables: which faults are open, whose they are, and what of a person never shows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from hitechtex.catalog import Catalog
from hitechtex.ingest import ingest
from hitechtex.ingest.batch import Batch
from hitechtex.query import Engine, Filters, open_engine
from hitechtex.store import append, current, open_store, undo
from hitechtex.store.keeping import Store

EXCHANGES = "exchange_id,partner,visiting_organisation,status,start_date,working_days\n"
# Row 3 has one fault, row 4 two, row 5 names nobody who is known.
FIRST = f"""{EXCHANGES}A,citeve,Fios,paid,2023-03-06,5
B,NTT,Filati,paid,2023-03-07,five
C,ntt,Lane,paidd,2023-03-08,x
D,nobody,Seda,paid,2023-03-09,5
"""
MENDED = f"{EXCHANGES}B,ntt,Filati,paid,2023-03-07,5\n"
PEOPLE = """session_id,participant_key,organisation_type,partner,attended,minutes_attended,pre_score
S1,Maria Silva,Maria Silva,citeve,yes,abc,200
S1,maria@example.org,sme,citeve,maybe maria@example.org,60,
S1,Joana Reis,sme,citeve,yes,60,70
"""


@dataclass
class Desk:
    """A store of its own, and files brought to it."""

    folder: Path
    catalog: Catalog
    store: Store
    opened: list[Engine] = field(default_factory=list)

    def bring(self, text: str, dataset: str, **how: Any) -> Batch:
        path = self.folder / f"{len(current(self.store).batches)}-{dataset}.csv"
        path.write_text(text, encoding="utf-8")
        batch = ingest(path, dataset=dataset, catalog=self.catalog, key=b"k" * 32)
        append(self.store, batch, **how)
        return batch

    def engine(self) -> Engine:
        self.opened.append(open_engine(current(self.store), self.catalog))
        return self.opened[-1]


@pytest.fixture
def desk(catalog: Catalog, tmp_path: Path) -> Iterator[Desk]:
    made = Desk(tmp_path, catalog, open_store(tmp_path / "store"))
    yield made
    for engine in made.opened:
        engine.close()


def open_faults(engine: Engine, **filters: Any) -> list[tuple[Any, ...]]:
    names = ("partner", "source_row", "field", "fault_rule")
    rows = engine.ask("fault_list", Filters(**filters)).records()
    return [tuple(row[name] for name in names) for row in rows]


def test_every_fault_of_a_file_stands_with_its_row_rule_and_partner(desk: Desk) -> None:
    desk.bring(FIRST, "exchanges")
    engine = desk.engine()
    # The partner of a row is the one it names, by any of its names; else the one of the file.
    assert open_faults(engine) == [
        ("ntt", 3, "working_days", "not_a_number"),
        ("ntt", 4, "status", "unknown_code"),
        ("ntt", 4, "working_days", "not_a_number"),
        ("citeve", 5, "partner", "unknown_partner"),
    ]
    listed = engine.ask("fault_list").records()[0]
    assert listed["source_file"] == "0-exchanges.csv" and listed["value"] == "five"
    assert listed["hint"].startswith("“five” is not a number.")
    # Two faults in one rule are two rows of the file; the day is that of the file.
    counted = engine.ask("faults_open").rows
    assert [row[:5] for row in counted] == [
        ("ntt", "exchanges", "not_a_number", 2, 2),
        ("citeve", "exchanges", "unknown_partner", 1, 1),
        ("ntt", "exchanges", "unknown_code", 1, 1),
    ]
    assert engine.ask("faults_total").rows == ((4,),)
    assert engine.ask("fault_list").n == 4


def test_a_partner_sees_only_its_own_faults(desk: Desk) -> None:
    desk.bring(FIRST, "exchanges")
    engine = desk.engine()
    assert {row[0] for row in open_faults(engine, partners=("ntt",))} == {"ntt"}
    assert engine.ask("faults_total", Filters(partners=("ntt",))).rows == ((3,),)
    assert open_faults(engine, partners=("ateval",)) == []


def test_a_later_file_with_the_same_key_closes_a_fault_and_taking_it_back_opens_it(
    desk: Desk,
) -> None:
    desk.bring(FIRST, "exchanges")
    mended = desk.bring(MENDED, "exchanges")
    assert [row[1] for row in open_faults(desk.engine())] == [4, 4, 5]
    undo(desk.store, mended.id)
    assert [row[1] for row in open_faults(desk.engine())] == [3, 4, 4, 5]


def test_a_row_that_was_accepted_before_does_not_close_a_later_fault(desk: Desk) -> None:
    desk.bring(MENDED, "exchanges")
    desk.bring(FIRST, "exchanges")
    assert len(open_faults(desk.engine())) == 4


def test_faults_of_files_that_do_not_count_are_none(desk: Desk) -> None:
    first = desk.bring(FIRST, "exchanges")
    desk.bring(MENDED, "exchanges", replaces=first.id)
    engine = desk.engine()
    assert open_faults(engine) == []
    states = [(row["file"], row["batch_state"]) for row in engine.ask("batch_list").records()]
    assert states == [("1-exchanges.csv", "live"), ("0-exchanges.csv", "replaced")]
    assert engine.ask("batches_total").rows == ((1,),)


def test_what_may_tell_a_person_never_leaves_the_query(desk: Desk) -> None:
    """A name in the wrong column, an address, the hash of a person: none; numbers do."""
    desk.bring(PEOPLE, "attendance")
    engine = desk.engine()
    rows = engine.ask("fault_list").records()
    assert [(row["field"], row["value"]) for row in rows] == [
        ("organisation_type", "…"), ("minutes_attended", "…"), ("pre_score", "200"),
        ("attended", "…"),
    ]  # fmt: skip
    with engine.connection.cursor() as cursor:
        kept = str(cursor.execute("from faults").fetchall())
    for word in ("Maria", "maria", "example.org", "k:"):
        assert word not in kept
    assert rows[0]["hint"].startswith("“…” is not one of the codes of “organisation_type”.")


def test_rows_set_aside_are_forgotten_once_their_faults_are_told(desk: Desk) -> None:
    desk.bring(PEOPLE, "attendance")
    with desk.engine().connection.cursor() as cursor:
        tables = {
            row[0] for row in cursor.execute("select table_name from duckdb_tables()").fetchall()
        }
        views = {
            row[0] for row in cursor.execute("select view_name from duckdb_views()").fetchall()
        }
    assert not {name for name in tables | views if "set_aside" in name}


def test_the_same_snapshot_gives_the_same_faults(desk: Desk) -> None:
    desk.bring(FIRST, "exchanges")
    desk.bring(PEOPLE, "attendance")
    first, second = desk.engine(), desk.engine()
    for name in ("batch_list", "fault_list", "faults_open"):
        assert first.ask(name).rows == second.ask(name).rows
        assert first.ask(name).rows


def test_a_store_without_anything_has_no_faults(empty_engine: Engine) -> None:
    for name in ("batch_list", "fault_list", "faults_open"):
        assert empty_engine.ask(name).rows == ()
    assert (
        empty_engine.ask("faults_total").rows == empty_engine.ask("batches_total").rows == ((0,),)
    )


def test_rows_that_are_people_are_not_counted(desk: Desk) -> None:
    """How many rows a small list of people has says how many people there were."""
    desk.bring(PEOPLE, "attendance")
    desk.bring(MENDED, "exchanges")
    engine = desk.engine()
    counted = {row["dataset"]: row["accepted_rows"] for row in engine.ask("batch_list").records()}
    assert counted == {"attendance": None, "exchanges": 1}
    rows = {(row[0], row[1]): row[2] for row in engine.ask("partner_arrivals").rows}
    assert rows["citeve", "attendance"] is None and rows["ntt", "attendance"] == 0
    assert rows["ntt", "exchanges"] == 1
