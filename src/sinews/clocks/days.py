"""The days clock: forces reach the flank over rail, road, sea and air, before they are needed there."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

import polars as pl

from sinews.calendar import Array
from sinews.case import Case
from sinews.errors import UsageError, did_you_mean
from sinews.levers import Lever
from sinews.mobility.closure import Closure, arrived, closures, curve
from sinews.mobility.cut import Cut, minimum_cut
from sinews.mobility.levers import of_days, pulled
from sinews.mobility.limits import Bottleneck, bottlenecks
from sinews.mobility.plan import Plan, plan
from sinews.mobility.scope import Movement, Moves
from sinews.progress import Progress, silent


@dataclass(frozen=True)
class Effect:
    """What another state of the case makes of the answer: a lever pulled, or a corridor out of service.

    `code`, `name`: of the lever or corridor. `late`: days of weighted mean lateness then. `earned`: days that it
    takes off (negative: adds).
    """

    code: str
    name: str
    late: float
    earned: float
    closures: tuple[Closure, ...]
    lever: Lever | None = None


@dataclass(frozen=True)
class DaysAnswer:
    """What the days clock says.

    `closures`: each tier in all areas, then in each area. `late`: weighted mean lateness in days, of all that is
    needed. `why`: limits that hold the plan up. `cuts`: where the network is narrow, by area. `levers`, `corridors`:
    what they change, if it was asked.
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
    solver: str = "highs",
    progress: Progress = silent,
    *,
    levers: bool = False,
    corridors: bool = False,
) -> DaysAnswer:
    """Ask the days clock. Raises UsageError for what the case does not have, SolveError as the solver does.

    `levers`, `corridors`: solve again with each lever, and without each corridor.
    """
    scope = Moves.of(case, question)
    with progress("plan"):
        made = plan(scope, solver)
    with progress("confirm"):
        why = bottlenecks(made, solver)
    answer = _answer(made, why)
    if levers:
        with progress("levers"):
            answer = replace(answer, levers=pull(answer, of_days(case), solver))
    if corridors:
        with progress("corridors"):
            answer = replace(answer, corridors=without_each(answer, solver))
    return answer


def closure_days(case: Case, question: Movement | None = None, solver: str = "highs") -> dict[str, float | None]:
    """Day on which each tier has closed everywhere (None: not within the horizon); for replays and scans."""
    made = plan(Moves.of(case, question), solver)
    return {one.tier: one.day for one in closures(made.scope, arrived(made)) if one.area is None}


def _answer(made: Plan, why: tuple[Bottleneck, ...]) -> DaysAnswer:
    there = arrived(made)
    return DaysAnswer(
        made,
        there,
        closures(made.scope, there),
        _charges(made),
        why,
        tuple(_cuts(made.scope)),
        curve=curve(made.scope, there),
    )


def _charges(made: Plan) -> dict[str, float]:
    return {heading: float(values @ made.solution.value) for heading, values in sorted(made.program.charges.items())}


def _cuts(scope: Moves) -> Iterable[Cut]:
    """The minimum cut for every load and area that is needed."""
    for area, load in zip(scope.need.area, scope.need.load, strict=True):
        if load in scope.roads:
            yield minimum_cut(scope, load, area)


def pull(answer: DaysAnswer, levers: Iterable[Lever], solver: str = "highs") -> tuple[Effect, ...]:
    """What each lever earns, the one that earns most first."""
    found = [_effect(answer, pulled(answer.scope, lever), lever.code, lever.name, solver, lever) for lever in levers]
    return tuple(sorted(found, key=lambda effect: (-effect.earned, effect.code)))


def without_each(answer: DaysAnswer, solver: str = "highs") -> tuple[Effect, ...]:
    """What each corridor out of service costs, the dearest first."""
    question = answer.scope.question
    rows = answer.scope.case.table("corridors").sort("corridor").select("corridor", "name").iter_rows()
    found = [
        _effect(
            answer,
            Moves.of(answer.scope.case, replace(question, without=(*question.without, code))),
            code,
            name,
            solver,
        )
        for code, name in rows
        if code not in question.without
    ]
    return tuple(sorted(found, key=lambda effect: (effect.earned, effect.code)))


def _effect(answer: DaysAnswer, scope: Moves, code: str, name: str, solver: str, lever: Lever | None = None) -> Effect:
    made = plan(scope, solver)
    late = _charges(made).get("late", 0.0)
    return Effect(code, name, late, answer.late - late, closures(scope, arrived(made)), lever)


def lever_named(case: Case, code: str) -> Lever:
    """A lever of the days clock; UsageError if there is none of this code."""
    known = {lever.code: lever for lever in of_days(case)}
    if code not in known:
        raise UsageError(
            f"There is no lever {code} of the days clock; there are: {', '.join(known)}.{did_you_mean(code, known)}"
        )
    return known[code]
