"""Delta Lake tables that only grow, by commits that are synced before they can be seen.

delta-rs, which reads these tables here, does not sync what it writes: after a power cut its log
could end in an empty file, and the table would not open again. So the few lines of JSON that
make a commit (github.com/delta-io/delta, PROTOCOL.md) are written here, synced, then linked.
The tables need protocol 1/2 only: Spark, Trino and DuckDB read them as they are. They are
declared append-only and keep their log for ever, for whoever else writes to them.
"""

from __future__ import annotations

import json
import os
import random
import time
import uuid
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
from deltalake import DeltaTable, Schema

from hitechtex.store.synced import make_folder, publish
from hitechtex.store.trouble import refusal

FORMAT = 2
"""Version of the store's layout; a store written by a later one is refused.

Since 2 the ledger knows reviews: a program that does not would pass over what they lock.
"""

PATIENCE_SECONDS = 60.0

Action = dict[str, object]

_PROTOCOL: Action = {"protocol": {"minReaderVersion": 1, "minWriterVersion": 2}}
_CONFIGURATION = {
    "delta.appendOnly": "true",
    "delta.enableExpiredLogCleanup": "false",
    "delta.logRetentionDuration": "interval 36500 days",
    "hitechtex.format": str(FORMAT),
}


@dataclass(frozen=True)
class DataFile:
    """One Parquet file of a table: its name in the table's folder, bytes, rows."""

    name: str
    size: int
    rows: int


def version(folder: Path) -> int:
    """Return the latest version of the table in `folder`, -1 where there is none.

    Versions have no gaps, so the last is found by doubling and halving: tens of microseconds,
    where a listing of the log would take a millisecond per thousand commits.
    """
    above = 1
    while _is_made(folder, above - 1):
        above *= 2
    return bisect_left(range(above), True, key=lambda at: not _is_made(folder, at)) - 1


def _is_made(folder: Path, version: int) -> bool:
    try:
        os.stat(f"{folder}/_delta_log/{version:020}.json")  # noqa: PTH116  (a third of Path's time)
    except FileNotFoundError:
        return False
    return True


def opened(folder: Path) -> DeltaTable:
    """Return the table in `folder` as it is now; it costs a third of a millisecond per commit."""
    return DeltaTable(folder)


def names(table: DeltaTable) -> list[str]:
    """Return the names of the table's files, in no order."""
    # Only the last part of a URI: what stands before it is percent-encoded, our own names never.
    return [uri.rpartition("/")[2] for uri in table.file_uris()]


def added(folder: Path, version: int) -> list[str]:
    """Return the names of the files that one commit added; fifty times as fast as a table."""
    lines = _commit_path(folder, version).read_text(encoding="utf-8").splitlines()
    return [action["add"]["path"] for action in map(json.loads, lines) if "add" in action]


def create(folder: Path, schema: pa.Schema) -> None:
    """Make an empty table; nothing happens where another process was first."""
    make_folder(folder / "_delta_log")
    _commit(folder, 0, [_PROTOCOL, _metadata(str(uuid.uuid4()), schema)])


def add(folder: Path, version: int, files: Sequence[DataFile], *also: Action) -> bool:
    """Commit synced files as `version`; False where another process has made that version."""
    return _commit(folder, version, [_commit_info(), *also, *map(_added, files)])


def grow(folder: Path, files: Sequence[DataFile], schema: pa.Schema) -> None:
    """Commit synced files as the next version, whatever others commit meanwhile.

    The table is given the columns of `schema` that it does not have.
    """
    if version(folder) < 0:
        create(folder, schema)
    for _ in attempts(folder):
        table = opened(folder)
        merged = _merged(folder, table, schema)
        wider = [_metadata(str(table.metadata().id), merged)] if merged else []
        if add(folder, table.version() + 1, files, *wider):
            return


def widened(folder: Path, schema: pa.Schema) -> list[Action]:
    """Return what a commit adds so that the table has all columns of `schema`, in this format."""
    table = opened(folder)
    about = table.metadata()
    merged = _merged(folder, table, schema)
    if merged is None and about.configuration.get("hitechtex.format") == str(FORMAT):
        return []
    return [_metadata(str(about.id), merged or pa.schema(table.schema().to_arrow()))]


def attempts(folder: Path) -> Iterator[None]:
    """Yield until the caller is done; raise StoreError when others always come first."""
    until = time.monotonic() + PATIENCE_SECONDS
    pause = 0.002
    while time.monotonic() < until:
        yield
        time.sleep(random.uniform(0, pause))  # noqa: S311  (spreads processes, hides nothing)
        pause = min(2 * pause, 0.1)
    raise refusal("busy", folder, reason="")


def _commit(folder: Path, version: int, actions: Sequence[Action]) -> bool:
    lines = "\n".join(json.dumps(action, ensure_ascii=False) for action in actions)
    return publish(_commit_path(folder, version), lines + "\n")


def _commit_path(folder: Path, version: int) -> Path:
    return folder / "_delta_log" / f"{version:020}.json"


def _commit_info() -> Action:
    info = {"timestamp": _now(), "operation": "WRITE", "operationParameters": {"mode": "Append"}}
    return {"commitInfo": {**info, "engineInfo": f"hitechtex:{FORMAT}", "isBlindAppend": True}}


def _added(file: DataFile) -> Action:
    return {
        "add": {
            "path": file.name,
            "partitionValues": {},
            "size": file.size,
            "modificationTime": _now(),
            "dataChange": True,
            "stats": json.dumps({"numRecords": file.rows}),
        }
    }


def _metadata(table_id: str, schema: pa.Schema) -> Action:
    return {
        "metaData": {
            "id": table_id,
            "format": {"provider": "parquet", "options": {}},
            "schemaString": Schema.from_arrow(_open(schema)).to_json(),
            "partitionColumns": [],
            "configuration": _CONFIGURATION,
            "createdTime": _now(),
        }
    }


def _open(schema: pa.Schema) -> pa.Schema:
    """Every column may be empty: an older or newer contract may not have it."""
    return pa.schema([field.with_nullable(True) for field in schema])


def _merged(folder: Path, table: DeltaTable, schema: pa.Schema) -> pa.Schema | None:
    """Return the table's columns with the new ones after them; None where nothing is new."""
    stands = {field.name: field for field in table.schema().fields}
    given = Schema.from_arrow(_open(schema)).fields
    for field in given:
        if field.name in stands and field.type != stands[field.name].type:
            kinds = {"kept": str(stands[field.name].type), "given": str(field.type)}
            raise refusal("other_type", folder, column=field.name, **kinds)
    new = [field for field in given if field.name not in stands]
    return pa.schema(Schema([*stands.values(), *new]).to_arrow()) if new else None


def _now() -> int:
    return time.time_ns() // 1_000_000
