"""The answer that stands, by classes: a smaller program, against which a change is measured in a part of the time.

What is alike in the reference and in the program that is measured (`sinews.clocks.years.classes`) is one. Both are
solved so, and what the change earns is the difference of the two. Where a change makes members of a class differ, the
class is split, and the reference solved once more by what is left of it. Where money may become short that was not, the
program is measured whole: then it matters whose money it is.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from sinews.clocks.years.classes import Likeness, Looks
from sinews.clocks.years.deadline import Deadline, earliest
from sinews.clocks.years.limits import MONEY, NOTHING, OFFICE, PEOPLE, Price
from sinews.clocks.years.measured import DAYS, Measured
from sinews.clocks.years.outcome import Reader
from sinews.clocks.years.scope import Scope
from sinews.clocks.years.standing import Whole, measured_of
from sinews.model.calendar import Array
from sinews.model.classes import Classes, classified
from sinews.model.program import Program
from sinews.model.solver.choice import open_session
from sinews.model.solver.session import Basis

#: Allies below which a program is small enough to be solved whole, and the part of the columns that classes may leave.
FEWEST, LARGEST = 8, 0.75

#: By how much the objective by classes may lie below that of the plan, as a part of it, and a date apart, in days.
NEAR, NEAR_DAYS = 0.01, 1.0

#: Money is short whose tenth more takes this off the objective, or off what a deadline lacks, as a part of the need.
SHORT = 1e-4

#: Balances in which an ally's means and needs stand.
MEANS = ("money", "fund", "held", "running", "office", "crews")

#: Differences of money up to this part are rounding.
_ROUNDING = 1e-9


@dataclass(frozen=True)
class Classed:
    """A reference by classes: `program`, `deadline` and `start` are those of the program of classes.

    `likeness`, `classes`: what is one in it. `short`: allies whose money is short. `measured`: what it comes to; its
    objective is a proven lower bound of that of the plan. `dated`: whether its ready date is that of the reference, so
    that changes of it can be told.
    """

    likeness: Likeness
    classes: Classes
    program: Program
    deadline: Deadline
    start: Basis | None
    measured: Measured
    short: frozenset[str]
    dated: bool

    def of(self, reference: Whole, program: Program, likeness: Likeness) -> tuple[Classes, Program]:
        """A changed program by classes; by those of the reference, if columns of a class are still equal."""
        if program.variables is reference.program.variables and (smaller := self.classes.program(program)):
            return self.classes, smaller
        return classified(program, likeness)

    def in_place_of(self, reference: Whole, measured: Measured) -> Measured:
        """What the same change makes of the reference itself: it moves as much as by classes."""
        mine, whole, calendar = self.measured, reference.measured, reference.scope.calendar
        instant = measured.instant
        if instant is not None and mine.instant is not None and whole.instant is not None:
            instant += whole.instant - mine.instant
            instant = instant if instant <= calendar.shown.months else None
        return Measured(
            whole.objective + measured.objective - mine.objective,
            whole.points + measured.points - mine.points,
            whole.shortfall_months + measured.shortfall_months - mine.shortfall_months,
            instant,
            None if instant is None else calendar.month_of(instant),
            _moved(whole.prices, mine.prices, measured.prices),
        )


def _moved(whole: Iterable[Price], mine: Iterable[Price], changed: Iterable[Price]) -> tuple[Price, ...]:
    """Prices that have moved from those of the whole by as much as from the first to the second by classes."""
    before, after = ({price.key: price.points for price in prices} for prices in (mine, changed))
    moved = {price.key: price.points for price in whole}
    for key in [*after, *(key for key in before if key not in after)]:
        moved[key] = moved.get(key, 0.0) + after.get(key, 0.0) - before.get(key, 0.0)
    return tuple(Price(*key, points) for key, points in moved.items() if points > NOTHING)


def by_classes(reference: Whole) -> Classed | None:
    """The reference by classes; None if they would save too little, or come to another plan."""
    if len(reference.scope.allies) < FEWEST:
        return None
    short = _short(reference)
    looks = Looks.of(reference.scope, reference.program, short)
    return solved(reference, Likeness((looks,), reference.scope), short)


def solved(reference: Whole, likeness: Likeness, short: frozenset[str]) -> Classed | None:
    """The reference solved by classes, as `by_classes`. SolveError as the solver does."""
    scope, whole = reference.scope, reference.program
    classes, program = classified(whole, likeness)
    if len(classes.first) > LARGEST * len(classes.columns):
        return None
    session = open_session(program, reference.solver)
    solution, start = session.solve(), session.basis()
    if reference.solution.objective - solution.objective > NEAR * reference.solution.objective:
        return None
    standard = scope.case.parameter("coverage_standard") / 100
    deadline = earliest(program, open_session(program, reference.solver), standard, reference.deadline.tick)
    measured = measured_of(scope, whole, classes.whole(whole, solution, likeness.weights), deadline)
    dated = _dated(reference.deadline.instant, deadline.instant)
    return Classed(likeness, classes, program, deadline, start, measured, short, dated)


def _dated(whole: float | None, mine: float | None) -> bool:
    """Whether two instants are about the same, or both beyond the horizon."""
    return whole is mine if whole is None or mine is None else DAYS * abs(whole - mine) <= NEAR_DAYS


def _short(reference: Whole) -> frozenset[str]:
    """Allies whose money, office or people are short in the plan, or in the deadline that could not be met."""
    before = reference.deadline.before
    worth = [
        limit.worth(Reader(reference.scope, reference.program, solution))
        for solution in ([reference.solution] if before is None else [reference.solution, before])
        for limit in (MONEY, OFFICE, PEOPLE)
    ]
    return frozenset(ally for ally in reference.scope.allies if any(of.get(ally, 0.0) > SHORT for of in worth))


def alike(classed: Classed, scope: Scope, program: Program) -> Likeness:
    """What is alike in the reference and in a changed program."""
    looks = Looks.of(scope, program, classed.short)
    return Likeness((*classed.likeness.looks, looks), scope)


# money ------------------------------------------------------------------------


def poorer(reference: Whole, program: Program) -> bool:
    """Whether a changed program has less money, people or room to sign, or needs more: in any month or price."""
    base = reference.program
    return (
        any(_more(_rows(base, name), _rows(program, name)) for name in MEANS)
        or any(_more(_most(program, name), _most(base, name)) for name in ("money_carried", "recruited"))
        or any(_more(_charged(base, name), _charged(program, name)) for name in ("orders", "expansion"))
    )


def _rows(program: Program, name: str) -> Array | None:
    """Right-hand sides of balances: what goes out of an account or is needed, less what comes in."""
    blocks = [block for block in program.rows if block.name == name]
    return program.row_lower[program.numbers(blocks[0])] if blocks else None


def _most(program: Program, name: str) -> Array | None:
    """The most that some variables may be."""
    blocks = [block for block in program.variables if block.name == name]
    return program.upper[program.numbers(blocks[0])] if blocks else None


def _charged(program: Program, name: str) -> Array | None:
    """What each unit of some variables costs."""
    blocks = [block for block in program.variables if block.name == name]
    return program.charges["money"][program.numbers(blocks[0])] if blocks else None


def _more(before: Array | None, after: Array | None) -> bool:
    """Whether anything is more afterwards, rounding aside; what is not there before cannot be told."""
    if before is None or after is None:
        return after is not None
    if before.shape != after.shape:
        return True
    return bool((after > before + _ROUNDING * np.abs(before)).any())
