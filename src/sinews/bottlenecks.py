"""What holds us back: prices of limits, grouped as a person would name them.

The price of a limit is what one unit more of it would take off the objective, the expected weighted shortfall at the
test. A finding adds up the prices of all limits of one name, times one standard step: ten per cent more money of an
ally, ten per cent more of all lines of an item, ten per cent more room for expansion. Positive means that relief earns
readiness. Prices hold for small steps; how far they hold is not in them. Delays are no right-hand sides, so they have
no price: what a month less earns is measured by solving again (`earlier_contracts`).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

import numpy as np
import polars as pl

from sinews.calendar import Array
from sinews.outcome import Reader
from sinews.program import Program
from sinews.scope import Scope
from sinews.solver import Session, Solution


class Limit(Enum):
    """Kinds of limits, with the standard step in words."""

    MONEY = "10 % more money"
    LINES = "10 % more output of all lines"
    ROOM = "10 % more room for expansion"
    CARRY_OVER = "10 % more carry-over"
    DELAY = "all contracts one month earlier"


@dataclass(frozen=True)
class Bottleneck:
    """One finding: what limits, whom or what it concerns, and what a standard step earns.

    `points`: percentage points of expected shortfall that the step takes off, by dual values.
    """

    limit: Limit
    subject: str
    points: float


def ranked(found: Iterable[Bottleneck]) -> tuple[Bottleneck, ...]:
    """Findings that earn anything, the dearest first (ties by name)."""
    return tuple(sorted((b for b in found if b.points > 1e-6), key=lambda b: (-b.points, b.limit.name, b.subject)))


def bottlenecks(scope: Scope, program: Program, solution: Solution) -> list[Bottleneck]:
    """All limits that have a price, by its dual values."""
    reader = Reader(scope, program, solution)
    return [*_money(reader), *_lines(reader), *_room(reader), *_carry_over(reader)]


def _money(reader: Reader) -> list[Bottleneck]:
    """Ten per cent more money of each ally, from the first tick on."""
    block = reader.program.row("money")
    price = reader.solution.price[reader.program.numbers(block)]
    budget = dict(zip(reader.scope.allies, reader.program.calendar.sum(reader.scope.budget), strict=True))
    # the balance says: flows >= -budget, so a million more lowers its right-hand side by one
    return [
        Bottleneck(Limit.MONEY, place, 100 * float(-(row * 0.1 * budget[place]).sum()))
        for place, row in zip(block.subjects["place"], price, strict=True)
    ]


def _lines(reader: Reader) -> list[Bottleneck]:
    """Ten per cent more of what all lines of an item can make without the plan.

    Where a promise leaves a line no room, its highest rate says the same as its capacity, and the price may stand at
    either.
    """
    price, without, highest, of_highest = _output(reader)
    worth = 0.1 * without * (price + np.where(highest <= without * (1 + 1e-9), of_highest, 0.0))
    return _by_item(Limit.LINES, reader.program.row("line").subjects["item"], worth.sum(axis=1))


def _room(reader: Reader) -> list[Bottleneck]:
    """Ten per cent more room for expansion of all lines of an item."""
    _, without, highest, of_highest = _output(reader)
    room = np.where(np.isfinite(highest), np.maximum(highest - without, 0.0), 0.0)
    numbers = reader.program.numbers(reader.program.variable("extra_capacity"))
    of_extra = -np.minimum(reader.solution.reduced[numbers], 0.0) * reader.program.upper[numbers]
    worth = (0.1 * (room * of_highest + of_extra)).sum(axis=1)
    return _by_item(Limit.ROOM, reader.program.row("line").subjects["item"], worth)


def _output(reader: Reader) -> tuple[Array, Array, Array, Array]:
    """Price of capacity, what lines make without the plan, the most they may make, and its price, by line and tick."""
    program, solution = reader.program, reader.solution
    rows, columns = program.numbers(program.row("line")), program.numbers(program.variable("output"))
    of_highest = -np.minimum(solution.reduced[columns], 0.0)
    return solution.price[rows], program.row_upper[rows], program.upper[columns], of_highest


def _by_item(limit: Limit, items: object, worth: Array) -> list[Bottleneck]:
    frame = pl.DataFrame({"item": items, "worth": worth}).group_by("item").agg(pl.col("worth").sum()).sort("item")
    return [Bottleneck(limit, item, 100 * value) for item, value in frame.iter_rows()]


def _carry_over(reader: Reader) -> list[Bottleneck]:
    block = reader.program.variable("money_carried")
    numbers = reader.program.numbers(block)
    worth = (-np.minimum(reader.solution.reduced[numbers], 0.0) * 0.1 * reader.program.upper[numbers]).sum(axis=1)
    return [
        Bottleneck(Limit.CARRY_OVER, p, 100 * float(w)) for p, w in zip(block.subjects["place"], worth, strict=True)
    ]


def earlier_contracts(scope: Scope, program: Program, session: Session, solution: Solution) -> Bottleneck:
    """What contracts signed one month earlier by every ally earn, measured by solving `session`'s program again."""
    for name in ("orders", "expansion", "funded_expansion"):
        for block in (block for block in program.variables if block.name == name):
            numbers = program.numbers(block)
            open_from = scope.of_allies("contracting_delay", block.subjects["place"])[:, None] - 1
            opened = numbers[(scope.calendar.start >= open_from) & (program.upper[numbers] == 0)]
            session.change_columns(opened, np.zeros(len(opened)), np.full(len(opened), np.inf))
    return Bottleneck(Limit.DELAY, scope.question.group, 100 * (solution.objective - session.solve().objective))
