"""Plans that checks ask for: each is measured once against the answer, and shared by all checks of one question."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

import numpy as np
import polars as pl

from sinews.answers.progress import Progress, silent
from sinews.clocks.days import answer as days_clock
from sinews.clocks.days.found import Movements
from sinews.clocks.days.scope import moves
from sinews.clocks.years.answer import YearsAnswer, answer, refer
from sinews.clocks.years.measuring import Forgetful, Measured, Memo, Package, hired, name_of
from sinews.clocks.years.outcome import Reader, shortfalls
from sinews.clocks.years.scope import Question, Scope
from sinews.data.case import Case
from sinews.data.levers import Change, Lever
from sinews.data.tables import QUESTION, ChangeKind
from sinews.model.calendar import Array


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
    """The answer to the question, and the plans of its variants, measured when first asked for; the days clock as well.

    `memo`: what has been measured before, as in `sinews.clocks.years.measuring`. `moved`: an answer of the days clock
    to the case, if there is one already; `movements`: what has been found of it before.
    """

    case: Case
    question: Question
    solver: str = "highs"
    progress: Progress = silent
    known: YearsAnswer | None = None
    memo: Memo | None = None
    moved: days_clock.DaysAnswer | None = None
    movements: Movements | None = None

    def __post_init__(self) -> None:
        self._measured: dict[tuple[Package, bool], Measured] = {}
        self._earned: dict[str, float] = {}

    @classmethod
    def of(
        cls,
        answer: YearsAnswer,
        solver: str = "highs",
        progress: Progress = silent,
        memo: Memo | None = None,
        days: days_clock.DaysAnswer | None = None,
    ) -> Plans:
        """Plans around answers that are there already."""
        return cls(answer.scope.case, answer.scope.question, solver, progress, answer, memo, days)

    @cached_property
    def answer(self) -> YearsAnswer:
        """The answer to the question itself; what holds back is not measured for it."""
        return self.known or answer(refer(Scope.of(self.case, self.question), self.solver, self.progress))

    @cached_property
    def days(self) -> days_clock.DaysAnswer | None:
        """The answer of the days clock; None if the case has nothing to move, or nowhere to go."""
        if self.moved or not moves(self.case):
            return self.moved
        return days_clock.run(self.case, solver=self.solver, progress=self.progress, movements=self.movements)

    def earned_days(self, lever: Lever) -> float:
        """Days of mean lateness that a lever of the days clock takes off: as the answer says, or by solving again."""
        if self.days is None:
            return 0.0
        known = self._earned | {effect.code: effect.earned for effect in self.days.levers}
        if lever.code not in known:
            with self.progress("variant"):
                [effect] = days_clock.pull(self.days, [lever], self.solver, self.movements)
            self._earned[lever.code] = known[lever.code] = effect.earned
        return known[lever.code]

    def ready(self, variant: Variant) -> date | None:
        """Earliest ready date of a variant; None: not within the horizon."""
        return self._of(package_of(self._plain(variant)), date=True).ready

    def shortfall(self, variant: Variant) -> float:
        """Expected weighted shortfall of a variant's plan, percentage points."""
        return self._of(package_of(self._plain(variant)), date=True).points

    def larger_lines(self, place: str, percent: float) -> float:
        """Percentage points of expected shortfall that lines of a state take off if all are larger by so many percent.

        Rates and highest rates grow alike. Measured by solving again from the plan, not read from prices.
        """
        reference = self.answer.reference
        if place not in reference.scope.sites["place"]:
            return 0.0
        larger = tuple(
            Change(table, column, ChangeKind.MULTIPLY, 1 + percent / 100, selection=(("place", (place,)),))
            for table, column in (("capacity", "rate"), ("sites", "rate_max"))
        )
        measured = self._of(((Lever(f"lines_{place}", "larger lines", larger), 1.0),), date=False)
        return 100 * (reference.measured.objective - measured.objective)

    def _plain(self, variant: Variant) -> Variant:
        """The variant without what the question asks anyway, so that nothing is solved twice under two names."""
        path = "" if variant.path == self.question.path else variant.path
        expansion = None if variant.expansion == self.question.expansion else variant.expansion
        return replace(variant, path=path, expansion=expansion)

    def _of(self, package: Package, *, date: bool) -> Measured:
        reference = self.answer.reference
        if not package:
            return reference.measured
        known = self.memo.get(name_of(package, date=date)) if self.memo else None
        if known is not None:
            return known
        if (package, date) not in self._measured:
            with self.progress("variant") as count, hired(reference, 1, count, self.memo or Forgetful()) as workers:
                self._measured[package, date] = workers.packages([package], date=date)[0]
        return self._measured[package, date]

    def coverage_now(self) -> Array:
        """Share of each item's need that the group's stocks cover in the first period, sorted by item; 0 to 1."""
        answer = self.answer
        reader = Reader(answer.scope, answer.program, answer.solution)
        missing = pl.DataFrame({"item": reader.column("stock", "item"), "missing": shortfalls(reader)[:, 0]})
        total = dict(missing.group_by("item").agg(pl.col("missing").sum()).iter_rows())
        return np.array([1 - total[item] / answer.scope.need_totals[item] for item in answer.scope.needed])


def package_of(variant: Variant) -> Package:
    """A variant as a lever; nothing for the question as it stands."""
    changes = []
    if variant.path:
        changes.append(Change(QUESTION, "path", ChangeKind.SET, text=variant.path))
    if variant.expansion is not None:
        changes.append(Change(QUESTION, "expansion", ChangeKind.SET, float(variant.expansion)))
    if variant.delay != 1.0:
        changes.append(Change("places", "contracting_delay", ChangeKind.MULTIPLY, variant.delay))
    if variant.whole_budget:
        shares = ("equipment_share", "modelled_share")
        changes += [Change("budgets", share, ChangeKind.SET, 100.0) for share in shares]
    return ((Lever("variant", "a variant", tuple(changes)), 1.0),) if changes else ()
