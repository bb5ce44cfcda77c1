"""The limits of the years clock, each listed once, and what they are worth by the prices of a solved program.

The price of a limit is what one unit more of it would take off the objective, the expected weighted shortfall at the
test. A `Price` adds up those of all limits of one name, times one standard step. Positive means that relief earns
readiness. Prices hold for small steps, and where limits bind together one of them may carry the price of all: a price
says where to look, `sinews.clocks.years.why` measures.

Lead times and build lags stand in coefficients, not on right-hand sides. To first order, a change dA of the
coefficients earns -price . (dA x) (Bertsimas and Tsitsiklis, Introduction to Linear Optimization, 1997, section 5.5).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sinews.clocks.years.limits.base import NOTHING, Limit
from sinews.clocks.years.limits.lines import CHAIN, LINES, ROOM, chain
from sinews.clocks.years.limits.money import CARRY_OVER, MONEY
from sinews.clocks.years.limits.offices import OFFICE
from sinews.clocks.years.limits.people import PEOPLE
from sinews.clocks.years.limits.serviceability import SERVICEABILITY
from sinews.clocks.years.limits.waiting import BUILD_LAG, DELAY, LEAD_TIME
from sinews.clocks.years.outcome import Reader
from sinews.clocks.years.scope import Scope
from sinews.data.levers import Change, Lever
from sinews.model.program import Program
from sinews.model.solver.session import Solution

__all__ = [
    "BUILD_LAG",
    "BY_NAME",
    "CARRY_OVER",
    "CHAIN",
    "DELAY",
    "LEAD_TIME",
    "LIMITS",
    "LINES",
    "MONEY",
    "NOTHING",
    "OFFICE",
    "PEOPLE",
    "ROOM",
    "SERVICEABILITY",
    "Key",
    "Limit",
    "Price",
    "chain",
    "everywhere",
    "prices",
    "ranked",
    "recast",
]  # fmt: skip

LIMITS: tuple[Limit, ...] = (
    MONEY, OFFICE, LINES, ROOM, CARRY_OVER, DELAY, LEAD_TIME, BUILD_LAG, SERVICEABILITY, PEOPLE, CHAIN
)  # fmt: skip

#: The limits by name.
BY_NAME: Mapping[str, Limit] = {limit.name: limit for limit in LIMITS}

#: A limit and its subject: an item, an ally or the group.
Key = tuple[Limit, str]


@dataclass(frozen=True)
class Price:
    """What a standard step of a limit earns by dual values, percentage points of the objective."""

    limit: Limit
    subject: str
    points: float

    @property
    def key(self) -> Key:
        """The limit and its subject."""
        return self.limit, self.subject


def ranked(prices: Iterable[Price]) -> tuple[Price, ...]:
    """Prices above nothing, the dearest first (ties by name)."""
    kept = (price for price in prices if price.points > NOTHING)
    return tuple(sorted(kept, key=lambda price: (-price.points, price.limit.name, price.subject)))


def prices(scope: Scope, program: Program, solution: Solution) -> list[Price]:
    """The price of every limit that stands on a right-hand side or bound."""
    reader = Reader(scope, program, solution)
    return [Price(limit, subject, 100 * worth) for limit in LIMITS for subject, worth in limit.worth(reader).items()]


def everywhere(scope: Scope, limit: Limit) -> Lever:
    """The standard step of a limit on all rows at once."""
    changes = limit.changes(scope, scope.question.group)
    parts = (Change(change.table, change.column, change.kind, change.amount) for change in changes)
    return Lever(limit.name, limit.step, tuple(parts))


def recast(limit: Limit, program: Program, solution: Solution, changed: Program) -> list[Price]:
    """To first order, what other coefficients of the variables of a limit earn, by item."""
    earned = -((changed.matrix - program.matrix).T @ solution.price) * solution.value
    worths: dict[str, float] = {}
    for block in (block for block in program.variables if block.name in limit.blocks):
        worth = earned[program.numbers(block)].sum(axis=1)
        for item, value in zip(block.subjects["item"], worth, strict=True):
            worths[item] = worths.get(item, 0.0) + float(value)
    return [Price(limit, item, 100 * value) for item, value in sorted(worths.items())]
