"""A plan of movement: routes are found on long ticks and then on short ones; the plan is made on those that it uses."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

from sinews.bases import carried
from sinews.mobility.capacities import Solved, Watched, solve
from sinews.mobility.components import build
from sinews.mobility.pricing import better
from sinews.mobility.routes import Journeys, distinct, rerouted, shortest, used
from sinews.mobility.scope import Moves
from sinews.program import Program
from sinews.solver import Basis, Solution

#: Times that a plan is made with better routes, at most.
ROUNDS = 12

#: Part of the objective below which what the last routes gained is not worth another round: on long ticks, and on
#: short ones; there, on programs with more columns than LARGE, each round takes seconds.
WORTH_ON_LONG, WORTH, LARGE, WORTH_OF_LARGE = 5e-3, 1e-6, 20_000, 3e-3

#: How many times longer the ticks are on which routes are found.
LONGER = 4

#: Part of the routes: where more than so many are new, a fresh start is faster than going on.
MANY = 0.2


@dataclass(frozen=True)
class Found:
    """Routes for a plan, and the capacities that it comes up against.

    `better`: routes that prices would still recommend (0: none is left). `gained`: part of the objective that the last
    routes took off it (infinite: none were added).
    """

    journeys: Journeys
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
        """The routes that it uses."""
        return self.found.journeys

    @property
    def program(self) -> Program:
        """The linear program on these routes."""
        return self.solved.program

    @property
    def solution(self) -> Solution:
        """Its solution."""
        return self.solved.solution


def plan(scope: Moves, solver: str = "highs", found: Found | None = None) -> Plan:
    """The plan of least lateness on the routes that were `found` (None: to be found). SolveError as the solver does."""
    found = found or search(scope, solver)
    return Plan(scope, found, solve(build(scope, found.journeys), solver, found.watched))


def search(scope: Moves, solver: str = "highs") -> Found:
    """Find the routes that a plan uses, from nothing."""
    long = replace(scope, question=replace(scope.question, tick=LONGER * scope.calendar.hours))
    _, scouted = improved(long, solver, shortest(long), frozenset(), WORTH_ON_LONG)
    return improved(scope, solver, (*shortest(scope), *scouted.journeys), scouted.watched)[1]


def searched_from(scope: Moves, known: Found, solver: str = "highs") -> tuple[Solved, Found]:
    """Find routes from those of another state of the case on; so no change for the better can come out as a loss."""
    return improved(scope, solver, rerouted(known.journeys, scope), known.watched)


def improved(
    scope: Moves, solver: str, journeys: Journeys, watched: Watched, worth: float = WORTH
) -> tuple[Solved, Found]:
    """Add the routes that prices recommend until they gain next to nothing; the last plan, and its routes."""
    journeys = distinct(journeys)
    solved = solve(build(scope, journeys), solver, watched)
    new, gained = better(scope, solved.program, solved.solution, journeys), math.inf
    large = solved.program.matrix.shape[1] > LARGE
    worth = max(worth, WORTH_OF_LARGE) if large else worth
    for _ in range(ROUNDS):
        if not new or gained <= worth:
            break
        kept = used(solved.program, solved.solution, journeys) if large else journeys
        journeys, before = (*kept, *new), solved.solution.objective
        solved = _with(scope, solver, journeys, solved, goes_on=len(new) <= MANY * len(journeys))
        gained = (before - solved.solution.objective) / max(abs(solved.solution.objective), 1e-12)
        new = better(scope, solved.program, solved.solution, journeys)
    on = used(solved.program, solved.solution, journeys)
    return solved, Found(on, solved.watched, len(new), gained)


def _with(scope: Moves, solver: str, journeys: Journeys, before: Solved, *, goes_on: bool) -> Solved:
    """The plan on other routes, from where the one before ended, or from nothing."""
    program = build(scope, journeys)
    start: Basis | None = None
    if goes_on and before.basis is not None:
        start = carried(before.basis, before.program, program, feasible=True)
    return solve(program, solver, before.watched, start)
