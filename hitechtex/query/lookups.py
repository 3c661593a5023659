"""The catalogue as small tables that queries join: statuses, partners, regions, calendar, rules."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import duckdb

from hitechtex.catalog import Catalog

OTHER_REGION = "other"
"""A region that is given but is none of the partnership's."""


def create_lookups(connection: duckdb.DuckDBPyConnection, catalog: Catalog) -> None:
    """Create every lookup table; the ENUM types of `load` must stand."""
    _create_code_lists(connection, catalog)
    _create_partners_and_regions(connection, catalog)
    _create_rules(connection, catalog)
    _create_public_record(connection, catalog)
    _create_health(connection, catalog)
    months = range(1, catalog.project.months + 1)
    _create(
        connection,
        "calendar",
        "project_month bigint, month date",
        ((month, catalog.project.first_day_of(month)) for month in months),
    )
    _create(
        connection,
        "lines",
        "line varchar, position bigint",
        ((line.id, place) for place, line in enumerate(catalog.project.lines, start=1)),
    )
    _create(
        connection,
        "project_period",
        "project varchar, first_day date, last_day date",
        [(catalog.project.name, catalog.project.start, catalog.project.end)],
    )
    _create(
        connection,
        "privacy",
        "minimum_people bigint",
        [(catalog.project.privacy.minimum_people,)],
    )


def _create_code_lists(connection: duckdb.DuckDBPyConnection, catalog: Catalog) -> None:
    """`codes`: one row per list and code; `statuses` and `phases` with what they roll up to."""
    codes = catalog.codes
    _create(
        connection,
        "codes",
        "list varchar, code varchar, position bigint",
        (
            (name, code, position)
            for name, labels in codes.root.items()
            for position, code in enumerate(labels, start=1)
        ),
    )
    _create(
        connection,
        "statuses",
        "status statuses_code, phase phases_code, state states_code, position bigint",
        (
            (status, codes["phase_of_status"][status], codes["state_of_status"][status], position)
            for position, status in enumerate(codes["statuses"], start=1)
        ),
    )
    _create(
        connection,
        "phases",
        "phase phases_code, position bigint",
        ((phase, position) for position, phase in enumerate(codes["phases"], start=1)),
    )


def _create_partners_and_regions(connection: duckdb.DuckDBPyConnection, catalog: Catalog) -> None:
    """`region_pairs.is_eligible` is null where one end lies outside: its country is not known."""
    project = catalog.project
    _create(
        connection,
        "partners",
        "partner partner_code, region region_code, country country_code, position bigint",
        (
            (partner.id, partner.region, partner.country, position)
            for position, partner in enumerate(project.partners, start=1)
        ),
    )
    _create(
        connection,
        "regions",
        "region region_code, country country_code, position bigint",
        (
            (region.code, region.country, position)
            for position, region in enumerate(project.regions, start=1)
        ),
    )
    ends = (*project.region_codes, OTHER_REGION)
    eligible = set(project.eligible_pairs)
    _create(
        connection,
        "region_pairs",
        "visiting_region region_code, host_region region_code, is_eligible boolean",
        (
            (
                visiting,
                host,
                None if OTHER_REGION in (visiting, host) else (visiting, host) in eligible,
            )
            for visiting in ends
            for host in ends
        ),
    )


def _create_rules(connection: duckdb.DuckDBPyConnection, catalog: Catalog) -> None:
    """`lump_sums`: the ceiling by host country; `lump_sum_rule`: what holds for all, one row."""
    rule = catalog.lump_sums
    _create(
        connection,
        "lump_sums",
        "country country_code, full_eur decimal(18, 2), half_eur decimal(18, 2)",
        ((each.country, each.full_eur, each.half_eur) for each in rule.lump_sums),
    )
    _create(
        connection,
        "lump_sum_rule",
        "maximum_eur decimal(18, 2), halved_under_working_days bigint, halved_under_km double",
        [(rule.maximum_eur, rule.halved_under_working_days, rule.halved_under_km)],
    )
    _create(
        connection,
        "countries",
        "country country_code, is_eligible boolean",
        ((country, True) for country in catalog.countries.eligible),
    )


def _create_public_record(connection: duckdb.DuckDBPyConnection, catalog: Catalog) -> None:
    """`published_events`: the public record, `guests` with semicolons between."""
    record = catalog.public_record
    _create(
        connection,
        "published_events",
        "position bigint, kind record_kinds_code, title varchar, first_day date, last_day date, "
        "host partner_code, guests varchar, place varchar, country varchar, mode modes_code, "
        "note varchar, source_url varchar, read_on date",
        (
            (place, each.kind, each.title, each.first_day, each.last_day, each.host or None,
             ";".join(each.guests) or None, each.place or None, each.country, each.mode,
             each.note or None, each.source_url, record.read_on)
            for place, each in enumerate(record.events, start=1)
        ),
    )  # fmt: skip


def _create_health(connection: duckdb.DuckDBPyConnection, catalog: Catalog) -> None:
    """`action_ranks`: what is asked first; `late_after` by dataset; `health_rule`, one row."""
    _create(
        connection,
        "action_ranks",
        "issue varchar, rank bigint",
        ((each.issue, each.rank) for each in catalog.health.actions),
    )
    odd = catalog.health.oddities.outliers
    _create(
        connection,
        "health_rule",
        "spread double, least_exchanges bigint, ceiling_below double, ceiling_above double",
        [(odd.spread, odd.least_exchanges, odd.ceiling_below, odd.ceiling_above)],
    )
    late = catalog.health.oddities.late_after_days
    _create(connection, "late_after", "dataset varchar, days bigint", late.items())


def _create(
    connection: duckdb.DuckDBPyConnection,
    table: str,
    columns: str,
    rows: Iterable[Sequence[object]],
) -> None:
    connection.execute(f"create table {table} ({columns})")
    places = ", ".join("?" for _ in columns.replace("(18, 2)", "").split(","))
    listed = [tuple(row) for row in rows]
    if listed:
        # One statement: a row at a time takes half of the whole loading.
        many = ", ".join(f"({places})" for _ in listed)
        values = [value for row in listed for value in row]
        connection.execute(f"insert into {table} values {many}", values)  # noqa: S608
