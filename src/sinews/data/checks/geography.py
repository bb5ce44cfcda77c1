"""Places on the globe: links against the great circle between their ends, and nodes against those of their state."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import polars as pl
from numpy.typing import NDArray

from sinews.data.checks.common import DatedCheck, Frames, noted
from sinews.data.package import Settings
from sinews.data.reading import FILE, LINE
from sinews.errors import Finding

#: Mean radius of the earth, km.
_RADIUS = 6371.0

#: What a link may fall short of the great circle, since coordinates are rounded: a part of it, and km.
SHORT, ROUNDED = 0.02, 5.0

#: How many times the great circle a way may be, with km besides for what begins and ends in a town: lanes round a
#: peninsula are twice as long, and nothing in the packaged case is longer.
LONG, ABOUT = 3.0, 50.0

#: How far the next node of the same state may be: as far as the other nodes lie apart, twice over, and never less than
#: this, km.
APART, NEXT = 2.0, 800.0


def distance(latitude: pl.Series, longitude: pl.Series, to_latitude: pl.Series, to_longitude: pl.Series) -> pl.Series:
    """Great circle distances in km (haversine formula), row by row."""
    here, there = np.radians(latitude.to_numpy()), np.radians(to_latitude.to_numpy())
    turned = np.radians(to_longitude.to_numpy() - longitude.to_numpy())
    half: NDArray[np.float64] = np.sin((there - here) / 2) ** 2 + np.cos(here) * np.cos(there) * np.sin(turned / 2) ** 2
    return pl.Series(2 * _RADIUS * np.arcsin(np.sqrt(np.clip(half, 0.0, 1.0))))


def _links(frames: Frames, _settings: Settings) -> Iterator[Finding]:
    """Links that are shorter than any way, or far longer than one."""
    where = frames["nodes"].select("node", "latitude", "longitude")
    links = frames["links"].join(where, left_on="from_node", right_on="node", maintain_order="left")
    links = links.join(where, left_on="to_node", right_on="node", suffix="_to", maintain_order="left")
    ends = ("latitude", "longitude", "latitude_to", "longitude_to")
    links = links.with_columns(distance(*(links[end] for end in ends)).alias("_direct"))
    short = links.filter(pl.col("length") < (1 - SHORT) * pl.col("_direct") - ROUNDED)
    yield from noted(
        short, ("link", "length"), "shorter than the great circle between their ends", "no link shorter than that",
        "Correct the length, its unit, or the coordinates of the nodes.",
    )  # fmt: skip
    long = links.filter((pl.col("length") > LONG * pl.col("_direct") + ABOUT) & (pl.col("_direct") > 0))
    expected = f"at most {LONG:g} times as long, and {ABOUT:g} km"
    remedy = "Correct the length, its unit, or the coordinates of the nodes."
    yield from noted(long, ("link", "length"), "far longer than the great circle between their ends", expected, remedy)


def _nodes(frames: Frames, _settings: Settings) -> Iterator[Finding]:
    """Nodes that lie far from all others of their state."""
    nodes = frames["nodes"].select(FILE, LINE, "node", "place", "latitude", "longitude")
    pairs = nodes.join(nodes, on="place", suffix="_to", maintain_order="left").filter(
        pl.col("node") != pl.col("node_to")
    )
    ends = ("latitude", "longitude", "latitude_to", "longitude_to")
    pairs = pairs.with_columns(distance(*(pairs[end] for end in ends)).alias("km"))
    lost = []
    for (node,), rows in pairs.partition_by("node", as_dict=True, maintain_order=True).items():
        others = pairs.filter(
            (pl.col("place") == rows["place"][0]) & (pl.col("node") != node) & (pl.col("node_to") != node)
        )
        spread = others["km"].max() if others.height else 0.0
        nearest = rows["km"].min()
        if isinstance(nearest, float) and isinstance(spread, float) and nearest > max(NEXT, APART * spread):
            lost.append(node)
    yield from noted(
        nodes.filter(pl.col("node").is_in(lost)), ("place", "node"), "far from all other nodes of their state",
        f"at most {NEXT:g} km from the next one, or {APART:g} times as far as the others lie apart",
        "Correct latitude, longitude or state.",
    )  # fmt: skip


WARNINGS: tuple[DatedCheck, ...] = (_links, _nodes)
