"""What other states of the case make of a plan: levers pulled, corridors out of service.

Each is searched for routes from those of the plan on, and what makes nothing harder cannot come out as a loss.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial

from sinews.answers.progress import Count, Uncounted
from sinews.answers.work import run_all, threads
from sinews.clocks.days.closure import Closure
from sinews.clocks.days.easing import eases
from sinews.clocks.days.kept import Movements, name_of
from sinews.clocks.days.levers import pulled
from sinews.clocks.days.plan import Plan, closing, plan, searched_from
from sinews.clocks.days.restricted import Solved
from sinews.clocks.days.scope import Moves
from sinews.data.levers import Lever, Package


@dataclass(frozen=True)
class Effect:
    """What another state of the case makes of the answer: levers pulled, or a corridor out of service.

    `code`, `name`: of the lever or corridor; of all levers of a package. `late`: days of weighted mean lateness then.
    `earned`: days that it takes off (negative: adds). `lever`: the one that is pulled, if it is one.
    """

    code: str
    name: str
    late: float
    earned: float
    closures: tuple[Closure, ...]
    lever: Lever | None = None


@dataclass(frozen=True)
class _State:
    """Another state of the case: its name among what is remembered, and how to come by it."""

    code: str
    name: str
    remembered: str
    scope: Callable[[], Moves]
    lever: Lever | None = None

    @classmethod
    def of(cls, scope: Moves, package: Package) -> _State:
        """The state with levers pulled; `lever`: the one that is, if it is one."""
        levers = [lever for lever, _ in package]
        code, name = " ".join(lever.code for lever in levers), "; ".join(lever.name for lever in levers)
        alone = levers[0] if len(levers) == 1 else None
        return cls(code, name, name_of(package), partial(pulled, scope, package), alone)


@dataclass(frozen=True)
class Effects:
    """Measures effects against a plan, so many at a time."""

    plan: Plan
    solver: str
    movements: Movements
    workers: int = 1
    count: Count = Uncounted()  # noqa: RUF009 - it holds nothing

    def of_levers(self, levers: Iterable[Lever]) -> tuple[Effect, ...]:
        """What each lever earns, the one that earns most first."""
        effects = self.together([((lever, 1.0),) for lever in levers])
        return tuple(sorted(effects, key=lambda effect: (-effect.earned, effect.code)))

    def together(self, packages: Iterable[Package]) -> tuple[Effect, ...]:
        """What levers pulled together earn, in the order of the packages."""
        return tuple(self._measured([_State.of(self.plan.scope, package) for package in packages]))

    def of_corridors(self) -> tuple[Effect, ...]:
        """What each corridor out of service costs, the dearest first."""
        scope = self.plan.scope
        rows = scope.case.table("corridors").sort("corridor").select("corridor", "name").iter_rows()
        states = [
            _State(code, name, f"corridor {code}", partial(without, scope, code))
            for code, name in rows
            if code not in scope.question.without
        ]
        return tuple(sorted(self._measured(states), key=lambda effect: (effect.earned, effect.code)))

    def _measured(self, states: Sequence[_State]) -> list[Effect]:
        names = [state.remembered for state in states]
        effects = {name: effect for name in names if (effect := self.movements.effect(name)) is not None}
        new = [state for state in states if state.remembered not in effects]
        with threads(self.workers) as crew:
            outcomes = run_all([partial(_planned, self.plan, self.solver, state) for state in new], crew, self.count)
        for state, (late_then, closed) in zip(new, outcomes, strict=True):
            self.movements.keep_effect(state.remembered, late_then, closed)
            effects[state.remembered] = (late_then, closed)
        return [self._effect(state, *effects[state.remembered]) for state in states]

    def _effect(self, state: _State, late_then: float, closed: tuple[Closure, ...]) -> Effect:
        return Effect(state.code, state.name, late_then, late(self.plan.solved) - late_then, closed, state.lever)


def _planned(plan_now: Plan, solver: str, state: _State) -> tuple[float, tuple[Closure, ...]]:
    """Mean lateness in days, and closures, in another state of the case."""
    stands = planned(plan_now, state.scope(), solver)
    return late(stands.solved), closing(stands)


def planned(now: Plan, scope: Moves, solver: str = "highs") -> Plan:
    """The plan that stands in another state of the case, whose `scope` it is, searched from that of now on.

    The search proves no optimum. Where nothing is harder in one of the two states than in the other, a plan of the
    other is one of its own as well; so the objective of an easier state is never worse. Where the search says so, the
    plan of now stands. SolveError as the solver does.
    """
    then = plan(scope, solver, searched_from(scope, now.found, solver))
    worse = then.solution.objective > now.solution.objective
    return now if eases(*((now.scope, scope) if worse else (scope, now.scope))) else then


def without(scope: Moves, corridor: str) -> Moves:
    """The scope without one more corridor."""
    question = replace(scope.question, without=(*scope.question.without, corridor))
    return Moves.of(scope.case, question)


def charges(solved: Solved) -> dict[str, float]:
    """The objective by heading."""
    return {name: float(values @ solved.solution.value) for name, values in sorted(solved.program.charges.items())}


def late(solved: Solved) -> float:
    """Weighted mean lateness in days."""
    return charges(solved).get("late", 0.0)
