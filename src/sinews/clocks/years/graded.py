"""Graded readiness: how much is covered when an attack becomes possible, and when each family of items is ready.

Coverage of a family is the mean of its items' coverage, by their weights or by what their needs cost. The date of a
family is that of a deadline search for its items alone, as if no other were needed. What no decision of today can reach
is settled: shortfall before the first new order of an item can arrive.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

import numpy as np
import polars as pl

from sinews.answers.memory import Memory
from sinews.answers.plain import number_or_none
from sinews.answers.progress import Count
from sinews.answers.work import run_all, threads
from sinews.clocks.years.components.opening import first_deliveries
from sinews.clocks.years.deadline import earliest
from sinews.clocks.years.options import Holdings
from sinews.clocks.years.outcome import Reader, coverage, held_from
from sinews.clocks.years.program import build
from sinews.clocks.years.scope import Scope
from sinews.clocks.years.staffing import staff
from sinews.data.months import months_between
from sinews.data.ranges import Column, End
from sinews.model.calendar import Array, Calendar
from sinews.model.program import Program
from sinews.model.solver.choice import open_session
from sinews.model.solver.session import Solution

#: Quantiles of the threat at which coverage is graded.
LEVELS = (0.1, 0.5, 0.9)

#: The other readings of who holds for whom.
OTHERS = (Holdings.ALONE, Holdings.TOGETHER)

#: What the date of all is called under which people have to be found for all that is new.
CREWED = "all crewed"

#: How the names of remembered dates begin.
DATE = "ready "

#: Numbers whose ranges the last date is held against, each by itself: what makes the date, what is there.
CARRYING: tuple[Column, ...] = (
    ("items", "lead_time"),
    ("sites", "lead_time"),
    ("places", "contracting_delay"),
    ("offices", "share"),
    ("capacity", "rate"),
    ("sites", "rate_max"),
    ("stocks", "quantity"),
    ("deliveries", "quantity"),
    ("retirements", "quantity"),
    ("serviceability", "best"),
    ("people", "recruits"),
    ("crews", "crew"),
    ("forces", "quantity"),
    ("scales", "per_force"),
)


@dataclass(frozen=True)
class Grade:
    """How far a family (or all) is covered.

    `covered`, `by_cost`: share of the needs that is covered at each of LEVELS of the threat, 0 to 1, by weight of the
    items and by what their needs cost. `instant`: months from the start at which it can be ready (None: not within the
    horizon).
    """

    name: str
    items: tuple[str, ...]
    covered: tuple[float, ...]
    by_cost: tuple[float, ...]
    instant: float | None


@dataclass(frozen=True)
class Carried:
    """What kind of number a date rests on: instants at which all families are ready where all such lie at one end."""

    column: Column
    low: float | None
    high: float | None


@dataclass(frozen=True)
class Instant:
    """A date that has been looked for: months from the start (None: beyond the horizon)."""

    months: float | None


@dataclass(frozen=True)
class Grades:
    """Every family, all of them together, what is settled, and what the date of the last family rests on.

    `settled`: part of the expected shortfall that no decision of today reaches, 0 to 1. `alone`, `together`: instants
    of the last family if every ally held its own, and if all stood in for one another. If these are known, `crewed`:
    that of all if people had to be found for all that is new; `carried`: of whichever family is last then.
    """

    families: tuple[Grade, ...]
    whole: Grade
    settled: float
    last: str
    alone: float | None
    together: float | None
    crewed: Instant | None = None
    carried: tuple[Carried, ...] = ()

    @property
    def span(self) -> tuple[float | None, float | None] | None:
        """The earliest and the latest date (None: beyond the horizon) that one kind of number makes, if measured."""
        if not self.carried:
            return None
        ends = [end for carried in self.carried for end in (carried.low, carried.high)]
        months = [end for end in ends if end is not None]
        return (min(months) if months else None, None if len(months) < len(ends) else max(months))


# dates ------------------------------------------------------------------------


@dataclass(frozen=True)
class DateSearch:
    """The deadline search for some items alone, as plain data; `near`: month in which the date is expected."""

    scope: Scope
    solver: str
    near: float | None

    def __call__(self) -> float | None:
        """Months from the start at which the items can be ready. SolveError as the solver does."""
        scope, program = self.scope, build(self.scope)
        standard = scope.case.parameter("coverage_standard") / 100
        near = None if self.near is None else scope.calendar.tick_of(self.near)
        return earliest(program, open_session(program, self.solver), standard, near).instant


def dates(tasks: Mapping[str, DateSearch], workers: int, count: Count, memory: Memory) -> dict[str, float | None]:
    """What searches find, by their names; what is remembered is not searched again. SolveError as the solver does."""
    instants = {name: record[0] for name in tasks if (record := memory.get(_key(name), read)) is not None}
    new = {name: task for name, task in tasks.items() if name not in instants}
    if new:
        with threads(workers) as crew:
            for name, instant in zip(new, run_all(list(new.values()), crew, count), strict=True):
                memory.keep(_key(name), {"instant": instant})
                instants[name] = instant
    return instants


def of_families(scope: Scope, solver: str, covered: Array | None = None) -> dict[str, DateSearch]:
    """A search for each family, and for each that is otherwise held where all are held in one of OTHERS.

    `covered`: of a plan, shape (needed items, ticks); each search begins where that plan holds the standard.
    """
    searches, standard = {}, scope.case.parameter("coverage_standard") / 100
    for family, items in scope.families.items():
        of, near = replace(scope, only=items), None
        if covered is not None:
            near = held_from(scope.calendar, covered[_rows(scope, items)].min(axis=0), standard)
        searches[family] = DateSearch(of, solver, near)
        for way in OTHERS:
            other = replace(of, question=replace(scope.question, holdings=way))
            if other.together != of.together:
                searches[f"{family} {way.value}"] = DateSearch(other, solver, near)
    return searches


def with_people(memory: Memory) -> Instant | None:
    """When all can be ready if people have to be found for all that is new; None if that is not remembered."""
    row = memory.get(_key(CREWED), read)
    return None if row is None else Instant(row[0])


def keep_with_people(memory: Memory, instant: float | None) -> None:
    """Remember when all can be ready if people have to be found for all that is new."""
    memory.keep(_key(CREWED), {"instant": instant})


def remembered(tasks: Mapping[str, DateSearch], memory: Memory) -> dict[str, float | None] | None:
    """What searches have found before, by their names; None unless all are known."""
    rows = {name: memory.get(_key(name), read) for name in tasks}
    return None if None in rows.values() else {name: row[0] for name, row in rows.items() if row is not None}


def _otherwise(scope: Scope, instants: Mapping[str, float | None], way: Holdings) -> float | None:
    """The instant of the last family, if all is held in one way; None: beyond the horizon."""
    return _last(
        [instants.get(f"{family} {way.value}", instants[family]) for family in scope.families if family in instants]
    )


def of_carrying(scope: Scope, families: Mapping[str, float | None], solver: str) -> dict[str, DateSearch]:
    """Searches for each family with each kind of number at the low and at the high end of its ranges.

    Where a family has no number of a kind that has a range there is none: its date in `families` stands. All families
    are asked, since another one may be the last at the end of a range.
    """
    searches = {}
    for family, items in scope.families.items():
        alone = replace(scope, only=items)
        for column in CARRYING:
            for end in (End.LOW, End.HIGH):
                if _differs(alone, end, column):
                    moved = DateSearch(alone.at(end, column), solver, families[family])
                    searches[_of_end(family, column, end)] = moved
    return searches


def _of_end(family: str, column: Column, end: End) -> str:
    return f"{family} {'.'.join(column)}{end.value}"


def _differs(scope: Scope, end: End, column: Column) -> bool:
    """Whether any number of a column that an item of the scope may depend on has a range."""
    table, name = column
    rows = scope.case.table(table)
    if table in ("people", "crews") and not len(staff(scope)):
        return False
    if "item" in rows.columns:
        rows = rows.filter(pl.col("item").is_in(list(scope.items)))
    return bool((rows[name] != rows[f"{name}{end.value}"]).any())


def carried(families: Mapping[str, float | None], instants: Mapping[str, float | None]) -> tuple[Carried, ...]:
    """What `of_carrying` has found, by the months that it moves the date of the last family, the most first.

    `families`: dates of families as the case has it.
    """
    rows = []
    for column in CARRYING:
        names = {end: [_of_end(family, column, end) for family in families] for end in (End.LOW, End.HIGH)}
        if any(name in instants for both in names.values() for name in both):
            low, high = (
                _last([instants.get(name, families[family]) for family, name in zip(families, names[end], strict=True)])
                for end in (End.LOW, End.HIGH)
            )
            rows.append(Carried(column, low, high))
    return tuple(sorted(rows, key=lambda row: (-_width(row), row.column)))


def _last(instants: Sequence[float | None]) -> float | None:
    """The last of some instants; None if one lies beyond the horizon."""
    months = [instant for instant in instants if instant is not None]
    return max(months) if months and len(months) == len(instants) else None


def _width(row: Carried) -> float:
    if row.low is None and row.high is None:
        return 0.0
    return np.inf if row.low is None or row.high is None else abs(row.high - row.low)


def last_of(families: Iterable[str], instants: Mapping[str, float | None]) -> str:
    """The family that is ready last (of several the first by name)."""
    return min(families, key=lambda family: (-(np.inf if (at := instants[family]) is None else at), family))


def _key(name: str) -> str:
    return f"{DATE}{name}"


def read(row: Mapping[str, object]) -> tuple[float | None]:
    """The instant of a remembered date; KeyError, TypeError or ValueError if it is none."""
    return (number_or_none(row, "instant"),)


# coverage ---------------------------------------------------------------------


def grades(
    scope: Scope, program: Program, solution: Solution, instant: float | None, instants: Mapping[str, float | None]
) -> Grades:
    """Coverage by family and in all, with the dates that were found; `instant`: that of all."""
    grade = partial(_grade, scope, coverage(scope, program, solution))
    families = tuple(grade(family, items, instants.get(family)) for family, items in scope.families.items())
    whole = grade("all", scope.needed, instant)
    alone, together = (_otherwise(scope, instants, way) for way in OTHERS)
    last = last_of(scope.families, instants)
    return Grades(families, whole, settled(Reader(scope, program, solution)), last, alone, together)


def _grade(scope: Scope, covered: Array, name: str, items: Sequence[str], instant: float | None) -> Grade:
    rows = _rows(scope, items)
    weight = scope.of_items("weight", items)
    cost = scope.of_items("price", items) * np.array([scope.need_totals[item] for item in items])
    at = [_at(scope, covered[rows], level) for level in LEVELS]
    by_weight, by_cost = (
        tuple(float(by @ share / by.sum()) if by.sum() else 0.0 for share in at) for by in (weight, cost)
    )
    return Grade(name, tuple(items), by_weight, by_cost, instant)


def _rows(scope: Scope, items: Sequence[str]) -> list[int]:
    return [scope.needed.index(item) for item in items]


def _at(scope: Scope, covered: Array, level: float) -> Array:
    """Coverage of each item at the end of the month in which the threat reaches a level, 0 to 1."""
    month = months_between(scope.calendar.origin, scope.threat.quantile(level)) + 1
    return np.array([at_month(scope.shown, row, month) for row in covered])


def at_month(calendar: Calendar, values: Array, month: float) -> float:
    """A level in some month from the start: that at the ends of ticks, linear in between, constant outside."""
    return float(np.clip(np.interp(month, calendar.end, values[: len(calendar)]), 0.0, 1.0))


def settled(reader: Reader) -> float:
    """Part of the expected shortfall that lies before the first new order of its item can arrive, 0 to 1."""
    scope, program = reader.scope, reader.program
    first = first_deliveries(scope)
    whole = before = 0.0
    for block in (block for block in program.variables if block.name.startswith("shortfall")):
        columns = program.numbers(block)
        charged = program.charges["shortfall"][columns] * reader.solution.value[columns]
        open_from = np.array([first.get(item, np.inf) for item in block.subjects["item"]])[:, None]
        whole += float(charged.sum())
        before += float(charged[scope.calendar.end[None, :] <= open_from].sum())
    return before / whole if whole > 0 else 0.0
