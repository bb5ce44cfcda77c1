"""What levers make of an answer: a channel that is missing, a warning that is sent by itself, places, drills.

Each is pulled alone by one step, and everything worked out again with the same draws; then all of them together, one
after the other, the cheapest first: a package.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from sinews.answers.progress import Count, Uncounted
from sinews.answers.work import run_all, threads
from sinews.clocks.minutes.kept import Measured, name_of
from sinews.clocks.minutes.scope import Cities
from sinews.clocks.minutes.state import State, state
from sinews.data.case import Case
from sinews.data.levers import Lever, case_with, for_sale
from sinews.data.tables.minutes import MINUTES


@dataclass(frozen=True)
class Effect:
    """One step of a lever. `earned`: thousand people more in time for the headline class, cover with its weight."""

    lever: Lever
    earned: float
    then: State

    @property
    def per_million(self) -> float:
        """Thousand people for a million EUR."""
        return self.earned / self.lever.price[0] if self.lever.price and self.lever.price[0] > 0 else 0.0


@dataclass(frozen=True)
class Step:
    """A step of the package: the lever that is added, and what the package costs (million EUR) and earns then."""

    lever: Lever
    money: float
    earned: float


def of_minutes(case: Case) -> tuple[Lever, ...]:
    """Levers with a price that change nothing but tables of the minutes clock, by code."""
    return for_sale(case, MINUTES)


@dataclass(frozen=True)
class Effects:
    """Measures levers against an answer, so many at a time; `safe`: thousand people in time as it is."""

    scope: Cities
    safe: float
    measured: Measured
    workers: int = 1
    count: Count = Uncounted()  # noqa: RUF009 - it holds nothing

    def of_levers(self, levers: Sequence[Lever]) -> tuple[Effect, ...]:
        """What a step of each lever earns, the most for its money first."""
        states = self._states([(lever,) for lever in levers])
        found = [Effect(lever, then.safe - self.safe, then) for lever, then in zip(levers, states, strict=True)]
        return tuple(sorted(found, key=lambda effect: (-effect.per_million, effect.lever.code)))

    def package(self, effects: Sequence[Effect]) -> tuple[Step, ...]:
        """Levers that earn something, one after the other in the order of `effects`."""
        levers = [effect.lever for effect in effects if effect.earned > 0 and effect.lever.price]
        sets = [tuple(levers[: number + 1]) for number in range(len(levers))]
        return tuple(self._steps(sets, self._states(sets)))

    def _steps(self, sets: Sequence[tuple[Lever, ...]], states: Sequence[State]) -> Iterator[Step]:
        for levers, then in zip(sets, states, strict=True):
            money = sum(lever.price[0] for lever in levers if lever.price)
            yield Step(levers[-1], money, then.safe - self.safe)

    def _states(self, sets: Sequence[tuple[Lever, ...]]) -> list[State]:
        names = [name_of(levers) for levers in sets]
        shape = len(self.scope.classes), len(self.scope.states)
        states = {name: then for name in names if (then := self.measured.state(name, shape)) is not None}
        new = [(name, levers) for name, levers in zip(names, sets, strict=True) if name not in states]
        with threads(self.workers) as crew:
            found = run_all([partial(_pulled, self.scope, one) for _, one in new], crew, self.count)
        for (name, _), then in zip(new, found, strict=True):
            self.measured.keep_state(name, then)
            states[name] = then
        return [states[name] for name in names]


def _pulled(scope: Cities, levers: tuple[Lever, ...]) -> State:
    """The state with a step of each lever. CaseError if the result is no case."""
    case = scope.case
    for lever in levers:
        case = case_with(case, lever)
    with threads(1) as crew:
        return state(Cities.of(case, scope.question, scope.draws.branch()), crew)
