"""The earliest date at which a standard can be held: bisection on a deadline, on the program that is already built.

A date is not an objective: the plan minimises expected shortfall. For a deadline, the search allows only the
standard's shortfall (100 % less the coverage standard, of each item's need in the group) in the tick of the deadline
and every later one of the horizon, and minimises what is missing beyond it. Nothing missing: the deadline can be met.
Whoever can hold the standard from one tick on can hold it from the next, so bisection is exact also where stocks age.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sinews.calendar import Array
from sinews.program import Block, Program
from sinews.solver import Session, Solution

#: A gap up to this part of the need counts as none (the solver's own tolerance is a thousandth of it).
NEGLIGIBLE = 1e-4

#: First step back from the end of the horizon, in ticks.
FIRST_STRIDE = 4

#: Room left to refused uses in the search, as a part of the size of their item.
ROOM = 1e-6


@dataclass(frozen=True)
class Deadline:
    """The earliest tick from which the standard can be held (None: not within the horizon).

    `missing`: for each item, the part of the group's need that is missing beyond the standard if the deadline is
    one tick earlier (or the last tick, if there is none): the items that hold the date back. `before`: the solution
    of that failed deadline, whose prices say which limits hold the date (None if the standard holds from the start).
    """

    tick: int | None
    missing: dict[str, float]
    before: Solution | None
    solves: int


def earliest(program: Program, session: Session, standard: float, near: int | None = None) -> Deadline:
    """Search the ticks of a plain calendar; `standard` is the share of the need to cover, 0 to 1.

    `near`: a tick to look at first (the last, if none is given); it changes the time that the search takes, not what
    it finds. Leaves the session with changed bounds and costs. Raises SolveError as `Session.solve` does.
    """
    gap, missing = program.variable("gap"), program.row("missing")
    rows, columns = program.numbers(missing), program.numbers(gap)
    need = -program.row_lower[rows]
    cost = np.zeros(len(program.lower))
    cost[columns] = 1 / need
    _hold_uses(program, session)
    session.change_cost(cost)
    tried: dict[int, Solution] = {}

    def lacking(tick: int) -> Array:
        """What each item lacks if the standard is to hold from `tick` on, as a part of its need."""
        if tick not in tried:
            allowed = np.where(np.arange(need.shape[1]) >= tick, need * (1 - standard), need)
            session.change_rows(rows.ravel(), -allowed.ravel(), np.full(rows.size, np.inf))
            tried[tick] = session.solve()
        return np.asarray((tried[tick].value[columns] / need).max(axis=1))

    last = need.shape[1] - 1
    tick, stride = (last, FIRST_STRIDE) if near is None else (min(near, last), 1)
    met = failed = None
    while met is None or failed is None:  # growing strides: deadlines far from what can be met are dear to solve
        if lacking(tick).max() <= NEGLIGIBLE:
            met, tick = tick, max(tick - stride, 0)
            if met == 0:
                return Deadline(0, {}, None, len(tried))
        else:
            failed, tick = tick, min(tick + stride, last)
            if failed == last:
                return Deadline(None, _named(gap, lacking(last)), tried[last], len(tried))
        stride *= 2
    while met - failed > 1:
        middle = (failed + met + 1) // 2
        met, failed = (middle, failed) if lacking(middle).max() <= NEGLIGIBLE else (met, middle)
    return Deadline(met, _named(gap, lacking(failed)), tried[failed], len(tried))


def _hold_uses(program: Program, session: Session) -> None:
    """Allow no more aid, training and losses to be refused than must be: a standard is not met at their cost."""
    refused = program.charges.get("unmet_uses")
    if refused is None:
        return
    session.change_cost(refused)
    columns = np.flatnonzero(refused)
    least = session.solve().value[columns] + ROOM * program.column_sizes[columns]
    session.change_columns(columns, program.lower[columns], np.minimum(least, program.upper[columns]))


def _named(gap: Block, lacking: Array) -> dict[str, float]:
    named = zip(gap.subjects["item"], lacking, strict=True)
    return {item: float(part) for item, part in named if part > NEGLIGIBLE}
