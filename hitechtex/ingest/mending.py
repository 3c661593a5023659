"""Rows that were set aside, mended by hand, go through the same road again and join their batch.

They keep the sheet and row they have in the partner's file; what was changed in them is listed
among the repairs, each column with how often and one example.
"""

from __future__ import annotations

import csv
import io
import tempfile
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from threading import Event
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from hitechtex.catalog import Catalog
from hitechtex.ingest import Batch, Limits, Repair, SetAside, Understanding, ingest
from hitechtex.ingest.batch import Fault
from hitechtex.ingest.mending_doubts import doubts
from hitechtex.ingest.people import HASH
from hitechtex.ingest.sentences import fault_of, refusal_of
from hitechtex.ingest.texts import WITHHELD
from hitechtex.ingest.totals import differing_totals
from hitechtex.ingest.troubles import Finding, Refusal, Trouble

ORIGIN = ("source_sheet", "source_row")
Edits = Mapping[int, Mapping[str, str]]
Row = dict[str, Any]


def mendable(batch: Batch) -> tuple[str, ...]:
    """Return the columns of the rows set aside that may be shown and changed: none of people."""
    rows = batch.set_aside.rows
    return tuple(
        name
        for name in rows.column_names
        if name not in ORIGIN and not any(map(_is_hidden, rows.column(name).to_pylist()))
    )


def mend(
    batch: Batch,
    edits: Edits,
    understanding: Understanding,
    *,
    catalog: Catalog,
    key: bytes,
    limits: Limits | None = None,
    cancel: Event | None = None,
) -> Batch:
    """Return the batch with the rows that were mended; those that still are faulty wait on.

    `edits` are texts by row of the file and column, in the file's own manner of writing. A row
    without an edit stays as it is. Raises FileRefused as ingest does.
    """
    before = {int(row["source_row"]): row for row in batch.set_aside.rows.to_pylist()}
    after = {
        number: before[number] | _allowed(batch, texts)
        for number, texts in edits.items()
        if number in before and before[number] | _allowed(batch, texts) != before[number]
    }
    if not after:
        return batch
    again, places = _read_again(
        batch, after, understanding, catalog=catalog, key=key, limits=limits, cancel=cancel
    )
    told = ((n, name, text or "") for n, row in after.items() for name, text in row.items()
            if text != before[n][name])  # fmt: skip
    contract = catalog.contract(batch.dataset)
    doubted = list(doubts(told, understanding, contract, sheet=_sheet(batch)))
    whole = _joined(batch, again, places, doubted, before=before, after=after, catalog=catalog)
    # What a mended row adds may be what a total of the sheet lacked.
    lacked = differing_totals(understanding, batch, contract)
    kept = (each for each in batch.left_out if each not in lacked)
    return replace(whole, left_out=(*differing_totals(understanding, whole, contract), *kept))


def _allowed(batch: Batch, texts: Mapping[str, str]) -> dict[str, str]:
    names = mendable(batch)
    return {name: text for name, text in texts.items() if name in names}


def _is_hidden(text: str | None) -> bool:
    return text is not None and (text == WITHHELD or HASH.fullmatch(text) is not None)


def _read_again(
    batch: Batch,
    after: dict[int, Row],
    understanding: Understanding,
    *,
    catalog: Catalog,
    key: bytes,
    limits: Limits | None,
    cancel: Event | None,
) -> tuple[Batch, dict[int, int]]:
    """Read the mended rows as a file of their own; return it with the row each line stands for."""
    assert understanding.mapping is not None
    names = [name for name in batch.set_aside.rows.column_names if name not in ORIGIN]
    text, places = _as_csv(names, after)
    layout = understanding.mapping.model_copy(
        update={
            **{"delimiter": ",", "encoding": "utf-8", "sheet": "", "header_row": 1},
            **{"header_rows": 1, "width": len(names), "fill_merged": (), "fill_down": ()},
            "ignore": tuple(name for name in understanding.mapping.ignore if name in names),
        }
    )
    alike = understanding.model_copy(update={"mapping": layout, "left_out": (), "sha256": ""})
    with tempfile.TemporaryDirectory(prefix="hitechtex-") as folder:
        path = Path(folder) / "mended.csv"
        path.write_text(text, encoding="utf-8", newline="")
        again = ingest(
            path,
            dataset=batch.dataset,
            catalog=catalog,
            key=key,
            partner=understanding.partner,
            understanding=alike,
            limits=limits,
            cancel=cancel,
        )
    return again, places


def _as_csv(names: list[str], rows: dict[int, Row]) -> tuple[str, dict[int, int]]:
    """Return rows as CSV, and for the line at which each begins its row in the partner's file."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(names)
    places: dict[int, int] = {}
    for number, row in rows.items():
        places[out.getvalue().count("\n") + 1] = number
        writer.writerow([row[name] or "" for name in names])
    return out.getvalue(), places


def _joined(
    batch: Batch,
    again: Batch,
    places: dict[int, int],
    doubted: list[Fault],
    *,
    before: dict[int, Row],
    after: dict[int, Row],
    catalog: Catalog,
) -> Batch:
    if batch.accepted and again.accepted and batch.is_sample != again.is_sample:
        mixed = {"sample": again.accepted, "accepted": batch.accepted + again.accepted}
        raise refusal_of(Refusal("sample_mixed", **mixed), batch.file)
    twice = [*doubted, *_twice(batch, again, places, catalog)]
    refused = {each.row for each in twice}
    lines = again.rows.column("source_row").to_pylist()
    taken = again.rows.filter(pa.array([places[line] not in refused for line in lines], pa.bool_()))
    faults = [each for each in batch.faults if each.row not in after]
    faults += [replace(each, sheet=_sheet(batch), row=places.get(each.row, each.row))
               for each in again.faults]  # fmt: skip
    good = {places[line] for line in taken.column("source_row").to_pylist()}
    still = [after.get(number, row) for number, row in before.items() if number not in good]
    return replace(
        batch,
        is_sample=batch.is_sample if batch.accepted else again.is_sample,
        rows=pa.concat_tables([batch.rows, _as_of(batch, taken, places)]),
        set_aside=SetAside(
            rows=pa.Table.from_pylist(still, schema=batch.set_aside.rows.schema),
            faults=tuple(sorted((*faults, *twice), key=lambda each: each.row)),
        ),
        repairs=(*batch.repairs, *_mended(before, {n: after[n] for n in after if n in good})),
    )


def _twice(batch: Batch, again: Batch, places: dict[int, int], catalog: Catalog) -> list[Fault]:
    """Return a fault for each mended row whose key another row of the file has."""
    key = catalog.contract(batch.dataset).key
    seen = dict(zip(_keys(batch.rows, key), batch.rows.column("source_row").to_pylist(),
                    strict=True))  # fmt: skip
    lines = again.rows.column("source_row").to_pylist()
    return [
        fault_of(
            Finding(places[line], key[0], " · ".join(map(str, each)),
                    Trouble("key_twice", near=" + ".join(key), limit=str(seen[each]))),
            _sheet(batch),
        )
        for each, line in zip(_keys(again.rows, key), lines, strict=True)
        if each in seen
    ]  # fmt: skip


def _keys(rows: pa.Table, key: tuple[str, ...]) -> list[tuple[object, ...]]:
    return list(zip(*(rows.column(name).to_pylist() for name in key), strict=True))


def _as_of(batch: Batch, rows: pa.Table, places: dict[int, int]) -> pa.Table:
    """Return mended rows with the batch, file, sheet and row that they belong to."""
    own = {
        "batch": pa.array([batch.id] * rows.num_rows, pa.string()),
        "source_file": pa.array([batch.file] * rows.num_rows, pa.string()),
        "source_sheet": pa.array([_sheet(batch)] * rows.num_rows, pa.string()),
        "source_row": pa.array(
            [places[line] for line in rows.column("source_row").to_pylist()], pa.int64()
        ),
    }
    for name, values in own.items():
        rows = rows.set_column(rows.schema.get_field_index(name), batch.rows.schema.field(name),
                               values)  # fmt: skip
    return rows.cast(batch.rows.schema)


def _sheet(batch: Batch) -> str:
    sheets = pc.unique(batch.set_aside.rows.column("source_sheet")).to_pylist()
    return str(sheets[0]) if sheets and sheets[0] else ""


def _mended(before: dict[int, Row], after: dict[int, Row]) -> list[Repair]:
    """Return each column that was changed by hand, how often, and the first place."""
    changed: dict[str, list[tuple[int, str, str]]] = {}
    for number, row in after.items():
        for name, text in row.items():
            if text != before[number][name]:
                told = (number, before[number][name] or "", text or "")
                changed.setdefault(name, []).append(told)
    return [
        Repair(column=name, rule="mended", times=len(places), example_row=places[0][0],
               before=places[0][1], after=places[0][2])
        for name, places in changed.items()
    ]  # fmt: skip
