"""Charts of the minutes clock: minutes there are and needed by class, a map of cities by minutes left, levers."""

from __future__ import annotations

import altair as alt
import polars as pl

from sinews.present.charts import BELOW, BLUE, INK, ROW, SKY, VERMILION, named_rows
from sinews.present.europe import land, projected
from sinews.present.page import Chart

#: Minutes to spare at which the colours of the map end.
MOST = 20.0


def classes(data: pl.DataFrame) -> Chart:
    """Minutes that there are and that are needed, by class and city (columns: row, what, minutes, low, high)."""
    order = data["row"].unique(maintain_order=True).to_list()
    words, y = named_rows(data, "row", order)
    whats = data["what"].unique(maintain_order=True).to_list()
    colour = alt.Color("what:N", scale=alt.Scale(domain=whats, range=[BLUE, VERMILION][: len(whats)]))
    axis = alt.Axis(orient="top", values=[0, 1, 5, 10, 30, 60, 120, 300])
    x = alt.X("low:Q", title="minutes after launch", axis=axis, scale=alt.Scale(type="sqrt", domainMin=0))
    tips = [
        alt.Tooltip("row:N", title="Class and city"),
        alt.Tooltip("what:N", title="What"),
        alt.Tooltip("minutes:Q", format=".1f", title="Minutes"),
        alt.Tooltip("low:Q", format=".1f", title="Low end"),
        alt.Tooltip("high:Q", format=".1f", title="High end"),
    ]
    layers = [words]
    for number, what in enumerate(whats):
        offset = BELOW + 8 * number
        lane = alt.Chart(data).transform_filter(alt.datum.what == what).encode(y=y)
        layers += [
            lane.mark_rule(strokeWidth=3, opacity=0.4, yOffset=offset).encode(x=x, x2="high:Q", color=colour),
            lane.mark_point(size=50, filled=True, opacity=1, yOffset=offset).encode(
                x="minutes:Q", color=colour, tooltip=tips
            ),
        ]
    drawn: Chart = alt.layer(*layers[1:], layers[0]).properties(width="container", height=(ROW + 8) * len(order))
    return drawn


def cities(data: pl.DataFrame) -> Chart:
    """A map of cities by minutes to spare (columns: city, latitude, longitude, to_spare, people)."""
    colour = alt.Color(
        "to_spare:Q",
        title="minutes to spare",
        scale=alt.Scale(domain=[-MOST, 0, MOST], range=[VERMILION, "white", BLUE], clamp=True),
    )
    size = alt.Size("people:Q", legend=None, scale=alt.Scale(type="sqrt", range=[20, alt.expr("max(120, width / 3)")]))
    tips = [
        alt.Tooltip("city:N", title="City"),
        alt.Tooltip("to_spare:Q", format=".1f", title="Minutes to spare"),
        alt.Tooltip("available:Q", format=".1f", title="Minutes there are"),
        alt.Tooltip("people:Q", format=",.0f", title="People"),
    ]
    dots = (
        alt.Chart(data)
        .mark_circle(stroke=INK, strokeWidth=0.8, opacity=0.95, clip=True)
        .encode(longitude="longitude:Q", latitude="latitude:Q", color=colour, size=size, tooltip=tips)
    )
    return projected(alt.layer(land(), dots))


def day(data: pl.DataFrame) -> Chart:
    """Percent of the people in time by part of the day (columns: part_of_the_day, what, percent)."""
    order = data["part_of_the_day"].unique(maintain_order=True).to_list()
    words, y = named_rows(data, "part_of_the_day", order)
    whats = data["what"].unique(maintain_order=True).to_list()
    colour = alt.Color("what:N", scale=alt.Scale(domain=whats, range=[BLUE, SKY, INK][: len(whats)]))
    x = alt.X(
        "percent:Q", title="% of all people", axis=alt.Axis(orient="top", tickCount=6), scale=alt.Scale(zero=True)
    )
    tips = [
        alt.Tooltip("part_of_the_day:N", title="When"),
        alt.Tooltip("what:N", title="What"),
        alt.Tooltip("percent:Q", format=".1f", title="%"),
    ]
    marks = alt.Chart(data).mark_point(size=60, filled=True, opacity=1, yOffset=BELOW)
    dots = marks.encode(x=x, y=y, color=colour, tooltip=tips)
    drawn: Chart = alt.layer(dots, words).properties(width="container", height=ROW * len(order))
    return drawn


def levers(data: pl.DataFrame) -> Chart:
    """Thousand people that a step of each lever brings into safety (columns: lever, thousand_people, words)."""
    order = data["lever"].to_list()
    words, y = named_rows(data, "lever", order, "words")
    axis = alt.Axis(orient="top", tickCount=6)
    x = alt.X("thousand_people:Q", title="thousand people more in time", axis=axis, scale=alt.Scale(zero=True))
    tips = [
        alt.Tooltip("lever:N", title="Lever"),
        alt.Tooltip("thousand_people:Q", format=".3g", title="Thousand people"),
    ]
    bars = alt.Chart(data).mark_bar(height=10, yOffset=BELOW, color=BLUE).encode(x=x, y=y, tooltip=tips)
    drawn: Chart = alt.layer(bars, words).properties(width="container", height=ROW * len(order))
    return drawn
