"""What is said on screen: plural forms, places, and no text missing, unused or half filled."""

from __future__ import annotations

import string
from pathlib import Path

import pytest
from babel import Locale

from hitechtex.catalog import texts
from hitechtex.catalog.texts import read_texts, say
from hitechtex.errors import DeclarationError, UnknownName
from tests.catalog.texts_in_code import FILLED, calls, fits, is_asked_for

TEXTS = read_texts()


@pytest.fixture
def written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):  # type: ignore[no-untyped-def]
    """Say from texts written in the test, in any language."""

    def write(language: str, **files: str) -> None:
        for name, content in files.items():
            path = tmp_path / language / f"{name}.toml"
            path.parent.mkdir(exist_ok=True)
            path.write_text(content, encoding="utf-8")

    monkeypatch.setattr(texts, "read_texts", lambda language: read_texts(language, tmp_path))
    return write


def forms(text: str | dict[str, str]) -> dict[str, str]:
    return text if isinstance(text, dict) else {"": text}


def places(template: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(template) if name is not None}


@pytest.mark.parametrize(
    ("n", "sentence"),
    [(1, "1 stay."), (0, "0 stays."), (2, "2 stays."), (21, "21 stays."), (1.5, "1.5 stays.")],
)
def test_english_has_two_forms(written, n: float, sentence: str) -> None:  # type: ignore[no-untyped-def]
    written("en", visits='stays = { one = "{n} stay.", other = "{n} stays." }')
    assert say("stays", n=n) == sentence


@pytest.mark.parametrize(
    ("n", "sentence"),
    [(1, "1 cesta"), (2, "2 cesty"), (4, "4 cesty"), (5, "5 cest"), (0, "0 cest")],
)
def test_a_language_with_three_forms_has_three(written, n: int, sentence: str) -> None:  # type: ignore[no-untyped-def]
    """Czech: one, two to four, and the others."""
    written("cs", visits='[a]\nb = { one = "{n} cesta", few = "{n} cesty", other = "{n} cest" }')
    assert say("a.b", n=n, language="cs") == sentence


def test_a_form_that_is_not_given_is_the_other_one(written) -> None:  # type: ignore[no-untyped-def]
    written("cs", visits='stays = { one = "{n} cesta", other = "{n} cest" }')
    assert say("stays", n=3, language="cs") == "3 cest"


def test_places_are_named_and_may_change_their_order(written) -> None:  # type: ignore[no-untyped-def]
    written("en", visits='trip = "To {host} from {visitor}, {name}."')
    assert say("trip", visitor="A", host="B", name="C") == "To B from A, C."


def test_a_value_with_braces_is_text_and_not_a_place(written) -> None:  # type: ignore[no-untyped-def]
    written("en", visits='name = "Hosted by {host}."')
    assert say("name", host="{secret} {0}") == "Hosted by {secret} {0}."


def test_the_same_name_in_two_files_is_refused(written, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    written("en", one='[a]\nb = "first"', two='a.b = "second"')
    with pytest.raises(DeclarationError, match="is given twice") as refused:
        say("a.b")
    assert refused.value.where == str(tmp_path / "en" / "two.toml")


def test_a_text_that_is_not_a_sentence_is_refused(written) -> None:  # type: ignore[no-untyped-def]
    written("en", visits="[a]\nb = 3")
    with pytest.raises(DeclarationError, match="is not a sentence"):
        say("a.b")


def test_a_text_that_nobody_wrote_is_answered_with_the_nearest() -> None:
    with pytest.raises(UnknownName, match="There is no text named “mising”") as unknown:
        say("mising")
    assert unknown.value.do == "Did you mean “missing”?"


def test_every_text_has_the_forms_of_its_language() -> None:
    """A plural form too few says “1 rows”; one too many is never said."""
    needed = {"one", "other"}
    assert needed == {str(each) for each in Locale("en").plural_form.tags} | {"other"}
    wrong = {
        name: set(text)
        for name, text in TEXTS.items()
        if isinstance(text, dict) and set(text) != needed
    }
    assert wrong == {}


def test_every_form_of_a_text_can_be_filled_with_the_same_places() -> None:
    """“one” may leave the number out; it names no place that “other” does not."""
    wrong = [
        name
        for name, text in TEXTS.items()
        for template in forms(text).values()
        if not places(template) <= places(forms(text).get("other", template))
    ]
    assert wrong == []


def test_no_text_is_blank_or_numbers_its_places() -> None:
    for name, text in TEXTS.items():
        for template in forms(text).values():
            assert template.strip() == template != "", name
            assert all(place.isidentifier() for place in places(template)), name


def test_every_text_the_code_asks_for_exists() -> None:
    missing = [
        f"{call.where} {call.name.replace(FILLED, '*')}"
        for call in calls()
        if call.name not in TEXTS and not any(fits(call.name, name) for name in TEXTS)
    ]
    assert missing == []


def test_every_text_is_asked_for_somewhere() -> None:
    assert [name for name in TEXTS if not is_asked_for(name)] == []


# Where a name is put together, which text it gives depends on the run, and so do its places.
EXACT = [call for call in calls() if call.name in TEXTS]


def test_every_call_gives_the_places_of_its_text() -> None:
    """A place that is not given is a KeyError on the reader's screen."""
    short = []
    for call in EXACT:
        needed = set().union(*(places(form) for form in forms(TEXTS[call.name]).values())) - {"n"}
        if call.places is not None and not needed <= call.places:
            short.append(f"{call.where} {call.name}: {sorted(needed - call.places)}")
    assert short == []


def test_every_call_of_a_plural_gives_its_number() -> None:
    short = [
        f"{call.where} {call.name}"
        for call in EXACT
        if isinstance(TEXTS[call.name], dict) and call.places is not None and "n" not in call.places
    ]
    assert short == []
