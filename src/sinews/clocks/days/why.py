"""What holds a plan up: links, transfer points and pools whose relief by ten per cent would make it less late.

The prices of a plan say which; each of the leading ones is then relieved and the program solved again on the routes
that the plan uses. What that does not confirm is not shown. Limits that bind together may show small prices one by one.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial
from typing import TypeAlias

import numpy as np

from sinews.answers.confirmed import Confirmed
from sinews.answers.limit import MORE
from sinews.answers.work import run_all, threads
from sinews.clocks.days.limits import LIMITS, Limit, limits
from sinews.clocks.days.plan import Plan
from sinews.clocks.days.restricted import optimum
from sinews.model.program import Program

#: How many limits are relieved in earnest.
LEADING = 5

#: Days of mean lateness below which a relief earns nothing.
NEGLIGIBLE = 1e-4

#: Part of the objective to which the plan with a limit relieved is worked out.
SAME = 3e-5


#: A link, a node or the carrier of a pool that holds the plan up; days of weighted mean lateness.
Bottleneck: TypeAlias = Confirmed[Limit]


@dataclass(frozen=True)
class _Group:
    limit: Limit
    subject: str
    priced: float


def bottlenecks(plan: Plan, solver: str = "highs", workers: int = 1, leading: int = LEADING) -> tuple[Bottleneck, ...]:
    """The leading limits, confirmed, the one that earns most first. SolveError as the solver does."""
    groups = sorted(_groups(plan), key=lambda group: (-group.priced, group.limit.stand.balance, group.subject))
    with threads(workers) as crew:
        findings = run_all([partial(_confirmed, plan, solver, group) for group in groups[:leading]], crew)
    confirmed = [finding for finding in findings if finding.earned > NEGLIGIBLE]
    return tuple(sorted(confirmed, key=lambda finding: (-finding.earned, finding.limit.stand.balance, finding.subject)))


def relieved(program: Program, limit: Limit, subject: str) -> Program:
    """The program with ten per cent more of a limit."""
    rows = limits(program, limit)[subject]
    lower, upper = program.row_lower.copy(), program.row_upper.copy()
    amount = MORE * np.maximum(-lower[rows], 0.0)
    lower[rows], upper[rows] = lower[rows] - amount, upper[rows] - amount
    return replace(program, row_lower=lower, row_upper=upper)


def _confirmed(plan: Plan, solver: str, group: _Group) -> Bottleneck:
    """The plan with ten per cent more of a limit."""
    program = relieved(plan.program, group.limit, group.subject)
    least = optimum(program, solver, plan.solved, SAME)
    return Confirmed(group.limit, group.subject, group.priced, plan.solution.objective - least)


def _groups(plan: Plan) -> Iterator[_Group]:
    """All limits with a price, by name."""
    for limit in LIMITS:
        for subject, priced in limit.worth(plan).items():
            if priced > NEGLIGIBLE:
                yield _Group(limit, subject, priced)
