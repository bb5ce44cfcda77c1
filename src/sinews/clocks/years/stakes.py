"""What the answer loses when a figure moves over its range: from what relief of the limits is remembered to earn.

A limit's standard step is ten per cent of what its rows come to, or a month of each. To first order a row that moves
from its low end to its high end is worth as many steps as its range has: (high - low) over a tenth of the sum of the
rows shown that stand in its column, or over a month times their number. Nothing is solved for it; a limit whose step
nobody has measured says nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import polars as pl

from sinews.answers.limit import MONTH, MORE, Unit
from sinews.answers.memory import Memory
from sinews.clocks.clock import Stake
from sinews.clocks.years.kept import Measurements
from sinews.clocks.years.limits import CHAIN, LIMITS, Key, Limit
from sinews.clocks.years.measured import DAYS, UNCHANGED, Measured, name_of
from sinews.clocks.years.scope import Scope
from sinews.data.grounds import figures
from sinews.data.tables import ItemKind
from sinews.present.words import Names, lowered

#: The unit of effects on the expected shortfall.
UNIT = "points of expected shortfall"


@dataclass(frozen=True)
class Step:
    """What the standard step of a limit takes off: `points` of expected shortfall, `days` of the ready date."""

    points: float
    days: float | None


def stakes(scope: Scope, memory: Memory) -> tuple[Stake, ...]:
    """What the answer loses with each figure behind a limit whose relief is remembered, the most first."""
    every, most = figures(scope.case), dict[tuple[str, str, str], Stake]()
    for (limit, subject), step in remembered(scope, memory).items():
        for stake in _of_limit(scope, limit, subject, step, limit.rows(scope, every, subject)):
            where = (stake.table, stake.row, stake.column)
            if where not in most or _rank(stake) < _rank(most[where]):
                most[where] = stake
    return tuple(sorted(most.values(), key=lambda stake: (*_rank(stake), stake.table, stake.row, stake.column)))


def remembered(scope: Scope, memory: Memory) -> dict[Key, Step]:
    """The limits whose standard step is remembered, and what it takes off; none if the answer itself is not."""
    measurements = Measurements(memory)
    unchanged = measurements.get(UNCHANGED)
    if unchanged is None:
        return {}
    steps: dict[Key, Step] = {}
    for limit, subject in _limits(scope):
        name = name_of(((limit.lever(scope, subject), 1.0),), date=True)
        measured = measurements.get(name) if name in memory.records else None
        if measured is not None:
            steps[limit, subject] = _step(unchanged, measured)
    return steps


def _limits(scope: Scope) -> Iterator[Key]:
    """Every limit on every subject, those of chains aside: their rows stand behind the lines of each item."""
    kinds = (ItemKind.NEEDED, ItemKind.INPUT)
    items = scope.case.table("items").filter(pl.col("kind").is_in(list(kinds)))["item"].to_list()
    for limit in LIMITS:
        if limit != CHAIN:
            yield from ((limit, subject) for subject in (*items, *scope.allies, scope.question.group))


def _step(unchanged: Measured, measured: Measured) -> Step:
    days = None
    if unchanged.instant is not None and measured.instant is not None:
        days = max(DAYS * (unchanged.instant - measured.instant), 0.0)
    return Step(max(unchanged.points - measured.points, 0.0), days)


def _of_limit(scope: Scope, limit: Limit, subject: str, step: Step, rows: pl.DataFrame) -> Iterator[Stake]:
    """What each row behind a limit is worth over its range."""
    names = Names.of(scope.case)
    behind = limit.about.format(item=names.thing(subject), place=names.place(subject))
    by_parts = pl.col("value").sum().over("table", "column") * MORE
    whole = by_parts if limit.unit is Unit.PERCENT else pl.len().over("column") * -MONTH  # of items and of their lines
    counted = rows.with_columns(((pl.col("high") - pl.col("low")) / whole).alias("_steps")).filter(whole > 0)
    for table, row, name, steps in counted.select("table", "row", "column", "_steps").iter_rows():
        days = None if step.days is None else steps * step.days
        yield Stake(table, row, name, steps * step.points, UNIT, days, lowered(behind))


def _rank(stake: Stake) -> tuple[float, float]:
    return -stake.loses, -(stake.days or 0.0)
