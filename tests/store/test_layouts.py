"""What a store remembers of layouts, and what it would hold: neither changes what it holds."""

from __future__ import annotations

import stat
from datetime import date
from multiprocessing import get_context
from pathlib import Path

from hitechtex.catalog import Catalog
from hitechtex.ingest import Understanding, ingest
from hitechtex.ingest.understanding import Choice, ColumnSeen, Decision, Evidence, Question
from hitechtex.metrics.remembering import offered
from hitechtex.query import open_engine
from hitechtex.store import append, current, open_store, preview, recall, remember, version

ANSWERED = Evidence(rule="answer")
DAY = date(2023, 3, 12)


def seen(*names: str, partner: str = "clutex", **more: object) -> Understanding:
    columns = tuple(ColumnSeen(name=name, letter="A") for name in names)
    given = {"file": "a.csv", "kind": "csv", "dataset": "exchanges", **more}
    return Understanding(partner=partner, columns=columns, **given)  # type: ignore[arg-type]


def decided(name: str, value: str, *choices: str) -> Decision:
    return Decision(id=name, column="", value=value, evidence=ANSWERED, choices=choices)


def test_a_layout_is_known_by_its_partner_and_names(tmp_path: Path) -> None:
    store = open_store(tmp_path / "store")
    found = seen(
        "Den", "Částka", decisions=(decided("date_order.start_date", "dmy", "dmy", "mdy"),)
    )
    assert recall(store, found) is None
    remember(store, found, batch="b1", day=DAY)
    layout = recall(store, seen("DEN", "částka"))
    assert layout is not None
    assert (layout.day, layout.batch) == (DAY, "b1")
    assert layout.answers == {"date_order.start_date": "dmy"}
    assert recall(store, seen("Den", "Částka", partner="ntt")) is None
    assert recall(store, seen("Den", "Jiná")) is None
    (file,) = (store.path / "layouts").iterdir()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert version(store) == 0


def test_a_memory_that_is_damaged_is_none(tmp_path: Path) -> None:
    store, found = open_store(tmp_path / "store"), seen("Den")
    remember(store, found, batch="b1", day=DAY)
    (file,) = (store.path / "layouts").iterdir()
    for text in ("", "{", '{"partner": 3}', "x" * 2_000_000):
        file.write_text(text)
        assert recall(store, found) is None
    remember(store, found, batch="b2", day=DAY)
    assert recall(store, found) is not None


def test_what_was_answered_is_offered_where_it_is_asked_again(tmp_path: Path) -> None:
    store = open_store(tmp_path / "store")
    first = seen("Den", answers={"date_order.start_date": "dmy", "column.Den": "start_date"})
    remember(store, first, batch="b1", day=DAY)
    choices = (Choice(value="dmy"), Choice(value="mdy"))
    asked = Question(id="date_order.start_date", column="Den", evidence=ANSWERED, choices=choices)
    offer = offered(store, seen("Den", questions=(asked,)))
    assert offer is not None
    assert offer.answers == {"date_order.start_date": "dmy", "column.Den": "start_date"}
    done = seen("Den", questions=(asked,), answers=dict(offer.answers))
    assert offered(store, done) is None
    assert offered(store, seen("Den", questions=(asked,), dataset="sessions")) is None


def test_what_the_values_speak_against_is_told_and_not_offered(tmp_path: Path) -> None:
    store = open_store(tmp_path / "store")
    was = seen("Den", decisions=(decided("date_order.start_date", "dmy", "dmy", "mdy"),
                                 decided("encoding", "cp1250", "cp1250", "utf-8")))  # fmt: skip
    remember(store, was, batch="b1", day=DAY)
    now = (decided("date_order.start_date", "mdy", "dmy", "mdy"),
           decided("encoding", "utf-8", "cp1250", "utf-8"))  # fmt: skip
    offer = offered(store, seen("Den", decisions=now))
    assert offer is not None
    assert offer.answers == {}
    assert [each.id for each in offer.against] == ["date_order.start_date"]


def _remember_often(path: Path, name: str) -> None:
    store = open_store(path)
    for _ in range(40):
        remember(store, seen("Den"), batch=name, day=DAY)


def test_several_processes_leave_one_whole_memory(tmp_path: Path) -> None:
    store = open_store(tmp_path / "store")
    context = get_context("spawn")
    writers = [context.Process(target=_remember_often, args=(store.path, f"b{n}")) for n in (1, 2)]
    for each in writers:
        each.start()
    read = []
    while any(each.is_alive() for each in writers):
        read.append(recall(store, seen("Den")))
    for each in writers:
        each.join()
        assert each.exitcode == 0
    assert {layout.batch for layout in read if layout} <= {"b1", "b2"}
    assert read[-1] is not None
    assert len(list((store.path / "layouts").iterdir())) == 1


ROWS = "exchange_id,partner,visiting_organisation,status,lump_sum_eur\n{}"


def bytes_of(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def test_a_preview_is_what_accepting_gives_and_touches_nothing(
    tmp_path: Path, catalog: Catalog
) -> None:
    """One row is sent again with another sum, one is new."""
    store = open_store(tmp_path / "store")
    batches = []
    again = "E1,ntt,A,paid,150.00\nE2,ntt,B,paid,1.00\n"
    for name, lines in (("a", "E1,ntt,A,paid,100.00\n"), ("b", again)):
        path = tmp_path / f"{name}.csv"
        path.write_text(ROWS.format(lines))
        batches.append(ingest(path, dataset="exchanges", catalog=catalog, key=b"k" * 32))
    append(store, batches[0])
    kept = bytes_of(store.path)
    with preview(store, batches[1:]) as (before, after):
        assert before == current(store)
        engines = [open_engine(each, catalog) for each in (before, after)]
    with preview(store, batches[1:], replaces=batches[0].id) as (_, instead):
        states = {each.batch: each.state for each in instead.batches}
    assert bytes_of(store.path) == kept
    assert states == {batches[0].id: "replaced", batches[1].id: "live"}
    totals = [each.ask("exchanges_total").records() for each in engines]
    assert [sum(row["lump_sum_eur"] for row in rows) for rows in totals] == [100, 151]
    accepted = open_engine(append(store, batches[1]), catalog)
    assert accepted.ask("exchanges_total").rows == engines[1].ask("exchanges_total").rows
    assert not list(Path(after.files["exchanges"][-1]).parent.glob("*"))
    for each in (*engines, accepted):
        each.close()
