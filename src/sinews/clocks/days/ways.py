"""The cheapest ways to areas under the prices of a plan, from every place in every tick."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sinews.clocks.days.components import journey
from sinews.clocks.days.components.base import ARRIVED, AT, POOL, STOCK, TERMINAL, TRACK, TRIPS
from sinews.clocks.days.network import Arc, Roads, Route, Step
from sinews.clocks.days.restricted import Solved
from sinews.clocks.days.scope import Moves
from sinews.model.calendar import Array, Indices

#: Price of arriving below which a tick of arrival is not worth a look.
_NO_PRICE = 1e-12

#: Charge for an hour on the way, so that of ways that cost nothing the shortest is taken.
_HOUR = 1e-9


@dataclass(frozen=True)
class Prices:
    """Prices of balances by tick; there is none where the plan has no such balance: nothing has come up against it."""

    scope: Moves
    of_balances: Mapping[tuple[str, str, str], Array]

    @classmethod
    def of(cls, scope: Moves, solved: Solved) -> Prices:
        """The prices of a solution."""
        prices: dict[tuple[str, str, str], Array] = {}
        for block in solved.program.rows:
            names = zip(block.subjects["place"], block.subjects["item"], strict=True)
            values = solved.solution.price[solved.program.numbers(block)]
            prices |= {(block.name, *name): value for name, value in zip(names, values, strict=True)}
        return cls(scope, prices)

    def starting(self, start: str, item: str) -> Array:
        """What one unit more at a start is worth, by tick."""
        return self._worth(AT.name, start, item)

    def arriving(self, area: str, load: str) -> Array:
        """What one unit more that arrives is worth, by tick."""
        return self._worth(ARRIVED.name, area, load)

    def of_arcs(self, roads: Roads) -> Array:
        """Price of each arc by tick at which it is entered, for one unit of the load; shape (arcs, ticks)."""
        return np.array([self._price(arc) for arc in roads.arcs]).reshape(len(roads.arcs), len(self.scope.calendar))

    def _price(self, arc: Arc) -> Array:
        if arc.step is Step.HAUL:
            return self._worth(TRACK.name, arc.link, TRIPS) * journey.trips(arc)
        price = self._worth(TERMINAL.name, arc.node, arc.carrier) * arc.trips
        if arc.stock == 0:
            return price
        way, stock = self.scope.way_home(arc.carrier, arc.node), arc.stock
        if arc.step is Step.LOAD:
            return price + stock * self._pool(arc.carrier, -way)
        return price - stock * self._pool(arc.carrier, way)

    def _pool(self, carrier: str, steps: int) -> Array:
        """What stock at home is worth so many steps later (negative: before)."""
        calendar, price = self.scope.calendar, self._worth(POOL.name, STOCK, carrier)
        when = np.searchsorted(calendar.start, calendar.start + steps, side="right") - 1
        within = (when >= 0) & (calendar.start + steps < calendar.months)
        return np.where(within, price[np.clip(when, 0, len(calendar) - 1)], 0.0)

    def _worth(self, balance: str, place: str, item: str) -> Array:
        price = self.of_balances.get((balance, place, item))
        return np.zeros(len(self.scope.calendar)) if price is None else -price


@dataclass(frozen=True)
class Ways:
    """The cheapest ways of a load, shortest ways on the time-expanded graph.

    `cost`: of the way less what arriving is worth, shape (ticks, areas, places); `arc`, `tick`: the arc to take first
    (-1: none) and the tick in which its end is come to. `earliest`: hours from which each arc can be entered.
    """

    roads: Roads
    areas: tuple[str, ...]
    cost: Array
    arc: Indices
    tick: Indices
    earliest: Array

    @classmethod
    def of(cls, scope: Moves, prices: Prices, load: str, goals: Mapping[str, tuple[str, ...]]) -> Ways:
        """To the nodes of areas that are goals."""
        roads, ticks = scope.roads[load], len(scope.calendar)
        shape = (ticks, len(goals), len(roads.places))
        earliest = np.array([journey.earliest(scope, arc) for arc in roads.arcs]) * 24
        ways = cls(roads, tuple(goals), np.full(shape, np.inf), np.full(shape, -1), np.full(shape, -1), earliest)
        goal = np.zeros(shape[1:], dtype=bool)
        for number, (area, nodes) in enumerate(goals.items()):
            goal[number, [roads.number[node] for node in nodes if node in roads.number]] = True
            arriving = prices.arriving(area, load)
            ways.cost[:, number, goal[number]] = np.where(arriving > _NO_PRICE, -arriving, np.inf)[:, None]
        begin = (scope.calendar.start * scope.calendar.hours).astype(np.float64)
        ways._fill(~goal, begin, prices.of_arcs(roads) + roads.hours[:, None] * _HOUR)
        return ways

    def _fill(self, passed: NDArray[np.bool_], begin: Array, use: Array) -> None:
        """Backwards from the last tick: each place is come to from those before, in the tick in which they are left.

        `passed`: where one may go on, shape (areas, places): nobody goes on from a goal.
        """
        tail, head = self.roads.ends
        ticks, areas, places = self.cost.shape
        when = np.tile(begin[:, None, None], (1, areas, places))
        for tick in range(ticks - 1, -1, -1):
            come_to = np.isfinite(self.cost[tick])
            for _ in range(places):  # a way passes each place once; circles may earn for ever
                area, arcs = np.nonzero(passed[:, tail] & come_to[:, head])
                if not len(arcs):
                    break
                area, arcs = self._left(area, arcs, tick, when, begin, use)
                come_to = np.zeros((areas, places), dtype=bool)
                come_to[area, tail[arcs]] = True

    def _left(
        self, area: Indices, arcs: Indices, tick: int, when: Array, begin: Array, use: Array
    ) -> tuple[Indices, Indices]:
        """Ways that begin with some arcs and come to their ends in a tick; the arcs that improve this very tick."""
        tail, head = (ends[arcs] for ends in self.roads.ends)
        leave = when[tick, area, head] - self.roads.hours[arcs]
        at = np.searchsorted(begin, leave + 1e-6, side="right") - 1
        cost = self.cost[tick, area, head] + use[arcs, np.maximum(at, 0)]
        can = (at >= 0) & (leave >= self.earliest[arcs] - 1e-6)
        improves = np.flatnonzero(can & (cost < self.cost[np.maximum(at, 0), area, tail] - _NO_PRICE))
        order = improves[np.lexsort([of[improves] for of in (cost, tail, area, at)])]
        cell = np.ravel_multi_index((at[order], area[order], tail[order]), self.cost.shape)
        best = order[np.diff(cell, prepend=-1) != 0]
        cells = at[best], area[best], tail[best]
        self.cost[cells], when[cells], self.arc[cells], self.tick[cells] = cost[best], leave[best], arcs[best], tick
        now = best[at[best] == tick]
        return area[now], arcs[now]

    def earned(self, area: str, start: str, starting: Array) -> Array:
        """What one unit more earns that leaves a start for an area, worth so much at the start; shape (ticks,)."""
        return -(self.cost[:, self.areas.index(area), self.roads.number[start]] + starting)

    def route(self, area: str, start: str, tick: int) -> Route | None:
        """The cheapest way to an area that leaves a start in a tick; None if there is none without a circle."""
        to, at = self.areas.index(area), self.roads.number[start]
        arcs: list[Arc] = []
        while self.arc[tick, to, at] >= 0 and len(arcs) < len(self.roads.places):
            arcs.append(self.roads.arcs[self.arc[tick, to, at]])
            at, tick = self.roads.number[arcs[-1].head], int(self.tick[tick, to, at])
        return Route(start, self.roads.places[at], tuple(arcs)) if arcs and self.arc[tick, to, at] < 0 else None
