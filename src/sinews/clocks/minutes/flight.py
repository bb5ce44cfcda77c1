"""How long a class of what comes is under way to a city: distance by speed, from the nearest area it may come from.

flight = 60 x way x (great-circle distance to the middle of the area - extent) / speed, at least LEAST km and the
shortest time of the class. Areas are countries and regions; the nearest is that with the least likely distance.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import polars as pl

from sinews.clocks.minutes.scope import Cities, spread
from sinews.clocks.minutes.spread import Spread
from sinews.data.sphere import great_circle
from sinews.errors import UsageError
from sinews.model.calendar import Array

#: The least distance that is counted with, km.
LEAST = 1.0


@dataclass(frozen=True)
class Origin:
    """From where a class comes to a city: the nearest area, the distance to its middle, and how far it reaches."""

    area: str
    distance: float
    extent: Spread


def require_reach(scope: Cities) -> None:
    """Raise UsageError for a city and a class that were both named, where the class does not come so far."""
    city, arrival = scope.question.city, scope.question.arrival
    if city is not None and arrival is not None and not any(Flights(scope, arrival).origins):
        within = sorted(name for name in scope.classes if any(Flights(scope, name).origins))
        there = f"classes that do: {', '.join(within)}" if within else "no class of the case does"
        raise UsageError(f"The class {arrival} does not come as far as {city}; {there}.")


@dataclass(frozen=True)
class Flights:
    """Flights of one class to the cities of a scope."""

    scope: Cities
    arrival: str

    @cached_property
    def row(self) -> dict[str, object]:
        """The row of the class."""
        return self.scope.table("arrival_classes").filter(pl.col("arrival_class") == self.arrival).row(0, named=True)

    @cached_property
    def origins(self) -> tuple[Origin | None, ...]:
        """For each city the nearest area; None where the class does not come so far."""
        scope = self.scope
        allowed = scope.table("launch_classes").filter(pl.col("arrival_class") == self.arrival)["launch_area"]
        areas = scope.table("launch_areas").filter(pl.col("launch_area").is_in(allowed.implode())).sort("launch_area")
        latitude, longitude = (scope.cities[name].to_numpy() for name in ("latitude", "longitude"))
        by_area = []
        for row in areas.iter_rows(named=True):
            distance = great_circle(latitude, longitude, (row["latitude"], row["longitude"]))
            extent = spread(row, "extent")
            by_area.append([Origin(row["launch_area"], float(km), extent) for km in distance])
        return tuple(self._nearest([rows[city] for rows in by_area]) for city in range(len(scope.codes)))

    def _nearest(self, there: list[Origin]) -> Origin | None:
        reach = float(str(self.row["reach"]))
        near = [origin for origin in there if origin.distance - origin.extent.likely <= reach]
        return min(near, key=lambda origin: (origin.distance - origin.extent.likely, origin.area), default=None)

    @cached_property
    def _pace(self) -> Array:
        """Minutes for each km of distance, by trial."""
        draws = self.scope.draws
        key = ("pace", self.arrival, spread(self.row, "way"), spread(self.row, "speed"))

        def made() -> Array:
            way = draws.of(spread(self.row, "way"), "arrival_classes", self.arrival, "way")
            return np.asarray(60 * way / draws.of(spread(self.row, "speed"), "arrival_classes", self.arrival, "speed"))

        return draws.known(key, made)

    @cached_property
    def _least(self) -> Array:
        """The shortest time of flight, by trial."""
        draws, least = self.scope.draws, spread(self.row, "least")
        key = ("least", self.arrival, least)
        return draws.known(key, lambda: draws.of(least, "arrival_classes", self.arrival, "least"))

    def minutes(self, city: int) -> Array | None:
        """Minutes from launch to arrival at a city, shape (trials,); None if it does not come so far."""
        origin = self.origins[city]
        if origin is None:
            return None
        draws = self.scope.draws
        key = ("extent", origin.area, origin.extent)
        extent = draws.known(key, lambda: draws.of(origin.extent, "launch_areas", origin.area, "extent"))
        return np.maximum(self._pace * np.maximum(origin.distance - extent, LEAST), self._least)

    def kept(self, city: int) -> Array | None:
        """The same, kept for other states of the case whose flights do not differ; shape (trials,)."""
        origin, row = self.origins[city], self.row
        if origin is None:
            return None
        key = ("flight", self.arrival, origin, *(spread(row, name) for name in ("way", "speed", "least")))
        return self.scope.draws.known(key, lambda: np.asarray(self.minutes(city)))

    def likely(self, city: int) -> tuple[float, float, float] | None:
        """Minutes with all likely values, and with all ranges at their ends; None if it does not come so far."""
        origin = self.origins[city]
        if origin is None:
            return None
        way, speed, extent = spread(self.row, "way"), spread(self.row, "speed"), origin.extent
        least = spread(self.row, "least")
        ends = (
            (way.likely, speed.likely, extent.likely, least.likely),
            (way.low, speed.high, extent.high, least.low),
            (way.high, speed.low, extent.low, least.high),
        )
        value, low, high = (
            max(60 * far / fast * max(origin.distance - wide, LEAST), short) for far, fast, wide, short in ends
        )
        return value, low, high
