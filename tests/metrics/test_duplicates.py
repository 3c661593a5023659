"""The same organisation under two names: found, and not found, by hand."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from hitechtex.catalog import Catalog
from hitechtex.catalog.organisations import read_organisations
from hitechtex.metrics.duplicates import Name, compared, propose
from hitechtex.metrics.rules import check
from hitechtex.query import open_engine
from tests.query.loading import from_records, snapshot_of

RULES = read_organisations()


def name(written: str, country: str | None = "PT") -> Name:
    return Name(written, written, country, "ntt", 1, RULES.words(written))


@pytest.mark.parametrize(
    ("one", "other", "evidence"),
    [
        ("Têxteis Açafrão, Lda.", "Texteis Acafrao Lda", "accents"),
        ("DENİZLİ DOKUMA A.Ş.", "Denizli Dokuma A.S.", "accents"),
        ("Fios do Ave, S.A.", "Fios do Ave Lda", "legal_form"),
        ("Fios do Ave, Unipessoal Lda.", "Fios do Ave", "legal_form"),
        ("Liberecká přádelna s.r.o.", "Liberecka pradelna, spol. s r.o.", "legal_form"),
        ("Pamuk Tekstil San. ve Tic. A.Ş.", "Pamuk Tekstil Ltd. Şti.", "legal_form"),
        ("Filati Rossi S.p.A.", "Filati Rossi S.r.l.", "legal_form"),
        ("Tejidos Roca S.L.", "TEJIDOS ROCA SLU", "legal_form"),
        ("Filatura Bianchi", "Bianchi Filatura S.r.l.", "order"),
        ("Tecidos Guimarães SA", "Tecidos Guimaraes SA (Guimarães)", None),
        ("Malhas do Minho", "Malhas do Mihno", "typing"),
        ("Confecções Ribeirinha", "Confeções Ribeirinha Lda", "typing"),
        ("Tkalcovna Liberec", "Kalcovna Liberec", "typing"),  # the first letter is lost
        # Two firms may well be called alike: proposed, for somebody to say no.
        ("Lanificio Verdi Nord", "Lanificio Verdi Sud", None),
        ("Fábrica de Malhas Sol", "Fábrica de Malhas Sul", "typing"),
        ("Fios do Ave", "Roca SL", None),
        ("Plant 2 Tekstil", "Plant 3 Tekstil", None),  # numbered differently
        ("SA", "Lda", None),  # nothing but legal forms
    ],
)
def test_what_is_proposed(one: str, other: str, evidence: str | None) -> None:
    found = [proposal.evidence for proposal in compared((name(one), name(other)), RULES)]
    assert found == ([evidence] if evidence else [])


def test_the_likeness_is_the_share_of_letters_in_common() -> None:
    """Sol and Sul: of 21 + 21 letters 40 stand in common, 40 / 42."""
    (found,) = compared((name("Fábrica de Malhas Sol"), name("Fábrica de Malhas Sul")), RULES)
    assert found.score == pytest.approx(95.2)


def test_another_country_is_another_organisation() -> None:
    pair = name("Malhas SA", "PT"), name("Malhas SL", "ES")
    assert list(compared(pair, RULES)) == []
    unknown = name("Malhas SA", "PT"), name("Malhas SL", None)
    assert len(list(compared(unknown, RULES))) == 1


def test_a_pair_is_proposed_once_whatever_block_finds_it() -> None:
    names = [name(f"Fios do Ave {form}") for form in ("SA", "S.L.", "Lda", "GmbH")]
    found = [(p.left.written, p.right.written) for p in compared(names, RULES)]
    assert len(found) == len(set(found)) == 6
    assert all(left < right for left, right in found)


def test_no_more_than_a_block_at_once_is_compared(monkeypatch: pytest.MonkeyPatch) -> None:
    names = [name(f"Fios do Ave {form}") for form in ("SA", "S.L.", "Lda", "GmbH", "AG")]
    whole = {(p.left.written, p.right.written) for p in compared(names, RULES)}
    monkeypatch.setattr("hitechtex.metrics.duplicates.AT_ONCE", 2)
    assert {(p.left.written, p.right.written) for p in compared(names, RULES)} == whole


def test_across_partners_until_somebody_answers(catalog: Catalog, tmp_path: Path) -> None:
    """Proposed, not merged; a yes merges them and breaks the rule; a no neither; undone."""
    exchanges = [
        {"exchange_id": each, "partner": partner, "visiting_organisation": written,
         "visiting_country": "PT", "status": "paid", "start_date": date(2023, month, 1)}
        for each, partner, written, month in (
            ("A", "citeve", "Fiação Norte, Lda.", 3), ("B", "ntt", "Fiacao Norte SA", 5),
        )
    ]  # fmt: skip
    rows = from_records(exchanges, catalog.contract("exchanges"), batch="b1")
    pair = ("Fiacao Norte SA", "Fiação Norte, Lda.")
    for answer, undone, proposed, broken in (
        (None, (), [pair], []),
        (True, (), [], ["B"]),
        (False, (), [], []),
        (True, ("b2",), [pair], []),
    ):
        batches = [("exchanges", "b1", rows)]
        if answer is not None:
            said = {"left_name": pair[0], "right_name": pair[1], "is_same": answer,
                    "decided_on": date(2023, 6, 1)}  # fmt: skip
            contract = catalog.contract("same_organisation")
            answers = from_records([said], contract, batch="b2")
            batches.append(("same_organisation", "b2", answers))
        folder = tmp_path / f"{answer}{undone}"
        engine = open_engine(snapshot_of(folder, batches, undone=undone), catalog)
        found = propose(engine)
        assert [(p.left.written, p.right.written) for p in found] == proposed
        assert all((p.left.partners, p.right.partners) == ("ntt", "citeve") for p in found)
        told = check(engine, rules=("R-ONCE",), verdicts=("not_met",))
        assert [each.exchange_id for each in told] == broken
        engine.close()
