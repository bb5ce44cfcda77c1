"""Plans made anew for levers: in the case with a lever pulled the plan is solved again, and picked by the same rule.

The program is the one that `sinews buy` solves: it sees the lever from the start on, and what it decides before the
lever's first month has the terms of the case as it stands. What a lever adds (surge, plants that are converted, upkeep,
expansion) is there from that month on, as trials grant it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from sinews.answers.progress import Count
from sinews.answers.work import run_all, threads
from sinews.clocks.years.measuring import with_levers
from sinews.clocks.years.methods import for_plan
from sinews.clocks.years.sharing import shared_out
from sinews.clocks.years.standing import Base
from sinews.clocks.years.trials import pulling
from sinews.clocks.years.trials.trial import Plan
from sinews.data.levers import Lever, Package
from sinews.model.building import program_of
from sinews.model.journal import Journal
from sinews.model.program import Program
from sinews.model.solver.choice import open_session

#: Variables that a lever may add and that nothing has to take part in, so that they can be nothing before its month.
_ADDED = ("surge", "converted", "kept_up", "expansion", "funded_expansion")


@dataclass(frozen=True)
class _Anew:
    """A plan that is to be made for levers, as plain data."""

    plan: Plan
    package: Package
    solver: str

    def __call__(self) -> Plan:
        """The plan in the case with the levers. CaseError for no case, SolveError as the solver does."""
        return made_anew(self.plan, self.package, self.solver)


def made_anew(plan: Plan, package: Package, solver: str = "highs") -> Plan:
    """The plan of a case with levers pulled. CaseError for no case, SolveError as the solver does.

    `plan`: of the case as it stands; its orders do not matter.
    """
    kept = pulling.with_levers(plan, package)
    scope, program = with_levers(Base(plan.scope, program_of(plan.book.journal)), package)
    program = _granted(program, kept.book.journal)
    session = open_session(program, solver, for_plan(scope))
    solution = session.solve()
    value = shared_out(scope, kept.book.journal, program, solution, session.basis()).solution.value
    return Plan.kept(kept.scope, kept.book.journal, value, kept.drawing)


def _granted(program: Program, journal: Journal) -> Program:
    """The program in which what a lever adds is bounded as in the journal that trials are rolled in."""
    upper = program.upper.copy()
    for decision in journal.decisions:
        if decision.variable.name in _ADDED:
            column = decision.variable.column
            upper[column] = np.minimum(upper[column], decision.upper)
    return replace(program, upper=upper)


def anew(
    plan: Plan, levers: Sequence[Lever], solver: str = "highs", workers: int = 1, count: Count | None = None
) -> list[Plan]:
    """A plan for each lever, in their order. CaseError for one that makes no case, SolveError as the solver does."""
    with threads(workers) as crew:
        return run_all([_Anew(plan, ((lever, 1.0),), solver) for lever in levers], crew, count)
