"""The days clock: forces reach the flank over rail, road, sea and air, before they are needed there."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace
from functools import partial

import polars as pl

from sinews.answers.answer import Effect as Common
from sinews.answers.buying import Purchase
from sinews.answers.means import Means
from sinews.answers.progress import Count, Uncounted
from sinews.answers.work import run_all, threads
from sinews.clocks.days.closure import Closure, arrived, closures, curve
from sinews.clocks.days.cut import Cut, minimum_cut
from sinews.clocks.days.effects import Effect, Effects, charges
from sinews.clocks.days.kept import Movements
from sinews.clocks.days.levers import of_days
from sinews.clocks.days.options import Movement
from sinews.clocks.days.plan import Plan, closing, plan
from sinews.clocks.days.scope import Moves
from sinews.clocks.days.whole import whole
from sinews.clocks.days.why import Bottleneck, bottlenecks
from sinews.data.case import Case
from sinews.data.levers import Lever, Package
from sinews.model.calendar import Array

#: What can be measured beside an answer: what each lever earns, what each corridor out of service costs.
LEVERS, CORRIDORS = "levers", "corridors"


@dataclass(frozen=True)
class DaysAnswer:
    """What the days clock says.

    `closures`: each tier in all areas, then in each area. `late`: weighted mean lateness in days, of all that is
    needed. `why`: limits that hold the plan up. `cuts`: where the network is narrow, by area. `levers`, `corridors`:
    what they change, and `bought`: the package of levers, if it was asked; they and `why` are measured on the plan in
    `fractions`. `gap`: of a plan of whole trains, the part by which its objective is above that of the plan in
    fractions.
    """

    plan: Plan
    fractions: Plan
    there: Array
    closures: tuple[Closure, ...]
    charges: dict[str, float]
    why: tuple[Bottleneck, ...]
    cuts: tuple[Cut, ...]
    levers: tuple[Effect, ...] = ()
    corridors: tuple[Effect, ...] = ()
    curve: pl.DataFrame = field(default_factory=pl.DataFrame)
    gap: float | None = None
    bought: Purchase[Common] | None = None

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


def run(
    case: Case,
    question: Movement | None = None,
    means: Means | None = None,
    extras: Collection[str] = (),
) -> DaysAnswer:
    """Ask the days clock, with `extras`. UsageError for what the case does not have, SolveError as the solver does."""
    means = means or Means()
    return extended(answered(Moves.of(case, question), means), extras, means)


def answered(scope: Moves, means: Means) -> DaysAnswer:
    """The answer to a question, and what holds the movement up. SolveError as the solver does."""
    movements = Movements(means.memory)
    with means.progress("plan"):
        made = _plan(scope, means.solver, movements)
    with means.progress("confirm"):
        why = _why(made, means, movements)
    if not scope.question.whole:
        return _answer(made, made, why)
    with means.progress("whole trains"):
        trains = whole(made, means.solver)
    return replace(_answer(trains.plan, made, why), gap=trains.gap)


def extended(answer: DaysAnswer, extras: Collection[str], means: Means) -> DaysAnswer:
    """The answer with what each lever earns, and each corridor out of service costs. SolveError as the solver does."""
    if not {LEVERS, CORRIDORS}.intersection(extras):
        return answer
    with means.progress("effects") as count:
        effects = _effects(answer, means, count)
        levers = effects.of_levers(of_days(answer.scope.case)) if LEVERS in extras else answer.levers
        corridors = effects.of_corridors() if CORRIDORS in extras else answer.corridors
    return replace(answer, levers=levers, corridors=corridors)


def _plan(scope: Moves, solver: str, movements: Movements) -> Plan:
    routes = movements.routes(scope)
    with threads(1) as crew:  # an interrupt of the wait for it ends it
        [made] = run_all([partial(plan, scope, solver, routes)], crew)
    if routes is None:
        movements.keep_routes(made.found)
    return made


def _why(made: Plan, means: Means, movements: Movements) -> tuple[Bottleneck, ...]:
    why = movements.limits()
    if why is None:
        why = bottlenecks(made, means.solver, means.workers)
        movements.keep_limits(why)
    return why


def closure_days(case: Case, question: Movement | None = None, solver: str = "highs") -> dict[str, float | None]:
    """Day on which each tier has closed everywhere (None: not within the horizon); for replays and scans."""
    made = plan(Moves.of(case, question), solver)
    return {closure.tier: closure.day for closure in closures(made.scope, arrived(made.solved)) if closure.area is None}


def _answer(made: Plan, fractions: Plan, why: tuple[Bottleneck, ...]) -> DaysAnswer:
    there = arrived(made.solved)
    return DaysAnswer(
        made,
        fractions,
        there,
        closing(made),
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


def pull(answer: DaysAnswer, levers: Iterable[Lever], means: Means | None = None) -> tuple[Effect, ...]:
    """What each lever earns, the one that earns most first. SolveError as the solver does."""
    return _effects(answer, means or Means(), Uncounted()).of_levers(levers)


def together(answer: DaysAnswer, packages: Iterable[Package], means: Means | None = None) -> tuple[Effect, ...]:
    """What levers pulled together earn, in the order of the packages. SolveError as the solver does."""
    means = means or Means()
    with means.progress("package") as count:
        return _effects(answer, means, count).together(packages)


def _effects(answer: DaysAnswer, means: Means, count: Count) -> Effects:
    return Effects(answer.fractions, means.solver, Movements(means.memory), means.workers, count)
