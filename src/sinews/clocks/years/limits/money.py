"""Money of an ally, and what allies may carry over to the next year."""

from __future__ import annotations

import numpy as np
import polars as pl

from sinews.answers.limit import MORE, Unit, Worth
from sinews.clocks.years.limits.base import Limit, more, only
from sinews.clocks.years.outcome import Reader
from sinews.clocks.years.scope import Scope
from sinews.data.grounds import rows_of
from sinews.data.levers import Change
from sinews.model.calendar import Array


def _more_money(scope: Scope, ally: str) -> tuple[Change, ...]:
    return (more("paths", "share", (("path", (scope.question.path,)), ("place", (ally,)))),)


def _money(scope: Scope, every: pl.DataFrame, ally: str) -> pl.DataFrame:
    year = scope.case.settings.start.year
    anchors = scope.case.table("paths").filter((pl.col("path") == scope.question.path) & (pl.col("place") == ally))
    last = [f"{scope.question.path}/{ally}/{anchor}" for anchor in anchors["year"].sort().tail(1)]
    return pl.concat(
        [
            rows_of(every, "economy", "gdp", [f"{ally}/{year}"]),
            rows_of(every, "paths", "share", last),
            rows_of(every, "budgets", "standing_share", [ally]),
        ]
    )


def _worth_of_money(reader: Reader) -> Worth:
    """Ten per cent more money of each ally, from the first tick on, and of what it may carry over."""
    block = reader.program.row("money")
    price = reader.solution.price[reader.program.numbers(block)]
    budget = dict(zip(reader.scope.allies, reader.program.calendar.sum(reader.scope.budget), strict=True))
    carried = dict(zip(reader.scope.allies, _of_carry_over(reader), strict=True))
    # the balance says: flows >= -budget, so a million more lowers its right-hand side by one
    return {
        place: float(-(row * MORE * budget[place]).sum() + carried[place])
        for place, row in zip(block.subjects["place"], price, strict=True)
    }


def _more_carry_over(_scope: Scope, _group: str) -> tuple[Change, ...]:
    return (more("parameters", "value", only("parameter", "carry_over_share")),)


def _carry_over(_scope: Scope, every: pl.DataFrame, _group: str) -> pl.DataFrame:
    return rows_of(every, "parameters", "value", ["carry_over_share"])


def _worth_of_carry_over(reader: Reader) -> Worth:
    return {reader.scope.question.group: float(_of_carry_over(reader).sum())}


def _of_carry_over(reader: Reader) -> Array:
    """What ten per cent more carry-over is worth, by ally."""
    numbers = reader.program.numbers(reader.program.variable("money_carried"))
    most = reader.program.upper[numbers]
    worth = np.maximum(-reader.solution.reduced[numbers], 0.0) * np.where(np.isfinite(most), most, 0.0)
    return np.asarray(MORE * worth.sum(axis=1))


MONEY = Limit("money", "10 % more money", "Money of {place}", Unit.PERCENT, _more_money, _money, _worth_of_money)

CARRY_OVER = Limit(
    "carry_over",
    "10 % more carry-over",
    "Carry-over of money in {place}",
    Unit.PERCENT,
    _more_carry_over,
    _carry_over,
    _worth_of_carry_over,
)
