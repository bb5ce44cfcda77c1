"""What limits are worth: prices of limits, grouped as a person would name them.

The price of a limit is what one unit more of it would take off the objective, the expected weighted shortfall at the
test. A `Price` adds up those of all limits of one name, times one standard step (`sinews.clocks.years.steps` has each
step as a lever). Positive means that relief earns readiness. Prices hold for small steps, and where limits bind
together one of them may carry the price of all: a price says where to look, `sinews.clocks.years.why` measures.

Lead times and build lags stand in coefficients, not on right-hand sides. To first order, a change dA of the
coefficients earns -price . (dA x) (Bertsimas and Tsitsiklis, Introduction to Linear Optimization, 1997, section 5.5).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum

import numpy as np
import polars as pl

from sinews.clocks.years.outcome import Reader
from sinews.clocks.years.scope import Scope
from sinews.model.calendar import Array
from sinews.model.program import Program
from sinews.model.solver.session import Solution

#: A standard step of a quantity: ten per cent more.
STEP = 0.1


class Limit(Enum):
    """Kinds of limits, with the standard step in words."""

    MONEY = "10 % more money"
    LINES = "10 % more from all lines"
    ROOM = "10 % higher ceilings for expansion"
    CARRY_OVER = "10 % more carry-over"
    DELAY = "contracts one month earlier"
    LEAD_TIME = "lead time one month shorter"
    BUILD_LAG = "lines built one month faster"
    CHAIN = "10 % more from all lines and those of its inputs"


@dataclass(frozen=True)
class Price:
    """What a standard step of a limit earns by dual values, percentage points of the objective."""

    limit: Limit
    subject: str
    points: float


def ranked(found: Iterable[Price]) -> tuple[Price, ...]:
    """Prices above nothing, the dearest first (ties by name)."""
    return tuple(sorted((b for b in found if b.points > 1e-6), key=lambda b: (-b.points, b.limit.name, b.subject)))


def prices(scope: Scope, program: Program, solution: Solution) -> list[Price]:
    """The price of every limit that stands on a right-hand side or bound."""
    reader = Reader(scope, program, solution)
    return [*_money(reader), *_lines(reader), *_room(reader), *_carry_over(reader)]


def _money(reader: Reader) -> list[Price]:
    """Ten per cent more money of each ally, from the first tick on, and of what it may carry over."""
    block = reader.program.row("money")
    price = reader.solution.price[reader.program.numbers(block)]
    budget = dict(zip(reader.scope.allies, reader.program.calendar.sum(reader.scope.budget), strict=True))
    carried = dict(zip(reader.scope.allies, _of_carry_over(reader), strict=True))
    # the balance says: flows >= -budget, so a million more lowers its right-hand side by one
    return [
        Price(Limit.MONEY, place, 100 * float(-(row * STEP * budget[place]).sum() + carried[place]))
        for place, row in zip(block.subjects["place"], price, strict=True)
    ]


def _carry_over(reader: Reader) -> list[Price]:
    return [Price(Limit.CARRY_OVER, reader.scope.question.group, 100 * float(_of_carry_over(reader).sum()))]


def _of_carry_over(reader: Reader) -> Array:
    """What ten per cent more carry-over is worth, by ally."""
    numbers = reader.program.numbers(reader.program.variable("money_carried"))
    most = reader.program.upper[numbers]
    worth = np.maximum(-reader.solution.reduced[numbers], 0.0) * np.where(np.isfinite(most), most, 0.0)
    return np.asarray(STEP * worth.sum(axis=1))


def _lines(reader: Reader) -> list[Price]:
    """Ten per cent more of all that the lines of an item can make and may come to make."""
    program, solution = reader.program, reader.solution
    rows = program.numbers(program.row("line"))
    without = program.row_upper[rows]
    worth = solution.price[rows] * without
    for name in ("output", "extra_capacity"):
        most, price = _upper(reader, name)
        worth = worth + price * np.where(np.isfinite(most), most, 0.0)
    return _by_item(Limit.LINES, program.row("line").subjects["item"], STEP * worth.sum(axis=1))


def _room(reader: Reader) -> list[Price]:
    """Ten per cent higher ceilings of all lines of an item."""
    scope = reader.scope
    inside = np.isin(scope.sites["place"].to_numpy(), scope.allies)
    ceiling = np.where(inside, scope.sites["rate_max"].to_numpy(), 0.0)[:, None]
    most, of_output = _upper(reader, "output")
    room, of_extra = _upper(reader, "extra_capacity")
    rises = (room > 0).any(axis=1, keepdims=True)
    worth = ceiling * rises * (of_extra + np.where(np.isfinite(most), of_output * scope.calendar.length, 0.0))
    return _by_item(Limit.ROOM, reader.program.row("line").subjects["item"], STEP * worth.sum(axis=1))


def _upper(reader: Reader, name: str) -> tuple[Array, Array]:
    """Upper bounds of a block of variables, and what one unit more of each earns."""
    columns = reader.program.numbers(reader.program.variable(name))
    return reader.program.upper[columns], np.maximum(-reader.solution.reduced[columns], 0.0)


def _by_item(limit: Limit, items: Sequence[str], worth: Array) -> list[Price]:
    frame = pl.DataFrame({"item": items, "worth": worth}).group_by("item").agg(pl.col("worth").sum()).sort("item")
    return [Price(limit, item, 100 * value) for item, value in frame.iter_rows()]


def recast(limit: Limit, program: Program, solution: Solution, changed: Program, blocks: Sequence[str]) -> list[Price]:
    """To first order, what other coefficients of the variables `blocks` earn, by item."""
    earned = -((changed.matrix - program.matrix).T @ solution.price) * solution.value
    found: dict[str, float] = {}
    for block in (block for block in program.variables if block.name in blocks):
        worth = earned[program.numbers(block)].sum(axis=1)
        for item, value in zip(block.subjects["item"], worth, strict=True):
            found[item] = found.get(item, 0.0) + float(value)
    return [Price(limit, item, 100 * value) for item, value in sorted(found.items())]
