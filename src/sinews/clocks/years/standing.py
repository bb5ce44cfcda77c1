"""What stands, as a whole or by classes, so that changes are measured against it; and what a plan comes to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from sinews.clocks.years.deadline import Deadline
from sinews.clocks.years.limits import NOTHING, prices
from sinews.clocks.years.measured import Measured
from sinews.clocks.years.outcome import coverage
from sinews.clocks.years.scope import Scope
from sinews.model.program import Program
from sinews.model.solver.session import Basis, Solution


class Built(Protocol):
    """A question and its program, to which levers are put."""

    @property
    def scope(self) -> Scope:
        """The case and the question."""

    @property
    def program(self) -> Program:
        """Its program."""


@dataclass(frozen=True)
class Base:
    """A question and its program, of which nothing is solved yet."""

    scope: Scope
    program: Program


class Standing(Protocol):
    """What a program is solved against: the reference, or the reference by classes."""

    @property
    def program(self) -> Program:
        """The program that was solved."""

    @property
    def deadline(self) -> Deadline:
        """Its ready date."""

    @property
    def start(self) -> Basis | None:
        """Where its solve ended."""


class Whole(Standing, Protocol):
    """The answer that stands on the whole program."""

    @property
    def scope(self) -> Scope:
        """The case and the question."""

    @property
    def solution(self) -> Solution:
        """The plan."""

    @property
    def solver(self) -> str:
        """The solver by name."""

    @property
    def measured(self) -> Measured:
        """What it comes to."""


def measured_of(scope: Scope, program: Program, solution: Solution, deadline: Deadline | None) -> Measured:
    """What a plan of a scope comes to, with the ready date that was searched, if it was."""
    instant = deadline.instant if deadline else None
    return Measured(
        solution.objective,
        100 * float(program.charges["shortfall"] @ solution.value) if "shortfall" in program.charges else 0.0,
        shortfall_months(scope, program, solution),
        instant,
        None if instant is None else scope.calendar.month_of(instant),
        tuple(price for price in prices(scope, program, solution) if price.points > NOTHING),
    )


def shortfall_months(scope: Scope, program: Program, solution: Solution) -> float:
    """Months of the horizon, each weighed with the part of the needs that is missing in it (items by their weight)."""
    shown = scope.shown
    missing = 1 - coverage(scope, program, solution)[:, : len(shown)]
    weight = scope.of_items("weight", scope.needed)
    return float((weight @ missing) @ (shown.length * shown.share) / weight.sum())
