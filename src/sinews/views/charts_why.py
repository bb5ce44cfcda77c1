"""What holds back, as bars in months; colour and words say how far the figures behind a bar can be trusted."""

from __future__ import annotations

import altair as alt
import polars as pl

from sinews.views.charts import BELOW, BLUE, GREEN, INK, ORANGE, QUIET, ROW, SKY, named_rows
from sinews.views.page import Chart

#: Grounds of a figure from the firmest to the weakest, with the colour of each.
COLOURS = {
    "fact A": BLUE,
    "fact B": SKY,
    "fact C": ORANGE,
    "setting": GREEN,
    "derived": GREEN,
    "analogy": "#ffffff",
    "assumption": "#ffffff",
}


def why(data: pl.DataFrame) -> Chart:
    """Months that one standard step of each finding takes off the ready date, with the range where one is known.

    Columns: finding, months, months_low, months_high, confidence.
    """
    rows = data.with_columns(
        pl.format("{}, {}", pl.col("months").round(1), "confidence").alias("words"),
        pl.max_horizontal("months", "months_high").fill_null(0.0).alias("end"),
    )
    order = rows["finding"].to_list()
    names, y = named_rows(rows, "finding", order)
    most = max(float(str(rows["end"].max() or 0.0)), 0.1)
    scale = alt.Scale(domain=[0, 1.45 * most])
    x = alt.X("months:Q", title="months earlier", scale=scale, axis=alt.Axis(tickCount=5, orient="top"))
    colours = alt.Scale(domain=list(COLOURS), range=list(COLOURS.values()))
    tips = [
        alt.Tooltip("finding:N", title="Finding"),
        alt.Tooltip("months:Q", format=".1f", title="Months earlier"),
        alt.Tooltip("confidence:N", title="Weakest figure behind it"),
    ]
    base = alt.Chart(rows).encode(y=y)
    bars = base.mark_bar(height=12, yOffset=BELOW, stroke=BLUE, strokeWidth=1).encode(
        x=x, color=alt.Color("confidence:N", scale=colours, legend=None), tooltip=tips
    )
    ranges = (
        base.transform_filter("isValid(datum.months_low) && isValid(datum.months_high)")
        .mark_rule(color=INK, strokeWidth=1.4, yOffset=BELOW)
        .encode(x=alt.X("months_low:Q", scale=scale), x2="months_high:Q")
    )
    words = base.mark_text(align="left", baseline="middle", dx=6, dy=BELOW, color=QUIET, fontSize=11).encode(
        x=alt.X("end:Q", scale=scale), text="words:N"
    )
    drawn: Chart = alt.layer(bars, ranges, words, names).properties(width="container", height=ROW * len(order))
    return drawn


def points(data: pl.DataFrame) -> Chart:
    """Points of expected shortfall that one standard step of each leading limit takes off."""
    rows = data.rename({"what_holds_back": "finding"})
    names, y = named_rows(rows, "finding", rows["finding"].to_list())
    most = float(str(rows["points"].max()))
    x = alt.X(
        "points:Q",
        title="points off the expected shortfall",
        scale=alt.Scale(domain=[0, 1.12 * most]),
        axis=alt.Axis(tickCount=5, orient="top"),
    )
    base = alt.Chart(rows).encode(x=x, y=y)
    tips = [alt.Tooltip("finding:N", title="Finding"), alt.Tooltip("step:N", title="Step")]
    tips += [alt.Tooltip("points:Q", format=".3f", title="Points")]
    bars = base.mark_bar(height=11, yOffset=BELOW, color=BLUE).encode(tooltip=tips)
    words = base.mark_text(align="left", baseline="middle", dx=5, dy=BELOW, color=QUIET, fontSize=11).encode(
        text=alt.Text("points:Q", format=".2~g")
    )
    drawn: Chart = alt.layer(bars, words, names).properties(width="container", height=ROW * rows.height)
    return drawn
