"""Exchanges of the sample, block by block: any size, the same rows however they are written."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

import numpy as np
import pyarrow as pa

from hitechtex.sample.answers import Answers, answers
from hitechtex.sample.columns import (
    code_column,
    day_column,
    decimal_column,
    in_order,
    key_column,
    number_column,
)
from hitechtex.sample.course import Course, course
from hitechtex.sample.draws import Chance, Mask, Whole, exactly, stream
from hitechtex.sample.missions import Travel, missions_in, travel
from hitechtex.sample.money import Money, money
from hitechtex.sample.names import NameBook, read_names
from hitechtex.sample.setting import Setting

BLOCK = 16_384
"""Rows drawn from one stream. Part of the sample's definition: another number, other bytes."""

TWICE_SHARE = 0.02


def exchange_blocks(setting: Setting) -> Iterator[pa.RecordBatch]:
    """Yield every exchange in blocks of 16 384 rows, one row per exchange."""
    kinds = tuple(setting.catalog.codes["organisation_types"])
    book = read_names(tuple((p.region, p.country) for p in setting.places), kinds)
    for block in range(-(-setting.rows // BLOCK)):
        yield _block(setting, book, block)


def _block(setting: Setting, book: NameBook, block: int) -> pa.RecordBatch:
    rows = min(BLOCK, setting.rows - block * BLOCK)
    chance = partial(stream, setting.seed, block=block)
    way = travel(chance("travel"), setting, rows)
    said = answers(chance("answers"), setting, way, missions=missions_in(rows))
    gone = course(chance("course"), setting, way, unpaid=said.free)
    paid = money(chance("money"), setting, way, committed=gone.committed, free=said.free)
    number = np.arange(rows) + block * BLOCK
    visitor = _visitors(chance("visitors"), way, said, gone, number)
    columns = {
        **_keys(setting, way, number),
        **_visitor_columns(setting, way, said, book, visitor),
        **_host_columns(setting, way, said, book, _hosts(way, said, number)),
        **_what_columns(setting, said, gone),
        **_day_columns(gone),
        **_count_columns(way, said, gone, paid),
        **said.closing(chance("closing"), setting, way, gone),
        "visitor_is_member": said.members(chance("members"), setting),
    }
    return in_order(setting.catalog.contract("exchanges"), columns)


def _visitors(chance: Chance, way: Travel, said: Answers, gone: Course, number: Whole) -> Whole:
    """Return the number of each visiting organisation: its own, but for a few who come again.

    Who comes again is the organisation that stands half of its partner's visitors of the type
    before, so that its two stays lie months apart.
    """
    alike = np.lexsort((said.visiting_type, way.partner))
    group = way.partner[alike] * 100 + said.visiting_type[alike]
    first = np.searchsorted(group, group, side="left")
    size = np.searchsorted(group, group, side="right") - first
    before = np.arange(len(way)) - np.maximum(size // 2, 1)
    has_before = np.zeros(len(way), dtype=np.bool_)
    has_before[alike] = before >= first
    again = exactly(chance, TWICE_SHARE, gone.over & has_before)[alike]
    visitor = number.copy()
    visitor[alike[again]] = number[alike[before[again]]]
    return visitor


def _hosts(way: Travel, said: Answers, number: Whole) -> Whole:
    """Return the number of each host: up to four organisations for all visitors of a mission."""
    together = (way.mission + _missions_before(number[0])) * 4 + said.host_of_mission
    return np.where(way.mission >= 0, together, number)


def _missions_before(row: int) -> int:
    """Return how many missions the blocks before the one that begins with `row` hold."""
    return int(row) // BLOCK * missions_in(BLOCK)


def _keys(setting: Setting, way: Travel, number: Whole) -> dict[str, pa.Array]:
    mission = np.where(way.mission >= 0, way.mission + _missions_before(number[0]) + 1, -1)
    last = _missions_before(setting.rows) + missions_in(setting.rows % BLOCK)
    return {
        "exchange_id": key_column("SAMPLE-E-", number + 1, width=max(6, len(str(setting.rows)))),
        "mission_id": key_column("SAMPLE-M-", mission, width=max(2, len(str(last)))),
        "partner": code_column(setting.catalog.project.partner_ids, way.partner),
    }


def _visitor_columns(
    setting: Setting, way: Travel, said: Answers, book: NameBook, visitor: Whole
) -> dict[str, pa.Array]:
    home = setting.home[way.partner]
    own = np.zeros(len(way), dtype=np.int64)
    return {
        "vop": code_column([setting.catalog.project.name], own),
        "visiting_organisation": book.name(home, said.visiting_type, visitor),
        "visiting_type": said.types(setting, said.visiting_type, said.visiting_type_given),
        "visiting_country": _countries(setting, home),
        "visiting_region": _regions(setting, home),
    }


def _host_columns(
    setting: Setting, way: Travel, said: Answers, book: NameBook, host: Whole
) -> dict[str, pa.Array]:
    names = (setting.catalog.project.name, *setting.partnerships)
    hop = np.where(way.place < setting.regions, 0, 1 + way.place % len(setting.partnerships))
    return {
        "hop": code_column(names, hop),
        "host_organisation": book.name(way.place, said.host_type, host),
        "host_type": said.types(setting, said.host_type, said.host_type_given),
        "host_country": _countries(setting, way.place),
        "host_region": _regions(setting, way.place, given=said.host_region_given),
    }


def _countries(setting: Setting, place: Whole) -> pa.Array:
    return code_column([each.country for each in setting.places], place)


def _regions(setting: Setting, place: Whole, *, given: Mask | None = None) -> pa.Array:
    return code_column([each.region for each in setting.places], place, given=given)


def _what_columns(setting: Setting, said: Answers, gone: Course) -> dict[str, pa.Array]:
    codes = setting.catalog.codes
    return {
        "purpose": code_column(list(codes["purposes"]), said.purpose, given=said.purpose_given),
        "activity": code_column(list(codes["activities"]), said.activity, given=said.purpose_given),
        "mode": code_column(list(codes["modes"]), said.mode),
        "status": code_column(list(codes["statuses"]), gone.status),
    }


def _day_columns(gone: Course) -> dict[str, pa.Array]:
    return {
        "registered_on": day_column(gone.registered),
        "start_date": day_column(gone.start),
        "end_date": day_column(gone.end),
        "completed_on": day_column(gone.completed),
        "validated_on": day_column(gone.validated),
        "paid_on": day_column(gone.paid),
    }


def _count_columns(way: Travel, said: Answers, gone: Course, paid: Money) -> dict[str, pa.Array]:
    agreed = gone.start >= 0
    sum_given = paid.lump_sum_eur >= 0
    everyone = np.ones(len(way), dtype=np.bool_)
    return {
        "working_days": number_column(way.working_days, given=agreed),
        "participants": number_column(said.participants, given=agreed),
        "distance_km": decimal_column(paid.tenths_of_km, decimals=1, given=everyone),
        "lump_sum_eur": decimal_column(paid.lump_sum_eur * 100, decimals=2, given=sum_given),
    }
