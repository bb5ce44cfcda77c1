"""What holds us back: prices of limits, grouped as a person would name them.

The price of a limit is what one unit more of it would take off the objective, the expected weighted shortfall at the
test. A finding adds up the prices of all limits of one name, times one standard step: a billion EUR a year more for an
ally, ten per cent more of all lines of an item, ten per cent more room for expansion. Positive means that relief earns
readiness. Prices hold for small steps; how far they hold is not in them.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

import numpy as np
import polars as pl

from sinews.calendar import Array
from sinews.components.site import base_rate
from sinews.outcome import Reader
from sinews.program import Program
from sinews.scope import Scope
from sinews.solver import Solution


class Limit(Enum):
    """Kinds of limits, with the standard step in words."""

    MONEY = "EUR 1 bn more a year"
    LINES = "10 % more capacity of all lines"
    ROOM = "10 % more room for expansion"
    DELAY = "contracts one month earlier"
    CARRY_OVER = "10 % more carry-over"


@dataclass(frozen=True)
class Bottleneck:
    """One finding: what limits, whom or what it concerns, and what a standard step earns.

    `points`: percentage points of expected shortfall that the step takes off, by dual values.
    """

    limit: Limit
    subject: str
    points: float


def bottlenecks(scope: Scope, program: Program, solution: Solution) -> list[Bottleneck]:
    """All limits with a price, the dearest first (ties by name)."""
    reader = Reader(scope, program, solution)
    found = [*_money(reader), *_lines(reader), *_room(reader), *_delay(reader), *_carry_over(reader)]
    return sorted((b for b in found if b.points > 1e-6), key=lambda b: (-b.points, b.limit.name, b.subject))


def _money(reader: Reader) -> list[Bottleneck]:
    """A billion EUR a year more for each ally, from the first tick on."""
    block = reader.program.row("money")
    price = reader.solution.price[reader.program.numbers(block)]
    # the row says inflow >= -(budget): one million more lowers its right-hand side by one
    steps = 1000 / 12 * reader.program.calendar.length
    return [
        Bottleneck(Limit.MONEY, place, 100 * float(-(row * steps).sum()))
        for place, row in zip(block.subjects["place"], price, strict=True)
    ]


def _lines(reader: Reader) -> list[Bottleneck]:
    """Ten per cent more of what all lines of an item can make without the plan."""
    block = reader.program.row("line")
    numbers = reader.program.numbers(block)
    worth = (reader.solution.price[numbers] * 0.1 * np.nan_to_num(reader.program.row_upper[numbers])).sum(axis=1)
    return _by_item(Limit.LINES, block.subjects["item"], worth)


def _room(reader: Reader) -> list[Bottleneck]:
    """Ten per cent more room for expansion of all lines of an item."""
    block = reader.program.variable("extra_capacity")
    numbers = reader.program.numbers(block)
    upper = reader.program.upper[numbers]
    worth = (-np.minimum(reader.solution.reduced[numbers], 0.0) * 0.1 * upper).sum(axis=1)
    return _by_item(Limit.ROOM, block.subjects["item"], worth)


def _by_item(limit: Limit, items: object, worth: Array) -> list[Bottleneck]:
    frame = pl.DataFrame({"item": items, "worth": worth}).group_by("item").agg(pl.col("worth").sum()).sort("item")
    return [Bottleneck(limit, item, 100 * value) for item, value in frame.iter_rows()]


def _delay(reader: Reader) -> list[Bottleneck]:
    """Contracts one month earlier: an ally's orders of its first open tick, a month of them, at the barred price."""
    block = reader.program.variable("orders")
    numbers = reader.program.numbers(block)
    barred = reader.program.upper[numbers] == 0
    first_open = barred.sum(axis=1)
    rows = np.flatnonzero((first_open > 0) & (first_open < numbers.shape[1]))
    price = -np.minimum(reader.solution.reduced[numbers[rows, first_open[rows] - 1]], 0.0)
    monthly = reader.solution.value[numbers[rows, first_open[rows]]] / reader.program.calendar.length[first_open[rows]]
    places = [block.subjects["place"][row] for row in rows]
    frame = pl.DataFrame({"place": places, "worth": price * monthly}, schema={"place": pl.String, "worth": pl.Float64})
    sums = frame.group_by("place").agg(pl.col("worth").sum()).sort("place")
    return [Bottleneck(Limit.DELAY, place, 100 * value) for place, value in sums.iter_rows()]


def _carry_over(reader: Reader) -> list[Bottleneck]:
    block = reader.program.variable("money_carried")
    numbers = reader.program.numbers(block)
    worth = (-np.minimum(reader.solution.reduced[numbers], 0.0) * 0.1 * reader.program.upper[numbers]).sum(axis=1)
    return [Bottleneck(Limit.CARRY_OVER, p, 100 * float(w)) for p, w in zip(block.subjects["place"], worth, strict=True)]


def capacity_by_place(scope: Scope) -> pl.DataFrame:
    """Monthly rate by host and item at the start and at the end, without the plan (columns place, item, first, last)."""
    rates = base_rate(scope)
    frame = scope.sites.select("place", "item").with_columns(
        pl.Series("first", rates[:, 0]), pl.Series("last", rates[:, -1])
    )
    return frame.group_by("place", "item").agg(pl.col("first").sum(), pl.col("last").sum()).sort("place", "item")
