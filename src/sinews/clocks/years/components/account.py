"""Accounts: an ally's money comes in month by month, is spent, carried over within limits, or lapses.

account(a, t) <= account(a, t-1) + budget(a, t) + funds(a, t) - payments(a, t)    (the rest lapses)
0 <= account(a, t) <= carry-over share x a year's budget

Before the day of knowledge money serves the order book; none of it is kept for what is decided later.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import polars as pl
from numpy.typing import ArrayLike

from sinews.clocks.years.components.base import BUDGET, FUND, FUNDS, FUNDS_FOR_EXPANSION, MONEY, subjects
from sinews.clocks.years.scope import Scope
from sinews.data.tables import Purpose
from sinews.model.calendar import Array
from sinews.model.journal import CARRIED_IN, CARRIED_OVER, Balance
from sinews.model.ledger import Ledger


def build(scope: Scope, ledger: Ledger) -> None:
    """Money of every ally, and money for expansion from common funds."""
    allies = scope.allies
    budget = scope.calendar.sum(scope.budget)
    yearly = 12 * scope.calendar.mean(scope.budget)
    most = yearly * scope.case.parameter("carry_over_share") / 100
    before = scope.calendar.parent[scope.first_open]
    most[:, before[before >= 0]] = 0.0
    ledger.flow(BUDGET, MONEY, allies, ["money"] * len(allies), budget)
    _funded(scope, ledger, Purpose.ORDER, FUNDS, MONEY)
    _kept(ledger, MONEY, allies, most, "money_carried")
    if scope.question.expansion and (holders := _funded(scope, ledger, Purpose.EXPANSION, FUNDS_FOR_EXPANSION, FUND)):
        _kept(ledger, FUND, holders, np.inf, "fund_carried")


def _funded(scope: Scope, ledger: Ledger, purpose: Purpose, heading: str, balance: Balance) -> list[str]:
    """Money of funds for a purpose; the allies that have any."""
    amounts = _funds(scope, purpose)
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


def _funds(scope: Scope, purpose: Purpose) -> Array:
    """Money of funds by ally and tick, million EUR."""
    rows = scope.trusted("funds").filter(
        (pl.col("purpose") == purpose.value) & pl.col("place").is_in(list(scope.allies))
    )
    monthly = scope.months(rows.select("start", "end").rows()) * rows["amount"].to_numpy()[:, None]
    total = np.zeros((len(scope.allies), scope.calendar.months))
    np.add.at(total, [scope.allies.index(place) for place in rows["place"]], monthly)
    return scope.calendar.sum(total)
