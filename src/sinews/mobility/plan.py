"""A plan of movement: routes are found on long ticks, the plan is made on short ones."""

from __future__ import annotations

from dataclasses import dataclass, replace

from sinews.ledger import Ledger
from sinews.mobility.components import COMPONENTS
from sinews.mobility.routes import Journeys, better, shortest, used
from sinews.mobility.scope import Moves
from sinews.program import Program
from sinews.solver import Session, Solution, open_session

#: Times that the plan on long ticks, and the one on short ticks, is made, at most.
SCOUTING, ROUNDS = 6, 2

#: How many times longer the ticks are on which routes are found.
LONGER = 4


@dataclass(frozen=True)
class Plan:
    """What moves when on which route.

    `session`: the program in the solver's hands, as it was solved. `better`: routes that its prices would still
    recommend (0: none is left).
    """

    scope: Moves
    journeys: Journeys
    program: Program
    solution: Solution
    session: Session
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
    scouted = _made(long, solver, shortest(long), SCOUTING)
    kept = (*shortest(scope, 0), *used(scouted.program, scouted.solution, scouted.journeys))
    return _made(scope, solver, _distinct(kept), ROUNDS)


def _distinct(journeys: Journeys) -> Journeys:
    return tuple({journey.key: journey for journey in journeys}.values())


def _made(scope: Moves, solver: str, journeys: Journeys, rounds: int) -> Plan:
    for number in range(1, rounds + 1):
        program = build(scope, journeys)
        session = open_session(program, solver, warm=True)
        solution = session.solve()
        found = better(scope, program, solution, journeys)
        if not found or number == rounds:
            break
        journeys = (*journeys, *found)
    return Plan(scope, journeys, program, solution, session, len(found))
