"""Levers of the days clock: the case with a lever pulled, asked the same question."""

from __future__ import annotations

from collections.abc import Iterator

from sinews.clocks.days.scope import Moves
from sinews.data.case import Case
from sinews.data.levers import Lever, case_with, levers
from sinews.data.tables.days import DAYS


def of_days(case: Case) -> Iterator[Lever]:
    """Levers that change nothing but tables of the days clock, by code."""
    mine = {table.name for table in DAYS}
    yield from (lever for lever in levers(case).values() if lever.tables <= mine)


def pulled(scope: Moves, lever: Lever, steps: float = 1.0) -> Moves:
    """The scope with `steps` steps of a lever. CaseError if the result is no case."""
    return Moves.of(case_with(scope.case, lever, steps), scope.question)
