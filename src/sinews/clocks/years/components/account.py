"""Accounts: an ally's money comes in month by month, is spent, carried over within limits, or lapses.

account(a, t) <= account(a, t-1) + budget(a, t) + funds(a, t) - payments(a, t)    (the rest lapses)
0 <= account(a, t) <= carry-over share x what a year's budget leaves after first claims (`claims`)

Before the day of knowledge money serves the order book; none of it is kept for what is decided later.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike

from sinews.clocks.years import claims
from sinews.clocks.years.components.base import BUDGET, FUND, FUNDS, FUNDS_FOR_EXPANSION, MONEY, subjects
from sinews.clocks.years.scope import Scope
from sinews.data.tables import Purpose
from sinews.model.journal import CARRIED_IN, CARRIED_OVER, Balance
from sinews.model.ledger import Ledger


def build(scope: Scope, ledger: Ledger) -> None:
    """Money of every ally, and money for expansion from common funds."""
    allies = scope.allies
    ledger.flow(BUDGET, MONEY, allies, ["money"] * len(allies), scope.calendar.sum(scope.budget))
    _funded(scope, ledger, Purpose.ORDER, FUNDS, MONEY)
    _kept(ledger, MONEY, allies, claims.claims(scope).most, "money_carried")
    if scope.question.expansion and (holders := _funded(scope, ledger, Purpose.EXPANSION, FUNDS_FOR_EXPANSION, FUND)):
        _kept(ledger, FUND, holders, np.inf, "fund_carried")


def _funded(scope: Scope, ledger: Ledger, purpose: Purpose, heading: str, balance: Balance) -> list[str]:
    """Money of funds for a purpose; the allies that have any."""
    amounts = claims.funds(scope, purpose)
    rows = np.flatnonzero(amounts.any(axis=1))
    holders = [scope.allies[row] for row in rows]
    if holders:
        ledger.flow(heading, balance, holders, ["money"] * len(holders), amounts[rows])
    return holders


def _kept(ledger: Ledger, balance: Balance, places: Sequence[str], most: ArrayLike, name: str) -> None:
    money = ["money"] * len(places)
    carried = ledger.variable(name, subjects(money, place=places), upper=most)
    ledger.flow(CARRIED_OVER, balance, places, money, -1.0, carried)
    ledger.flow(CARRIED_IN, balance, places, money, 1.0, carried, carried=True)
