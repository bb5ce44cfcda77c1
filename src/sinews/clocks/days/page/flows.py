"""What moves over each link from day to day, as a table: for the map of the days clock, and to take away."""

from __future__ import annotations

import numpy as np
import polars as pl

from sinews.clocks.days.answer import DaysAnswer
from sinews.clocks.days.components.journey import capacity
from sinews.clocks.days.flows import on_links
from sinews.clocks.days.limits import LINK, TRANSFER
from sinews.model.calendar import Array
from sinews.present.words import plain

#: Days from which the map shows a stretch of time each: short at first, when every day counts.
STOPS = (*range(10), 10, 12, 14, 16, 18, 20, 25, 30, 35, 40, 50, 60, 75, 90, 120, 150, 180, 210, 240, 270, 300, 360)

#: Trips a day below which nothing is shown, and the part of a capacity from which a link counts as full.
LEAST, FULL = 0.005, 0.98

#: What a link is to the plan, in words, the most important last.
ROOM, CROWDED, HOLDS = "has room", "full", "holds the movement up"
RANK = {state: rank for rank, state in enumerate((ROOM, CROWDED, HOLDS))}


def stretches(answer: DaysAnswer, trips: Array) -> Array:
    """Edges of the stretches of time: the stops within the horizon up to the last on which anything moves.

    `trips`: shape (links, ticks).
    """
    calendar = answer.scope.calendar
    moving = np.flatnonzero(trips.max(axis=0, initial=0.0) > LEAST)
    last = float(calendar.last_day[moving[-1] if len(moving) else 0])
    return np.array([*(stop for stop in STOPS if stop < last), last])


def flows(answer: DaysAnswer) -> pl.DataFrame:
    """Loaded trips a day on each link in each stretch of time; in each, what is full or thin comes last, to be seen.

    Columns: day, until_day (stretch), link, mode, trips_a_day, used_percent (of the capacity, with the ways back of
    empty stock; blank: no limit), state, and where the link lies: longitude, latitude, to_longitude, to_latitude.
    """
    codes, loaded = on_links(answer.plan)
    edges = stretches(answer, loaded)
    trips, taken = (_a_day(answer, traffic, edges) for traffic in (loaded, on_links(answer.plan, empties=True)[1]))
    row, stretch = np.nonzero(trips > LEAST)
    most = capacity(answer.scope)
    limits = np.array([most.get(code, np.inf) for code in codes])
    shown = pl.DataFrame(
        {
            "day": edges[stretch],
            "until_day": edges[stretch + 1],
            "code": [codes[number] for number in row],
            "trips_a_day": trips[row, stretch],
            "used_percent": 100 * taken[row, stretch] / limits[row],
            "limited": np.isfinite(limits[row]),
        },
        schema_overrides={"code": pl.String},
    )
    used = pl.when("limited").then("used_percent")
    return (
        shown.join(_links(answer), on="code", maintain_order="left")
        .with_columns(used.round(0), pl.col("trips_a_day").round(2), _state(answer))
        .sort("day", pl.col("state").replace_strict(RANK), pl.col("trips_a_day").neg(), "link")
        .select(
            "day", "until_day", "link", "mode", "trips_a_day", "used_percent", "state",
            "longitude", "latitude", "to_longitude", "to_latitude",
        )
    )  # fmt: skip


def _a_day(answer: DaysAnswer, trips: Array, edges: Array) -> Array:
    """Trips by tick as trips a day in each stretch, even within ticks."""
    calendar = answer.scope.calendar
    both = np.minimum(calendar.last_day[:, None], edges[1:]) - np.maximum(calendar.first_day[:, None], edges[:-1])
    share = np.clip(both, 0.0, None) / calendar.days[:, None]
    return np.asarray((trips @ share) / np.diff(edges))


def _state(answer: DaysAnswer) -> pl.Expr:
    binding = [finding.subject for finding in answer.why if finding.limit == LINK]
    full = pl.col("limited") & (pl.col("used_percent") >= 100 * FULL)
    state = pl.when(pl.col("code").is_in(binding)).then(pl.lit(HOLDS)).when(full).then(pl.lit(CROWDED))
    return state.otherwise(pl.lit(ROOM)).alias("state")


def _links(answer: DaysAnswer) -> pl.DataFrame:
    """Links by code: name, mode, and where both ends lie."""
    nodes = answer.scope.case.table("nodes").select("node", "longitude", "latitude")
    other = nodes.rename({"longitude": "to_longitude", "latitude": "to_latitude"})
    links = answer.scope.links.select(pl.col("link").alias("code"), pl.col("name").alias("link"), "mode", "from_node",
                                      "to_node")  # fmt: skip
    return links.join(nodes, left_on="from_node", right_on="node").join(other, left_on="to_node", right_on="node")


def busiest(data: pl.DataFrame) -> pl.DataFrame:
    """Each link with its busiest stretch of time, the busiest first: what a page lists of the flows."""
    top = data.sort("trips_a_day", "link", descending=[True, False]).unique("link", keep="first", maintain_order=True)
    return top.select(
        "link",
        pl.col("mode").map_elements(plain, return_dtype=pl.String),
        pl.col("trips_a_day").alias("most_trips_a_day"),
        pl.col("day").alias("from_day"),
        "until_day",
        "used_percent",
        "state",
    )


def places(answer: DaysAnswer) -> pl.DataFrame:
    """Places where forces have to arrive, and transfer points that hold the movement up.

    Columns: place, what (in words), holds (whether it holds the movement up), longitude, latitude.
    """
    case = answer.scope.case
    areas = dict(case.table("areas").select("area", "name").iter_rows())
    holds = pl.col("node").is_in([finding.subject for finding in answer.why if finding.limit == TRANSFER])
    what = pl.when("holds").then(pl.lit(f"loading and unloading {HOLDS}")).otherwise(
        pl.format("forces arrive here: {}", pl.col("area").replace(areas))
    )  # fmt: skip
    nodes = case.table("nodes").with_columns(holds.alias("holds"))
    table = nodes.filter(pl.col("holds") | pl.col("area").is_not_null())
    return table.sort("holds", "node").select(
        pl.col("name").alias("place"), what.alias("what"), "holds", "longitude", "latitude"
    )
