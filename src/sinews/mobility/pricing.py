"""Pricing: which routes a plan lacks.

With r the route, p the prices and t the tick of departure, one more unit on it earns

    price of arriving in the area at t + its time - price of being at the start at t - prices of what it uses on the way

Shortest ways under these prices, one for each load, area and tick of arrival, give the candidates. Prices on the way
are taken there at about the right tick; what a candidate earns is then worked out exactly, from the very columns that
it would have in the program, and only what earns something is taken (delayed column generation).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from sinews.calendar import Array, Indices
from sinews.mobility.components import build
from sinews.mobility.network import Arc, Roads, Step
from sinews.mobility.routes import Journey, Journeys, distinct
from sinews.mobility.scope import Moves
from sinews.program import Program
from sinews.solver import Solution

#: Loss per unit, relative to the price of arriving, up to which a way is a candidate: prices on the way are not exact.
SLACK = 0.02

#: Routes that are added at once for each start and area, and what one has to earn: days of weighted mean lateness for
#: an even share of the need.
TOP, NEGLIGIBLE = 2, 1e-4

#: Price of arriving below which a tick of arrival is not worth a look.
_NO_PRICE = 1e-12


def better(scope: Moves, program: Program, solution: Solution, known: Journeys) -> Journeys:
    """New routes that would earn something: for each item, start and area the best ones."""
    keys = {journey.key for journey in known}
    tried = tuple(journey for journey in distinct(_candidates(scope, program, solution)) if journey.key not in keys)
    if not tried:
        return ()
    earned = _earned(scope, program, solution, tried)
    taken: dict[tuple[str, str, str], int] = {}
    found: list[Journey] = []
    for k in sorted(np.flatnonzero(earned > NEGLIGIBLE), key=lambda k: (-earned[k], tried[k].key)):
        pair = (tried[k].item, tried[k].start, tried[k].area)
        taken[pair] = taken.get(pair, 0) + 1
        found += [tried[k]] if taken[pair] <= TOP else []
    return tuple(found)


def _earned(scope: Moves, program: Program, solution: Solution, journeys: Journeys) -> Array:
    """What a natural size more on each journey takes off the objective, at its best tick; shape (journeys,)."""
    own = build(scope, journeys)
    price = np.zeros(len(own.row_lower))  # 0 where the plan has no such row: nothing has come up against it
    rows = {block.name: block for block in program.rows}
    for block in own.rows:
        if block.name in rows:
            numbers = {label: number for number, label in enumerate(rows[block.name].labels())}
            pairs = [(to, numbers[label]) for to, label in enumerate(block.labels()) if label in numbers]
            to, of = np.array(pairs, dtype=np.int64).reshape(-1, 2).T
            price[own.numbers(block)[to]] = solution.price[program.numbers(rows[block.name])[of]]
    block = own.variable("journey")
    columns = own.numbers(block)
    reduced = (own.cost + own.matrix.T @ price)[columns] * block.sizes[:, None]
    return np.asarray(-np.where(own.upper[columns] > 0, reduced, np.inf).min(axis=1, initial=np.inf))


def _candidates(scope: Moves, program: Program, solution: Solution) -> Iterator[Journey]:
    """For each load, area and tick of arrival the best way from every start, unless it loses too much."""
    prices = _Prices.of(scope, program, solution)
    for load, area in zip(scope.need.load, scope.need.area, strict=True):
        items = [item for item, to in scope.goals if to == area and scope.items[item][0] == load]
        if items:
            yield from _of_load(scope, prices, load, area, items)


def _of_load(scope: Moves, prices: _Prices, load: str, area: str, items: list[str]) -> Iterator[Journey]:
    roads, goals = scope.roads[load], scope.goals[items[0], area]
    least, _ = roads.onward(roads.hours, goals)
    most = scope.case.parameter("days_detour") * least + 1e-6
    known = [(item, start) for item in items for start in scope.starts[item] if start in roads.number]
    pairs = [pair for pair in known if np.isfinite(least[roads.number[pair[1]]])]
    if not pairs:
        return
    places = np.array([roads.number[start] for _, start in pairs])
    starting = np.array([prices.starting[start, item] for item, start in pairs])
    arrive, use, begin = prices.arriving[area, load], prices.of_arcs(roads), scope.calendar.start * scope.calendar.hours
    tail, _ = roads.ends
    before = np.where(np.isfinite(least), least, 0.0)
    for at in np.flatnonzero(arrive > _NO_PRICE):
        when = np.searchsorted(begin, begin[at] - before, side="right") - 1  # tick at each place on the way
        cost = use[np.arange(len(roads.arcs)), np.maximum(when[tail], 0)]
        total, first = roads.onward(cost + roads.hours * 1e-9, goals)
        left = when[places]
        gain = arrive[at] - total[places] - starting[np.arange(len(pairs)), np.maximum(left, 0)]
        for k in np.flatnonzero((gain > -SLACK * arrive[at]) & (left >= 0)):
            route = roads.follow(first, pairs[k][1])
            if route and route.hours <= most[places[k]]:
                yield Journey(pairs[k][0], area, route)


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
