"""Pricing: which routes a plan lacks.

With r the route, p the prices and t the tick of departure, one more unit on it earns

    price of arriving in the area at t + its time - price of being at the start at t - prices of what it uses on the way

Shortest ways under these prices on the time-expanded graph give the candidates, one for each start, area and tick of
departure. What a candidate earns is then worked out exactly, from the very columns that it would have in the program,
and only what earns something is taken (delayed column generation).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from sinews.calendar import Array, Indices
from sinews.mobility.components import journey
from sinews.mobility.network import Arc, Roads, Route, Step
from sinews.mobility.restricted import Solved
from sinews.mobility.routes import Departures, Journey, Journeys, distinct
from sinews.mobility.scope import Moves
from sinews.program import Program
from sinews.solver import Solution
from sinews.valued import Valued

#: Routes that are added at once for each start and area, and what one has to earn: days of weighted mean lateness for
#: an even share of the need.
TOP, NEGLIGIBLE = 1, 1e-4

#: The same unit: what a departure may lose and still be open, since prices change from round to round.
NEAR = 3e-5

#: Price of arriving below which a tick of arrival is not worth a look.
_NO_PRICE = 1e-12


def better(scope: Moves, solved: Solved, known: Journeys) -> Departures:
    """New routes that would earn something: for each item, start and area the best ones, when it is worth leaving."""
    keys = {one.key for one in known}
    candidates = distinct(_candidates(scope, solved.program, solved.solution))
    tried = Departures.always(scope, (one for one in candidates if one.key not in keys))
    if not tried.journeys:
        return tried
    reduced = _reduced(scope, solved, tried.journeys)
    earned = -reduced.min(axis=1)
    taken: dict[tuple[str, str, str], int] = {}
    chosen = np.zeros(len(earned), dtype=bool)
    for k in sorted(np.flatnonzero(earned > NEGLIGIBLE), key=lambda k: (-earned[k], tried.journeys[k].key)):
        pair = (tried.journeys[k].item, tried.journeys[k].start, tried.journeys[k].area)
        taken[pair] = taken.get(pair, 0) + 1
        chosen[k] = taken[pair] <= TOP
    return tried.only(chosen[:, None] & (reduced < NEAR))


def _reduced(scope: Moves, solved: Solved, journeys: Journeys) -> Array:
    """What a natural size on each departure would add to the objective, shape (journeys, ticks)."""
    program, prices = solved.program, dict[tuple[str, str, str], Array]()
    for block in program.rows:  # no price where the plan has no such row: nothing has come up against it
        names = zip(block.subjects["place"], block.subjects["item"], strict=True)
        values = solved.solution.price[program.numbers(block)]
        prices |= {(block.name, *name): value for name, value in zip(names, values, strict=True)}
    ledger = Valued(scope.calendar, scope.sizes, prices)
    journey.build(scope, journeys, ledger)
    return ledger.reduced("journey")


def _candidates(scope: Moves, program: Program, solution: Solution) -> Iterator[Journey]:
    """For each load, area and tick of departure the best way from every start, if it earns anything."""
    prices = _Prices.of(scope, program, solution)
    for load, area in zip(scope.need.load, scope.need.area, strict=True):
        items = [item for item, to in scope.goals if to == area and scope.items[item][0] == load]
        if items:
            yield from _of_load(scope, prices, load, area, items)


def _of_load(scope: Moves, prices: _Prices, load: str, area: str, items: list[str]) -> Iterator[Journey]:
    roads, goals = scope.roads[load], scope.goals[items[0], area]
    least, _ = roads.onward(roads.hours, goals)
    most = scope.case.parameter("days_detour") * least + 1e-6
    ways = _Ways.of(scope, prices, load, area, roads, goals)
    for item in items:
        for start in scope.starts[item]:
            place = roads.number.get(start, -1)
            if place < 0 or not np.isfinite(least[place]):
                continue
            gain = -(ways.cost[place] + prices.starting[start, item])
            for tick in np.flatnonzero(gain * scope.sizes[item] > NEGLIGIBLE):
                route = ways.from_(start, int(tick))
                if route and route.hours <= most[place]:
                    yield Journey(item, area, route)


@dataclass(frozen=True)
class _Ways:
    """The cheapest ways to an area from every place in every tick, shortest ways on the time-expanded graph.

    `cost`: of the way less what arriving is worth, shape (places, ticks); `arc`, `tick`: the arc to take first (-1:
    none) and the tick in which its end is come to. `earliest`: hours from which each arc can be entered.
    """

    roads: Roads
    cost: Array
    arc: Indices
    tick: Indices
    earliest: Array

    @classmethod
    def of(cls, scope: Moves, prices: _Prices, load: str, area: str, roads: Roads, goals: tuple[str, ...]) -> _Ways:
        """Backwards from the last tick: each place is come to from those before, in the tick in which they are left."""
        arrive, use = prices.arriving[area, load], prices.of_arcs(roads) + roads.hours[:, None] * 1e-9
        begin = (scope.calendar.start * scope.calendar.hours).astype(np.float64)
        tail, head = roads.ends
        shape = (len(roads.places), len(begin))
        found = cls(
            roads,
            np.full(shape, np.inf),
            np.full(shape, -1),
            np.full(shape, -1),
            np.array([journey.earliest(scope, arc) for arc in roads.arcs]) * 24,
        )
        goal = np.zeros(shape[0], dtype=bool)
        goal[[roads.number[node] for node in goals if node in roads.number]] = True
        ticks = np.flatnonzero(arrive > _NO_PRICE)
        found.cost[np.ix_(goal, ticks)] = -arrive[ticks]
        when = np.tile(begin, (shape[0], 1))
        passing = ~goal[tail]  # nobody goes on from a goal
        for tick in range(shape[1] - 1, -1, -1):
            arcs = np.flatnonzero(passing & np.isfinite(found.cost[head, tick]))
            for _ in range(shape[0]):  # a way passes each place once; circles may earn for ever
                arcs = found._left(arcs, tick, when, begin, use)
                again = np.zeros(shape[0], dtype=bool)
                again[tail[arcs]] = True
                arcs = np.flatnonzero(passing & again[head])
                if not len(arcs):
                    break
        return found

    def _left(self, arcs: Indices, tick: int, when: Array, begin: Array, use: Array) -> Indices:
        """Ways that begin with some arcs and come to their ends in a tick; the arcs that improve this very tick."""
        tail, head = (of[arcs] for of in self.roads.ends)
        leave = when[head, tick] - self.roads.hours[arcs]
        at = np.searchsorted(begin, leave + 1e-6, side="right") - 1
        cost = self.cost[head, tick] + use[arcs, np.maximum(at, 0)]
        cost[leave < self.earliest[arcs] - 1e-6] = np.inf
        order = np.lexsort((cost, at, tail))
        order = order[at[order] >= 0]
        fresh = np.ones(len(order), dtype=bool)
        fresh[1:] = (tail[order][1:] != tail[order][:-1]) | (at[order][1:] != at[order][:-1])
        best = order[fresh]
        best = best[cost[best] < self.cost[tail[best], at[best]] - _NO_PRICE]
        cells = tail[best], at[best]
        self.cost[cells], when[cells], self.arc[cells], self.tick[cells] = cost[best], leave[best], arcs[best], tick
        return np.asarray(arcs[best[at[best] == tick]])

    def from_(self, start: str, tick: int) -> Route | None:
        """The cheapest way that leaves a start in a tick; None if there is none without a circle."""
        at = self.roads.number[start]
        arcs: list[Arc] = []
        while self.arc[at, tick] >= 0 and len(arcs) < len(self.roads.places):
            arcs.append(self.roads.arcs[self.arc[at, tick]])
            at, tick = self.roads.number[arcs[-1].head], int(self.tick[at, tick])
        return Route(start, self.roads.places[at], tuple(arcs)) if arcs and self.arc[at, tick] < 0 else None


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
