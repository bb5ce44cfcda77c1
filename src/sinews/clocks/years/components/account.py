"""Accounts: an ally's money comes in month by month, is spent, carried over within limits, or lapses.

account(a, t) <= account(a, t-1) + budget(a, t) + funds(a, t) - payments(a, t)    (the rest lapses)
0 <= account(a, t) <= carry-over share x a year's budget
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import polars as pl
from numpy.typing import ArrayLike

from sinews.clocks.years.components.base import FUND, MONEY, subjects
from sinews.clocks.years.scope import Scope
from sinews.data.tables import Purpose
from sinews.model.calendar import Array
from sinews.model.ledger import Balance, Ledger


def build(scope: Scope, ledger: Ledger) -> None:
    """Money of every ally, and money for expansion from common funds."""
    allies = scope.allies
    budget = scope.calendar.sum(scope.budget)
    yearly = 12 * scope.calendar.mean(scope.budget)
    most = yearly * scope.case.parameter("carry_over_share") / 100
    _account(ledger, MONEY, allies, budget + _funds(scope, Purpose.ORDER), most, "money_carried")
    pool = _funds(scope, Purpose.EXPANSION)
    holders = [ally for ally, amounts in zip(allies, pool, strict=True) if amounts.any()]
    if holders and scope.question.expansion:
        _account(ledger, FUND, holders, pool[[allies.index(a) for a in holders]], np.inf, "fund_carried")


def _account(
    ledger: Ledger, balance: Balance, places: Sequence[str], inflow: ArrayLike, most: ArrayLike, name: str
) -> None:
    money = ["money"] * len(places)
    ledger.flow(balance, places, money, inflow)
    carried = ledger.variable(name, subjects(money, place=places), upper=most)
    ledger.flow(balance, places, money, -1.0, carried)
    ledger.flow(balance, places, money, 1.0, carried, carried=True)


def _funds(scope: Scope, purpose: Purpose) -> Array:
    """Money of funds by ally and tick, million EUR."""
    rows = scope.trusted("funds").filter(
        (pl.col("purpose") == purpose.value) & pl.col("place").is_in(list(scope.allies))
    )
    monthly = scope.months(rows.select("start", "end").rows()) * rows["amount"].to_numpy()[:, None]
    total = np.zeros((len(scope.allies), scope.calendar.months))
    np.add.at(total, [scope.allies.index(place) for place in rows["place"]], monthly)
    return scope.calendar.sum(total)
