"""A plan with levers pulled, each from its first month on, as `sinews buy` measures it; with the dates of families."""

from __future__ import annotations

from dataclasses import replace

from sinews.clocks.years.deadline import earliest
from sinews.clocks.years.graded import last_of
from sinews.clocks.years.measuring import with_levers
from sinews.clocks.years.methods import for_plan, for_search
from sinews.clocks.years.outcome import coverage, held_from
from sinews.clocks.years.program import build, ledger_of
from sinews.clocks.years.reference import Reference
from sinews.clocks.years.scope import Scope
from sinews.clocks.years.standing import Base
from sinews.data.levers import Package
from sinews.model.calendar import Array
from sinews.model.solver.choice import open_session


def levered(scope: Scope, package: Package, solver: str) -> Reference:
    """The plan of a question with levers pulled, and its dates. SolveError as the solver does."""
    changed, program = with_levers(Base(scope, build(scope)), package)
    session = open_session(program, solver, for_plan(changed))
    solution = session.solve()
    start, covered = session.basis(), coverage(changed, program, solution)
    families = {
        name: _ready(replace(scope, only=items), package, solver, _of(changed, covered, items))
        for name, items in changed.families.items()
    }
    last = families[last_of(families, families)]
    near = len(changed.shown) - 1 if last is None else changed.calendar.tick_of(last)
    deadline = earliest(program, open_session(program, solver, for_search(changed)), _standard(changed), near)
    return Reference(changed, ledger_of(changed).journal, program, solution, deadline, start, solver, families)


def _ready(scope: Scope, package: Package, solver: str, covered: Array) -> float | None:
    """Months from the start at which the items of a scope can be ready; looked for where a plan holds them.

    `covered`: coverage by that plan, shape (items, ticks).
    """
    changed, program = with_levers(Base(scope, build(scope)), package)
    planned = held_from(changed.calendar, covered.min(axis=0), _standard(changed))
    near = None if planned is None else changed.calendar.tick_of(planned)
    return earliest(program, open_session(program, solver), _standard(changed), near).instant


def _of(scope: Scope, covered: Array, items: tuple[str, ...]) -> Array:
    """Coverage of some of the items, shape (items, ticks)."""
    return covered[[scope.needed.index(item) for item in items]]


def _standard(scope: Scope) -> float:
    return scope.case.parameter("coverage_standard") / 100
