"""The ready date alone: the deadline search without the plan, for somebody who waits for it.

Where the answer to a similar question is held (`sinews.clocks.years.held`), it is found from there; else from nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sinews.answers.answer import Margin
from sinews.answers.means import Means
from sinews.clocks.prompt import Said
from sinews.clocks.years.answer import EARLY
from sinews.clocks.years.deadline import Deadline, earliest
from sinews.clocks.years.form import MONTHS
from sinews.clocks.years.held import SOLVER, Dated, Held, said
from sinews.clocks.years.methods import for_search
from sinews.clocks.years.program import ledger_of
from sinews.clocks.years.scope import Scope
from sinews.data.months import months_between
from sinews.errors import SolveError
from sinews.model.building import program_of
from sinews.model.program import Program
from sinews.model.solver.choice import open_session


def prompt(scope: Scope, means: Means, near: Sequence[Margin], held: Held | None = None) -> Said:
    """The ready date against the median and the early quantile of the threat. SolveError as the solver does.

    `near`: margins of a similar question, whose ready date says where the search begins. `held`: its answer.
    """
    with means.progress("build"):
        program = program_of(ledger_of(scope).journal)
    with means.progress("date"):
        dated = _by_classes(held, scope, program) if held and means.solver == SOLVER else None
        if dated is None or not dated.sure:
            tick = dated.deadline.tick if dated else _expected(scope, near)
            deadline = _searched(scope, program, means, tick)
        else:
            deadline = dated.deadline
    ready = None if deadline.instant is None else scope.calendar.month_of(deadline.instant)
    dues = {name: scope.threat.stated_quantile(level) for name, level in (("median", 0.5), ("early", EARLY))}
    margins = tuple(Margin(f"{scope.question.group}:{name}", due, ready, MONTHS) for name, due in dues.items())
    return Said(margins, (said(held.apart),) if held and dated and dated.sure else ())


def _by_classes(held: Held, scope: Scope, program: Program) -> Dated | None:
    """The date from what is held; None where the solver fails on it, as it need not on the whole program.

    None as well where people have to be found and what is held knows of none: it does not say whose are short.
    """
    if scope.question.crews != held.scope.question.crews:
        return None
    try:
        return held.dated(scope, program)
    except SolveError:
        return None


def _searched(scope: Scope, program: Program, means: Means, near: int | None) -> Deadline:
    """The deadline search on the whole program, from the tick that is expected."""
    standard = scope.case.parameter("coverage_standard") / 100
    return earliest(program, open_session(program, means.solver, for_search(scope)), standard, near)


def _expected(scope: Scope, near: Sequence[Margin]) -> int | None:
    """The tick in which the ready date of a similar question lies; None if it has none."""
    day = next((margin.ready for margin in near if isinstance(margin.ready, date)), None)
    return None if day is None else scope.calendar.tick_of(months_between(scope.calendar.origin, day) + 1)
