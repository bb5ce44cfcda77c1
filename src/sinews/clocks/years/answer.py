"""The years clock: money becomes contracts, capacity and stocks before an attack is possible."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

import polars as pl

from sinews.answers.means import Means
from sinews.answers.memory import Memory
from sinews.answers.work import begin, ended, threads
from sinews.clocks.years.buy import Purchase
from sinews.clocks.years.curve import Point
from sinews.clocks.years.curve import remembered as known_curve
from sinews.clocks.years.deadline import Deadline, earliest
from sinews.clocks.years.graded import (
    Grades,
    carried,
    dates,
    grades,
    last_of,
    of_carrying,
    of_families,
    remembered,
    with_people,
)
from sinews.clocks.years.kept import Measurements
from sinews.clocks.years.ladder import Rung
from sinews.clocks.years.measured import BY_CLASSES, UNCHANGED
from sinews.clocks.years.measuring import hired
from sinews.clocks.years.methods import for_plan, for_search
from sinews.clocks.years.options import Question
from sinews.clocks.years.outcome import coverage, held_from, of_behind, outcomes
from sinews.clocks.years.program import ledger_of
from sinews.clocks.years.reference import Reference
from sinews.clocks.years.scope import Scope
from sinews.clocks.years.why import Bottleneck, findings
from sinews.data.case import Case
from sinews.data.months import months_between
from sinews.model.building import program_of
from sinews.model.program import Program
from sinews.model.solver.choice import open_session
from sinews.model.solver.highs import Method
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
    `bound`: the part by which the objective by classes of allies lies below the plan (None: not measured by them).
    If these were measured, `grades`: coverage and dates by family; `rungs`: the ladder; `bought`: what would buy time;
    `curve`: what shares of output buy;
    `chance`: how sure the date is, in a sentence (empty: not known).
    """

    reference: Reference
    margin: Margin
    why: tuple[Bottleneck, ...]
    charges: dict[str, float]
    outcome: pl.DataFrame
    grades: Grades | None = None
    rungs: tuple[Rung, ...] = ()
    bought: Purchase | None = None
    bound: float | None = None
    curve: tuple[Point, ...] = ()
    chance: str = ""

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
        """The plan: of those that are as good, the one that a rule picks."""
        return self.reference.shared.solution

    @property
    def deadline(self) -> Deadline:
        """The earliest date at which the standard can be held."""
        return self.reference.deadline

    @property
    def why_not_earlier(self) -> tuple[Bottleneck, ...]:
        """Findings that move the ready date, the most days first."""
        moving = [finding for finding in self.why if (finding.effect.days or 0.0) > LEAST_DAYS]
        return tuple(
            sorted(moving, key=lambda finding: (-(finding.effect.days or 0.0), finding.limit.name, finding.subject))
        )

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
    if scope.question.monthly:  # some thirty more solves on months throughout would take half an hour
        coarse = Scope.of(scope.case, replace(scope.question, monthly=False))
        means = replace(means, memory=Memory())
        measured_on = refer(coarse, means)
        reference = refer(scope, means, measured_on)
    else:
        reference = measured_on = refer(scope, means)
    memory = Measurements(means.memory)
    memory.keep_new(UNCHANGED, measured_on.measured)
    means.tell(f"{_first(reference)} What holds it back is measured next.")
    with means.progress("why") as count, hired(measured_on, means.workers, count, memory) as workers:
        why = findings(workers)
    with means.progress("share"):
        shown = answer(reference, why)
    with_grades = replace(shown, grades=_graded(measured_on, means))
    bound = None if scope.question.monthly else _bound(reference, memory)
    return replace(with_grades, bound=bound, curve=known_curve(means.memory))


def _bound(reference: Reference, memory: Measurements) -> float | None:
    """The part by which the objective by classes lies below that of the plan; None if nothing was measured by them."""
    if reference.bound is not None:
        memory.keep_new(BY_CLASSES, reference.bound)
    by_classes, best = memory.get(BY_CLASSES), reference.solution.objective
    return None if by_classes is None or best <= 0 else max(1 - by_classes.objective / best, 0.0)


def _first(reference: Reference) -> str:
    """The ready date, before its reasons are known."""
    scope, instant = reference.scope, reference.deadline.instant
    if instant is None:
        return f"{scope.question.group} is not ready before {scope.case.settings.end:%Y-%m}."
    return f"{scope.question.group} can be ready in {scope.calendar.month_of(instant):%Y-%m} at the earliest."


def _graded(reference: Reference, means: Means) -> Grades:
    """Coverage and dates by family, and what the last date rests on. SolveError as the solver does."""
    scope, families = reference.scope, reference.families
    graded = grades(scope, reference.program, reference.shared.solution, reference.deadline.instant, families)
    own = {family: families[family] for family in scope.families}
    searches = of_carrying(scope, own, reference.solver)
    with means.progress("range") as count:
        instants = dates(searches, means.workers, count, means.memory)
    return replace(graded, carried=carried(own, instants), crewed=with_people(means.memory))


def refer(scope: Scope, means: Means | None = None, like: Reference | None = None) -> Reference:
    """The plan of a scope and its ready date: what effects are measured against.

    All needs are ready no earlier than the family that is last, so its date says where to look. Where the families'
    dates are remembered the search runs beside the plan's solve. `like`: the same question on coarser ticks.
    """
    means = means or Means()
    with means.progress("build"):
        journal = ledger_of(scope).journal
        program = program_of(journal)
    families = like.families if like else remembered(of_families(scope, means.solver), means.memory)
    with threads(2 if means.solver == "highs" else 1) as crew:
        solving = begin(partial(_solved, program, means.solver, for_plan(scope)), crew)
        early = begin(partial(_earliest, scope, program, means.solver, families), crew) if families else None
        with means.progress("solve"):
            solution, start = ended(solving, crew)
        if families is None:
            covered = coverage(scope, program, solution)
            with means.progress("families") as count:
                families = dates(of_families(scope, means.solver, covered), means.workers, count, means.memory)
        with means.progress("date"):
            deadline = ended(early or begin(partial(_earliest, scope, program, means.solver, families), crew), crew)
    return Reference(scope, journal, program, solution, deadline, start, means.solver, families)


def _solved(program: Program, solver: str, method: Method) -> tuple[Solution, Basis | None]:
    """The plan, and where its solve ended."""
    session = open_session(program, solver, method)
    solution = session.solve()
    return solution, session.basis()


def _earliest(scope: Scope, program: Program, solver: str, families: Mapping[str, float | None]) -> Deadline:
    """The deadline search, begun at the date of the family that is ready last."""
    standard = scope.case.parameter("coverage_standard") / 100
    last = families[last_of(scope.families, families)]
    near = len(scope.shown) - 1 if last is None else scope.calendar.tick_of(last)
    return earliest(program, open_session(program, solver, for_search(scope)), standard, near)


def answer(reference: Reference, why: tuple[Bottleneck, ...] = ()) -> YearsAnswer:
    """Read margin and tables from a solved program, with the findings on it."""
    scope, program, solution = reference.scope, reference.program, reference.shared.solution
    return YearsAnswer(
        reference,
        _margin(scope, program, solution, reference.deadline),
        why,
        {heading: float(values @ solution.value) for heading, values in sorted(program.charges.items())},
        pl.concat([outcomes(scope, reference.journal, program, solution), of_behind(scope, reference.shared.behind)]),
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
