"""Routes: the journeys among which a plan chooses.

A plan needs few of all possible routes. The shortest of each start and area come first; what the prices of a plan on
these recommend is added (`sinews.mobility.pricing`).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sinews.mobility.network import Route
from sinews.mobility.scope import Moves
from sinews.program import Program
from sinews.solver import Solution

#: Part of the natural size of a load below which what moves on a route is rounding.
NOTHING = 1e-9


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
    found: list[Journey] = []
    for (item, area), goals in scope.goals.items():
        roads = scope.roads[scope.items[item][0]]
        _, first = roads.onward(roads.hours, goals)
        for start in scope.starts[item]:
            route = Route(start, start, ()) if start in goals else roads.follow(first, start)
            found += [Journey(item, area, route)] if route else []
    return tuple(found)


def used(program: Program, solution: Solution, journeys: Journeys) -> Journeys:
    """The journeys on which a plan moves anything."""
    block = program.variable("journey")
    moved = solution.value[program.numbers(block)].max(axis=1, initial=0.0)
    return tuple(journey for journey, most in zip(journeys, moved / block.sizes, strict=True) if most > NOTHING)


def distinct(journeys: Iterable[Journey]) -> Journeys:
    """Each journey once."""
    return tuple({journey.key: journey for journey in journeys}.values())


def rerouted(journeys: Journeys, scope: Moves) -> Journeys:
    """Journeys of another state of the case on the arcs of this one, without those whose way is gone."""
    found = (followed(scope, journey.key) for journey in journeys)
    return tuple(journey for journey in found if journey is not None)
