"""Charts of readiness: coverage over time against the threat, and the first month in which each item is covered."""

from __future__ import annotations

from datetime import date
from textwrap import wrap
from typing import Literal

import altair as alt
import polars as pl

from sinews.present.charts import (
    BELOW,
    BLUE,
    DASHES,
    EARTH,
    GREY,
    INK,
    QUIET,
    ROW,
    RULE,
    SAND,
    VERMILION,
    horizon,
    month_tip,
    named_rows,
    over_time,
    panels,
)
from sinews.present.page import Chart

#: Room above the chart for the names of its dates, a line each.
HEIGHT, LINE = 320, 17

#: Letters in a line of a label within a chart.
NARROW = 22


def overview(data: pl.DataFrame, standard: float, ready: date | None, median: date, last: str) -> Chart:
    """Coverage of all items before the probability that the test has come; `last` is drawn out."""
    x = over_time("month", 6)
    y = alt.Y(
        "coverage_percent:Q",
        title=None,
        scale=alt.Scale(domain=[0, 100]),
        axis=alt.Axis(values=[0, 25, 50, 75, 100], labelExpr="datum.label + ' %'"),
    )
    hill = (
        alt.Chart(data.unique("month", maintain_order=True))
        .mark_area(color=SAND)
        .encode(x=x, y=alt.Y("threat_percent:Q", scale=alt.Scale(domain=[0, 100])))
    )
    tips = [alt.Tooltip("item:N", title="Item"), month_tip(), _coverage_tip()]
    every = alt.Chart(data).encode(x=x, y=y, detail="item:N", tooltip=tips)
    others = every.transform_filter(alt.datum.item != last).mark_line(color=GREY, strokeWidth=1.3)
    slowest = every.transform_filter(alt.datum.item == last).mark_line(color=BLUE, strokeWidth=2.6, strokeDash=DASHES)
    layers = [hill, _level(standard), others, slowest, _hill_label(data), _line_label(data, last)]
    foot = HEIGHT * (1 - standard / 100)
    if ready:
        layers += [*_marked(data, "Ready", ready, INK, 0, foot), _met(ready, foot)]
    layers += _marked(data, "Threat, median", median, VERMILION, LINE, HEIGHT)
    drawn: Chart = alt.layer(*layers).properties(
        width="container", height=HEIGHT, padding={"top": 8, "left": 5, "right": 5, "bottom": 5}
    )
    return drawn


def _coverage_tip() -> alt.Tooltip:
    return alt.Tooltip("coverage_percent:Q", format=".0f", title="Coverage, %")


def _level(standard: float) -> alt.Chart:
    once = alt.Chart(pl.DataFrame({"level": [standard]}))
    rule: alt.Chart = once.mark_rule(color=VERMILION, strokeWidth=1).encode(y="level:Q")
    return rule


def _hill_label(data: pl.DataFrame) -> alt.Chart:
    """What the hill is, at its foot on the right, where no line runs."""
    words = ["Chance that an attack", "has become possible"]
    label: alt.Chart = (
        alt.Chart(data.sort("month").tail(1).select("month"))
        .mark_text(align="right", baseline="bottom", dx=-8, dy=-26, color=EARTH, fontSize=12, text=words, lineHeight=15)
        .encode(x="month:T", y=alt.value(HEIGHT))
    )
    return label


def _line_label(data: pl.DataFrame, last: str) -> alt.Chart:
    """The name of the slowest item, right of the middle and below its line."""
    line = data.filter(pl.col("item") == last).sort("month")
    rising = line.filter(pl.col("coverage_percent").cum_max() < pl.col("coverage_percent").max() - 1)
    words = pl.lit("\n".join(wrap(last, NARROW))).alias("words")
    spot = (rising if rising.height else line).tail(1).select("month", words)
    label: alt.Chart = (
        alt.Chart(spot)
        .mark_text(
            align="right",
            baseline="top",
            dx=-12,
            color=BLUE,
            fontSize=12,
            fontWeight=600,
            lineBreak="\n",
            lineHeight=15,
        )
        .encode(x="month:T", y=alt.value(0.54 * HEIGHT), text="words:N")
    )
    return label


def _marked(
    data: pl.DataFrame, words: str, day: date, colour: str, rise: float, foot: float
) -> tuple[alt.Chart, alt.Chart]:
    """A date as an upright line down to `foot`, with its name above the chart by `rise`."""
    first, last = data["month"].min(), data["month"].max()
    assert isinstance(first, date)  # noqa: S101 - a column of dates
    assert isinstance(last, date)  # noqa: S101
    late = (day - first) > (last - first) / 2
    base = alt.Chart(pl.DataFrame({"month": [day], "words": [f"{words}: {day:%b %Y}"]})).encode(x="month:T")
    rule = base.mark_rule(color=colour, strokeWidth=1.3).encode(y=alt.value(-12 - rise), y2=alt.value(foot))
    name = base.mark_text(align="right" if late else "left", dx=-6 if late else 6, fontSize=12, color=INK)
    return rule, name.encode(y=alt.value(-8 - rise), text="words:N")


def _met(ready: date, foot: float) -> alt.Chart:
    """Where the standard is met."""
    dot = alt.Chart(pl.DataFrame({"month": [ready]})).mark_point(size=60, filled=True, color=INK, opacity=1)
    placed: alt.Chart = dot.encode(x="month:T", y=alt.value(foot))
    return placed


def coverage(data: pl.DataFrame, standard: float) -> Chart:
    """Coverage of each item over time with the range of its need, before the probability that the test has come."""
    base = alt.Chart().encode(x=over_time("month", 4))
    percent = alt.Scale(domain=[0, 100])
    axis = alt.Axis(values=[0, 50, 100], title=None)
    tips = [
        month_tip(),
        _coverage_tip(),
        alt.Tooltip("coverage_low_percent:Q", format=".0f", title="if the need is at its high end, %"),
        alt.Tooltip("coverage_high_percent:Q", format=".0f", title="if the need is at its low end, %"),
        alt.Tooltip("threat_percent:Q", format=".0f", title="Attack has become possible, %"),
    ]
    hill = base.mark_line(color=EARTH, strokeWidth=1.3).encode(y=alt.Y("threat_percent:Q", scale=percent, axis=axis))
    band = base.mark_area(color=BLUE, opacity=0.18).encode(y="coverage_low_percent:Q", y2="coverage_high_percent:Q")
    line = base.mark_line(color=BLUE, strokeWidth=2.2, strokeDash=DASHES).encode(y="coverage_percent:Q", tooltip=tips)
    return panels(data, alt.layer(band, hill, _level(standard), line), "item")


def first_covered(data: pl.DataFrame, start: date, early: date, median: date, end: date) -> Chart:
    """First month in which each item is covered, against the threat."""
    order = data["item"].to_list()
    never = pl.col("first_month").is_null()
    points = data.select("item", never.alias("never"), pl.col("first_month").fill_null(end).alias("month"))
    words = pl.when("never").then(pl.lit("not by then")).otherwise(pl.col("month").dt.strftime("%b %Y"))
    points = points.with_columns(words.alias("words"), pl.lit(start).alias("begin"))
    names, y = named_rows(points, "item", order)
    x = "month:T"
    whole, band, middle = horizon(start, early, median, end)
    rows = alt.Chart(points).encode(x=x, y=y)
    lines = rows.mark_rule(color=RULE, strokeWidth=2, yOffset=BELOW).encode(x2="begin:T")
    dots = rows.mark_point(size=80, strokeWidth=2, fill="white", opacity=1, yOffset=BELOW).encode(
        shape=alt.condition("datum.never", alt.value("triangle-right"), alt.value("circle")),
        stroke=alt.condition("datum.never", alt.value(VERMILION), alt.value(BLUE)),
        tooltip=[alt.Tooltip("item:N", title="Item"), alt.Tooltip("words:N", title="Covered from")],
    )
    late = points.filter(pl.col("month") > start + (end - start) * 0.75)
    early_ones = points.join(late, on="item", how="anti", maintain_order="left")
    spots: tuple[tuple[pl.DataFrame, Literal["left", "right"], int, int], ...] = (
        (late, "right", 4, BELOW - 15),
        (early_ones, "left", 9, BELOW),
    )
    dates = [
        alt.Chart(part)
        .mark_text(align=align, dx=dx, dy=dy, color=QUIET, fontSize=11, baseline="middle")
        .encode(x=x, y=y, text="words:N")
        for part, align, dx, dy in spots
        if part.height
    ]
    drawn: Chart = alt.layer(whole, band, middle, lines, dots, *dates, names).properties(
        width="container", height=ROW * len(order)
    )
    return drawn
