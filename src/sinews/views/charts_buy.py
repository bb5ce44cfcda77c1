"""What would buy time: the ladder from today's course on as a waterfall, and money against the ready date."""

from __future__ import annotations

from datetime import date

import altair as alt
import polars as pl

from sinews.views.charts import (
    BELOW,
    BLUE,
    DASHES,
    GREY,
    INK,
    ORANGE,
    ROW,
    SKY,
    horizon,
    month_tip,
    named_rows,
)
from sinews.views.page import Chart

#: What a rung of the ladder takes away: colour of its bar.
PARTS = {"money": BLUE, "time": ORANGE, "industry": SKY}

HEIGHT = 300


def ladder(data: pl.DataFrame, start: date, early: date, median: date, end: date) -> Chart:
    """Ready dates from rung to rung: what each takes off, and what is left after the last.

    Columns: rung (in words, unique), words (what stands above the bar), ready, from_month, to_month, part (money, time,
    industry; whole for bars that start today).
    """
    order = data["rung"].to_list()
    names, y = named_rows(data, "rung", order, "words")
    whole, band, middle = horizon(start, early, median, end)
    colours = alt.Scale(domain=["whole", *PARTS], range=[GREY, *PARTS.values()])
    bars = (
        alt.Chart(data)
        .mark_bar(height=12, yOffset=BELOW)
        .encode(
            x="from_month:T",
            x2="to_month:T",
            y=y,
            color=alt.Color("part:N", scale=colours, legend=None),
            tooltip=[alt.Tooltip("words:N", title="Rung"), alt.Tooltip("part:N", title="What it splits off")],
        )
    )
    ends = (
        alt.Chart(data)
        .mark_tick(height=18, thickness=2, color=INK, yOffset=BELOW)
        .encode(x="from_month:T", y=y)
        .transform_filter(alt.datum.part != "whole")
    )
    drawn: Chart = alt.layer(whole, band, middle, bars, ends, names).properties(
        width="container", height=ROW * len(order)
    )
    return drawn


def frontier(data: pl.DataFrame) -> Chart:
    """Money against the ready date, step by step; each point carries the number of its step.

    Columns: step (0: nothing bought), lever, name, money_million_EUR (in all), ready.
    """
    x = alt.X(
        "money_million_EUR:Q",
        title="EUR million, in all",
        scale=alt.Scale(zero=True, nice=False, padding=14),
        axis=alt.Axis(tickCount=5, grid=False),
    )
    y = alt.Y("ready:T", title=None, axis=alt.Axis(format="%b %Y", tickCount=6), scale=alt.Scale(padding=16))
    steps = data.with_columns(pl.col("step").cast(pl.String).alias("number"))
    base = alt.Chart(steps).encode(x=x, y=y)
    tips = [
        alt.Tooltip("step:O", title="Step"),
        alt.Tooltip("name:N", title="Lever"),
        alt.Tooltip("money_million_EUR:Q", format=",.0f", title="EUR million, in all"),
        month_tip("ready", "Ready"),
    ]
    line = base.mark_line(color=BLUE, strokeWidth=2, interpolate="step-after", strokeDash=DASHES)
    dots = base.mark_point(size=330, fill="white", stroke=BLUE, strokeWidth=1.8, opacity=1).encode(tooltip=tips)
    numbers = base.mark_text(fontSize=11, fontWeight=600, color=INK, baseline="middle").encode(text="number:N")
    drawn: Chart = alt.layer(line, dots, numbers).properties(width="container", height=HEIGHT)
    return drawn
