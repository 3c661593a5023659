"""The receipt of a batch: in words, for programs, or as the file that a partner is sent."""

from __future__ import annotations

import argparse
from dataclasses import asdict
from typing import Any

from hitechtex.catalog import read_catalog
from hitechtex.catalog.texts import say
from hitechtex.charts.receipts import (
    receipt_facts,
    receipt_html,
    receipt_sentences,
    receipt_tables,
)
from hitechtex.cli.printing import print_json, print_table, printable
from hitechtex.errors import HitechtexError
from hitechtex.metrics.receipts import Receipt, receipt_of
from hitechtex.store import open_store


def print_receipt(options: argparse.Namespace) -> int:
    """Print the receipt of one batch, or write it as a file."""
    catalog = read_catalog()
    receipt = receipt_of(open_store(options.store, create=False), options.batch, catalog)
    if options.out:
        _write(options, receipt_html(receipt, catalog))
    if options.json:
        print_json(_told(receipt))
        return 0
    for name, text in receipt_facts(receipt, catalog):
        print(printable(f"{name}: {text}"))
    for sentence in receipt_sentences(receipt):
        print(printable(sentence))
    for twin in receipt_tables(receipt, catalog):
        print(f"\n{twin.caption}")
        print_table(twin.columns, twin.rows)
    return 0


def _write(options: argparse.Namespace, text: str) -> None:
    try:
        options.out.write_text(text, encoding="utf-8")
    except OSError as problem:
        raise HitechtexError(
            say("cli.receipt.no_file", reason=problem.strerror or ""), where=str(options.out)
        ) from None


def _told(receipt: Receipt) -> dict[str, Any]:
    record = receipt.record
    names = ("batch", "dataset", "partner", "file", "sha256", "rows_read", "accepted",
             "set_aside", "repaired", "state", "at", "by", "is_sample")  # fmt: skip
    return {
        **{name: getattr(record, name) for name in names},
        "repairs": [vars(each) for each in receipt.repairs],
        "faults": [vars(each) for each in receipt.faults],
        "left_out": list(receipt.left_out),
        "effects": [
            asdict(each) | {"unit": each.unit.name, "difference": each.difference}
            for each in receipt.effects
        ],
        "sample_steps_aside": receipt.sample_steps_aside,
    }
