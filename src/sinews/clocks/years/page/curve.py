"""The money curve in rows and sentences."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from sinews.clocks.years.curve import READINGS, SHARES, Point, bend
from sinews.clocks.years.scope import Scope
from sinews.present.words import Names, listed, number

#: Shares whose plans are compared ally by ally, the points from which on an ally is named, and how many are.
COMPARED, NOTED, NAMED = (2.0, 3.5), 0.02, 5

#: What each reading takes for granted, as a condition.
CONDITIONS = {
    "every": "if every ally spends the same",
    "at_least": "if who spends more than that goes on doing so",
    "moving": "if all spend the same, and pay and operation shrink and grow with it",
    "without_domains": "if all spend the same, and nothing goes to other domains",
}

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
    texts = []
    for reading in READINGS:
        mine = [point for point in points if point.reading == reading.name]
        if mine:
            low, high = mine[0], mine[-1]
            where = bend(points, reading.name)
            bent = f"it bends at {number(where, 2)} %" if where else "it does not bend within these shares"
            texts.append(
                f"{reading.about[0].upper()}{reading.about[1:]}: {number(low.points, 3)} points are missing at "
                f"{number(low.share, 2)} % of GDP, {number(high.points, 3)} at {number(high.share, 2)} %; {bent}."
            )
    return tuple(texts)


def allies(scope: Scope, points: Sequence[Point]) -> pl.DataFrame:
    """What each ally lacks of what it holds itself: columns reading, share_percent_of_GDP, country, points."""
    name = Names.of(scope.case).place
    return pl.DataFrame(
        [
            (point.reading, point.share, name(place), lacks)
            for point in points
            for place, lacks in point.by_ally.items()
        ],
        schema={"reading": pl.String, "share_percent_of_GDP": pl.Float64, "country": pl.String, "points": pl.Float64},
        orient="row",
    )


def by_ally(scope: Scope, points: Sequence[Point]) -> str:
    """Allies that lack most more at the low share than at the high one, in a sentence; empty where none does."""
    ends = [
        point for share in COMPARED for point in points if (point.reading, point.share) == (READINGS[0].name, share)
    ]
    if len(ends) != len(COMPARED):
        return ""
    low, high = ends
    more = {place: lacks - high.by_ally.get(place, 0.0) for place, lacks in low.by_ally.items()}
    first = sorted((-points, place) for place, points in more.items() if points >= NOTED)[:NAMED]
    if not first:
        return ""
    name = Names.of(scope.case).place
    parts = [f"{name(place)} {number(-points, 2)}" for points, place in first]
    return (
        f"With every ally at {number(low.share, 2)} % rather than {number(high.share, 2)} %, what is held by each ally "
        f"itself lacks most more in {listed(parts)} (points)."
    )


def ready_from(points: Sequence[Point]) -> str:
    """The least share at which the plan holds the standard within the horizon, by reading; empty for no points."""
    least: dict[str, float] = {}
    for point in points:
        if point.instant is not None:
            least[point.reading] = min(point.share, least.get(point.reading, point.share))
    parts = [
        f"{_from(least.get(reading.name))} {CONDITIONS[reading.name]}"
        for reading in READINGS
        if any(point.reading == reading.name for point in points)
    ]
    return f"Core shares of GDP that meet the standard within the horizon: {'; '.join(parts)}." if parts else ""


def _from(share: float | None) -> str:
    if share is None:
        return "none that was tried"
    return (
        f"{number(share, 2)} %, the least that was tried," if share == SHARES[0] else f"{number(share, 2)} % and more"
    )
