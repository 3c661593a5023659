"""A question becomes a result: one snapshot in memory, asked by name.

The snapshot is read once into DuckDB, which is then locked; every call has a cursor of its own,
because a connection shared by threads gives wrong answers.
"""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, field, fields, replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

import duckdb

from hitechtex.catalog import Catalog
from hitechtex.catalog.texts import say
from hitechtex.errors import QueryError, UnknownName
from hitechtex.query.cache import ResultCache
from hitechtex.query.comparing import BATCH_ROWS, PARAMETERS, Tables, tables_of
from hitechtex.query.declared import QUERIES, Query, read_queries
from hitechtex.query.load import RULES, load
from hitechtex.query.parameters import parameter_value
from hitechtex.query.provenance import is_final, source_of
from hitechtex.query.result import Filters, Result, Source
from hitechtex.query.rules import Rule, read_rules
from hitechtex.store.snapshot import Snapshot

LOCKS = (
    "set global TimeZone = 'UTC'",
    "set autoinstall_known_extensions = false",
    "set autoload_known_extensions = false",
    "set enable_external_access = false",
    "set lock_configuration = true",
)
Rows = tuple[tuple[Any, ...], ...]
MOST_COUNTS = 10_000
FILTERS = tuple(field.name for field in fields(Filters))


@dataclass(frozen=True, eq=False)
class Engine:
    """One snapshot, ready to be asked. Safe to share between threads.

    `queries` are the declarations by name, `rules` those of the scheme. Close it when the next
    snapshot has taken its place.
    """

    snapshot: Snapshot
    catalog: Catalog
    queries: dict[str, Query]
    connection: duckdb.DuckDBPyConnection
    cache: ResultCache
    counts: dict[Hashable, int] = field(default_factory=dict)
    rules: tuple[Rule, ...] = ()

    def ask(self, name: str, filters: Filters | None = None, **parameters: Any) -> Result:
        """Return the answer to the query `name`.

        Filters and parameters that are not given are null, which is everything; `as_of` is then
        the data date, or the last day of the filters if that is earlier. Raises UnknownName for
        a query or parameter that does not exist, QueryError for a value of the wrong kind.
        """
        query = self._query(name)
        values = self._values(query, filters or Filters(), parameters)
        shared = {each: values[each] for each in FILTERS if each in values}
        narrowed = replace(filters or Filters(), **shared)
        key = (name, narrowed, tuple(values.items()))
        known = self.cache.get(key)
        if known is not None:
            return known
        result = self._answer(query, narrowed, values)
        self.cache.put(key, result)
        return result

    @cached_property
    def data_date(self) -> date | None:
        """The latest day the exchanges speak of; without any, that of the other datasets."""
        for dataset in ("exchanges", *self.catalog.contracts):
            latest = self._latest_day(dataset)
            if latest is not None:
                return latest
        return None

    @cached_property
    def sources(self) -> tuple[Source, ...]:
        """What the snapshot's rows came from, one per dataset that has any."""
        return tuple(
            filter(None, (source_of(self.snapshot, name) for name in self.catalog.contracts))
        )

    @property
    def is_sample(self) -> bool:
        """Whether any live batch is sample data."""
        return self.snapshot.is_sample

    def as_of(self, filters: Filters | None = None) -> date | None:
        """The reporting day: the data date, or the last day of the filters if that is earlier."""
        last_day = filters.last_day if filters else None
        days = [day for day in (last_day, self.data_date) if day is not None]
        return min(days, default=None)

    def close(self) -> None:
        """Give the memory back; the engine answers nothing afterwards."""
        self.connection.close()

    def _query(self, name: str) -> Query:
        if name not in self.queries:
            raise UnknownName("query", name, self.queries)
        return self.queries[name]

    def _values(self, query: Query, filters: Filters, parameters: dict[str, Any]) -> dict[str, Any]:
        """Return every declared parameter with its value; tuples stand for lists."""
        given = {name: getattr(filters, name) for name in FILTERS} | parameters
        for name in parameters:
            query.parameter(name)
        values = {
            each.name: parameter_value(query, each, given.get(each.name))
            for each in query.parameters
        }
        if "as_of" in values and values["as_of"] is None:
            values["as_of"] = self.as_of(filters)
        return values

    def _answer(self, query: Query, filters: Filters, values: dict[str, Any]) -> Result:
        rows = self._rows(query, values)
        sources = tuple(each for each in self.sources if each.dataset in query.datasets)
        return Result(
            query=query.name,
            question=query.question,
            grain=query.grain,
            columns=query.columns,
            rows=rows,
            filters=values,
            sources=sources,
            data_date=self.data_date,
            n=self._records(query, filters, values, rows),
            snapshot=self.snapshot.id,
            as_of=values.get("as_of") or self.as_of(filters),
            final=is_final(sources, query, values, self.snapshot, self.catalog),
            left_out=(
                *self._undated(query, filters),
                *self._too_few(query),
                *_not_applied(query, filters),
            ),
        )

    def _rows(self, query: Query, values: dict[str, Any]) -> Rows:
        bound = {name: list(v) if isinstance(v, tuple) else v for name, v in values.items()}
        try:
            with self.connection.cursor() as cursor:
                for name, table in self._read(query, values).items():
                    cursor.register(name, table)  # before the empty one, for this cursor alone
                return tuple(cursor.execute(query.statement, bound).fetchall())
        except duckdb.Error as problem:
            raise QueryError(
                f"the query could not be answered: {str(problem).splitlines()[0]}",
                where=f"queries/{query.name}.sql",
                do="Tell those who keep the queries; the data are untouched",
            ) from None

    def _read(self, query: Query, values: dict[str, Any]) -> Tables:
        """Return the tables that are read for one question: rows of the batches it names."""
        if BATCH_ROWS not in query.datasets:
            return {}
        named = (values.get(name) for name in PARAMETERS)
        return tables_of(self.snapshot, self.catalog, filter(None, named))

    def _counted(self, name: str, filters: Filters, given: dict[str, Any] | None = None) -> int:
        """Return the first number of the query `name`, which counts for others and asks nothing."""
        query = self._query(name)
        values = self._values(query, filters, given or {})
        key = (name, tuple(values.items()))
        known = self.counts.get(key)
        if known is None:
            if len(self.counts) >= MOST_COUNTS:
                self.counts.clear()
            known = int(self._rows(query, values)[0][0])
            self.counts[key] = known
        return known

    def _records(self, query: Query, filters: Filters, values: dict[str, Any], rows: Rows) -> int:
        """Return the records in scope of the query's first dataset."""
        total = f"{query.datasets[0]}_total"
        if query.name == total:
            return int(rows[0][0])
        batches = {name: values[name] for name in PARAMETERS if name in values}
        return self._counted(total, filters, batches if BATCH_ROWS in query.datasets else {})

    def _undated(self, query: Query, filters: Filters) -> list[str]:
        """Return a sentence on the rows that a period cannot hold because they have no day."""
        undated_of = f"{query.datasets[0]}_undated"
        if "first_day" not in query.parameter_names or undated_of not in self.queries:
            return []
        if filters.first_day is None and filters.last_day is None:
            return []
        undated = self._counted(undated_of, filters)
        return [say("query.left_out.undated", n=undated)] if undated else []

    @cached_property
    def _hides_groups(self) -> bool:
        """Whether the snapshot has groups of too few people to be told."""
        with self.connection.cursor() as cursor:
            return cursor.execute("select are_there from small_groups").fetchone() == (True,)

    def _too_few(self, query: Query) -> list[str]:
        """Return a sentence on groups of few people; not how many or how large they are."""
        if "attendance" not in query.datasets or not self._hides_groups:
            return []
        return [say("query.left_out.small_groups", n=self.catalog.project.privacy.minimum_people)]

    def _latest_day(self, dataset: str) -> date | None:
        contract = self.catalog.contract(dataset)
        named = [contract.data_date]
        if dataset == "exchanges":
            named.append(("start_date", "end_date"))
        for days in filter(None, named):
            latest = f"select greatest({', '.join(f'max({day})' for day in days)}) from {dataset}"  # noqa: S608
            with self.connection.cursor() as cursor:
                row = cursor.execute(latest).fetchone()
            if row is not None and isinstance(row[0], date):
                return row[0]
        return None


def _not_applied(query: Query, filters: Filters) -> list[str]:
    """Return a sentence for each filter that is set and that the query knows nothing of."""
    return [
        say("query.left_out.filter", filter=say(f"query.filter.{name}"))
        for name in FILTERS
        if getattr(filters, name) is not None and name not in query.parameter_names
    ]


def open_engine(snapshot: Snapshot, catalog: Catalog, *, queries: Path = QUERIES) -> Engine:
    """Load `snapshot` into memory and return it ready to be asked, locked against files.

    Raises StoreError where its files cannot be read, QueryError where a query's header is wrong.
    """
    declared = read_queries(queries)
    connection = duckdb.connect(":memory:", config={"threads": 2})
    load(connection, snapshot, catalog, queries)
    for lock in LOCKS:
        connection.execute(lock)
    rules = read_rules(queries / RULES)
    return Engine(snapshot, catalog, declared, connection, ResultCache(), rules=rules)
