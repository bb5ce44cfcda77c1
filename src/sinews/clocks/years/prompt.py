"""The ready date alone: the deadline search without the plan, for somebody who waits for it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sinews.answers.answer import Margin
from sinews.answers.means import Means
from sinews.clocks.years.answer import EARLY
from sinews.clocks.years.deadline import earliest
from sinews.clocks.years.form import MONTHS
from sinews.clocks.years.program import ledger_of
from sinews.clocks.years.scope import Scope
from sinews.data.months import months_between
from sinews.model.building import program_of
from sinews.model.solver.choice import open_session


def prompt(scope: Scope, means: Means, near: Sequence[Margin]) -> tuple[Margin, ...]:
    """The ready date against the median and the early quantile of the threat. SolveError as the solver does.

    `near`: margins of a similar question, whose ready date says where the search begins.
    """
    with means.progress("build"):
        program = program_of(ledger_of(scope).journal)
    standard = scope.case.parameter("coverage_standard") / 100
    with means.progress("date"):
        deadline = earliest(program, open_session(program, means.solver), standard, _expected(scope, near))
    ready = None if deadline.instant is None else scope.calendar.month_of(deadline.instant)
    dues = {name: scope.threat.stated_quantile(level) for name, level in (("median", 0.5), ("early", EARLY))}
    return tuple(Margin(f"{scope.question.group}:{name}", due, ready, MONTHS) for name, due in dues.items())


def _expected(scope: Scope, near: Sequence[Margin]) -> int | None:
    """The tick in which the ready date of a similar question lies; None if it has none."""
    day = next((margin.ready for margin in near if isinstance(margin.ready, date)), None)
    return None if day is None else scope.calendar.tick_of(months_between(scope.calendar.origin, day) + 1)
