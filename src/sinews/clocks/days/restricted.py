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

from sinews.clocks.days.components.base import TERMINAL, TRACK
from sinews.clocks.days.routes import Leaving
from sinews.model.calendar import Array, Hours, Indices
from sinews.model.excerpt import Excerpt
from sinews.model.program import Program
from sinews.model.solver.choice import open_session
from sinews.model.solver.highs import Method
from sinews.model.solver.session import Solution

#: Breach of a capacity, relative to it and to the natural size of a trip, that is rounding of the solver.
_ROUNDING = 1e-6

#: What a natural size on a departure earns, in days of weighted mean lateness, and part of the objective that opening
#: departures takes off it: what is less is rounding of the solver, whose prices are not the only ones that are right.
_EARNS, _SAME = 1e-6, 1e-6

#: What a departure may lose and still be open, since prices change from one solve to the next; how many may be opened
#: at once in any case.
NEAR, _LEAST = 3e-5, 500

#: Ticks before and after a breach in which the limit is put in as well; part of a capacity that is left above which its
#: limit is left out again, and up to which a vertex may lean on it.
_BESIDE, _IDLE, _LEANS = 2, 0.75, 0.1

#: Limits that are kept from one round to the next at most; number up to which more are put in than are breached, and
#: the same for a vertex. An interior point slows down with limits that do nothing far more than another solve costs
#: where some of them are breached again.
_KEPT, _WIDE, _WIDE_AT_VERTEX = 6000, 12_000, 16_000

#: A capacity (kind of balance, place, carrier or trips), and limits of capacities in ticks.
Capacity = tuple[str, str, str]
Watched = frozenset[tuple[Capacity, int]]


@dataclass(frozen=True)
class Part:
    """The part of a program that is solved: limits that are watched, and departures that are open.

    `leaving`: shape (journeys, ticks).
    """

    watched: Watched
    leaving: Leaving


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


def solve(program: Program, solver: str, part: Part) -> Solved:
    """Solve a part of the program, and more of it until that is enough. SolveError as the solver does."""
    return at_vertex(program, solver, settled(program, solver, part))


def at_vertex(program: Program, solver: str, part: Part) -> Solved:
    """Solve a part that is settled at a vertex, so that little moves on many routes at once.

    A vertex may lean on limits that the middle keeps clear of; these are then put in. SolveError as the solver does.
    """
    while True:
        solved = solve_part(program, solver, part)
        breached = breached_by(solved)
        if not breached:
            return solved
        part = Part(part.watched | breached | _leant_on(solved, breached), part.leaving)


def settled(program: Program, solver: str, part: Part) -> Part:
    """The part of the program on which its optimum turns, from a part of it on. SolveError as the solver does."""
    return _settled(program, solver, part, _SAME).part


def optimum(program: Program, solver: str, near: Solved, same: float) -> float:
    """The optimum of a program that differs from one that is solved in a few limits, to a part `same` of it.

    Begun with the limits of which little is left there, and the departures that are near to being used. SolveError as
    the solver does.
    """
    part = Part(busy(near), near.part.leaving & (near.reduced < NEAR))
    return _settled(program, solver, part, same).solution.objective


def _settled(program: Program, solver: str, part: Part, same: float) -> Solved:
    """The last of solutions from the middle of all that are right, with more of the program each time.

    Prices from the middle say what is to be opened, since those of a vertex are but some of all that are right.
    """
    before = np.inf
    while True:
        solved = solve_part(program, solver, part, Method.CENTRAL)
        breached = breached_by(solved)
        earning = opened(solved, -_EARNS)
        now = solved.solution.objective
        if not breached and (not earning.any() or before - now <= same * abs(now)):
            return solved
        part = Part(part.watched | breached, part.leaving | earning)
        before = np.inf if breached else now


def solve_part(program: Program, solver: str, part: Part, method: Method = Method.INTERIOR) -> Solved:
    """Solve a part of the program as it is. SolveError as the solver does."""
    mine = _excerpt(program, part)
    session = open_session(mine.program, solver, method)
    return Solved(program, mine.of_whole(session.solve()), part)


def _excerpt(program: Program, part: Part) -> Excerpt:
    """The limits that are watched and the departures that are open, with all that is neither."""
    limits = np.concatenate([np.zeros(0, dtype=np.int64), *_rows(program).values()])
    rows = np.ones(len(program.row_lower), dtype=bool)
    rows[limits] = _mask(program, part.watched)[limits]
    columns = np.ones(len(program.lower), dtype=bool)
    columns[program.numbers(program.variable("journey"))] = part.leaving
    return Excerpt(program, np.flatnonzero(rows), np.flatnonzero(columns))


def opened(solved: Solved, below: float = 0.0) -> Leaving:
    """Of the departures that are shut the best whose reduced cost is below so much; about as many as are well used."""
    leaving, reduced = solved.part.leaving, solved.reduced
    shut, most = np.where(leaving, np.inf, reduced), max(int((leaving & (reduced < NEAR)).sum()), _LEAST)
    least = np.partition(shut.ravel(), most)[most] if shut.size > most else np.inf
    return np.asarray((shut < below) & (shut <= least))


def breached_by(solved: Solved) -> Watched:
    """Limits to put in: those that are breached; while there are few, with those beside.

    Of a capacity that no limit is watched of all are beside. They save solves where these are fast.
    """
    program, watched = solved.program, _mask(solved.program, solved.part.watched)
    lacking = program.row_lower - program.matrix @ solved.solution.value
    room = _ROUNDING * (np.abs(program.row_lower) + program.row_sizes)
    beyond = lacking > np.where(np.isfinite(room), room, np.inf)
    breached, beside = set[tuple[Capacity, int]](), set[tuple[Capacity, int]]()
    for name, of in _rows(program).items():
        ticks = np.flatnonzero(beyond[of])
        if len(ticks):
            near = np.abs(np.arange(len(of))[:, None] - ticks).min(axis=1) <= _BESIDE
            breached |= {(name, int(tick)) for tick in ticks if not watched[of[tick]]}
            beside |= {(name, int(tick)) for tick in np.flatnonzero(~watched[of] & (near | ~watched[of].any()))}
    fits = len(beside) + len(solved.part.watched) <= _WIDE
    return frozenset(beside if fits else breached)


def _leant_on(solved: Solved, breached: Watched) -> Watched:
    """All limits of capacities of which little is left in some tick; where these are many, only in such ticks.

    Of those that are breached all limits in any case.
    """
    near, rows, over = _left(solved) <= _LEANS, _rows(solved.program), {name for name, _ in breached}
    wide = frozenset((name, tick) for name, of in rows.items() if near[of].any() for tick in range(len(of)))
    if len(wide) <= _WIDE_AT_VERTEX:
        return wide
    ticks = {name: np.flatnonzero(near[of] | (name in over)) for name, of in rows.items()}
    return frozenset((name, int(tick)) for name, of in ticks.items() for tick in of)


def busy(solved: Solved) -> Watched:
    """Of the limits that are watched those of which least is left."""
    left, rows = _left(solved), _rows(solved.program)
    watched = [(left[rows[name][tick]], name, tick) for name, tick in solved.part.watched if name in rows]
    return frozenset((name, tick) for part, name, tick in sorted(watched)[:_KEPT] if part <= _IDLE)


def _left(solved: Solved) -> Array:
    """What part of the limit of each row is left, shape (rows,); 0 where there is nothing to use."""
    program = solved.program
    left = program.matrix @ solved.solution.value - program.row_lower
    return np.asarray(np.divide(left, -program.row_lower, out=np.zeros(len(left)), where=program.row_lower < 0))


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
    rows: dict[Capacity, Indices] = {}
    for block in program.rows:
        if block.name in (TRACK.name, TERMINAL.name):
            names = zip(block.subjects["place"], block.subjects["item"], strict=True)
            rows |= {(block.name, *name): of for name, of in zip(names, program.numbers(block), strict=True)}
    return rows
