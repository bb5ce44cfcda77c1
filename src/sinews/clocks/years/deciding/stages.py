"""What to order now: a plan of two stages, and what it is worth to plan so, and to know what comes.

together   the best first stage for all branches, and in each the best that follows (recourse problem)
apart      each branch planned as if it were known from the start (wait and see)
as planned the first stage of the plan as it stands, and in each branch the best that follows

value of planning for branches = as planned - together >= 0,   of knowing what comes = together - apart >= 0
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np

from sinews.answers.progress import Count
from sinews.answers.work import run_all, threads
from sinews.clocks.years.components.contract import NEW_ORDERS
from sinews.clocks.years.deciding.futures import DECIDED, Future, first_stage, program
from sinews.clocks.years.scope import Scope
from sinews.model.calendar import Array
from sinews.model.extensive import Extensive
from sinews.model.program import Program
from sinews.model.solver.choice import open_session
from sinews.model.solver.session import Solution


@dataclass(frozen=True)
class Course:
    """What a way of deciding comes to: by branch the values of its program, shape (columns,), and its objective."""

    values: tuple[Array, ...]
    objectives: tuple[float, ...]

    def mean(self, futures: Sequence[Future]) -> float:
        """The objective on average over the branches."""
        return sum(future.chance * each for future, each in zip(futures, self.objectives, strict=True))


@dataclass(frozen=True)
class Stages:
    """The answer, on the coarse clock; `planned`: the plan as it stands, values of its program, shape (columns,)."""

    scope: Scope
    futures: tuple[Future, ...]
    programs: tuple[Program, ...]
    planned: Array
    together: Course
    apart: Course
    as_planned: Course

    @property
    def stochastic(self) -> float:
        """The value of the stochastic solution: what it saves to plan for all branches."""
        return self.as_planned.mean(self.futures) - self.together.mean(self.futures)

    @property
    def perfect(self) -> float:
        """The expected value of perfect information: what it would save to know the branch."""
        return self.together.mean(self.futures) - self.apart.mean(self.futures)

    def ordered(self, value: Array) -> Array:
        """New orders of the first stage by needed item, in units; shape (needed items,)."""
        whole, first = self.programs[0], first_stage(self.scope)
        total = np.zeros(len(self.scope.needed))
        for block in whole.variables:
            if block.name in NEW_ORDERS:
                rows = [self.scope.needed.index(item) for item in block.subjects["item"]]
                np.add.at(total, rows, value[whole.numbers(block)][:, first].sum(axis=1))
        return total

    def charged(self, course: Course, heading: str) -> Array:
        """What a course is charged under a heading by branch, percentage points; shape (branches,)."""
        pairs = zip(self.programs, course.values, strict=True)
        return np.array(
            [100 * float(whole.charges[heading] @ value) if heading in whole.charges else 0.0 for whole, value in pairs]
        )

    def points(self, course: Course) -> Array:
        """Expected shortfall by branch, percentage points; shape (branches,)."""
        return self.charged(course, "shortfall")


def stages(
    scope: Scope,
    futures: tuple[Future, ...],
    solver: str = "highs",
    workers: int = 1,
    count: Count | None = None,
) -> Stages:
    """Plan the first stage for all branches, and hold it against the plan as it stands. SolveError as the solver does.

    `scope`: on the coarse clock; branches and the plan as it stands have its figures, so that what is ordered first in
    the one can be ordered in the others.
    """
    cancelling = any(future.cancels for future in futures)
    programs = tuple(program(scope, future, cancelling=cancelling) for future in futures)
    case = program(scope, Future(1.0), cancelling=cancelling)
    shared = dict.fromkeys(DECIDED, first_stage(scope))
    tree = Extensive(programs, tuple(future.chance for future in futures), shared)
    with threads(workers) as crew:
        solved = run_all([partial(_solved, each, solver) for each in (case, *programs, tree.whole)], crew, count)
        planned, *apart, whole = solved
        kept = [tree.kept(number, planned.value) for number in range(len(futures))]
        after = run_all([partial(_solved, each, solver) for each in kept], crew, count)
    values = tuple(tree.value(whole, number) for number in range(len(futures)))
    together = Course(values, tuple(float(each.cost @ value) for each, value in zip(programs, values, strict=True)))
    return Stages(scope, futures, programs, planned.value, together, _course(apart), _course(after))


def _solved(whole: Program, solver: str) -> Solution:
    return open_session(whole, solver).solve()


def _course(solutions: Sequence[Solution]) -> Course:
    return Course(tuple(solution.value for solution in solutions), tuple(solution.objective for solution in solutions))
