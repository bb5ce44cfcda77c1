"""Solving with those capacities and departures alone that a plan turns on.

Most links and transfer points never fill, others only for a time, and of all ticks in which something may leave on a
route few are any good. Limits of capacities are left open at first, and departures that are not among those given are
shut; limits that the plan breaches are then put in, departures whose reduced cost says that they would earn are opened,
and the program is solved again, until there are none of either. The optimum is that of the whole program: it keeps
every limit, and no shut departure would earn.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sinews.calendar import Array, Hours, Indices
from sinews.mobility.components.base import TERMINAL, TRACK
from sinews.mobility.routes import Leaving
from sinews.program import Program
from sinews.solver import Method, Solution, open_session

#: Breach of a capacity, relative to it and to the natural size of a trip, that is rounding of the solver.
_ROUNDING = 1e-6

#: What a natural size on a departure earns, in days of weighted mean lateness, and part of the objective that opening
#: departures takes off it: what is less is rounding of the solver, whose prices are not the only ones that are right.
_EARNS, _SAME = 1e-6, 1e-7

#: Ticks before and after a breach in which the limit is put in as well; use of a capacity below which a limit may be
#: left out again, and from which on a vertex may lean on it.
_BESIDE, _BUSY, _NEAR = 2, 0.25, 0.95

#: A capacity (kind of balance, place, carrier or trips), and limits of capacities in ticks.
Capacity = tuple[str, str, str]
Watched = frozenset[tuple[Capacity, int]]


@dataclass(frozen=True)
class Part:
    """The part of a program that is solved: limits that are watched, and departures that are open (None: all).

    `leaving`: shape (journeys, ticks).
    """

    watched: Watched = frozenset()
    leaving: Leaving | None = None


@dataclass(frozen=True)
class Solved:
    """A program with its solution, and the part of it that had to be solved."""

    program: Program
    solution: Solution
    part: Part

    @property
    def reduced(self) -> Array:
        """What a natural size on each departure adds to the objective, shape (journeys, ticks); infinite if barred."""
        program = self.program
        block = program.variable("journey")
        columns = program.numbers(block)
        reduced = (program.cost + program.matrix.T @ self.solution.price)[columns] * block.sizes[:, None]
        return np.asarray(np.where(program.upper[columns] > 0, reduced, np.inf))


def solve(program: Program, solver: str, part: Part = Part()) -> Solved:
    """Solve a part of the program, and more of it until that is enough. SolveError as the solver does.

    Prices from the middle say what is to be opened, since those of a vertex are but some of all that are right; the
    plan is then made at a vertex, which may lean on limits that the middle keeps clear of.
    """
    part = _settled(program, solver, part)
    while True:
        solved = solve_part(program, solver, part)
        if not breached_by(solved):
            return solved
        part = Part(part.watched | _every_limit(solved), part.leaving)


def _settled(program: Program, solver: str, part: Part) -> Part:
    """The part of the program on which its optimum turns."""
    before = np.inf
    while True:
        solved = solve_part(program, solver, part, Method.CENTRAL)
        breached = breached_by(solved)
        earning = np.zeros(0, dtype=bool) if part.leaving is None else ~part.leaving & (solved.reduced < -_EARNS)
        now = solved.solution.objective
        if not breached and (not earning.any() or before - now <= _SAME * abs(now)):
            return part
        part = Part(part.watched | breached, None if part.leaving is None else part.leaving | earning)
        before = np.inf if breached else now


def solve_part(program: Program, solver: str, part: Part, method: Method = Method.INTERIOR) -> Solved:
    """Solve a part of the program as it is. SolveError as the solver does."""
    rows = np.concatenate([np.zeros(0, dtype=np.int64), *_rows(program).values()])
    left_out = rows[~_mask(program, part.watched)[rows]]
    columns = program.numbers(program.variable("journey"))
    shut = np.zeros(0, dtype=np.int64) if part.leaving is None else columns[~part.leaving]
    session = open_session(program, solver, method)
    session.change_rows(left_out, np.full(len(left_out), -np.inf), np.full(len(left_out), np.inf))
    session.change_columns(shut, np.zeros(len(shut)), np.zeros(len(shut)))
    return Solved(program, session.solve(), part)


def breached_by(solved: Solved) -> Watched:
    """Limits to put in: all of a capacity that none was watched of, else those that are breached and those beside."""
    program, watched = solved.program, _mask(solved.program, solved.part.watched)
    lacking = program.row_lower - program.matrix @ solved.solution.value
    room = _ROUNDING * (np.abs(program.row_lower) + program.row_sizes)
    beyond = lacking > np.where(np.isfinite(room), room, np.inf)
    found: set[tuple[Capacity, int]] = set()
    for name, of in _rows(program).items():
        ticks = np.flatnonzero(beyond[of])
        if len(ticks):
            near = np.abs(np.arange(len(of))[:, None] - ticks).min(axis=1) <= _BESIDE
            found |= {(name, int(tick)) for tick in np.flatnonzero(~watched[of] & (near | ~watched[of].any()))}
    return frozenset(found)


def _every_limit(solved: Solved) -> Watched:
    """All limits of each capacity that comes near to being reached in some tick."""
    program = solved.program
    left = program.matrix @ solved.solution.value - program.row_lower
    near = left <= -(1 - _NEAR) * program.row_lower
    return frozenset((name, tick) for name, of in _rows(program).items() if near[of].any() for tick in range(len(of)))


def busy(solved: Solved) -> Watched:
    """Of the limits that are watched those that come near to being reached, or have a price."""
    program = solved.program
    left = program.matrix @ solved.solution.value - program.row_lower
    tight = (left <= -(1 - _BUSY) * program.row_lower) | (solved.solution.price < -_ROUNDING / program.row_sizes)
    rows = _rows(program)
    return frozenset((name, tick) for name, tick in solved.part.watched if name in rows and tight[rows[name][tick]])


def on_ticks(watched: Watched, own: Hours, other: Hours) -> Watched:
    """Limits on the ticks of another calendar: of those that begin in a tick of their own."""
    begins = own.in_ticks_of(other)
    return frozenset((name, int(tick)) for name, long in watched for tick in np.flatnonzero(begins == long))


def _mask(program: Program, watched: Watched) -> NDArray[np.bool_]:
    """Whether the limit of each row is watched, shape (rows,)."""
    mask, rows = np.zeros(len(program.row_lower), dtype=bool), _rows(program)
    numbers = [rows[name][tick] for name, tick in watched if name in rows]
    mask[np.array(numbers, dtype=np.int64)] = True
    return mask


def _rows(program: Program) -> dict[Capacity, Indices]:
    """Rows of each capacity, over all ticks."""
    found: dict[Capacity, Indices] = {}
    for block in program.rows:
        if block.name in (TRACK.name, TERMINAL.name):
            names = zip(block.subjects["place"], block.subjects["item"], strict=True)
            found |= {(block.name, *name): of for name, of in zip(names, program.numbers(block), strict=True)}
    return found
