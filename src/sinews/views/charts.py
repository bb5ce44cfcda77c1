"""Charts: what is observed or sourced is solid and dark, what the model computes is dashed or hollow.

Colours are those of Okabe and Ito, told apart by readers with any colour vision. Charts that repeat a small panel
carry no width: whoever shows them chooses columns to fit.
"""

from __future__ import annotations

from datetime import date

import altair as alt
import polars as pl

from sinews.views.industry import OTHERS
from sinews.views.money import OBSERVED
from sinews.views.page import Chart
from sinews.views.readings import UNSPENT

INK, QUIET, RULE = "#1f2933", "#66727f", "#d5dae0"
BLUE, VERMILION, SAND = "#0b5394", "#d55e00", "#f1dfcb"
SERIES = ("#0072b2", "#e69f00", "#009e73", "#cc79a7", "#56b4e9", "#d55e00", "#f0e442", "#5b4b8a")
GREY = "#b8c0c8"

DASHES = [5, 3]
ROW = 40


def styled(chart: Chart) -> Chart:
    """The common look: quiet axes, system fonts, no frame."""
    font = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif"
    axis = {"labelColor": QUIET, "titleColor": QUIET, "labelFontSize": 11, "titleFontSize": 11, "titleFontWeight": 400}
    lines = {"gridColor": "#e9ecef", "domainColor": RULE, "tickColor": RULE, "labelOverlap": True}
    header = {"labelColor": INK, "labelFontSize": 12, "labelFontWeight": 600, "labelAnchor": "start", "labelPadding": 6}
    legend = {"orient": "top", "title": None, "labelFontSize": 12, "labelColor": INK, "labelLimit": 260, "columns": 3}
    drawn: Chart = chart.configure(
        font=font, background="transparent", view={"stroke": None}, axis=axis | lines, header=header, legend=legend
    )
    return drawn


def _time(column: str, count: int = 5, axis: str = "%Y") -> alt.X:
    return alt.X(f"{column}:T", title=None, axis=alt.Axis(format=axis, tickCount=count, grid=False))


def coverage(data: pl.DataFrame, standard: float) -> Chart:
    """Coverage of each item over time, before the probability that the test has come."""
    base = alt.Chart().encode(x=_time("month", 4))
    percent = alt.Scale(domain=[0, 100])
    axis = alt.Axis(values=[0, 50, 100], title=None)
    tips = [
        alt.Tooltip("month:T", format="%B %Y", title="Month"),
        alt.Tooltip("coverage_percent:Q", format=".0f", title="Coverage, %"),
        alt.Tooltip("threat_percent:Q", format=".0f", title="Test has come, %"),
    ]
    hill = base.mark_area(color=SAND).encode(y=alt.Y("threat_percent:Q", scale=percent, axis=axis))
    line = base.mark_line(color=BLUE, strokeWidth=2.2, strokeDash=DASHES).encode(y="coverage_percent:Q", tooltip=tips)
    once = alt.Chart(alt.InlineData(values=[{}]))
    level = once.mark_rule(color=VERMILION, strokeWidth=1).encode(y=alt.datum(standard))
    panel = alt.layer(hill, level, line).properties(height=110)
    drawn: Chart = alt.FacetChart(
        data=data, spec=panel, facet=_facet("item", data), columns=3, bounds="flush"
    ).resolve_axis(x="independent", y="independent")
    return drawn


def _facet(column: str, data: pl.DataFrame) -> alt.Facet:
    order = data[column].unique(maintain_order=True).to_list()
    return alt.Facet(f"{column}:N", sort=order, title=None)


def _named_rows(data: pl.DataFrame, column: str, order: list[str]) -> tuple[alt.Chart, alt.Y]:
    """Rows that carry their name above themselves, so that long names fit on narrow pages."""
    y = alt.Y(f"{column}:N", sort=order, axis=None, scale=alt.Scale(paddingInner=0, paddingOuter=0))
    names = (
        alt.Chart(data.unique(column, maintain_order=True))
        .encode(y=y)
        .mark_text(align="left", baseline="middle", dy=-11, fontSize=12, color=INK, limit=350)
    )
    return names.encode(x=alt.value(0), text=f"{column}:N"), y


def first_covered(data: pl.DataFrame, start: date, early: date, median: date, end: date) -> Chart:
    """First month in which each item is covered, against the threat."""
    order = data["item"].to_list()
    never = pl.col("first_month").is_null()
    points = data.select("item", never.alias("never"), pl.col("first_month").fill_null(end).alias("month"))
    names, y = _named_rows(points, "item", order)
    x = alt.X(
        "month:T",
        title=None,
        scale=alt.Scale(domain=[_moment(start), _moment(end)]),
        axis=alt.Axis(format="%Y", tickCount=6, orient="top", grid=True),
    )
    window = pl.DataFrame({"month": [early], "until": [median]})
    band = alt.Chart(window).mark_rect(color=SAND).encode(x=x, x2="until:T")
    middle = alt.Chart(window).mark_rule(color=VERMILION, strokeWidth=1.5).encode(x="until:T")
    lines = (
        alt.Chart(points).mark_rule(color=RULE, strokeWidth=2, yOffset=5).encode(x=x, x2=alt.datum(_moment(start)), y=y)
    )
    what = alt.condition("datum.never", alt.value("triangle-right"), alt.value("circle"))
    hue = alt.condition("datum.never", alt.value(VERMILION), alt.value(BLUE))
    dots = (
        alt.Chart(points)
        .mark_point(size=90, strokeWidth=2, fill="white", opacity=1, yOffset=5)
        .encode(
            x=x,
            y=y,
            shape=what,
            stroke=hue,
            tooltip=[alt.Tooltip("item:N", title="Item"), alt.Tooltip("month:T", format="%B %Y", title="Month")],
        )
    )
    return alt.layer(band, middle, lines, dots, names).properties(width="container", height=ROW * len(order))


def _moment(day: date) -> alt.DateTime:
    return alt.DateTime(year=day.year, month=day.month, date=1)


def by_country(data: pl.DataFrame) -> Chart:
    """Output and capacity of each country over time; every panel has its own scale."""
    base = alt.Chart().encode(x=_time("month", 4))
    y = alt.Y("output_billion_EUR_a_year:Q", axis=alt.Axis(tickCount=3, title=None), scale=alt.Scale(nice=3))
    made = base.mark_area(color=SERIES[0], opacity=0.35).encode(y=y)
    tips = [
        alt.Tooltip("month:T", format="%B %Y", title="Month"),
        alt.Tooltip("output_billion_EUR_a_year:Q", format=".2f", title="Output, EUR bn a year"),
        alt.Tooltip("capacity_billion_EUR_a_year:Q", format=".2f", title="Capacity, EUR bn a year"),
    ]
    most = base.mark_line(color=INK, strokeWidth=1.6, strokeDash=DASHES).encode(
        y="capacity_billion_EUR_a_year:Q", tooltip=tips
    )
    panel = alt.layer(made, most).properties(height=110)
    drawn: Chart = (
        alt.FacetChart(data=data, spec=panel, facet=_facet("country", data), columns=3, bounds="flush")
        .resolve_scale(y="independent")
        .resolve_axis(x="independent", y="independent")
    )
    return drawn


def by_item(data: pl.DataFrame) -> Chart:
    """Which country has what part of the capacity for each item."""
    order = data["item"].unique().sort().to_list()
    countries = data["country"].unique(maintain_order=True).to_list()
    colours = [GREY if name == OTHERS else SERIES[number % len(SERIES)] for number, name in enumerate(countries)]
    rank = {name: number for number, name in enumerate(countries)}
    ranked = data.with_columns(pl.col("country").replace_strict(rank, return_dtype=pl.Int64).alias("rank"))
    shown = ranked.filter(pl.col("at_the_median_of_the_threat") > 0)
    names, y = _named_rows(shown, "item", order)
    bars = (
        alt.Chart(shown)
        .mark_bar(height=12, yOffset=5, stroke="white", strokeWidth=0.6)
        .encode(
            x=alt.X(
                "at_the_median_of_the_threat:Q",
                stack="normalize",
                title=None,
                axis=alt.Axis(format="%", tickCount=4, orient="top"),
            ),
            y=y,
            color=alt.Color("country:N", scale=alt.Scale(domain=countries, range=colours)),
            order="rank:Q",
            tooltip=[
                alt.Tooltip("item:N", title="Item"),
                alt.Tooltip("country:N", title="Country"),
                alt.Tooltip("at_the_median_of_the_threat:Q", format=",.1f", title="Capacity"),
                alt.Tooltip("unit:N", title="Unit"),
            ],
        )
    )
    return alt.layer(bars, names).properties(width="container", height=ROW * len(order))


def spending(data: pl.DataFrame) -> Chart:
    """Where the money goes, year by year."""
    headings = data["heading"].unique(maintain_order=True).to_list()
    order = [name for name in headings if name != UNSPENT] + [name for name in headings if name == UNSPENT]
    colours = [GREY if name == UNSPENT else SERIES[number % len(SERIES)] for number, name in enumerate(order)]
    rank = {name: number for number, name in enumerate(order)}
    ranked = data.with_columns(pl.col("heading").replace_strict(rank, return_dtype=pl.Int64).alias("rank"))
    drawn: Chart = (
        alt.Chart(ranked)
        .mark_bar()
        .encode(
            x=alt.X("year:O", title=None, axis=alt.Axis(labelAngle=0)),
            y=alt.Y("billion_EUR:Q", title="EUR bn a year", axis=alt.Axis(tickCount=5)),
            color=alt.Color("heading:N", scale=alt.Scale(domain=order, range=colours)),
            order="rank:Q",
            tooltip=[
                alt.Tooltip("year:O", title="Year"),
                alt.Tooltip("heading:N", title="Heading"),
                alt.Tooltip("billion_EUR:Q", format=".1f", title="EUR bn"),
            ],
        )
        .properties(width="container", height=300)
    )
    return drawn


def _year(data: pl.DataFrame) -> pl.DataFrame:
    return data.with_columns(pl.date(pl.col("year"), 1, 1).alias("date"))


def shares(data: pl.DataFrame, asked: str) -> Chart:
    """Median share of GDP since 1960, and along the spending paths."""
    table = _year(data)
    past, ahead = table.filter(pl.col("path") == OBSERVED), table.filter(pl.col("path") != OBSERVED)
    y = alt.Y("median_percent_of_GDP:Q", title="% of GDP", scale=alt.Scale(zero=True))
    tips = [
        alt.Tooltip("path:N", title="Path"),
        alt.Tooltip("year:Q", title="Year"),
        alt.Tooltip("median_percent_of_GDP:Q", format=".2f", title="Median, % of GDP"),
    ]
    band = (
        alt.Chart(past)
        .mark_area(color=SERIES[0], opacity=0.15)
        .encode(
            x=_time("date", 8),
            y=alt.Y("lower_quarter_percent_of_GDP:Q", title="% of GDP"),
            y2="upper_quarter_percent_of_GDP:Q",
        )
    )
    line = alt.Chart(past).mark_line(color=INK, strokeWidth=2.2).encode(x=_time("date", 8), y=y, tooltip=tips)
    paths = sorted(ahead["path"].unique().to_list(), key=lambda name: (name != asked, name))
    hues = alt.Scale(domain=paths, range=[VERMILION, *(SERIES[n] for n in (0, 1, 2, 3, 4, 7))][: len(paths)])
    wide = alt.condition(alt.datum.path == asked, alt.value(3.0), alt.value(1.6))
    fans = (
        alt.Chart(ahead)
        .mark_line(strokeDash=DASHES)
        .encode(
            x=_time("date", 8),
            y=y,
            tooltip=tips,
            strokeWidth=wide,
            color=alt.Color("path:N", scale=hues),
        )
    )
    return alt.layer(band, line, fans).properties(width="container", height=300)


def shares_by_ally(data: pl.DataFrame) -> Chart:
    """Share of GDP of the largest allies since 1960, and on the path asked about."""
    base = alt.Chart().encode(
        x=_time("date", 4),
        y=alt.Y("percent_of_GDP:Q", title=None, axis=alt.Axis(tickCount=4)),
        tooltip=[alt.Tooltip("year:Q", title="Year"), alt.Tooltip("percent_of_GDP:Q", format=".2f", title="% of GDP")],
    )
    past = base.transform_filter(alt.datum.kind == OBSERVED).mark_line(color=INK, strokeWidth=1.8)
    ahead = base.transform_filter(alt.datum.kind != OBSERVED).mark_line(
        color=VERMILION, strokeWidth=2, strokeDash=DASHES
    )
    drawn: Chart = alt.FacetChart(
        data=_year(data),
        spec=alt.layer(past, ahead).properties(height=110),
        facet=_facet("country", data),
        columns=4,
        bounds="flush",
    ).resolve_axis(x="independent", y="independent")
    return drawn


def why(data: pl.DataFrame) -> Chart:
    """What one standard step more of each leading limit takes off the expected shortfall."""
    labelled = data.with_columns(pl.col("what_holds_back").alias("finding"))
    order = labelled["finding"].to_list()
    names, y = _named_rows(labelled, "finding", order)
    steps = labelled["step"].unique(maintain_order=True).to_list()
    size = "points"
    bars = (
        alt.Chart(labelled)
        .mark_bar(height=11, yOffset=5)
        .encode(
            x=alt.X(f"{size}:Q", title="points off the expected shortfall", axis=alt.Axis(tickCount=5, orient="top")),
            y=y,
            color=alt.Color("step:N", scale=alt.Scale(domain=steps, range=list(SERIES[: len(steps)]))),
            tooltip=[
                alt.Tooltip("finding:N", title="Finding"),
                alt.Tooltip(f"{size}:Q", format=".3f", title="Points"),
            ],
        )
    )
    return alt.layer(bars, names).properties(width="container", height=ROW * len(order))
