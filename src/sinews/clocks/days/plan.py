"""A plan of movement: routes are found on long ticks, then on shorter ones; the plan is made on those that are near.

In each round the program is solved on the departures that are open; its prices say which routes it lacks, and which
departures are far from worth it.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from itertools import pairwise

from sinews.clocks.days.closure import Closure, arrived, closures, rounded
from sinews.clocks.days.columns import Columns
from sinews.clocks.days.components import build
from sinews.clocks.days.pricing import better
from sinews.clocks.days.restricted import (
    NEAR,
    Part,
    Solved,
    Watched,
    at_vertex,
    breached_by,
    busy,
    on_ticks,
    opened,
    settled,
    solve_part,
)
from sinews.clocks.days.routes import Departures, Journeys, shortest
from sinews.clocks.days.scope import Moves
from sinews.model.program import Program
from sinews.model.solver.highs import Method
from sinews.model.solver.session import Solution

#: Times that a plan is made with better routes, at most.
ROUNDS = 60

#: Part of the limits that are watched: where more than so many are new, no routes are looked for yet.
NEW = 0.2

#: How many times longer the ticks are on which routes are found first.
LONGER = (16, 4)

#: Part of the objective below which what the last routes gained is not worth another round: on long ticks, and on short
#: ones.
WORTH_ON_LONG, WORTH = 5e-3, 3e-3

#: The same where the departures that are near to being used are no more than MANY, and rounds are fast; and to the last
#: route where there are no more than FEW pairs of a start and an area, by prices of a vertex, which tell it best in the
#: end.
FINE, MANY, EXACT, FEW = 5e-4, 6000, 1e-6, 100


@dataclass(frozen=True)
class Found:
    """Departures for a plan, and the capacities that it comes up against.

    `better`: routes that prices would still recommend (0: none is left). `gained`: part of the objective that the last
    routes took off it (infinite: none were added).
    """

    departures: Departures
    watched: Watched
    better: int
    gained: float


@dataclass(frozen=True)
class Plan:
    """What moves when on which of the routes that were found."""

    scope: Moves
    found: Found
    solved: Solved

    @property
    def journeys(self) -> Journeys:
        """The routes among which it chooses."""
        return self.found.departures.journeys

    @property
    def program(self) -> Program:
        """The linear program on these routes."""
        return self.solved.program

    @property
    def solution(self) -> Solution:
        """Its solution."""
        return self.solved.solution


def closing(made: Plan) -> tuple[Closure, ...]:
    """When each tier closes with a plan, no finer than it determines these days: as read where no better route is left.

    Each tier in all areas, then in each.
    """
    exact = closures(made.scope, arrived(made.solved))
    return rounded(exact, made.scope.calendar) if made.found.better else exact


def plan(scope: Moves, solver: str = "highs", routes: Found | None = None) -> Plan:
    """The plan of least lateness on the `routes` given (None: to be found). SolveError as the solver does."""
    routes = routes or search(scope, solver)
    program = build(scope, routes.departures.journeys)
    solved = at_vertex(program, solver, Part(routes.watched, routes.departures.leaving))
    return Plan(scope, replace(routes, watched=solved.part.watched), solved)


def search(scope: Moves, solver: str = "highs") -> Found:
    """Find the routes of a plan, from nothing."""
    scopes = [replace(scope, question=replace(scope.question, tick=longer * scope.calendar.hours)) for longer in LONGER]
    first = Departures.always(scopes[0], shortest(scopes[0]))
    routes = improved(Columns(scopes[0]), solver, Found(first, frozenset(), 0, math.inf), WORTH_ON_LONG)
    for longer, shorter in pairwise([*scopes, scope]):
        departures = routes.departures.on_ticks(longer.calendar, shorter.calendar).rerouted(shorter)
        watched = on_ticks(routes.watched, longer.calendar, shorter.calendar)
        worth = WORTH if shorter is scope else WORTH_ON_LONG
        columns = Columns(shorter)
        routes = improved(columns, solver, replace(routes, departures=departures, watched=watched), worth)
    return _settled(columns, solver, _refined(columns, solver, routes))


def searched_from(scope: Moves, before: Found, solver: str = "highs") -> Found:
    """Find routes from those of another state of the case on."""
    columns, routes = Columns(scope), replace(before, departures=before.departures.rerouted(scope))
    return _settled(columns, solver, _refined(columns, solver, improved(columns, solver, routes)))


def _settled(columns: Columns, solver: str, routes: Found) -> Found:
    """With all departures and limits on which the optimum on these routes turns."""
    departures = routes.departures
    part = settled(columns.program(departures.journeys), solver, Part(routes.watched, departures.leaving))
    return replace(routes, departures=Departures(departures.journeys, part.leaving), watched=part.watched)


def _refined(columns: Columns, solver: str, routes: Found) -> Found:
    """As far as it is fast, so that what a few more rounds gain is not taken for what a change of the case does."""
    scope = columns.scope
    if routes.better and routes.departures.leaving.sum() <= MANY:
        routes = improved(columns, solver, routes, FINE)
    if routes.better and sum(len(scope.starts[item]) for item, _ in scope.goals) <= FEW:
        routes = improved(columns, solver, routes, EXACT, Method.INTERIOR)
    return routes


def improved(
    columns: Columns, solver: str, routes: Found, worth: float = WORTH, method: Method = Method.CENTRAL
) -> Found:
    """Add the routes that prices recommend until they gain next to nothing; what is near to being used in the end.

    Twice in a row: a round may gain less than nothing where a limit was put in, or a route left out that is missed.
    """
    departures, watched = routes.departures, routes.watched
    before, gained, paused = math.inf, math.inf, False
    for _ in range(ROUNDS):
        program = columns.program(departures.journeys)
        solved = solve_part(program, solver, Part(watched, departures.leaving), method)
        breached, more = breached_by(solved), opened(solved)
        if len(breached) > NEW * len(watched):  # prices say nothing yet of what is too narrow
            departures, watched = replace(departures, leaving=departures.leaving | more), watched | breached
            continue
        new = better(columns, solved, departures.journeys)
        departures = departures.only(departures.leaving & (solved.reduced < NEAR) | more)
        watched = busy(solved) | breached
        now = solved.solution.objective
        gained, before = (before - now) / max(abs(now), 1e-12), min(before, now)
        routes = Found(departures, watched, len(new.journeys), gained)
        settles, pauses = not (new.journeys or breached or more.any()), gained <= worth
        if settles or (pauses and paused):
            break
        departures, paused = departures + new, pauses
    return routes
