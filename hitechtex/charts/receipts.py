"""A receipt in words and tables, the same on the screen, in the file and on the command line."""

from __future__ import annotations

from html import escape

from babel.dates import format_datetime

from hitechtex.catalog import Catalog
from hitechtex.catalog.texts import LANGUAGE, say
from hitechtex.charts.brought import effect_table, fault_table, repair_table
from hitechtex.charts.labels import partner_name
from hitechtex.charts.panel import TableTwin
from hitechtex.metrics.receipts import Receipt
from hitechtex.query.export import csv_text

STYLE = (
    "body{font:16px/1.5 sans-serif;color:#1b2530;max-width:70rem;margin:2rem auto;padding:0 1rem}"
    "table{border-collapse:collapse;width:100%;margin:.5rem 0 1.5rem}"
    "th,td{text-align:left;vertical-align:top;padding:.3rem .6rem;border-bottom:1px solid #c9d1da}"
    ".sample{border:2px solid;display:inline-block;padding:0 .5rem;font-weight:bold}"
    "footer{border-top:1px solid #c9d1da;font-size:.85rem;margin-top:2rem}"
)


def receipt_facts(receipt: Receipt, catalog: Catalog) -> tuple[tuple[str, str], ...]:
    """Return what is known of the file as a whole, each fact with its name."""
    record = receipt.record
    at = format_datetime(record.at, "d MMM y, HH:mm 'UTC'", locale=LANGUAGE)
    facts = {
        "batch": record.batch,
        "file": record.file,
        "sha256": record.sha256,
        "partner": partner_name(catalog, record.partner) if record.partner else "",
        "dataset": record.dataset,
        "at": at,
        "by": record.by,
        "state": say(f"receipt.state.{record.state}"),
        "replaces": record.replaces,
    }
    return tuple((say(f"receipt.fact.{name}"), text) for name, text in facts.items() if text)


def receipt_sentences(receipt: Receipt) -> tuple[str, ...]:
    """Return the outcome in whole sentences: rows read, accepted, waiting, repaired, left out."""
    record = receipt.record
    said = [
        say("receipt.read", n=record.rows_read),
        say("receipt.accepted", n=record.accepted),
        say("receipt.waiting", n=record.set_aside) if record.set_aside else "",
        say("receipt.repaired", n=record.repaired) if record.repaired else "",
        say("receipt.sample") if record.is_sample else "",
        say("receipt.sample_steps_aside") if receipt.sample_steps_aside else "",
        "" if receipt.effects else say("receipt.no_effect"),
    ]
    return (*filter(None, said), *receipt.left_out)


def receipt_tables(receipt: Receipt, catalog: Catalog) -> tuple[TableTwin, ...]:
    """Return what changed in the indicators, what was repaired, and what waits and why."""
    tables = (
        effect_table(receipt.effects, catalog),
        repair_table(receipt.repairs),
        fault_table(receipt.faults, most=len(receipt.faults)),
    )
    return tuple(each for each in tables if each.rows)


def receipt_html(receipt: Receipt, catalog: Catalog) -> str:
    """Return the receipt as a file that any browser shows and prints, asking nobody for anything.

    It carries the funding statement and the disclaimer, and “Sample data” where that is true.
    """
    facts = "".join(f"<tr><th>{_(n)}</th><td>{_(t)}</td></tr>" for n, t in
                    receipt_facts(receipt, catalog))  # fmt: skip
    said = "".join(f"<li>{_(each)}</li>" for each in receipt_sentences(receipt))
    twins = receipt_tables(receipt, catalog)
    tables = "".join(f"<h2>{_(each.caption)}</h2>{_table(each)}" for each in twins)
    sample = f"<p class='sample'>{_(say('app.sample'))}</p>" if receipt.is_sample else ""
    title = _(say("receipt.title", file=receipt.record.file))
    texts = catalog.project.texts
    return (
        f"<!doctype html><html lang='{LANGUAGE}'><meta charset='utf-8'><title>{title}</title>"
        f"<style>{STYLE}</style><body><main><p>{_(catalog.project.name)}</p><h1>{title}</h1>"
        f"{sample}<table>{facts}</table><ul>{said}</ul>{tables}</main>"
        f"<footer><p>{_(texts.funding_statement)}</p><p>{_(texts.disclaimer)}</p></footer></body>"
        "</html>\n"
    )


def receipt_csv(receipt: Receipt, catalog: Catalog) -> str:
    """Return the change of the indicators as CSV: exact numbers, units, formulas made harmless."""
    twin = effect_table(receipt.effects, catalog)
    return csv_text(twin.columns, twin.exact)


def _table(twin: TableTwin) -> str:
    head = "".join(f"<th>{_(name)}</th>" for name in twin.columns)
    rows = ("".join(f"<td>{_(cell)}</td>" for cell in row) for row in twin.rows)
    return f"<table><tr>{head}</tr>{''.join(f'<tr>{row}</tr>' for row in rows)}</table>"


def _(text: object) -> str:
    return escape(str(text), quote=True)
