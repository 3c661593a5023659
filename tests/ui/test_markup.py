"""Tables as text: a status keeps its symbol, and words are text."""

from __future__ import annotations

from hitechtex.charts.panel import TableTwin
from hitechtex.ui import markup


def table(*cells: str) -> str:
    names = tuple(f"c{place}" for place in range(len(cells)))
    return markup.table(TableTwin("What it is", names, (cells,), (cells,)))


def test_a_status_stays_with_its_symbol() -> None:
    made = table("▲ Watch", "– No target", "Fios & Cia", "–")
    assert "<td class='htx-short'>▲&nbsp;Watch</td>" in made
    assert ">–&nbsp;No target</td>" in made
    assert ">Fios &amp; Cia</td>" in made
    assert ">–</td>" in made


def test_sentences_get_room_and_single_words_none() -> None:
    made = table("x" * 41, "x" * 14, "x" * 20)
    kinds = [cell.partition(">")[0] for cell in made.split("<td")[1:]]
    assert kinds == [" class='htx-long'", " class='htx-short'", ""]
