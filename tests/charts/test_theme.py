"""Colours are measured, not chosen by eye; tokens are filled in as the page fills them in."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from hitechtex.catalog import Catalog
from hitechtex.charts import theme
from hitechtex.charts.theme import DARK, LIGHT, STATUS_COLOURS, palette, plain
from tests.charts.colours import contrast, distance, least_distance

GROUNDS = ("#FFFFFF", "#0E1117")
PUBLISHED = (  # Sharma, Wu and Dalal (2005), table 1: pairs 1, 4, 7, 10, 13, 16, 19, 25, 31, 34
    ((50, 2.6772, -79.7751), (50, 0, -82.7485), 2.0425),
    ((50, -1.3802, -84.2814), (50, 0, -82.7485), 1.0000),
    ((50, 0, 0), (50, -1, 2), 2.3669),
    ((50, 2.49, -0.001), (50, -2.49, 0.001), 7.1792),
    ((50, -0.001, 2.49), (50, 0.0009, -2.49), 4.8045),
    ((50, 2.5, 0), (50, 0, -2.5), 4.3065),
    ((50, 2.5, 0), (58, 24, 15), 19.4535),
    ((60.2574, -34.0099, 36.2677), (60.4626, -34.1751, 39.4387), 1.2644),
    ((90.9257, -0.5406, -0.9208), (88.6381, -0.8985, -0.7239), 1.5381),
    ((2.0776, 0.0795, -1.1350), (0.9033, -0.0636, -0.5514), 0.9082),
)


@pytest.mark.parametrize(("first", "second", "published"), PUBLISHED)
def test_the_measure_is_the_published_one(first: tuple, second: tuple, published: float) -> None:
    assert distance(first, second) == pytest.approx(published, abs=0.0001)
    assert distance(second, first) == pytest.approx(published, abs=0.0001)


def test_the_measure_tells_good_sets_from_bad_ones() -> None:
    plotly = ["#636EFA", "#EF553B", "#00CC96", "#AB63FA", "#FFA15A", "#19D3F3"]
    okabe_ito = ["#E69F00", "#56B4E9", "#009E73", "#0072B2", "#D55E00", "#CC79A7"]
    assert least_distance(plotly) == pytest.approx(0.7, abs=0.05)
    assert least_distance(okabe_ito) == pytest.approx(10.9, abs=0.05)


def test_partners_are_told_apart_by_everybody(catalog: Catalog) -> None:
    colours = [partner.colour for partner in catalog.project.partners]
    assert least_distance(colours) >= 18.85
    assert min(contrast(colour, ground) for colour in colours for ground in GROUNDS) >= 3.0


def test_status_colours_are_seen_on_both_grounds() -> None:
    colours = sorted({*STATUS_COLOURS.values(), theme.OTHERS})
    assert min(contrast(colour, ground) for colour in colours for ground in GROUNDS) >= 3.0


@pytest.mark.parametrize("base", [LIGHT, DARK], ids=["light", "dark"])
def test_numbers_are_readable_on_the_strongest_shade(base: dict[str, str]) -> None:
    for step in range(11):
        share = theme.SHADED * step / 10
        shade = theme._mix(base["primary"], base["surface"], share)
        assert contrast(base["text"], shade) >= 4.5, share


@pytest.mark.parametrize("dark", [False, True])
def test_text_is_readable_on_its_ground(dark: bool) -> None:
    colours = palette(dark=dark)
    for name in ("text", "muted", "primary"):
        assert contrast(colours[name], colours["background"]) >= 4.5, name


@pytest.mark.parametrize(("name", "base"), [("light", LIGHT), ("dark", DARK)])
def test_the_palette_is_that_of_the_page(name: str, base: dict[str, str]) -> None:
    root = Path(__file__).resolve().parents[2]
    config = tomllib.loads((root / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    page = config["theme"][name]
    assert base["text"] == page["textColor"]
    assert base["background"] == page["backgroundColor"]
    assert base["surface"] == page["secondaryBackgroundColor"]
    assert base["primary"] == page["primaryColor"]


def test_plain_fills_in_every_token() -> None:
    bar = {"type": "bar", "x": [1], "marker": {"color": theme.ACTUAL}}
    figure = theme.make_figure([bar], height=100, annotations=[theme.annotation("a")])
    light, dark = plain(figure), plain(figure, dark=True)
    assert light.data[0].marker.color == "#0B5C8A"
    assert dark.data[0].marker.color == "#4FA8DC"
    assert dark.layout.template.layout.font.color == "#E8ECF1"
    # 72 % of #1B2530 on white: 0.72 × 27 + 0.28 × 255 = 90.84, …
    assert palette(dark=False)["muted"] == "#5B626A"


def test_a_name_that_looks_like_a_token_reads_no_file() -> None:
    """Only the boundaries of a trace are read from a file, never what stands in a text."""
    trace = {"type": "bar", "x": [1], "text": ['"geojson":"boundaries:/etc/hostname"']}
    figure = theme.make_figure([trace], height=100)
    assert plain(figure).data[0].text[0] == '"geojson":"boundaries:/etc/hostname"'
