"""Plans that checks ask for: each is measured once against the answer, and shared by all checks of one question."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property, partial

import numpy as np
import polars as pl

from sinews.answers.means import Means
from sinews.clocks import AnyClock
from sinews.clocks.asking import Asking
from sinews.clocks.days import DAYS
from sinews.clocks.days import answer as days_clock
from sinews.clocks.hours import HOURS
from sinews.clocks.hours.answer import HoursAnswer
from sinews.clocks.minutes import MINUTES
from sinews.clocks.minutes.answer import MinutesAnswer
from sinews.clocks.years import YEARS
from sinews.clocks.years.answer import YearsAnswer, answer, refer
from sinews.clocks.years.curve import Point, remembered
from sinews.clocks.years.kept import Measurements
from sinews.clocks.years.measured import Measured
from sinews.clocks.years.measuring import Workers
from sinews.clocks.years.options import Question
from sinews.clocks.years.outcome import Reader, shortfalls
from sinews.clocks.years.scope import pulled
from sinews.data.case import Case
from sinews.data.levers import Change, Lever, Package, name_of
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


class Plans:
    """Answers of the clocks to one case, and plans of variants of the years clock, measured when first asked for."""

    def __init__(self, case: Case, askings: Iterable[Asking] = ()) -> None:
        """`askings`: questions to clocks, some with an answer already; other clocks are asked their first question."""
        self.case = case
        self._asked = {asking.clock.name: asking for asking in askings}
        self._measured: dict[tuple[Package, bool], Measured] = {}
        self._earned: dict[str, float] = {}

    def asking(self, clock: AnyClock) -> Asking | None:
        """The question to a clock; None if the case has nothing to ask it about. UsageError as the clock does."""
        if clock.name not in self._asked and not clock.lacking(self.case):
            self._asked[clock.name] = Asking.first(clock, self.case)
        return self._asked.get(clock.name)

    @cached_property
    def _years(self) -> Asking:
        """The question to the years clock. UsageError if the case cannot be asked."""
        return self.asking(YEARS) or Asking.first(YEARS, self.case)

    @cached_property
    def answer(self) -> YearsAnswer:
        """The answer of the years clock; what holds back is not measured for it. SolveError as the solver does."""
        means, prior = self._years.means, self._years.known
        return prior.details if prior else answer(refer(self._years.scope, means))

    @property
    def curve(self) -> tuple[Point, ...]:
        """The money curve, as far as an answer has it or it is remembered; nothing is solved for it."""
        prior = self._years.known
        return (prior.details.curve if prior else ()) or remembered(self._years.means.memory)

    @property
    def question(self) -> Question:
        """What the years clock is asked."""
        question: Question = self._years.scope.question
        return question

    @cached_property
    def days(self) -> days_clock.DaysAnswer | None:
        """The answer of the days clock; None if the case has nothing to move, or nowhere to go."""
        asking = self.asking(DAYS)
        return asking.answer.details if asking else None

    @cached_property
    def hours(self) -> HoursAnswer | None:
        """The answer of the hours clock; None if the case does not say what people have in store."""
        asking = self.asking(HOURS)
        return asking.answer.details if asking else None

    @cached_property
    def minutes(self) -> MinutesAnswer | None:
        """The answer of the minutes clock; None if the case has no cities to warn."""
        asking = self.asking(MINUTES)
        return asking.answer.details if asking else None

    def earned_days(self, lever: Lever) -> float:
        """Days of mean lateness that a lever of the days clock takes off: as the answer says, or by solving again."""
        asking = self.asking(DAYS)
        if asking is None:
            return 0.0
        details: days_clock.DaysAnswer = asking.answer.details
        self._earned |= {effect.code: effect.earned for effect in details.levers}
        if lever.code not in self._earned:
            with asking.means.progress("variant"):
                [effect] = days_clock.pull(details, [lever], asking.means)
            self._earned[lever.code] = effect.earned
        return self._earned[lever.code]

    def ready(self, variant: Variant) -> date | None:
        """Earliest ready date of a variant; None: not within the horizon."""
        return self._of(package_of(self._plain(variant), self.case), date=True).ready

    def shortfall(self, variant: Variant) -> float:
        """Expected weighted shortfall of a variant's plan, percentage points."""
        return self._of(package_of(self._plain(variant), self.case), date=True).points

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
        if (package, date) not in self._measured:
            changes = [change for lever, _ in package for change in lever.changes]
            if any((change.table, change.column) == (QUESTION, "path") for change in changes):
                self._measured[package, date] = self._on_path(package)
            else:
                from sinews.clocks.years.extras import with_workers

                measure = partial(_measured, package, date)
                self._measured[package, date] = with_workers(reference, self._years.means, "variant", measure)
        return self._measured[package, date]

    def _on_path(self, package: Package) -> Measured:
        """What another path comes to, solved anew: from the plan of this one it takes long where money is short."""
        means, scope = self._years.means, self.answer.reference.scope
        for lever, steps in package:
            scope = pulled(scope, lever, steps)
        memory, name = Measurements(means.memory), f"anew {name_of(package)}"
        measured = memory.get(name)
        if measured is None:
            with means.progress("variant"):
                measured = refer(scope, Means(means.solver, workers=means.workers)).measured
            memory.keep(name, measured)
        return measured

    def coverage_now(self) -> Array:
        """Share of each item's need that the group's stocks cover in the first period, sorted by item; 0 to 1."""
        answer = self.answer
        reader = Reader(answer.scope, answer.program, answer.solution)
        missing = pl.DataFrame({"item": reader.column("stock", "item"), "missing": shortfalls(reader)[:, 0]})
        total = dict(missing.group_by("item").agg(pl.col("missing").sum()).iter_rows())
        return np.array([1 - total[item] / answer.scope.need_totals[item] for item in answer.scope.needed])


def _measured(package: Package, date: bool, workers: Workers) -> Measured:
    return workers.packages([package], date=date)[0]


def package_of(variant: Variant, case: Case) -> Package:
    """A variant as a lever; nothing for the question as it stands."""
    changes = []
    if variant.path:
        changes.append(Change(QUESTION, "path", ChangeKind.SET, text=variant.path))
    if variant.expansion is not None:
        changes.append(Change(QUESTION, "expansion", ChangeKind.SET, float(variant.expansion)))
    if variant.delay != 1.0:
        changes.append(Change("places", "contracting_delay", ChangeKind.MULTIPLY, variant.delay))
    if variant.whole_budget:
        firsts = (("budgets", "standing_share"), ("domain_shares", "share"))
        changes += [Change(table, share, ChangeKind.SET, 0.0) for table, share in firsts]
        if not case.table("offices").is_empty():  # who has all the money has all of the office
            changes.append(Change("offices", "share", ChangeKind.SET, 100.0))
    return ((Lever("variant", "a variant", tuple(changes)), 1.0),) if changes else ()
