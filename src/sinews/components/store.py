"""Stocks of allies, and of inputs on the market: they keep, age, and are drawn on by aid and training.

stock(a, i, t) = stock(a, i, t-1) x (1 - loss rate)^years + deliveries(a, i, t) - uses(a, i, t) + unmet uses(a, i, t)
"""

from __future__ import annotations

import numpy as np

from sinews.calendar import Array
from sinews.components.base import HELD, MARKET, STOCK, subjects
from sinews.ledger import Ledger, Variable
from sinews.scope import Scope
from sinews.tables import MARKET as EVERYWHERE


def build(scope: Scope, ledger: Ledger) -> None:
    """Stocks of needed items by ally, uses that draw on them, and stocks on the market."""
    places, items = scope.needs["place"].to_list(), scope.needs["item"].to_list()
    stock = _store(scope, ledger, "stock", STOCK, places, items)
    ledger.flow(HELD, places, items, 1.0, stock)
    ledger.flow(STOCK, places, items, _at_start(scope, places, items))

    uses = _uses(scope)
    drawn = np.flatnonzero(uses.any(axis=1))
    if len(drawn):
        who, what = [places[k] for k in drawn], [items[k] for k in drawn]
        unmet = ledger.variable("unmet_uses", subjects(what, place=who, item=what), upper=uses[drawn])
        ledger.flow(STOCK, who, what, -uses[drawn])
        ledger.flow(STOCK, who, what, 1.0, unmet)
        totals = np.array([scope.need_totals[item] for item in what])[:, None]
        ledger.charge("unmet_uses", unmet, scope.calendar.share / totals)

    inputs = list(scope.inputs())  # only these: no line makes finished goods before somebody has ordered them
    if inputs:
        market = [EVERYWHERE] * len(inputs)
        _store(scope, ledger, "market_stock", MARKET, market, inputs)
        ledger.flow(MARKET, market, inputs, _at_start(scope, market, inputs))


def _store(scope: Scope, ledger: Ledger, name: str, balance: str, places: list[str], items: list[str]) -> Variable:
    """A variable that each tick hands on to the next, less what ages away."""
    held = ledger.variable(name, subjects(items, place=places, item=items))
    kept = (1 - scope.of_items("loss_rate", items)[:, None] / 100) ** (scope.calendar.length / 12)
    ledger.flow(balance, places, items, -1.0, held)
    ledger.flow(balance, places, items, kept, held, carried=True)
    return held


def _at_start(scope: Scope, places: list[str], items: list[str]) -> Array:
    known = {(p, i): q for p, i, q in scope.case.table("stocks").select("place", "item", "quantity").rows()}
    amounts = np.zeros((len(items), len(scope.calendar)))
    first = np.flatnonzero(scope.calendar.parent < 0)
    amounts[:, first] = np.array([known.get(key, 0.0) for key in zip(places, items, strict=True)])[:, None]
    return amounts


def _uses(scope: Scope) -> Array:
    """What leaves each stock by tick; shape (rows of needs, ticks)."""
    keys = {key: number for number, key in enumerate(scope.needs.select("place", "item").rows())}
    rows = scope.case.table("uses").join(scope.needs.select("place", "item"), on=["place", "item"], how="semi")
    months = np.arange(scope.calendar.months)
    total = np.zeros((len(keys), len(months)))
    start = scope.case.settings.start
    for place, item, first, last, rate in rows.select("place", "item", "start", "end", "rate").rows():
        begin = (first.year - start.year) * 12 + first.month - start.month
        finish = (last.year - start.year) * 12 + last.month - start.month
        total[keys[place, item]] += np.where((months >= begin) & (months <= finish), rate, 0.0)
    return scope.calendar.sum(total)

