"""What a component is: a function that reads rows from the scope and writes terms into the ledger."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from sinews.clocks.years.scope import Scope
from sinews.model.calendar import Array
from sinews.model.journal import Balance, Subjects
from sinews.model.ledger import Ledger

# Balances in which components meet. Where disposal is free, the sum of flows may be positive: money lapses, stocks
# exceed needs, shortfall stays below what is allowed.
MONEY = Balance("money", free_disposal=True, rest="not spent in time")  # (ally, "money"): an ally's account
FUND = Balance("fund", free_disposal=True, rest="funds for expansion not spent")  # (ally, "money"): common funds
ORDERED = Balance("ordered")  # (ally, item): contracts that are due
MARKET = Balance("market")  # (MARKET, item): output meets deliveries and inputs
STOCK = Balance("stock")  # (ally, item): stocks
HELD = Balance("held", free_disposal=True, rest="beyond need")  # (ally or GROUP, item): stock and shortfall
MISSING = Balance("missing", free_disposal=True)  # (GROUP, item): allowed shortfall and gap against shortfall
CAPACITY = Balance("capacity")  # (site, item): extra capacity of a line
LINE = Balance("line", free_disposal=True, rest="not used")  # (site, item): what a line can make in a tick
SURGE = Balance("surge", free_disposal=True, rest="not called up")  # (site, item): what a line can make beyond its rate
IN_TIME = Balance("in_time", free_disposal=True, rest="made for other orders")  # (line or MARKET, item)
OPENING = Balance("opening", free_disposal=True, rest="room left")  # (MARKET, item): first deliveries against lines
UPKEEP = Balance("upkeep", free_disposal=True, rest="not kept up")  # (ally, item): what may be kept up of a stock
COSTS = Balance("running", free_disposal=True, rest="of stocks that fell")  # (ally, "money"): cost of stocks
LAID_UP = Balance("laid up", free_disposal=True, rest="not laid up")  # (ally, item): stock that may be laid up
MANNING = Balance("manning")  # (ally, item): what counts of a stock, with a crew or without
PEOPLE = Balance("people")  # (ally, "people"): people in service
CREWS = Balance("crews", free_disposal=True, rest="in no crew")  # (ally, "people"): who is there for crews
PAYROLL = Balance(
    "payroll", free_disposal=True, rest="fewer than at the start"
)  # (ally, "people"): who is paid besides
SERVING = Balance("serving")  # (ally, item): what is left of the stock at the start where fleets retire
OFFICE = Balance("office", free_disposal=True, rest="not signed")  # (ally, "money"): what an office can sign
APPROVED = Balance("approved", free_disposal=True, rest="not signed")  # (ally, item): approved, and not yet signed

# Headings: what flows are called in accounts. A reader sees these words; what a store hands on from tick to tick stands
# under CARRIED_IN and CARRIED_OVER everywhere (`sinews.model.journal`).
BUDGET, FUNDS, FUNDS_FOR_EXPANSION = "budget", "funds", "funds for expansion"
ADVANCES, AT_DELIVERY = "advances on new orders", "payments at delivery"
STANDING, DOMAINS = "standing costs", "other domains"
RUNNING, UPKEEP_OF_STOCKS, IN_STANDING = "running costs of what is added", "upkeep of stocks", "upkeep at the start"
FROM_BUDGETS, FROM_FUNDS = "expansion from budgets", "expansion from common funds"
GIVEN_UP, LAYING_UP = "given up by other domains", "laid up"
AID, USES, EXPORTS = "aid", "training and losses", "orders of states outside the group"
RETIREMENTS = "retirements"
ORDER_BOOK, DELIVERIES = "order book", "deliveries"
KNOWN_RATE, EXTRA_RATE, ARRIVING = "known rate", "extra capacity", "extra capacity that comes within the tick"
OUTPUT, INPUTS, AT_START, EXPANSION = "output", "inputs", "stock at the start", "expansion"
SURGED, CONVERTED = "surge", "output of converted plants"
INPUTS_OF_SURGE, INPUTS_OF_CONVERSION = "inputs of surge", "inputs of converted plants"
PREMIUM_OF_SURGE, PREMIUM_OF_CONVERSION = "premiums for surge", "premiums for converted plants"
FIRST_DELIVERIES, ROOM_FOR_THEM = "first deliveries", "room for first deliveries"
ROOM_BY_SURGE, ROOM_BY_CONVERSION = "room by surge", "room by converted plants"
KEPT_UP, UPKEEP_COSTS, ROOM_FOR_UPKEEP = "kept up", "spares and repair", "stock that could be kept up"
TAKEN_IN, IN_SERVICE, MORE_PEOPLE, PAY = "taken in and trained", "people in service", "more people", "people"
IN_CREWS, PEOPLE_ELSEWHERE, RESERVISTS = "in crews", "people elsewhere", "reservists"
EMPTY_POSTS = "posts left empty"
MANNED, UNMANNED, TO_MAN = "manned", "without a crew", "to be manned"
OFFICES, SIGNATURES = "contracting offices", "contracts signed"
APPROVALS, SIGNED = "approvals", "signed"
NOT_PAID = "unpaid forces"
NEED, STOCKED, SHORTFALL, ALLOWED, GAP = "need", "stock", "shortfall", "allowed shortfall", "gap"


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
