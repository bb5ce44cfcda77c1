"""What levers make of an answer: a channel that is missing, a warning that is sent by itself, places, drills.

Each is pulled alone by one step, or several together by some steps each, and everything worked out again with the same
draws.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from sinews.answers.buying import for_a_million
from sinews.answers.progress import Count, Uncounted
from sinews.answers.work import run_all, threads
from sinews.clocks.minutes.kept import Measured
from sinews.clocks.minutes.scope import Cities
from sinews.clocks.minutes.state import State, state
from sinews.data.case import Case
from sinews.data.levers import Lever, Package, case_of, name_of, on_sale
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
        return for_a_million(self.earned, self.lever.price)


def of_minutes(case: Case) -> tuple[Lever, ...]:
    """Levers with a price that change nothing but tables of the minutes clock, by code."""
    return on_sale(case, MINUTES)


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
        states = self.together([((lever, 1.0),) for lever in levers])
        effects = [Effect(lever, then.safe - self.safe, then) for lever, then in zip(levers, states, strict=True)]
        return tuple(sorted(effects, key=lambda effect: (-effect.per_million, effect.lever.code)))

    def together(self, packages: Sequence[Package]) -> list[State]:
        """What levers pulled together come to, in the order of the packages."""
        names = [name_of(package) for package in packages]
        shape = len(self.scope.classes), len(self.scope.states)
        states = {name: then for name in names if (then := self.measured.state(name, shape)) is not None}
        new = [(name, package) for name, package in zip(names, packages, strict=True) if name not in states]
        with threads(self.workers) as crew:
            results = run_all([partial(_pulled, self.scope, package) for _, package in new], crew, self.count)
        for (name, _), then in zip(new, results, strict=True):
            self.measured.keep_state(name, then)
            states[name] = then
        return [states[name] for name in names]


def _pulled(scope: Cities, package: Package) -> State:
    """The state with some steps of each lever of a package. CaseError if the result is no case."""
    with threads(1) as crew:
        return state(Cities.of(case_of(scope.case, package), scope.question, scope.draws.branch()), crew)
