"""The receipt on the command line is the one of the page, in words, as JSON and as a file."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from hitechtex.catalog import Catalog
from hitechtex.cli.main import main
from hitechtex.metrics.receipts import receipt_of
from hitechtex.store import current, open_store

ROWS = (
    "exchange_id,partner,visiting_organisation,status,start_date,lump_sum_eur\n"
    "E1,ntt,A,paid,2023-03-01,780.00\nE2,ntt,=1+1,nonsense,2023-03-02,20.00\n"
)


def test_a_receipt_says_what_a_batch_changed(
    tmp_path: Path, catalog: Catalog, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.csv").write_text(ROWS)
    store = ("--store", str(tmp_path / "store"))
    main(["ingest", str(tmp_path / "a.csv"), "--dataset", "exchanges", "--partner", "ntt", *store])
    kept = open_store(tmp_path / "store")
    (record,) = current(kept).batches
    capsys.readouterr()
    assert main(["receipt", record.batch, *store, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["accepted"], told["set_aside"], told["state"]) == (1, 1, "live")
    effects = {(e["indicator"], e["partner"]): e for e in told["effects"]}
    assert effects["lump_sums_committed", None]["after"] == 780
    assert effects["lump_sums_committed", None]["unit"] == "eur"
    assert len(told["effects"]) == len(receipt_of(kept, record.batch, catalog).effects)

    page = tmp_path / "receipt.html"
    assert main(["receipt", record.batch, *store, "--out", str(page)]) == 0
    said = capsys.readouterr().out
    assert record.sha256 in said and "1 row was accepted." in said and "€780" in said
    assert "nonsense" in page.read_text(encoding="utf-8")
    assert main(["receipt", "nothing", *store]) == 2
    assert main(["receipt", record.batch, *store, "--out", str(tmp_path / "no" / "x")]) == 1
