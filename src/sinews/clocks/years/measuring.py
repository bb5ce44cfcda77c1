"""What a change earns: the changed case is built and solved, and held against the answer that stands.

Every measurement begins at the same place (the basis of the reference, as a whole or by classes of allies that are
alike, `sinews.clocks.years.classed`) and changes the solver's numbers in place where only bounds and costs differ. So
it depends on nothing that was measured before: any number of workers, in any order, gives the same results.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import groupby
from operator import attrgetter
from threading import local

import numpy as np

from sinews.answers.progress import Count, Uncounted
from sinews.answers.work import Crew, begin, ended, run_all, threads
from sinews.clocks.years.classed import Classed, alike, poorer, solved
from sinews.clocks.years.classes import Likeness
from sinews.clocks.years.deadline import Deadline, Starts, earliest, stays
from sinews.clocks.years.measured import Effect, Forgetful, Measured, Memo, name_of
from sinews.clocks.years.reference import Reference
from sinews.clocks.years.scope import Scope, pulled
from sinews.clocks.years.standing import Built, Standing, measured_of
from sinews.data.levers import Lever, Package
from sinews.data.months import months_between
from sinews.model.classes import row_classes
from sinews.model.program import Program
from sinews.model.shapes import in_shape, spliced
from sinews.model.solver.choice import open_session
from sinews.model.solver.session import Basis, Session, Solution

#: Up to so many columns that open, and up to this part of all columns with other coefficients, the basis of the
#: reference is a better start than none (on the packaged case building times are below, lead times above).
OPENED, RECAST = 50, 0.003

AT_START = "stocks"  # the table that says what is there at the start


# programs of one shape --------------------------------------------------------


def start_for(program: Program, reference: Standing) -> Basis | None:
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


def with_levers(reference: Built, package: Package) -> tuple[Scope, Program]:
    """The scope with levers pulled, and its program, in which each lever acts from its first month on.

    No lever acts before the day of knowledge, but for one that says what was there at the start (`stocks`).

    Levers come in the order of their first months, and in that of the package where these are the same; the columns
    and rows of a tick are those of the program with all levers that act by then. Where levers change what variables
    there are, they act from the start.
    """
    from sinews.clocks.years.program import build

    scope, stages = reference.scope, [(0, reference.program)]
    origin, knowledge = scope.calendar.origin, scope.known

    def acts_from(pair: tuple[Lever, float]) -> int:
        lever, _ = pair
        later = months_between(origin, lever.earliest) if lever.earliest else 0
        return later if any(change.table == AT_START for change in lever.changes) else max(later, knowledge)

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
    split: dict[bytes, Classed | None] = field(default_factory=dict)

    def session(self, name: str, program: Program) -> Session:
        """The session of this name with the numbers of `program`."""
        if name in self.sessions:
            self.sessions[name].become(program)
        else:
            self.sessions[name] = open_session(program, self.reference.solver)
        return self.sessions[name]

    def classed(self, scope: Scope, program: Program) -> tuple[Classed, Likeness] | None:
        """The reference by what is alike in it and in a changed program; None if that has to be solved whole."""
        classed = self.reference.classed
        if classed is None or poorer(self.reference, program):
            return None
        likeness = alike(classed, scope, program)
        rows = row_classes(self.reference.program, likeness)
        if np.array_equal(rows, classed.classes.rows):
            return classed, likeness
        if program.variables is self.reference.program.variables and not _recast(self.reference.program, program):
            return None  # goes on from the basis of the whole, sooner than the reference is solved once more
        name = rows.tobytes()
        if name not in self.split:
            self.split[name] = solved(self.reference, replace(likeness, scope=self.reference.scope), classed.short)
        split = self.split[name]
        return None if split is None else (split, likeness)


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
        if (by := bench.classed(scope, program)) is None:
            solution, start = _planned(bench, reference, program)
            deadline = self._dated(bench, reference, program, start) if self.date else None
            return measured_of(scope, program, solution, deadline)
        return self._by_classes(bench, *by, scope, program)

    def _by_classes(
        self, bench: _Bench, classed: Classed, likeness: Likeness, scope: Scope, program: Program
    ) -> Measured:
        """The same by classes; the date on the whole program where the classes are not ready when it is."""
        reference = self.reference
        classes, smaller = classed.of(reference, program, likeness)
        solution, start = _planned(bench, classed, smaller)
        dated = self.date and classed.dated
        deadline = self._dated(bench, classed, smaller, start) if dated else None
        whole = classes.whole(program, solution, likeness.weights)
        measured = classed.in_place_of(reference, measured_of(scope, program, whole, deadline))
        if dated or not self.date:
            return measured
        instant = self._dated(bench, reference, program, None).instant
        return replace(measured, instant=instant, ready=None if instant is None else scope.calendar.month_of(instant))

    def _dated(self, bench: _Bench, standing: Standing, program: Program, start: Basis | None) -> Deadline:
        """The ready date; looked for around where it is expected, or else around that of what stands."""
        if program.variables is standing.program.variables and stays(standing.deadline, standing.program, program):
            return standing.deadline
        standard = self.reference.scope.case.parameter("coverage_standard") / 100
        near, starts = start is not None and not start.feasible, Starts(None, {})
        if near and _recast(standing.program, program) == 0:
            starts = standing.deadline.starts
        elif program.variables is standing.program.variables:
            starts = Starts(standing.deadline.starts.uses, {})  # what is refused hardly changes
        tick = standing.deadline.tick if self.near is None else self.near
        return earliest(program, bench.session("date", program), standard, tick, starts)


def _planned(bench: _Bench, standing: Standing, program: Program) -> tuple[Solution, Basis | None]:
    """The plan of a program, and where its solve began."""
    start = start_for(program, standing) if program.variables is standing.program.variables else None
    return bench.session("plan", program).solve(start), start


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
        results = {name: measured for name in names if (measured := self.memo.get(name)) is not None}
        new = {name: package for name, package in zip(names, packages, strict=True) if name not in results}
        if new:  # solved by classes once, before work begins side by side
            ended(begin(partial(attrgetter("classed"), self.reference), self.crew), self.crew)
        tasks = [Measurement(self.reference, package, date, near) for package in new.values()]
        for name, measured in zip(new, run_all(tasks, self.crew, self.count), strict=True):
            self.memo.keep(name, measured)
            results[name] = measured
        return [results[name] for name in names]

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
