"""Which rows move the ready date between two editions of a case, and by how many days.

Each table that differs is taken from the second edition into the first, alone, and the date searched again; of a table
that moves it, each row by itself, as long as there are not too many. What rows do together shows in the last line: the
days between the two editions, beside which those of single rows need not add up.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import reduce

import polars as pl

from sinews.answers.memory import Memory
from sinews.answers.progress import Count
from sinews.clocks.years.graded import DateSearch, dates, last_of
from sinews.clocks.years.measured import DAYS
from sinews.clocks.years.options import Question
from sinews.clocks.years.scope import Scope
from sinews.data.case import Case
from sinews.data.schema import Table
from sinews.data.tables.years import YEARS

#: Columns of what moves the date. `days`: by which it comes earlier (negative: later; blank: a date lies beyond).
SCHEMA = {"table": pl.String, "row": pl.String, "ready": pl.Date, "days": pl.Float64}

#: Most rows of a table that are tried one by one, and days from which a move counts.
MOST, LEAST = 24, 0.5

#: The solver that searches.
SOLVER = "highs"

#: Name of the table, or of the row, that stands for all of them.
ALL = "(all)"


@dataclass(frozen=True)
class _Dates:
    """Dates of all families that are ready last in one of the two editions, and the instant of the first edition."""

    scopes: tuple[Scope, ...]
    own: float | None
    workers: int
    count: Count

    @classmethod
    def of(cls, first: Case, second: Case, workers: int, count: Count) -> _Dates:
        """The families are looked for in both editions."""
        scopes = [Scope.of(case, Question()) for case in (first, second)]
        by_edition = [_searched(scope, workers, count) for scope in scopes]
        last = {last_of(scope.families, instants) for scope, instants in zip(scopes, by_edition, strict=True)}
        families = scopes[0].families
        alone = tuple(replace(scopes[0], only=families[name]) for name in sorted(last & families.keys()))
        return cls(alone, _latest(by_edition[0].values()), workers, count)

    def moves(self, table: str, cases: Mapping[str, Case]) -> list[_Move]:
        """What each case makes of the date, by the name of what it changes."""
        parts = {
            f"{number} {name}": DateSearch(replace(scope, case=case), SOLVER, self.own)
            for name, case in cases.items()
            for number, scope in enumerate(self.scopes)
        }
        results = dates(parts, self.workers, self.count, Memory())
        numbers = range(len(self.scopes))
        instants = {name: _latest(results[f"{number} {name}"] for number in numbers) for name in cases}
        return [_Move(table, name, self._month(instant), self._days(instant)) for name, instant in instants.items()]

    def _month(self, instant: float | None) -> date | None:
        return None if instant is None else self.scopes[0].calendar.month_of(instant)

    def _days(self, instant: float | None) -> float | None:
        return None if instant is None or self.own is None else DAYS * (self.own - instant)


@dataclass(frozen=True)
class _Move:
    """A row of SCHEMA."""

    table: str
    row: str
    ready: date | None
    days: float | None

    @property
    def counts(self) -> bool:
        """Whether the date moves, or cannot be told."""
        return self.days is None or abs(self.days) >= LEAST


def moved(first: Case, second: Case, workers: int, count: Count) -> pl.DataFrame:
    """What moves the date of the family that is ready last (SCHEMA), the most days first, and all together at the end.

    UsageError for cases that cannot be asked, SolveError as the solver does.
    """
    here = _Dates.of(first, second, workers, count)
    rows: list[_Move] = []
    for table in _differing(first, second):
        [whole] = here.moves(table.name, {ALL: _with(first, second, table)})
        if whole.counts:
            single = dict(_rows(first, second, table))
            parts = here.moves(table.name, single) if len(single) <= MOST else []
            rows += [part for part in parts if part.counts] or [whole]
    ordered = sorted(rows, key=lambda row: (-abs(row.days or 0.0), row.table, row.row))
    every = [*ordered, *here.moves(ALL, {ALL: second})]
    return pl.DataFrame([(row.table, row.row, row.ready, row.days) for row in every], schema=SCHEMA, orient="row")


def _searched(scope: Scope, workers: int, count: Count) -> Mapping[str, float | None]:
    """The instant of each family."""
    tasks = {name: DateSearch(replace(scope, only=items), SOLVER, None) for name, items in scope.families.items()}
    return dates(tasks, workers, count, Memory())


def _latest(instants: Iterable[float | None]) -> float | None:
    """The latest of some instants; None, beyond the horizon, if one of them is."""
    every = list(instants)
    return None if None in every else max(instant for instant in every if instant is not None)


def _differing(first: Case, second: Case) -> Iterator[Table]:
    return (table for table in YEARS if not first.table(table.name).equals(second.table(table.name)))


def _with(first: Case, second: Case, table: Table) -> Case:
    """The first edition with a table of the second one."""
    return replace(first, tables={**first.tables, table.name: second.table(table.name)})


def _rows(first: Case, second: Case, table: Table) -> Iterator[tuple[str, Case]]:
    """The first edition with one row of a table as the second one has it, by the key of the row."""
    old, new, key = first.table(table.name), second.table(table.name), list(table.key)
    same = old.join(new, on=old.columns, how="semi", nulls_equal=True).select(key)
    keys = pl.concat([old.select(key), new.select(key)]).unique(maintain_order=True)
    for row in keys.join(same, on=key, how="anti", maintain_order="left", nulls_equal=True).iter_rows():
        cells = zip(key, row, strict=True)
        here = reduce(lambda left, right: left & right, (pl.col(name).eq_missing(pl.lit(cell)) for name, cell in cells))
        frame = pl.concat([old.filter(~here), new.filter(here)]).sort(key)
        yield "/".join(map(str, row)), replace(first, tables={**first.tables, table.name: frame})
