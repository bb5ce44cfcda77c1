"""Levers of the days clock: the case with levers pulled, asked the same question."""

from __future__ import annotations

from collections.abc import Iterator

from sinews.clocks.days.scope import Moves
from sinews.data.case import Case
from sinews.data.levers import Lever, Package, case_of, levers
from sinews.data.tables.days import DAYS


def of_days(case: Case) -> Iterator[Lever]:
    """Levers that change nothing but tables of the days clock, by code."""
    mine = {table.name for table in DAYS}
    yield from (lever for lever in levers(case).values() if lever.tables <= mine)


def pulled(scope: Moves, package: Package) -> Moves:
    """The scope with some steps of each lever of a package. CaseError if the result is no case."""
    return Moves.of(case_of(scope.case, package), scope.question)
