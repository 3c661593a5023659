"""One region beside the others: what it sends and hosts, and how it ranks."""

from __future__ import annotations

from collections.abc import Sequence

from hitechtex.catalog import Catalog
from hitechtex.catalog.texts import say
from hitechtex.charts import forms, numbers
from hitechtex.charts.forms import Bar
from hitechtex.charts.forms_rows import TwoBars, two_columns
from hitechtex.charts.labels import heading, region_colour, region_name
from hitechtex.charts.notes import note, nothing, scope
from hitechtex.charts.pairs import by_pair, region_ends, sums
from hitechtex.charts.panel import Panel
from hitechtex.charts.regions import Measured, measured, written
from hitechtex.charts.tables import table_from
from hitechtex.charts.theme import OTHERS
from hitechtex.query.result import Result

COLUMNS = ("region", "sent_to_exchanges", "hosted_from_exchanges")


def region_profile(
    measures: Result, pairs: Result, *, chosen: Sequence[str] | None, catalog: Catalog
) -> Panel:
    """Return what the chosen region sends to and hosts from each; without one, all regions."""
    if pairs.is_empty:
        return nothing("region_profile", [measures, pairs], catalog, what="regions")
    region = chosen[0] if chosen and len(chosen) == 1 else None
    sent, hosted = _sides(pairs, region)
    codes = [code for code in region_ends(pairs, catalog).codes if code != region]
    rows = [_row(code, sent, hosted, catalog) for code in codes]
    heads = ("sent_to_exchanges", "hosted_from_exchanges") if region else (
        "sent_exchanges", "hosted_exchanges")  # fmt: skip
    figure = two_columns(rows, heads=(heading(heads[0]), heading(heads[1])))
    exact = [(code, sent.get(code, 0), hosted.get(code, 0)) for code in codes]
    return Panel(
        id="region_profile",
        title=_title(region, sent, hosted, catalog),
        subtitle=say("charts.region_profile.subtitle", scope=scope(pairs, catalog)),
        takeaway=_facts(measures, region, catalog),
        note=note([pairs, measures], catalog),
        results=(measures, pairs),
        figure=figure,
        table=table_from(
            exact, catalog, caption=say("charts.region_profile.caption"), columns=("region", *heads)
        ),
        height=int(figure.layout.height),
        selects="regions",
    )


Count = dict[str | None, float]


def _sides(pairs: Result, region: str | None) -> tuple[Count, Count]:
    """Return the exchanges sent to and hosted from each region; of all of them without one."""
    found = by_pair(pairs, "region", "exchanges")
    if region is None:
        return sums(found, 0), sums(found, 1)
    sent = {host: count or 0 for (origin, host), count in found.items() if origin == region}
    hosted = {origin: count or 0 for (origin, host), count in found.items() if host == region}
    return sent, hosted


def _row(code: str | None, sent: Count, hosted: Count, catalog: Catalog) -> TwoBars:
    name, colour = region_name(catalog, code), region_colour(catalog, code)
    is_region = code in catalog.project.region_codes
    left, right = (
        Bar(
            name,
            side.get(code, 0),
            numbers.count(side.get(code, 0)),
            key=(code or "") if is_region and column == COLUMNS[1] else "",
            words=say("charts.words", label=f"{name}, {heading(column)}",
                      count=numbers.count(side.get(code, 0))),
            colour=colour,
        )
        for column, side in zip(COLUMNS[1:], (sent, hosted), strict=True)
    )  # fmt: skip
    return TwoBars(name, left, right)


def _title(region: str | None, sent: Count, hosted: Count, catalog: Catalog) -> str:
    if region is None:
        known = catalog.project.region_codes
        inside = sum(count for code, count in sent.items() if code in known)
        return say("charts.region_profile.title_all", n=inside, sent=numbers.count(inside))
    out, back = sum(sent.values()), sum(hosted.values())
    return say(
        "charts.region_profile.title",
        n=out,
        region=region_name(catalog, region),
        sent=numbers.count(out),
        hosted=numbers.count(back),
    )


def _facts(measures: Result, region: str | None, catalog: Catalog) -> str:
    """Return what else is known of the chosen region."""
    row = next((row for row in measures.records() if row["region"] == region), None)
    if region is None or row is None:
        return say("charts.region_profile.choose")
    target = row["target_exchanges"]
    return say(
        "charts.region_profile.facts",
        region=region_name(catalog, region),
        achieved=numbers.count(row["achieved_exchanges"]),
        target=say("charts.not_set") if target is None else numbers.count(target),
        lump_sums=say("charts.none") if row["lump_sum_eur"] is None
        else numbers.euros(row["lump_sum_eur"]),
        people=numbers.count(row["trained_people"]),
    )  # fmt: skip


def region_ranking(measures: Result, *, measure: str, catalog: Catalog) -> Panel:
    """Return the regions by the measure, most first; one without a number says so."""
    if measures.is_empty:
        return nothing("region_ranking", [measures], catalog, what="regions")
    regions = sorted(measured(measures, measure, catalog), key=_most_first)
    drawn = forms.bars([_bar(region, measure, catalog) for region in regions])
    given = [region for region in regions if region.value is not None]
    label = say(f"charts.measure.{measure}")
    first, last = (given[0], given[-1]) if given else (regions[0], regions[-1])
    return Panel(
        id="region_ranking",
        title=say(
            "charts.region_ranking.title",
            measure=label,
            first=region_name(catalog, first.code),
            most=written(first.value, measure),
            last=region_name(catalog, last.code),
            least=written(last.value, measure),
        ),
        subtitle=say(
            "charts.region_ranking.subtitle", measure=label, scope=scope(measures, catalog)
        ),
        takeaway=_unknown(regions, catalog),
        note=note([measures], catalog),
        results=(measures,),
        figure=drawn,
        table=table_from(
            [(region.code, region.value) for region in regions],
            catalog,
            caption=label,
            columns=("region", measure),
        ),
        height=int(drawn.layout.height),
        selects="regions",
    )


def _most_first(region: Measured) -> tuple[bool, float]:
    return region.value is None, -(region.value or 0)


def _bar(region: Measured, measure: str, catalog: Catalog) -> Bar:
    name, said = region_name(catalog, region.code), written(region.value, measure)
    colour = region_colour(catalog, region.code) or OTHERS
    words = say("charts.words", label=name, count=said)
    return Bar(name, region.value, said, region.code, words, colour)


def _unknown(regions: Sequence[Measured], catalog: Catalog) -> str:
    missing = [region_name(catalog, region.code) for region in regions if region.value is None]
    if not missing:
        return say("charts.region_ranking.all_known")
    return say("charts.region_ranking.unknown", names=numbers.listed(missing))
