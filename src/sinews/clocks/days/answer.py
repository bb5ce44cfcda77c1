"""The days clock: forces reach the flank over rail, road, sea and air, before they are needed there."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import partial

import polars as pl

from sinews.answers.progress import Progress, silent
from sinews.answers.work import run_all, threads
from sinews.clocks.days.closure import Closure, arrived, closures, curve
from sinews.clocks.days.cut import Cut, minimum_cut
from sinews.clocks.days.effects import Effect, Effects, charges
from sinews.clocks.days.found import Movements, key_of
from sinews.clocks.days.levers import of_days
from sinews.clocks.days.plan import Plan, plan
from sinews.clocks.days.scope import Movement, Moves
from sinews.clocks.days.whole import Whole, whole
from sinews.clocks.days.why import Bottleneck, bottlenecks
from sinews.data.case import Case
from sinews.data.levers import Lever
from sinews.model.calendar import Array


@dataclass(frozen=True)
class DaysAnswer:
    """What the days clock says.

    `closures`: each tier in all areas, then in each area. `late`: weighted mean lateness in days, of all that is
    needed. `why`: limits that hold the plan up. `cuts`: where the network is narrow, by area. `levers`, `corridors`:
    what they change, if it was asked; they and `why` are measured on the plan in fractions. `gap`: of a plan of whole
    trains, the part by which its objective is above that of the plan in fractions.
    """

    plan: Plan
    there: Array
    closures: tuple[Closure, ...]
    charges: dict[str, float]
    why: tuple[Bottleneck, ...]
    cuts: tuple[Cut, ...]
    levers: tuple[Effect, ...] = ()
    corridors: tuple[Effect, ...] = ()
    curve: pl.DataFrame = field(default_factory=pl.DataFrame)
    gap: float | None = None

    @property
    def scope(self) -> Moves:
        """Case and question."""
        return self.plan.scope

    @property
    def late(self) -> float:
        """Weighted mean lateness in days."""
        return self.charges.get("late", 0.0)

    @property
    def whole(self) -> tuple[Closure, ...]:
        """Each tier in all areas."""
        return tuple(closure for closure in self.closures if closure.area is None)


@dataclass(frozen=True)
class Asked:
    """What is measured beside the plan itself: what each lever earns, what each corridor out of service costs."""

    levers: bool = False
    corridors: bool = False


def run(
    case: Case,
    question: Movement | None = None,
    solver: str = "highs",
    progress: Progress = silent,
    asked: Asked | None = None,
    movements: Movements | None = None,
    workers: int = 1,
) -> DaysAnswer:
    """Ask the days clock. Raises UsageError for what the case does not have, SolveError as the solver does.

    `movements`: what has been found before; it is added to. `workers`: changes measured side by side.
    """
    scope, asked = Moves.of(case, question), asked or Asked()
    movements = movements or Movements(key_of(scope, solver))
    with progress("plan"):
        made = _plan(scope, solver, movements)
    with progress("confirm"):
        why = _why(made, solver, movements, workers)
    with progress("effects") as count:
        effects = Effects(made, solver, movements, workers, count)
        levers = effects.of_levers(of_days(case)) if asked.levers else ()
        corridors = effects.of_corridors() if asked.corridors else ()
    found = Whole(made, None)
    if scope.question.whole:
        with progress("whole trains"):
            found = whole(made, solver)
    return replace(_answer(found.plan, why), gap=found.gap, levers=levers, corridors=corridors)


def _plan(scope: Moves, solver: str, movements: Movements) -> Plan:
    known = movements.routes(scope)
    with threads(1) as crew:  # an interrupt of the wait for it ends it
        [made] = run_all([partial(plan, scope, solver, known)], crew)
    if known is None:
        movements.keep_routes(made.found)
    return made


def _why(made: Plan, solver: str, movements: Movements, workers: int) -> tuple[Bottleneck, ...]:
    why = movements.limits()
    if why is None:
        why = bottlenecks(made, solver, workers)
        movements.keep_limits(why)
    return why


def closure_days(case: Case, question: Movement | None = None, solver: str = "highs") -> dict[str, float | None]:
    """Day on which each tier has closed everywhere (None: not within the horizon); for replays and scans."""
    made = plan(Moves.of(case, question), solver)
    return {one.tier: one.day for one in closures(made.scope, arrived(made.solved)) if one.area is None}


def _answer(made: Plan, why: tuple[Bottleneck, ...]) -> DaysAnswer:
    there = arrived(made.solved)
    return DaysAnswer(
        made,
        there,
        closures(made.scope, there),
        charges(made.solved),
        why,
        tuple(_cuts(made.scope)),
        curve=curve(made.scope, there),
    )


def _cuts(scope: Moves) -> Iterable[Cut]:
    """The minimum cut for every load and area that is needed."""
    for area, load in zip(scope.need.area, scope.need.load, strict=True):
        if load in scope.roads:
            yield minimum_cut(scope, load, area)


def pull(
    answer: DaysAnswer, levers: Iterable[Lever], solver: str = "highs", movements: Movements | None = None
) -> tuple[Effect, ...]:
    """What each lever earns, the one that earns most first."""
    return Effects(answer.plan, solver, movements or Movements(key_of(answer.scope, solver))).of_levers(levers)
