"""A rolling horizon: every year is planned anew, by who counts only the tests of the years that are foreseen.

In the year y a plan is made that is charged for what is lacking up to y + foresight, and for nothing after; what was
decided and done in earlier years stands. So it goes on to the end of the horizon. What comes of it is held against the
plan that sees the whole horizon at once, which is never worse.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial

import numpy as np
from numpy.typing import NDArray

from sinews.answers.progress import Count
from sinews.answers.work import run_all, threads
from sinews.clocks.years.deciding.coarse import YEAR
from sinews.clocks.years.measured import DAYS
from sinews.clocks.years.outcome import coverage, held_from
from sinews.clocks.years.program import build
from sinews.clocks.years.scope import Scope
from sinews.model.program import Program
from sinews.model.solver.choice import open_session
from sinews.model.solver.session import Solution


@dataclass(frozen=True)
class Foreseen:
    """What foresight of so many years comes to (None: of the whole horizon).

    `points`: expected shortfall, percentage points. `instant`: months from the start at which all is ready.
    """

    years: int | None
    objective: float
    points: float
    instant: float | None

    def days_later(self, whole: Foreseen) -> float | None:
        """Days by which all is ready later than with the whole horizon in sight; None where one of them is never."""
        if self.instant is None or whole.instant is None:
            return None
        return DAYS * (self.instant - whole.instant)


def foreseen(
    scope: Scope, years: Sequence[int], solver: str = "highs", workers: int = 1, count: Count | None = None
) -> tuple[Foreseen, ...]:
    """What each foresight comes to, after that of the whole horizon. SolveError as the solver does.

    `scope`: on the coarse clock.
    """
    whole = build(scope)
    with threads(workers) as crew:
        best, *rolled = run_all(
            [partial(_rolled, scope, whole, ahead, solver) for ahead in (None, *years)], crew, count
        )
    return tuple(
        _outcome(scope, whole, ahead, each) for ahead, each in zip((None, *years), [best, *rolled], strict=True)
    )


def _outcome(scope: Scope, whole: Program, years: int | None, solution: Solution) -> Foreseen:
    standard = scope.case.parameter("coverage_standard") / 100
    covered = coverage(scope, whole, solution)[:, : len(scope.shown)].min(axis=0)
    value = solution.value
    return Foreseen(
        years,
        float(whole.cost @ value),
        100 * float(whole.charges["shortfall"] @ value),
        held_from(scope.shown, covered, standard),
    )


def _rolled(scope: Scope, whole: Program, years: int | None, solver: str) -> Solution:
    """The plan that is made year by year, in the columns of the whole."""
    if years is None:
        return open_session(whole, solver).solve()
    solution = None
    for now in new_years(scope):
        until = int(scope.calendar.start[now]) + YEAR * years
        solution = open_session(_seen(whole, scope.calendar.start < until, now, solution), solver).solve()
        if (scope.calendar.start < until).all():
            break  # all is in sight: whoever plans again finds the same
    assert solution is not None  # noqa: S101 - there is a tick
    return solution


def new_years(scope: Scope) -> list[int]:
    """Ticks that begin a year from the day of knowledge on, in which it is planned anew, and all beyond what is shown.

    What is charged beyond the end that is shown is decided by the last of them, so that nothing stands undecided.
    """
    start = scope.calendar.start
    yearly = (start - scope.known) % YEAR == 0
    anew = (start >= scope.known) & (yearly | (start >= scope.shown.months))
    return [int(tick) for tick in np.flatnonzero(anew)] or [0]


def _seen(whole: Program, sight: NDArray[np.bool_], now: int, before: Solution | None) -> Program:
    """The program of a year: nothing is charged but in the ticks in sight, and what is past stands."""
    ticks = len(whole.calendar)
    tick = np.tile(np.arange(ticks), len(whole.lower) // ticks)
    charges = {name: np.where(sight[tick], charge, 0.0) for name, charge in whole.charges.items()}
    if before is None:
        return replace(whole, charges=charges)
    past = tick < now
    value = np.clip(before.value, whole.lower, whole.upper)
    lower, upper = np.where(past, value, whole.lower), np.where(past, value, whole.upper)
    return replace(whole, charges=charges, lower=lower, upper=upper)
