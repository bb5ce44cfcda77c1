"""Plans that checks ask for: each is solved once, and shared by all checks of one question."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property

import numpy as np
import polars as pl

from sinews.calendar import Array
from sinews.case import Case
from sinews.clocks.years import YearsAnswer, answer, build, refer
from sinews.deadline import earliest
from sinews.outcome import Reader, shortfalls
from sinews.program import Program
from sinews.progress import Progress, silent
from sinews.scope import Question, Scope
from sinews.solver import Session, Solution, open_session

ENDS = ("", "_low", "_high")


@dataclass(frozen=True)
class Variant:
    """A question that differs from the one asked: in path or expansion, or in the delays or budgets of the case.

    `delay`: contracting delays times this; `whole_budget`: all expenditure on defence buys the modelled items.
    """

    path: str = ""
    expansion: bool | None = None
    delay: float = 1.0
    whole_budget: bool = False


@dataclass
class Plans:
    """The answer to the question, and the plans of its variants, solved when first asked for."""

    case: Case
    question: Question
    solver: str = "highs"
    progress: Progress = silent
    known: YearsAnswer | None = None
    _dates: dict[Variant, date | None] = field(default_factory=dict)
    _points: dict[Variant, float] = field(default_factory=dict)

    @classmethod
    def of(cls, answer: YearsAnswer, solver: str = "highs", progress: Progress = silent) -> Plans:
        """Plans around an answer that is there already."""
        return cls(answer.scope.case, answer.scope.question, solver, progress, answer)

    @cached_property
    def answer(self) -> YearsAnswer:
        """The answer to the question itself; what holds back is not measured for it."""
        return self.known or answer(refer(Scope.of(self.case, self.question), self.solver, self.progress))

    def ready(self, variant: Variant) -> date | None:
        """Earliest ready date of a variant; None: not within the horizon."""
        variant = self._plain(variant)
        if variant == Variant():
            return self.answer.margin.ready
        if variant not in self._dates:
            scope, program = self._built(variant)
            standard = self.case.parameter("coverage_standard") / 100
            with self.progress("variant"):
                tick = earliest(program, open_session(program, self.solver), standard).tick
            self._dates[variant] = None if tick is None else scope.calendar.starts()[tick]
        return self._dates[variant]

    def shortfall(self, variant: Variant) -> float:
        """Expected weighted shortfall of a variant's plan, percentage points."""
        variant = self._plain(variant)
        if variant == Variant():
            return self.answer.shortfall_points
        if variant not in self._points:
            _, program = self._built(variant)
            with self.progress("variant"):
                solution = open_session(program, self.solver).solve()
            self._points[variant] = _points(program, solution)
        return self._points[variant]

    def _plain(self, variant: Variant) -> Variant:
        """The variant without what the question asks anyway, so that nothing is solved twice under two names."""
        path = "" if variant.path == self.question.path else variant.path
        expansion = None if variant.expansion == self.question.expansion else variant.expansion
        return replace(variant, path=path, expansion=expansion)

    def _built(self, variant: Variant) -> tuple[Scope, Program]:
        question = replace(
            self.question,
            path=variant.path or self.question.path,
            expansion=self.question.expansion if variant.expansion is None else variant.expansion,
            monthly=False,
        )
        scope = Scope.of(_changed(self.case, variant), question)
        return scope, build(scope)

    @cached_property
    def _lines(self) -> tuple[Session, float]:
        """A session with the plan of the question, solved, and its objective: where larger lines are tried."""
        session = open_session(self.answer.program, self.solver)
        with self.progress("lines"):
            return session, session.solve(self.answer.reference.start).objective

    def larger_lines(self, place: str, percent: float) -> float:
        """Percentage points of expected shortfall that lines of a state take off if all are larger by so many percent.

        Rates and highest rates grow alike. Measured by solving again from the plan, not read from prices.
        """
        program, (session, before) = self.answer.program, self._lines
        block = program.row("line")
        mine = np.array(block.subjects["place"]) == place
        if not mine.any():
            return 0.0
        rows = program.numbers(block)[mine].ravel()
        columns = np.concatenate(
            [program.numbers(program.variable(name))[mine].ravel() for name in ("output", "extra_capacity")]
        )
        factor = 1 + percent / 100
        session.change_rows(rows, program.row_lower[rows], factor * program.row_upper[rows])
        session.change_columns(columns, program.lower[columns], factor * program.upper[columns])
        with self.progress("lines"):
            after = session.solve().objective
        session.change_rows(rows, program.row_lower[rows], program.row_upper[rows])
        session.change_columns(columns, program.lower[columns], program.upper[columns])
        return 100 * (before - after)

    def coverage_now(self) -> Array:
        """Share of each item's need that the group's stocks cover in the first period, sorted by item; 0 to 1."""
        answer = self.answer
        reader = Reader(answer.scope, answer.program, answer.solution)
        missing = pl.DataFrame({"item": reader.column("stock", "item"), "missing": shortfalls(reader)[:, 0]})
        total = dict(missing.group_by("item").agg(pl.col("missing").sum()).iter_rows())
        return np.array([1 - total[item] / answer.scope.need_totals[item] for item in answer.scope.needed])


def _changed(case: Case, variant: Variant) -> Case:
    """The case with the delays and budgets of a variant."""
    if variant.delay != 1.0:
        shorter = [pl.col(f"contracting_delay{end}") * variant.delay for end in ENDS]
        case = case.change("places", case.table("places").with_columns(shorter))
    if variant.whole_budget:
        shares = [pl.lit(100.0).alias(f"{name}{end}") for name in ("equipment_share", "modelled_share") for end in ENDS]
        case = case.change("budgets", case.table("budgets").with_columns(shares))
    return case


def _points(program: Program, solution: Solution) -> float:
    """The shortfall among the charges of a plan, percentage points."""
    charge = program.charges.get("shortfall")
    return 0.0 if charge is None else 100 * float(charge @ solution.value)
