"""The map of the days clock: links by what moves over them each day, with a slider.

Outlines of countries are from Natural Earth (public domain), simplified by `tools/outlines.py`.
"""

from __future__ import annotations

import json
from importlib.resources import files

import altair as alt
import numpy as np
import polars as pl

from sinews.clocks.days import DaysAnswer
from sinews.mobility.flows import on_links
from sinews.mobility.limits import Limit
from sinews.views.charts import BLUE, INK, RULE, VERMILION
from sinews.views.page import Chart

#: Days that the slider stops at, from the order to move on; later days are shown by the last one.
STOPS = (0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 14, 16, 18, 20, 25, 30, 40, 50, 60, 90, 120, 150, 180, 240, 300, 360)

#: The middle and the scale of the map: Europe from Portugal to the Black Sea.
MIDDLE, SCALE, SIZE = (15.0, 53.5), 720, 520


def data(answer: DaysAnswer) -> pl.DataFrame:
    """Loaded trips a day on each link from each stop of the slider to the next, with the ends of the link."""
    codes, trips = on_links(answer.plan)
    calendar = answer.scope.calendar
    stops = [stop for stop in STOPS if stop < calendar.last_day[-1]]
    edges = np.array([*stops, calendar.last_day[-1]], dtype=float)
    share = (
        np.clip(
            np.minimum(calendar.last_day[:, None], edges[None, 1:])
            - np.maximum(calendar.first_day[:, None], edges[None, :-1]),
            0.0,
            None,
        )
        / calendar.days[:, None]
    )
    a_day = (trips @ share) / np.diff(edges)
    binding = {found.subject for found in answer.why if found.limit is Limit.LINK}
    nodes = {node: where for node, *where in answer.scope.case.table("nodes").select(
        "node", "longitude", "latitude").iter_rows()}  # fmt: skip
    links = {
        code: row
        for code, *row in answer.scope.links.select("link", "name", "mode", "from_node", "to_node").iter_rows()
    }
    rows = []
    for code, row in zip(codes, a_day, strict=True):
        name, mode, one, other = links[code]
        for stop, value in zip(stops, row, strict=True):
            if value > 0.005:
                rows.append((stop, name, mode, round(float(value), 2), code in binding, *nodes[one], *nodes[other]))
    words, flows = ("link", "mode"), ("trips_a_day",)
    where = ("longitude", "latitude", "to_longitude", "to_latitude")
    schema = {
        "day": pl.Int64,
        **dict.fromkeys(words, pl.String),
        **dict.fromkeys(flows, pl.Float64),
        "binding": pl.Boolean,
        **dict.fromkeys(where, pl.Float64),
    }
    return pl.DataFrame(rows, schema=schema, orient="row")


def busiest(data: pl.DataFrame) -> pl.DataFrame:
    """Each link with its busiest day, the busiest first: what a page lists of the flows."""
    top = data.sort("trips_a_day", "link", descending=[True, False]).unique("link", keep="first", maintain_order=True)
    return top.select("link", "mode", pl.col("trips_a_day").alias("most_trips_a_day"), pl.col("day").alias("from_day"))


def ends(answer: DaysAnswer) -> pl.DataFrame:
    """Places in the areas: name, area, where."""
    case = answer.scope.case
    areas = dict(case.table("areas").select("area", "name").iter_rows())
    table = case.table("nodes").drop_nulls("area").sort("node")
    return table.select(pl.col("name").alias("place"), pl.col("area").replace(areas), "longitude", "latitude")


def draw(data: pl.DataFrame, nodes: pl.DataFrame) -> Chart:
    """The map, with a slider over the stops."""
    outline = json.loads((files("sinews.views") / "europe.json").read_text(encoding="utf-8"))
    stops = sorted(set(data["day"])) or [0]
    slider = alt.binding_range(min=stops[0], max=max(stops[-1], stops[0] + 1), step=1, name="Day ")
    day = alt.param(name="day", value=stops[len(stops) // 3], bind=slider)
    land = alt.Chart(alt.InlineData(values=[{"type": "Feature", "geometry": outline}])).mark_geoshape(
        fill="#f4f1ea", stroke=RULE, strokeWidth=0.6
    )
    following = dict(zip(stops, [*stops[1:], 10**6], strict=True))
    timed = data.with_columns(pl.col("day").replace_strict(following, return_dtype=pl.Int64).alias("until"))
    lines = (
        alt.Chart(timed)
        .transform_filter("datum.day <= day && day < datum.until")
        .mark_rule(strokeCap="round", opacity=0.85)
        .encode(
            longitude="longitude:Q",
            latitude="latitude:Q",
            longitude2="to_longitude:Q",
            latitude2="to_latitude:Q",
            strokeWidth=alt.StrokeWidth(
                "trips_a_day:Q", scale=alt.Scale(type="sqrt", range=[0.5, 9]), legend=alt.Legend(title="Trips a day")
            ),
            color=alt.Color(
                "binding:N",
                scale=alt.Scale(domain=[False, True], range=[BLUE, VERMILION]),
                legend=alt.Legend(labelExpr="datum.value ? 'holds the plan up' : 'other links'"),
            ),
            tooltip=[
                alt.Tooltip("link:N", title="Link"),
                alt.Tooltip("mode:N", title="Mode"),
                alt.Tooltip("trips_a_day:Q", format=".1f", title="Trips a day"),
            ],
        )
    )
    dots = (
        alt.Chart(nodes)
        .mark_point(size=28, filled=False, color=INK)
        .encode(
            longitude="longitude:Q",
            latitude="latitude:Q",
            tooltip=[alt.Tooltip("place:N", title="Place"), alt.Tooltip("area:N", title="Area")],
        )
    )
    drawn: Chart = (
        alt.layer(land, lines, dots)
        .add_params(day)
        .project(
            type="conicConformal", center=[0, MIDDLE[1]], parallels=[40, 65], rotate=[-MIDDLE[0], 0, 0], scale=SCALE
        )
        .properties(height=SIZE)
    )
    return drawn
