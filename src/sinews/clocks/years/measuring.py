"""What a change earns: the changed case is built and solved, and held against the answer that stands.

Every measurement begins at the same place (the basis of the reference) and changes the solver's numbers in place where
only bounds and costs differ, so it depends on nothing that was measured before: any number of workers, in any order,
gives the same results.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import groupby
from threading import local

import numpy as np
import polars as pl

from sinews.answers.progress import Count, Uncounted
from sinews.answers.work import Crew, run_all, threads
from sinews.clocks.years.accounts import money
from sinews.clocks.years.deadline import Deadline, Starts, earliest, stays
from sinews.clocks.years.limits import NOTHING, prices
from sinews.clocks.years.measured import DAYS, Effect, Forgetful, Measured, Memo, Package, name_of
from sinews.clocks.years.outcome import coverage
from sinews.clocks.years.scope import Scope, pulled
from sinews.data.levers import Lever
from sinews.data.months import months_between
from sinews.model.journal import Journal
from sinews.model.program import Program
from sinews.model.shapes import in_shape, spliced
from sinews.model.solver.choice import open_session
from sinews.model.solver.session import Basis, Session, Solution

#: Up to so many columns that open, and up to this part of all columns with other coefficients, the basis of the
#: reference is a better start than none (on the packaged case building times are below, lead times above).
OPENED, RECAST = 50, 0.003

AT_START = "stocks"  # the table that says what is there at the start


@dataclass(frozen=True)
class Reference:
    """The answer that stands, with what is needed to measure others against it.

    `journal`: what the components have posted; `program`: the program of it. `start`: where its solve ended.
    `families`: instants at which families can be ready alone, and in the other ways of holding (`graded`).
    """

    scope: Scope
    journal: Journal
    program: Program
    solution: Solution
    deadline: Deadline
    start: Basis | None
    solver: str = "highs"
    families: Mapping[str, float | None] = field(default_factory=dict)

    @cached_property
    def money(self) -> pl.DataFrame:
        """Accounts of every ally, as `sinews.clocks.years.accounts.money` gives them, for the ticks that are shown."""
        return money(self.journal, self.solution.value).filter(pl.col("tick") < len(self.scope.shown))

    @cached_property
    def measured(self) -> Measured:
        """The reference itself, as if it had been measured."""
        return _measured(self.scope, self.program, self.solution, self.deadline)

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


def _measured(scope: Scope, program: Program, solution: Solution, deadline: Deadline | None) -> Measured:
    instant = deadline.instant if deadline else None
    return Measured(
        solution.objective,
        100 * float(program.charges["shortfall"] @ solution.value) if "shortfall" in program.charges else 0.0,
        shortfall_months(scope, program, solution),
        instant,
        None if instant is None else scope.calendar.month_of(instant),
        tuple(price for price in prices(scope, program, solution) if price.points > NOTHING),
    )


def shortfall_months(scope: Scope, program: Program, solution: Solution) -> float:
    """Months of the horizon, each weighed with the part of the needs that is missing in it (items by their weight)."""
    shown = scope.shown
    missing = 1 - coverage(scope, program, solution)[:, : len(shown)]
    weight = scope.of_items("weight", scope.needed)
    return float((weight @ missing) @ (shown.length * shown.share) / weight.sum())


# programs of one shape --------------------------------------------------------


def start_for(program: Program, reference: Reference) -> Basis | None:
    """Where to begin with a program of the reference's shape; None where a fresh start is faster."""
    base, start = reference.program, reference.start
    if start is None:
        return None
    opened = int(((base.upper == base.lower) & (program.upper > program.lower)).sum())
    recast = _recast(base, program)
    if not opened:  # bounds that move leave the basis optimal but for what they cut off or let in: dual simplex goes on
        return None if recast > RECAST else start
    rows = np.array_equal(base.row_lower, program.row_lower) and np.array_equal(base.row_upper, program.row_upper)
    wider = (program.upper >= base.upper).all() and (program.lower <= base.lower).all()
    return replace(start, feasible=True) if rows and wider and not recast and opened <= OPENED else None


def _recast(base: Program, program: Program) -> float:
    """Part of the columns whose coefficients differ."""
    if base.matrix.nnz == program.matrix.nnz and np.array_equal(base.matrix.data, program.matrix.data):
        return 0.0
    difference = abs(base.matrix - program.matrix)
    difference.eliminate_zeros()
    return float((np.diff(difference.indptr) > 0).mean())


def with_levers(reference: Reference, package: Package) -> tuple[Scope, Program]:
    """The scope with levers pulled, and its program, in which each lever acts from its first month on.

    No lever acts before the day of knowledge, but for one that says what was there at the start (`stocks`).

    Levers come in the order of their first months, and in that of the package where these are the same; the columns
    and rows of a tick are those of the program with all levers that act by then. Where levers change what variables
    there are, they act from the start.
    """
    from sinews.clocks.years.program import build

    scope, stages = reference.scope, [(0, reference.program)]
    origin, known = scope.calendar.origin, scope.known

    def acts_from(pair: tuple[Lever, float]) -> int:
        lever, _ = pair
        later = months_between(origin, lever.earliest) if lever.earliest else 0
        return later if any(change.table == AT_START for change in lever.changes) else max(later, known)

    for first, levers in groupby(sorted(package, key=acts_from), key=acts_from):
        for lever, steps in levers:
            scope = pulled(scope, lever, steps) if steps else scope
        program = build(scope)
        shaped = in_shape(program, stages[-1][1])
        if shaped is None:  # other variables than before: as in the reference, or of their own
            stages = [(0, in_shape(program, reference.program) or program)]
            continue
        stages.append((first, shaped))
    return scope, spliced(stages)


# workers ----------------------------------------------------------------------


@dataclass
class _Bench:
    """The sessions of one worker; a session that is open takes the numbers of the next program."""

    reference: Reference
    sessions: dict[str, Session] = field(default_factory=dict)

    def session(self, name: str, program: Program) -> Session:
        """The session of this name with the numbers of `program`."""
        if name in self.sessions:
            self.sessions[name].become(program)
        else:
            self.sessions[name] = open_session(program, self.reference.solver)
        return self.sessions[name]


class _Place(local):
    """Where a worker stands: each thread has a bench of its own, for the reference that it measures against."""

    bench: _Bench | None = None

    def at(self, reference: Reference) -> _Bench:
        """The bench for a reference; the one of another is cleared."""
        if self.bench is None or self.bench.reference is not reference:
            self.bench = _Bench(reference)
        return self.bench


_PLACE = _Place()


@dataclass(frozen=True)
class Measurement:
    """A measurement that is to be made, as plain data; with `date`, the ready date is searched.

    `near`: the tick in which it is expected (None: that of the reference).
    """

    reference: Reference
    package: Package
    date: bool
    near: int | None = None

    def __call__(self) -> Measured:
        """Build and solve what levers pulled together make of the reference. SolveError as the solver does."""
        reference, bench = self.reference, _PLACE.at(self.reference)
        scope, program = with_levers(reference, self.package)
        start = start_for(program, reference) if program.variables is reference.program.variables else None
        solution = bench.session("plan", program).solve(start)
        deadline = _dated(bench, program, start, self.near) if self.date else None
        return _measured(scope, program, solution, deadline)


def _stays(reference: Reference, program: Program) -> bool:
    """Whether it can be proved without solving that a program's ready date is that of the reference."""
    same = program.variables is reference.program.variables
    return same and stays(reference.deadline, reference.program, program)


def _dated(bench: _Bench, program: Program, start: Basis | None, expected: int | None) -> Deadline:
    """The ready date; looked for around where it is expected, or else around that of the reference."""
    reference = bench.reference
    if _stays(reference, program):
        return reference.deadline
    standard = reference.scope.case.parameter("coverage_standard") / 100
    near = start is not None and not start.feasible and _recast(reference.program, program) == 0
    starts = reference.deadline.starts if near else Starts(None, {})
    session = bench.session("date", program)
    return earliest(program, session, standard, reference.deadline.tick if expected is None else expected, starts)


@dataclass(frozen=True)
class Workers:
    """Measures against one reference, in the order in which it is asked, with whatever crew there is."""

    reference: Reference
    crew: Crew
    count: Count
    memo: Memo

    def packages(self, packages: Sequence[Package], *, date: bool = True, near: int | None = None) -> list[Measured]:
        """Measure levers pulled together; what has been measured before is not measured again.

        `near`: the tick in which their ready dates are expected (None: that of the reference).
        """
        names = [name_of(package, date=date) for package in packages]
        known = {name: measured for name in names if (measured := self.memo.get(name)) is not None}
        new = {name: package for name, package in zip(names, packages, strict=True) if name not in known}
        tasks = [Measurement(self.reference, package, date, near) for package in new.values()]
        for name, measured in zip(new, run_all(tasks, self.crew, self.count), strict=True):
            self.memo.keep(name, measured)
            known[name] = measured
        return [known[name] for name in names]

    def effects(self, packages: Sequence[Package], *, date: bool = True) -> list[Effect]:
        """What levers pulled together earn."""
        return [self.reference.effect(measured) for measured in self.packages(packages, date=date)]


@contextmanager
def hired(
    reference: Reference, number: int = 1, count: Count | None = None, memo: Memo | None = None
) -> Iterator[Workers]:
    """So many workers for measurements against a reference; `memo` remembers what has been measured before."""
    with threads(number) as crew:
        yield Workers(reference, crew, count or Uncounted(), Forgetful() if memo is None else memo)
