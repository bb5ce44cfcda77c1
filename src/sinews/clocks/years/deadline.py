"""The earliest date at which a standard can be held: deadlines tried on the program that is already built.

A date is not an objective: the plan minimises expected shortfall. For a deadline, the search allows only the
standard's shortfall (100 % less the coverage standard, of each item's need in the group) in the tick of the deadline
and every later one that is shown, and minimises what is missing beyond it. Nothing missing: the deadline can be met.
Whoever can hold the standard from one tick on can hold it from the next, also where stocks age.

A deadline that cannot be met says more than that: its plan holds the standard from the tick after its last gap on. So
where the date is about known, two solves find and prove it: one two ticks before it, whose plan holds the standard from
the date on, and one a tick before it, which fails. Where it is elsewhere, strides and bisection find it.

Ticks are coarse, levers are fine: how far a date moves within a tick follows from what is missing. With V(i, k) what is
then missing of item i, in parts of its need, if the standard is to hold from tick k on, one tick earlier costs
V(i, k-1) - V(i, k) more. The item is complete where the line through the two last differences before the date reaches
zero, within the tick of the date; the instant of the date is that of the last item.
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

#: Variables of needs that nobody can man: they are missing beside what stocks lack, so that more than a need may be.
UNMANNED = "shortfall_unmanned"

#: First step back from the end of the horizon, in ticks.
FIRST_STRIDE = 4

#: Ticks before the expected date at which the search begins, and its first step from there.
BEFORE = 2

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

    `near`: the tick that is expected, and `starts`: bases of the search on a similar program; both change the time that
    the search takes, not what it finds. Leaves the session with changed bounds and costs. Raises SolveError as
    `Session.solve` does.
    """
    search = Search(program, session, standard, starts or Starts(None, {}))
    bracket = _Bracket(search.last, FIRST_STRIDE if near is None else BEFORE)
    tick = search.last if near is None else min(max(near - BEFORE, 0), search.last)
    while not bracket.closed:
        holds = search.holds_from(tick)
        bracket.add(tick, holds)
        tick = bracket.after(tick, holds)
    return search.result(bracket.met, bracket.failed)


@dataclass
class _Bracket:
    """What is known of the date: the first tick from which a plan holds the standard, the last one that cannot be met.

    `last`: of the horizon. `stride`: ticks of the next stride, which doubles; deadlines far from what can be met are
    dear to solve.
    """

    last: int
    stride: int
    met: int | None = None
    failed: int | None = None

    @property
    def closed(self) -> bool:
        """Whether nothing is left between the two; before the start nothing can be met."""
        before = -1 if self.failed is None else self.failed
        return before == self.last or (self.met is not None and self.met - before <= 1)

    def add(self, tick: int, holds: int) -> None:
        """The plan of a deadline holds the standard from `holds` on (beyond the horizon: never)."""
        if holds > tick:
            self.failed = tick if self.failed is None else max(self.failed, tick)
        if holds <= self.last:
            self.met = holds if self.met is None else min(self.met, holds)

    def after(self, tick: int, holds: int) -> int:
        """The deadline to try next."""
        stride, self.stride = self.stride, 2 * self.stride
        if self.met is None:
            return min(tick + stride, self.last)
        if self.failed is None:
            return max(self.met - stride, 0)
        return self.met - 1 if holds > tick else (self.failed + self.met + 1) // 2


class Search:
    """Deadlines tried on one program."""

    def __init__(self, program: Program, session: Session, standard: float, starts: Starts) -> None:
        self._program, self._session, self._standard = program, session, standard
        self._gap, missing = program.variable("gap"), program.row("missing")
        self._rows, self._columns = program.numbers(missing), program.numbers(self._gap)
        self._need = -program.row_lower[self._rows]
        self._any = self._need * (2.0 if any(block.name == UNMANNED for block in program.variables) else 1.0)
        self.last = len(program.calendar.shown) - 1
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
        ticks = np.arange(self._need.shape[1])
        within = (ticks >= tick) & (ticks <= self.last)
        return np.where(within, self._need * (1 - self._standard), self._any)

    def _at(self, tick: int) -> Program:
        """The program of a deadline."""
        lower = self._program.row_lower.copy()
        lower[self._rows] = -self._allowed(tick)
        return replace(self._program, row_lower=lower, upper=self._held, charges={"gap": self._cost})

    def _gaps(self, tick: int) -> Array:
        """What is missing beyond the standard for a deadline, as a part of the need, by item and tick."""
        return np.asarray(self.solution(tick).value[self._columns] / self._need)

    def holds_from(self, tick: int) -> int:
        """The tick from which the plan of a deadline holds the standard: after its last gap, or the deadline itself."""
        gaps = np.flatnonzero(self._gaps(tick).max(axis=0) > NEGLIGIBLE)
        return int(gaps[-1]) + 1 if len(gaps) else tick

    def result(self, met: int | None, failed: int | None) -> Deadline:
        """The result, once the date is known."""
        if failed is None:
            return Deadline(met, {}, None, len(self._tried), instant=0.0, starts=self._starts())
        instant = None if met is None else self._instant(met, failed)
        missing = _named(self._gap, self._gaps(failed).max(axis=1))
        near = [failed, failed - 1] if met is None else [met, failed, failed - 1]
        trials = tuple(trial for tick in near if (trial := self._trial(tick)))
        solves, starts = len(self._tried), self._starts(met)
        return Deadline(met, missing, self._tried[failed], solves, trials, instant, starts)

    def _trial(self, tick: int) -> Trial | None:
        """A deadline with a plan that lacks least: its own, or that of an earlier one which meets it."""
        if tick in self._tried:
            return Trial(self._at(tick), self._tried[tick])
        plans = [plan for other, plan in sorted(self._tried.items()) if other < tick == self.holds_from(other)]
        return Trial(self._at(tick), self._without_gaps(plans[0], tick)) if plans else None

    def _without_gaps(self, plan: Solution, tick: int) -> Solution:
        """A plan without its gaps before a deadline, where anything may be missing."""
        value = plan.value.copy()
        value[self._columns[:, :tick]] = 0.0
        return replace(plan, value=value, objective=float(self._cost @ value))

    def _instant(self, met: int, failed: int) -> float:
        """Months at which the last item has all that it needs, within the tick of the date.

        For each item that is where the line through its last two differences reaches zero.
        """
        calendar = self._program.calendar
        last = self._gaps(failed).sum(axis=1)
        before = self._gaps(failed - 1).sum(axis=1) - last if failed else np.full(len(last), np.inf)
        late = last > NEGLIGIBLE
        steep = late & (before > 2 * last)
        part = np.where(late, 1.0, 0.0)
        part[steep] = last[steep] / (before - last)[steep]
        return float(calendar.start[met] + part.max() * calendar.length[met])

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
