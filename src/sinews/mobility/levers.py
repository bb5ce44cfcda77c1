"""Levers of the days clock: the case with a lever pulled, asked the same question."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from sinews.case import Case
from sinews.levers import Lever, changed, levers
from sinews.mobility.scope import Moves
from sinews.tables.days import DAYS


def of_days(case: Case) -> Iterator[Lever]:
    """Levers that change nothing but tables of the days clock, by code."""
    mine = {table.name for table in DAYS}
    yield from (lever for lever in levers(case).values() if lever.tables <= mine)


def pulled(scope: Moves, lever: Lever, steps: float = 1.0) -> Moves:
    """The scope with `steps` steps of a lever. CaseError if the result is no case."""
    case = scope.case
    frames: dict[str, pl.DataFrame] = {}
    for change in lever.changes:
        frames[change.table] = changed(case, frames.get(change.table, case.table(change.table)), change, steps)
    for table, frame in frames.items():
        case = case.change(table, frame)
    return Moves.of(case, scope.question)
