"""A snapshot becomes tables: every dataset with the columns of its contract, live rows only.

Each dataset is first a view `accepted_<dataset>` over the snapshot's Parquet files. Values that
repeat (codes, partners, regions, countries, batches) are ENUM columns, which group four times
faster than text. People are left out: `participant_key` becomes a number that means nothing
outside the engine.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import duckdb

from hitechtex.catalog import Catalog
from hitechtex.catalog.contracts import ORIGIN, Contract, Field
from hitechtex.errors import StoreError
from hitechtex.query.completeness import create_completeness
from hitechtex.query.intake import create_intake
from hitechtex.query.literals import quoted, text
from hitechtex.query.lookups import OTHER_REGION, create_lookups
from hitechtex.query.remarks import create_remarks
from hitechtex.query.rules import create_rules, read_rules
from hitechtex.store.snapshot import BatchRecord, Snapshot

SCOPE = "scope"
RULES = "rules"
LEDGER = "ledger"
PLAIN_TYPES = {
    "text": "VARCHAR",
    "integer": "BIGINT",
    "date": "DATE",
    "boolean": "BOOLEAN",
    "partners": "VARCHAR",
    "line": "VARCHAR",
    "indicator": "VARCHAR",
    "person": "VARCHAR",
}
ORIGIN_TYPES = {"source_file": "VARCHAR", "source_sheet": "VARCHAR", "source_row": "BIGINT"}


def load(
    connection: duckdb.DuckDBPyConnection, snapshot: Snapshot, catalog: Catalog, queries: Path
) -> None:
    """Create every table, lookup and scope macro in an empty in-memory database.

    Raises StoreError where the snapshot's files cannot be read.
    """
    try:
        for contract in catalog.contracts.values():
            _open_files(connection, contract, snapshot)
        _create_enums(connection, catalog, snapshot)
        create_lookups(connection, catalog)
        for contract in catalog.contracts.values():
            _accept(connection, contract, snapshot)
        _create_plain_datasets(connection, catalog, queries / SCOPE)
        _create_scope(connection, queries / SCOPE)
        create_rules(connection, read_rules(queries / RULES), catalog.contract("exchanges"))
        create_completeness(connection, catalog.health.completeness)
        paths = ", ".join(map(_path_literal, snapshot.set_aside_files))
        create_intake(connection, snapshot, catalog, paths)
        create_remarks(connection, snapshot, catalog)
        _create_scope(connection, queries / LEDGER)
        _drop_views(connection)
    except duckdb.IOException as problem:
        raise StoreError(
            "the store's data files could not be read",
            where=str(problem).splitlines()[0],
            do="Run “doctor”; if a file is missing, restore the store from its copy",
        ) from None


def _live(snapshot: Snapshot, dataset: str) -> tuple[BatchRecord, ...]:
    return tuple(record for record in snapshot.live if record.dataset == dataset)


def _open_files(
    connection: duckdb.DuckDBPyConnection, contract: Contract, snapshot: Snapshot
) -> None:
    """Create the view `files_<dataset>`: the rows as stored, older contracts united by name."""
    files = snapshot.files.get(contract.dataset, ())
    name = quoted(f"files_{contract.dataset}")
    if not files or not _live(snapshot, contract.dataset):
        connection.execute(f"create view {name} as select null::varchar as batch where false")
        return
    paths = ", ".join(_path_literal(path) for path in files)
    connection.execute(
        f"create view {name} as select * from read_parquet([{paths}], union_by_name = true)"  # noqa: S608
    )


def _path_literal(path: str) -> str:
    """Return a path as SQL text that is no pattern: read_parquet expands [ ] * and ?."""
    plain = "".join(f"[{c}]" if c in "*?[" else c for c in path.removeprefix("file://"))
    return text(plain)


def _stored_columns(connection: duckdb.DuckDBPyConnection, dataset: str) -> set[str]:
    described = connection.execute(f"describe {quoted(f'files_{dataset}')}").fetchall()
    return {row[0] for row in described}


def _enum_of(field: Field) -> str:
    """Return the name of the ENUM type of a field, or nothing where it has none."""
    if field.type == "code":
        return f"{field.codes}_code"
    return f"{field.type}_code" if field.type in ("partner", "region", "country") else ""


def _create_enums(
    connection: duckdb.DuckDBPyConnection, catalog: Catalog, snapshot: Snapshot
) -> None:
    """Create one ENUM per list: the declared values in their order, then others the data hold."""
    project = catalog.project
    values: dict[str, dict[str, None]] = {
        f"{name}_code": dict.fromkeys(codes) for name, codes in catalog.codes.root.items()
    }
    values["partner_code"] = dict.fromkeys(project.partner_ids)
    values["region_code"] = dict.fromkeys((*project.region_codes, OTHER_REGION))
    values["country_code"] = dict.fromkeys(
        (
            *(region.country for region in project.regions),
            *(partner.country for partner in project.partners),
            *catalog.countries.eligible,
            *(each.country for each in catalog.lump_sums.lump_sums),
        )
    )
    values["batch_code"] = dict.fromkeys(("", *(record.batch for record in snapshot.live)))
    for contract in catalog.contracts.values():
        for enum, found in _found_values(connection, contract):
            values[enum].update(dict.fromkeys(found))
    for enum, known in values.items():
        connection.execute(f"create type {quoted(enum)} as enum ({', '.join(map(text, known))})")


def _found_values(
    connection: duckdb.DuckDBPyConnection, contract: Contract
) -> Iterable[tuple[str, list[str]]]:
    stored = _stored_columns(connection, contract.dataset)
    fields = [field for field in contract.fields if _enum_of(field) and field.name in stored]
    if not fields:
        return []
    lists = ", ".join(
        f"list_sort(list(distinct {quoted(field.name)}::varchar))" for field in fields
    )
    row = connection.execute(
        f"select {lists} from {quoted(f'files_{contract.dataset}')}"  # noqa: S608
    ).fetchone()
    found = row or ()
    return [
        (_enum_of(field), [value for value in values or () if value is not None])
        for field, values in zip(fields, found, strict=True)
    ]


def _accept(connection: duckdb.DuckDBPyConnection, contract: Contract, snapshot: Snapshot) -> None:
    """Create the view `accepted_<dataset>`: live rows, the later batch winning, typed."""
    live = _live(snapshot, contract.dataset)
    rows = quoted(f"live_{contract.dataset}")
    order = ", ".join(f"({text(each.batch)}, {each.order})" for each in live) or "(null, null)"
    stored = _stored_columns(connection, contract.dataset)
    connection.execute(
        f"create view {rows} as "  # noqa: S608
        f"select files.*, live.place as batch_place "
        f"from {quoted(f'files_{contract.dataset}')} as files "
        f"inner join (values {order}) as live (batch, place) on live.batch = files.batch"
    )
    superseded = _superseded(connection, contract) if len(live) > 1 else ""
    columns = ", ".join((*(_typed(field, stored) for field in contract.fields), *_origin(stored)))
    connection.execute(
        f"create view {quoted(f'accepted_{contract.dataset}')} as "  # noqa: S608
        f"select {columns} from {rows} as rows {superseded}"
    )


def _superseded(connection: duckdb.DuckDBPyConnection, contract: Contract) -> str:
    """Return the condition that drops rows a later batch sent again; keys repeat rarely."""
    later = quoted(f"later_{contract.dataset}")
    keys = ", ".join(quoted(name) for name in contract.key)
    connection.execute(
        f"create temp table {later} as select {keys}, max(batch_place) as batch_place "  # noqa: S608
        f"from {quoted(f'live_{contract.dataset}')} group by {keys} having count(*) > 1"
    )
    same = " and ".join(
        f"later.{quoted(name)} is not distinct from rows.{quoted(name)}" for name in contract.key
    )
    return (
        f"where not exists (select 1 from {later} as later "  # noqa: S608
        f"where {same} and later.batch_place > rows.batch_place)"
    )


def _typed(field: Field, stored: set[str]) -> str:
    enum = _enum_of(field)
    kind = quoted(enum) if enum else PLAIN_TYPES.get(field.type) or f"DECIMAL(18, {field.decimals})"
    value = f"rows.{quoted(field.name)}" if field.name in stored else "null"
    if field.type == "person":
        value = f"dense_rank() over (order by {value})"
        kind = "BIGINT"
    return f"cast({value} as {kind}) as {quoted(field.name)}"


def _origin(stored: set[str]) -> tuple[str, ...]:
    kinds = {"batch": quoted("batch_code"), **ORIGIN_TYPES}
    return tuple(
        f"cast({f'rows.{quoted(name)}' if name in stored else 'null'} as {kinds[name]}) as {name}"
        for name in ORIGIN
    )


def _create_scope(connection: duckdb.DuckDBPyConnection, folder: Path) -> None:
    """Run the tables, views and macros of a folder, in the order of their names."""
    for path in sorted(folder.glob("*.sql")):
        connection.execute(path.read_text(encoding="utf-8"))


def _create_plain_datasets(
    connection: duckdb.DuckDBPyConnection, catalog: Catalog, folder: Path
) -> None:
    """Create the tables that no file of `queries/scope/` is named for, sorted by day and key."""
    shaped = {path.stem.split("_", 1)[1] for path in folder.glob("*.sql")}
    for contract in catalog.contracts.values():
        if contract.dataset not in shaped:
            order = ", ".join(quoted(name) for name in (*contract.day, *contract.key))
            connection.execute(
                f"create table {quoted(contract.dataset)} as "  # noqa: S608
                f"select * from {quoted(f'accepted_{contract.dataset}')} order by {order}"
            )


def _drop_views(connection: duckdb.DuckDBPyConnection) -> None:
    """Forget the files: nothing may be read from them once the tables stand."""
    views = connection.execute(
        "select view_name from duckdb_views() where not internal and "
        "(view_name like 'accepted\\_%' escape '\\' or view_name like 'live\\_%' escape '\\' "
        "or view_name like 'files\\_%' escape '\\')"
    ).fetchall()
    for (name,) in views:
        connection.execute(f"drop view {quoted(name)}")
