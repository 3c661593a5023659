"""The switch to `st.plotly_chart`: the same call, drawn by Streamlit."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

APP = Path(__file__).with_name("chart_app.py")


def drawn(kind: str) -> AppTest:
    app = AppTest.from_file(APP, default_timeout=30)
    app.query_params["show"] = kind
    return app.run()


def test_the_switch_draws_with_streamlits_own_chart(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HITECHTEX_CHART", "plotly")
    app = drawn("bar")
    assert not app.exception
    (chart,) = app.get("plotly_chart")
    figure = json.loads(chart.proto.spec)
    assert list(figure["data"][0]["x"]) == ["a", "b"]
    assert "theme:" not in chart.proto.spec
    assert [expander.label for expander in app.expander] == ["Table: Hours by who"]


def test_boundaries_come_with_the_figure(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HITECHTEX_CHART", "plotly")
    (chart,) = drawn("shared").get("plotly_chart")
    (shape,) = json.loads(chart.proto.spec)["data"][0]["geojson"]["features"]
    assert shape["id"] == "norte"


def test_without_the_switch_it_is_our_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("HITECHTEX_CHART", raising=False)
    app = drawn("bar")
    assert not app.exception
    assert not app.get("plotly_chart")
