"""Pricing: which routes a plan lacks.

With r the route, p the prices and t the tick of departure, one more unit on it earns

    price of arriving in the area at t + its time - price of being at the start at t - prices of what it uses on the way

Shortest ways under these prices on the time-expanded graph (`sinews.clocks.days.ways`) give the candidates, some for
each start and area. What a candidate earns is then worked out exactly, from the very columns that it would have in the
program, and only what earns something is taken (delayed column generation).
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from sinews.clocks.days.columns import Columns
from sinews.clocks.days.restricted import NEAR, Solved
from sinews.clocks.days.routes import Departures, Journey, Journeys
from sinews.clocks.days.scope import Moves
from sinews.clocks.days.ways import Prices, Ways

#: Routes that are added at once for each start and area, of how many candidates, and what one has to earn: days of
#: weighted mean lateness for an even share of the need.
TOP, TRIED, NEGLIGIBLE = 1, 10, 1e-4

#: Ticks in which something may leave on a new route at first: the best. Others are opened as they earn.
TICKS = 6


def better(columns: Columns, solved: Solved, journeys: Journeys) -> Departures:
    """New routes that would earn something: for each item, start and area the best ones, when it is worth leaving."""
    scope, prices = columns.scope, Prices.of(columns.scope, solved)
    tried = Departures.always(scope, _candidates(scope, prices, {journey.key for journey in journeys}))
    if not tried.journeys:
        return tried
    reduced = columns.reduced(tried.journeys, solved.solution.price)
    earned = -reduced.min(axis=1)
    taken: dict[tuple[str, str, str], int] = {}
    chosen = np.zeros(len(earned), dtype=bool)
    for k in sorted(np.flatnonzero(earned > NEGLIGIBLE), key=lambda k: (-earned[k], tried.journeys[k].key)):
        pair = (tried.journeys[k].item, tried.journeys[k].start, tried.journeys[k].area)
        taken[pair] = taken.get(pair, 0) + 1
        chosen[k] = taken[pair] <= TOP
    best = np.partition(reduced, min(TICKS, reduced.shape[1]) - 1, axis=1)[:, :TICKS].max(axis=1)
    return tried.only(chosen[:, None] & (reduced < NEAR) & (reduced <= best[:, None]))


def _candidates(scope: Moves, prices: Prices, keys: set[tuple[str, ...]]) -> Iterator[Journey]:
    """For each item, start and area the best ways that are not known, as far as they earn anything."""
    for load, roads in scope.roads.items():
        goals = {area: nodes for (item, area), nodes in scope.goals.items() if scope.items[item][0] == load}
        ways = Ways.of(scope, prices, load, goals)
        for item, area in (key for key in scope.goals if scope.items[key[0]][0] == load):
            least, _ = roads.onward(roads.hours, goals[area])
            for start in (start for start in scope.starts[item] if start in roads.number):
                most = scope.case.parameter("days_detour") * least[roads.number[start]] + 1e-6
                earned = ways.earned(area, start, prices.starting(start, item)) * scope.sizes[item]
                journeys: dict[tuple[str, ...], Journey] = {}
                for tick in np.argsort(-earned, kind="stable")[: np.count_nonzero(earned > NEGLIGIBLE)]:
                    route = ways.route(area, start, int(tick))
                    if route and route.hours <= most:
                        journey = Journey(item, area, route)
                        journeys |= {journey.key: journey} if journey.key not in keys else {}
                    if len(journeys) == TRIED:
                        break
                yield from journeys.values()
