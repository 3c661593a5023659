"""Nobody's name or address is anywhere after the door: not in rows, faults, files or messages."""

from __future__ import annotations

import os
import re
import stat
import threading
from pathlib import Path
from unittest.mock import patch

import pyarrow as pa
import pytest

from hitechtex.catalog import Catalog
from hitechtex.errors import FileRefused, StoreError
from hitechtex.ingest import Batch, ingest, process
from hitechtex.ingest.people import pseudonym, read_key
from tests.ingest.partner_files import ATTENDANCE, KEY, csv_of, ingest_here, xlsx_of

NAME, ADDRESS = "Ana Conceição Silva", "ana.silva@example.org"
PERSON = re.compile(r"k:[0-9a-f]{32}")

# The first row is good; the second is set aside for its hours, the third has an address where an
# organisation belongs, the fourth has one cell too many, so that its cells have shifted.
LINES = f"""session_id,participant_key,organisation,minutes_attended
S-1,{ADDRESS},Tecidos Minho,60
S-2,{NAME},Tecidos Minho,sixty
S-3,{ADDRESS},mail {ADDRESS},60
S-4,Silva,{ADDRESS},{NAME},60
"""


def traces_of(batch: Batch) -> str:
    """Return everything a batch holds, as one text."""
    return " ".join(
        (
            str(batch.rows.to_pylist()),
            str(batch.set_aside.rows.to_pylist()),
            str(batch.faults),
            str(batch.repairs),
            str(batch.left_out),
        )
    )


def bytes_of(table: pa.Table) -> bytes:
    """Return a table as the bytes it is kept in, parts that no row shows included."""
    sink = pa.BufferOutputStream()
    with pa.ipc.new_file(sink, table.schema) as writer:
        writer.write_table(table)
    return bytes(sink.getvalue())


def test_no_clear_identity_anywhere_after_ingestion(catalog: Catalog, tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    path.write_text(LINES, encoding="utf-8")
    kept: list[bytes] = []

    def keep(job: object, file: object, written: process.Outputs, **options: object) -> object:
        answer = run(job, file, written, **options)  # type: ignore[arg-type]
        for each in written.files:
            each.seek(0)
            kept.append(each.read())
        return answer

    run = process.run
    with patch.object(process, "run", keep):
        batch = ingest(path, dataset="attendance", catalog=catalog, key=KEY)
    assert batch.accepted == 1
    assert [(fault.row, fault.rule) for fault in batch.faults] == [
        (3, "not_a_number"),
        (4, "address_in_text"),
        (5, "row_length"),
    ]
    assert PERSON.fullmatch(batch.rows["participant_key"][0].as_py())
    produced = b"".join([*kept, bytes_of(batch.rows), bytes_of(batch.set_aside.rows)])
    assert len(kept) == 4
    for clear in (NAME, ADDRESS, "Silva", "silva", "Conceição"):
        assert clear not in traces_of(batch)
        assert clear.encode() not in produced
    assert b"Tecidos Minho" in produced


def test_a_workbook_keeps_nobody_either(catalog: Catalog, tmp_path: Path) -> None:
    path = tmp_path / "people.xlsx"
    row = {**ATTENDANCE, "participant_key": NAME, "minutes_attended": "x"}
    path.write_bytes(xlsx_of([{**ATTENDANCE, "minutes_attended": 60}, row]))
    batch = ingest_here(path, catalog, "attendance")
    assert (batch.accepted, len(batch.faults)) == (1, 1)
    assert NAME not in traces_of(batch)
    assert ADDRESS not in traces_of(batch)


def test_one_person_is_one_hash_whatever_the_spelling(catalog: Catalog, tmp_path: Path) -> None:
    spellings = ["ana@x.org", " Ana@X.org ", "ANA@X.ORG"]
    rows = [{"session_id": f"S-{n}", "participant_key": s} for n, s in enumerate(spellings)]
    path = tmp_path / "a.csv"
    path.write_bytes(csv_of(rows))
    hashes = ingest_here(path, catalog, "attendance").rows["participant_key"].to_pylist()
    # HMAC-SHA256 of "ana@x.org" under the key, first 32 hexadecimal digits: another route.
    expected = os.popen(
        f"printf %s ana@x.org | openssl dgst -sha256 -hmac '{KEY.decode()}' -r"
    ).read()[:32]
    assert hashes == [f"k:{expected}"] * 3
    assert pseudonym("ana@x.org", b"another key") != hashes[0]


def test_a_hash_that_comes_back_stays_the_same_person() -> None:
    once = pseudonym(ADDRESS, KEY)
    assert pseudonym(once, KEY) == once
    # What only looks like one is a text like any other.
    for text in (once.upper(), once[:-1], f"{once} ", f"{once}0"):
        assert pseudonym(text, KEY) != text


def test_a_blank_person_is_missing_and_not_somebody(catalog: Catalog, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(csv_of([{**ATTENDANCE, "participant_key": "  "}]))
    assert [fault.rule for fault in ingest_here(path, catalog, "attendance").faults] == ["missing"]


MAPPING = """
ignore = ["Surname"]
missing = ["n/a"]
[fields.session_id]
column = "Session"
[fields.participant_key]
column = ["E-mail", "Name"]
[fields.minutes_attended]
column = "Minutes"
"""


def test_the_address_is_preferred_and_what_is_ignored_is_not_kept(
    catalog: Catalog, tmp_path: Path
) -> None:
    row = {"Session": "1", "E-mail": ADDRESS, "Name": NAME, "Surname": "Silva", "Minutes": "x"}
    path, mapping = tmp_path / "a.csv", tmp_path / "m.toml"
    path.write_bytes(csv_of([row, {**row, "E-mail": "n/a", "Minutes": "5"}]))
    mapping.write_text(MAPPING)
    batch = ingest_here(path, catalog, "attendance", mapping=mapping)
    assert batch.rows["participant_key"].to_pylist() == [pseudonym(NAME, KEY)]
    aside = batch.set_aside.rows.to_pylist()[0]
    assert aside["E-mail"] == pseudonym(ADDRESS, KEY)
    assert "Surname" not in aside
    for clear in (NAME, ADDRESS, "Silva"):
        assert clear not in traces_of(batch)


def test_a_crash_tells_where_and_never_what(catalog: Catalog, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(f"session_id,participant_key\nS-1,{ADDRESS}\n")
    crash = (
        "import hitechtex.ingest.people as p\n"
        "def fail(identity, key): raise KeyError(identity)\n"
        "import hitechtex.ingest.texts as t\n"
        "t.pseudonym = fail\n"
        "import sys; from hitechtex.ingest.child import main; main()"
    )
    command = (process.COMMAND[0], "-c", crash)
    with patch.object(process, "COMMAND", command), pytest.raises(FileRefused) as refusal:
        ingest(path, dataset="attendance", catalog=catalog, key=KEY)
    assert "KeyError in " in str(refusal.value)
    assert ADDRESS not in str(refusal.value)


# The key


def test_the_key_is_made_once_and_for_its_owner_only(tmp_path: Path) -> None:
    keys: list[bytes] = []
    store = tmp_path / "store"
    together = threading.Barrier(16)

    def ask() -> None:
        together.wait()
        keys.append(read_key(store, {}))

    threads = [threading.Thread(target=ask) for _ in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(keys) == 16
    assert len(set(keys)) == 1
    assert len(keys[0]) == 64
    assert stat.S_IMODE((store / "key").stat().st_mode) == 0o600
    assert [path.name for path in store.iterdir()] == ["key"]


def test_the_environment_goes_before_the_store(tmp_path: Path) -> None:
    assert read_key(tmp_path, {"HITECHTEX_SALT": "salt from the environment"}) == (
        b"salt from the environment"
    )
    assert not (tmp_path / "key").exists()
    assert read_key(tmp_path, {"HITECHTEX_SALT": "  "}) == read_key(tmp_path, {})


def test_a_damaged_key_is_not_used(tmp_path: Path) -> None:
    (tmp_path / "key").write_bytes(b"")
    with pytest.raises(StoreError, match="damaged"):
        read_key(tmp_path, {})


def test_a_key_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "store").write_text("a file where a folder should be")
    with pytest.raises(StoreError, match="cannot be read or made"):
        read_key(tmp_path / "store", {})
