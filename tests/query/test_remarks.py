"""What was said of files when they were read: totals that differ, and nothing about people."""

from __future__ import annotations

from pathlib import Path

from hitechtex.catalog import Catalog
from hitechtex.ingest import ingest, understand
from hitechtex.query import Filters, open_engine
from hitechtex.store import append, current, open_store, undo

# Two rows of 100 and 200 EUR below a title, and a total that says 350.
OWN = """Exchanges of the spring;;;;;;
exchange_id;partner;visiting_organisation;host_organisation;status;start_date;lump_sum_eur
E-1;citeve;Fios;Lane;paid;2023-03-06;100.00
E-2;citeve;Linho;Lane;paid;2023-03-07;200.00
Total;;;;;;350.00
"""
PEOPLE = "session_id,participant_key,attended\nS1,maria@example.org,yes\n"


def test_a_total_that_its_rows_do_not_add_up_to_is_listed(catalog: Catalog, tmp_path: Path) -> None:
    store, file = open_store(tmp_path / "store"), tmp_path / "spring.csv"
    file.write_text(OWN, encoding="utf-8")
    given = {"dataset": "exchanges", "catalog": catalog, "partner": "citeve"}
    found = understand(file, **given)  # type: ignore[arg-type]
    batch = ingest(file, understanding=found, key=b"k" * 32, **given)  # type: ignore[arg-type]
    append(store, batch)
    people = tmp_path / "people.csv"
    people.write_text(PEOPLE, encoding="utf-8")
    append(store, ingest(people, dataset="attendance", catalog=catalog, key=b"k" * 32))

    engine = open_engine(current(store), catalog)
    told = engine.ask("file_remarks", limit=None).records()
    remarks = [row["remark"] for row in told]
    assert {(row["batch"], row["file"]) for row in told} == {(batch.id, "spring.csv")}
    assert any("350" in each and "300" in each and "row 5" in each for each in remarks), remarks
    assert any("Exchanges of the spring" in each for each in remarks)
    assert engine.ask("file_remarks", Filters(partners=("ntt",)), limit=None).rows == ()
    assert len(engine.ask("file_remarks", limit=1).rows) == 1
    engine.close()

    undo(store, batch.id)
    engine = open_engine(current(store), catalog)
    assert engine.ask("file_remarks", limit=None).rows == ()
    engine.close()
