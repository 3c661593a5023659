"""Every rule that a file can break has its sentence, and every sentence its rule."""

from __future__ import annotations

import re
import string

import pytest

from hitechtex.catalog.texts import read_texts
from hitechtex.ingest import process, sentences
from hitechtex.ingest.troubles import Finding, Trouble

SOURCE = "\n".join(
    path.read_text(encoding="utf-8")
    for path in sorted((process.ROOT / "hitechtex" / "ingest").rglob("*.py"))
)
RULES = {
    "refused": set(re.findall(r'Refusal\(\s*"(\w+)"', SOURCE))
    | set(re.findall(r'"(\w+)" if .* else "quotes"', SOURCE))
    | {"binary", "old_workbook", "broken_workbook"}
    | {
        f"columns_{kind}{tail}"
        for kind in ("missing", "unknown", "both")
        for tail in ("", "_mapped")
    },
    "fault": set(re.findall(r'(?:Trouble\(\s*|trouble ?= ?)"(\w+)"', SOURCE))
    | {f"unknown_{kind}" for kind in ("code", "country", "partner", "line", "indicator")},
    "repair": {"trimmed", "filled", "name_to_code", "first_of_month"}
    | set(re.findall(r'Repair\(.*rule="(\w+)"', SOURCE)),
}


# Why something of a partner's own file is taken for what it is, or asked.
EVIDENCE = (
    set(re.findall(r'Evidence\(\s*rule="(\w+)"', SOURCE))
    | set(re.findall(r'column\.decide\(\s*"\w+",\s*[^,]+,\s*"(\w+)"', SOURCE))
    | set(re.findall(r'column\.ask\(\s*"\w+", "(\w+)"', SOURCE))
    | set(re.findall(r'_ask\(column, "(\w+)"', SOURCE))
    | {f"encoding_{rule}" for rule in re.findall(r'_decided\([\w.\-"]+, "(\w+)"', SOURCE)}
    | {f"delimiter_{rule}" for rule in re.findall(r'_note\(source, [\w\[\]]+, "(\w+)"', SOURCE)}
)


def written(kind: str, area: str = "ingest") -> set[str]:
    start = f"{area}.{kind}."
    return {name.removeprefix(start) for name in read_texts() if name.startswith(start)}


@pytest.mark.parametrize("kind", sorted(RULES))
def test_rules_and_sentences_are_the_same(kind: str) -> None:
    assert RULES[kind] == written(kind)


def test_every_evidence_has_its_sentence_and_every_sentence_its_place() -> None:
    said = written("evidence", "understand")
    assert len(EVIDENCE) > 30 and said >= EVIDENCE
    for rule in said:
        endings = {rule, rule.partition("_")[2]}
        assert any(f'"{ending}"' in SOURCE for ending in endings) or rule.startswith("date_"), rule


def test_what_to_do_belongs_to_a_refusal() -> None:
    assert written("do") <= written("refused")


@pytest.mark.parametrize("rule", sorted(RULES["fault"]))
def test_a_fault_is_said_in_whole_sentences(rule: str) -> None:
    finding = Finding(7, "status", "x", Trouble(rule, near="near", limit="9"))
    fault = sentences.fault_of(finding, "Sheet")
    assert fault.hint.endswith((".", "?"))
    assert fault.hint[0] in "“" + string.ascii_uppercase
    assert "{" not in fault.hint
