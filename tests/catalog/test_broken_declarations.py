"""A declaration that is wrong says which file, which key and what was expected; none is guessed."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from hitechtex.catalog import Catalog, read_catalog
from hitechtex.catalog.codes import read_codes
from hitechtex.catalog.contracts import read_contracts
from hitechtex.catalog.indicators import read_indicators
from hitechtex.catalog.project import read_project
from hitechtex.catalog.rules import read_countries, read_lump_sums
from hitechtex.errors import DeclarationError, UnknownName

DATA = Path(__file__).resolve().parents[2] / "data"


def broken(tmp_path: Path, source: str, before: str, after: str) -> Path:
    """Return a copy of a shipped file in which `before`, which it must hold, reads `after`."""
    text = (DATA / source).read_text(encoding="utf-8")
    assert before in text
    path = tmp_path / Path(source).name
    path.write_text(text.replace(before, after, 1), encoding="utf-8")
    return path


def refusal(read: Callable[[Path], object], path: Path) -> str:
    with pytest.raises(DeclarationError) as refused:
        read(path)
    assert refused.value.where.startswith(str(path))
    return str(refused.value)


@pytest.mark.parametrize(
    ("before", "after", "key", "expected"),
    [
        ("start = 2022-02-01\n", "", "start", "a value; none is given"),
        (
            "start = 2022-02-01",
            "start = 2022-02-07",
            "start",
            "Expected: must be the first day of a month (found “2022-02-07”).",
        ),
        ("start = 2022-02-01", 'start = "soon"', "start", "valid date"),
        ("months = 24", "month = 24", "months", "a value; none is given"),
        ("months = 24", "months = 24\nlogo = 1", "logo", "no such key"),
        ("months = 24", 'months = "two years"', "months", "found “two years”"),
        ("months = 24", "months = 0", "months", "greater than or equal to 1"),
        (
            "latitude = 41.4080",
            "latitude = 141.4",
            "partners.0.latitude",
            "less than or equal to 90",
        ),
        ('colour = "#656422"', 'colour = "olive"', "partners.1.colour", "found “olive”"),
        ('colour = "#656422"', 'color = "#656422"', "partners.1.colour", "a value; none is given"),
        ('country = "PT"', 'country = "Portugal"', "regions.0.country", "found “Portugal”"),
        ('id = "training"', 'id = "Training"', "lines.0.id", "found “Training”"),
        (
            "latitude = [34.5, 53.0]",
            "latitude = [34.5]",
            "map.latitude.1",
            "a value; none is given",
        ),
        ("watch = 0.7", "watch = 0.95", "status", "watch must be less than on_track"),
        ("minimum_people = 5", "minimum_people = 0", "privacy.minimum_people", "greater than"),
        ("[texts]", "[words]", "texts", "a value; none is given"),
    ],
)
def test_a_broken_project_file(
    tmp_path: Path, before: str, after: str, key: str, expected: str
) -> None:
    said = refusal(read_project, broken(tmp_path, "project.toml", before, after))
    assert f"the key “{key}” is wrong" in said
    assert expected in said


@pytest.mark.parametrize(
    ("before", "after", "reason"),
    [
        ('region = "PT11"', 'region = "PT99"', "the region PT99 of partner citeve is not listed"),
        ('"citeve"\nsample', '"cteve"\nsample', "the coordinator cteve is not one of the partners"),
        ('code = "ES52"', 'code = "ES51"', "the region ES51 is listed twice"),
        ('id = "strategy"', 'id = "training"', "the line training is listed twice"),
        ('id = "ntt"', 'id = "clutex"', "the partner clutex is listed twice"),
        ('["ATEVAL"]', '["Aei"]', "the partner name or alias aei is listed twice"),
        (
            'country = "TR"\ncolour',
            'country = "GR"\ncolour',
            "partner dcc_ttc and its region lie in different countries",
        ),
    ],
)
def test_a_project_file_that_contradicts_itself(
    tmp_path: Path, before: str, after: str, reason: str
) -> None:
    """No single key is at fault: the sentence is the reason, without the file poured into it."""
    path = broken(tmp_path, "project.toml", before, after)
    assert refusal(read_project, path) == f"{path}: {reason}."


def test_several_wrong_keys_are_counted(tmp_path: Path) -> None:
    path = broken(tmp_path, "project.toml", "months = 24", "month = 24\nlogo = 1")
    assert "2 more of its keys are wrong" in refusal(read_project, path)


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b'name = "Hi\n', "is not valid TOML: Illegal character '\\n' (at line 1, column 11)"),
        (b"name = 1\nname = 2\n", "is not valid TOML: Cannot overwrite a value (at line 2"),
        ("name = 'Famalicão'".encode("cp1252"), "is not valid TOML: 'utf-8' codec"),
        (b"\x00\x01\x02PK", "is not valid TOML"),
        (b"", "the key “name” is wrong"),
    ],
    ids=["unfinished", "twice", "not UTF-8", "binary", "empty"],
)
def test_a_project_file_that_is_not_toml(tmp_path: Path, content: bytes, expected: str) -> None:
    path = tmp_path / "project.toml"
    path.write_bytes(content)
    assert expected in refusal(read_project, path)


def test_a_project_file_that_cannot_be_read(tmp_path: Path) -> None:
    assert "the file does not exist" in refusal(read_project, tmp_path / "project.toml")
    assert "cannot be read" in refusal(read_project, tmp_path)


def test_a_file_that_the_project_names_but_nobody_wrote(tmp_path: Path) -> None:
    """The sentence names the missing file itself, not the project file that names it."""
    path = broken(tmp_path, "project.toml", "rules/lump_sums.toml", "rules/lump_sum.toml")
    with pytest.raises(DeclarationError, match="the file does not exist") as refused:
        read_catalog(path)
    assert refused.value.where == str(tmp_path / "rules" / "lump_sum.toml")


@pytest.mark.parametrize(
    ("before", "after", "key", "expected"),
    [
        ("full_eur = 530", 'full_eur = "much"', "lump_sums.0.full_eur", "found “much”"),
        ("halved_under_km = 200\n", "", "halved_under_km", "a value; none is given"),
        ('country = "AL"', 'country = "al"', "lump_sums.0.country", "found “al”"),
        ('status = "inferred"', 'state = "inferred"', "lump_sums.0.status", "none is given"),
    ],
)
def test_broken_lump_sums(tmp_path: Path, before: str, after: str, key: str, expected: str) -> None:
    said = refusal(read_lump_sums, broken(tmp_path, "rules/lump_sums.toml", before, after))
    assert f"the key “{key}” is wrong" in said
    assert expected in said


def test_broken_countries(tmp_path: Path) -> None:
    path = broken(tmp_path, "rules/countries.toml", '"AT"', '"AUT"')
    assert "the key “eligible.0” is wrong" in refusal(read_countries, path)


@pytest.mark.parametrize(
    ("before", "after", "key", "expected"),
    [
        ('codes = "action_kinds"\n', "", "fields.2", "of type code, and no other, names its list"),
        ('type = "partner"', 'type = "member"', "fields.3.type", "found “member”"),
        ('key = ["action_id"]', 'key = ["id"]', "", "id is not one of the fields"),
        ('["start_date", "end_date"]', '["start", "end_date"]', "", "start is not one of"),
        ("required = true", "needed = true", "fields.0.needed", "no such key"),
        ("required = true", "adds = false", "fields.0", "only of a number it is said"),
    ],
)
def test_a_broken_contract(
    tmp_path: Path, before: str, after: str, key: str, expected: str
) -> None:
    path = broken(tmp_path, "contracts/actions.toml", before, after)
    with pytest.raises(DeclarationError) as refused:
        read_contracts(tmp_path)
    assert refused.value.where == str(path)
    assert not key or f"the key “{key}” is wrong" in str(refused.value)
    assert expected in str(refused.value)


@pytest.mark.parametrize(
    ("before", "after", "key", "expected"),
    [
        ('value = "achieved_exchanges"\n', "", "indicators.0", "give value, or numerator"),
        ('denominator = "planned_exchanges"\n', "", "indicators.1", "come together"),
        ('low = "achieved_exchanges"\n', "", "indicators.2", "low and high come together"),
        ('better = "higher"', 'better = "more"', "indicators.0.better", "found “more”"),
        ('label = "Exchanges achieved"', 'title = "x"', "indicators.0.label", "none is given"),
    ],
)
def test_a_broken_indicator(
    tmp_path: Path, before: str, after: str, key: str, expected: str
) -> None:
    said = refusal(read_indicators, broken(tmp_path, "indicators.toml", before, after))
    assert f"the key “{key}” is wrong" in said
    assert expected in said


def test_a_status_that_rolls_up_to_nothing(tmp_path: Path) -> None:
    path = broken(tmp_path, "codes.toml", 'matched = "matching"', 'matched = "matchmaking"')
    assert "the status “matched” rolls up to none of the phases" in refusal(read_codes, path)


def test_an_unknown_name_is_answered_with_the_nearest_one() -> None:
    catalog = read_catalog()
    asked = {
        "exchanges_acheived": lambda name: catalog.indicators[name],
        "exchange": catalog.contract,
        "visiting_organization": catalog.contract("exchanges").field,
        "purpose": lambda name: catalog.codes[name],
        "citev": catalog.project.partner,
        "ES53": catalog.project.region,
    }
    nearest = {}
    for name, ask in asked.items():
        with pytest.raises(UnknownName) as unknown:
            ask(name)
        nearest[name] = unknown.value.do
    assert nearest == {
        "exchanges_acheived": "Did you mean “exchanges_achieved”?",
        "exchange": "Did you mean “exchanges”?",
        "visiting_organization": "Did you mean “visiting_organisation”?",
        "purpose": "Did you mean “purposes”?",
        "citev": "Did you mean “citeve”?",
        "ES53": "Did you mean “ES52”?",
    }


def test_a_name_like_no_other_is_answered_with_all(catalog: Catalog) -> None:
    with pytest.raises(UnknownName, match="There is no dataset named “xyz”") as unknown:
        catalog.contract("xyz")
    assert unknown.value.do == f"Known: {', '.join(sorted(catalog.contracts))}."


def test_a_project_elsewhere_reads_the_files_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """HITECHTEX_PROJECT chooses; the rules beside that file hold, not those that are shipped."""
    shutil.copytree(DATA / "rules", tmp_path / "rules")
    shutil.copy(DATA / "public_record.toml", tmp_path)
    broken(tmp_path / "rules", "rules/lump_sums.toml", "maximum_eur = 1100", "maximum_eur = 999")
    path = broken(tmp_path, "project.toml", 'name = "Hi-Tech-TEX"', 'name = "Elsewhere"')
    monkeypatch.setenv("HITECHTEX_PROJECT", str(path))
    catalog = read_catalog()
    assert catalog.project.name == "Elsewhere"
    assert catalog.lump_sums.maximum_eur == 999
