"""Routes: the journeys among which a plan chooses.

A plan needs few of all possible routes. The shortest of each start and area come first; what the prices of a plan on
these recommend is added (`sinews.clocks.days.pricing`).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sinews.clocks.days.network import Route
from sinews.clocks.days.scope import Moves
from sinews.model.calendar import Hours

#: Whether something may leave, by journey and tick.
Leaving = NDArray[np.bool_]


@dataclass(frozen=True)
class Journey:
    """A route of an item to an area."""

    item: str
    area: str
    route: Route

    @property
    def start(self) -> str:
        """Where it starts."""
        return self.route.start

    @property
    def key(self) -> tuple[str, ...]:
        """What tells it from others."""
        return (self.item, self.area, self.route.start, *(arc.step_name for arc in self.route.arcs))


Journeys = tuple[Journey, ...]


def followed(scope: Moves, key: tuple[str, ...]) -> Journey | None:
    """The journey of a key; None if the network of the scope has no such way."""
    item, area, start, *steps = key
    if (item, area) not in scope.goals or start not in scope.starts.get(item, ()):
        return None
    ways = scope.roads[scope.items[item][0]].leaving
    at, arcs = start, []
    for step in steps:
        arc = ways.get((at, step))
        if arc is None:
            return None
        arcs.append(arc)
        at = arc.head
    return Journey(item, area, Route(start, at, tuple(arcs))) if at in scope.goals[item, area] else None


def shortest(scope: Moves) -> Journeys:
    """The shortest route from each start to each area."""
    journeys: list[Journey] = []
    for (item, area), goals in scope.goals.items():
        roads = scope.roads[scope.items[item][0]]
        _, first = roads.onward(roads.hours, goals)
        for start in scope.starts[item]:
            route = Route(start, start, ()) if start in goals else roads.follow(first, start)
            journeys += [Journey(item, area, route)] if route else []
    return tuple(journeys)


def distinct(journeys: Iterable[Journey]) -> Journeys:
    """Each journey once."""
    return tuple({journey.key: journey for journey in journeys}.values())


@dataclass(frozen=True)
class Departures:
    """Journeys, and the ticks in which something may leave on each; `leaving` has shape (journeys, ticks)."""

    journeys: Journeys
    leaving: Leaving

    @classmethod
    def always(cls, scope: Moves, journeys: Iterable[Journey]) -> Departures:
        """Journeys, each once, in all ticks."""
        once = distinct(journeys)
        return cls(once, np.ones((len(once), len(scope.calendar)), dtype=bool))

    def __add__(self, new: Departures) -> Departures:
        """These, and other journeys on the same ticks."""
        return Departures((*self.journeys, *new.journeys), np.concatenate([self.leaving, new.leaving]))

    def only(self, leaving: Leaving) -> Departures:
        """The journeys on which something may leave in any tick, in these ticks."""
        kept = np.flatnonzero(leaving.any(axis=1))
        return Departures(tuple(self.journeys[k] for k in kept), leaving[kept])

    def rerouted(self, scope: Moves) -> Departures:
        """On the arcs of another state of the case with the same ticks, without journeys whose way is gone."""
        pairs = [(followed(scope, journey.key), row) for journey, row in zip(self.journeys, self.leaving, strict=True)]
        there = [(journey, row) for journey, row in pairs if journey is not None]
        leaving = np.array([row for _, row in there], dtype=bool).reshape(len(there), len(scope.calendar))
        return Departures(tuple(journey for journey, _ in there), leaving)

    def on_ticks(self, own: Hours, other: Hours) -> Departures:
        """On the ticks of another calendar: those that begin in a tick of their own."""
        return Departures(self.journeys, self.leaving[:, own.in_ticks_of(other)])
