"""Charts of money: where it goes, and shares of GDP since 1960 and along the spending paths."""

from __future__ import annotations

import altair as alt
import polars as pl

from sinews.clocks.years.page.money import OBSERVED
from sinews.clocks.years.page.readings import UNSPENT
from sinews.present.charts import BLUE, DASHES, GREY, INK, VERMILION, over_time, panels
from sinews.present.page import Chart
from sinews.present.words import plain

HEIGHT = 300

#: Part of the height of a chart that a label takes.
LABEL = 0.058


def spending(data: pl.DataFrame) -> Chart:
    """Money by year, one panel a heading, all to one scale; what is not spent in time is hollow."""
    tips = [
        alt.Tooltip("year:O", title="Year"),
        alt.Tooltip("heading:N", title="Heading"),
        alt.Tooltip("billion_EUR:Q", format=".1f", title="EUR bn"),
    ]
    unspent = alt.datum.heading == plain(UNSPENT)
    bars = (
        alt.Chart()
        .mark_bar(strokeWidth=1)
        .encode(
            x=alt.X("year:O", title=None, axis=alt.Axis(labelAngle=0, labelOverlap=True)),
            y=alt.Y("billion_EUR:Q", title=None, axis=alt.Axis(tickCount=3)),
            color=alt.condition(unspent, alt.value("#eef1f4"), alt.value(BLUE)),
            stroke=alt.condition(unspent, alt.value(GREY), alt.value(BLUE)),
            tooltip=tips,
        )
    )
    return panels(data, bars, "heading")


def dated(data: pl.DataFrame) -> pl.DataFrame:
    """The table with the first day of each year."""
    return data.with_columns(pl.date(pl.col("year"), 1, 1).alias("date"))


def shares(data: pl.DataFrame, path: str) -> Chart:
    """Median share of GDP since 1960, and along the spending paths."""
    table = dated(data)
    past, ahead = table.filter(pl.col("path") == OBSERVED), table.filter(pl.col("path") != OBSERVED)
    y = alt.Y("median_percent_of_GDP:Q", title="% of GDP", scale=alt.Scale(zero=True))
    tips = [
        alt.Tooltip("path:N", title="Path"),
        alt.Tooltip("year:Q", title="Year"),
        alt.Tooltip("median_percent_of_GDP:Q", format=".2f", title="Median, % of GDP"),
    ]
    x = over_time("date", 8)
    middle = (
        alt.Chart(past)
        .mark_area(color=BLUE, opacity=0.15)
        .encode(
            x=x,
            y=alt.Y("lower_quarter_percent_of_GDP:Q", title="% of GDP"),
            y2="upper_quarter_percent_of_GDP:Q",
        )
    )
    line = alt.Chart(past).mark_line(color=INK, strokeWidth=2.2).encode(x=x, y=y, tooltip=tips)
    mine = alt.datum.path == path
    fans = (
        alt.Chart(ahead)
        .mark_line(strokeDash=DASHES)
        .encode(
            x=x,
            y=y,
            detail="path:N",
            tooltip=tips,
            strokeWidth=alt.condition(mine, alt.value(3.0), alt.value(1.5)),
            color=alt.condition(mine, alt.value(VERMILION), alt.value("#7b8794")),
        )
    )
    drawn: Chart = alt.layer(middle, line, fans, _path_names(table, ahead, path)).properties(
        width="container", height=HEIGHT
    )
    return drawn


def _path_names(table: pl.DataFrame, ahead: pl.DataFrame, path: str) -> alt.Chart:
    """Names of the paths to the left of where they start, one below the other, with what they lead to."""
    top = float(
        str(table.select(pl.max_horizontal("median_percent_of_GDP", "upper_quarter_percent_of_GDP").max()).item())
    )
    ends = ahead.sort("year").group_by("path", maintain_order=True).last().sort("median_percent_of_GDP", "path")
    ends = ends.sort("median_percent_of_GDP", "path", descending=True)
    label = pl.format("{} → {} %", "path", pl.col("median_percent_of_GDP").round(1))
    spots = [top * (1 - LABEL * number) for number in range(ends.height)]
    first = ahead["date"].min()
    words = ends.with_columns(
        label.alias("words"), pl.Series("at", spots, dtype=pl.Float64), pl.lit(first).alias("date")
    )
    text: alt.Chart = (
        alt.Chart(words)
        .mark_text(align="right", dx=-10, baseline="top", fontSize=11.5)
        .encode(
            x="date:T",
            y="at:Q",
            text="words:N",
            color=alt.condition(alt.datum.path == path, alt.value("#a34800"), alt.value("#56626e")),
        )
    )
    return text


def shares_by_ally(data: pl.DataFrame) -> Chart:
    """Share of GDP of the largest allies since 1960, and on the path asked about."""
    base = alt.Chart().encode(
        x=over_time("date", 4),
        y=alt.Y("percent_of_GDP:Q", title=None, axis=alt.Axis(tickCount=4)),
        tooltip=[alt.Tooltip("year:Q", title="Year"), alt.Tooltip("percent_of_GDP:Q", format=".2f", title="% of GDP")],
    )
    past = base.transform_filter(alt.datum.kind == OBSERVED).mark_line(color=INK, strokeWidth=1.8)
    ahead = base.transform_filter(alt.datum.kind != OBSERVED).mark_line(
        color=VERMILION, strokeWidth=2, strokeDash=DASHES
    )
    return panels(dated(data), alt.layer(past, ahead), "country", 4)
