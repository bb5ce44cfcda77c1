"""What levers make of an answer: better prepared households, longer backup, more relief points.

Each is pulled alone by one step, and the program solved again; then all of them together, one after the other, the
cheapest people-hour first: a package.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from sinews.answers.progress import Count, Uncounted
from sinews.answers.work import run_all, threads
from sinews.clocks.hours.kept import Measured, name_of
from sinews.clocks.hours.relief import Relieved, relieved
from sinews.clocks.hours.scope import Homes
from sinews.clocks.hours.state import State, state
from sinews.data.case import Case
from sinews.data.levers import Lever, case_with, for_sale
from sinews.data.tables.hours import HOURS


@dataclass(frozen=True)
class Effect:
    """One step of a lever. `earned`: million people-hours that it takes off, each need with its weight."""

    lever: Lever
    earned: float
    then: State

    @property
    def per_million(self) -> float:
        """Million people-hours for a million EUR."""
        return self.earned / self.lever.price[0] if self.lever.price and self.lever.price[0] > 0 else 0.0


@dataclass(frozen=True)
class Step:
    """A step of the package: the lever that is added, and what the package costs (million EUR) and earns then."""

    lever: Lever
    money: float
    earned: float


def of_hours(case: Case) -> tuple[Lever, ...]:
    """Levers with a price that change nothing but tables of the hours clock, by code."""
    return for_sale(case, HOURS)


@dataclass(frozen=True)
class Effects:
    """Measures levers against an answer, so many at a time."""

    known: Relieved
    solver: str
    measured: Measured
    workers: int = 1
    count: Count = Uncounted()  # noqa: RUF009 - it holds nothing

    def of_levers(self, levers: Sequence[Lever]) -> tuple[Effect, ...]:
        """What a step of each lever earns, the cheapest people-hour first."""
        states = self._states([(lever,) for lever in levers])
        found = [
            Effect(lever, self.known.weighed - then.weighed, then) for lever, then in zip(levers, states, strict=True)
        ]
        return tuple(sorted(found, key=lambda effect: (-effect.per_million, effect.lever.code)))

    def package(self, effects: Sequence[Effect]) -> tuple[Step, ...]:
        """Levers that earn something, one after the other in the order of `effects`."""
        levers = [effect.lever for effect in effects if effect.earned > 0 and effect.lever.price]
        sets = [tuple(levers[: number + 1]) for number in range(len(levers))]
        return tuple(self._steps(sets, self._states(sets)))

    def _steps(self, sets: Sequence[tuple[Lever, ...]], states: Sequence[State]) -> Iterator[Step]:
        for levers, then in zip(sets, states, strict=True):
            money = sum(lever.price[0] for lever in levers if lever.price)
            yield Step(levers[-1], money, self.known.weighed - then.weighed)

    def _states(self, sets: Sequence[tuple[Lever, ...]]) -> list[State]:
        names = [name_of(levers) for levers in sets]
        states = {name: then for name in names if (then := self.measured.state(name)) is not None}
        new = [(name, levers) for name, levers in zip(names, sets, strict=True) if name not in states]
        with threads(self.workers) as crew:
            found = run_all([partial(_pulled, self.known.homes, self.solver, one) for _, one in new], crew, self.count)
        for (name, _), then in zip(new, found, strict=True):
            self.measured.keep_state(name, then)
            states[name] = then
        return [states[name] for name in names]


def _pulled(homes: Homes, solver: str, levers: tuple[Lever, ...]) -> State:
    """The state with a step of each lever. CaseError if the result is no case."""
    case = homes.case
    for lever in levers:
        case = case_with(case, lever)
    return state(relieved(Homes.of(case, homes.question), solver))
