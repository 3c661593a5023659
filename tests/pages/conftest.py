"""The app without a browser: Streamlit's own test runner on the sample."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from tests.conftest import ROOT

Visit = Callable[..., AppTest]


@pytest.fixture
def visit(sample_store: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Visit]:
    """Return a function that opens a page: `visit("regions", mode=["virtual"])`.

    Further names are filters of the sidebar with the codes to choose.
    """
    monkeypatch.setenv("HITECHTEX_STORE", str(sample_store))
    monkeypatch.chdir(ROOT)

    def opened(page: str = "", **filters: list[str]) -> AppTest:
        app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60).run()
        if page:
            app.switch_page(f"pages/{page}.py").run()
        for name, codes in filters.items():
            app.multiselect(key=name).set_value(codes)
        return app.run() if filters else app

    yield opened
    st.cache_resource.clear()


def words(app: AppTest) -> str:
    """Return everything of a page that is written in HTML of our own."""
    return "\n".join(element.proto.body for element in app.get("html"))
