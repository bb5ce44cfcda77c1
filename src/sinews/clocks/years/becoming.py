"""What the years clock answers of a case with other figures: the date of each family before and after."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import polars as pl

from sinews.answers.memory import Memory
from sinews.answers.progress import Count
from sinews.clocks.years.graded import DateSearch, dates
from sinews.clocks.years.measured import DAYS
from sinews.clocks.years.options import Question
from sinews.clocks.years.scope import Scope
from sinews.data.case import Case
from sinews.data.tables.years import YEARS

#: Columns of what an answer becomes. `later`: days by which a family is ready later (blank: a date lies beyond).
SCHEMA = {"family": pl.String, "ready": pl.Date, "becomes": pl.Date, "later": pl.Float64}

#: The solver that searches.
SOLVER = "highs"


def differs(before: Case, after: Case) -> bool:
    """Whether any table that the clock reads differs between two cases."""
    return any(not before.table(table.name).equals(after.table(table.name)) for table in YEARS)


def becoming(before: Case, after: Case, workers: int, count: Count, memory: Memory) -> pl.DataFrame:
    """The date of each family of two cases (SCHEMA), the last first; `memory`: what is known of the one before.

    UsageError for cases that cannot be asked, SolveError as the solver does.
    """
    scopes = [Scope.of(case, Question()) for case in (before, after)]
    instants = dates(_searches(scopes[0], {}), workers, count, memory)
    later = dates(_searches(scopes[1], instants), workers, count, Memory())
    calendar = scopes[0].calendar
    rows = []
    for family in sorted(later, key=lambda name: (-_order(instants.get(name)), name)):
        old, new = instants.get(family), later[family]
        days = None if old is None or new is None else DAYS * (new - old)
        rows.append((family, *(None if at is None else calendar.month_of(at) for at in (old, new)), days))
    return pl.DataFrame(rows, schema=SCHEMA, orient="row")


def _searches(scope: Scope, near: Mapping[str, float | None]) -> dict[str, DateSearch]:
    """A search for each family, from the month in which it is expected."""
    return {
        name: DateSearch(replace(scope, only=items), SOLVER, near.get(name)) for name, items in scope.families.items()
    }


def _order(instant: float | None) -> float:
    return float("inf") if instant is None else instant
