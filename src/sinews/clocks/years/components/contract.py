"""Contracts: an order costs an advance at once; after the lead time it is delivered and the rest is paid.

stock(a, i, t) and market(i, t) see orders(a, i, t - lead time); the account pays price x advance share at t and the
rest at delivery. orders(a, i, t) = 0 until the ally's contracting delay has passed. What was on order before the
start falls due by its own dates and may be delivered later, if the lines cannot keep up:

due(a, i, t) = due(a, i, t-1) + order book(a, i, t) - booked deliveries(a, i, t) >= 0
"""

from __future__ import annotations

import numpy as np
import polars as pl

from sinews.clocks.years.components.base import (
    ADVANCES,
    AT_DELIVERY,
    DELIVERIES,
    MARKET,
    MONEY,
    ORDER_BOOK,
    ORDERED,
    STOCK,
    money_price,
    subjects,
)
from sinews.clocks.years.scope import Scope
from sinews.data.tables import MARKET as EVERYWHERE
from sinews.model.calendar import Array
from sinews.model.journal import CARRIED_IN, CARRIED_OVER
from sinews.model.ledger import Ledger


def build(scope: Scope, ledger: Ledger) -> None:
    """New orders for every ally and item that it needs, and deliveries from the order book."""
    _new_orders(scope, ledger)
    book = order_book(scope)
    if len(booked := np.flatnonzero(book.any(axis=1))):
        _booked_deliveries(scope, ledger, booked, book[booked])


def _new_orders(scope: Scope, ledger: Ledger) -> None:
    places, items = scope.needs["place"].to_list(), scope.needs["item"].to_list()
    money, market = ["money"] * len(items), [EVERYWHERE] * len(items)
    advance, rest = (part[:, None] for part in _payments(scope, items))
    open_from = scope.of_allies("contracting_delay", places)[:, None]
    lead = scope.of_items("lead_time", items)

    upper = np.where(scope.calendar.start >= open_from, np.inf, 0.0)
    orders = ledger.variable("orders", subjects(items, place=places, item=items), upper=upper)
    ledger.flow(ADVANCES, MONEY, places, money, -advance, orders)
    ledger.flow(AT_DELIVERY, MONEY, places, money, -rest, orders, delay=lead)
    ledger.flow(DELIVERIES, MARKET, market, items, -1.0, orders, delay=lead)
    ledger.flow(DELIVERIES, STOCK, places, items, 1.0, orders, delay=lead)
    ledger.charge("money", orders, (advance + rest) * money_price(scope))


def _booked_deliveries(scope: Scope, ledger: Ledger, rows: np.ndarray, book: Array) -> None:
    places, items = (scope.needs[column].gather(rows).to_list() for column in ("place", "item"))
    about = subjects(items, place=places, item=items)
    rest = _payments(scope, items)[1][:, None]
    due = ledger.variable("due", about)
    ledger.flow(ORDER_BOOK, ORDERED, places, items, book)
    ledger.flow(CARRIED_OVER, ORDERED, places, items, -1.0, due)
    ledger.flow(CARRIED_IN, ORDERED, places, items, 1.0, due, carried=True)
    deliveries = ledger.variable("booked_deliveries", about)
    ledger.flow(DELIVERIES, ORDERED, places, items, -1.0, deliveries)
    ledger.flow(DELIVERIES, MARKET, [EVERYWHERE] * len(items), items, -1.0, deliveries)
    ledger.flow(DELIVERIES, STOCK, places, items, 1.0, deliveries)
    ledger.flow(AT_DELIVERY, MONEY, places, ["money"] * len(items), -rest, deliveries)
    ledger.charge("money", deliveries, rest * money_price(scope))


def _payments(scope: Scope, items: list[str]) -> tuple[Array, Array]:
    """Advance and rest of the price of one unit, million EUR."""
    price, share = scope.of_items("price", items), scope.of_items("advance_share", items) / 100
    return price * share, price * (1 - share)


def order_book(scope: Scope) -> Array:
    """What falls due of contracts signed before the start; shape (rows of needs, ticks)."""
    keys = {key: number for number, key in enumerate(scope.needs.select("place", "item").rows())}
    rows = scope.trusted("deliveries").join(scope.needs.select("place", "item"), on=["place", "item"], how="semi")
    rows = rows.filter(pl.col("quantity") > 0).sort("order")
    monthly = scope.months(rows.select("start", "end").rows()) * rows["quantity"].to_numpy()[:, None]
    total = np.zeros((len(keys), scope.calendar.months))
    np.add.at(total, [keys[key] for key in rows.select("place", "item").rows()], monthly)
    return scope.calendar.sum(total)
