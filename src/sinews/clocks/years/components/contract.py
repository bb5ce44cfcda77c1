"""Contracts: what is decided is signed after a while, delivered after the lead time, and paid at both.

New orders, from the day of knowledge on: `orders` are decided at t, signed at t + contracting delay of the ally, and
delivered a lead time after that. At the signature falls due the advance, at the delivery the rest:

stock(a, i, t) and market(i, t) see orders(a, i, t - delay(a) - lead time(i))

Where lines of an item have several lead times (`sinews.clocks.years.leads`) there are orders with each of them, and in
every tick those that slower lines cannot fill come from lines that are no slower:

deliveries of orders with a lead time <= L <= output of lines with a lead time <= L, for each lead time L of lines of i

What was approved and not signed before the day of knowledge (table `decided`) waits for the rest of its delay only, and
is delivered no sooner after its signature than the first delivery that was said:

approved(a, i, t) = approved(a, i, t-1) + approvals whose signature is due(a, i, t) - decided orders(a, i, t) >= 0

What was on order before the start falls due by its own dates and may be delivered later, if the lines cannot keep up
(who trusts only what was delivered counts of contracts what has been paid for: the advance share, with nothing to pay):

due(a, i, t) = due(a, i, t-1) + order book(a, i, t) - booked deliveries(a, i, t) >= 0

Where pay and domains come first (table `budgets`) money may be short for what has been signed. What is late is charged,
by the chance of the test, as much as a unit that is missing: so no contract is left for a new one because nobody needs
what it brings.
"""

from __future__ import annotations

import numpy as np
import polars as pl

from sinews.clocks.years.components import opening
from sinews.clocks.years.components.base import (
    ADVANCES,
    APPROVALS,
    APPROVED,
    AT_DELIVERY,
    DELIVERIES,
    IN_TIME,
    MARKET,
    MONEY,
    OFFICE,
    ORDER_BOOK,
    ORDERED,
    SIGNATURES,
    SIGNED,
    STOCK,
    money_price,
    subjects,
)
from sinews.clocks.years.leads import Stream, filled_by, nests, streams, within
from sinews.clocks.years.scope import Scope
from sinews.clocks.years.signing import of_needs, offices
from sinews.clocks.years.spending import claimed
from sinews.data.kept import Kept
from sinews.data.months import months_between
from sinews.data.tables import MARKET as EVERYWHERE
from sinews.data.tables import Status
from sinews.model.calendar import Array, Indices
from sinews.model.journal import CARRIED_IN, CARRIED_OVER, Subjects, Variable
from sinews.model.ledger import Ledger

#: Names of orders: of the first kind of lines of every item, and of lines with another lead time, where there are any.
NEW_ORDERS = ("orders", "orders_elsewhere")
DECIDED_ORDERS = ("decided_orders", "decided_elsewhere")


def build(scope: Scope, ledger: Ledger) -> None:
    """New orders for every ally and item that it needs, what was approved, and deliveries from the order book."""
    _new_orders(scope, ledger)
    approvals = approved(scope)
    if len(rows := np.flatnonzero(approvals.any(axis=1))):
        _decided_orders(scope, ledger, rows, approvals[rows])
    book = order_book(scope)
    if len(booked := np.flatnonzero(book.any(axis=1))):
        _booked_deliveries(scope, ledger, booked, book[booked])


def _new_orders(scope: Scope, ledger: Ledger) -> None:
    for stream, name in zip(streams(scope, scope.needs["item"].to_list()), NEW_ORDERS, strict=False):
        about = _about(scope, stream, stream.rows)
        wait = scope.of_allies("contracting_delay", about.columns["place"])
        opening.take(scope, ledger, _orders(scope, ledger, name, about, wait, stream.lead), wait, stream.lead)


def _decided_orders(scope: Scope, ledger: Ledger, rows: np.ndarray, approvals: Array) -> None:
    places, items = (scope.needs[column].gather(rows).to_list() for column in ("place", "item"))
    made = []
    for stream, name in zip(streams(scope, items), DECIDED_ORDERS, strict=False):
        about, said = _about(scope, stream, rows[stream.rows]), _said(scope)[rows[stream.rows]]
        made.append(_orders(scope, ledger, name, about, np.zeros(len(about)), np.maximum(stream.lead, said)))
    waiting = ledger.variable("approved", subjects(items, place=places, item=items))
    ledger.flow(APPROVALS, APPROVED, places, items, approvals)
    for orders in made:
        ledger.flow(SIGNED, APPROVED, orders.subjects.columns["place"], orders.subjects.items, -1.0, orders)
    ledger.flow(CARRIED_OVER, APPROVED, places, items, -1.0, waiting)
    ledger.flow(CARRIED_IN, APPROVED, places, items, 1.0, waiting, carried=True)


def _about(scope: Scope, stream: Stream, rows: Indices) -> Subjects:
    """What orders of a stream are about, by the rows of the needs of each; those of other kinds name their lines."""
    places, items = (scope.needs[column].gather(rows).to_list() for column in ("place", "item"))
    lines = {"line": list(stream.lines)} if stream.others else {}
    return subjects(items, place=places, item=items, **lines)


def _orders(scope: Scope, ledger: Ledger, name: str, about: Subjects, wait: Array, lead: Array) -> Variable:
    """Orders that are signed `wait` months after they are decided, and delivered `lead` months after that."""
    places, items, lag = list(about.columns["place"]), list(about.items), wait + lead
    money, market = ["money"] * len(items), [EVERYWHERE] * len(items)
    advance, rest = (part[:, None] for part in _payments(scope, items))
    orders = ledger.variable(name, about, upper=np.where(scope.open, np.inf, 0.0))
    ledger.flow(ADVANCES, MONEY, places, money, -advance, orders, delay=wait)
    ledger.flow(AT_DELIVERY, MONEY, places, money, -rest, orders, delay=lag)
    ledger.flow(DELIVERIES, MARKET, market, items, -1.0, orders, delay=lag)
    ledger.flow(DELIVERIES, STOCK, places, items, 1.0, orders, delay=lag)
    _in_time(scope, ledger, orders, lag, filled_by(scope, items, lead))
    _signed(scope, ledger, orders, wait)
    ledger.charge("money", orders, (advance + rest) * money_price(scope))
    return orders


def _in_time(scope: Scope, ledger: Ledger, orders: Variable, lag: Array, slowest: Array) -> None:
    """Hold deliveries against what lines make that can fill them; `slowest`: lead time of the slowest of these."""
    for nest in nests(scope):
        if len(rows := np.flatnonzero(within(nest, orders.subjects.items, slowest))):
            held = orders.part(rows)
            items = held.subjects.items
            ledger.flow(DELIVERIES, IN_TIME, [nest[item].key for item in items], items, -1.0, held, delay=lag[rows])


def _signed(scope: Scope, ledger: Ledger, orders: Variable, wait: Array) -> None:
    """What orders take of contracting offices, `wait` months after they are decided: their whole price."""
    rows = np.flatnonzero(np.isin(orders.subjects.columns["place"], offices(scope).places))
    if not len(rows):
        return
    held = orders.part(rows)
    advance, rest = _payments(scope, list(held.subjects.items))
    money = ["money"] * len(rows)
    ledger.flow(
        SIGNATURES, OFFICE, held.subjects.columns["place"], money, -(advance + rest)[:, None], held, delay=wait[rows]
    )


def _booked_deliveries(scope: Scope, ledger: Ledger, rows: np.ndarray, book: Array) -> None:
    places, items = (scope.needs[column].gather(rows).to_list() for column in ("place", "item"))
    about = subjects(items, place=places, item=items)
    rest = _payments(scope, items)[1][:, None] * (scope.question.trust is not Status.DELIVERED)
    due = ledger.variable("due", about)
    ledger.flow(ORDER_BOOK, ORDERED, places, items, book)
    ledger.flow(CARRIED_OVER, ORDERED, places, items, -1.0, due)
    ledger.flow(CARRIED_IN, ORDERED, places, items, 1.0, due, carried=True)
    if claimed(scope.case):
        worth = scope.of_items("weight", items) / scope.of_items("weight", scope.needed).sum()
        need = np.array([scope.need_totals[item] for item in items])
        ledger.charge("late contracts", due, scope.weight_of_ticks * (worth / need)[:, None])
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
    return scope.calendar.sum(booked(scope))


def booked(scope: Scope) -> Array:
    """What falls due of contracts signed before the start, by month; shape (rows of needs, months)."""
    only_paid = scope.question.trust is Status.DELIVERED
    rows = _on_order(scope.trusted("deliveries", Status.CONTRACTED if only_paid else None), scope.needs)
    quantity = rows["quantity"].to_numpy()
    if only_paid:
        quantity = quantity * scope.of_items("advance_share", rows["item"].to_list()) / 100
    monthly = scope.months(rows["start", "end"].rows()) * quantity[:, None]
    return _by_need(scope, rows, monthly)


@Kept
def _on_order(deliveries: pl.DataFrame, needs: pl.DataFrame) -> pl.DataFrame:
    """Deliveries of what is needed, by their orders."""
    rows = deliveries.join(needs, on=["place", "item"], how="semi")
    return rows.filter(pl.col("quantity") > 0).sort("order")


def owed(scope: Scope) -> Array:
    """What is still to pay for contracts signed before the start, by ally and month, million EUR."""
    due, total = booked(scope), np.zeros((len(scope.allies), scope.calendar.months))
    rest = _payments(scope, scope.needs["item"].to_list())[1] * (scope.question.trust is not Status.DELIVERED)
    np.add.at(total, [scope.allies.index(place) for place in scope.needs["place"]], rest[:, None] * due)
    return total


def approved(scope: Scope) -> Array:
    """What may be signed of approvals, in the month in which each is due, or else the first that is open.

    Shape (rows of needs, ticks). An approval is a plan with money behind it: it counts as what is budgeted does.
    """
    rows = _decided(scope)
    monthly = np.zeros((len(rows), scope.calendar.months))
    if scope.question.trust.rank <= Status.BUDGETED.rank:
        start = scope.case.settings.start
        for number, (signature, quantity) in enumerate(rows["signature", "quantity"].iter_rows()):
            month = max(months_between(start, signature), scope.known)
            if month < scope.calendar.months:
                monthly[number, month] = quantity
    return scope.calendar.sum(_by_need(scope, rows, monthly))


def _decided(scope: Scope) -> pl.DataFrame:
    """Approvals of what allies of the group need."""
    return of_needs(scope.delivered(scope.case.table("decided")), scope.needs)


def _said(scope: Scope) -> Array:
    """Months from signature to first delivery that approvals say, the least of each; shape (rows of needs,)."""
    said: dict[tuple[str, str], int] = {}
    for place, item, signature, first in _decided(scope)["place", "item", "signature", "first"].iter_rows():
        months = months_between(signature, first)
        said[place, item] = min(months, said.get((place, item), months))
    return np.array([said.get(key, 0) for key in scope.needs["place", "item"].rows()], dtype=np.float64)


def _by_need(scope: Scope, rows: pl.DataFrame, monthly: Array) -> Array:
    """Amounts of rows added up by the row of the needs that they serve; shape (rows of needs, months)."""
    keys = {key: number for number, key in enumerate(scope.needs["place", "item"].rows())}
    total = np.zeros((len(keys), scope.calendar.months))
    np.add.at(total, [keys[key] for key in rows["place", "item"].rows()], monthly)
    return total
