"""The years clock: money becomes contracts, capacity and stocks before an attack is possible."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from functools import partial

import polars as pl

from sinews.answers.means import Means
from sinews.answers.memory import Memory
from sinews.answers.progress import Progress, silent
from sinews.answers.work import begin, ended, threads
from sinews.clocks.years.buy import Purchase
from sinews.clocks.years.deadline import Deadline, earliest
from sinews.clocks.years.graded import Grades, carried, dates, grades, of_carrying, of_families
from sinews.clocks.years.kept import Measurements
from sinews.clocks.years.ladder import Rung
from sinews.clocks.years.measuring import UNCHANGED, Reference, hired
from sinews.clocks.years.options import Question
from sinews.clocks.years.outcome import coverage, held_from, outcomes
from sinews.clocks.years.program import build, ledger_of
from sinews.clocks.years.scope import Scope
from sinews.clocks.years.sharing import shared_out
from sinews.clocks.years.why import Bottleneck, findings
from sinews.data.case import Case
from sinews.data.months import months_between
from sinews.model.building import program_of
from sinews.model.program import Program
from sinews.model.solver.choice import open_session
from sinews.model.solver.session import Basis, Solution

#: The early quantile of the threat against which the margin is also given.
EARLY = 0.10

#: Days from which a finding is said to move the ready date.
LEAST_DAYS = 0.5


@dataclass(frozen=True)
class Margin:
    """Time available less time needed, in months (negative: too late); None where the date is beyond the horizon.

    `ready`: month in which the standard can be met and held from then on, by the deadline search. `planned`: month from
    which the plan of least expected shortfall holds it. `median`, `early`: the threat's median and early quantile.
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

    `why`: what holds us back, measured, the dearest first. `charges`: objective by heading. `outcome`: long table.
    If these were measured, `grades`: coverage and dates by family; `rungs`: the ladder; `bought`: what would buy time.
    """

    reference: Reference
    margin: Margin
    why: tuple[Bottleneck, ...]
    charges: dict[str, float]
    outcome: pl.DataFrame
    grades: Grades | None = None
    rungs: tuple[Rung, ...] = ()
    bought: Purchase | None = None

    @property
    def scope(self) -> Scope:
        """The case and the question."""
        return self.reference.scope

    @property
    def program(self) -> Program:
        """The linear program."""
        return self.reference.program

    @property
    def solution(self) -> Solution:
        """The plan."""
        return self.reference.solution

    @property
    def deadline(self) -> Deadline:
        """The earliest date at which the standard can be held."""
        return self.reference.deadline

    @property
    def why_not_earlier(self) -> tuple[Bottleneck, ...]:
        """Findings that move the ready date, the most days first."""
        moving = [finding for finding in self.why if (finding.effect.days or 0.0) > LEAST_DAYS]
        return tuple(sorted(moving, key=lambda one: (-(one.effect.days or 0.0), one.limit.name, one.subject)))

    @property
    def shortfall_points(self) -> float:
        """Expected weighted shortfall at the test, in percentage points."""
        return 100 * self.charges.get("shortfall", 0.0)


def run(case: Case, question: Question | None = None, means: Means | None = None) -> YearsAnswer:
    """Ask the years clock. UsageError for what the case does not have, SolveError as the solver does."""
    return answered(Scope.of(case, question or Question()), means or Means())


def answered(scope: Scope, means: Means) -> YearsAnswer:
    """The answer to a question, with what holds back. SolveError as the solver does.

    On months throughout, what holds back is measured on the case's own ticks, and not remembered.
    """
    reference = measured_on = refer(scope, means.solver, means.progress)
    memory = means.memory
    if scope.question.monthly:  # some thirty more solves on months throughout would take half an hour
        coarse = Scope.of(scope.case, replace(scope.question, monthly=False))
        measured_on, memory = refer(coarse, means.solver, means.progress), Memory()
    Measurements(memory).keep_new(UNCHANGED, measured_on.measured)
    graded = _graded(measured_on, means, memory)
    means.tell(f"{_first(reference)} Measuring what holds it back takes a minute or so where it is not remembered.")
    with means.progress("why") as count, hired(measured_on, means.workers, count, Measurements(memory)) as workers:
        why = findings(workers)
    return replace(answer(reference, why), grades=_carried(measured_on, graded, means, memory))


def _first(reference: Reference) -> str:
    """The ready date, before its reasons are known."""
    scope, instant = reference.scope, reference.deadline.instant
    if instant is None:
        return f"{scope.question.group} is not ready before {scope.case.settings.end:%Y-%m}."
    return f"{scope.question.group} can be ready in {scope.calendar.month_of(instant):%Y-%m} at the earliest."


def _graded(reference: Reference, means: Means, memory: Memory) -> Grades:
    """Coverage and dates by family. SolveError as the solver does."""
    scope, program, solution = reference.scope, reference.program, reference.solution
    searches = of_families(scope, program, solution, reference.solver)
    with means.progress("families") as count:
        found = dates(searches, means.workers, count, memory)
    return grades(scope, program, solution, reference.deadline.instant, found)


def _carried(reference: Reference, graded: Grades, means: Means, memory: Memory) -> Grades:
    """The grades with what the date of the last family rests on. SolveError as the solver does."""
    instant = next(family.instant for family in graded.families if family.name == graded.last)
    searches = of_carrying(reference.scope, graded.last, instant, reference.solver)
    with means.progress("range") as count:
        found = dates(searches, means.workers, count, memory)
    return replace(graded, carried=carried(graded.last, found))


def refer(scope: Scope, solver: str = "highs", progress: Progress = silent) -> Reference:
    """The plan of a scope and its ready date: what effects are measured against."""
    with progress("build"):
        journal = ledger_of(scope).journal
        program = program_of(journal)
    with threads(2 if solver == "highs" else 1) as crew:  # the search for the date runs beside the plan's solve
        solving = begin(partial(_solved, program, solver), crew)
        searching = begin(partial(_earliest, scope, program, solver), crew)
        with progress("solve"):
            solution, start = ended(solving, crew)
        with progress("date"):
            deadline = ended(searching, crew)
    return Reference(scope, journal, program, shared_out(journal, program, solution), deadline, start, solver)


def _solved(program: Program, solver: str) -> tuple[Solution, Basis | None]:
    """The plan, and where its solve ended."""
    session = open_session(program, solver)
    solution = session.solve()
    return solution, session.basis()


def _earliest(scope: Scope, program: Program, solver: str) -> Deadline:
    """The deadline search; on months throughout, the shorter program of the case's own ticks says where to look."""
    near, standard = None, scope.case.parameter("coverage_standard") / 100
    if scope.question.monthly:
        coarse = build(Scope.of(scope.case, replace(scope.question, monthly=False)))
        found = earliest(coarse, open_session(coarse, solver), standard).tick
        near = None if found is None else int(coarse.calendar.start[found])
    return earliest(program, open_session(program, solver), standard, near)


def answer(reference: Reference, why: tuple[Bottleneck, ...] = ()) -> YearsAnswer:
    """Read margin and tables from a solved program, with the findings on it."""
    scope, program, solution = reference.scope, reference.program, reference.solution
    return YearsAnswer(
        reference,
        _margin(scope, program, solution, reference.deadline),
        why,
        {heading: float(values @ solution.value) for heading, values in sorted(program.charges.items())},
        outcomes(scope, reference.journal, program, solution),
    )


def _margin(scope: Scope, program: Program, solution: Solution, deadline: Deadline) -> Margin:
    standard = scope.case.parameter("coverage_standard") / 100
    instants = (deadline.instant, held_from(scope.calendar, coverage(scope, program, solution).min(axis=0), standard))
    ready, planned = (None if instant is None else scope.calendar.month_of(instant) for instant in instants)
    return Margin(
        ready=ready,
        planned=planned,
        median=scope.threat.quantile(0.5),
        early=scope.threat.quantile(EARLY),
    )
