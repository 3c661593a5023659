"""Every page on data that nobody here wrote, without a browser: title, numbers, no fault."""

from __future__ import annotations

import pytest

from hitechtex.catalog.texts import say
from tests.journeys.visits import PAGES
from tests.pages.conftest import Visit, words
from tests.real_visits import with_real_visits

# Counted in the file itself: 4 599 rows, 1 737 of them from Spain and 229 from Portugal. Of what
# that programme does not have, a page says nothing.
NUMBERS = {
    "about": "1 file is behind these pages",
    "batches": "0 of 1 file that counts is approved",
    "clusterxchange": "4,599 stays done, 0 planned, 0 cancelled",
    "indicator": "Exchanges achieved: most at Spain (1,737), least at Portugal (229)",
    "overview": "Spain brought most: 1,737 of 4,599 exchanges",
    "partners": "Spain has the largest part, 1,737 of 4,599",
    "regions": "The regions sent 4,599 exchanges",
    "targets": "0 of 16 indicators that can have a target have one for the partnership",
    "forecast": "No target is set, so there are no odds.",
}


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    return with_real_visits(tmp_path_factory.mktemp("real"))


@pytest.mark.parametrize("name", PAGES)
def test_a_page_shows_them(
    visit: Visit, real: dict[str, str], monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    for setting, where in real.items():
        monkeypatch.setenv(setting, where)
    page = visit(name)
    assert [error.value for error in page.error] == []
    assert [exception.value for exception in page.exception] == []
    assert [info.value for info in page.info] == []
    written = words(page)
    assert f"<h1>{say(f'nav.{name}')}</h1>" in written
    assert NUMBERS.get(name, "") in written
    assert "class='htx-badge'" not in written  # this is not sample data
    assert "on track</h2>" not in written  # nothing was planned
