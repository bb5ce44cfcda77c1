"""A plan of movement: routes are found on long ticks, the plan is made on short ones."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

from sinews.ledger import Ledger
from sinews.mobility.components import COMPONENTS
from sinews.mobility.routes import Journeys, better, shortest, used
from sinews.mobility.scope import Moves
from sinews.program import Program
from sinews.solver import Solution, open_session

#: Times that a plan is made with better routes, at most, on long ticks and on short ones; fewer where the program has
#: more columns than LARGE, since each time costs as much and the later ones gain little there.
ROUNDS, LARGE, FEW_ON_LONG, FEW_ON_SHORT = 6, 20_000, 1, 2

#: Part of the objective below which what the last time gained is not worth another.
ENOUGH = 1e-6

#: How many times longer the ticks are on which routes are found.
LONGER = 8


@dataclass(frozen=True)
class Plan:
    """What moves when on which route. `better`: routes that its prices would still recommend (0: none is left)."""

    scope: Moves
    journeys: Journeys
    program: Program
    solution: Solution
    better: int


def build(scope: Moves, journeys: Journeys) -> Program:
    """The linear program on some routes: every component writes into one ledger."""
    ledger = Ledger(scope.calendar, scope.sizes)
    for component in COMPONENTS:
        component(scope, journeys, ledger)
    return ledger.program()


def plan(scope: Moves, solver: str = "highs") -> Plan:
    """The plan of least lateness. SolveError as the solver does."""
    long = replace(scope, question=replace(scope.question, tick=LONGER * scope.calendar.hours))
    scouted = _made(long, solver, shortest(long), FEW_ON_LONG)
    kept = (*shortest(scope, 0), *used(scouted.program, scouted.solution, scouted.journeys))
    return _made(scope, solver, _distinct(kept), FEW_ON_SHORT)


def _distinct(journeys: Journeys) -> Journeys:
    return tuple({journey.key: journey for journey in journeys}.values())


def _made(scope: Moves, solver: str, journeys: Journeys, few: int) -> Plan:
    """The plan on some routes and on those that its prices recommend, until none does or they gain next to nothing."""
    before = math.inf
    for number in range(1, ROUNDS + 1):
        program = build(scope, journeys)
        solution = open_session(program, solver, interior=True).solve()
        found = better(scope, program, solution, journeys)
        gained = before - solution.objective
        most = few if program.matrix.shape[1] > LARGE else ROUNDS
        if not found or number >= most or gained <= ENOUGH * abs(solution.objective):
            break
        journeys, before = (*journeys, *found), solution.objective
    return Plan(scope, journeys, program, solution, len(found))
