"""The earliest date at which a standard can be held: bisection on a deadline, on the program that is already built.

A date is not an objective: the plan minimises expected shortfall. For a deadline, the search allows only the
standard's shortfall (100 % less the coverage standard, of each item's need in the group) in the tick of the deadline
and every later one of the horizon, and minimises what is missing beyond it. Nothing missing: the deadline can be met.
Whoever can hold the standard from one tick on can hold it from the next, so bisection is exact also where stocks age.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from sinews.calendar import Array
from sinews.program import Program
from sinews.solver import Session

#: A gap up to this part of the need counts as none (the solver's own tolerance is a thousandth of it).
NEGLIGIBLE = 1e-4


@dataclass(frozen=True)
class Deadline:
    """The earliest tick from which the standard can be held (None: not within the horizon).

    `missing`: for each item, the part of the group's need that is missing beyond the standard if the deadline is
    one tick earlier (or the last tick, if there is none): the items that hold the date back.
    """

    tick: int | None
    missing: dict[str, float]
    solves: int


def earliest(
    program: Program, session: Session, standard: float, progress: Callable[[str], None] = lambda _: None
) -> Deadline:
    """Search the ticks of a plain calendar; `standard` is the share of the need to cover, 0 to 1.

    Leaves the session with changed bounds and costs. Raises SolveError as `Session.solve` does.
    """
    gap, missing = program.variable("gap"), program.row("missing")
    rows, columns = program.numbers(missing), program.numbers(gap)
    need = -program.row_lower[rows]
    cost = np.zeros(len(program.lower))
    cost[columns] = 1 / need
    session.change_cost(cost)
    known: dict[int, Array] = {}

    def short(tick: int) -> Array:
        """What each item lacks if the standard is to hold from `tick` on, as a part of its need."""
        if tick not in known:
            progress(program.calendar.labels[tick])
            allowed = np.where(np.arange(need.shape[1]) >= tick, need * (1 - standard), need)
            session.change_rows(rows.ravel(), -allowed.ravel(), np.full(rows.size, np.inf))
            found = session.solve().value[columns] / need
            known[tick] = found.max(axis=1)
        return known[tick]

    last = need.shape[1] - 1
    first_known, open_from = last + 1, 0
    while open_from < first_known:
        middle = (open_from + first_known) // 2 if first_known <= last else last
        if short(middle).max() <= NEGLIGIBLE:
            first_known = middle
        elif middle == last:
            break
        else:
            open_from = middle + 1
    met = first_known <= last
    before = max(first_known - 1, 0) if met else last
    lacking = short(before) if before != first_known else np.zeros(len(gap))
    names = gap.subjects["item"]
    return Deadline(
        first_known if met else None,
        {name: float(part) for name, part in zip(names, lacking, strict=True) if part > NEGLIGIBLE},
        len(known),
    )
