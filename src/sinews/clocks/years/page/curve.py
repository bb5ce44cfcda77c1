"""The money curve in rows and sentences."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from sinews.clocks.years.curve import READINGS, Point, bend
from sinews.clocks.years.scope import Scope
from sinews.present.words import listed, number

ABOUT = {reading.name: reading.about for reading in READINGS}

SCHEMA = {
    "reading": pl.String,
    "about": pl.String,
    "share_percent_of_GDP": pl.Float64,
    "points": pl.Float64,
    "ready": pl.Date,
}


def rows(scope: Scope, points: Sequence[Point]) -> pl.DataFrame:
    """A row a point (columns SCHEMA): expected shortfall in points, and the ready date, blank beyond the horizon."""
    return pl.DataFrame(
        [
            {
                "reading": point.reading,
                "about": ABOUT.get(point.reading, point.reading),
                "share_percent_of_GDP": point.share,
                "points": point.points,
                "ready": None if point.instant is None else scope.calendar.month_of(point.instant),
            }
            for point in points
        ],
        schema=SCHEMA,
    )


def sentences(points: Sequence[Point]) -> tuple[str, ...]:
    """Where each curve bends, and what lies at its ends, a sentence each."""
    found = []
    for reading in READINGS:
        mine = [point for point in points if point.reading == reading.name]
        if mine:
            low, high = mine[0], mine[-1]
            where = bend(points, reading.name)
            bent = f"it bends at {number(where, 2)} %" if where else "it does not bend within these shares"
            found.append(
                f"{reading.about[0].upper()}{reading.about[1:]}: {number(low.points, 3)} points are missing at "
                f"{number(low.share, 2)} % of GDP, {number(high.points, 3)} at {number(high.share, 2)} %; {bent}."
            )
    return tuple(found)


def ready_from(points: Sequence[Point]) -> str:
    """The least share at which the standard is met within the horizon, by reading; empty for no points."""
    least: dict[str, float] = {}
    for point in points:
        if point.instant is not None:
            least[point.reading] = min(point.share, least.get(point.reading, point.share))
    parts = [
        f"{reading.about}: {f'{number(least[reading.name], 2)} %' if reading.name in least else 'at none of them'}"
        for reading in READINGS
        if any(point.reading == reading.name for point in points)
    ]
    return f"Least share at which the standard can be met within the horizon: {listed(parts)}." if parts else ""
