"""Charts of what budgets go to, and of the money curve."""

from __future__ import annotations

import altair as alt
import polars as pl

from sinews.present.charts import BLUE, EARTH, GREY, INK, SAND, VERMILION
from sinews.present.page import Chart

HEIGHT, BAR = 300, 22

#: Columns of the table in the order of the bars: words and colours. Equipment stands first, so that its end can be
#: held against the dot of what is published of it.
PARTS = {
    "items_percent": ("items", BLUE),
    "domains_percent": ("other domains", "#9ecae1"),
    "running_percent": ("running costs of what is added", EARTH),
    "standing_percent": ("pay, operation and infrastructure", SAND),
    "not_spent_percent": ("not spent in time", GREY),
}

#: Lines of the money curve in a few words.
LINES = {
    "every": ("every ally at it", BLUE),
    "at_least": ("each at least at it", INK),
    "moving": ("pay and operation move", VERMILION),
    "without_domains": ("no other domains", EARTH),
}


def long(data: pl.DataFrame) -> pl.DataFrame:
    """A row for each ally and part: country, part, percent, published_percent, order."""
    rows = data.unpivot(
        list(PARTS), index=["country", "published_percent"], variable_name="column", value_name="percent"
    )
    order = {name: place for place, name in enumerate(PARTS)}
    return rows.with_columns(
        pl.col("column").replace({name: words for name, (words, _) in PARTS.items()}).alias("part"),
        pl.col("column").replace_strict(order, return_dtype=pl.Int64).alias("order"),
    ).select("country", "part", "percent", "published_percent", "order")


def budgets(data: pl.DataFrame) -> Chart:
    """A bar for each ally, of what its budget goes to; a dot for what is published of equipment."""
    countries = data["country"].unique(maintain_order=True).to_list()
    y = alt.Y("country:N", sort=countries, title=None)
    words, colours = [word for word, _ in PARTS.values()], [colour for _, colour in PARTS.values()]
    tips = [
        alt.Tooltip("country:N", title="Country"),
        alt.Tooltip("part:N", title="Part"),
        alt.Tooltip("percent:Q", format=".1f", title="% of budget"),
    ]
    bars = (
        alt.Chart(data)
        .mark_bar()
        .encode(
            y=y,
            x=alt.X("sum(percent):Q", title="% of budgets and funds"),
            color=alt.Color("part:N", scale=alt.Scale(domain=words, range=colours), title=None),
            order=alt.Order("order:Q"),
            tooltip=tips,
        )
    )
    dots = (
        alt.Chart(data.unique("country", maintain_order=True).drop_nulls("published_percent"))
        .mark_circle(color=INK, size=55)
        .encode(y=y, x="published_percent:Q", tooltip=[alt.Tooltip("published_percent:Q", title="Equipment, NATO, %")])
    )
    drawn: Chart = alt.layer(bars, dots).properties(width="container", height=BAR * len(countries))
    return drawn


def money_curve(data: pl.DataFrame) -> Chart:
    """A line for each reading."""
    words, colours = [word for word, _ in LINES.values()], [colour for _, colour in LINES.values()]
    named = pl.col("reading").replace({reading: word for reading, (word, _) in LINES.items()}).alias("line")
    lines: Chart = (
        alt.Chart(data.with_columns(named))
        .mark_line(point=True, strokeWidth=2)
        .encode(
            x=alt.X("share_percent_of_GDP:Q", title="core share, % of GDP", scale=alt.Scale(zero=False)),
            y=alt.Y("points:Q", title="points of expected shortfall"),
            color=alt.Color("line:N", title=None, scale=alt.Scale(domain=words, range=colours)),
            tooltip=[
                alt.Tooltip("about:N", title="Reading"),
                alt.Tooltip("share_percent_of_GDP:Q", title="% of GDP"),
                alt.Tooltip("points:Q", format=".2f", title="Points"),
                alt.Tooltip("ready:T", format="%B %Y", title="Standard held from"),
            ],
        )
        .properties(width="container", height=HEIGHT)
    )
    return lines
