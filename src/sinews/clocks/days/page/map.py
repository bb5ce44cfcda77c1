"""The map of the days clock: links by what moves over them, one stretch of time after the other."""

from __future__ import annotations

import altair as alt
import polars as pl

from sinews.clocks.days.page.flows import CROWDED, HOLDS, ROOM
from sinews.present.charts import INK, ORANGE, VERMILION
from sinews.present.europe import land, projected
from sinews.present.page import Chart
from sinews.present.words import number

#: The colour of a link by what it is to the plan.
STATES = {ROOM: "#3d7ab8", CROWDED: ORANGE, HOLDS: VERMILION}

#: Links on the ground; those by sea and air are dashed.
WHEELS = "datum.mode === 'rail' || datum.mode === 'road'"


def draw(data: pl.DataFrame, nodes: pl.DataFrame) -> Chart:
    """The map of one stretch of time, chosen by the signal `day` (columns as `days_flows` gives them)."""
    stops = data.select("day", "until_day").unique().sort("day")
    start = _fullest(data, stops["day"].to_list())
    day = alt.param(name="day", value=stops["day"][start] if stops.height else 0)
    layers = alt.layer(land(), _lines(data), _dots(nodes)).add_params(day)
    return projected(layers, slider=_slider(stops, start))


def _fullest(data: pl.DataFrame, stops: list[float]) -> int:
    """The stop at which most trips are under way, to begin with."""
    trips = dict(data.group_by("day").agg(pl.col("trips_a_day").sum()).iter_rows())
    return max(range(len(stops)), key=lambda number: trips[stops[number]], default=0)


def _slider(stops: pl.DataFrame, start: int) -> dict[str, object]:
    """What the page makes a slider of: the values of the signal, and what each is in words."""
    return {
        "signal": "day",
        "label": "Days after the order to move",
        "stops": stops["day"].to_list(),
        "words": [f"day {number(first)} to {number(last)}" for first, last in stops.iter_rows()],
        "start": start,
    }


def _lines(data: pl.DataFrame) -> alt.Chart:
    most = float(data["trips_a_day"].max() or 1.0)  # type: ignore[arg-type]
    width = alt.Scale(type="sqrt", domain=[0, most], range=[0.4, alt.expr("max(4, width / 100)")])
    tips = [
        alt.Tooltip("link:N", title="Link"),
        alt.Tooltip("mode:N", title="By"),
        alt.Tooltip("trips_a_day:Q", format=".1f", title="Trips a day"),
        alt.Tooltip("used_percent:Q", format=".0f", title="Of its capacity, %"),
        alt.Tooltip("state:N", title="It"),
    ]
    states = [state for state in STATES if state in set(data["state"])]
    colour = alt.Scale(domain=states, range=[STATES[state] for state in states])
    drawn: alt.Chart = (
        alt.Chart(data)
        .transform_filter("datum.day === day")
        .mark_rule(opacity=0.85, clip=True)
        .encode(
            longitude="longitude:Q",
            latitude="latitude:Q",
            longitude2="to_longitude:Q",
            latitude2="to_latitude:Q",
            strokeWidth=alt.StrokeWidth("trips_a_day:Q", scale=width, legend=None),
            color=alt.Color("state:N", scale=colour),
            strokeDash=alt.condition(WHEELS, alt.value([1, 0]), alt.value([2, 4])),
            tooltip=tips,
        )
    )
    return drawn


def _dots(nodes: pl.DataFrame) -> alt.Chart:
    """Places where forces have to arrive, and places where loading and unloading holds the movement up."""
    drawn: alt.Chart = (
        alt.Chart(nodes)
        .mark_point(
            size=alt.expr("max(14, width / 28)"), filled=True, stroke=INK, strokeWidth=1.1, opacity=1, clip=True
        )
        .encode(
            longitude="longitude:Q",
            latitude="latitude:Q",
            fill=alt.condition(alt.datum.holds, alt.value(VERMILION), alt.value("white")),
            tooltip=[alt.Tooltip("place:N", title="Place"), alt.Tooltip("what:N", title="What it is")],
        )
    )
    return drawn
