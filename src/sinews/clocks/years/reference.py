"""The answer that stands, as effects are measured against it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

import polars as pl

from sinews.clocks.years.accounts import money
from sinews.clocks.years.classed import Classed, by_classes
from sinews.clocks.years.deadline import Deadline
from sinews.clocks.years.measured import DAYS, Effect, Measured
from sinews.clocks.years.scope import Scope
from sinews.clocks.years.sharing import Shared, shared_out
from sinews.clocks.years.standing import measured_of
from sinews.model.journal import Journal
from sinews.model.program import Program
from sinews.model.solver.session import Basis, Solution


@dataclass(frozen=True)
class Reference:
    """The answer that stands, with what is needed to measure others against it.

    `journal`: what the components have posted; `program`: the program of it. `solution`: a plan of those that are as
    good, with its prices; `start`: where its solve ended. The plan that tables show is `shared`.
    `families`: instants at which families can be ready alone, and in the other ways of holding (`graded`).
    `by_classes`: whether changes may be measured by classes of allies (`classed`).
    """

    scope: Scope
    journal: Journal
    program: Program
    solution: Solution
    deadline: Deadline
    start: Basis | None
    solver: str = "highs"
    families: Mapping[str, float | None] = field(default_factory=dict)
    by_classes: bool = True

    @cached_property
    def shared(self) -> Shared:
        """The plan that a rule picks of those that are as good; solved when it is first asked for."""
        return shared_out(self.scope, self.journal, self.program, self.solution, self.start)

    @cached_property
    def money(self) -> pl.DataFrame:
        """Accounts of every ally, as `sinews.clocks.years.accounts.money` gives them, for the ticks that are shown."""
        return money(self.journal, self.shared.solution.value).filter(pl.col("tick") < len(self.scope.shown))

    @cached_property
    def measured(self) -> Measured:
        """The reference itself, as if it had been measured."""
        return measured_of(self.scope, self.program, self.solution, self.deadline)

    @cached_property
    def classed(self) -> Classed | None:
        """The reference by classes; None: changes are measured on the whole program. SolveError as the solver does."""
        return by_classes(self) if self.by_classes else None

    @property
    def bound(self) -> Measured | None:
        """What the reference comes to by classes; None if nothing has been measured by them yet."""
        classed: Classed | None = vars(self).get("classed")
        return None if classed is None else classed.measured

    def tick(self, measured: Measured) -> int:
        """The tick of the ready date of another plan; the last one, where that is not within the horizon."""
        calendar = self.scope.calendar
        return len(calendar.shown) - 1 if measured.instant is None else calendar.tick_of(measured.instant)

    def effect(self, measured: Measured) -> Effect:
        """What another plan earns against this one."""
        mine = self.measured
        points = mine.points - measured.points
        days = None
        if mine.instant is not None and measured.instant is not None:
            days = DAYS * (mine.instant - measured.instant)
        return Effect(
            100 * (mine.objective - measured.objective),
            points,
            100 * points / mine.points if mine.points > 0 else 0.0,
            mine.shortfall_months - measured.shortfall_months,
            days,
            measured.ready,
        )
