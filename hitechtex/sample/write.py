"""Write the sample partnership: eight files in the canonical layout, the same bytes for a seed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pyarrow as pa
from pyarrow import csv

from hitechtex.catalog import Catalog
from hitechtex.errors import HitechtexError
from hitechtex.sample.exchanges import exchange_blocks
from hitechtex.sample.programme import action_rows, label_rows, milestone_rows, service_rows
from hitechtex.sample.setting import Setting, read_setting
from hitechtex.sample.targets import target_rows
from hitechtex.sample.training import attendance_rows, session_rows

MOST_ROWS = 100_000_000
DATASETS: dict[str, Callable[[Setting], Iterable[pa.RecordBatch]]] = {
    "exchanges": exchange_blocks,
    "sessions": session_rows,
    "attendance": attendance_rows,
    "actions": action_rows,
    "services": service_rows,
    "milestones": milestone_rows,
    "targets": target_rows,
    "labels": label_rows,
}


def write_sample(
    out: Path, *, rows: int = 90, seed: int = 1, catalog: Catalog, blocks_at_once: int = 4
) -> tuple[Path, ...]:
    """Write one CSV file per dataset into `out`, with `rows` exchanges; return the files.

    The bytes depend on the catalogue, `rows` and `seed` alone. A file appears when it is whole.
    Raises HitechtexError where a number is out of range or the folder cannot be written.
    """
    _refuse_out_of_range(rows, seed)
    setting = read_setting(catalog, seed=seed, rows=rows)
    try:
        out.mkdir(parents=True, exist_ok=True)
        return tuple(
            _write(out / f"{dataset}.csv", _gathered(make(setting), blocks_at_once))
            for dataset, make in DATASETS.items()
        )
    except OSError as problem:
        raise HitechtexError(
            f"the sample cannot be written ({problem.strerror})",
            where=str(out),
            do="Free some space or choose another folder; files already written are whole.",
        ) from problem


def _refuse_out_of_range(rows: int, seed: int) -> None:
    for name, value, least, most in (("rows", rows, 1, MOST_ROWS), ("seed", seed, 0, 2**63 - 1)):
        if not least <= value <= most:
            raise HitechtexError(
                f"{name} is {value}",
                where="sample",
                expected=f"a whole number from {least} to {most}",
            )


def _gathered(blocks: Iterable[pa.RecordBatch], at_once: int) -> Iterator[pa.Table]:
    """Yield tables of up to `at_once` blocks: fewer calls, the same rows."""
    waiting: list[pa.RecordBatch] = []
    for block in blocks:
        waiting.append(block)
        if len(waiting) >= at_once:
            yield pa.Table.from_batches(waiting)
            waiting = []
    if waiting:
        yield pa.Table.from_batches(waiting)


def _write(path: Path, tables: Iterable[pa.Table]) -> Path:
    """Write `tables` as UTF-8 CSV with a header; the name appears when the file is whole."""
    unfinished = path.with_suffix(".part")
    options = csv.WriteOptions(include_header=False, quoting_style="needed")
    try:
        with unfinished.open("wb") as sink:
            writer = None
            for table in tables:
                if writer is None:
                    sink.write(f"{','.join(table.column_names)}\n".encode())
                    writer = csv.CSVWriter(sink, table.schema, write_options=options)
                writer.write_table(table)
            if writer is not None:
                writer.close()
        return unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)
