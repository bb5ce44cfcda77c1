"""A question of a row as plain data, which any worker can answer: the plan, its dates and coverage, and its trials.

The answer is that of `sinews years` and `sinews risk` but for what holds back, which takes dozens of plans more.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from typing import Any

import numpy as np
import polars as pl

from sinews.answers.means import Means
from sinews.answers.memory import key_of
from sinews.answers.plain import day_or_none, number_or_none, parts, text
from sinews.answers.progress import Uncounted
from sinews.answers.provenance import here
from sinews.clocks.years.answer import refer
from sinews.clocks.years.graded import Grades, grades
from sinews.clocks.years.program import ledger_of
from sinews.clocks.years.reference import Reference
from sinews.clocks.years.scope import Scope
from sinews.clocks.years.sweep.pulled import levered
from sinews.clocks.years.sweep.told import SCHEMA, table
from sinews.clocks.years.trials import risk
from sinews.clocks.years.trials.anew import made_anew
from sinews.clocks.years.trials.told import Told, told
from sinews.clocks.years.trials.trial import Plan
from sinews.data.levers import Package, name_of
from sinews.model.building import program_of
from sinews.model.solver.highs import HIGHS_OPTIONS

#: The modules that an answer depends on, with all that they import.
MODULES = ("sinews.clocks.years.sweep.inquiry",)


@dataclass(frozen=True)
class Inquiry:
    """A question, the levers that are pulled, and how many trials of which seed (0: none).

    `workers`: threads for the trials, which change nothing in the answer.
    """

    scope: Scope
    package: Package = ()
    trials: int = 0
    seed: int = 1
    solver: str = "highs"
    workers: int = 1

    @property
    def key(self) -> str:
        """The key of its answer: all that this depends on, the source text and versions of the model among it."""
        options = sorted(HIGHS_OPTIONS.items()) if self.solver == "highs" else []
        question = repr(sorted(asdict(self.scope.question).items()))
        levers = name_of(self.package) if self.package else ""
        drawn = f"trials={self.trials} seed={self.seed}" if self.trials else ""
        words = (self.scope.case.digest, question, levers, drawn, self.solver, repr(options), repr(here()))
        return key_of(MODULES, *words)

    def __call__(self) -> Reply:
        """The answer, with the key that it has where it was worked out. SolveError as the solver does."""
        reference, graded = self._plan()
        risks = self._tried(reference) if self.trials else None
        return Reply(self.key, table(reference, graded, risks))

    def _plan(self) -> tuple[Reference, Grades]:
        """The plan with its dates, and its grades; where ticks are months throughout, those of the case's own ticks."""
        means = Means(self.solver)
        if self.package:
            reference = graded_by = levered(self.scope, self.package, self.solver)
            if self.scope.question.monthly:
                graded_by = levered(self._coarse, self.package, self.solver)
        elif self.scope.question.monthly:
            graded_by = refer(self._coarse, means)
            reference = refer(self.scope, means, graded_by)
        else:
            reference = graded_by = refer(self.scope, means)
        solution, instant = graded_by.shared.solution, graded_by.deadline.instant
        return reference, grades(graded_by.scope, graded_by.program, solution, instant, graded_by.families)

    @property
    def _coarse(self) -> Scope:
        """The same question on the case's own ticks."""
        return Scope.of(self.scope.case, replace(self.scope.question, monthly=False))

    def _tried(self, reference: Reference) -> Told:
        """The trials of the plan; with levers, of one in which what they add is there from their first month on."""
        if self.package:
            journal = ledger_of(self.scope).journal
            standing = Plan.of(self.scope, journal, np.zeros(len(program_of(journal).lower)))
            plan = made_anew(standing, self.package, self.solver)
        else:
            plan = Plan.of(self.scope, reference.journal, reference.shared.solution.value)
        return told(risk.risk(plan, risk.Inquiry(self.trials, self.seed, drivers=False), self.workers, Uncounted()))


@dataclass(frozen=True)
class Reply:
    """An answer: the key of its question, as whoever answered it has it, and its rows (columns as `told.SCHEMA`)."""

    key: str
    table: pl.DataFrame


def plain(answer: pl.DataFrame) -> list[dict[str, Any]]:
    """An answer as JSON has it."""
    return [
        {name: cell.isoformat() if name == "date" and cell else cell for name, cell in row.items()}
        for row in answer.iter_rows(named=True)
    ]


def remembered(content: object) -> pl.DataFrame:
    """The answer that JSON holds; KeyError, TypeError or ValueError if it is none."""
    words = ("clock", "quantity", "subject", "level", "unit")
    rows = [
        {
            **{name: text(row, name) for name in words},
            "value": number_or_none(row, "value"),
            "date": day_or_none(row, "date"),
        }
        for row in parts(content)
    ]
    return pl.DataFrame(rows, schema=SCHEMA, orient="row")
