"""Relief as a small linear program on the ledger: who is supplied when, so that the fewest go without."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sinews.clocks.hours.components import COMPONENTS
from sinews.clocks.hours.components.base import Reliefs
from sinews.clocks.hours.lack import in_ticks
from sinews.clocks.hours.scope import Homes
from sinews.model.building import program_of
from sinews.model.calendar import Array
from sinews.model.ledger import Ledger
from sinews.model.program import Program
from sinews.model.solver.choice import open_session
from sinews.model.solver.session import Solution


@dataclass(frozen=True)
class Relieved:
    """People without before relief (`lacking`), and people supplied; both of shape (allies, needs, ticks).

    `solved`: the program and its solution; None where there is no relief.
    """

    homes: Homes
    lacking: Array
    given: Array
    solved: tuple[Program, Solution] | None

    @property
    def without(self) -> Array:
        """People who stay without, shape (allies, needs, ticks)."""
        return np.asarray(np.maximum(self.lacking - self.given, 0.0))

    @property
    def hours(self) -> Array:
        """Million people-hours without until the horizon, with relief; shape (allies, needs)."""
        return people_hours(self.homes, self.without)

    @property
    def weighed(self) -> float:
        """All of them, each need with its weight, million."""
        return float((self.hours * self.homes.weights).sum())


def people_hours(homes: Homes, people: Array) -> Array:
    """Million people-hours of people by tick; (..., ticks) -> shape (...)."""
    return np.asarray(people @ (homes.calendar.days * 24.0) / 1e6)


def ledger_of(homes: Homes, lacking: Array) -> Ledger:
    """What all components write; `lacking`: people without, shape (allies, needs, ticks)."""
    reliefs = Reliefs.of(homes)
    ledger = Ledger(homes.calendar, _sizes(homes))
    for build in COMPONENTS:
        build(homes, lacking, reliefs, ledger)
    return ledger


def relieved(homes: Homes, solver: str = "highs") -> Relieved:
    """The best that relief can do. SolveError as the solver does."""
    lacking, reliefs = in_ticks(homes), Reliefs.of(homes)
    given = np.zeros_like(lacking)
    if not reliefs.place:
        return Relieved(homes, lacking, given, None)
    program = program_of(ledger_of(homes, lacking).journal)
    solution = open_session(program, solver).solve()
    given[reliefs.numbers(homes)] = solution.value[program.numbers(program.variable("given"))]
    return Relieved(homes, lacking, given, (program, solution))


def _sizes(homes: Homes) -> dict[str, float]:
    """Natural size of each item for scaling: a hundredth of the people, and what a few of them take."""
    people = max(float(homes.hit().max(initial=0.0)) / 100, 1.0)
    return {**dict.fromkeys(homes.needs, people), "trucks": 100.0, "staff": 1000.0, "fuel": 1e4}
