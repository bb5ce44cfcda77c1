"""What holds a plan up: links, transfer points and pools whose relief by ten per cent would make it less late.

The prices of a plan say which; each of the leading ones is then relieved and the program solved again on the routes
that the plan uses. What that does not confirm is not shown. Limits that bind together may show small prices one by one.
"""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from enum import Enum

import numpy as np

from sinews.clocks.days.closure import Closure, arrived, closures
from sinews.clocks.days.plan import Plan
from sinews.clocks.days.restricted import solve
from sinews.model.calendar import Indices
from sinews.model.program import Program

#: The standard step of relief, and how many limits are relieved in earnest.
STEP, LEADING = 0.10, 5

#: Days of mean lateness below which a relief earns nothing.
NEGLIGIBLE = 1e-4


class Limit(Enum):
    """What kind of limit it is; the value names the balance in the program."""

    LINK = "track"
    TRANSFER = "terminal"
    POOL = "pool"


@dataclass(frozen=True)
class Bottleneck:
    """A limit that holds the plan up.

    `subject`: the link, the node, or the carrier of the pool. `priced`, `earned`: days of weighted mean lateness that
    ten per cent more takes off, by its price, and by solving again. `closures`: the tiers then.
    """

    limit: Limit
    subject: str
    priced: float
    earned: float
    closures: tuple[Closure, ...] = ()


@dataclass(frozen=True)
class _Group:
    limit: Limit
    subject: str
    priced: float


def bottlenecks(plan: Plan, solver: str = "highs", workers: int = 1, leading: int = LEADING) -> tuple[Bottleneck, ...]:
    """The leading limits, confirmed, the one that earns most first. SolveError as the solver does."""
    groups = sorted(_groups(plan), key=lambda group: (-group.priced, group.limit.value, group.subject))
    with ThreadPoolExecutor(max_workers=workers) as executor:  # solvers work outside the interpreter's lock
        found = list(executor.map(lambda group: _confirmed(plan, solver, group), groups[:leading]))
    confirmed = [one for one in found if one.earned > NEGLIGIBLE]
    return tuple(sorted(confirmed, key=lambda one: (-one.earned, one.limit.value, one.subject)))


def _confirmed(plan: Plan, solver: str, group: _Group) -> Bottleneck:
    """The plan with ten per cent more of a limit."""
    program = plan.program
    rows = _rows(program, group.limit)[group.subject]
    lower, upper = program.row_lower.copy(), program.row_upper.copy()
    amount = STEP * np.maximum(-lower[rows], 0.0)
    lower[rows], upper[rows] = lower[rows] - amount, upper[rows] - amount
    relieved = replace(program, row_lower=lower, row_upper=upper)
    solved = solve(relieved, solver, plan.solved.part)
    earned = plan.solution.objective - solved.solution.objective
    return Bottleneck(group.limit, group.subject, group.priced, earned, closures(plan.scope, arrived(solved)))


def _groups(plan: Plan) -> Iterator[_Group]:
    """All limits with a price, by name."""
    program, prices = plan.program, plan.solution.price
    for limit in Limit:
        for subject, rows in _rows(program, limit).items():
            amount = np.maximum(-program.row_lower[rows], 0.0)
            priced = STEP * float(amount @ -prices[rows])
            if priced > NEGLIGIBLE:
                yield _Group(limit, subject, priced)


def _rows(program: Program, limit: Limit) -> dict[str, Indices]:
    block = next((block for block in program.rows if block.name == limit.value), None)
    if block is None:
        return {}
    names = block.subjects["item" if limit is Limit.POOL else "place"]
    numbers = program.numbers(block)
    return {
        name: numbers[[k for k, other in enumerate(names) if other == name]].ravel() for name in dict.fromkeys(names)
    }
