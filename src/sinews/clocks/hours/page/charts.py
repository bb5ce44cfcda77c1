"""Charts of the hours clock: people without, hour by hour; hours of each ally with their range; what levers buy."""

from __future__ import annotations

import altair as alt
import polars as pl

from sinews.present.charts import BELOW, BLUE, DASHES, INK, ROW, SKY, VERMILION, named_rows, panels
from sinews.present.page import Chart


def without(data: pl.DataFrame) -> Chart:
    """People without each need, hour by hour: one panel a need (columns: need, hour, state, percent)."""
    x = alt.X("hour:Q", title=None, axis=alt.Axis(tickCount=4, grid=False))
    y = alt.Y("percent:Q", title=None, scale=alt.Scale(domain=[0, 100]), axis=alt.Axis(values=[0, 10, 50, 100]))
    states = data["state"].unique(maintain_order=True).to_list()
    colour = alt.Color("state:N", scale=alt.Scale(domain=states, range=[BLUE, SKY][: len(states)]))
    tips = [
        alt.Tooltip("hour:Q", format=".0f", title="Hour"),
        alt.Tooltip("state:N", title="What"),
        alt.Tooltip("percent:Q", format=".1f", title="Without, %"),
    ]
    line = alt.Chart().mark_line(strokeWidth=1.8, strokeDash=DASHES).encode(x=x, y=y, color=colour, tooltip=tips)
    return panels(data, alt.layer(line), "need")


def hours(data: pl.DataFrame) -> Chart:
    """The hour of each ally with its range (columns: ally, need, low, hour, high, due)."""
    order = data["ally"].unique(maintain_order=True).to_list()
    words, y = named_rows(data, "ally", order)
    needs = data["need"].unique(maintain_order=True).to_list()
    colour = alt.Color("need:N", scale=alt.Scale(domain=needs, range=[BLUE, VERMILION, SKY, INK][: len(needs)]))
    x = alt.X(
        "low:Q", title="hours after the cut", axis=alt.Axis(orient="top", tickCount=6), scale=alt.Scale(zero=True)
    )
    tips = [
        alt.Tooltip("ally:N", title="Ally"),
        alt.Tooltip("need:N", title="Need"),
        alt.Tooltip("hour:Q", format=".1f", title="Hour"),
        alt.Tooltip("low:Q", format=".1f", title="At worst"),
        alt.Tooltip("high:Q", format=".1f", title="At best"),
    ]
    layers = [words]
    for number, need in enumerate(needs):
        offset = BELOW + 7 * number
        lane = alt.Chart(data).transform_filter(alt.datum.need == need).encode(y=y)
        layers += [
            lane.mark_rule(strokeWidth=3, opacity=0.4, yOffset=offset).encode(x=x, x2="high:Q", color=colour),
            lane.mark_point(size=50, filled=True, opacity=1, yOffset=offset).encode(
                x="hour:Q", color=colour, tooltip=tips
            ),
        ]
    height = (ROW + 7 * (len(needs) - 1)) * len(order)
    drawn: Chart = alt.layer(*layers[1:], layers[0]).properties(width="container", height=height)
    return drawn


def levers(data: pl.DataFrame) -> Chart:
    """Million people-hours that a step of each lever takes off (columns: lever, million_people_hours, words)."""
    order = data["lever"].to_list()
    words, y = named_rows(data, "lever", order, "words")
    x = alt.X(
        "million_people_hours:Q", title="million people-hours", axis=alt.Axis(orient="top", tickCount=6),
        scale=alt.Scale(zero=True),
    )  # fmt: skip
    tips = [
        alt.Tooltip("lever:N", title="Lever"),
        alt.Tooltip("million_people_hours:Q", format=".3g", title="Million people-hours"),
    ]
    bars = alt.Chart(data).mark_bar(height=10, yOffset=BELOW, color=BLUE).encode(x=x, y=y, tooltip=tips)
    drawn: Chart = alt.layer(bars, words).properties(width="container", height=ROW * len(order))
    return drawn
