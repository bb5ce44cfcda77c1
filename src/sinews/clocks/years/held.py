"""An answer as it is held between questions, so that the ready date of a similar question is found sooner.

Held is the program by classes of allies that are alike (`sinews.clocks.years.classes`), with the bases at which its
deadline search ended. They are bases of one question, remembered with its answer: a similar question begins there, so
what it finds depends on nothing that was asked before. The program by classes allows more than the whole program, so
its tick is never later (within the tick it may be). It stands for that of the whole where the two dates of the answer
that is held are about the same, nobody's means have become less, most coefficients are as they were, and the date lies
so far from the end of a month that the month is the same.
"""

from __future__ import annotations

import math
from base64 import b64decode, b64encode
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, cast
from zlib import compress, decompressobj, error

import numpy as np

from sinews.answers.plain import number_or_none, parts
from sinews.clocks.years import classed
from sinews.clocks.years.classes import Likeness, Looks
from sinews.clocks.years.deadline import NEGLIGIBLE, Deadline, Starts, earliest, stays
from sinews.clocks.years.limits import MONEY, OFFICE, PEOPLE
from sinews.clocks.years.measured import DAYS
from sinews.clocks.years.outcome import Reader
from sinews.clocks.years.program import build
from sinews.clocks.years.reference import Reference
from sinews.clocks.years.scope import Scope
from sinews.clocks.years.standing import Whole
from sinews.model.classes import Classes, classified, row_classes
from sinews.model.program import Program
from sinews.model.shapes import in_shape
from sinews.model.solver.choice import open_session
from sinews.model.solver.session import Basis

#: The solver whose bases are held.
SOLVER = "highs"

#: Money is short whose tenth more takes this off what a deadline lacks, as a part of the need. It is less than where
#: effects are measured (`classed.SHORT`): the date of the packaged case is else five days too early.
SHORT = 1e-6

#: Days by which a date by classes may differ from that of the whole program. On five levers of the packaged case what
#: deadlines lack was the same to what 0.003 days are worth.
SURE = 0.1

#: Up to this part of the columns with other coefficients a date by classes is sure: with contracts three months sooner
#: it was 1.1 days off, with twelve 2.3. Up to it the basis that is held is a better start than none, too (on the
#: packaged case serviceability is below, the delay of all contracts above).
RECAST = 0.1

#: Ticks from a basis within which a deadline begins there.
NEIGHBOURS = 3

#: Statuses that HiGHS numbers.
STATUSES = 5


@dataclass(frozen=True)
class Dated:
    """A ready date by classes; `sure`: whether its month is that of the whole program, and not only near it."""

    deadline: Deadline
    sure: bool


@dataclass(frozen=True)
class Held:
    """An answer by classes. `whole`, `smaller`: its program, and the same by classes; `deadline`: that of the latter.

    `likeness`, `classes`: what is one in it; `short`: allies whose money, office or people are short.
    `apart`: days between the ready date by classes and that of the whole program.
    """

    scope: Scope
    whole: Program
    likeness: Likeness
    short: frozenset[str]
    classes: Classes
    smaller: Program
    deadline: Deadline
    apart: float

    def dated(self, scope: Scope, program: Program) -> Dated:
        """The ready date of a similar question by classes. SolveError as the solver does."""
        deadline = self._searched(scope, program)
        richer = not classed.poorer(cast("Whole", _Of(self.whole)), program)
        sure = richer and self._similar(program) and (deadline.instant is None or _within_month(deadline.instant))
        return Dated(deadline, sure)

    def _similar(self, program: Program) -> bool:
        """Whether most coefficients are as they were; else others may be short of money than those held apart."""
        return _recast(*_common(self.whole, program)) <= RECAST

    def _searched(self, scope: Scope, program: Program) -> Deadline:
        likeness = Likeness((*self.likeness.looks, Looks.of(scope, program, self.short)), scope)
        smaller = self._like(program, likeness)
        if smaller is None:  # other variables, or allies that are alike no more: from nothing, by classes of its own
            smaller = classified(program, likeness)[1]
            return earliest(smaller, open_session(smaller, SOLVER), _standard(scope), self.deadline.tick)
        if stays(self.deadline, self.smaller, smaller):
            return self.deadline
        starts = self._starts() if _recast(self.smaller, smaller) <= RECAST else None
        return earliest(smaller, open_session(smaller, SOLVER), _standard(scope), self.deadline.tick, starts)

    def _like(self, program: Program, likeness: Likeness) -> Program | None:
        """The program by the classes that are held; None where it has others."""
        similar = in_shape(program, self.whole)
        if similar is None or not np.array_equal(row_classes(self.whole, likeness), self.classes.rows):
            return None
        return self.classes.program(similar)

    def _starts(self) -> Starts:
        """The bases that are held, each also for the ticks around its own that have none."""
        own = self.deadline.starts
        near = {
            tick: min(own.ticks, key=lambda other: (abs(other - tick), other))
            for tick in range(len(self.whole.calendar))
            if own.ticks
        }
        ticks = {tick: own.ticks[other] for tick, other in near.items() if abs(other - tick) <= NEIGHBOURS}
        return Starts(own.uses, ticks)


@dataclass(frozen=True)
class _Of:
    """What stands, as far as means are compared."""

    program: Program


def _standard(scope: Scope) -> float:
    return scope.case.parameter("coverage_standard") / 100


def _within_month(instant: float) -> bool:
    """Whether an instant lies further from the ends of its month than the date by classes may be off."""
    return abs(instant - round(instant)) * DAYS > SURE


def _common(first: Program, second: Program) -> tuple[Program, Program]:
    """Two programs without the blocks of rows and columns that only one has; other parts are as before."""
    columns, rows = (
        [
            (block, other)
            for block in mine
            for other in others
            if (block.name, block.subjects) == (other.name, other.subjects)
        ]
        for mine, others in ((first.variables, second.variables), (first.rows, second.rows))
    )

    def part(program: Program, place: int) -> Program:
        chosen = [np.concatenate([program.numbers(pair[place]).ravel() for pair in pairs]) for pairs in (rows, columns)]
        return replace(program, matrix=program.matrix[chosen[0]][:, chosen[1]])

    return part(first, 0), part(second, 1)


def _recast(first: Program, second: Program) -> float:
    """Part of the columns whose coefficients differ between two programs of one shape."""
    difference = abs(first.matrix - second.matrix)
    difference.eliminate_zeros()
    return float((np.diff(difference.indptr) > 0).mean())


# what is remembered -----------------------------------------------------------


def start(reference: Reference) -> dict[str, Any] | None:
    """What is remembered of an answer; None where classes save too little or come to another date.

    `instant`: of the whole program. `short`: whose money, office or people are short. `uses`, `ticks`: bases by
    classes. SolveError as the solver does.
    """
    scope, short = reference.scope, _short(reference)
    if reference.solver != SOLVER or not reference.by_classes or len(scope.allies) < classed.FEWEST:
        return None
    classes, smaller = classified(reference.program, Likeness((Looks.of(scope, reference.program, short),), scope))
    if len(classes.first) > classed.LARGEST * len(classes.columns):
        return None
    deadline = earliest(smaller, open_session(smaller, SOLVER), _standard(scope), reference.deadline.tick)
    apart = _apart(reference.deadline.instant, deadline.instant)
    if apart is None or apart > SURE:
        return None
    starts = deadline.starts
    return {
        "instant": reference.deadline.instant,
        "short": sorted(short),
        "uses": None if starts.uses is None else _text(starts.uses),
        "ticks": {str(tick): _text(basis) for tick, basis in starts.ticks.items()},
    }


def _short(reference: Reference) -> frozenset[str]:
    """Allies whose money, office or people are short, as little as it be, in a deadline that could not be met."""
    failed = [trial.solution for trial in reference.deadline.trials if trial.solution.objective > NEGLIGIBLE**2]
    readers = [Reader(reference.scope, reference.program, solution) for solution in failed]
    worth = [limit.worth(reader) for reader in readers for limit in (MONEY, OFFICE, PEOPLE)]
    return frozenset(ally for ally in reference.scope.allies if any(of.get(ally, 0.0) > SHORT for of in worth))


def _apart(whole: float | None, by_classes: float | None) -> float | None:
    """Days between two dates; None if one of them alone lies beyond the horizon."""
    if whole is None or by_classes is None:
        return 0.0 if whole is by_classes else None
    return DAYS * abs(whole - by_classes)


def held(scope: Scope, row: Mapping[str, Any]) -> Held | None:
    """An answer as it is held, of what is remembered of it; None where classes come to another date than then.

    KeyError, TypeError or ValueError for what is no such row; SolveError as the solver does.
    """
    instant, short = number_or_none(row, "instant"), frozenset(map(str, parts(row["short"])))
    whole = build(scope)
    likeness = Likeness((Looks.of(scope, whole, short),), scope)
    classes, smaller = classified(whole, likeness)
    uses = None if row["uses"] is None else _basis(row["uses"], smaller)
    starts = Starts(uses, {int(tick): _basis(text, smaller) for tick, text in row["ticks"].items()})
    near = len(scope.shown) - 1 if instant is None else scope.calendar.tick_of(instant)
    deadline = earliest(smaller, open_session(smaller, SOLVER), _standard(scope), near, starts)
    apart = _apart(instant, deadline.instant)
    if apart is None or apart > SURE:
        return None
    solved = Starts(deadline.starts.uses, {**starts.ticks, **deadline.starts.ticks})
    return Held(scope, whole, likeness, short, classes, smaller, replace(deadline, starts=solved), apart)


def _text(basis: Basis) -> str:
    """Statuses of columns and rows, packed."""
    _, (columns, rows, _) = basis.__reduce__()
    return b64encode(compress(np.concatenate([columns, rows]).tobytes(), 9)).decode("ascii")


def _basis(text: str, program: Program) -> Basis:
    """The basis of a program; ValueError if it is none."""
    columns, rows = program.matrix.shape[1], program.matrix.shape[0]
    try:
        unpacked = decompressobj().decompress(b64decode(text, validate=True), columns + rows + 1)
    except error as wrong:
        raise ValueError(text[:8]) from wrong
    statuses = np.frombuffer(unpacked, dtype=np.int8)
    if len(statuses) != columns + rows or not np.isin(statuses, range(STATUSES)).all():
        raise ValueError(len(statuses))
    return Basis.of(statuses[:columns], statuses[columns:], feasible=False)


def said(apart: float) -> str:
    """How a date was found, for the reader."""
    most = max(math.ceil(10 * apart), 1) / 10
    return (
        "Found with allies of one kind taken as one: for the case as it is, "
        f"the date is then the same to {most:.1f} days."
    )
