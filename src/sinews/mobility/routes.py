"""Routes: the journeys among which a plan chooses.

A plan needs few of all possible routes. The shortest of each start and area, and detours that avoid their links, come
first; then the prices of a plan on these say which others would shorten it, and the plan is made again with them, until
no better one is found. With r the route, p the prices and t the tick of departure, one more unit on it earns

    price of arriving in the area at t + its time - price of being at the start at t - prices of what it uses on the way
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from sinews.calendar import Array, Indices
from sinews.mobility.network import Arc, Roads, Route, Step
from sinews.mobility.scope import Moves
from sinews.program import Program
from sinews.solver import Solution

#: Detours tried besides the shortest route: the links of those before count so many times their time.
DETOURS, PENALTY = 2, 1.6

#: Gain per unit, relative to the price of arriving, below which a route is no better.
NEGLIGIBLE = 1e-4


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
        return (self.item, self.area, self.route.start, *(arc.link or arc.node + arc.head for arc in self.route.arcs))


Journeys = tuple[Journey, ...]


def shortest(scope: Moves, detours: int = DETOURS) -> Journeys:
    """The shortest route from each start to each area, and so many detours within the case's limit."""
    most = scope.case.parameter("days_detour")
    found: dict[tuple[str, ...], Journey] = {}
    for (item, area), goals in scope.goals.items():
        roads = scope.roads[scope.items[item][0]]
        at_once = [start for start in scope.starts[item] if start in goals]
        for start in at_once:
            journey = Journey(item, area, Route(start, start, ()))
            found[journey.key] = journey
        least, _ = roads.onward(roads.hours, goals)
        cost = roads.hours.copy()
        for _ in range(1 + detours):
            _, first = roads.onward(cost, goals)
            taken: set[Arc] = set()
            for start in scope.starts[item]:
                route = roads.follow(first, start)
                if route and route.hours <= most * least[roads.number[start]] + 1e-6:
                    journey = Journey(item, area, route)
                    found.setdefault(journey.key, journey)
                    taken.update(route.arcs)
            cost = np.where([arc in taken for arc in roads.arcs], cost * PENALTY, cost)
    return tuple(found.values())


def used(program: Program, solution: Solution, journeys: Journeys) -> Journeys:
    """The journeys on which a plan moves anything."""
    block = program.variable("journey")
    moved = solution.value[program.numbers(block)].max(axis=1, initial=0.0)
    return tuple(journey for journey, most in zip(journeys, moved / block.sizes, strict=True) if most > NEGLIGIBLE)


def better(scope: Moves, program: Program, solution: Solution, known: Journeys) -> Journeys:
    """Routes that the prices of a plan recommend: for each start and area the one that earns most, if it is new."""
    prices = _Prices.of(scope, program, solution)
    keys = {journey.key for journey in known}
    most = scope.case.parameter("days_detour")
    found: dict[tuple[str, ...], Journey] = {}
    for (item, area), goals in scope.goals.items():
        roads = scope.roads[scope.items[item][0]]
        least, _ = roads.onward(roads.hours, goals)
        for start, route in _candidates(scope, prices, roads, item, area, goals, least):
            journey = Journey(item, area, route)
            if journey.key not in keys and route.hours <= most * least[roads.number[start]] + 1e-6:
                found.setdefault(journey.key, journey)
    return tuple(found.values())


def _candidates(
    scope: Moves, prices: _Prices, roads: Roads, item: str, area: str, goals: tuple[str, ...], least: Array
) -> Iterator[tuple[str, Route]]:
    """For each start the best route over all ticks of arrival, if it earns anything."""
    ticks, tick = len(scope.calendar), scope.calendar.hours
    ends = scope.calendar.start * tick
    tail, _ = roads.ends
    best: dict[str, tuple[float, Route]] = {}
    arrive = prices.arriving[area, scope.items[item][0]]
    use = prices.of_arcs(roads)
    before = np.where(np.isfinite(least), least, 0.0)
    for at in range(ticks):
        if arrive[at] <= 1e-12:
            continue
        when = np.clip(np.searchsorted(ends, ends[at] - before[tail], side="right") - 1, 0, ticks - 1)
        cost = use[np.arange(len(roads.arcs)), when]
        total, first = roads.onward(cost + roads.hours * 1e-9, goals)
        for start in scope.starts[item]:
            k = roads.number.get(start, -1)
            if k < 0 or not np.isfinite(total[k]) or ends[at] < least[k]:
                continue
            left = int(np.searchsorted(ends, ends[at] - least[k], side="right") - 1)
            gain = (arrive[at] - total[k] - prices.starting[start, item][left]) / arrive[at]
            if gain > max(best[start][0] if start in best else NEGLIGIBLE, NEGLIGIBLE):
                route = roads.follow(first, start)
                if route:
                    best[start] = (gain, route)
    for start, (_, route) in best.items():
        yield start, route


@dataclass(frozen=True)
class _Prices:
    """What a plan would give for one unit more, by tick: arriving, being at a start, using links and points."""

    scope: Moves
    arriving: dict[tuple[str, str], Array]
    starting: dict[tuple[str, str], Array]
    using: dict[tuple[str, str], Array]

    @classmethod
    def of(cls, scope: Moves, program: Program, solution: Solution) -> _Prices:
        """Read from the prices of balances: positive is what one unit more there is worth."""
        by: dict[str, dict[tuple[str, str], Array]] = {}
        for name in ("arrived", "at", "track", "terminal", "pool"):
            try:
                block = program.row(name)
            except KeyError:
                by[name] = {}
                continue
            keys = list(zip(block.subjects["place"], block.subjects["item"], strict=True))
            by[name] = dict(zip(keys, -solution.price[program.numbers(block)], strict=True))
        return cls(scope, by["arrived"], by["at"], {**by["track"], **by["terminal"], **by["pool"]})

    def of_arcs(self, roads: Roads) -> Array:
        """Price of each arc by tick at which it is entered, for one unit of the load; shape (arcs, ticks)."""
        return np.array([self._of(arc) for arc in roads.arcs]).reshape(len(roads.arcs), len(self.scope.calendar))

    def _of(self, arc: Arc) -> Array:
        none = np.zeros(len(self.scope.calendar))
        if arc.step is Step.HAUL:
            return self.using.get((arc.link, "trips"), none) * arc.trips * (2 if arc.stock > 0 else 1)
        price = self.using.get((arc.node, arc.carrier), none) * arc.trips
        if arc.stock == 0:
            return price
        pool = self.using.get(("stock", arc.carrier), none)
        way = self.scope.way_home(arc.carrier, arc.node)
        return price + self._pool(pool, -way if arc.step is Step.LOAD else way) * arc.stock * (
            1 if arc.step is Step.LOAD else -1
        )

    def _pool(self, price: Array, steps: int) -> Array:
        """The price of the stock so many steps later (or before)."""
        starts: Indices = self.scope.calendar.start
        when = np.searchsorted(starts, starts + steps, side="right") - 1
        return np.where(
            (when >= 0) & (starts + steps < self.scope.calendar.months), price[np.clip(when, 0, len(starts) - 1)], 0.0
        )
