"""What would buy time: the ladder from today's course on as a waterfall, and money against the ready date."""

from __future__ import annotations

from datetime import date
from typing import Any

import altair as alt
import polars as pl

from sinews.present.charts import (
    BELOW,
    BLUE,
    DASHES,
    GREY,
    INK,
    ORANGE,
    QUIET,
    ROW,
    SKY,
    horizon,
    month_tip,
    named_rows,
)
from sinews.present.page import Chart
from sinews.present.words import number

#: What a rung of the ladder takes away: colour of its bar.
PARTS = {"money": BLUE, "time": ORANGE, "industry": SKY}

#: Height of the frontier, and of a row with a line of words below its bar.
HEIGHT, TALL = 320, 54


def ladder(data: pl.DataFrame, start: date, early: date, median: date, end: date, ready: date | None) -> Chart:
    """Ready dates from rung to rung: what each takes off, what is left after the last, and when to be `ready`.

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
    own = alt.Chart(pl.DataFrame({"from_month": [ready or end]})).mark_rule(color=INK, strokeDash=[4, 3])
    layers = [whole, band, middle, bars, ends, *([own.encode(x="from_month:T")] if ready else []), names]
    drawn: Chart = alt.layer(*layers).properties(width="container", height=ROW * len(order))
    return drawn


def falls(data: pl.DataFrame) -> Chart:
    """Points of expected shortfall from rung to rung (columns: rung, words, from_points, to_points, part)."""
    names, y = named_rows(data, "rung", data["rung"].to_list(), "words")
    colours = alt.Scale(domain=["whole", *PARTS], range=[GREY, *PARTS.values()])
    x = alt.X("from_points:Q", title="points of expected shortfall", axis=alt.Axis(tickCount=5, orient="top"))
    bars = (
        alt.Chart(data)
        .mark_bar(height=12, yOffset=BELOW)
        .encode(
            x=x,
            x2="to_points:Q",
            y=y,
            color=alt.Color("part:N", scale=colours, legend=None),
            tooltip=[alt.Tooltip("words:N", title="Rung"), alt.Tooltip("part:N", title="What it splits off")],
        )
    )
    drawn: Chart = alt.layer(bars, names).properties(width="container", height=ROW * data.height)
    return drawn


def offers(data: pl.DataFrame, title: str) -> Chart:
    """What one step of each lever earns, with its price.

    Columns: lever, gain, gain_in_words, price_million_EUR, its low and high.
    """
    rows = data.with_columns(
        pl.col("lever").str.split(": ").list.first().alias("name"),
        pl.Series("words", [_priced(row) for row in data.iter_rows(named=True)], dtype=pl.String),
    )
    names, y = named_rows(rows, "lever", rows["lever"].to_list(), "name")
    most = max(float(str(rows["gain"].max())), 0.01)
    x = alt.X(
        "gain:Q",
        title=title,
        scale=alt.Scale(domain=[0, most], nice=False),
        axis=alt.Axis(tickCount=5, orient="top"),
    )
    tips = [alt.Tooltip("lever:N", title="Lever"), alt.Tooltip("who_decides:N", title="Who decides")]
    base = alt.Chart(rows).encode(y=y)
    bars = base.mark_bar(height=7, yOffset=BELOW - 5, color=BLUE).encode(x=x, tooltip=tips)
    words = base.mark_text(align="left", baseline="middle", dy=BELOW + 7, color=QUIET, fontSize=11)
    drawn: Chart = alt.layer(bars, words.encode(x=alt.value(0), text="words:N"), names).properties(
        width="container", height=TALL * rows.height
    )
    return drawn


def _priced(row: dict[str, Any]) -> str:
    """Gain and price of an offer in words."""
    price, low, high = (number(row[f"price{end}_million_EUR"], 2) for end in ("", "_low", "_high"))
    return f"{row['gain_in_words']}, EUR {price} million ({low} to {high})"


def frontier(data: pl.DataFrame, title: str) -> Chart:
    """Money against what it earns, step by step; each point carries its number, a line the range of its price.

    Columns: step (0: nothing bought), lever, who_decides, money_million_EUR (in all), its low and high, gain, ready.
    """
    x = alt.X(
        "money_million_EUR:Q",
        title="EUR million, in all",
        scale=alt.Scale(zero=True, nice=False, padding=14),
        axis=alt.Axis(tickCount=5, grid=False),
    )
    y = alt.Y("gain:Q", title=title, axis=alt.Axis(tickCount=6), scale=alt.Scale(zero=True, nice=False, padding=16))
    steps = data.with_columns(pl.col("step").cast(pl.String).alias("number"))
    base = alt.Chart(steps).encode(y=y)
    tips = [
        alt.Tooltip("step:O", title="Step"),
        alt.Tooltip("lever:N", title="Lever"),
        alt.Tooltip("who_decides:N", title="Who decides"),
        alt.Tooltip("money_million_EUR:Q", format=",.0f", title="EUR million, in all"),
        alt.Tooltip("gain:Q", format=".3g", title="What it earns"),
        month_tip("ready", "Ready"),
    ]
    ranges = base.mark_rule(color=GREY, strokeWidth=1.2).encode(
        x=alt.X("money_low_million_EUR:Q"), x2="money_high_million_EUR:Q"
    )
    line = base.mark_line(color=BLUE, strokeWidth=2, interpolate="step-after", strokeDash=DASHES)
    dots = base.mark_point(size=330, fill="white", stroke=BLUE, strokeWidth=1.8, opacity=1).encode(tooltip=tips)
    numbers = base.mark_text(fontSize=11, fontWeight=600, color=INK, baseline="middle").encode(text="number:N")
    drawn: Chart = alt.layer(line.encode(x=x), ranges, dots.encode(x=x), numbers.encode(x=x)).properties(
        width="container", height=HEIGHT
    )
    return drawn
