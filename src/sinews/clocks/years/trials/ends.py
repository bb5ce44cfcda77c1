"""What ranges do to the journal: read from it with one column of numbers at an end at a time.

No coefficient is worked out here. The scope and the components make a journal of the case with all numbers of a column
at the low end of their ranges, and one at the high end; what differs from the journal at the likely values is what that
column does. So whatever components post, its range travels into it, without a second set of equations.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum

import numpy as np
import polars as pl

from sinews.clocks.years.program import ledger_of
from sinews.clocks.years.scope import Scope
from sinews.data.case import Case
from sinews.data.ranges import Column, End
from sinews.data.tables.years import YEARS
from sinews.model.calendar import Array
from sinews.model.journal import Decision, Journal, Posting

#: Columns with ranges that no journal holds: for cross-checks, other readers, or weights that are chosen, not observed.
UNREAD: tuple[Column, ...] = (
    ("economy", "gdp_ppp"),
    ("economy", "population"),
    ("items", "weight"),
    ("requirements", "quantity"),
    ("adversary", "amount"),
    ("history", "share"),
)


class Part(Enum):
    """What of an entry a range may move."""

    COEFFICIENT = "coefficient"
    DELAY = "delay"
    SPREAD = "spread"
    UPPER = "upper"


@dataclass(frozen=True)
class Ends:
    """What a column does to a part of an entry: the part at the likely values and at both ends, of one shape.

    `entry`: number of the posting among the postings, or of the decision among the decisions.
    """

    column: Column
    part: Part
    entry: int
    likely: Array
    low: Array
    high: Array


def columns(case: Case) -> list[Column]:
    """Columns of the years clock with a number that has a range, but for those that no journal holds."""
    return [
        (table.name, number.name)
        for table in YEARS
        if table.name in case.tables
        for number in table.numbers
        if (table.name, number.name) not in UNREAD and _ranged(case.table(table.name), number.name)
    ]


def read(scope: Scope, journal: Journal, column: Column) -> list[Ends]:
    """What a column of the case does to the journal of a scope."""
    low, high = (_entries(_journal(scope, column, end), journal) for end in (End.LOW, End.HIGH))
    moves = []
    for key, likely in _parts(journal):
        ends = (_fitted(low.get(key), likely), _fitted(high.get(key), likely))
        if not all(_same(likely.values, end) for end in ends):
            moves.append(Ends(column, key[0], likely.number, likely.values, *ends))
    return moves


@dataclass(frozen=True)
class _Values:
    """A part of an entry: its number, what each of its rows is about, and its values, shape (rows,) or (rows, ticks).

    `bare`: whether it is an amount without a variable.
    """

    number: int
    rows: Sequence[tuple[str, ...]]
    values: Array
    bare: bool = False


_Key = tuple[Part, tuple[object, ...], int]


def _ranged(table: pl.DataFrame, name: str) -> bool:
    return bool((table[f"{name}_low"] < table[f"{name}_high"]).any())


def _journal(scope: Scope, column: Column, end: End) -> Journal:
    """The journal with one column at an end; all other tables stay the very ones that they were."""
    name, number = column
    case = scope.case
    table = case.table(name).with_columns(pl.col(f"{number}{end.value}").alias(number))
    return ledger_of(replace(scope, case=replace(case, tables={**case.tables, name: table}))).journal


def _entries(journal: Journal, like: Journal) -> dict[_Key, _Values]:
    if len(journal.calendar) != len(like.calendar):
        raise ValueError("a range changes the calendar")
    return dict(_parts(journal))


def _parts(journal: Journal) -> Iterator[tuple[_Key, _Values]]:
    """Every part of every entry that a range may move, by what tells entries apart."""
    seen: Counter[tuple[object, ...]] = Counter()
    for number, posting in enumerate(journal.postings):
        name = heading(posting)
        seen[name] += 1
        rows = about(posting)
        for part, values in (
            (Part.COEFFICIENT, posting.coefficient),
            (Part.DELAY, posting.delay),
            (Part.SPREAD, posting.spread),
        ):
            if values is not None:
                yield (part, name, seen[name]), _Values(number, rows, values, posting.variable is None)
    for number, decision in enumerate(journal.decisions):
        rows = list(zip(*decision.variable.subjects.columns.values(), strict=True))
        yield (Part.UPPER, (decision.variable.name,), 0), _Values(number, rows, _bounded(decision))


def heading(posting: Posting) -> tuple[object, ...]:
    """What tells a posting from others, but for those that are told apart by their order alone."""
    variable = posting.variable.name if posting.variable else ""
    return posting.heading, posting.balance.name, variable, posting.carried, posting.staying


def about(posting: Posting) -> list[tuple[str, ...]]:
    """What each of its subjects is about."""
    if posting.variable is None:
        return list(zip(posting.places, posting.items, posting.about, strict=True))
    return list(zip(*posting.variable.subjects.columns.values(), strict=True))


def _bounded(decision: Decision) -> Array:
    return np.asarray(decision.upper)


def _fitted(end: _Values | None, likely: _Values) -> Array:
    """The values at an end in the rows of the likely ones.

    Of rows that are not there nothing is posted: a bare amount is nothing, and terms of a variable stay as they were,
    since whoever orders nothing orders it at any price.
    """
    values = np.zeros_like(likely.values) if likely.bare else np.array(likely.values)
    if end is None:
        return values
    if list(end.rows) == list(likely.rows):
        return end.values
    row = {label: number for number, label in enumerate(end.rows)}
    for number, label in enumerate(likely.rows):
        if label in row:
            values[number] = end.values[row[label]]
    return values


def _same(likely: Array, end: Array) -> bool:
    return likely is end or np.array_equal(likely, end)
