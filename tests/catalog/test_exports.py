"""The words of attendance exports: complete in every language, and none that means two columns."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import pytest

from hitechtex.catalog.exports import Export, ExportLanguage, read_exports
from hitechtex.catalog.project import DATA, match_key
from hitechtex.errors import DeclarationError

EXPORTS = {export.product: export for export in read_exports()}
LANGUAGES = [
    pytest.param(export, language, id=f"{export.product} {language.code}")
    for export in EXPORTS.values()
    for language in export.languages
]


def keys(words: tuple[str, ...]) -> set[str]:
    return set(map(match_key, words))


def test_teams_speaks_the_seven_languages() -> None:
    codes = [language.code for language in EXPORTS["Microsoft Teams"].languages]
    assert codes == ["en", "pt", "es", "ca", "it", "cs", "tr"]


@pytest.mark.parametrize(("export", "language"), LANGUAGES)
def test_a_language_has_words_for_every_layout(export: Export, language: ExportLanguage) -> None:
    needed = {name for each in export.layouts for name in (*each.needs, *each.detail)}
    assert needed <= set(language.columns)
    assert {"title", "start", "end"} <= set(language.summary)
    if any(each.grain == "actions" for each in export.layouts):
        assert language.joined
        assert language.left
        assert not keys(language.joined) & keys(language.left)
    if not export.duration_unit:
        assert language.hours
        assert not set(language.hours) & set(language.minutes)
        assert not set(language.minutes) & set(language.seconds)


@pytest.mark.parametrize(("export", "language"), LANGUAGES)
def test_no_word_means_two_columns(export: Export, language: ExportLanguage) -> None:
    for one, other in combinations(language.columns, 2):
        assert not keys(language.columns[one]) & keys(language.columns[other]), (one, other)
    for line, another in combinations(language.summary, 2):
        assert not keys(language.summary[line]) & keys(language.summary[another]), (line, another)
    assert all(all(keys(words)) for words in language.columns.values())


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('grain = "people"', 'grain = "persons"', "layouts.1.grain"),
        ('join = ["Join Time"]', "", "no language has a word for the column join"),
        ('join = ["Join Time"]', 'joint = ["Join Time"]', "joint"),
    ],
)
def test_a_wrong_declaration_names_its_key(old: str, new: str, says: str, tmp_path: Path) -> None:
    text = (DATA / "exports" / "zoom.toml").read_text(encoding="utf-8")
    assert old in text
    (tmp_path / "zoom.toml").write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(DeclarationError, match=says):
        read_exports(tmp_path)
