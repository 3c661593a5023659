"""The ledger as tables: every batch it knows, and what is still wrong in the files that count.

`batches` has one row per batch, undone and replaced ones included, with its review;
`approved_periods` what is approved and may not change. `faults` has one row per fault
of a live batch; `is_open` is false once a later live batch has brought a row with the same key.
`arrivals` has one row per partner and dataset: how far its rows and its files reach.

A value may hold whom a row is about. Of a dataset that knows people, only values without a letter
(numbers, days) are loaded; of its persons none is, not even as a hash, and no number of rows, which
would count them.
"""

from __future__ import annotations

from collections.abc import Iterable

import duckdb

from hitechtex.catalog import Catalog
from hitechtex.catalog.contracts import Contract
from hitechtex.query.comparing import BATCH_ROWS, FIELDS, ROWS, SQL
from hitechtex.query.listed import create_listed
from hitechtex.query.literals import quoted, text
from hitechtex.store.snapshot import Snapshot

WITHHELD = "…"
BATCH_COLUMNS = {
    **dict.fromkeys(
        ("batch", "dataset", "partner", "file", "received_by", "state", "review", "reviewed_by",
         "review_comment", "replaces"), "varchar"),
    **dict.fromkeys(
        ("rows_read", "accepted_rows", "set_aside_rows", "repaired_values", "place"), "bigint"),
    "received_on": "date",
    "reviewed_on": "date",
    "is_sample": "boolean",
}  # fmt: skip
PERIOD_COLUMNS = {
    "partner": "varchar",
    "dataset": "varchar",
    "approved_until": "date",
    "approved_on": "date",
    "approved_by": "varchar",
    "why": "varchar",
}
ROW_COUNTS = ("rows_read", "accepted_rows", "set_aside_rows", "repaired_values")
_FAULT = '[{"sheet":"VARCHAR","row":"BIGINT","column":"VARCHAR","value":"VARCHAR","rule":"VARCHAR","hint":"VARCHAR","place":"BIGINT"}]'  # noqa: E501
_SET_ASIDE = (
    *("batch", "dataset", "source_sheet"),
    *("row", "faults"),
)


def create_intake(
    connection: duckdb.DuckDBPyConnection, snapshot: Snapshot, catalog: Catalog, paths: str
) -> None:
    """Create the three tables, while the views over the snapshot's files stand.

    `paths` are the files of the rows set aside, as a list in SQL; blank where there are none.
    """
    _create_batches(connection, snapshot, catalog)
    _create_reviews(connection, snapshot)
    _create_names(connection, catalog)
    _open_set_aside(connection, paths)
    closed = _closed(connection, catalog.contracts.values())
    connection.execute(_faults(catalog, closed))
    connection.execute("drop table rows_set_aside")  # as the partners wrote them
    connection.execute(_arrivals(catalog))


def _create_batches(
    connection: duckdb.DuckDBPyConnection, snapshot: Snapshot, catalog: Catalog
) -> None:
    people = _with_people(catalog)
    rows = [
        {
            "batch": each.batch, "dataset": each.dataset, "partner": each.partner or None,
            "file": each.file, "received_on": each.at.date(), "received_by": each.by or None,
            "rows_read": each.rows_read, "accepted_rows": each.accepted,
            "set_aside_rows": each.set_aside, "repaired_values": each.repaired,
            "state": each.state, "is_sample": each.is_sample, "place": each.order,
            "review": each.review, "reviewed_by": each.reviewed_by or None,
            "review_comment": each.comment or None, "replaces": each.replaces or None,
            "reviewed_on": each.reviewed_at.date() if each.reviewed_at else None,
        }
        for each in snapshot.batches
    ]  # fmt: skip
    for row in rows:
        if row["dataset"] in people:
            row.update(dict.fromkeys(ROW_COUNTS))
    create_listed(connection, "batches", BATCH_COLUMNS, rows)


def _create_reviews(connection: duckdb.DuckDBPyConnection, snapshot: Snapshot) -> None:
    """`approved_periods`, and the two tables that stay empty but for questions about batches."""
    rows = [
        {
            "partner": each.partner, "dataset": each.dataset, "approved_until": each.until,
            "approved_on": each.at.date(), "approved_by": each.by or None, "why": each.comment,
        }
        for each in snapshot.periods
    ]  # fmt: skip
    create_listed(connection, "approved_periods", PERIOD_COLUMNS, rows)
    for name, schema in {BATCH_ROWS: ROWS, "batch_fields": FIELDS}.items():
        create_listed(connection, name, {each.name: SQL[each.type] for each in schema}, ())


def _create_names(connection: duckdb.DuckDBPyConnection, catalog: Catalog) -> None:
    """`partner_names`: what a file may call a partner, in small letters."""
    known = {
        name.lower(): partner.id
        for partner in catalog.project.partners
        for name in (*partner.aliases, partner.name, partner.id)
    }
    listed = ", ".join(f"({text(name)}, {text(partner)})" for name, partner in known.items())
    values = listed or "(null, null)"
    connection.execute(
        f"create table partner_names as select * from (values {values}) as t (name, partner)"  # noqa: S608
    )


def _open_set_aside(connection: duckdb.DuckDBPyConnection, paths: str) -> None:
    """Create the view `rows_set_aside`, one row per row of a file that was not accepted."""
    kept = f"select * from read_parquet([{paths}])"  # noqa: S608
    none = ", ".join(f"null::varchar as {name}" for name in _SET_ASIDE)
    connection.execute(
        f"create view files_set_aside as {kept if paths else f'select {none}, 0 as source_row'}"
    )
    connection.execute(
        "create temp table rows_set_aside as "
        "select batches.place as batch_place, files.* from files_set_aside as files "
        "inner join batches on files.batch = batches.batch"
    )


def _closed(connection: duckdb.DuckDBPyConnection, contracts: Iterable[Contract]) -> str:
    """Return the select of rows set aside whose key a later live batch has brought.

    A key can be told where the file names its columns as the contract does; a field that is
    required must be given.
    """
    found = connection.execute("select distinct dataset from rows_set_aside").fetchall()
    known = {row[0] for row in found}
    selects = [
        _closed_in(contract)
        for contract in contracts
        if contract.dataset in known and _has_rows(connection, contract)
    ]
    nobody = "select null as batch, null as source_sheet, null as source_row where false"
    return " union all ".join([nobody, *selects])


def _has_rows(connection: duckdb.DuckDBPyConnection, contract: Contract) -> bool:
    """Whether any row of the dataset was ever accepted: without one its columns are not known."""
    described = connection.execute(f"describe {quoted(f'live_{contract.dataset}')}").fetchall()
    return set(contract.key) <= {row[0] for row in described}


def _closed_in(contract: Contract) -> str:
    given = {name: _cell(f"rows.row ->> {text(name)}") for name in contract.key}
    same = " and ".join(
        f"cast(live.{quoted(name)} as varchar) "
        f"{'=' if contract.field(name).required else 'is not distinct from'} {value}"
        for name, value in given.items()
    )
    return (
        f"select rows.batch, rows.source_sheet, rows.source_row "  # noqa: S608
        f"from rows_set_aside as rows "
        f"inner join {quoted(f'live_{contract.dataset}')} as live "
        f"on {same} and live.batch_place > rows.batch_place "
        f"where rows.dataset = {text(contract.dataset)}"
    )


def _faults(catalog: Catalog, closed: str) -> str:
    """Return the statement that makes `faults`, in the order of batches and of each file."""
    contracts = catalog.contracts.values()
    owners = " ".join(
        f"when {text(each.dataset)} then rows.row ->> {text(each.partner)}" for each in contracts
    )
    people = _with_people(catalog)
    veiled = f"dataset in ({', '.join(map(text, people))})" if people else "false"
    hidden = f"{veiled} and regexp_matches(value, '[[:alpha:]]')"
    return (
        "create table faults as "  # noqa: S608
        f"with told as (select rows.batch, rows.dataset, rows.batch_place, rows.source_sheet, "
        f"rows.source_row, {_cell(f'case rows.dataset {owners} end')} as owner, "
        f"unnest(from_json(rows.faults, {text(_FAULT)})) as fault from rows_set_aside as rows), "
        f"closed as (select distinct * from ({closed})), "
        "listed as (select told.batch, told.dataset, told.batch_place, "
        "coalesce(names.partner, batches.partner) as partner, batches.file, batches.received_on, "
        "fault.sheet as sheet, fault.row as row_number, fault.column as field, "
        "fault.value as value, fault.rule as rule, fault.hint as hint, fault.place as place, "
        "closed.batch is null as is_open from told "
        "inner join batches on told.batch = batches.batch "
        "left join partner_names as names on lower(told.owner) = names.name "
        "left join closed on told.batch = closed.batch "
        "and told.source_sheet is not distinct from closed.source_sheet "
        "and told.source_row = closed.source_row) "
        f"select * replace (case when {hidden} then {text(WITHHELD)} else value end as value, "
        f"case when {hidden} then replace(hint, value, {text(WITHHELD)}) else hint end as hint) "
        "from listed order by batch_place desc, place"
    )


def _arrivals(catalog: Catalog) -> str:
    """Return the statement that makes `arrivals`: rows, their last day, the last file."""
    people = _with_people(catalog)
    contracts = catalog.contracts.values()
    selects = [_arrived(each, is_counted=each.dataset not in people) for each in contracts]
    return f"create table arrivals as {' union all '.join(selects)}"


def _arrived(contract: Contract, *, is_counted: bool) -> str:
    days = contract.data_date or contract.day
    last = f"max(greatest({', '.join(map(quoted, days))}))" if days else "null"
    return (
        f"select {text(contract.dataset)} as dataset, "  # noqa: S608
        f"cast(rows.{quoted(contract.partner)} as varchar) as partner, "
        f"cast({'count(*)' if is_counted else 'null'} as bigint) as told_rows, "
        f"cast({last} as date) as last_row_on, "
        f"max(batches.received_on) as last_received_on "
        f"from {quoted(f'accepted_{contract.dataset}')} as rows "
        f"left join batches on cast(rows.batch as varchar) = batches.batch group by all"
    )


def _with_people(catalog: Catalog) -> tuple[str, ...]:
    """Return the datasets whose rows are people."""
    contracts = catalog.contracts.values()
    return tuple(c.dataset for c in contracts if any(f.type == "person" for f in c.fields))


def _cell(value: str) -> str:
    return f"nullif(trim({value}), '')"
