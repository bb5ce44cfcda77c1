"""What a component is: a function that reads rows from the scope and writes terms into the ledger."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from sinews.clocks.years.scope import Scope
from sinews.model.calendar import Array
from sinews.model.ledger import Balance, Ledger, Subjects

# Balances in which components meet. Where disposal is free, the sum of flows may be positive: money lapses, stocks
# exceed needs, shortfall stays below what is allowed.
MONEY = Balance("money", free_disposal=True)  # (ally, "money"): an ally's account
FUND = Balance("fund", free_disposal=True)  # (ally, "money"): money for expansion from common funds
ORDERED = Balance("ordered")  # (ally, item): contracts that are due
MARKET = Balance("market")  # (MARKET, item): output meets deliveries and inputs
STOCK = Balance("stock")  # (ally, item): stocks
HELD = Balance("held", free_disposal=True)  # (ally, item): stock and shortfall against need
MISSING = Balance("missing", free_disposal=True)  # (GROUP, item): allowed shortfall and gap against shortfall
CAPACITY = Balance("capacity")  # (site, item): extra capacity of a line

#: Place under which the whole group stands.
GROUP = "group"


class Build(Protocol):
    """Add a component's terms for the question of `scope` to `ledger`."""

    def __call__(self, scope: Scope, ledger: Ledger) -> None:
        """Write variables, flows, charges and limits."""


def subjects(items: Sequence[str], **columns: Sequence[str]) -> Subjects:
    """Subjects with named columns, sized by `items`."""
    return Subjects(columns, items)


def money_price(scope: Scope) -> Array:
    """Objective for one million EUR by tick: the parameter's percentage points for a billion, as a share.

    Small, so that of plans with the same shortfall the cheaper one wins.
    """
    return scope.case.parameter("money_price") / 100 / 1000 * scope.calendar.share
