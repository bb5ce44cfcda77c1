"""The earliest date at which a standard can be held: bisection on a deadline, on the program that is already built.

A date is not an objective: the plan minimises expected shortfall. For a deadline, the search allows only the
standard's shortfall (100 % less the coverage standard, of each item's need in the group) in the tick of the deadline
and every later one of the horizon, and minimises what is missing beyond it. Nothing missing: the deadline can be met.
Whoever can hold the standard from one tick on can hold it from the next, so bisection is exact also where stocks age.

Ticks are coarse, levers are fine: how far a date moves within a tick follows from what is missing. With V(k) the least
that is missing, in parts of the needs, if the standard is to hold from tick k on, one tick earlier costs V(k-1) - V(k)
more. The instant at which nothing is missing any more is where the line through the two last differences before the
date reaches zero, within the tick of the date.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import numpy as np

from sinews.model.calendar import Array
from sinews.model.program import Block, Program
from sinews.model.solver.session import Basis, Session, Solution

#: A gap up to this part of the need counts as none (the solver's own tolerance is a thousandth of it).
NEGLIGIBLE = 1e-4

#: First step back from the end of the horizon, in ticks.
FIRST_STRIDE = 4

#: Room left to refused uses in the search, as a part of the size of their item.
ROOM = 1e-6


@dataclass(frozen=True)
class Deadline:
    """The earliest tick from which the standard can be held (None: not within the horizon).

    `missing`: for each item, the part of the group's need that is missing beyond the standard if the deadline is
    one tick earlier (or the last tick, if there is none): the items that hold the date back. `before`: the solution
    of that failed deadline, whose prices say which limits hold the date (None if the standard holds from the start).
    `trials`: the deadlines tried at the date and at the two ticks before it.
    `instant`: months from the start of the calendar at which nothing is missing any more (None: beyond the horizon).
    `starts`: where the solves on both sides of the date ended, to begin those of similar programs there.
    """

    tick: int | None
    missing: dict[str, float]
    before: Solution | None
    solves: int
    trials: tuple[Trial, ...] = ()
    instant: float | None = None
    starts: Starts = field(default_factory=lambda: Starts(None, {}))


@dataclass(frozen=True)
class Trial:
    """A deadline that was tried: its program, and the plan that lacks least."""

    program: Program
    solution: Solution


def stays(deadline: Deadline, program: Program, changed: Program) -> bool:
    """Whether a changed program of the same shape is ready at the same instant; True is proof, False says nothing.

    The plans of the deadlines around the date still fit the changed program, so nothing has become worse. And the
    prices of the deadlines that could not be met bound from below what is missing in it (weak duality), so nothing has
    become better.
    """
    return bool(deadline.trials) and all(_as_before(trial, program, changed) for trial in deadline.trials)


def _as_before(trial: Trial, program: Program, changed: Program) -> bool:
    searched, solution = trial.program, trial.solution
    kept, tightened = searched.row_lower != program.row_lower, searched.upper != program.upper
    then = replace(
        changed,
        row_lower=np.where(kept, searched.row_lower, changed.row_lower),
        upper=np.where(tightened, searched.upper, changed.upper),
        charges=searched.charges,
    )
    if not then.fits(solution.value):
        return False
    return solution.objective <= NEGLIGIBLE**2 or then.bound(solution.price) >= solution.objective - NEGLIGIBLE**2


@dataclass(frozen=True)
class Starts:
    """Bases of a search: of the least refused uses, and of the deadlines that were tried."""

    uses: Basis | None
    ticks: Mapping[int, Basis]


def earliest(
    program: Program, session: Session, standard: float, near: int | None = None, starts: Starts | None = None
) -> Deadline:
    """Search the ticks of a plain calendar; `standard` is the share of the need to cover, 0 to 1.

    `near`: a tick to look at first (the last, if none is given), and `starts`: bases of the search on a similar
    program; both change the time that the search takes, not what it finds. Leaves the session with changed bounds and
    costs. Raises SolveError as `Session.solve` does.
    """
    search = _Search(program, session, standard, starts or Starts(None, {}))
    met, failed = _bracketed(search, near)
    while met is not None and failed is not None and met - failed > 1:
        middle = (failed + met + 1) // 2
        met, failed = (middle, failed) if search.meets(middle) else (met, middle)
    return search.found(met, failed)


def _bracketed(search: _Search, near: int | None) -> tuple[int | None, int | None]:
    """A tick from which the standard can be held and one from which it cannot; None where there is none."""
    tick, stride = (search.last, FIRST_STRIDE) if near is None else (min(near, search.last), 1)
    met = failed = None
    while met is None or failed is None:  # growing strides: deadlines far from what can be met are dear to solve
        if search.meets(tick):
            if tick == 0:
                return 0, None
            met, tick = tick, max(tick - stride, 0)
        else:
            if tick == search.last:
                return None, tick
            failed, tick = tick, min(tick + stride, search.last)
        stride *= 2
    return met, failed


class _Search:
    """Deadlines tried on one program."""

    def __init__(self, program: Program, session: Session, standard: float, starts: Starts) -> None:
        self._program, self._session, self._standard = program, session, standard
        self._gap, missing = program.variable("gap"), program.row("missing")
        self._rows, self._columns = program.numbers(missing), program.numbers(self._gap)
        self._need = -program.row_lower[self._rows]
        self.last = self._need.shape[1] - 1
        self._uses, self._held = _hold_uses(program, session, starts.uses)
        self._cost = np.zeros(len(program.lower))
        self._cost[self._columns] = 1 / self._need
        session.change_cost(self._cost)
        self._known, self._bases = starts.ticks, dict[int, Basis]()
        self._tried: dict[int, Solution] = {}

    def solution(self, tick: int) -> Solution:
        """The least that is missing if the standard is to hold from `tick` on."""
        if tick not in self._tried:
            allowed = self._allowed(tick)
            self._session.change_rows(self._rows.ravel(), -allowed.ravel(), np.full(self._rows.size, np.inf))
            self._tried[tick] = self._session.solve(self._known.get(tick))
            basis = self._session.basis()
            self._bases |= {} if basis is None else {tick: basis}
        return self._tried[tick]

    def _allowed(self, tick: int) -> Array:
        """Shortfall that is allowed if the standard is to hold from `tick` on, by item and tick."""
        return np.where(np.arange(self.last + 1) >= tick, self._need * (1 - self._standard), self._need)

    def _at(self, tick: int) -> Program:
        """The program of a deadline."""
        lower = self._program.row_lower.copy()
        lower[self._rows] = -self._allowed(tick)
        return replace(self._program, row_lower=lower, upper=self._held, charges={"gap": self._cost})

    def lacking(self, tick: int) -> Array:
        """What each item lacks if the standard is to hold from `tick` on, as a part of its need."""
        return np.asarray((self.solution(tick).value[self._columns] / self._need).max(axis=1))

    def meets(self, tick: int) -> bool:
        """Whether the standard can be held from `tick` on."""
        return bool(self.lacking(tick).max() <= NEGLIGIBLE)

    def found(self, met: int | None, failed: int | None) -> Deadline:
        """The result, once the date is known."""
        if failed is None:
            return Deadline(met, {}, None, len(self._tried), instant=0.0, starts=self._starts())
        instant = None if met is None else self._instant(met, failed)
        missing = _named(self._gap, self.lacking(failed))
        near = [failed, failed - 1] if met is None else [met, failed, failed - 1]
        trials = tuple(Trial(self._at(tick), self._tried[tick]) for tick in near if tick in self._tried)
        solves, starts = len(self._tried), self._starts(met)
        return Deadline(met, missing, self._tried[failed], solves, trials, instant, starts)

    def _instant(self, met: int, failed: int) -> float:
        """Months at which the line through the last two differences reaches zero, within the tick of the date."""
        calendar = self._program.calendar
        last = self.solution(failed).objective
        before = self.solution(failed - 1).objective - last if failed else np.inf
        part = last / (before - last) if before > 2 * last else 1.0
        return float(calendar.start[met] + part * calendar.length[met])

    def _starts(self, met: int | None = None) -> Starts:
        near = range(self.last + 1) if met is None else range(met - 3, met + 2)
        return Starts(self._uses, {tick: basis for tick, basis in self._bases.items() if tick in near})


def _hold_uses(program: Program, session: Session, start: Basis | None) -> tuple[Basis | None, Array]:
    """Allow no more aid, training and losses to be refused than must be: a standard is not met at their cost.

    Returns where that solve ended, and the upper bounds of all columns that follow from it.
    """
    refused = program.charges.get("unmet_uses")
    if refused is None:
        return None, program.upper
    session.change_cost(refused)
    columns = np.flatnonzero(refused)
    least = session.solve(start).value[columns] + ROOM * program.column_sizes[columns]
    start, upper = session.basis(), program.upper.copy()
    upper[columns] = np.minimum(least, upper[columns])
    session.change_columns(columns, program.lower[columns], upper[columns])
    return start, upper


def _named(gap: Block, lacking: Array) -> dict[str, float]:
    named = zip(gap.subjects["item"], lacking, strict=True)
    return {item: float(part) for item, part in named if part > NEGLIGIBLE}
