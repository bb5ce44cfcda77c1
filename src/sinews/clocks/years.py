"""The years clock: money becomes contracts, capacity and stocks before an attack is possible."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
import polars as pl

from sinews.bottlenecks import Bottleneck, bottlenecks, earlier_contracts, ranked
from sinews.calendar import months_between
from sinews.case import Case
from sinews.components import COMPONENTS
from sinews.deadline import Deadline, earliest
from sinews.ledger import Ledger
from sinews.outcome import coverage, outcomes
from sinews.program import Program
from sinews.progress import Progress, silent
from sinews.scope import Question, Scope
from sinews.solver import Solution, open_session

#: The early quantile of the threat against which the margin is also given.
EARLY = 0.10


@dataclass(frozen=True)
class Margin:
    """Time available less time needed, in months (negative: too late); None where the date is beyond the horizon.

    `ready`: first month from which the standard can be held, by the deadline search. `planned`: first month in which
    the plan of least expected shortfall meets it. `median`, `early`: the threat's median and early quantile.
    """

    ready: date | None
    planned: date | None
    median: date
    early: date

    @property
    def months(self) -> int | None:
        """Months from the earliest ready date to the median of the threat."""
        return months_between(self.ready, self.median) if self.ready else None

    @property
    def early_months(self) -> int | None:
        """Months from the earliest ready date to the early quantile of the threat."""
        return months_between(self.ready, self.early) if self.ready else None


@dataclass(frozen=True)
class YearsAnswer:
    """What the years clock says: margin, findings, outcome tables and what they rest on.

    `why`: what holds the expected shortfall up, in points of it. `why_not_earlier`: what holds the earliest ready
    date, in points of the need that is missing one tick earlier. `charges`: objective by heading. `outcome`: long
    table.
    """

    scope: Scope
    program: Program
    solution: Solution
    margin: Margin
    deadline: Deadline
    why: tuple[Bottleneck, ...]
    why_not_earlier: tuple[Bottleneck, ...]
    charges: dict[str, float]
    outcome: pl.DataFrame

    @property
    def shortfall_points(self) -> float:
        """Expected weighted shortfall at the test, in percentage points."""
        return 100 * self.charges.get("shortfall", 0.0)


def build(scope: Scope) -> Program:
    """The linear program of a question: every component writes into one ledger."""
    ledger = Ledger(scope.calendar, scope.sizes)
    for component in COMPONENTS:
        component(scope, ledger)
    return ledger.program()


def run(
    case: Case, question: Question | None = None, solver: str = "highs", progress: Progress = silent
) -> YearsAnswer:
    """Ask the years clock. Raises UsageError for what the case does not have, SolveError as the solver does."""
    scope = Scope.of(case, question or Question())
    with progress("build"):
        program = build(scope)
    standard = case.parameter("coverage_standard") / 100

    def solve() -> tuple[Solution, Bottleneck]:
        session = open_session(program, solver)
        solution = session.solve()
        return solution, earlier_contracts(scope, program, session, solution)

    # HiGHS works outside the interpreter's lock, so the search for the earliest date runs beside the plan's solve.
    with ThreadPoolExecutor(max_workers=2 if solver == "highs" else 1) as pool:
        solving = pool.submit(solve)
        searching = pool.submit(lambda: _earliest(scope, program, solver, standard))
        with progress("solve"):
            solution, delay = solving.result()
        with progress("confirm"):
            deadline = searching.result()
    return answer(scope, program, solution, deadline, (delay,))


def _earliest(scope: Scope, program: Program, solver: str, standard: float) -> Deadline:
    """The deadline search; on months throughout, the shorter program of the case's own ticks says where to look."""
    near = None
    if scope.question.monthly:
        coarse = build(Scope.of(scope.case, replace(scope.question, monthly=False)))
        found = earliest(coarse, open_session(coarse, solver), standard).tick
        near = None if found is None else int(coarse.calendar.start[found])
    return earliest(program, open_session(program, solver), standard, near)


def answer(
    scope: Scope, program: Program, solution: Solution, deadline: Deadline, measured: tuple[Bottleneck, ...] = ()
) -> YearsAnswer:
    """Read margin, findings and tables from a solved program; `measured`: findings from solving again."""
    why = ranked([*bottlenecks(scope, program, solution), *measured])
    return YearsAnswer(
        scope,
        program,
        solution,
        _margin(scope, program, solution, deadline),
        deadline,
        why,
        ranked(bottlenecks(scope, program, deadline.before)) if deadline.before else (),
        {heading: float(values @ solution.value) for heading, values in sorted(program.charges.items())},
        outcomes(scope, program, solution),
    )


def _margin(scope: Scope, program: Program, solution: Solution, deadline: Deadline) -> Margin:
    standard = scope.case.parameter("coverage_standard") / 100
    met = np.flatnonzero((coverage(scope, program, solution) >= standard - 1e-6).all(axis=0))
    starts = scope.calendar.starts()
    return Margin(
        ready=starts[deadline.tick] if deadline.tick is not None else None,
        planned=starts[int(met[0])] if len(met) else None,
        median=scope.threat.quantile(0.5),
        early=scope.threat.quantile(EARLY),
    )
