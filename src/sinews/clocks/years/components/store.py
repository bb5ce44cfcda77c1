"""Stocks of allies, and of inputs on the market: they keep and age.

stock(a, i, t) = stock(a, i, t-1) x (1 - loss rate)^years + deliveries(a, i, t) - uses(a, i, t)

What of a stock counts for a need is posted here (`sinews.clocks.years.upkeep`); without rows on it, all of it does.
Before the first tick stands what is left at the start of what was counted (`sinews.clocks.years.ageing`).
"""

from __future__ import annotations

import numpy as np

from sinews.clocks.years.ageing import held_at_start
from sinews.clocks.years.components import running
from sinews.clocks.years.components.base import (
    AT_START,
    HELD,
    MANNING,
    MARKET,
    ROOM_FOR_UPKEEP,
    STOCK,
    STOCKED,
    TO_MAN,
    UPKEEP,
    subjects,
)
from sinews.clocks.years.scope import Scope
from sinews.clocks.years.staffing import staff
from sinews.clocks.years.upkeep import upkeep
from sinews.data.tables import MARKET as EVERYWHERE
from sinews.model.calendar import Array
from sinews.model.journal import CARRIED_IN, CARRIED_OVER, Balance, Variable
from sinews.model.ledger import Ledger


def build(scope: Scope, ledger: Ledger) -> None:
    """Stocks of needed items by ally, and stocks of inputs on the market."""
    places, items = scope.needs["place"].to_list(), scope.needs["item"].to_list()
    stock = _store(scope, ledger, "stock", STOCK, places, items)
    running.post(scope, ledger, stock)
    kept = upkeep(scope)
    ledger.flow(STOCKED, HELD, scope.holder, items, kept.counts[:, None], stock)
    if len(kept.rows):
        able = stock.part(kept.rows)
        where = able.subjects.columns["place"]
        ledger.flow(ROOM_FOR_UPKEEP, UPKEEP, where, able.subjects.items, kept.room[kept.rows], able)
    if len(crewed := staff(scope).rows):
        manned = stock.part(crewed)
        where = manned.subjects.columns["place"]
        ledger.flow(TO_MAN, MANNING, where, manned.subjects.items, kept.counts[crewed][:, None], manned)
    ledger.flow(AT_START, STOCK, places, items, _at_start(scope, places, items))

    inputs = list(scope.inputs())  # only these: no line makes finished goods before somebody has ordered them
    if inputs:
        market = [EVERYWHERE] * len(inputs)
        _store(scope, ledger, "market_stock", MARKET, market, inputs)
        ledger.flow(AT_START, MARKET, market, inputs, _at_start(scope, market, inputs))


def _store(scope: Scope, ledger: Ledger, name: str, balance: Balance, places: list[str], items: list[str]) -> Variable:
    """A variable that each tick hands on to the next, less what ages away."""
    held = ledger.variable(name, subjects(items, place=places, item=items))
    ledger.flow(CARRIED_OVER, balance, places, items, -1.0, held)
    ledger.flow(CARRIED_IN, balance, places, items, _kept(scope, items), held, carried=True)
    return held


def _kept(scope: Scope, items: list[str]) -> Array:
    """Part of a stock that is left after each tick; shape (items, ticks)."""
    return np.asarray((1 - scope.of_items("loss_rate", items)[:, None] / 100) ** (scope.calendar.length / 12))


def _at_start(scope: Scope, places: list[str], items: list[str]) -> Array:
    """What is left of the stocks at the start once the first tick is over; shape (items, ticks), zero in later ones."""
    stocks = held_at_start(scope.case)
    left = np.array([stocks.get(key, 0.0) for key in zip(places, items, strict=True)])[:, None]
    return np.where(scope.calendar.parent < 0, left * _kept(scope, items), 0.0)
