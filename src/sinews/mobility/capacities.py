"""Solving with those capacities alone that a plan comes up against.

Most links and transfer points never fill. Their limits are left open at first; those that the plan breaches are put
in, and the solver goes on from where it was, until none is breached. The optimum is that of the whole program: it
keeps every limit, and limits that were left open could only have made it worse.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sinews.calendar import Array, Indices
from sinews.mobility.components.base import TERMINAL, TRACK
from sinews.program import Program
from sinews.solver import Basis, Solution, open_session

#: Breach of a capacity, relative to it and to the natural size of a trip, that is rounding of the solver.
_ROUNDING = 1e-6

#: A capacity: kind of balance, place, carrier (or trips).
Capacity = tuple[str, str, str]
Watched = frozenset[Capacity]


@dataclass(frozen=True)
class Solved:
    """A program with its solution, the capacities that had to be watched, and where the solver ended."""

    program: Program
    solution: Solution
    watched: Watched
    basis: Basis | None


def solve(program: Program, solver: str, watched: Watched = frozenset(), start: Basis | None = None) -> Solved:
    """Solve from `start` (None: afresh), watching `watched` from the beginning. SolveError as the solver does."""
    rows = _rows(program)
    open_rows = np.concatenate([[], *(of for name, of in rows.items() if name not in watched)]).astype(np.int64)
    session = open_session(program, solver, interior=True)
    session.change_rows(open_rows, np.full(len(open_rows), -np.inf), np.full(len(open_rows), np.inf))
    while True:
        solution = session.solve(start)
        breached = _breached(program, solution.value, rows)
        if breached <= watched:
            return Solved(program, solution, watched, session.basis())
        shut = np.concatenate([rows[name] for name in sorted(breached - watched)])
        session.change_rows(shut, program.row_lower[shut], program.row_upper[shut])
        watched, start = watched | breached, session.basis()


def _rows(program: Program) -> dict[Capacity, Indices]:
    """Rows of each capacity, over all ticks."""
    found: dict[Capacity, Indices] = {}
    for block in program.rows:
        if block.name in (TRACK.name, TERMINAL.name):
            names = zip(block.subjects["place"], block.subjects["item"], strict=True)
            found |= {(block.name, *name): of for name, of in zip(names, program.numbers(block), strict=True)}
    return found


def _breached(program: Program, value: Array, rows: dict[Capacity, Indices]) -> Watched:
    """Capacities that a plan uses beyond their limit in some tick."""
    lacking = program.row_lower - program.matrix @ value
    room = _ROUNDING * (np.abs(program.row_lower) + program.row_sizes)
    beyond = lacking > np.where(np.isfinite(room), room, np.inf)
    return frozenset(name for name, of in rows.items() if beyond[of].any())
